"""Chains of counter-demands: where a demand stands in its chain, and what settles it."""

from collections.abc import Mapping, Sequence

from tracker.ledger.case import Case
from tracker.model import Demand, Position, Status
from tracker.named import NamedTuple
from tracker.store import cells


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
    links = cells.counter_links(case.store, demands, moment)
    keys = {row.id: row.key for row in cells.demands(case.store, set(links.values()))}
    # Of what a reader may not see there is no key, though a public move counters it.
    links = {counter: demand for counter, demand in links.items() if demand in keys}
    return {each: _place(each, links, keys) for each in demands if each in links}


def climb(case: Case, demand: int) -> list[int]:
    """Ids of the demands that a demand counters, directly or through others."""
    return list(dict.fromkeys(countered for countered, _ in _countering(case, [demand])))


def cells_above(case: Case, demands: Sequence[int]) -> list[tuple[int, int]]:
    """The cells that were ever countered by some demands, or by what these counter in turn.

    Each is a pair of demand and party; of a bloc that countered, those of its members, too, which
    may take its answer.
    """
    cells_ = _countering(case, demands)
    if case.memberships:
        from tracker.ledger.blocs import ever_below

        heirs = ever_below(case)
        cells_ += [(demand, heir) for demand, by in cells_ for heir in heirs.get(by, ())]
    return list(dict.fromkeys(cells_))


def _countering(case: Case, demands: Sequence[int]) -> list[tuple[int, int]]:
    """The demands that some demands counter, directly or through others, each with who did so."""
    where = {"demands": cells.ids(demands)}
    return [(demand, party) for demand, party in case.store.each("cells_countered", where)]


def _place(demand: int, links: dict[int, int], keys: dict[int, str]) -> Place:
    seen = [demand]
    while seen[-1] in links and links[seen[-1]] not in seen:
        seen.append(links[seen[-1]])
    return Place(keys[links[demand]], keys[seen[-1]], len(seen))


def settling(position: Position, answered: Mapping[str, Sequence[Position]]) -> Position | None:
    """The acceptance of a counter-demand that settles a countered cell, where there is one.

    It is private where one of the answers that lead to it is.

    Args:
        position: the cell.
        answered: the positions on the demands of its chain, by the demands' keys.
    """
    pending, seen, accepted, private = [position], set[str](), list[Position](), False
    while pending:
        by = pending.pop()
        key = by.answer.counter if by.answer else None
        if not key or key in seen:
            return None
        seen.add(key)
        replies = _replies(by.demand, answered.get(key, ()))
        if replies is None:
            return None
        private = private or any(each.private for each in replies)
        accepted += [each for each in replies if each.status is Status.ACCEPTED]
        onward = (each for each in replies if each.status is not Status.ACCEPTED)
        pending += {each.answer.counter: each for each in onward if each.answer}.values()
    last = max(accepted, key=_day)
    return last._replace(private=private)


def _day(position: Position) -> str:
    return position.answer.date if position.answer else ""


def _replies(countered: Demand, answers: Sequence[Position]) -> list[Position] | None:
    """The answers to a counter-demand on which hangs whether it settles what it counters.

    All who put that must have accepted it, or have countered it in turn; of an unknown proponent
    one answer will do. None where it is not so.
    """
    if not countered.put_by:
        accepted = [each for each in answers if each.status is Status.ACCEPTED]
        onward = [each for each in answers if is_countered(each)]
        return (accepted or onward)[:1] or None
    by_party = {each.party: each for each in answers}
    found = [by_party.get(code) for code in countered.put_by]
    replies = [each for each in found if each]
    fit = all(each.status is Status.ACCEPTED or is_countered(each) for each in replies)
    return replies if fit and len(replies) == len(found) else None


def is_countered(position: Position) -> bool:
    """Whether a cell is countered by a demand of the party's own."""
    answer = position.answer
    return position.status is Status.COUNTERED and answer is not None and bool(answer.counter)
