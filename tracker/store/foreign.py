"""Opening a database that comes from somebody else: a copy of it, after looking what it is.

It is taken for hostile: nothing in it is run, and it is left as it was.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.errors import DatabaseUnusable, UsageError
from tracker.store import opening, schema, soundness, sqlfiles
from tracker.store.journals import refuse_anothers
from tracker.store.store import Store

MOST_SECONDS = 300
_STEPS = 100_000
MAGIC = b"SQLite format 3\0"
_HEAD = 100
_WAL = b"\x02\x02"


@contextmanager
def foreign(path: Path) -> Iterator[Store]:
    """A database of somebody else's, as a private copy with the newest schema.

    What goes wrong while it is read is told as damage of it.

    Raises:
        DatabaseUnusable: it is none of ours, is damaged, newer, or holds what no tracker made.
    """
    with examined(path) as store:
        try:
            yield store
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError,
                UsageError) as error:  # fmt: skip
            raise opening.damaged(path, str(error)) from error


@contextmanager
def examined(path: Path) -> Iterator[Store]:
    """The same, for more than to read it: what goes wrong within is told as it is.

    Raises:
        DatabaseUnusable: it is none of ours, is damaged, newer, or holds what no tracker made.
    """
    _look(path)
    with TemporaryDirectory(prefix="tracker-") as folder:
        copy = _copied(path, Path(folder))
        _examine(copy, path)
        with closing(_opened(copy, path)) as store:
            yield store


def _look(path: Path) -> None:
    """See that a file may be a database of ours, before it is copied."""
    if not path.exists():
        raise DatabaseUnusable(f"There is no file {path}.")
    opening.look(path)
    found = head(path)
    if not found.startswith(MAGIC):
        raise DatabaseUnusable(f"{path} is not a tracker database.")
    if found[18:20] == _WAL:
        raise DatabaseUnusable(
            f"{path} is in a mode of SQLite that no tracker uses (WAL); ask for a backup of it, or "
            "for a bundle."
        )


def head(path: Path) -> bytes:
    """The first bytes of a file, which tell what it is.

    Raises:
        DatabaseUnusable: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise DatabaseUnusable(f"{path} cannot be read: {error.strerror}.") from None


def _copied(path: Path, folder: Path) -> Path:
    """A copy of a database, as of one moment, with what a crashed writer left beside it."""
    copy = folder / "other.db"
    try:
        with _held(path) as held:
            _copy(path, copy)
            journal = path.with_name(f"{path.name}-journal")
            if not held and journal.is_file():
                _copy(journal, folder / "other.db-journal")
                refuse_anothers(copy, of=path)
    except OSError as error:
        raise DatabaseUnusable(f"{path} cannot be copied: {error.strerror}.") from None
    return copy


def _copy(source: Path, target: Path) -> None:
    new = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(new, "wb") as taken, source.open("rb") as given:
        shutil.copyfileobj(given, taken)


@contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Keep writers away from a database while it is copied.

    Gives False where a writer has crashed: then no lock can be had without writing, and what it
    left in the journal belongs to the copy, which is rolled back by it.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with opening.explaining(path):
        reader = sqlite3.connect(uri, uri=True, timeout=0.0, isolation_level=None)
    with closing(reader):
        yield opening.waiting(lambda: _is_locked(reader), path)


def _is_locked(reader: sqlite3.Connection) -> bool:
    """Take the lock of a reader, if it can be had."""
    if not reader.in_transaction:
        reader.execute("begin")
    try:
        reader.execute("select count(*) from sqlite_schema").fetchone()
    except sqlite3.Error as error:
        if opening.is_busy(error):
            raise
        return False
    return True


def _connect(copy: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(copy, timeout=0.0, isolation_level=None)
    opening.guard(connection)
    deadline = time.monotonic() + MOST_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    return connection


def _examine(copy: Path, path: Path) -> None:
    """See that the copy holds what a tracker makes, and nothing else; bring it up to date."""
    with closing(_connect(copy)) as connection:
        try:
            current = schema.check(connection, path)
            version = connection.execute("pragma user_version").fetchone()[0]
            _compare(connection, path, version)
            _must_be_sound(connection, path)
            if not current:
                schema.upgrade(connection, path)
        except sqlite3.Error as error:
            raise _explained(error, path) from None


def _explained(error: sqlite3.Error, path: Path) -> Exception:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
        return DatabaseUnusable(f"Reading {path} took longer than {MOST_SECONDS} seconds.")
    return opening.explain(error, path)


def _must_be_sound(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("pragma quick_check(1)").fetchone()
    if found != ("ok",):
        raise opening.damaged(path, str(found[0]))
    if connection.execute("pragma foreign_key_check").fetchone():
        raise opening.damaged(path, "rows refer to others that are not there")


def _compare(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """See that the schema is that of a version of ours, word by word."""
    strange, missing = soundness.differences(connection, version)
    if version != schema.NEWEST:  # they are made anew when the schema is brought up to date
        own = {name for name, _ in sqlfiles.views()}
        strange = [each for each in strange if each[0] != "view" or each[1] not in own]
        missing = [each for each in missing if each[0] != "view"]
    for kind, name in strange:
        raise DatabaseUnusable(
            f"{path} holds the {kind} “{name}”, which no tracker made; ask for a bundle instead."
        )
    for kind, name in missing:
        raise DatabaseUnusable(f"{path} lacks the {kind} “{name}”; ask for a bundle instead.")


def _opened(copy: Path, path: Path) -> Store:
    connection = _connect(copy)
    connection.execute("pragma query_only = on")
    return Store(path, connection)
