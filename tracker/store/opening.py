"""Opening the database file: private, durable, and never created by a read.

The reasons for each setting are in docs/decisions/0002-storage.md.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from tracker.errors import DatabaseBusy, DatabaseUnusable, TrackerError

T = TypeVar("T")

APPLICATION_ID = 0x4E504F53  # "NPOS", negotiation positions
WAIT_SECONDS = 30.0
LONGEST_PAUSE = 0.05
LONGEST_TEXT = 50_000_000
LONGEST_REASON = 120

_DURABLE = """
pragma journal_mode = truncate;
pragma synchronous = full;
pragma cache_size = -16000;
"""
_GUARDED = """
pragma foreign_keys = on;
pragma trusted_schema = off;
pragma cell_size_check = on;
pragma secure_delete = on;
pragma temp_store = memory;
pragma recursive_triggers = on;
"""


def connect(
    path: Path, *, writing: bool, seconds: float = WAIT_SECONDS, read_only: bool = False
) -> sqlite3.Connection:
    """Open an existing database file with the settings of the house.

    Args:
        path: the file; it must exist.
        writing: False opens for reading only (a crashed writer is still rolled back).
        seconds: how long to wait for another process.
        read_only: whether not even a crashed writer is rolled back.

    Raises:
        DatabaseUnusable: not there, not a file, one of several names of a file, not ours to read
            or to write, or beside the journal of another.
        DatabaseBusy: another process held it too long.
    """
    look(path)
    writable = is_writable(path) and not read_only
    if writing and not writable:
        raise DatabaseUnusable(f"The database {path} is read-only for you; check its permissions.")
    file = path.resolve()
    with suppress(OSError):  # of which SQLite will say what is wrong
        if Path(f"{file}-journal").stat().st_size:
            from tracker.store.journals import refuse_anothers

            refuse_anothers(file)
    uri = "file:" + _quoted(str(file)) + ("?mode=rw" if writable else "?mode=ro")
    with explaining(path):
        connection = sqlite3.connect(uri, uri=True, timeout=0.0, isolation_level=None)
    try:
        waiting(lambda: _settle(connection, writing=writing), path, seconds=seconds)
    except TrackerError:
        connection.close()
        raise
    return connection


def is_writable(path: Path) -> bool:
    """Whether a database may be written, and a journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def look(path: Path) -> None:
    """See that a file is there and may be read.

    Raises:
        DatabaseUnusable: it is not, or it is no file.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        raise DatabaseUnusable(
            f"There is no database at {path}. Make one with: tracker init TITLE"
        ) from None
    except OSError as error:
        raise DatabaseUnusable(
            f"The database {path} cannot be opened: {error.strerror}. Name another with --db."
        ) from None
    if not stat.S_ISREG(found.st_mode):
        raise DatabaseUnusable(f"{path} is not a file; name the database file with --db.")
    if found.st_nlink > 1:  # opened by one name, it would miss the journal left beside another
        raise DatabaseUnusable(
            f"The database {path} has {found.st_nlink} names (hard links), which is not safe when "
            "a writer crashes; remove the others, or make them symbolic links."
        )
    if not os.access(path, os.R_OK):
        raise DatabaseUnusable(f"You may not read the database {path}; check its permissions.")


def _settle(connection: sqlite3.Connection, *, writing: bool) -> None:
    guard(connection)
    if writing:
        connection.executescript(_DURABLE)
    else:
        connection.execute("pragma query_only = on")
    connection.execute("select count(*) from sqlite_schema").fetchone()


def guard(connection: sqlite3.Connection) -> None:
    """Give a connection the settings that hold for any of them."""
    sqlite3.enable_callback_tracebacks(False)  # noqa: FBT003  # Datasette has them printed
    connection.executescript(_GUARDED)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)


_CHANGING = frozenset((sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE))


@contextmanager
def sparing_the_file(connection: sqlite3.Connection) -> Iterator[None]:
    """Let temporary tables be made, and nothing be changed in the file."""
    (query_only,) = connection.execute("pragma query_only").fetchone()
    connection.execute("pragma query_only = off")
    # At its first use json_each declares its table, which is taken for a change of the file.
    connection.execute("select value from json_each('[]')")
    connection.set_authorizer(_never_the_file)
    try:
        yield
    finally:
        connection.set_authorizer(None)
        connection.execute(f"pragma query_only = {query_only}")


def _never_the_file(action: int, _: object, __: object, database: str | None, ___: object) -> int:
    """Deny every change of a table of the file itself."""
    if action in _CHANGING and database == "main":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def waiting(action: Callable[[], T], path: Path, *, seconds: float = WAIT_SECONDS) -> T:
    """Run `action`, trying again with short jittered pauses while the database is locked.

    The wait is a loop here, not SQLite's busy handler, so that Ctrl-C is answered at once.

    Raises:
        DatabaseBusy: still locked after `seconds`.
        DatabaseUnusable: any other failure of the database.
    """
    deadline = time.monotonic() + seconds
    pause = 0.001
    while True:
        try:
            return action()
        except sqlite3.Error as error:
            if not is_busy(error):
                raise explain(error, path) from None
        except UnicodeDecodeError as error:
            raise explain(error, path) from None
        if time.monotonic() > deadline:
            raise _busy(path, seconds)
        time.sleep(pause * _jitter())
        pause = _next_pause(pause, seconds - (deadline - time.monotonic()))


def _next_pause(pause: float, waited: float) -> float:
    """How long to wait until the next try: ever longer, and less again for who has waited long.

    Otherwise, among many, those who have just come would go before those who came first.
    """
    return max(min(pause * 1.5, LONGEST_PAUSE, LONGEST_PAUSE * (2 / (waited or 1)) ** 2), 0.001)


def _busy(path: Path, seconds: float) -> DatabaseBusy:
    from tracker.store.holder import holder

    known = holder(path)
    who = f" ({known})" if known else ""
    return DatabaseBusy(
        f"Another program{who} has held the database {path} for {seconds:.0f} seconds; nothing was "
        "recorded. Try again when it has finished."
    )


def _jitter() -> float:
    import random

    return random.uniform(0.5, 1.5)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether `error` says that another connection holds a lock."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


_SENTENCES = {
    sqlite3.SQLITE_NOTADB: "{path} is not a tracker database; name another with --db.",
    sqlite3.SQLITE_CORRUPT: "The database {path} is damaged ({error}); restore it from a backup.",
    sqlite3.SQLITE_READONLY: "The database {path} is read-only for you; check its permissions.",
    sqlite3.SQLITE_READONLY_ROLLBACK: "Recording in {path} was cut off, and what is half "
    "written has to be undone: use it once as who may write to it, without --read-only.",
    sqlite3.SQLITE_FULL: "The disk with {path} is full; nothing was recorded. Make room first.",
    sqlite3.SQLITE_IOERR: "The disk failed while using {path} ({error}); nothing was recorded.",
    sqlite3.SQLITE_CANTOPEN: "The database {path} cannot be opened; name another with --db.",
    sqlite3.SQLITE_TOOBIG: "A text is too long for the database ({error}).",
}


def explain(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> TrackerError:
    """The sentence for a failure of SQLite, as an error with its exit code.

    Args:
        error: as it was raised; what SQLite says of a damaged file may not even be text.
        path: the database.
    """
    if isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode"):
        return damaged(path, "there is text in it that is not UTF-8")
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CORRUPT and _is_whole(path):
        return DatabaseUnusable(
            f"The database {path} could not be read for once, and is sound when read again: the "
            "disk may be failing. Back it up elsewhere, and try again."
        )
    code = getattr(error, "sqlite_errorcode", 0)
    if code != sqlite3.SQLITE_READONLY_ROLLBACK:
        code &= 0xFF
    sentence = _SENTENCES.get(code, "The database {path} cannot be used: {error}.")
    return DatabaseUnusable(sentence.format(path=path, error=_in_short(error)))


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Tell what SQLite fails of within in its sentence: DatabaseUnusable, about this database."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise explain(error, path) from None


def _is_whole(path: Path) -> bool:
    """Whether a database is sound when it is read afresh.

    SQLite takes a read that the disk fails for damage: https://sqlite.org/rescode.html#ioerr_corruptfs
    """
    try:
        uri = f"file:{_quoted(str(path.resolve()))}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0.0)) as other:
            guard(other)
            found: tuple[str] = other.execute("pragma integrity_check(1)").fetchone()
            return found == ("ok",)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def damaged(path: Path, what: object) -> DatabaseUnusable:
    """The error for a file whose content cannot be what the program wrote."""
    sentence = _SENTENCES[sqlite3.SQLITE_CORRUPT]
    return DatabaseUnusable(sentence.format(path=path, error=_in_short(what)))


def _in_short(what: object) -> str:
    """What is said of a failure, on one line: SQLite may quote whole definitions."""
    line = " ".join(str(what).split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1] + "…"


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


_SIGNS = str.maketrans(dict.fromkeys("“”‘’–—…", " "))


def words_of(text: str | None) -> str | None:
    """The words of a text as they are indexed: the function `words_of` of the queries.

    The tokenizer of the index does by itself, for ASCII, what `folded` does.
    """
    if text is None or text.isascii() or (text := text.translate(_SIGNS)).isascii():
        return text
    from tracker.searching.folding import folded

    return folded(text)
