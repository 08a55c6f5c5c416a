"""The rules, by what is known now: which moves in force they would refuse today."""

from __future__ import annotations

from datetime import date

from tracker.ledger.case import Case
from tracker.ledger.checking.findings import Code, Finding
from tracker.ledger.hindsight import Hindsight, hindsights
from tracker.ledger.union.rows import TOLD, told_of
from tracker.model import Verb
from tracker.store.store import Row


def broken_rules(case: Case, demand: int, key: str, today: date) -> list[Finding]:
    """The moves on a demand that a rule would refuse by what is known now.

    They were judged when they were recorded; since then the date of a talk may have been mended, or
    an earlier move recorded, corrected or struck. They stay, as history.
    """
    rows = case.store.all("moves_to_replay", {"demand": demand})
    if not rows:
        return []
    known = hindsights(case, [demand])[demand]
    judged = (_judged(case, known, key, row, today) for row in rows)
    return [finding for finding in judged if finding]


def _judged(case: Case, known: Hindsight, key: str, row: Row, today: date) -> Finding | None:
    told = told_of(row[:TOLD])
    counter, moment, talk = row[TOLD:]
    if told.said.verb in (Verb.DEMAND, Verb.STRIKE):
        return None
    said = told.said._replace(demand=key, counter=counter)
    reason = known.against(said, (moment, told.rank), today)
    if reason is None:
        return None
    return Finding(
        Code.RULE_BROKEN,
        f"by what is known now the move {told.short_id} would be refused: {reason}",
        f"tracker correct {told.short_id}, or tracker strike {told.short_id} --reason TEXT",
        case.negotiation.name,
        key,
        told.id,
        talk,
        private=said.private or any(each.private for each, *_ in known.wordings),
    )
