"""Who holds a database that is locked, where the system tells: Linux does, in /proc/locks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_STOPPED = ("T", "t")


def holder(path: Path) -> str:
    """The other process that holds a lock to write a database, in words; empty where unknown.

    The file is not opened for it: to close it again would drop the locks of this process.
    """
    with suppress(OSError, ValueError, IndexError):
        for process in _holders(path):
            if process != os.getpid():
                return _described(process)
    return ""


def _holders(path: Path) -> Iterator[int]:
    """The processes with a lock for writing on a file. Source: proc_locks(5)."""
    found = path.stat()
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
        words = [word for word in line.split()[1:] if word != "->"]
        if words[2] == "WRITE" and words[4] == place:
            yield int(words[3])


def _described(process: int) -> str:
    name, _, rest = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(") ")
    command = name.partition("(")[2]
    stopped = ", which is stopped" if rest[:1] in _STOPPED else ""
    return f"{command}, process {process}{stopped}"
