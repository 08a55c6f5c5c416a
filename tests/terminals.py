"""Programs at a terminal: run in a pseudo-terminal, with keys typed and the screen read."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 30.0
PRESSED_AGAIN = 5.0
ROWS, COLUMNS = 60, 100
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\]\d*;[^\x07]*\x07|[\x07\x08\r]")
_BEGUN_ESCAPE = re.compile(r"(?:\x1b[^A-Za-z\x07]*)?$")

# Not pty.fork(), which newer Pythons warn of in the threads of a parallel test run.
_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


class Keyboard:
    """A running program, and whoever sits before it.

    Attributes:
        shown: all it has written so far, without what only moves the cursor or colours.
    """

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self._process, self._terminal = process, terminal
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")
        self._unfinished = ""
        self.shown = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())

    def wait_for(self, pattern: str) -> str:
        """Wait until what is written from here on has the pattern; give it, that part included."""
        start, deadline = len(self.shown), time.monotonic() + PATIENCE
        while not re.search(pattern, self.shown[start:]):
            assert time.monotonic() < deadline, f"no {pattern!r} in:\n{self.shown}"
            assert self._read(), f"ended without {pattern!r}:\n{self.shown}"
        return self.shown[start:]

    def _read(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], 0.2)
        if not ready:
            return True
        try:
            written = os.read(self._terminal, 65536)
        except OSError:  # so Linux says that nobody holds the other end
            return False
        text = self._unfinished + self._decoder.decode(written)
        self._unfinished = _BEGUN_ESCAPE.findall(text)[0]
        self.shown += _ESCAPES.sub("", text.removesuffix(self._unfinished))
        return bool(written)

    def exit_code(self, pressing: str = "") -> int:
        """Wait for the end of the program and give its exit code.

        Args:
            pressing: keys to press again where it goes on, as a person does: a signal that
                reaches Python just before it begins to read is heeded at the next one only.
        """
        deadline = time.monotonic() + PATIENCE
        again = time.monotonic() + PRESSED_AGAIN
        while self._read():
            assert time.monotonic() < deadline, f"still running:\n{self.shown}"
            if pressing and time.monotonic() > again:
                self.type(pressing)
                again += PRESSED_AGAIN
        return self._process.wait()

    def close(self) -> None:
        """Hang up."""
        os.close(self._terminal)
        self._process.kill()
        self._process.wait()


@contextmanager
def at_terminal(command: Sequence[str], env: Mapping[str, str], folder: Path) -> Iterator[Keyboard]:
    """Run a command in a terminal of its own."""
    terminal, other_end = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", _TAKE_TERMINAL, *command],
        stdin=other_end, stdout=other_end, stderr=other_end,
        env=dict(env), cwd=folder, start_new_session=True,
    )  # fmt: skip
    os.close(other_end)
    keyboard = Keyboard(process, terminal)
    try:
        yield keyboard
    finally:
        keyboard.close()


def installed(shell: str) -> str:
    """The path of a shell; a test that needs one that is missing is skipped."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"needs {shell}, which is not installed here")
    return found


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a shell is started with: a home of its own, and `tracker` on its path."""
    program = folder / "bin" / "tracker"
    if not program.exists():
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m tracker "$@"\n')
        program.chmod(0o700)
    return {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        "TRACKER_USER": "tester",
        **more,
    }
