"""What SQLite itself and a comparison of the schema find wrong with a database file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from tracker.store import schema

MOST_COMPLAINTS = 20
_LIBRARY = "_sqlite_migrations"

_Entry = tuple[str, str, str, str | None]
Named = tuple[str, str]
"""The kind (table, index, trigger, view) and the name of one entry of a schema."""


def complaints(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite's own check complains of in the file and its indexes, if anything."""
    for (said,) in connection.execute(f"pragma integrity_check({MOST_COMPLAINTS})"):
        if said != "ok":
            yield str(said)


def dangling(connection: sqlite3.Connection) -> Iterator[tuple[str, int | None, str]]:
    """The rows that refer to others which are not there: their table and number, and where to."""
    for table, row, parent, _ in connection.execute("pragma foreign_key_check"):
        yield table, row, parent


def differences(connection: sqlite3.Connection, version: int) -> tuple[list[Named], list[Named]]:
    """Where a schema differs, word by word, from that of a version of ours.

    Returns:
        What no tracker made, or not so; and what is missing.
    """
    expected, found = _entries_of(version), _entries(connection)
    strange = sorted({(kind, name) for kind, name, *_ in found - expected})
    missing = sorted({(kind, name) for kind, name, *_ in expected - found})
    return strange, missing


def _entries_of(version: int) -> set[_Entry]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.make(connection, version)
        return _entries(connection)


def _entries(connection: sqlite3.Connection) -> set[_Entry]:
    rows = connection.execute("select type, name, tbl_name, sql from main.sqlite_schema")
    return {(k, n, t, None if t == _LIBRARY and k == "table" else sql) for k, n, t, sql in rows}
