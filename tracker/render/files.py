"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tracker.errors import OutputError, UsageError
from tracker.store import placing


@contextmanager
def replacing(path: Path, database: Path | None, *, replace: bool = True) -> Iterator[TextIO]:
    """A stream whose text takes the place of `path` when all of it has been written.

    A file that is new can be read by its owner alone; one that is replaced keeps its permissions.

    Args:
        path: the file to write.
        database: the file that must not be overwritten, if any.
        replace: whether another file may be.

    Raises:
        UsageError: there is such a file, and it may not be replaced.
        OutputError: the file cannot be written; what stood there before stays.
    """
    if database and path.exists() and database.exists() and path.samefile(database):
        raise OutputError(f"{path} is the database itself; write to another file.")
    target = path.resolve()
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise OutputError(f"{path} is a device or a pipe; leave out -o FILE, and use > instead.")
    if target.is_file() and not replace:
        raise UsageError(f"There is a file {path} already; give --force to replace it.")
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
        with placing.fresh(target) as (beside, handle):
            with os.fdopen(handle, "w", encoding="utf-8", newline="", closefd=False) as file:
                yield file
                file.flush()
                os.fchmod(handle, mode)
                os.fsync(handle)
            placing.put(beside, target)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from None
