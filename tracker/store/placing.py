"""Putting a file in its place whole: written beside it, synced, and then renamed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MOST_OF_NAME = 40  # characters, so that the name beside a long one is not too long itself


def fresh(target: Path) -> tuple[Path, int]:
    """A new file beside `target` that only its owner can read, whatever others were left there.

    Returns:
        Its path, and a handle to write it by.

    Raises:
        OSError: it cannot be made.
    """
    while True:
        beside = target.with_name(f".{target.name[:MOST_OF_NAME]}.{os.urandom(6).hex()}.part")
        with suppress(FileExistsError):
            return beside, os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def put(beside: Path, target: Path) -> None:
    """Rename a file that has been synced to where it belongs, for good.

    Raises:
        OSError: it cannot be.
    """
    beside.replace(target)
    sync_folder(target.parent)


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
