"""How a database is: what a report of a fault needs, and nothing of what is in the record."""

import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.store import backups, opening, schema
from tracker.store.holding import Holding, held_by
from tracker.store.store import Store

WAIT_SECONDS = 3.0
COUNTED = ("negotiations", "parties", "talks", "issues", "demands", "moves")


class Outside(NamedTuple):
    """What can be seen of a database without opening it.

    Attributes:
        size: of the file, in bytes.
        mode: the permissions of the file, or None where there is none.
        folder_mode: those of its folder, or None.
        journal: how large the journal beside it is, in bytes; with something in it while somebody
            records, or since a crash.
        wal: how large a log of SQLite's other mode is.
        file_system: its type, where that can be told.
    """

    size: int
    mode: int | None
    folder_mode: int | None
    journal: int
    wal: int
    file_system: str


class Inside(NamedTuple):
    """What a database that could be opened says of itself.

    Attributes:
        held: its schema, moves and newest move.
        logs_ahead: whether it is in the mode of SQLite that no tracker uses (WAL).
        counts: how many of each of `COUNTED` it holds.
        sound: whether SQLite's own checks find nothing wrong.
        texts: how many texts of sources it holds, and their bytes.
    """

    held: Holding
    logs_ahead: bool
    counts: tuple[int, ...]
    sound: bool
    texts: tuple[int, int] = (0, 0)


def seen_from_outside(path: Path) -> Outside:
    """What can be seen of a database without opening it."""
    real = path.resolve() if not path.is_symlink() or path.exists() else path
    return Outside(
        size=_size(real),
        mode=_mode(real),
        folder_mode=_mode(real.parent),
        journal=_size(real.with_name(f"{real.name}-journal")),
        wal=_size(real.with_name(f"{real.name}-wal")),
        file_system=_file_system(real),
    )


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _mode(path: Path) -> int | None:
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    return None


def _file_system(path: Path) -> str:
    """The type of the file system that a file lies on, as Linux tells it.

    Source: proc(5), /proc/PID/mountinfo; the fifth field is where it is mounted, and after a
    hyphen comes its type.
    """
    with suppress(OSError, ValueError, IndexError):
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
        found = ("", "")
        for line in mounts:
            where = line.split()[4].encode().decode("unicode_escape")
            if path.is_relative_to(where) and len(where) >= len(found[0]):
                found = (where, line.split(" - ")[1].split()[0])
        return found[1]
    return ""


def look_inside(path: Path, *, read_only: bool = False) -> "Inside | TrackerError":
    """What a database says of itself, whatever its version; or why it cannot be used."""
    try:
        connection = opening.connect(path, writing=False, seconds=WAIT_SECONDS, read_only=read_only)
        with closing(Store(path, connection)) as store, store.reading():
            backups.must_be_ours(connection, path)
            sound, held = store.is_sound(), held_by(store)
            texts = store.one("texts_held") if sound and not pending(held) else None
            return Inside(
                held=held,
                logs_ahead=_logs_ahead(connection),
                counts=store.one("counts") or (),
                sound=sound,
                texts=(texts[0], texts[1]) if texts else (0, 0),
            )
    except TrackerError as error:
        return error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return opening.explain(error, path)


def _logs_ahead(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("pragma journal_mode").fetchone() == ("wal",))


def damaged(path: Path) -> TrackerError:
    """The error for a database whose checks find something wrong."""
    return opening.damaged(path, "the checks of SQLite fail")


def pending(held: Holding) -> bool:
    """Whether a database is to be brought up to date when it is next used."""
    return held.schema < schema.NEWEST


def library_version() -> str:
    """The version of SQLite."""
    return sqlite3.sqlite_version
