"""What is done where the disk fails at the last step of a transaction: it may have been kept.

SQLite keeps a transaction by cutting its journal off, and then syncs that. Where the sync fails it
says that the whole has failed, though all of it is there, and doing it again would record it twice.
"""

from __future__ import annotations

import sqlite3

from tracker.errors import DatabaseUnusable, TrackerError
from tracker.store import opening
from tracker.store.store import Row, Store

NOTHING = -1


def secure(store: Store, written: Row, failure: DatabaseUnusable) -> None:
    """Make sure of a transaction that was kept, by another that goes well.

    Args:
        store: the database, whose transaction failed as it was to be kept; opened anew here.
        written: what the query `written` told within that transaction.
        failure: what it failed of.

    Raises:
        DatabaseUnusable: nothing was kept; or it cannot be told, or not be made sure of.
    """
    numbers = (NOTHING if nr is None else nr for nr in (written[0], written[2], written[5]))
    wanted = dict(zip(("move", "change", "command"), numbers, strict=True))
    failed = store.connection
    try:
        store.use(opening.connect(store.path, writing=True))
        failed.close()
        kept = store.one("written", wanted) == written
        if kept:
            _begin_and_end(store)
    except (TrackerError, sqlite3.Error):
        raise DatabaseUnusable(
            f"The disk failed while using {store.path}, at the last step; what was to be recorded "
            "may be there: see with tracker log before you do it again."
        ) from None
    if not kept:
        raise failure


def _begin_and_end(store: Store) -> None:
    """Have SQLite go through all the steps of a transaction, without a change in what it holds."""
    opening.waiting(lambda: store.connection.execute("begin immediate"), store.path)
    (version,) = store.connection.execute("pragma user_version").fetchone()
    store.connection.execute(f"pragma user_version = {version}")
    opening.waiting(lambda: store.connection.execute("commit"), store.path)
