"""How a tracker makes the schema of a ledger on a server, compared with what is there.

What a server says of a table depends on its version, so that it is asked of a schema that is made
anew beside the ledger, in a part of the transaction that is undone.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import psycopg

from tracker.named import NamedTuple
from tracker.store import sqlfiles
from tracker.store.server import dialect, schema

ANEW = "tracker_anew"
RIGHT, OTHER_RIGHT = "right", "other right"
"""What is given to our roles and everybody; and whatever else gives somebody a right."""


class Right(NamedTuple):
    """A right that somebody has, of one of these kinds, with what takes it away."""

    kind: str
    removal: str


Rights: TypeAlias = dict[str, Right]
"""Who may do what, each as a sentence without its end."""
_Catalogue: TypeAlias = dict[str, dict[str, tuple[str, str]]]
_MENDED = ("function", "view", "constraint", "index", "trigger", "policy")
"""What can be made again, in the order in which one needs the other."""


def put_right(connection: Any, *, has_roles: bool, before: Rights) -> list[str]:
    """Make again what is missing or not as a tracker makes it, hold how that is; and tell of it.

    Args:
        connection: in the transaction that keeps the ledger, as its owner.
        has_roles: whether those who may read and record have been let in.
        before: the rights that there were before that.
    """
    expected, found = _expected(connection, has_roles=has_roles), _catalogue(connection, "tracker")
    told = []
    for kind in _MENDED:
        for name, (definition, _) in expected[kind].items():
            there = found[kind].get(name)
            if there is None or there[0] != definition:
                told.append(_made_again(connection, kind, name, definition, there and there[1]))
    for name, (definition, _) in expected["table"].items():
        if found["table"].get(name, ("",))[0] == f"{definition}, triggers switched off":
            connection.execute(f'alter table tracker."{name}" enable trigger user')
            told.append(f"The triggers of the table “{name}” were switched off, and are on again.")
    told += _told_of_rights(connection, before, expected[RIGHT])
    connection.execute("delete from tracker.made")
    connection.cursor().executemany(
        "insert into tracker.made (kind, name, definition) values (%s, %s, %s)",
        [(kind, name, made[0]) for kind, named in expected.items() for name, made in named.items()],
    )
    return told


def rights(connection: Any) -> Rights:
    """Who may do what in the ledger."""
    rows = connection.execute(dialect.query("rights"), {"schema": "tracker"}).fetchall()
    return {name: Right(kind, removal) for kind, name, _, removal in rows}


def _told_of_rights(connection: Any, before: Rights, expected: Mapping[str, Any]) -> list[str]:
    """What rights were taken back, where it was known which there should be; what others stay."""
    now = rights(connection)
    known = connection.execute("select 1 from tracker.made where kind = %s", (RIGHT,)).fetchone()
    taken = [each for each in before if known and each not in now and each not in expected]
    return [
        *(f"{each}, which was taken back." for each in taken),
        *(
            f"{each}, which no tracker makes so; to take it back: {right.removal}"
            for each, right in now.items()
            if right.kind == OTHER_RIGHT or each not in expected
        ),
    ]


def _made_again(connection: Any, kind: str, name: str, definition: str, removal: str | None) -> str:
    connection.execute("savepoint mending")
    try:
        if removal:
            connection.execute(removal)
        connection.execute(definition)
    except psycopg.Error as error:
        connection.execute("rollback to savepoint mending")
        said = error.diag.message_primary
        return (
            f"The {kind} “{name}” is not as a tracker makes it, and cannot be made again: {said}."
        )
    state = "was missing" if removal is None else "was not as a tracker makes it"
    return f"The {kind} “{name}” {state}, and is made again."


def _expected(connection: Any, *, has_roles: bool) -> _Catalogue:
    """What a tracker makes, with as many partitions as there are."""
    ((partitions,),) = connection.execute(
        "select count(*) from pg_inherits where inhparent = 'tracker.move'::regclass"
    ).fetchall()
    connection.execute("savepoint anew")
    connection.execute(f"create schema {ANEW}")
    connection.execute(f"set local search_path = {ANEW}")
    schema.build(connection, 0, partitions=partitions, private=False)
    if has_roles:
        connection.execute(sqlfiles.postgres("roles").encode())
    found = _catalogue(connection, ANEW)
    given = connection.execute(dialect.query("rights"), {"schema": ANEW}).fetchall()
    found[RIGHT] = {name: (made, removal) for kind, name, made, removal in given if kind == RIGHT}
    connection.execute("rollback to savepoint anew")
    return found


def _catalogue(connection: Any, name: str) -> _Catalogue:
    rows = connection.execute(dialect.query("catalogue"), {"schema": name}).fetchall()
    found: _Catalogue = {kind: {} for kind in (*_MENDED, "table")}
    for kind, thing, definition, removal in rows:
        found[kind][thing] = (definition, removal)
    return found
