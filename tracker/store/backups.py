"""Copies of a database: whole, verified, and for their owner alone; and which of them may go."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker.errors import DatabaseUnusable, OutputError, TrackerError
from tracker.store import opening, placing, schema
from tracker.store.holding import Holding, held_by
from tracker.store.store import Store

_OF_THE_TARGET = frozenset(
    (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
)


@contextmanager
def steady(path: Path, *, read_only: bool = False) -> Iterator[Store]:
    """A database of ours as it stands, of whatever version, unchanging while it is read.

    Args:
        path: the file.
        read_only: whether not even a crashed writer is rolled back.

    Raises:
        DatabaseUnusable: missing, empty, newer, damaged or not ours.
        DatabaseBusy: another process held it too long.
    """
    connection = opening.connect(path, writing=False, read_only=read_only)
    with closing(Store(path, connection)) as store, store.reading():
        opening.waiting(lambda: must_be_ours(store.connection, path), path)
        yield store


def must_be_ours(connection: sqlite3.Connection, path: Path) -> None:
    """See that a database has a schema of ours.

    Raises:
        DatabaseUnusable: it is empty, of another program, or of a newer tracker.
    """
    schema.check(connection, path)
    if not connection.execute("pragma user_version").fetchone()[0]:
        raise DatabaseUnusable(
            f"The database {path} is empty. Make a negotiation in it with: tracker init TITLE"
        )


def write(source: Store, target: Path, *, replace: bool = False) -> Holding:
    """Write a copy of a database, by way of SQLite; it is in its place once it is verified.

    Args:
        source: the database, in a transaction that reads, or locked, so that it stays as it is.
        target: the file to write, for its owner alone.
        replace: whether a file that is there may be replaced.

    Returns:
        What the copy holds.

    Raises:
        OutputError: it cannot be written, or there is a file already.
        DatabaseUnusable: the database is damaged.
    """
    try:
        with placing.fresh(target) as (beside, handle):
            _copy(source, beside, target)
            held = _verified(source, beside, target)
            os.fsync(handle)
            if not replace and os.path.lexists(target):
                raise OutputError(f"There is a file {target} already; nothing was written.")
            placing.put(beside, target)
            return held
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}.") from None


def _copy(source: Store, beside: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
            copy.execute("pragma journal_mode = off")  # what is half written is never put in place
            copy.execute("pragma synchronous = off")  # it is synced as a whole
            source.connection.backup(copy, progress=_never_wait)
            copy.execute("pragma journal_mode = delete")  # where the other was in WAL mode
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_TARGET:
            raise OutputError(f"{target} cannot be written: {error}.") from None
        raise opening.explain(error, source.path) from None


def _never_wait(status: int, _: int, __: int) -> None:
    """End a copy that would wait, for ever, until its source is not written to any more."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise AssertionError("a database was to be copied while it was written to")


def _verified(source: Store, beside: Path, target: Path) -> Holding:
    """What a copy holds: the same as its source, and soundly."""
    with opening.explaining(source.path):
        wanted = held_by(source)
    try:
        with closing(_looked_into(beside)) as copy:
            if copy.is_sound() and held_by(copy) == wanted:
                return wanted
    except (sqlite3.Error, UnicodeDecodeError, DatabaseUnusable):
        raise OutputError(f"{target} cannot be written: it could not be read back.") from None
    if not source.is_sound():
        raise opening.damaged(source.path, "a copy of it does not hold together")
    raise OutputError(f"{target} cannot be written: what is read back is not what was written.")


def _looked_into(file: Path) -> Store:
    uri = f"{file.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=0.0, isolation_level=None)
    opening.guard(connection)
    return Store(file, connection)


def beside(path: Path, what: str, folder: Path | None = None) -> Path:
    """A name that is free, for a copy beside a database or in another folder.

    Args:
        path: the database, e.g. talks.db.
        what: what the copy is, e.g. backup-2026-01-15T120000Z.
        folder: where it goes, if not beside the database itself.
    """
    real = path.resolve()
    number, numbered = 1, ""
    while True:
        named = (folder or real.parent) / f"{real.stem}.{what}{numbered}{real.suffix}"
        if not os.path.lexists(named):
            return named
        number += 1
        numbered = f"-{number}"


def moment(at: str) -> str:
    """A time as it stands in the name of a file, from the one of a stamp."""
    return f"{at[:19].replace(':', '')}Z"


def of_database(path: Path, folder: Path) -> list[Path]:
    """The files in a folder that are named as backups of a database are, the newest first."""
    real = path.resolve()
    named = re.compile(
        rf"{re.escape(real.stem)}\.backup-(\d{{4}}-\d\d-\d\dT\d{{6}}Z)(?:-(\d+))?"
        rf"{re.escape(real.suffix)}"
    )
    found = [(named.fullmatch(file.name), file) for file in folder.iterdir()]
    ours = [(name[1], int(name[2] or 1), file) for name, file in found if name]
    return [file for *_, file in sorted(ours, reverse=True)]


def why_not_ours(file: Path, held: Holding) -> str:
    """Why a file is not surely a backup of the ledger that `held` tells of; empty where it is."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        return "it is a link"
    try:
        with closing(_looked_into(file)) as store:
            must_be_ours(store.connection, file)
            if not store.is_sound():
                return "it is damaged"
            first = held_by(store).first
    except TrackerError as error:
        return str(error)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return f"it cannot be read ({error})"
    if not first or first != held.first:
        return "it holds another ledger, or no moves to know it by"
    return ""
