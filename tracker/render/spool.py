"""Output that waits until the database is closed: in memory, and past a bound in a file.

What fills the first screen of a terminal does not wait, as long as the terminal takes it at once.
"""

from __future__ import annotations

import io
from typing import TextIO

IN_MEMORY = 8_000_000
AT_ONCE = 20_000
"""Characters that a terminal is given before all is read: a screen of any size, its colours too."""
_PIECE = 1_000_000
_TAKEN_AT_ONCE = 1000
"""Characters that a terminal takes without waiting, where it says that it takes any."""


class Spool(io.TextIOBase, TextIO):
    """A stream to write to and later to copy to its goal; past a bound its text goes to disk.

    Args:
        goal: where to.
        shows_first: whether a terminal is given its first screen as it is written.
    """

    def __init__(self, goal: TextIO, *, shows_first: bool = False) -> None:
        self._goal = goal
        self._text: TextIO = io.StringIO()
        self._left = IN_MEMORY
        self._holds_all = self.encoding.lower().startswith("utf")
        self._at_once = AT_ONCE if shows_first and goal.isatty() else 0

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
        whole = len(text)
        if self._at_once > 0:
            text = text[self._shown_at_once(text) :]
            if not text:
                return whole
            self._at_once = 0
        self._left -= len(text)
        if self._left < 0 and isinstance(self._text, io.StringIO):
            self._move_to_disk()
        self._text.write(text)
        return whole

    def _shown_at_once(self, text: str) -> int:
        """Write to the terminal as much as it takes without waiting; gives how many characters.

        Nothing may wait for a terminal that stands still while the database is open.
        """
        from select import select

        done = 0
        try:
            while self._at_once > 0 and select([], [self._goal.fileno()], [], 0)[1]:
                piece = text[done : done + min(_TAKEN_AT_ONCE, self._at_once)]
                self._goal.write(piece)
                self._goal.flush()
                done += len(piece)
                self._at_once -= len(piece)
                if done == len(text):
                    break
        except (OSError, ValueError):  # no file; of a terminal that is gone, the end will tell
            pass
        return done

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
