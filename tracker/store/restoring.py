"""Putting a backup in the place of a database; what it replaces is kept beside it.

A database that works is written over by way of SQLite, under its lock: whoever has it open, or
waits for it, goes on in what was restored, and a crash leaves the one or the other.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DatabaseBusy, DatabaseUnusable, OutputError
from tracker.store import backups, opening, placing, schema
from tracker.store.foreign import MAGIC, head
from tracker.store.holding import Recorded, recorded_in
from tracker.store.store import Store, open_for_writing


class Standing(NamedTuple):
    """What stands in the place of the database that is to be restored.

    Attributes:
        there: whether there is a file with anything in it.
        moves: the moves in it; None where they cannot be read, as it is damaged.
    """

    there: bool
    moves: list[Recorded] | None


def standing(path: Path) -> Standing:
    """What stands where a backup is to be restored.

    Raises:
        DatabaseUnusable: a file that no tracker made, or a newer one; it is left alone.
        DatabaseBusy: another process held it too long.
    """
    if not os.path.lexists(path):
        return Standing(there=False, moves=[])
    opening.look(path)
    first = head(path)
    if not first:
        return Standing(there=False, moves=[])
    _must_be_ours(first, path)
    try:
        with backups.steady(path) as store:
            return Standing(there=True, moves=recorded_in(store) if store.is_sound() else None)
    except DatabaseUnusable:
        if not os.access(path, os.W_OK):
            raise
        return Standing(there=True, moves=None)


def _must_be_ours(first: bytes, path: Path) -> None:
    """See by the first bytes of a file that a tracker made it, and no newer one.

    Source: https://sqlite.org/fileformat2.html#the_database_header
    """
    application, version = int.from_bytes(first[68:72]), int.from_bytes(first[60:64])
    if not first.startswith(MAGIC) or application != opening.APPLICATION_ID:
        raise DatabaseUnusable(
            f"{path} is not a tracker database, so it is left alone; move it away, or name another "
            "with --db."
        )
    if version > schema.NEWEST:
        raise schema.newer(path, version)


def restore(path: Path, source: Store, seen: Standing, at: str) -> Path | None:
    """Put what `source` holds in the place of a database.

    Args:
        path: the database; there may be none.
        source: an unchanging copy of the backup, with the newest schema.
        seen: what stands there, as it was looked at before.
        at: the time, for the name of what is replaced.

    Returns:
        The file in which what was replaced is kept; None where there was nothing.

    Raises:
        DatabaseUnusable: it cannot be written, or what is there cannot be kept; it stays.
        DatabaseBusy: another process held it too long, or has recorded since it was looked at.
    """
    kept = backups.beside(path, f"replaced-{backups.moment(at)}")
    if seen.moves is None:
        _put_aside(path, kept)
    if seen.moves is None or not os.path.lexists(path):
        _put(path, source, kept)
    else:
        _write_over(path, source, seen, kept)
    with (
        suppress(DatabaseBusy, DatabaseUnusable),  # it is restored; what records next does the same
        closing(open_for_writing(path, create=False)) as store,
        store.writing(),
    ):
        pass  # the words of an older backup are indexed
    return kept if seen.there else None


def _write_over(path: Path, source: Store, seen: Standing, kept: Path) -> None:
    with closing(Store(path, opening.connect(path, writing=True))) as store, _alone(store):
        if seen.there:
            if recorded_in(store) != seen.moves:
                raise DatabaseBusy(
                    f"Another program has recorded in {path} meanwhile; nothing was restored. "
                    "Run the same command again, to see what differs now."
                )
            _keep(store, kept)
        try:
            source.connection.backup(store.connection)
        except sqlite3.Error as error:
            if store.is_sound() and recorded_in(store) == seen.moves:
                with suppress(OSError):  # one copy too many does no harm
                    kept.unlink(missing_ok=True)
            elif store.is_sound() and recorded_in(store) == recorded_in(source):
                raise DatabaseUnusable(
                    f"The disk failed while using {path}, at the last step; what was to be "
                    f"restored may be there: see with tracker log. What was there is in {kept}."
                ) from None
            raise opening.explain(error, path) from None


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Hold a database without a transaction, as that would keep a backup from being written to it.

    In this mode of locking a lock that was taken stays until the connection is closed.
    """
    store.connection.execute("pragma locking_mode = exclusive")
    opening.waiting(lambda: store.connection.execute("begin exclusive"), store.path)
    store.connection.execute("commit")
    yield


def _keep(store: Store, kept: Path) -> None:
    try:
        backups.write(store, kept)
    except OutputError as error:
        raise DatabaseUnusable(
            f"What is in {store.path} now could not be kept, so nothing was restored: {error}"
        ) from None


def _put(path: Path, source: Store, kept: Path) -> None:
    """Put a new file where there is none, or a damaged one."""
    real = path.resolve()
    try:
        placing.private_folder(real.parent)
        journal = real.with_name(f"{real.name}-journal")
        if journal.exists() and journal.stat().st_size:  # it belongs to what was here before
            journal.replace(kept.with_name(f"{kept.name}-journal"))
        backups.write(source, real, replace=True)
    except (OSError, OutputError) as error:
        raise DatabaseUnusable(f"{path} cannot be restored: {error}") from None


def _put_aside(path: Path, kept: Path) -> None:
    """Copy a damaged file, with what a crashed writer left beside it, byte by byte."""
    real = path.resolve()
    try:
        for ending in ("-journal", ""):
            old = real.with_name(f"{real.name}{ending}")
            if old.exists() and old.stat().st_size:
                _copy(old, kept.with_name(f"{kept.name}{ending}"))
        placing.sync_folder(kept.parent)
    except OSError as error:
        raise DatabaseUnusable(
            f"What is in {path} now could not be kept, so nothing was restored: {error.strerror}."
        ) from None


def _copy(old: Path, new: Path) -> None:
    with placing.fresh(new) as (beside, handle):
        with os.fdopen(handle, "wb", closefd=False) as taken, old.open("rb") as given:
            shutil.copyfileobj(given, taken)
        os.fsync(handle)
        placing.put(beside, new)
