"""What a database holds of the moves that another copy tells: read for many of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tracker.ledger.case import codes_in
from tracker.ledger.union.facts import Told
from tracker.ledger.union.rows import told_of
from tracker.rules.soundness import Putting
from tracker.store.store import Row, Store

_CORRECTS = 29
"""Where the columns of a move as it is told have the move that it sets aside."""


class Here:
    """Looks up moves that are here, of those that `read` was given, or one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._moves: dict[str, Row | None] = {}
        self._mending: dict[str, list[Row]] = {}
        self._putters: dict[str, list[Putting]] = {}

    def read(self, told: Iterable[Told]) -> None:
        """Read what is here of some moves and of those that they name, in place of what was."""
        moves, named, openings = set[str](), set[str](), set[str]()
        for each in told:
            moves.add(each.id)
            openings.update(filter(None, (each.opening, each.counter_opening)))
            named.update(filter(None, (each.parent, each.said.corrects)))
        self.look_up(moves | named | openings, openings)
        self._mending = {move: [] for move in moves}
        for row in self._store.all("moves_mending", {"moves": json.dumps(sorted(moves))}):
            self._mending[row[_CORRECTS]].append(row)

    def look_up(self, moves: set[str], openings: set[str]) -> None:
        """Read some moves, and who put the demands with some openings, in place of what was."""
        self._moves = self._moves_of(moves)
        self._putters = self._putters_of(openings)

    def move(self, move: str) -> Told | None:
        """A move that is here."""
        row = self._moves[move] if move in self._moves else self._moves_of({move})[move]
        return told_of(row) if row else None

    def mending(self, move: str) -> Iterator[Told]:
        """The moves here that set one aside, which `read` was given."""
        return map(told_of, self._mending[move])

    def putters(self, opening: str) -> list[Putting]:
        """The moves here that put the demand with this opening, or worded it anew."""
        if opening in self._putters:
            return self._putters[opening]
        return self._putters_of({opening})[opening]

    def _moves_of(self, moves: set[str]) -> dict[str, Row | None]:
        rows = self._store.all("moves_told", {"moves": json.dumps(sorted(moves))})
        return dict.fromkeys(moves) | {row[0]: row for row in rows}

    def _putters_of(self, openings: set[str]) -> dict[str, list[Putting]]:
        found: dict[str, list[Putting]] = {opening: [] for opening in openings}
        where = {"openings": json.dumps(sorted(openings))}
        for opening, move, joined, struck in self._store.all("demands_putters", where):
            found[opening].append(Putting(move, codes_in(joined), bool(struck)))
        return found
