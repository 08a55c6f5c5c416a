"""Statements outside any talk of which only a span of days is known: their places in time.

An answer to a demand that was first made within the span comes after that. Its place is given when
it is recorded, by what is known of the demand then, and anew, by what is known now, when the demand
is worded, a move on it is mended or a talk gets another date, and after a union.
"""

from __future__ import annotations

from tracker import dates
from tracker.ledger.case import DAY, END_OF_DAY, END_OF_TIME, Case, moment_of
from tracker.model import FuzzyDate
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


def first_worded(store: Store, demand: int) -> int | None:
    """The place in time at which a demand was first worded by a move whose place is certain."""
    row = store.one("first_worded", {"demand": demand})
    return row[0] if row else None


def settle_demand(store: Store, demand: int) -> None:
    """Put the statements on a demand, of which a span of days is known, in their places."""
    statements = store.all("statements_of_demand", {"demand": demand})
    first = first_worded(store, demand) if statements else None
    for nr, day, moment in statements:
        wanted = within_span(dates.stored(day), first)
        if wanted != moment:
            store.write("move_set_moment", {"nr": nr, "moment": wanted})


def settle(case: Case) -> None:
    """Put all such statements of a negotiation in their places."""
    where = {"negotiation": case.negotiation.id}
    for (demand,) in case.store.all("demands_spoken_of_in_spans", where):
        settle_demand(case.store, demand)
