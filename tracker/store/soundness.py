"""What SQLite itself and a comparison of the schema find wrong with a database file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from tracker.store import opening, schema
from tracker.store.store import Store

MOST_COMPLAINTS = 20
_LIBRARY = "_sqlite_migrations"

_Entry = tuple[str, str, str, str | None]
Named = tuple[str, str]
"""The kind (table, index, trigger, view) and the name of one entry of a schema."""


def complaints(store: Store) -> Iterator[str]:
    """What SQLite's own check complains of in the file and its indexes, if anything."""
    try:
        for (said,) in store.connection.execute(f"pragma integrity_check({MOST_COMPLAINTS})"):
            if said != "ok":
                yield str(said)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        yield str(opening.explain(error, store.path))


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite's own checks find nothing wrong with a file, its indexes among it.

    They take a read that the disk fails for damage, so what they find is looked for once more.
    """
    return _finds_nothing(connection) or _finds_nothing(connection)


def _finds_nothing(connection: sqlite3.Connection) -> bool:
    try:
        found = connection.execute("pragma integrity_check(1)").fetchone()
        return found == ("ok",) and not connection.execute("pragma foreign_key_check").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def dangling(store: Store) -> list[tuple[str, int | None, str]]:
    """The rows that refer to others which are not there: their table, number, and where to.

    Raises:
        DatabaseUnusable: the file is damaged.
    """
    with _explained(store):
        rows = store.connection.execute("pragma foreign_key_check").fetchall()
    return [(table, row, parent) for table, row, parent, _ in rows]


def schema_differences(store: Store) -> tuple[list[Named], list[Named]]:
    """What of the schema no tracker made, or not so; and what is missing.

    Raises:
        DatabaseUnusable: the file is damaged.
    """
    with _explained(store):
        return differences(store.connection, schema.NEWEST)


@contextmanager
def _explained(store: Store) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise opening.explain(error, store.path) from None


def sum_of_words(store: Store, weigh: Callable[[bytes, int], int]) -> int:
    """The sum of what every word of the index weighs, by its bytes and how often it occurs.

    Raises:
        DatabaseUnusable: the index is damaged.
    """
    _run(store, "words_listed")
    try:
        return sum(weigh(*row) for row in store.each("words_counted"))
    finally:
        _run(store, "words_unlisted")


def _run(store: Store, query: str) -> None:
    """Make or drop a virtual table of this connection, which SQLite declares in the file's name."""
    (query_only,) = store.connection.execute("pragma query_only").fetchone()
    store.connection.execute("pragma query_only = off")
    try:
        store.write(query)
    finally:
        store.connection.execute(f"pragma query_only = {query_only}")


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
