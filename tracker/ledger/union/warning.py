"""What is doubtful in a union: rules that a move broke without knowing, wordings mended twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.ledger.case import Case
from tracker.ledger.hindsight import Hindsight
from tracker.ledger.union.facts import Told
from tracker.ledger.union.here import in_parts
from tracker.model import Verb
from tracker.store import cells
from tracker.store.store import Row


def doubts(case: Case, new: Sequence[Told], touched: Iterable[int], *, today: date) -> list[str]:
    """What to look at after a union, in words.

    Args:
        case: the negotiation.
        new: the moves that were not here before.
        touched: ids of the demands that something new is known of.
        today: the present day.
    """
    return [
        *_late(case, new, today),
        *_worded_twice(case, list(touched)),
        *_in_same_words(case, new),
    ]


def _late(case: Case, new: Sequence[Told], today: date) -> Iterator[str]:
    """The moves that a rule would refuse by what is known now; they stay, as history."""
    states: dict[int, Hindsight] = {}
    for told, row in _standing(case, new):
        if told.said.verb in (Verb.DEMAND, Verb.STRIKE):
            continue
        demand, key, counter, moment, rank = row
        if demand not in states:
            states[demand] = Hindsight(case, demand)
        said = told.said._replace(demand=key, counter=counter)
        reason = states[demand].against(said, (moment, rank), today)
        if reason and said.private:
            reason = "this private move is against a rule by what is known now"
        if reason:
            yield f"{told.short_id}: {reason}"


def _standing(case: Case, new: Sequence[Told]) -> Iterator[tuple[Told, Row]]:
    """The moves that stand, each with what it is judged by."""
    for part in in_parts(new):
        wanted = {"moves": json.dumps([told.id for told in part])}
        rows = {move: row for move, *row in case.store.all("moves_to_judge", wanted)}
        yield from ((told, tuple(rows[told.id])) for told in part if told.id in rows)


def _worded_twice(case: Case, touched: Sequence[int]) -> Iterator[str]:
    for key, many in case.store.each("demands_worded_twice", {"demands": cells.ids(touched)}):
        yield f"{key} has {many} wordings that stand side by side; correct or strike one"


def _in_same_words(case: Case, new: Sequence[Told]) -> Iterator[str]:
    """The demands of one party in the same words that were recorded here and elsewhere."""
    arrived = {told.id for told in new}
    for told in new:
        if told.said.verb is not Verb.DEMAND or told.said.private:
            continue
        alike = case.store.all("demands_in_same_words", {"told": told.id})
        named = {key: f"{key} (put by {move[:8]})" for key, move, _ in alike}
        if len(named) < 2 or all(move in arrived for _, move, _ in alike):
            continue
        key, _, answer = alike[-1]
        besides = f"{answer[:8]}, which counters with it, and " if answer else ""
        yield (
            f"{' and '.join(named.values())} are in the same words; if they are one demand "
            f"recorded twice, strike {besides}the moves on {key}, the last first: tracker strike "
            f"MOVE --reason TEXT; see: tracker show {key}"
        )
