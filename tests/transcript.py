"""Documents that hold sessions: their fenced blocks are run, their outputs compared or rewritten.

Blocks of `sh` hold commands alone. Blocks of `console` hold commands after `$ `, each followed by
what it prints on a terminal of 80 columns. A block of `csv NAME` is written to that file. Blocks
without a language are for people only. A word after `console`, not shown where the document is
rendered, names the circumstances in which the block is played.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tracker.cli import run
from tracker.context import World

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """One fenced block: what stands after its fence, its body, and where that is in the text."""

    info: str
    body: str
    start: int
    end: int

    @property
    def commands(self) -> list[str]:
        """The commands of a block of `sh` or `console`, each on one line."""
        joined = self.body.replace("\\\n", "")
        lines = [line for line in joined.splitlines() if line.strip()]
        if self.info.startswith("console"):
            return [line[2:] for line in lines if line.startswith("$ ")]
        return [line for line in lines if not line.startswith("#")]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a document."""
    return [
        Block(found["info"].strip(), found["body"], found.start("body"), found.end("body"))
        for found in _FENCE.finditer(text)
    ]


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its level or higher."""
    marks = heading.partition(" ")[0]
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"there is no heading {heading}"
    return re.split(rf"^#{{1,{len(marks)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Keyboard(_Terminal):
    """What somebody types, echoed as a terminal does."""

    def __init__(self, typed: str, screen: io.StringIO) -> None:
        super().__init__(typed)
        self._screen = screen

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        line = super().readline(size)
        self._screen.write(line)
        return line


class Shell:
    """One person at a terminal.

    Attributes:
        folder: where files are read and written.
        env: the environment of the program.
        typed: what is typed where the program asks.
        code: the exit code of the last command.
    """

    def __init__(self, folder: Path, now: datetime = datetime(2026, 4, 1, 9, tzinfo=UTC)) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.code = 0
        self.typed = ""
        self.env = {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / ".local" / "share"),
            "TRACKER_USER": "you",
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }
        self._now = now

    def clock(self) -> datetime:
        """The time, a minute later at each look."""
        self._now += timedelta(minutes=1)
        return self._now

    def tracker(self, *arguments: str) -> str:
        """Run the program in process and give what the terminal shows."""
        screen = _Terminal()
        world = World(self.env, _Keyboard(self.typed, screen), screen, screen, self.clock)
        with redirect_stdout(screen), redirect_stderr(screen):
            self.code = run(arguments, world)
        return screen.getvalue()

    def __call__(self, line: str) -> str:
        """Run one line and give what the terminal shows; the current folder must be `folder`."""
        words = shlex.split(line)
        if "|" in words:
            shown = self._piped(line)
        elif words[0] == "tracker":
            shown = self.tracker(*words[1:])
        elif words == ["echo", "$?"]:
            shown = f"{self.code}\n"
        elif words[0] == "cat":
            shown = (self.folder / words[1]).read_text(encoding="utf-8-sig")
        elif words[0] == "export":
            name, _, value = words[1].partition("=")
            self.env[name] = value
            shown = ""
        else:
            raise AssertionError(f"a session cannot run {line}")
        return shown.replace(str(self.home), "/home/you")

    def _piped(self, line: str) -> str:
        program = self.folder / "bin" / "tracker"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n')
        program.chmod(0o700)
        env = {**os.environ, **self.env, "PATH": f"{program.parent}:{os.environ['PATH']}"}
        env["LC_ALL"] = "C.UTF-8"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            env=env, cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.code = done.returncode
        return done.stdout + done.stderr


Circumstances = Mapping[str, Callable[[Shell], AbstractContextManager[object]]]


def played(text: str, shell: Shell, circumstances: Circumstances) -> str:
    """The document with the outputs that its sessions have now; its commands are run in order.

    A command of a block of `sh` must go well.
    """
    parts, at = [], 0
    for block in blocks(text):
        parts.append(text[at : block.start])
        language, _, word = block.info.partition(" ")
        during = circumstances[word](shell) if language == "console" and word else nullcontext()
        with during:
            parts.append("".join(_body(block, shell)))
        at = block.end
    return "".join([*parts, text[at:]])


def _body(block: Block, shell: Shell) -> Iterator[str]:
    if block.info.startswith("csv "):
        (shell.folder / block.info.split()[1]).write_text(block.body, encoding="utf-8")
    if block.info == "sh":
        for line in block.commands:
            shown = shell(line)
            assert shell.code == 0, f"{line}\n{shown}"
    if not block.info.startswith("console"):
        yield block.body
        return
    for typed in re.findall(r"^\$ (?:.*\\\n)*.*\n", block.body, re.MULTILINE):
        yield typed
        shown = shell(typed[2:].replace("\\\n", ""))
        yield from (f"{line.rstrip()}\n" for line in shown.splitlines())


def check(
    file: Path, shell: Shell, *, update: bool, circumstances: Circumstances | None = None
) -> None:
    """Play a document: its outputs must be those it shows, or are rewritten.

    Args:
        file: the document.
        shell: who plays it.
        update: whether to rewrite it, as `pytest --update-golden` asks.
        circumstances: for each word after `console`, what holds while the block is played.
    """
    text = file.read_text(encoding="utf-8")
    now = played(text, shell, circumstances or {})
    if update:
        file.write_text(now, encoding="utf-8")
    else:
        assert now == text, f"{file.name} shows other outputs; see: pytest --update-golden"
