"""Recording moves: judged by the rules, given their id, and added to the ledger.

One `Recorder` serves one transaction, be it a single move or a whole import; it remembers what
it has read of each demand, so that a long import reads each only once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tracker.errors import Refused
from tracker.ledger.case import Case, moment_of
from tracker.ledger.docket import UNFILED, Docket, Filing, Known
from tracker.ledger.identity import move_id, rank_of
from tracker.ledger.stamp import Stamp
from tracker.model import ANSWER_VERBS, Demand, Draft, Move, Talk, Verb
from tracker.rules.judging import DemandState, Effect, judge, judge_new
from tracker.rules.standing import Turn, Wording, wording_of


class Origin(NamedTuple):
    """Where a move was first recorded, for one that comes from another copy of the ledger."""

    id: str
    parent: str | None
    stamp: Stamp


class Recorded(NamedTuple):
    """A move as it was recorded, the version it made or answers, and the warnings."""

    move: Move
    version: int
    warnings: tuple[str, ...] = ()


_TEXTS = ("text", "condition", "until", "quote", "speaker", "source", "note")
_RECORD = ("nr", "id", "parent", "recorded_at", "recorded_by", "moment", "rank")


class Target(NamedTuple):
    """The move that another sets aside."""

    nr: int
    rank: int
    moment: int
    demand: int
    verb: str
    set_aside: int


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
        target = self._target(draft)
        effect = self._judge(draft, known, talk, moment, target)
        if draft.verb is Verb.DEMAND:
            known = self.docket.put(draft, filing, again=target is not None)
        assert known is not None
        move = self._add(draft, known.demand, effect, moment, origin, target)
        self._keep(known, move, effect)
        return Recorded(move, effect.version, effect.warnings)

    def _target(self, draft: Draft) -> Target | None:
        """The move that a correction or a strike sets aside."""
        if not draft.corrects:
            return None
        row = self.case.store.one("move_ids_known", {"id": draft.corrects})
        if row is None:
            raise Refused(f"There is no move {draft.corrects} to correct.")
        found = Target(*row)
        known = self.docket.known(draft.demand)
        if known is None or found.demand != known.demand.id:
            raise Refused(f"The move {draft.corrects} does not speak of {draft.demand}.")
        return found

    def _judge(
        self,
        draft: Draft,
        known: Known | None,
        talk: Talk | None,
        moment: int,
        target: Target | None,
    ) -> Effect:
        if draft.verb is Verb.STRIKE and target:
            return Effect(None, None, 0)
        when = talk.date.earliest if talk else (draft.date.earliest if draft.date else None)
        if known is None or (target and draft.verb is Verb.DEMAND):
            if draft.verb is not Verb.DEMAND:
                raise AssertionError(f"no demand {draft.demand}")
            return judge_new(draft, when=when, today=self.stamp.today)
        state = self._state(draft, known, moment, target)
        return judge(draft, state, when=when, today=self.stamp.today)

    def _state(self, draft: Draft, known: Known, moment: int, target: Target | None) -> DemandState:
        rank = target.rank if target and target.moment == moment else self._rank + 1
        now: Turn = (moment, rank)
        before = [wording for wording, _ in known.wordings if wording.turn < now]
        first = next(((w, label) for w, label in known.wordings if w.life == "worded"), None)
        return DemandState(
            demand=known.demand,
            wording=wording_of(before),
            made_at=first[1] if first else None,
            made_later=first is not None and first[0].turn > now,
            answered_later=None if target else self._answered_later(draft, known, moment),
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
        self,
        draft: Draft,
        demand: Demand,
        effect: Effect,
        moment: int,
        origin: Origin | None,
        target: Target | None,
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
        rank = rank_of(self._rank_after(parent), found)
        self._rank = max(self._rank, rank)
        if target and target.moment == moment:
            rank = target.rank  # a correction stands in the place of what it corrects
        move = Move(
            said=draft,
            nr=self._nr + 1,
            id=found,
            parent=parent,
            moment=moment,
            rank=rank,
            recorded_at=stamp.at,
            recorded_by=stamp.by,
            negotiation=self.case.negotiation.name,
        )
        row = self._row(move, demand, effect, target)
        self.case.store.write("move_insert", row)
        self._nr, self._parent = move.nr, move.id
        return move

    def _rank_after(self, parent: str | None) -> int:
        if parent is None or parent == self._parent:
            return self._rank if parent else 0
        row = self.case.store.one("move_ids_known", {"id": parent})
        return int(row[1]) if row else self._rank

    def _row(
        self, move: Move, demand: Demand, effect: Effect, target: Target | None
    ) -> dict[str, Any]:
        said = move.said
        return {
            **{name: getattr(said, name) for name in _TEXTS},
            **{name: getattr(move, name) for name in _RECORD},
            "negotiation": self.case.negotiation.id,
            "talk": self.case.talks_by_ref[said.talk].id if said.talk else None,
            "date": said.date.text if said.date else None,
            "party": self.case.parties[said.party].id,
            "sponsors": ";".join(said.parties[1:]) or None,
            "verb": said.verb.value,
            "manner": said.manner.value if said.manner else None,
            "ad_referendum": int(said.ad_referendum),
            "demand": demand.id,
            "kind": said.kind.value if said.kind else None,
            "addressees": ";".join(said.to) or None,
            "counter": self._counter(move),
            "private": int(said.private),
            "corrects": target.nr if target else None,
            "answer": effect.answer.value if effect.answer else None,
            "life": effect.life,
        }

    def _counter(self, move: Move) -> int | None:
        if not move.said.counter:
            return None
        said = move.said
        known = self.docket.known(said.counter or "")
        if known is None:
            raise Refused(f"There is no demand {said.counter} to counter {said.demand} with.")
        return known.demand.id

    def _keep(self, known: Known, move: Move, effect: Effect) -> None:
        if move.said.corrects:
            self.docket.forget(move.said.demand)
        label = move.said.talk or (move.said.date.text if move.said.date else "")
        turn = (move.moment, move.rank)
        if effect.life:
            said = move.said
            retabled = said.verb is Verb.RETABLE
            wording = Wording(turn, effect.life, said.text, retabled, said.private)
            known.wordings.append((wording, label))
            known.wordings.sort(key=lambda each: each[0].turn)
        if effect.answer:
            self.docket.pair(known.demand.id, self.case.parties[move.said.party].id, addressed=0)
            latest = known.answered.get(move.said.party, (0, ""))
            known.answered[move.said.party] = max(latest, (move.moment, label))


def _moment(draft: Draft, talk: Talk | None) -> int:
    if talk:
        return talk.moment
    assert draft.date is not None
    return moment_of(draft.date.earliest or draft.date.latest)
