"""Who answers as whom: the demands that two parties both answered, alike or apart."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from tracker.model import Headline, Position

FEWEST = 5
"""Demands in common below which a share says nothing."""


class Siding(NamedTuple):
    """How often two parties answered alike, of the demands that both answered.

    Attributes:
        private: whether any of these answers is private.
    """

    party: str
    other: str
    alike: int
    both: int
    private: bool = False

    @property
    def share(self) -> int | None:
        """The share answered alike, in per cent; None where there are too few to tell."""
        return round(100 * self.alike / self.both) if self.both >= FEWEST else None


def has_answered(position: Position) -> bool:
    """Whether the party itself takes one stance on the live wording.

    A note is none, and neither are an answer that comes from a bloc and two that differ.
    """
    open_ = position.status.headline in (Headline.OPEN, Headline.WITHDRAWN)
    return not (open_ or position.via or position.contested)


def are_alike(one: Position, other: Position) -> bool:
    """Whether two answers have the same headline."""
    return one.status.headline is other.status.headline


def sidings(found: Iterable[Position]) -> list[Siding]:
    """Every two parties that answered a demand in common, those with the most first."""
    by_demand: dict[int, list[Position]] = {}
    for each in found:
        if has_answered(each):
            by_demand.setdefault(each.demand.id, []).append(each)
    counted: dict[tuple[str, str], Siding] = {}
    for answers in by_demand.values():
        for one, other in combinations(sorted(answers, key=lambda each: each.party), 2):
            both = one.party, other.party
            told = counted.get(both) or Siding(*both, 0, 0)
            counted[both] = Siding(
                *both,
                told.alike + are_alike(one, other),
                told.both + 1,
                told.private or one.private or other.private,
            )
    return sorted(counted.values(), key=lambda each: (-each.both, each.party, each.other))
