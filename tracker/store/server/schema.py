"""The schema of a ledger on a server: made once, brought up to date in one transaction."""

from __future__ import annotations

from typing import Any

from tracker.errors import DatabaseUnusable, Refused
from tracker.store import schema, sqlfiles
from tracker.store.server.address import Address

VERSION = """
select
  schema,
  session_user,
  current_setting('transaction_read_only') = 'on',
  pg_is_in_recovery(),
  case when pg_is_in_recovery() then to_char(
    pg_last_xact_replay_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
  ) end,
  case when pg_is_in_recovery() then
    extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::bigint
  end,
  case when pg_is_in_recovery() and pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn() then
    pg_last_wal_receive_lsn()::text
  end,
  not pg_is_in_recovery() or exists (select 1 from pg_stat_wal_receiver)
from tracker.about
"""
"""Gives the version of a ledger's schema, who asks, whether nothing can be written, a `Replica`.

It fails where there is no ledger.
"""


def check(version: int, address: Address) -> None:
    """See that the schema of a ledger is the one that this program knows.

    Raises:
        DatabaseUnusable: it is older or newer.
    """
    check_not_newer(version, address)
    if version < schema.NEWEST:
        raise DatabaseUnusable(
            f"{address} was made by an earlier tracker (schema {version}) and has to be brought up "
            f"to date (schema {schema.NEWEST}) by who keeps it: tracker hub init {address}"
        )


def make(
    connection: Any, address: Address, *, partitions: int | None, private: bool
) -> tuple[bool, bool]:
    """Make a ledger where there is none, or bring an older one up to date; in one transaction.

    Returns:
        Whether it was made, False where there was one; and whether one that was there takes
        private moves from now on, and did not.

    Raises:
        Refused: something else is called `tracker` there, or a ledger that spreads its moves over
            another number of tables.
    """
    connection.execute("select pg_advisory_xact_lock(hashtext('tracker schema'))")
    found = connection.execute(
        "select to_regnamespace('tracker'), to_regclass('tracker.about')"
    ).fetchone()
    if found[0] is not None and found[1] is None:
        raise Refused(
            f"{address} has a schema named tracker that holds no ledger; name another database."
        )
    version = 0
    if found[1] is not None:
        (version,) = connection.execute("select schema from tracker.about").fetchone()
        check_not_newer(version, address)
        _see_spread(connection, address, partitions)
    else:
        connection.execute("create schema tracker")
    connection.execute("set local search_path = tracker; set local quote_all_identifiers = off")
    build(connection, version, partitions=partitions or 1, private=private)
    opened = 0
    if private:
        opened = connection.execute("update about set private = true where not private").rowcount
    return found[1] is None, bool(opened)


def build(connection: Any, version: int, *, partitions: int, private: bool) -> None:
    """Bring the schema in the search path from a version up to date; 0 is that of an empty one."""
    connection.execute(sqlfiles.postgres("guards").encode())
    for name, sql in sqlfiles.read_all(sqlfiles.root() / "postgres" / "migrations"):
        if int(name[:4]) > version:
            connection.execute(sql)
            if not version:
                _first(connection, partitions, private=private)
            version = int(name[:4])
    connection.execute("update about set schema = %s", (version,))
    for each in ("made", "partitions"):
        connection.execute(sqlfiles.postgres(each).encode())


def _see_spread(connection: Any, address: Address, wanted: int | None) -> None:
    (there,) = connection.execute(
        "select count(*) from pg_inherits where inhparent = 'tracker.move'::regclass"
    ).fetchone()
    if wanted not in (None, there):
        raise Refused(
            f"{address} keeps its moves in {there} table{'' if there == 1 else 's'}, and not in "
            f"{wanted}: that is chosen when it is made. Leave out --partitions."
        )


def check_not_newer(version: int, address: Address) -> None:
    """See that a schema is one that this program knows.

    Raises:
        DatabaseUnusable: it is newer.
    """
    if version > schema.NEWEST:
        raise DatabaseUnusable(
            f"{address} was written by a newer tracker (schema {version}; this one knows "
            f"{schema.NEWEST}). Upgrade: pip install --upgrade negotiation-tracker"
        )


def _first(connection: Any, partitions: int, *, private: bool) -> None:
    for each in range(partitions):
        connection.execute(
            f"create table move_{each} partition of move for values with "
            f"(modulus {partitions}, remainder {each})"
        )
    connection.execute(
        "insert into about (schema, ledger, private) values (0, gen_random_uuid()::text, %s)",
        (private,),
    )
