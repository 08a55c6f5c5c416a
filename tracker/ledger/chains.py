"""Chains of counter-demands: where a demand stands in its chain, and what settles it."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.ledger.case import END_OF_TIME, Case
from tracker.store import cells

LONGEST_CHAIN = 100


class Place(NamedTuple):
    """Where a demand stands in its chain of counters.

    Attributes:
        counters: key of the demand it counters.
        chain: key of the chain's first demand.
        link: its turn in the chain, from 1.
    """

    counters: str
    chain: str
    link: int


def places(case: Case, demands: Sequence[int], moment: int) -> dict[int, Place]:
    """The place of each of some demands that counters another as of `moment`."""
    links: dict[int, int] = {}
    frontier = list(demands)
    while frontier and len(links) < LONGEST_CHAIN * max(1, len(demands)):
        found = cells.counter_links(case.store, frontier, moment)
        frontier = [each for each in set(found.values()) if each not in links]
        links.update(found)
    keys = {row.id: row.key for row in cells.demands(case.store, set(links.values()))}
    return {each: _place(each, links, keys) for each in demands if each in links}


def climb(case: Case, demand: int) -> list[int]:
    """Ids of the demands that a demand counters, directly or through others."""
    return above(case, [demand])


def above(case: Case, demands: Sequence[int]) -> list[int]:
    """Ids of the demands that some demands counter, directly or through others."""
    found: list[int] = []
    frontier = list(demands)
    while frontier and len(found) < LONGEST_CHAIN * len(demands):
        links = cells.counter_links(case.store, frontier, END_OF_TIME)
        frontier = [each for each in dict.fromkeys(links.values()) if each not in found]
        found += frontier
    return found


def _place(demand: int, links: dict[int, int], keys: dict[int, str]) -> Place:
    seen = [demand]
    while seen[-1] in links and links[seen[-1]] not in seen:
        seen.append(links[seen[-1]])
    return Place(keys[links[demand]], keys[seen[-1]], len(seen))
