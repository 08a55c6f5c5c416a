"""Statements outside any talk of which only a span of days is known: their places in time.

An answer to a demand that was first made within the span comes after that. Its place is given when
it is recorded, by what is known of the demand then, and anew, by what is known now, when the demand
is worded, a move on it is mended or a talk gets another date, and after a union.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker import dates
from tracker.ledger.case import DAY, END_OF_DAY, END_OF_TIME, Case, moment_of
from tracker.ledger.parts import in_parts
from tracker.model import FuzzyDate
from tracker.store import cells
from tracker.store.store import Store


def within_span(when: FuzzyDate, first: int | None) -> int:
    """The place in time of a statement of which a span of days is known.

    Args:
        when: the span.
        first: the place at which its demand was first worded, None where that is unknown.
    """
    moment = moment_of(when.earliest or when.latest)
    last = moment_of(when.latest) if when.latest else END_OF_TIME
    if first is not None and moment < first <= last:
        return first // DAY * DAY + END_OF_DAY
    return moment


def firsts_worded(store: Store, demands: Iterable[int]) -> dict[int, int]:
    """The places in time at which demands were first worded by a move whose place is certain."""
    return dict(store.all("firsts_worded", {"demands": cells.ids(demands)}))


def settle_demands(store: Store, demands: Iterable[int]) -> None:
    """Put the statements on some demands, of which a span of days is known, in their places."""
    statements = store.all("statements_of_demands", {"demands": cells.ids(demands)})
    firsts = firsts_worded(store, {demand for demand, *_ in statements}) if statements else {}
    for demand, nr, day, moment in statements:
        wanted = within_span(dates.stored(day), firsts.get(demand))
        if wanted != moment:
            store.put("move_set_moment", {"nr": nr, "moment": wanted})


def settle(case: Case) -> None:
    """Put all such statements of a negotiation in their places."""
    where = {"negotiation": case.negotiation.id}
    for part in in_parts(case.store.all("demands_spoken_of_in_spans", where)):
        settle_demands(case.store, [demand for (demand,) in part])
