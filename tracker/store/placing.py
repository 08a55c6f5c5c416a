"""Putting a file in its place whole: written beside it, synced, and then renamed."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.errors import DatabaseUnusable

MOST_OF_NAME = 40  # characters, so that the name beside a long one is not too long itself
_LEFT = re.compile(r"\..*\.[0-9a-f]{12}\.part")


@contextmanager
def fresh(target: Path) -> Iterator[tuple[Path, int]]:
    """A new file beside `target` that only its owner can read; gone where what is done fails.

    What others left in the folder that were killed as they wrote such a file is removed: theirs
    are locked while they live.

    Returns:
        Its path, and a handle to write it by, which is closed at the end.

    Raises:
        OSError: it cannot be made.
    """
    _sweep(target.parent)
    beside, handle = _locked(target)
    try:
        yield beside, handle
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    finally:
        with suppress(OSError):  # what it holds has been synced
            os.close(handle)


def _locked(target: Path) -> tuple[Path, int]:
    while True:
        beside = target.with_name(f".{target.name[:MOST_OF_NAME]}.{os.urandom(6).hex()}.part")
        with suppress(FileExistsError):
            handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with suppress(OSError):  # a file system without locks, or swept by another at once
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if beside.exists():
                return beside, handle
            os.close(handle)


def _sweep(folder: Path) -> None:
    with suppress(OSError):
        for file in folder.iterdir():
            if _LEFT.fullmatch(file.name):
                _remove_unless_locked(file)


def _remove_unless_locked(file: Path) -> None:
    with suppress(OSError):  # somebody writes it, or it is not ours to remove
        handle = os.open(file, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.unlink()
        finally:
            os.close(handle)


def put(beside: Path, target: Path) -> None:
    """Rename a file that has been synced to where it belongs, for good.

    Raises:
        OSError: it cannot be.
    """
    beside.replace(target)
    sync_folder(target.parent)


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it, for its owner alone; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        each.chmod(0o700)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """See that the names in a folder outlast a power cut, where it can be synced at all."""
    with suppress(OSError):
        sync(folder)


def sync(path: Path) -> None:
    """See that what a file or folder holds is on the disk.

    Raises:
        OSError: it cannot be.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create(path: Path) -> bool:
    """Make an empty file that only its owner can read, and its folder if need be.

    Returns:
        Whether it was made: False where there is one already.

    Raises:
        DatabaseUnusable: the folder or the file cannot be made.
    """
    try:
        private_folder(path.parent)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(path, flags, 0o600)
        os.fchmod(handle, 0o600)
        os.close(handle)
        return True
    except FileExistsError:
        return False
    except OSError as error:
        raise DatabaseUnusable(
            f"The database {path} cannot be created: {error.strerror}. Name another with --db."
        ) from None
