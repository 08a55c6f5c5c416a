"""Finding moves by their words: the reads behind a search."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.searching.places import fits
from tracker.searching.sought import Sought
from tracker.store.cells import ids
from tracker.store.store import Row, Store

# What a page that is ordered by rank weighs; of more hits than that, those recorded last.
WEIGHED = 10_000
ALL = -1
Filters = Mapping[str, Any]


def ranked(store: Store, sought: Sought, filters: Filters, limit: int | None) -> Iterator[int]:
    """The numbers of the moves that have what is sought, the most telling first.

    Args:
        store: the database.
        sought: what must be there.
        filters: what db/queries/search_filters.sql takes.
        limit: how many are wanted; None for all.
    """
    if sought.literal:
        yield from (row[0] for row in in_time(store, sought, filters, limit))
        return
    many = {"ranked": ALL if limit is None else max(WEIGHED, limit), "limit": _or_all(limit)}
    where = {**filters, **many, "words": store.expression(sought)}
    yield from (row[0] for row in store.each("search_ranked", where))


def in_time(store: Store, sought: Sought, filters: Filters, limit: int | None) -> Iterator[Row]:
    """Number, moment and rank of the moves that have what is sought, the latest first."""
    query = "search_literal" if sought.literal else "search_in_time"
    wanted = {"literal": sought.literal} if sought.literal else {"words": store.expression(sought)}
    yield from store.each(query, {**filters, **wanted, "limit": _or_all(limit)})


def unindexed(store: Store, sought: Sought, filters: Filters) -> list[Row]:
    """The same of the moves that are not in the index, read one by one."""
    if sought.literal:
        return []
    rows = store.each("search_unindexed", filters)
    return [row[:3] for row in rows if fits(row[3:], sought)]


def labels(store: Store, sought: Sought, negotiation: int) -> Iterator[Row]:
    """Id, title and issue of the demands that have what is sought in the two."""
    parts = [word for term in sought.terms for word in term.words if word.isascii()]
    where = {"negotiation": negotiation, "part": max(parts, key=len, default="")}
    return (row for row in store.each("search_labels", where) if fits(row[1:], sought))


def openings(store: Store, demands: Iterable[int], filters: Filters) -> list[Row]:
    """Number, moment and rank of the move that stands for each demand, in the order of demands."""
    return store.all("search_openings", {**filters, "demands": ids(demands)})


def _or_all(limit: int | None) -> int:
    return ALL if limit is None else limit
