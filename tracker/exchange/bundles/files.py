"""The lines of a bundle's file, or of what a pipe gives."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TextIO

from tracker.errors import InputFileError
from tracker.exchange.bundles.reading import LONGEST_LINE


def lines_of_file(path: Path) -> Iterator[bytes]:
    """The lines of a file.

    Raises:
        InputFileError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE + 1):
                yield line
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}.") from None


def lines_of_stream(stream: TextIO) -> list[bytes]:
    """The lines that standard input gives, as they came.

    Raises:
        InputFileError: it is not UTF-8 text.
    """
    raw = getattr(stream, "buffer", None)
    lines: list[bytes] = []
    try:
        binary = raw if raw is not None else BytesIO(stream.read().encode())
        while line := binary.readline(LONGEST_LINE + 1):
            lines.append(line)
            if len(line) > LONGEST_LINE:  # which no bundle has; what follows may have no end
                break
    except UnicodeError:
        raise InputFileError("What standard input gives is not UTF-8 text.") from None
    return lines
