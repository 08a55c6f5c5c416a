"""Who answers as whom: the demands that two parties both answered, alike or apart."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from tracker.model import Headline, Position

FEWEST = 5
"""Demands in common below which a share says nothing."""


class Siding(NamedTuple):
    """How often two parties answered alike, of the demands that both answered."""

    party: str
    other: str
    alike: int
    both: int

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
    counted: dict[tuple[str, str], list[int]] = {}
    for answers in by_demand.values():
        for one, other in combinations(sorted(answers, key=lambda each: each.party), 2):
            alike, both = counted.get((one.party, other.party), (0, 0))
            counted[one.party, other.party] = [alike + are_alike(one, other), both + 1]
    pairs = (Siding(*parties, *counts) for parties, counts in counted.items())
    return sorted(pairs, key=lambda each: (-each.both, each.party, each.other))
