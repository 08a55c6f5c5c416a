"""The matrix: demands down, parties across, each cell a position with what is to be marked of it.

A figure of the matrix is one of the positions; nothing is derived here a second time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from tracker.ledger.blocs import Blocs, blocs_on
from tracker.ledger.case import Case
from tracker.ledger.overdue import is_overdue
from tracker.ledger.positions import Filter, is_live, positions
from tracker.model import Demand, Position, Status
from tracker.named import NamedTuple


class Mark(StrEnum):
    """What is said of a cell besides its status."""

    STALE = "stale"
    CONTESTED = "contested"
    SETTLED = "settled"
    OVERDUE = "overdue"
    DEVIATES = "deviates"
    PRIVATE = "private"


class MatrixCell(NamedTuple):
    """One party's position on one demand, with its marks."""

    position: Position
    marks: tuple[Mark, ...] = ()


class MatrixRow(NamedTuple):
    """One demand, with the cells of those it was put to, or who answered it, by their codes."""

    demand: Demand
    cells: Mapping[str, MatrixCell]


class Matrix(NamedTuple):
    """The positions as of a moment.

    Attributes:
        parties: codes of those with a cell, the members of a bloc after it; empty for "all".
        rows: the demands, those of an issue together, those without any last.
        gone_on: how many demands were left out since counter-demands have taken their place.
    """

    parties: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    gone_on: int = 0


def matrix(case: Case, moment: int, chosen: Filter | None = None, *, every: bool = True) -> Matrix:
    """The matrix of the positions that a filter lets through.

    The members of a bloc have cells of their own wherever a demand reaches them through it.

    Args:
        case: the negotiation.
        moment: as of when.
        chosen: which cells; all without it.
        every: whether to keep the demands on which all have gone on to counter-demands.
    """
    wanted, day = chosen or Filter(), case.day_of(moment)
    blocs = blocs_on(case, day)
    found = list(positions(case, moment, _with_blocs(wanted, blocs), members=True))
    rows = list(_rows(found, wanted, blocs, day))
    kept = [row for row in rows if every or _any_live(row)]
    codes = dict.fromkeys(code for row in kept for code in row.cells)
    return Matrix(
        parties=tuple(_across(case, codes, blocs)),
        rows=tuple(sorted(kept, key=_place)),
        gone_on=len(rows) - len(kept),
    )


def of_parties(found: Matrix, parties: Sequence[str]) -> Matrix:
    """The columns of some parties, with the demands on which one of them has a cell."""
    wanted = frozenset(parties)
    rows = (
        row._replace(cells={party: cell for party, cell in row.cells.items() if party in wanted})
        for row in found.rows
    )
    return found._replace(parties=tuple(parties), rows=tuple(row for row in rows if row.cells))


def of_most_answers(found: Matrix, most: int) -> Matrix:
    """The columns of those who have answered most, in their order; all where they are few."""
    if len(found.parties) <= most:
        return found
    answers = Counter(
        party
        for row in found.rows
        for party, cell in row.cells.items()
        if _has_answered(cell.position)
    )
    kept = set(sorted(found.parties, key=lambda party: -answers[party])[:most])
    return of_parties(found, [party for party in found.parties if party in kept])


def _with_blocs(chosen: Filter, blocs: Blocs) -> Filter:
    """The filter with the blocs of its parties, to tell which of these deviate from them."""
    above = (bloc for party in chosen.parties for bloc in blocs.all_above(party))
    parties = dict.fromkeys((*chosen.parties, *above))
    return chosen._replace(parties=tuple(parties), statuses=())


def _rows(
    found: Iterable[Position], chosen: Filter, blocs: Blocs, day: date | None
) -> Iterator[MatrixRow]:
    by_demand: dict[int, dict[str, Position]] = {}
    for each in found:
        by_demand.setdefault(each.demand.id, {})[each.party] = each
    for stands in by_demand.values():
        cells = {
            party: MatrixCell(each, tuple(_marks(each, stands, blocs, day)))
            for party, each in stands.items()
            if chosen.lets_through(each)
        }
        if cells:
            yield MatrixRow(next(iter(stands.values())).demand, cells)


def _marks(
    position: Position, stands: Mapping[str, Position], blocs: Blocs, day: date | None
) -> Iterator[Mark]:
    holds = {
        Mark.STALE: bool(position.stale),
        Mark.CONTESTED: bool(position.contested),
        Mark.SETTLED: bool(position.settled_by),
        Mark.OVERDUE: is_overdue(position, day),
        Mark.DEVIATES: _deviates(position, stands, blocs),
        Mark.PRIVATE: position.private,
    }
    return (mark for mark, held in holds.items() if held)


def _deviates(position: Position, stands: Mapping[str, Position], blocs: Blocs) -> bool:
    """Whether a party's own answer is another than that of the nearest bloc that has answered."""
    if position.via or not _has_answered(position):
        return False
    above = (stands.get(bloc) for bloc in blocs.all_above(position.party))
    nearest = next((each for each in above if each and _has_answered(each)), None)
    return nearest is not None and nearest.status is not position.status


def _has_answered(position: Position) -> bool:
    return position.status is not Status.NOTED and position.live_answer is not None


def _any_live(row: MatrixRow) -> bool:
    return any(is_live(cell.position) for cell in row.cells.values())


def _place(row: MatrixRow) -> tuple[bool, Sequence[str], int]:
    return not row.demand.issue, row.demand.issue.split("/"), row.demand.id


def _across(case: Case, codes: Iterable[str], blocs: Blocs) -> Iterator[str]:
    """The codes in the order of the registry, members after their blocs; "all" last."""
    shown = set(codes)
    free = (code for code in case.parties if code not in blocs.above)
    ordered = (each for code in (*free, *case.parties) for each in _with_members(code, blocs))
    return (code for code in (*dict.fromkeys(ordered), "") if code in shown)


def _with_members(code: str, blocs: Blocs) -> list[str]:
    """A party and its members, each followed by those it has itself."""
    found: list[str] = []
    left = [code]
    while left:
        each = left.pop()
        if each not in found:
            found.append(each)
            left += reversed(blocs.below.get(each, ()))
    return found
