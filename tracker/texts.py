"""Texts that are not typed out: from standard input for `-`, from a file for `@FILE`."""

import codecs
from pathlib import Path
from typing import TextIO

from tracker.errors import UsageError

LONGEST = 5_000_000
"""Characters of a text that is read from elsewhere; what is read may have no end."""
LARGEST_SOURCE = 5_000_000
"""Bytes of the text of a source, so that it fits a line of a bundle however it is escaped."""
_MOST_READ = 3 * LARGEST_SOURCE
_FORMS = (
    (b"%PDF", "is a PDF; take its text out first, for example with: pdftotext FILE FILE.txt"),
    (b"PK\x03\x04", "is a packed document; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "is a document of an old office program; save it as plain text first"),
    (b"{\\rtf", "is rich text; save it as plain text first"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip


def elsewhere(text: str, stdin: TextIO) -> str:
    """The text that `-` or `@FILE` stands for; any other text as it is.

    `@@` stands for an at sign at the beginning.

    Raises:
        UsageError: the file cannot be read, or is not UTF-8; the text is too long; or a NUL stands
            in it, after which other programs see nothing.
    """
    if text == "-":
        text = _read(stdin)
    elif text.startswith("@@"):
        return text[1:]
    elif text.startswith("@") and len(text) > 1:
        text = _contents(Path(text[1:]))
    if len(text) > LONGEST:
        raise UsageError(
            f"The text has more than {LONGEST:,} characters; give the part that counts."
        )
    if "\0" in text:
        raise UsageError("The text holds a NUL character, which no text has; take it out.")
    return text


def _read(stream: TextIO) -> str:
    try:
        text = stream.read(LONGEST + 1)
        text.encode()
    except UnicodeError:
        raise UsageError("What standard input gives is not UTF-8 text.") from None
    return text


def _contents(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST + 1)
        return text if len(text) > LONGEST else text.strip()
    except OSError as error:
        raise UsageError(
            f"The file {path} cannot be read: {error.strerror}. "
            f"For a text that begins with an at sign write @@{path}."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"The file {path} is not UTF-8 text.") from None


def unfit_source(text: str) -> str | None:
    """Why a text is too much to be kept as that of a source; None where it is not."""
    from json import dumps

    if len(text.encode()) > LARGEST_SOURCE:
        return f"has more than {LARGEST_SOURCE:,} bytes, which is the most that is kept of a source"
    if len(dumps(text)) > _MOST_READ:  # six for one, where characters for others are three at most
        return "has more control characters than any text"
    return None


def of_source(file: str, stdin: TextIO) -> str:
    """The text of a source, as it is kept: plain text, Markdown or HTML, in UTF-8 or UTF-16.

    A byte-order mark is left out; all else stays as it is.

    Args:
        file: its path, or `-` for standard input.
        stdin: standard input.

    Raises:
        UsageError: it cannot be read, is too large, is no text or is empty.
    """
    name = "What standard input gives" if file == "-" else file
    content = _bytes(file, stdin)
    for begins, fault in _FORMS:
        if content.startswith(begins):
            raise UsageError(f"{name} {fault}.")
    text = _decoded(content, name)
    reason = unfit_source(text)
    if reason:
        raise UsageError(f"{name} {reason}; cut out what is quoted.")
    if not text.strip():
        raise UsageError(f"{name} is empty: the text of a source needs some words.")
    return text


def _bytes(file: str, stdin: TextIO) -> bytes:
    try:
        if file == "-":
            raw = getattr(stdin, "buffer", None)
            found: bytes = stdin.read().encode() if raw is None else raw.read(_MOST_READ)
            return found
        with Path(file).open("rb") as opened:
            return opened.read(_MOST_READ)
    except OSError as error:
        raise UsageError(f"The file {file} cannot be read: {error.strerror}.") from None
    except UnicodeError:
        raise UsageError("What standard input gives is not UTF-8 text.") from None


def _decoded(content: bytes, name: str) -> str:
    marks = (each for each in _MARKS if content.startswith(each[0]))
    mark, encoding = next(marks, (b"", "utf-8"))
    if len(content) < _MOST_READ:
        try:
            text = content[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            raise UsageError(
                f"{name} is not text in UTF-8 or UTF-16; save it as plain text in UTF-8."
            ) from None
    else:  # which may end within a character
        text = content[len(mark) :].decode(encoding, errors="replace")
    if "\0" in text:
        raise UsageError(f"{name} holds a NUL character, which no text has; take it out.")
    return text
