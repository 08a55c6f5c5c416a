"""Where a file comes from: a path or standard input, its encoding, and its lines of text."""

import codecs
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from tracker.errors import InputFileError, UsageError

LONGEST_LINE = 20_000_000
_PIECE = 1_000_000
_LOOK = 4_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; those of UTF-32 stand before those of UTF-16, which they begin with."""


class Source(NamedTuple):
    """Something that can be read from its beginning, as often as needed.

    Attributes:
        name: what it is called in messages.
        path: the file it is; None for standard input.
        size: how many bytes there are.
        open: gives its bytes from the beginning.
        close: lets go of what was kept of it.
    """

    name: str
    path: Path | None
    size: int
    open: Callable[[], BinaryIO]
    close: Callable[[], None] = lambda: None


def digest(source: Source) -> bytes:
    """What tells whether a source still holds the same bytes.

    Raises:
        InputFileError: it cannot be read.
    """
    from hashlib import sha256

    found = sha256()
    with _reading(source.name), source.open() as binary:
        while piece := binary.read(_PIECE):
            found.update(piece)
    return found.digest()


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Tell what the disk fails of within as a failure to read, and of what.

    Raises:
        InputFileError: it did fail.
    """
    try:
        yield
    except OSError as error:
        raise InputFileError(f"{name} cannot be read: {error.strerror}.") from None


def from_path(path: Path) -> Source:
    """A file; what can be read only once, such as a named pipe, is read now and kept.

    Raises:
        InputFileError: it cannot be read.
    """
    with _reading(str(path)):
        found = path.stat()
        if stat.S_ISREG(found.st_mode):
            with path.open("rb"):
                return Source(str(path), path, found.st_size, lambda: path.open("rb"))
        if not stat.S_ISFIFO(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no file"
            raise InputFileError(f"{path} cannot be read: it is {kind}.")
        with path.open("rb") as pipe:
            return _kept(pipe, str(path), path)


def from_stdin(stdin: TextIO) -> Source:
    """What standard input gives, kept so that it can be read again.

    Raises:
        InputFileError: it cannot be read.
    """
    with _reading("standard input"):
        binary = getattr(stdin, "buffer", None)
        if binary is None:
            binary = io.BytesIO(stdin.read().encode())
        return _kept(binary, "standard input")


def _kept(stream: BinaryIO, name: str, path: Path | None = None) -> Source:
    from tempfile import TemporaryFile

    # Open until the source is closed; it is nameless, so nobody else can read it.
    file = TemporaryFile()  # noqa: SIM115
    size = 0
    while piece := stream.read(_PIECE):
        size += file.write(piece)
    file.flush()

    def again() -> BinaryIO:
        copy = os.fdopen(os.dup(file.fileno()), "rb")
        copy.seek(0)
        return copy

    return Source(name, path, size, again, file.close)


class Text:
    """The lines of a source, decoded one by one."""

    def __init__(self, source: Source, encoding: str | None = None) -> None:
        self.source = source
        self.name = source.name
        self._binary: BinaryIO | None = None
        self._encoding, self._skipped = _encoding_of(source, encoding)
        self._stated = encoding is not None

    def lines(self) -> Iterator[str]:
        """The lines with their ends, from the beginning.

        Raises:
            InputFileError: it cannot be read, it is not text in this encoding, or a line is
                longer than any table's.
        """
        with _reading(self.name), self.source.open() as binary:
            binary.seek(self._skipped)
            self._binary = binary
            text = io.TextIOWrapper(binary, encoding=self._encoding, newline="")
            number = 0
            try:
                while line := text.readline(LONGEST_LINE):
                    number += 1
                    self._check(line, number)
                    yield line
            except UnicodeError as error:
                raise self._undecodable(error, number) from None
            finally:
                self._binary = None

    @property
    def share(self) -> float:
        """How much of the source has been read, from 0 to 1."""
        if self._binary is None or self._binary.closed or not self.source.size:
            return 0.0
        return self._binary.tell() / self.source.size

    def _check(self, line: str, number: int) -> None:
        if "\0" in line:
            raise InputFileError(
                f"{self.name} is not text: line {number} holds a NUL character. If it is UTF-16, "
                "say so with --encoding utf-16-le or utf-16-be."
            )
        if len(line) >= LONGEST_LINE:
            raise InputFileError(
                f"{self.name} is no table: line {number} has {LONGEST_LINE:,} characters or more."
            )
        if self._stated and not line.isascii():
            line.encode()  # some codecs give what no text may hold

    def _undecodable(self, error: UnicodeError, number: int) -> InputFileError:
        where = self._first_undecodable() or f"after line {number}"
        if self._stated:
            return InputFileError(
                f"{self.name} is not {self._encoding} ({where}); name its encoding with --encoding."
            )
        return InputFileError(
            f"{self.name} is not {self._encoding.upper()} ({where}); save it in UTF-8, or name "
            "its encoding, for example --encoding cp1252."
        )

    def _first_undecodable(self) -> str | None:
        """Line and byte of the first place that cannot be decoded."""
        decoder = codecs.getincrementaldecoder(self._encoding)()
        line = 1
        with _reading(self.name), self.source.open() as binary:
            start = binary.seek(self._skipped)
            while piece := binary.read(_PIECE):
                try:
                    line += decoder.decode(piece).count("\n")
                except UnicodeDecodeError as error:
                    good = error.object[: error.start].decode(self._encoding, "ignore")
                    byte = start + len(piece) - len(error.object) + error.start
                    return f"line {line + good.count(chr(10))}, byte {byte}"
                except UnicodeError:
                    return None
                start += len(piece)
        return None


def _encoding_of(source: Source, stated: str | None) -> tuple[str, int]:
    """The encoding of a source, and how many bytes of a mark it begins with."""
    with _reading(source.name), source.open() as binary:
        head = binary.read(_LOOK)
    marked = next(((name, len(mark)) for mark, name in _MARKS if head.startswith(mark)), None)
    if stated is not None:
        return _stated(stated, marked)
    if marked:
        return marked
    guess = _utf_16(head)
    if guess:
        raise InputFileError(
            f"{source.name} looks like UTF-16 without a byte-order mark; if it is, say so with "
            f"--encoding {guess}."
        )
    return "utf-8", 0


def _stated(name: str, marked: tuple[str, int] | None) -> tuple[str, int]:
    try:
        codec = codecs.lookup(name)
        if not codec._is_text_encoding:
            raise LookupError(name)
    except (LookupError, ValueError):
        raise UsageError(
            f"“{name}” is not an encoding of text; use for example utf-8, utf-16, cp1252, "
            "latin-1 or shift_jis."
        ) from None
    return marked or (codec.name, 0)


def _utf_16(head: bytes) -> str | None:
    """Which UTF-16 the bytes look like: every second one of plain letters is zero."""
    half = len(head) // 2
    if half < 2 or b"\0" not in head:
        return None
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[first::2].count(0) > half * 0.6 and head[1 - first :: 2].count(0) < half * 0.1:
            return name
    return None
