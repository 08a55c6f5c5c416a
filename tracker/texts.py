"""Texts that are not typed out: from standard input for `-`, from a file for `@FILE`."""

from pathlib import Path
from typing import TextIO

from tracker.errors import UsageError


def elsewhere(text: str, stdin: TextIO) -> str:
    """The text that `-` or `@FILE` stands for; any other text as it is.

    `@@` stands for an at sign at the beginning.

    Raises:
        UsageError: the file cannot be read, or is not UTF-8; or a NUL stands in it, after which
            other programs see nothing.
    """
    if text == "-":
        text = _read(stdin)
    elif text.startswith("@@"):
        return text[1:]
    elif text.startswith("@") and len(text) > 1:
        text = _contents(Path(text[1:]))
    if "\0" in text:
        raise UsageError("The text holds a NUL character, which no text has; take it out.")
    return text


def _read(stream: TextIO) -> str:
    try:
        text = stream.read()
        text.encode()
    except UnicodeError:
        raise UsageError("What standard input gives is not UTF-8 text.") from None
    return text


def _contents(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        raise UsageError(
            f"The file {path} cannot be read: {error.strerror}. "
            f"For a text that begins with an at sign write @@{path}."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"The file {path} is not UTF-8 text.") from None
