"""Output that waits until the database is closed: in memory, and past a bound in a file."""

from __future__ import annotations

import io
from typing import TextIO

IN_MEMORY = 8_000_000
_PIECE = 1_000_000


class Spool(io.TextIOBase, TextIO):
    """A stream to write to and later to copy from; characters beyond a bound go to disk."""

    def __init__(self) -> None:
        self._text: TextIO = io.StringIO()
        self._left = IN_MEMORY

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Take text."""
        self._left -= len(text)
        if self._left < 0 and isinstance(self._text, io.StringIO):
            self._move_to_disk()
        return self._text.write(text)

    def _move_to_disk(self) -> None:
        from tempfile import TemporaryFile

        # Kept open for as long as the spool; it is nameless, so nobody else can read it.
        file = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
        assert isinstance(self._text, io.StringIO)
        file.write(self._text.getvalue())
        self._text = file

    def copy_to(self, stream: TextIO) -> None:
        """Write everything taken so far to another stream."""
        self._text.seek(0)
        while piece := self._text.read(_PIECE):
            stream.write(piece)
