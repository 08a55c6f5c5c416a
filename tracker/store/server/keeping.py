"""Making a ledger on a server, with the roles that may read, record and keep it."""

from typing import NamedTuple

import psycopg

from tracker.errors import Refused
from tracker.store import sqlfiles
from tracker.store.server import failing, making, schema
from tracker.store.server.address import Address
from tracker.store.server.connecting import connect

ROLES = ("tracker_reader", "tracker_recorder", "tracker_admin")


class Made(NamedTuple):
    """What became of it.

    Attributes:
        new: whether there was none before.
        opened: whether it takes private moves from now on, and did not.
        notices: what is to be known besides.
    """

    new: bool
    opened: bool
    notices: list[str]


def make(address: Address, *, partitions: int | None, private: bool) -> Made:
    """Make a ledger where there is none, or bring an older one up to date.

    Raises:
        DatabaseUnusable: the server cannot be reached, or does not let us.
        Refused: something else is called `tracker` there, or its texts are not in UTF-8.
    """
    connection = connect(address)
    try:
        _see_encoding(connection, address)
        connection.execute("begin")
        new, opened = schema.make(connection, address, partitions=partitions, private=private)
        before = making.rights(connection)
        notices = _let_in(connection)
        notices += making.put_right(connection, has_roles=not notices, before=before)
        connection.execute("commit")
    except psycopg.Error as error:
        raise failing.explain(error, address) from None
    finally:
        connection.close()
    return Made(new, opened, notices)


def _see_encoding(connection: psycopg.Connection[tuple[object, ...]], address: Address) -> None:
    """See that a database can keep whatever somebody says.

    Raises:
        Refused: it cannot.
    """
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Refused(
            f"{address} keeps its texts in {encoding}, which does not have all characters; make a "
            "database that does: createdb --encoding=UTF8 --template=template0 NAME"
        )


def _let_in(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Make the roles where they are not, and let them do what they may."""
    connection.execute("savepoint roles")
    try:
        for role in ROLES:
            known = connection.execute("select 1 from pg_roles where rolname = %s", (role,))
            if known.fetchone() is None:
                connection.execute(f"create role {role} nologin")
        connection.execute(sqlfiles.postgres("roles").encode())
    except psycopg.errors.InsufficientPrivilege:
        connection.execute("rollback to savepoint roles")
        return [
            "You may not make roles there, so only you can use it; let its administrator run the "
            "same command."
        ]
    _let_keep(connection)
    return []


def _let_keep(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Let who keeps it be an admin, where they may give that role; who owns it needs it not."""
    keeper = connection.execute("select pg_has_role('tracker_admin', 'member')").fetchone()
    if keeper and not keeper[0]:
        connection.execute("savepoint keeper")
        try:
            connection.execute("grant tracker_admin to session_user")
        except psycopg.errors.InsufficientPrivilege:
            connection.execute("rollback to savepoint keeper")
