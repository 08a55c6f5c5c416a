"""The user's own editor on a file that stays until what was typed in it is recorded."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tracker.context import Context
from tracker.errors import Declined, InputFileError, UsageError
from tracker.render.files import replacing
from tracker.settings import data_folder

VARIABLES = ("TRACKER_EDITOR", "VISUAL", "EDITOR")
FOLDER = "minutes"
LARGEST = 20_000_000
"""Characters of minutes; what is read may have no end."""


def editor(environment: Mapping[str, str]) -> list[str]:
    """The command of the user's editor, with its arguments.

    Raises:
        UsageError: a variable names it in a way that cannot be read.
    """
    fallback = "notepad" if sys.platform == "win32" else "vi"
    named = ((name, environment.get(name, "").strip()) for name in VARIABLES)
    variable, command = next((each for each in named if each[1]), ("", fallback))
    if Path(command).exists():
        return [command]
    try:
        return shlex.split(command, posix=sys.platform != "win32")
    except ValueError as error:
        raise UsageError(f"{variable} cannot be read as a command ({error}): {command}") from None


@contextmanager
def draft(context: Context, stem: str, start: str, *, keep: bool) -> Iterator[Path]:
    """A file with the text `start`, which goes when all within went well, unless `keep`.

    Otherwise it stays with what was typed, and the person is told where.
    """
    path = _made(context, stem, start)
    try:
        yield path
    except BaseException:
        _leave(context, path, start)
        raise
    if keep:
        _leave(context, path, start)
    else:
        path.unlink(missing_ok=True)


def _made(context: Context, stem: str, start: str) -> Path:
    folder = data_folder(context.world.environment)
    try:
        for each in (folder, folder / FOLDER):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = _free(folder / FOLDER / f"{stem}.txt")
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(start)
    except OSError as error:
        raise UsageError(f"No file can be made in {folder}: {error.strerror}.") from None
    return path


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _leave(context: Context, path: Path, start: str) -> None:
    """Remove the file if nothing was typed; else say where it is."""
    try:
        typed = path.read_bytes() != start.encode()
    except OSError:
        return
    if typed:
        context.say(f"Your text is kept in {path}; record it with: tracker minutes {path}")
    else:
        path.unlink(missing_ok=True)


def write(context: Context, path: Path, text: str) -> None:
    """Put another text into the file, whole or not at all."""
    with replacing(path, context.file) as file:
        file.write(text)


def edit(context: Context, path: Path) -> str:
    """Open the editor on the file, wait until it is closed, and give what the file holds.

    Raises:
        UsageError: there is no such editor.
        Declined: the editor failed, or said that the person gave up.
        InputFileError: the file is gone or is no text.
    """
    command = editor(context.world.environment)
    before = signal.signal(signal.SIGINT, _ignored)
    try:
        ended = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise UsageError(
            f"The editor “{command[0]}” cannot be started: {error.strerror}. "
            f"Name yours in one of {', '.join(VARIABLES)}."
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if ended != 0:
        raise Declined(f"The editor ended with code {ended}; nothing was recorded.")
    return contents(path)


def _ignored(*_: object) -> None:
    """Ctrl-C is the editor's while it is open; without a handler it would end both."""


def contents(path: Path) -> str:
    """The text of a file.

    Raises:
        InputFileError: it cannot be read, or is not text in UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(4 * LARGEST + 1)
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        whole = len(content) <= 4 * LARGEST  # else a character may be cut in two
        return checked(content.decode("utf-8-sig", "strict" if whole else "ignore"), str(path))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputFileError(f"{path} is not UTF-8 text (line {line}); save it in UTF-8.") from None


def checked(text: str, name: str) -> str:
    """The text of minutes, which has no NUL: other programs would not see what follows it.

    Raises:
        InputFileError: it has one, or is too long.
    """
    if len(text) > LARGEST:
        raise InputFileError(f"{name} is longer than {LARGEST:,} characters; give it in parts.")
    before, found, _ = text.partition("\0")
    if found:
        line = before.count("\n") + 1
        raise InputFileError(f"{name} is not text: line {line} holds a NUL character.")
    return text
