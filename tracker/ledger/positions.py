"""Positions as of a moment: of some demands, of some cells, or of all that a filter passes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from tracker.ledger.blocs import blocs_on
from tracker.ledger.case import Case
from tracker.ledger.chains import is_countered, settling
from tracker.ledger.inheriting import derive
from tracker.model import Headline, Party, Position, Rollup, Status
from tracker.named import NamedTuple
from tracker.rules.standing import rollup_of
from tracker.store import cells, registry

PAGE = 200
STATUS_WORDS = (
    *dict.fromkeys(word.value for group in (Status, Headline) for word in group),
    "stale",
    "contested",
    "settled",
)


class Filter(NamedTuple):
    """Which positions to show; an empty field lets everything through.

    Attributes:
        parties: codes of responding parties.
        proponents: codes of those who put the demand.
        issue: an issue, with all below it.
        statuses: statuses and headlines, as words.
        text: words that must stand in the title or the wording.
        demand: key of one demand.
    """

    parties: tuple[str, ...] = ()
    proponents: tuple[str, ...] = ()
    issue: str = ""
    statuses: tuple[str, ...] = ()
    text: str = ""
    demand: str = ""

    def lets_through(self, position: Position) -> bool:
        """Whether `position` is to be shown."""
        demand = position.demand
        proponents = {demand.proponent, *demand.sponsors}
        return (
            (not self.parties or position.party in self.parties)
            and (not self.proponents or bool(proponents & set(self.proponents)))
            and is_under(demand.issue, self.issue)
            and (not self.statuses or bool(words_of(position) & set(self.statuses)))
            and (not self.demand or demand.key == self.demand)
            and (not self.text or self._is_said(position))
        )

    def _is_said(self, position: Position) -> bool:
        said = f"{position.demand.title}\n{position.text or ''}"
        return self.text.casefold() in said.casefold()


def is_under(issue: str, wanted: str) -> bool:
    """Whether an issue is the one that is wanted, or lies below it; any is, where none is."""
    return not wanted or issue == wanted or issue.startswith(wanted + "/")


def words_of(position: Position) -> set[str]:
    """The words by which a position can be asked for: its status, `stale` and so on."""
    found: set[str] = {position.status, position.status.headline}
    if position.stale:
        found.add("stale")
    if position.contested:
        found.add("contested")
    if position.settled_by:
        found.add("settled")
    return found


def positions(
    case: Case, moment: int, chosen: Filter | None = None, *, members: bool = False
) -> Iterator[Position]:
    """The positions as of `moment` that a filter lets through, in the order of their demands.

    They come page by page, each read in one go, so that memory does not grow with the ledger.

    Args:
        case: the negotiation.
        moment: as of when.
        chosen: which ones; all without it.
        members: whether the members that blocs have that day get a position each, below that of
            the bloc: their own, their bloc's, or open.
    """
    wanted = chosen or Filter()
    shown = (wanted.parties or tuple(case.parties)) if members else ()
    source = _reaching(case, wanted, case.day_of(moment)) if members else wanted
    reading = (
        partial(positions_of, case, page, moment, members=shown) for page in pages(case, source)
    )
    for found in case.store.together(reading):
        yield from filter(wanted.lets_through, found)


def _reaching(case: Case, chosen: Filter, day: date | None) -> Filter:
    """The filter with the blocs through which a demand may reach its parties."""
    blocs = blocs_on(case, day)
    above = (bloc for party in chosen.parties for bloc in blocs.all_above(party))
    return chosen._replace(parties=tuple(dict.fromkeys((*chosen.parties, *above))))


def positions_of(
    case: Case, demands: Sequence[int], moment: int, *, members: Collection[str] = ()
) -> list[Position]:
    """Every position on the demands with these ids as of `moment`, with rollup and settlement.

    With `members`, also those of the parties with these codes that a demand reaches through blocs.
    """
    rows = cells.cells_of_demands(case.store, case.negotiation.id, demands, moment)
    found = derive(case, rows, demands, moment, members=members)
    return settled(case, _rolled_up(found), moment)


def positions_of_pairs(case: Case, pairs: Sequence[tuple[int, int]], moment: int) -> list[Position]:
    """The positions of some pairs of demand and party as of `moment`, without rollup."""
    rows = cells.cells_of_pairs(case.store, case.negotiation.id, pairs, moment)
    return derive(case, rows, dict.fromkeys(demand for demand, _ in pairs), moment)


def pages(case: Case, chosen: Filter) -> Iterator[list[int]]:
    """The ids of the demands that a filter may let through, some at a time."""
    yield from _pages(case, *_source(case, chosen))


def pages_concerning(case: Case, party: Party) -> Iterator[list[int]]:
    """The ids of the demands that a party put or answered, or that were put to it, likewise."""
    yield from _pages(case, "demands_concerning", {"party": party.id})


def _pages(case: Case, source: str, params: dict[str, Any]) -> Iterator[list[int]]:
    after = 0
    while True:
        where = {**params, "negotiation": case.negotiation.id, "after": after, "limit": PAGE}
        page = [row[0] for row in case.store.each(source, where)]
        if page:
            yield page
        if len(page) < PAGE:
            return
        after = page[-1]


def _source(case: Case, chosen: Filter) -> tuple[str, dict[str, Any]]:
    """The query that finds the fewest demands for a filter, and what it takes."""
    if chosen.demand:
        return "demand_at", {"key": chosen.demand}
    if chosen.issue:
        return "demands_of_issue", registry.at_or_below(chosen.issue)
    if len(chosen.proponents) == 1 and chosen.proponents[0] in case.parties:
        return "demands_of_proponent", {"party": case.parties[chosen.proponents[0]].id}
    parties = [case.parties[code].id for code in chosen.parties if code in case.parties]
    if len(parties) == 1:
        return "demands_of_party", {"party": parties[0]}
    if parties:
        return "demands_of_parties", {"parties": cells.ids(parties)}
    return "demands_in_order", {}


def _rolled_up(found: list[Position]) -> list[Position]:
    by_demand: dict[int, list[Position]] = {}
    for position in found:
        by_demand.setdefault(position.demand.id, []).append(position)
    rollups = {demand: _rollup(each) for demand, each in by_demand.items()}
    return [each._replace(rollup=rollups[each.demand.id]) for each in found]


def _rollup(found: list[Position]) -> Rollup:
    named = found[0].demand.addressees
    put = (each for each in found if not each.through)
    statuses = [each.status for each in put if not named or each.party in named]
    return rollup_of(statuses, named=bool(named))


def settled(case: Case, found: list[Position], moment: int) -> list[Position]:
    """Mark each countered cell whose counter-demand, or what countered that, was accepted."""
    counters = {each.answer.counter for each in found if is_countered(each) and each.answer}
    if not counters:
        return found
    answered = _answers_to(case, {key for key in counters if key}, moment)
    return [_with_chain(each, answered) if is_countered(each) else each for each in found]


def _with_chain(position: Position, answered: dict[str, list[Position]]) -> Position:
    """A countered cell with what its chain makes of it; private where its settlement is."""
    goes_on = _goes_on(position, answered)
    found = settling(position, answered)
    if found is None:
        return position._replace(goes_on=goes_on)
    return position._replace(
        goes_on=goes_on,
        settled_by=found.demand.key,
        settlement=found.answer,
        private=position.private or found.private,
    )


def _goes_on(position: Position, answered: dict[str, list[Position]]) -> bool:
    """Whether the counter-demand is still on the table, so that the chain goes on there."""
    key = position.answer.counter if position.answer else None
    return any(each.status is not Status.WITHDRAWN for each in answered.get(key or "", ()))


def _answers_to(case: Case, keys: set[str], moment: int) -> dict[str, list[Position]]:
    """The positions on some demands and on all that counter them, by the demand's key."""
    found: dict[str, list[Position]] = {}
    frontier = keys
    while frontier:
        demands = cells.demands_named(case.store, case.negotiation.id, frontier)
        rows = cells.cells_of_demands(case.store, case.negotiation.id, demands, moment)
        found.update({key: [] for key in frontier})
        for position in derive(case, rows, demands, moment):
            found[position.demand.key].append(position)
        reached = [each for key in frontier for each in found[key] if is_countered(each)]
        frontier = {each.answer.counter for each in reached if each.answer and each.answer.counter}
        frontier -= found.keys()
    return found


