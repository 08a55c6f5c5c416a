"""What the rows of an import add, until it is written: together, and not at all for a bad row.

Each row is an attempt of its own, which leaves nothing behind where it fails. A savepoint around
each costs a quarter of what adding a move does; so what is only added waits until anything else is
asked of the database, and is undone by being forgotten. Only an attempt of which something has been
written has a savepoint.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from tracker.store import sqlfiles

Params = Mapping[str, Any]

ADDED = ("move_insert", "pair_insert")
"""The statements that wait: nobody asks what became of them, and which goes first is no matter."""
MOST = 500
"""How many wait at most."""


class Waiting:
    """The additions that wait within one transaction, and the attempts they belong to."""

    def __init__(self, connection: sqlite3.Connection, explained: Callable[..., Any]) -> None:
        """Begin a transaction.

        Args:
            connection: its connection.
            explained: calls a function with its arguments, and tells of a failure in our words.
        """
        self._connection = connection
        self._explained = explained
        self._added: list[tuple[str, Params]] = []
        self._attempts: list[Attempt] = []

    def takes(self, query: str, params: Params) -> bool:
        """Whether a statement can wait; if so, it does."""
        if query not in ADDED:
            return False
        if len(self._added) >= MOST:
            self.settle()
        self._added.append((query, params))
        return True

    def settle(self) -> None:
        """Write what waits, so that what comes next finds it, and can be undone apart from it."""
        written = 0
        for each in self._attempts:
            if not each.is_saved:
                self._write(self._added[written : each.start])
                self._connection.execute("savepoint attempt")
                written, each.is_saved = each.start, True
            each.start = 0
        self._write(self._added[written:])
        self._added.clear()

    def _write(self, added: list[tuple[str, Params]]) -> None:
        for name in ADDED:
            if rows := [params for query, params in added if query == name]:
                self._explained(self._connection.executemany, sqlfiles.query(name), rows)

    def begin(self, attempt: Attempt) -> None:
        """Begin an attempt, within those that are going on."""
        attempt.start = len(self._added)
        self._attempts.append(attempt)

    def end(self, attempt: Attempt, *, failed: bool) -> None:
        """End the attempt that was begun last, and undo it where it failed."""
        self._attempts.pop()
        if failed:
            del self._added[attempt.start :]
        if attempt.is_saved and self._connection.in_transaction:  # a full disk ends the whole of it
            if failed:
                self._connection.execute("rollback to attempt")
            self._connection.execute("release attempt")


class Attempt:
    """A part of the open transaction that leaves nothing behind where it fails.

    Attributes:
        start: how many additions of others wait before those that are its own.
        is_saved: whether a savepoint stands where it began.
    """

    __slots__ = ("_waiting", "is_saved", "start")

    def __init__(self, waiting: Waiting) -> None:
        self.start = 0
        self.is_saved = False
        self._waiting = waiting

    def __enter__(self) -> None:
        self._waiting.begin(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._waiting.end(self, failed=kind is not None)
