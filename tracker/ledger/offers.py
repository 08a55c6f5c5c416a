"""What may be meant by a ref of which only the beginning is typed: for completion and questions.

At most `MOST` of each. Where there are more, the first and the last in the order of their letters
are among them, so that what all the offers begin with is what all there are begin with: that much
a shell types by itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tracker.ledger import refs
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.mappings import every_mapping
from tracker.ledger.moves import SHORTEST_ID, move_of, short_id
from tracker.model import Move, Verb
from tracker.store import registry
from tracker.store.store import Row, Store

MOST = 50
_BEYOND = "\U0010ffff"
_FIRST_RANK = 1 << 62


class Offer(NamedTuple):
    """A value that could be given, and what is known of it."""

    value: str
    about: str = ""


def negotiations(store: Store, begun: str) -> list[Offer]:
    """The negotiations by their titles."""
    current = registry.current_negotiation(store)
    offers = [
        Offer(each.title, "current" if each.name == current else "archived" * each.archived)
        for each in registry.negotiations(store)
    ]
    return of_those(offers, begun)


def mappings(store: Store, begun: str) -> list[Offer]:
    """The mappings of imports by their names."""
    return of_those([Offer(each.name) for each in every_mapping(store)], begun)


def parties(case: Case, begun: str) -> list[Offer]:
    """The parties by their codes, with their names; none that only takes part elsewhere."""
    import json

    found = _found(case, "parties_begun", begun, lambda row: Offer(*row))
    where = {
        "negotiation": case.negotiation.id,
        "codes": json.dumps([each.value for each in found]),
    }
    elsewhere = {code for (code,) in case.store.each("parties_elsewhere", where)}
    return [each for each in found if each.value not in elsewhere]


def issues(case: Case, begun: str) -> list[Offer]:
    """The paths of the issues."""
    return _found(case, "issues_begun", begun, lambda row: Offer(*row))


def demands(case: Case, begun: str) -> list[Offer]:
    """The demands by their keys, with their titles; one only private moves word stays unsaid."""
    offers = _found(case, "demands_begun", begun, _demand)
    return sorted(offers, key=lambda offer: _parts(offer.value))


def _demand(row: Row) -> Offer:
    key, title, private = row
    return Offer(key, "private" if private else title)


def _parts(key: str) -> list[tuple[str, int, str]]:
    """A key in parts that sort its numbers by their size."""
    return [(text, len(digits), digits) for text, digits in re.findall(r"(\D*)(\d*)", key)]


def talks(case: Case, begun: str) -> list[Offer]:
    """The talks by their refs, the latest first."""
    offers = [Offer(each.ref, refs.occasion(each)) for each in reversed(case.talks)]
    return of_those(offers, begun)


def moves(case: Case, begun: str) -> Iterator[tuple[str, Move]]:
    """The moves that stand, the latest first, each with as much of its id as tells it apart."""
    if begun:
        where: dict[str, int | str] = {"begun": begun.lower(), "beyond": begun.lower() + _BEYOND}
        rows = case.store.each("moves_begun", _page(case, **where))
    else:
        where = {"since": 0, "moment": END_OF_TIME, "rank": _FIRST_RANK}
        rows = case.store.each("moves_latest", _page(case, **where))
    for move in [move_of(case, row) for row in rows]:
        if move.in_force and move.said.verb is not Verb.STRIKE:
            enough = max(SHORTEST_ID, len(begun), len(short_id(case, move.id)))
            yield move.id[:enough], move


def contested(case: Case, begun: str) -> Iterator[tuple[str, Move]]:
    """The answers that are contested, the latest first, each as `moves` gives it."""
    from tracker.ledger.contests import contests

    every = [
        row[0]
        for row in case.store.all("demand_keys_in_order", {"negotiation": case.negotiation.id})
    ]
    accounts = [move for each in contests(case, every) for move in each.accounts]
    begin = [move for move in accounts if move.id.startswith(begun.lower())]
    for move in sorted(begin, key=lambda each: -each.nr)[:MOST]:
        yield move.id[: max(SHORTEST_ID, len(begun), len(short_id(case, move.id)))], move


def of_those(offers: Iterable[Offer], begun: str) -> list[Offer]:
    """Those whose value begins so, exactly or else whatever the letters' case."""
    every = list(offers)
    found = [each for each in every if each.value.startswith(begun)] or [
        each for each in every if each.value.casefold().startswith(begun.casefold())
    ]
    if len(found) <= MOST:
        return found
    ends = {min(found), max(found)} - set(found[:MOST])
    return found[:MOST] + sorted(ends)


def _found(case: Case, query: str, begun: str, made: Callable[[Row], Offer]) -> list[Offer]:
    """The offers of a query, for what is typed or, where it gives none, in other letters."""
    for each in dict.fromkeys((begun, begun.upper(), begun.capitalize(), begun.lower())):
        rows = case.store.all(query, _page(case, begun=each, beyond=each + _BEYOND))
        if rows:
            return list(map(made, rows))
    return []


def _page(case: Case, **where: int | str) -> dict[str, int | str]:
    return {"negotiation": case.negotiation.id, "limit": MOST, **where}
