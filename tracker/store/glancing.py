"""Opening a database for a glance: at once or not at all, and without leaving a trace.

For completion: what is found is offered while somebody types, so nothing may wait or be written.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tracker.store.opening import APPLICATION_ID, explain
from tracker.store.schema import NEWEST
from tracker.store.store import Store

WAIT_SECONDS = 0.2
_HEAD = 100
_ROLLBACK_JOURNAL = b"\x01\x01"


def glance(path: Path) -> Store | None:
    """The database, for reading only; None where it is not one of ours with the newest schema.

    Raises:
        DatabaseUnusable: it cannot be opened for reading alone.
    """
    if not _is_ours(_head(path)):
        return None
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise explain(error, path) from None
    connection.execute("pragma trusted_schema = off")
    return Store(path, connection)


def _head(path: Path) -> bytes:
    """The first bytes of a file; none where it is no file or cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _is_ours(head: bytes) -> bool:
    """Whether a file's first bytes are those of a tracker database as this program makes it.

    A database in WAL mode, which ours never are, is left alone: to read it, SQLite would write
    files beside it. Source: https://sqlite.org/fileformat2.html#the_database_header
    """
    return (
        head.startswith(b"SQLite format 3\0")
        and head[18:20] == _ROLLBACK_JOURNAL
        and int.from_bytes(head[60:64]) == NEWEST
        and int.from_bytes(head[68:72]) == APPLICATION_ID
    )
