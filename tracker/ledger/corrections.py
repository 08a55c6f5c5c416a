"""What was mended in the record: each correction and strike with the move it set aside."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from tracker.ledger.case import Case
from tracker.ledger.history import LogFilter
from tracker.ledger.moves import may_be_seen, move_of, rows_for
from tracker.model import Move, Verb
from tracker.store.store import Row

PAGE = 200


class LabelChange(NamedTuple):
    """A title or issue of a demand that was changed along with a correction."""

    field: str
    old: str
    new: str


class Correction(NamedTuple):
    """One correction or strike.

    Attributes:
        move: the move that corrects or strikes.
        before: the move that it set aside; None where that is not in this ledger.
        labels: what it changed besides.
    """

    move: Move
    before: Move | None
    labels: tuple[LabelChange, ...] = ()


def corrections(case: Case, wanted: LogFilter) -> Iterator[Correction]:
    """The corrections and strikes that a filter lets through, the latest recorded first.

    One that speaks of what the filter asks for, before or after, is let through. Of private moves
    that are hidden nothing is told: not that one was corrected either.
    """
    found = (each for page in _pages(case) for each in _corrections(case, page))
    chosen = (
        each
        for each in found
        if any(wanted.fits(move) for move in (each.move, each.before) if move)
    )
    return islice(chosen, wanted.limit)


def _pages(case: Case) -> Iterator[list[Row]]:
    rows = case.store.each("corrections_latest", {"negotiation": case.negotiation.id})
    while page := list(islice(rows, PAGE)):
        yield page


def _corrections(case: Case, page: Sequence[Row]) -> Iterator[Correction]:
    moves = [move_of(case, row) for row in page]
    before = _by_id(case, [move.said.corrects or "" for move in moves])
    labels = _labels(case, moves)
    for move in moves:
        found = before.get(move.said.corrects or "")
        shown = may_be_seen(case, found) if found else not case.store.hides_by_role
        if shown and may_be_seen(case, move):
            yield Correction(move, found, labels.get((move.recorded_at, _ref(move)), ()))


def _by_id(case: Case, ids: Sequence[str]) -> dict[str, Move]:
    found = (move_of(case, row) for row in rows_for(case, "moves_with_ids", ids))
    return {move.id: move for move in found}


def _labels(case: Case, moves: Sequence[Move]) -> dict[tuple[str, str], tuple[LabelChange, ...]]:
    """The labels that were changed with some corrections, by the time and the demand of these."""
    import json

    made = [(each.recorded_at, _ref(each)) for each in moves if each.said.verb is Verb.DEMAND]
    if not made:
        return {}
    found: dict[tuple[str, str], tuple[LabelChange, ...]] = {}
    for at, ref, *change in case.store.all("label_changes", {"made": json.dumps(made)}):
        found[at, ref] = (*found.get((at, ref), ()), LabelChange(*change))
    return found


def _ref(move: Move) -> str:
    return f"{move.negotiation}/{move.said.demand}"
