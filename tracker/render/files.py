"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tracker.errors import OutputError

MOST_OF_NAME = 40  # characters, so that the name beside a long one is not too long itself


@contextmanager
def replacing(path: Path, database: Path) -> Iterator[TextIO]:
    """A stream whose text takes the place of `path` when all of it has been written.

    A file that is new can be read by its owner alone; one that is replaced keeps its permissions.

    Args:
        path: the file to write.
        database: the file that must not be overwritten.

    Raises:
        OutputError: the file cannot be written; what stood there before stays.
    """
    if path.exists() and database.exists() and path.samefile(database):
        raise OutputError(f"{path} is the database itself; write to another file.")
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
        beside, handle = _fresh(target)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            beside.replace(target)
            _sync_folder(target.parent)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from None


def _fresh(target: Path) -> tuple[Path, int]:
    """A new file beside `target` that only its owner can read, whatever others were left there."""
    while True:
        beside = target.with_name(f".{target.name[:MOST_OF_NAME]}.{os.urandom(6).hex()}.part")
        with suppress(FileExistsError):
            return beside, os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
