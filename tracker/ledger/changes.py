"""The diff of two moments: only the cells that a move between them touches are derived."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from tracker.diff import Cell, Diff, compare
from tracker.ledger.case import Case
from tracker.ledger.chains import cells_above
from tracker.ledger.positions import (
    Filter,
    demand_id,
    positions,
    positions_of_pairs,
    settled,
    words_of,
)
from tracker.ledger.refs import AsOf
from tracker.model import Position
from tracker.store import cells

Pair = tuple[int, int]
"""The ids of a demand and a party."""


def changes(case: Case, start: AsOf, end: AsOf, chosen: Filter | None = None) -> Diff:
    """What changed in the positions from one moment to another, in either direction.

    Args:
        case: the negotiation.
        start: the state to compare from.
        end: the state to compare with; it may lie before `start`.
        chosen: which cells to compare, and which statuses they must have come to; all without it.
    """
    wanted = (chosen or Filter())._replace(statuses=())
    spoken, through, pairs = touched(case, start, end)
    before, after, was, now = case.store.together(
        partial(cells_at, case, which, each.moment)
        for which in (pairs, above(case, pairs))
        for each in (start, end)
    )
    take_in_settled((before, after), was, now)
    shown = shown_of(before, after, wanted)
    counted = sum(1 for cell in shown if cell in after and wanted.lets_through(after[cell]))
    found = compare(
        {cell: each for cell, each in before.items() if cell in shown},
        {cell: each for cell, each in after.items() if cell in shown},
        mentioned=mentioned_in(case, spoken, through, {**before, **after}),
        on_table=put_before(case, start, pairs),
        untouched=_count(case, end, wanted) - counted,
    )
    if chosen and chosen.statuses:
        found = _of_status(found, chosen.statuses)
    return _with_contests(case, found)


def _with_contests(case: Case, found: Diff) -> Diff:
    """A diff with the accounts of each cell that is contested after it."""
    contested = [each.after for each in found.changes if each.after and each.after.contested]
    if not contested:
        return found
    from tracker.ledger.contests import contests

    shown = {each.answer.move for each in contested if each.answer}
    demands = list(dict.fromkeys(each.demand.id for each in contested))
    arisen = (
        each
        for each in contests(case, demands)
        if not shown.isdisjoint(account.id for account in each.accounts)
    )
    return found._replace(arisen=tuple(arisen))


def not_mentioned(
    case: Case, end: AsOf, found: Diff, chosen: Filter | None = None
) -> list[Position]:
    """The cells as of the end of a diff that neither changed nor were spoken of."""
    told = {(each.position.demand.key, each.position.party) for each in found.changes}
    told |= {(each.demand.key, each.party) for each in found.restated}
    return [
        each
        for each in positions(case, end.moment, chosen)
        if (each.demand.key, each.party) not in told
    ]


def _count(case: Case, end: AsOf, chosen: Filter) -> int:
    if chosen == Filter():
        row = case.store.one(
            "count_cells", {"negotiation": case.negotiation.id, "moment": end.moment}
        )
        return int(row[0]) if row else 0
    return sum(1 for _ in positions(case, end.moment, chosen))


def _of_status(found: Diff, statuses: tuple[str, ...]) -> Diff:
    wanted = set(statuses)
    kept = [
        each
        for each in found.changes
        if each.after and (words_of(each.after) | {each.change}) & wanted
    ]
    return found._replace(changes=tuple(kept), revisions=(), restated=())


def chain_below(case: Case, key: str) -> list[int]:
    """Ids of the demand of this key and of all that counter it, directly or through others."""
    rows = case.store.all("counters_below", {"demand": demand_id(case, key)})
    return [demand for (demand,) in rows]


def touched(
    case: Case, start: AsOf, end: AsOf, among: Sequence[int] | None = None
) -> tuple[list[Pair], list[tuple[int, int, int]], list[Pair]]:
    """The pairs spoken of between two moments, the members of blocs that were, and all of them.

    With `among`, only those of the demands with these ids.
    """
    moments = sorted((start.moment, end.moment))
    between = dict(zip(("after", "until"), moments, strict=True))
    spoken = [(d, party) for d, party in _found(case, "touched_pairs", between, among)]
    if not case.memberships:
        return spoken, [], spoken
    days = [day.isoformat() if day else None for day in map(case.day_of, moments)]
    changed = dict(zip(("after_day", "until_day"), days, strict=True))
    through = [(d, m, bloc) for d, m, bloc in _found(case, "touched_members", between, among)]
    others = [(d, party) for d, party in _found(case, "pairs_of_changed_members", changed, among)]
    pairs = (*spoken, *((demand, party) for demand, party, _ in through), *others)
    return spoken, through, list(dict.fromkeys(pairs))


def _found(
    case: Case, query: str, where: Mapping[str, object], among: Sequence[int] | None
) -> Iterator[tuple[int, ...]]:
    """The rows of a query, or of the one like it that reads of some demands alone."""
    values = {"negotiation": case.negotiation.id, **where}
    if among is None:
        return case.store.each(query, values)
    return case.store.each(f"{query}_of_demands", {**values, "demands": cells.ids(among)})


def put_before(case: Case, start: AsOf, pairs: list[Pair]) -> list[str]:
    """Keys of the demands of some pairs that had been put by a moment."""
    if not pairs:
        return []
    demands = cells.ids(dict.fromkeys(demand for demand, _ in pairs))
    where = {"demands": demands, "moment": start.moment}
    return [key for (key,) in case.store.each("demands_put_by", where)]


def take_in_settled(
    sides: tuple[dict[Cell, Position], dict[Cell, Position]],
    was: dict[Cell, Position],
    now: dict[Cell, Position],
) -> list[Cell]:
    """Add to both sides the cells that an answer down their chains settled, or unsettled.

    Args:
        sides: the cells that are compared, before and after.
        was: the cells that stand above them in their chains, before.
        now: the same, after.

    Returns:
        the cells that were added.
    """
    before, after = sides
    common = was.keys() & now.keys() - after.keys()
    found = [cell for cell in common if was[cell].settled_by != now[cell].settled_by]
    before.update({cell: was[cell] for cell in found})
    after.update({cell: now[cell] for cell in found})
    return found


def cells_at(case: Case, pairs: list[Pair], moment: int) -> dict[Cell, Position]:
    """The cells of some pairs as of a moment, without rollup."""
    if not pairs:
        return {}
    return by_cell(settled(case, positions_of_pairs(case, pairs, moment), moment))


def above(case: Case, pairs: list[Pair]) -> list[Pair]:
    """The cells that the demands of some pairs counter."""
    return cells_above(case, list(dict.fromkeys(each for each, _ in pairs)))


def by_cell(found: Iterable[Position]) -> dict[Cell, Position]:
    """Positions by the key of their demand and the code of their party."""
    return {(each.demand.key, each.party): each for each in found}


def mentioned_in(
    case: Case,
    spoken: list[Pair],
    through: list[tuple[int, int, int]],
    found: dict[Cell, Position],
) -> set[Cell]:
    """The cells that a move speaks of; a bloc's answer speaks of a member that takes it."""
    by_id = {(each.demand.id, each.party): cell for cell, each in found.items()}
    named = {by_id.get((demand, case.codes[party])) for demand, party in spoken}
    for demand, member, bloc in through:
        cell = by_id.get((demand, case.codes[member]))
        if cell and found[cell].via == case.codes[bloc]:
            named.add(cell)
    return {cell for cell in named if cell}


def shown_of(
    before: dict[Cell, Position], after: dict[Cell, Position], wanted: Filter
) -> set[Cell]:
    """The cells that a filter lets through on either side."""
    sides = (*before.items(), *after.items())
    return {cell for cell, position in sides if wanted.lets_through(position)}
