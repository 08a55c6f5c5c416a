"""Recording moves: judged by the rules, given their id, and added to the ledger.

One `Recorder` serves one transaction, be it a single move or a whole import; it remembers what
it has read of each demand, so that a long import reads each only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.errors import Refused
from tracker.ledger.case import Case, moment_of
from tracker.ledger.docket import UNFILED, Docket, Filing, Known
from tracker.ledger.identity import move_id, rank_of
from tracker.model import ANSWER_VERBS, Demand, Draft, Move, Talk, Verb
from tracker.rules.judging import DemandState, Effect, judge, judge_new
from tracker.rules.standing import Turn, Wording, answer_of, life_of, wording_of


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who records, and when.

    Attributes:
        by: the recorder's name.
        at: UTC, ISO 8601 with microseconds and `Z`.
        today: the present day where the recorder is.
    """

    by: str
    at: str
    today: date


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a move was first recorded, for one that comes from another copy of the ledger."""

    id: str
    parent: str | None
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Recorded:
    """A move as it was recorded, the version it made or answers, and the warnings."""

    move: Move
    version: int
    warnings: tuple[str, ...] = ()


_SAID = tuple(Draft.__dataclass_fields__)


class Recorder:
    """Adds moves to one negotiation within one transaction of its store."""

    def __init__(self, case: Case, stamp: Stamp) -> None:
        self.case = case
        self.stamp = stamp
        self.docket = Docket(case)
        last = case.store.one("last_move")
        self._nr, self._parent, self._rank = last if last else (0, None, 0)

    def record(
        self,
        draft: Draft,
        filing: Filing = UNFILED,
        *,
        origin: Origin | None = None,
    ) -> Recorded:
        """Judge a move and add it to the ledger.

        Args:
            draft: the move; its parties and talk must be in the registry.
            filing: labels for the demand, where the move makes one.
            origin: where it was first recorded, if not here and now.

        Raises:
            Refused: a rule forbids the move, or its id does not fit what it says; nothing was
                added to the ledger.
        """
        talk = self.case.talks_by_ref[draft.talk] if draft.talk else None
        moment = _moment(draft, talk)
        known = self.docket.known(draft.demand)
        effect = self._judge(draft, known, talk, moment)
        if draft.verb is Verb.DEMAND:
            known = self.docket.put(draft, filing)
        assert known is not None
        move = self._add(draft, known.demand, effect, moment, origin)
        self._keep(known, move, effect)
        return Recorded(move, effect.version, effect.warnings)

    def _judge(self, draft: Draft, known: Known | None, talk: Talk | None, moment: int) -> Effect:
        if draft.corrects:
            return self._unjudged(draft, known)
        when = talk.date.earliest if talk else (draft.date.earliest if draft.date else None)
        if known is None:
            if draft.verb is not Verb.DEMAND:
                raise AssertionError(f"no demand {draft.demand}")
            return judge_new(draft, when=when, today=self.stamp.today)
        return judge(draft, self._state(draft, known, moment), when=when, today=self.stamp.today)

    def _unjudged(self, draft: Draft, known: Known | None) -> Effect:
        """What a correction or a strike amounts to: it speaks of the record, not at the table."""
        version = len(known.wordings) if known else 1
        return Effect(
            answer_of(draft.verb, draft.manner), life_of(draft.verb, draft.manner), version
        )

    def _state(self, draft: Draft, known: Known, moment: int) -> DemandState:
        now: Turn = (moment, self._rank + 1)
        before = [wording for wording, _ in known.wordings if wording.turn < now]
        first = next(((w, label) for w, label in known.wordings if w.life == "worded"), None)
        return DemandState(
            demand=known.demand,
            wording=wording_of(before),
            made_at=first[1] if first else None,
            made_later=first is not None and first[0].turn > now,
            answered_later=self._answered_later(draft, known, moment),
        )

    def _answered_later(self, draft: Draft, known: Known, moment: int) -> str | None:
        if draft.verb not in ANSWER_VERBS:
            return None
        if known.fresh and draft.party not in known.answered:
            return None
        remembered = known.answered.get(draft.party)
        if remembered and remembered[0] > moment:
            return remembered[1]
        where = {
            "demand": known.demand.id,
            "party": self.case.parties[draft.party].id,
            "moment": moment,
        }
        row = self.case.store.one("answered_after", where)
        return self.docket.when(*row) if row else None

    def _add(
        self, draft: Draft, demand: Demand, effect: Effect, moment: int, origin: Origin | None
    ) -> Move:
        stamp, parent = (origin.stamp, origin.parent) if origin else (self.stamp, self._parent)
        found = move_id(
            draft,
            negotiation=self.case.negotiation.name,
            parent=parent,
            recorded_at=stamp.at,
            recorded_by=stamp.by,
        )
        if origin and origin.id != found:
            raise Refused(
                f"the id {origin.id} does not fit what the move says (that gives {found}): "
                "it was changed after it was recorded"
            )
        move = Move(
            **{name: getattr(draft, name) for name in _SAID},
            nr=self._nr + 1,
            id=found,
            parent=parent,
            moment=moment,
            rank=rank_of(self._rank_after(parent), found),
            recorded_at=stamp.at,
            recorded_by=stamp.by,
            negotiation=self.case.negotiation.name,
        )
        self.case.store.write("move_insert", self._row(move, demand, effect))
        self._nr, self._parent, self._rank = move.nr, move.id, move.rank
        return move

    def _rank_after(self, parent: str | None) -> int:
        if parent is None or parent == self._parent:
            return self._rank if parent else 0
        row = self.case.store.one("move_ids_known", {"id": parent})
        return int(row[1]) if row else self._rank

    def _row(self, move: Move, demand: Demand, effect: Effect) -> dict[str, Any]:
        same = ("nr", "id", "parent", "text", "condition", "until", "quote", "speaker", "source",
                "note", "recorded_at", "recorded_by", "moment", "rank")  # fmt: skip
        return {
            **{name: getattr(move, name) for name in same},
            "negotiation": self.case.negotiation.id,
            "talk": self.case.talks_by_ref[move.talk].id if move.talk else None,
            "date": move.date.text if move.date else None,
            "party": self.case.parties[move.party].id,
            "sponsors": ";".join(move.parties[1:]) or None,
            "verb": move.verb.value,
            "manner": move.manner.value if move.manner else None,
            "ad_referendum": int(move.ad_referendum),
            "demand": demand.id,
            "kind": move.kind.value if move.kind else None,
            "addressees": ";".join(move.to) or None,
            "counter": self._counter(move),
            "private": int(move.private),
            "corrects": self._corrected(move),
            "answer": effect.answer.value if effect.answer else None,
            "life": effect.life,
        }

    def _counter(self, move: Move) -> int | None:
        if not move.counter:
            return None
        known = self.docket.known(move.counter)
        if known is None:
            raise Refused(f"There is no demand {move.counter} to counter {move.demand} with.")
        return known.demand.id

    def _corrected(self, move: Move) -> int | None:
        if not move.corrects:
            return None
        row = self.case.store.one("move_ids_known", {"id": move.corrects})
        if row is None:
            raise Refused(f"There is no move {move.corrects} to correct.")
        return int(row[0])

    def _keep(self, known: Known, move: Move, effect: Effect) -> None:
        if move.corrects:
            self.docket.forget(move.demand)
        label = move.talk or (move.date.text if move.date else "")
        turn = (move.moment, move.rank)
        if effect.life:
            wording = Wording(turn, effect.life, move.text, move.verb is Verb.RETABLE, move.private)
            known.wordings.append((wording, label))
            known.wordings.sort(key=lambda each: each[0].turn)
        if effect.answer:
            self.docket.pair(known.demand.id, self.case.parties[move.party].id, addressed=0)
            latest = known.answered.get(move.party, (0, ""))
            known.answered[move.party] = max(latest, (move.moment, label))


def _moment(draft: Draft, talk: Talk | None) -> int:
    if talk:
        return talk.moment
    assert draft.date is not None
    return moment_of(draft.date.earliest or draft.date.latest)
