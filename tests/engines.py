"""Which engine the sessions of the tests record with: SQLite in a file, or PostgreSQL.

`TRACKER_TESTS_ENGINE=postgres pytest tests/cli` runs the tests of the command line on a server.
What is about the file itself is left out there, with the reason.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import servers

if TYPE_CHECKING:
    from builders import Session

IS_SERVER = os.environ.get("TRACKER_TESTS_ENGINE") == "postgres"
EMPTY = "empty"
_database_of: dict[Path, str] = {}


@cache
def server() -> servers.Server:
    """The server of this process, with an empty ledger to be copied."""
    from tracker.store.server import keeping
    from tracker.store.server.address import Address

    started = servers.Server()
    atexit.register(started.remove)
    started.does(f"create database {EMPTY}")
    keeping.make(Address(started.address(EMPTY)), partitions=1, private=True)
    return started


def named(file: Path) -> str:
    """What names the database of a session: the file, or the address that takes its place."""
    if not IS_SERVER:
        return str(file)
    if file not in _database_of:
        _database_of[file] = server().database(EMPTY)
    return server().address(_database_of[file])


def asked(
    address: str, query: str, parameters: Sequence[object], *, unguarded: bool = False
) -> list[tuple[Any, ...]]:
    """Rows read from a database on the server, by a query in the words of SQLite.

    Args:
        address: of the database.
        query: the query.
        parameters: a value for each of its question marks.
        unguarded: whether triggers are passed over.
    """
    import psycopg

    from tracker.store.server.dialect import translated

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("set search_path = tracker")
        if unguarded:
            connection.execute("set session_replication_role = replica")
        done = connection.execute(translated(query).replace("?", "%s").encode(), parameters)
        return done.fetchall() if done.description else []


def kept(address: str) -> bytes:
    """All that is in a database on the server, table by table."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        (text,) = connection.execute(
            "select schema_to_xml('tracker', true, false, '')::text"
        ).fetchone() or ("",)
        return str(text).encode()


def copy(before: Path, session: Session) -> None:
    """Give a session a copy of what takes the place of another's file."""
    server().does(f'drop database "{_database_of.pop(session.db)}"')
    _database_of[session.db] = server().database(_database_of[before])
    session.env["TRACKER_DB"] = named(session.db)


def drop_below(folder: Path) -> None:
    """Drop the databases that take the places of files in a folder: two thousand fill a disk."""
    for file in [each for each in _database_of if each.is_relative_to(folder)]:
        server().does(f'drop database "{_database_of.pop(file)}" with (force)')
