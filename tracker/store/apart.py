"""A copy of a database to read at length, so that nobody who records has to wait for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.store import opening, placing, watched
from tracker.store.store import Store

LARGE = 1_000_000
"""How many bytes it takes until a reading of the whole is worth a copy.

A check takes about half a second of processor time for each such million; a copy, some thousandths.
"""


@contextmanager
def apart(store: Store) -> Iterator[Store]:
    """What a database holds at this moment; of a large one a private copy, and the lock is let go.

    Where there is no room for a copy, it is the database itself.

    Args:
        store: the database, in a transaction that reads.
    """
    if not store.in_file or store.path.stat().st_size < LARGE:
        yield store
        return
    with TemporaryDirectory(prefix="tracker-") as folder:
        file = Path(folder) / "copy.db"
        placing.create(file)
        with closing(sqlite3.connect(file, isolation_level=None)) as copy:
            if not _copied(store, copy):
                yield store
                return
            opening.guard(copy)
            copy.execute("pragma query_only = on")
            store.connection.execute("rollback")
            made = Store(store.path, copy)
            made.keeps_secrets = store.keeps_secrets
            with watched(made):
                yield made


def _copied(store: Store, copy: sqlite3.Connection) -> bool:
    """Copy a database page by page, damaged ones as they are; False where that fails."""
    copy.execute("pragma journal_mode = off")
    copy.execute("pragma synchronous = off")
    try:
        store.connection.backup(copy)
    except sqlite3.Error:
        return False
    return True
