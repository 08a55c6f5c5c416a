"""What an import brings: what it adds, and what that changes in the positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.diff import Cell, Diff, compare
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.positions import positions_of
from tracker.model import Position

PAGE = 200


@dataclass(slots=True)
class Imported:
    """What an import did to one negotiation, or would do.

    Attributes:
        recorded: how many moves, talks or parties were added.
        known: how many rows were on record already.
        created: what was added to the registry, by kind, in order.
        warnings: what the rules warn of, with the line.
        notices: labels that were not taken over.
        touched: ids of the demands with new moves.
    """

    recorded: int = 0
    known: int = 0
    created: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    touched: dict[int, None] = field(default_factory=dict)


@dataclass(slots=True)
class Loaded:
    """What a file brought, or would bring.

    Attributes:
        imported: for each negotiation by its title, what was added to it.
        diffs: for each, what that changes in its positions.
        unread: columns of the file that were not read.
    """

    imported: dict[str, Imported] = field(default_factory=dict)
    diffs: dict[str, Diff] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    @property
    def recorded(self) -> int:
        """How many moves, talks or parties were added."""
        return sum(each.recorded for each in self.imported.values())

    @property
    def known(self) -> int:
        """How many rows were on record already."""
        return sum(each.known for each in self.imported.values())


def change_since(case: Case, nr: int, demands: Sequence[int]) -> Diff:
    """The diff of the positions on some demands, without and with the moves after number `nr`.

    Within a transaction these may be moves that are yet to be kept or undone: a preview.
    """
    after = _cells(case, demands)
    with case.store.as_recorded_until(nr):
        before = _cells(case, demands)
    return compare(before, after)


def _cells(case: Case, demands: Sequence[int]) -> dict[Cell, Position]:
    found = {}
    for at in range(0, len(demands), PAGE):
        for each in positions_of(case, demands[at : at + PAGE], END_OF_TIME):
            found[each.demand.key, each.party] = each
    return found
