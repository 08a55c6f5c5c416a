"""What is doubtful in a union: rules that a move broke without knowing, wordings mended twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from tracker.ledger.case import Case
from tracker.ledger.hindsight import Hindsight, hindsights
from tracker.ledger.parts import in_parts
from tracker.ledger.union.facts import Told
from tracker.model import Verb
from tracker.store import cells
from tracker.store.store import Row

_NEVER_LATE = (Verb.DEMAND, Verb.STRIKE)


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
    for part in in_parts(each for each in new if each.said.verb not in _NEVER_LATE):
        standing = _standing(case, part)
        states |= hindsights(case, {row[0] for _, row in standing} - states.keys())
        for told, (demand, *row) in standing:
            reason = _against(states[demand], told, row, today)
            if reason:
                yield f"{told.short_id}: {reason}"


def _standing(case: Case, part: Sequence[Told]) -> list[tuple[Told, list[Any]]]:
    """The moves that stand, each with what it is judged by."""
    rows = {move: row for move, *row in case.store.all("moves_to_judge", _ids(part))}
    return [(told, rows[told.id]) for told in part if told.id in rows]


def _ids(told: Iterable[Told]) -> dict[str, str]:
    return {"moves": json.dumps([each.id for each in told])}


def _against(known: Hindsight, told: Told, row: Sequence[Any], today: date) -> str | None:
    key, counter, moment, rank = row
    said = told.said._replace(demand=key, counter=counter)
    reason = known.against(said, (moment, rank), today)
    if reason and said.private:
        return "this private move is against a rule by what is known now"
    return reason


def _worded_twice(case: Case, touched: Sequence[int]) -> Iterator[str]:
    for key, many in case.store.each("demands_worded_twice", {"demands": cells.ids(touched)}):
        yield f"{key} has {many} wordings that stand side by side; correct or strike one"


def _in_same_words(case: Case, new: Sequence[Told]) -> Iterator[str]:
    """The demands of one party in the same words that were recorded here and elsewhere."""
    arrived = {told.id for told in new}
    for alike in _alike(case, new):
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


def _alike(case: Case, new: Iterable[Told]) -> Iterator[list[Row]]:
    """Of each new public demand those in the same words, itself among them, if it stands."""
    puts = (each for each in new if each.said.verb is Verb.DEMAND and not each.said.private)
    for part in in_parts(puts):
        found: dict[str, list[Row]] = {}
        for told, *row in case.store.each("demands_in_same_words", _ids(part)):
            found.setdefault(told, []).append(tuple(row))
        yield from (found[told.id] for told in part if told.id in found)
