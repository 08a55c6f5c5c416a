"""The program run with a call of the system that fails, kills it, or is written down.

A small library in C stands between the program and the C library (faults/shim.c); it is compiled
when first needed, and what needs it is skipped where it cannot be.
"""

import errno
import json
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import START

HERE = Path(__file__).parent / "faults"
KILL, TORN = -1, -2
FAULTS = {
    "EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EMFILE": errno.EMFILE, "EACCES": errno.EACCES,
    "ENOMEM": errno.ENOMEM, "KILL": KILL, "TORN": TORN,
}  # fmt: skip
NEVER = 1 << 40
KINDS = (
    "", "open", "close", "write", "sync", "truncate", "rename", "unlink", "mode", "mkdir", "read",
    "tell",
)  # fmt: skip


class Ended(NamedTuple):
    """How a run ended.

    Attributes:
        code: the exit code, or the signal that ended it as a negative number.
        out: what it printed.
        err: what it said on stderr.
        calls: how many calls counted; 0 where it was killed.
    """

    code: int
    out: str
    err: str
    calls: int

    @property
    def killed(self) -> bool:
        return self.code < 0


class Call(NamedTuple):
    """A call that changed a file: what kind, which file, and what it did to it."""

    kind: str
    path: str
    other: str
    number: int
    data: bytes


class Program:
    """The program, ready to be run in processes of its own under a fault."""

    def __init__(self, server: "subprocess.Popen[str]", shim: Path, folder: Path) -> None:
        self._server, self._shim, self._folder = server, shim, folder

    def __call__(
        self,
        line: list[str],
        folder: Path,
        env: dict[str, str],
        *,
        fault: int = 0,
        at: int = 1,
        until: int | None = None,
        reads: bool = False,
        log: Path | None = None,
    ) -> Ended:
        """Run one command.

        Args:
            line: its arguments; the clock stands still, so that the same line does the same.
            folder: where it is run; only calls on files there count.
            env: all of its environment.
            fault: an errno that a call fails with, KILL, or TORN: killed amid a write.
            at: which call fails, counted from 1.
            until: the last one that fails; without it, only the one.
            reads: whether calls that read count as well.
            log: a file to which all calls that change something are added.
        """
        out, err, calls = (self._folder / name for name in ("stdout", "stderr", "calls"))
        calls.write_text("0")
        wanted = {
            "line": line, "folder": str(folder), "env": env, "stdout": str(out),
            "stderr": str(err), "calls": str(calls), "log": str(log) if log else "",
            "shim": str(self._shim), "now": START.isoformat(), "fault": fault,
            "first": at, "last": at if until is None else until, "reads": reads,
        }  # fmt: skip
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps(wanted) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        said = (file.read_text("utf-8", "replace") for file in (out, err))
        return Ended(code, *said, int(calls.read_text()))


@contextmanager
def program(folder: Path) -> Iterator[Program]:
    """The program, where a compiler is at hand; what was asked for is skipped otherwise."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("faults are put in by a library in C, and there is no compiler on Linux here")
    shim = folder / "shim.so"
    subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", shim, HERE / "shim.c", "-ldl"], check=True
    )
    with subprocess.Popen(
        [sys.executable, "-P", HERE / "server.py"],
        env={"LD_PRELOAD": str(shim), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        yield Program(server, shim, folder)
        with suppress(OSError):
            server.stdin and server.stdin.close()


def calls_in(log: Path) -> list[Call]:
    """The calls that were written down, in their order."""
    found, data, at = [], log.read_bytes(), 0
    while at < len(data):
        kind, path, other, length = struct.unpack_from("=4I", data, at)
        (number,) = struct.unpack_from("=q", data, at + 16)
        at += 24
        parts = []
        for size in (path, other, length):
            parts.append(data[at : at + size])
            at += size
        found.append(Call(KINDS[kind], parts[0].decode(), parts[1].decode(), number, parts[2]))
    return found
