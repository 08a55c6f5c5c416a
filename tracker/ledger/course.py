"""The course of the positions: from which talk until which other each of them stood."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.walking import walk
from tracker.model import Position


class Stretch(NamedTuple):
    """A position, and the talks at the end of which it stood.

    Attributes:
        position: without rollup.
        since: the first of them, by its place among the talks, counted from 1.
        until: the talk after the last of them; None where it still stood at the last talk.
    """

    position: Position
    since: int
    until: int | None


def course(case: Case) -> Iterator[Stretch]:
    """Every stretch of every position, in the order in which they ended."""
    standing = dict[tuple[str, str], Stretch]()
    moments = [refs.of_talk(each) for each in case.talks]
    for number, (_, _, state) in enumerate(walk(case, moments), 1):
        found = {(each.demand.key, each.party): each for each in state}
        for cell in [each for each in standing if found.get(each) != standing[each].position]:
            yield standing.pop(cell)._replace(until=number)
        for cell, position in found.items():
            standing.setdefault(cell, Stretch(position, number, None))
    yield from standing.values()
