"""Several readings that go on at once: what all of them ask next goes in one round trip.

Each asks its questions one after the other, as it would alone, and stops at each until the answer
has come. They are greenlets: only one of them runs at a time, and all of them in one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

from tracker.errors import NotInstalled
from tracker.store.server.sending import Question
from tracker.store.store import Row

try:
    from greenlet import getcurrent, greenlet
except ModuleNotFoundError:
    raise NotInstalled("A ledger on a server needs greenlet", "postgres") from None

T = TypeVar("T")
Ask = Callable[[Sequence[Question]], list[list[Row]]]
"""Gives the rows of each of some queries."""
FIRST, MOST, GROWTH = 4, 100, 4
"""How many readings begin together, at most ever, and how many times as many the next time."""
ROWS = 20_000
"""About how many rows those that go on together may hold."""


class _Reading(greenlet):
    """One of several; what it asks it hands to the greenlet that began it."""


class Held:
    """The rows of one question, to be taken as from a cursor, all of them at once."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    def fetchone(self) -> Row | None:
        """The first row."""
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[Row]:
        """All rows, once."""
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, _: int) -> list[Row]:
        """The same."""
        return self.fetchall()


class Together:
    """Lets readings go on together, also within one of them.

    Args:
        ask: asks the server itself.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask_server = ask
        self._rows = 0

    @property
    def is_reading(self) -> bool:
        """Whether who asks is one of several."""
        return isinstance(getcurrent(), _Reading)

    def held(self, question: Question) -> Held:
        """The rows of one query, asked likewise."""
        (rows,) = self.ask([question])
        return Held(rows)

    def ask(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The rows of some queries, asked with those of whoever reads at the same time."""
        current = getcurrent()
        if isinstance(current, _Reading):
            found: list[list[Row]] = cast("greenlet", current.parent).switch(questions)
        else:
            found = self._ask_server(questions)
            self._rows += sum(map(len, found))
        return found

    def read(self, readings: Iterable[Callable[[], T]]) -> Iterator[T]:
        """What each of some readings gives, in order: a few of them together, then more.

        How many follows from how much the last ones read, so that memory is bounded.
        """
        waiting, many = iter(readings), FIRST
        while batch := list(islice(waiting, many)):
            before = self._rows
            yield from self._read(batch)
            each = (self._rows - before) / len(batch)
            many = max(1, min(MOST, GROWTH * many, int(ROWS / max(each, 1))))

    def _read(self, readings: Sequence[Callable[[], T]]) -> list[T]:
        going = [_Reading(each) for each in readings]
        try:
            said: list[Any] = [each.switch() for each in going]
            while asking := [at for at, each in enumerate(going) if not each.dead]:
                found = iter(self.ask([each for at in asking for each in said[at]]))
                for at in asking:
                    said[at] = going[at].switch(list(islice(found, len(said[at]))))
            return said
        finally:
            for each in going:  # those that another's failure left in the middle
                each.throw()
