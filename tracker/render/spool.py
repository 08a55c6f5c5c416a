"""Output that waits until the database is closed: in memory, and past a bound in a file."""

from __future__ import annotations

import io
from typing import TextIO

IN_MEMORY = 8_000_000
_PIECE = 1_000_000


class Spool(io.TextIOBase, TextIO):
    """A stream to write to and later to copy to its goal; past a bound its text goes to disk."""

    def __init__(self, goal: TextIO) -> None:
        self._goal = goal
        self._text: TextIO = io.StringIO()
        self._left = IN_MEMORY
        self._holds_all = self.encoding.lower().startswith("utf")

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a property where the base has a field
        """That of the stream it will be copied to."""
        return self._goal.encoding or "utf-8"

    def isatty(self) -> bool:
        """Whether it will be copied to a terminal."""
        return self._goal.isatty()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Take text.

        Raises:
            UnicodeEncodeError: the goal cannot hold it.
        """
        if not self._holds_all:
            text.encode(self.encoding, self._goal.errors or "strict")
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

    def release(self) -> None:
        """Write everything taken to the goal; nothing can be taken after that."""
        with self._text:
            self._text.seek(0)
            while piece := self._text.read(_PIECE):
                self._goal.write(piece)
