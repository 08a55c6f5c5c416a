"""Recording moves: judged by the rules, given their id, and added to the ledger.

One `Recorder` serves one transaction, be it a single move or a whole import; it remembers what
it has read of each demand, so that a long import reads each only once.
"""

from typing import Any

from tracker.errors import Refused
from tracker.ledger.bench import Bench, Target
from tracker.ledger.case import Case, codes_in, moment_of
from tracker.ledger.docket import UNFILED, Docket, Filing
from tracker.ledger.identity import Pins, Record, move_id, rank_in_place_of, rank_of
from tracker.ledger.known import Known
from tracker.ledger.stamp import Stamp
from tracker.model import Demand, Draft, Kind, Move, Talk, Verb
from tracker.named import NamedTuple
from tracker.rules.judging import Effect, may_mend
from tracker.rules.standing import Wording
from tracker.store import cells


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


class Recorder:
    """Adds moves to one negotiation within one transaction of its store."""

    def __init__(self, case: Case, stamp: Stamp) -> None:
        self.case = case
        self.stamp = stamp
        self.docket = Docket(case)
        self.bench = Bench(case, self.docket, stamp.today)
        self._nr: int
        self._parent: str | None
        self.catch_up()

    def catch_up(self) -> None:
        """Go on from the end of the ledger as it is now."""
        last = self.case.store.one("last_move")
        self._nr, self._parent, self.bench.generation = last if last else (0, None, 0)

    def record(
        self,
        draft: Draft,
        filing: Filing = UNFILED,
        *,
        origin: Origin | None = None,
        restoring: bool = False,
    ) -> Recorded:
        """Judge a move and add it to the ledger.

        Args:
            draft: the move; its parties and talk must be in the registry.
            filing: labels for the demand, where the move makes one.
            origin: where it was first recorded, if not here and now.
            restoring: whether it says again what a move said that may be set aside by now.

        Raises:
            Refused: a rule forbids the move, or its id does not fit what it says; nothing was
                added to the ledger.
        """
        talk = self.case.talks_by_ref[draft.talk] if draft.talk else None
        moment = _moment(draft, talk)
        stamp = origin.stamp if origin else self.stamp
        known = self.docket.known(draft.demand)
        target = self._target(draft, origin, restoring=restoring)
        moment = self.bench.within(draft, known, moment)
        try:
            effect = self.bench.judge(draft, known, talk, moment, target)
        except Refused as reason:
            if origin is None:
                raise
            effect = self.bench.unjudged(draft, known, str(reason))
        if draft.counter and origin is None:
            self.bench.may_counter_with(draft)
        if draft.verb is Verb.DEMAND:
            known = self.docket.put(draft, filing, stamp)
        assert known is not None
        move = self._add(draft, known.demand, effect, moment, origin, target)
        self._keep(known, move, effect)
        if target and target.verb == Verb.DEMAND:
            self._put_as_it_stands(known.demand, move)
        return Recorded(move, effect.version, effect.warnings)

    def _target(self, draft: Draft, origin: Origin | None, *, restoring: bool) -> Target | None:
        """The move that a correction or a strike sets aside.

        A move from another copy may set aside one that this copy does not have.
        """
        if not draft.corrects:
            return None
        row = self.case.store.one("move_ids_known", {"id": draft.corrects})
        if row is None:
            if origin:
                return None
            raise Refused(f"There is no move {draft.corrects} to correct.")
        found = Target(*row)
        known = self.docket.known(draft.demand)
        if known is None or found.demand != known.demand.id:
            raise Refused(f"The move {draft.corrects} does not speak of {draft.demand}.")
        if not origin and not restoring:
            may_mend(draft, Verb(found.verb), set_aside=bool(found.set_aside))
        return found

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
        found, pins = self.identify(draft, origin)
        generation = self._generation_of(parent) + 1
        rank = rank_of(generation, found)
        if target and target.is_of(self._talk(draft), draft.date.text if draft.date else None):
            rank = rank_in_place_of(target.rank, found)
        move = Move(
            said=draft,
            nr=self._nr + 1,
            id=found,
            parent=parent,
            generation=generation,
            moment=moment,
            rank=rank,
            recorded_at=stamp.at,
            recorded_by=stamp.by,
            negotiation=self.case.negotiation.name,
        )
        self.case.store.write("move_insert", self._row(move, demand, effect, pins))
        self._nr = move.nr
        if generation >= self.bench.generation:
            self._parent, self.bench.generation = move.id, generation
        return move

    def identify(self, draft: Draft, origin: Origin | None = None) -> tuple[str, Pins]:
        """The id of a move, and which demands it covers by their openings.

        Args:
            draft: the move.
            origin: where it was first recorded; what it did not know then is not in its id.

        Raises:
            Refused: it has an id that does not fit what it says.
        """
        stamp, parent = (origin.stamp, origin.parent) if origin else (self.stamp, self._parent)
        record = Record(self.case.negotiation.name, parent, stamp.at, stamp.by)
        said, pins = self._as_given(draft)
        if origin is None:
            return move_id(said, record, pins), pins
        for each in pins.choices():
            if move_id(said, record, each) == origin.id:
                return origin.id, each
        raise Refused(
            f"the id {origin.id} does not fit what the move says: it was changed after it was "
            "recorded"
        )

    def _as_given(self, draft: Draft) -> tuple[Draft, Pins]:
        """What is said, by the refs first given, with the openings of its demands."""
        known = self.docket.known(draft.demand)
        counter = self.docket.known(draft.counter) if draft.counter else None
        talk = self.case.talks_by_ref[draft.talk].given if draft.talk else None
        demand = known.given if known else draft.demand
        put = counter.given if counter else draft.counter
        if (talk, demand, put) != (draft.talk, draft.demand, draft.counter):
            draft = draft._replace(talk=talk, demand=demand, counter=put)
        return draft, Pins(known.opening if known else None, counter.opening if counter else None)

    def _generation_of(self, parent: str | None) -> int:
        """The length of a move's chain of parents; where it is not here, the longest there is."""
        if parent is None:
            return 0
        if parent == self._parent:
            return self.bench.generation
        row = self.case.store.one("move_ids_known", {"id": parent})
        return int(row[1]) if row else self.bench.generation

    def _row(self, move: Move, demand: Demand, effect: Effect, pins: Pins) -> dict[str, Any]:
        said = move.said
        return {
            "nr": move.nr,
            "id": move.id,
            "parent": move.parent,
            "negotiation": self.case.negotiation.id,
            "talk": self._talk(said),
            "date": said.date.text if said.date else None,
            "party": self.case.parties[said.parties[0]].id,
            "sponsors": ";".join(said.parties[1:]) or None,
            "verb": str(said.verb),
            "manner": str(said.manner) if said.manner else None,
            "ad_referendum": int(said.ad_referendum),
            "demand": demand.id,
            "kind": str(said.kind) if said.kind else None,
            "addressees": ";".join(said.to) or None,
            "text": said.text,
            "condition": said.condition,
            "until": said.until,
            "counter": self._counter(move),
            "quote": said.quote,
            "speaker": said.speaker,
            "source": said.source,
            "note": said.note,
            "private": int(said.private),
            "corrects": said.corrects,
            "recorded_at": move.recorded_at,
            "recorded_by": move.recorded_by,
            "generation": move.generation,
            "moment": move.moment,
            "rank": move.rank,
            "answer": str(effect.answer) if effect.answer else None,
            "life": effect.life,
            "pinned": pins.mark,
            "by_key": pins.by_key(said),
            "source_text": said.source_text,
        }

    def _talk(self, said: Draft) -> int | None:
        return self.case.talks_by_ref[said.talk].id if said.talk else None

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
        if move.said.verb is Verb.DEMAND:
            self.docket.opened(known, move.id)
        if effect.life:
            said = move.said
            again = said.verb is Verb.RETABLE
            known.reword(Wording(turn, effect.life, said.text, again, said.private), label)
        if effect.answer:
            self._keep_answer(known, move, label)
        is_first = known.fresh and move.said.verb is Verb.DEMAND
        if (effect.life or move.said.corrects) and not is_first:
            self._settle_statements(known.demand.id)

    def _settle_statements(self, demand: int) -> None:
        """Put what was said on a demand within a span of days in its place, as is known now."""
        store = self.case.store
        if store.one("statements_of_demands", {"demands": cells.ids([demand])}):
            from tracker.ledger import spans

            spans.settle_demands(store, [demand])

    def _put_as_it_stands(self, demand: Demand, mending: Move) -> None:
        """Label a demand by another wording of it, where that is the one that tells what it is.

        There are several where it was mended in two copies of the ledger; a union goes by the same.
        """
        row = self.case.store.one("demands_put_last", {"demands": cells.ids([demand.id])})
        assert row is not None
        _, party, sponsors, kind, to, last, text = row
        if last not in (mending.id, mending.said.corrects):
            parties = (party, *codes_in(sponsors))
            put = Draft(Verb.DEMAND, parties, demand.key, to=codes_in(to), kind=Kind(kind),
                        text=text, private=mending.said.private)  # fmt: skip
            self.docket.put(put, UNFILED, self.stamp)

    def _keep_answer(self, known: Known, move: Move, label: str) -> None:
        party, latest = move.said.party, (move.moment, label)
        if party not in known.answered:
            self.docket.pair(known.demand.id, self.case.parties[party].id, addressed=0)
        known.answered[party] = max(known.answered.get(party, latest), latest)


def _moment(draft: Draft, talk: Talk | None) -> int:
    if talk:
        return talk.moment
    assert draft.date is not None
    return moment_of(draft.date.earliest or draft.date.latest)