def demand_id(case: Case, key: str) -> int:
    """Id of the demand with exactly this key, which must be there."""
    row = case.store.one("demand_by_key", {"negotiation": case.negotiation.id, "key": key})
    assert row is not None, key
    return int(row[0])


def turn_of(position: Position) -> str:
    """Code of the party whose move is awaited on a cell; empty where none is."""
    if position.settled_by or position.contested:
        return ""
    if position.status in (Status.OPEN, Status.NOTED, Status.DEFERRED):
        return position.through or position.party
    if position.status in (Status.ASKED, Status.COUNTERED):
        return position.demand.proponent or ""
    return ""


def owed_by(position: Position) -> str:
    """Code of the party that owes the next move on a cell; empty where its chain goes on."""
    return turn_of(position) if is_live_end(position) else ""


def is_live_end(position: Position) -> bool:
    """Whether the chain of a cell ends here: not where a counter-demand goes on."""
    return not (is_countered(position) and position.goes_on)


def is_live(position: Position) -> bool:
    """Whether a table of live positions shows a cell: the end of a chain, and what is contested."""
    return is_live_end(position) or bool(position.contested)


def sorted_positions(found: Iterable[Position], order: str) -> list[Position]:
    """Positions in the order of one of SORTS; within it, in the order of their demands."""
    return sorted(found, key=SORTS[order])


_STATUS_ORDER = {status: at for at, status in enumerate(Status)}

SORTS: dict[str, Callable[[Position], Any]] = {
    "demand": lambda each: each.demand.id,
    "issue": lambda each: (each.demand.issue, each.demand.id),
    "party": lambda each: (each.party, each.demand.id),
    "proponent": lambda each: (each.demand.proponent or "", each.demand.id),
    "status": lambda each: (_STATUS_ORDER[each.status], each.demand.id),
    "talk": lambda each: (each.answer.date if each.answer else "", each.demand.id),
}
