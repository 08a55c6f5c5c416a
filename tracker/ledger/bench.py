"""What the rules must know of a move, read from the ledger, so that they can judge it."""

from datetime import date

from tracker.errors import Refused
from tracker.ledger import chains
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.docket import Docket
from tracker.ledger.identity import rank_of
from tracker.ledger.known import Known
from tracker.model import ANSWER_VERBS, Draft, Talk, Verb
from tracker.named import NamedTuple
from tracker.rules.judging import Answered, DemandState, Effect, judge, judge_new, must_fit
from tracker.rules.standing import Turn, answer_of, life_of


class Target(NamedTuple):
    """The move that another sets aside."""

    nr: int
    generation: int
    rank: int
    moment: int
    demand: int
    verb: str
    set_aside: int
    talk: int | None
    date: str | None

    def is_of(self, talk: int | None, date: str | None) -> bool:
        """Whether a move at a talk, or of a date outside any, is of the same occasion."""
        return (self.talk, self.date) == (talk, date)


class Bench:
    """Judges the moves of one transaction.

    Attributes:
        generation: the length of the longest chain of parents in the ledger.
    """

    def __init__(self, case: Case, docket: Docket, today: date) -> None:
        self.case = case
        self.docket = docket
        self.today = today
        self.generation = 0

    def judge(
        self,
        draft: Draft,
        known: Known | None,
        talk: Talk | None,
        moment: int,
        target: Target | None,
    ) -> Effect:
        """What a move amounts to.

        Raises:
            Refused: a rule forbids it.
        """
        if draft.verb is Verb.STRIKE and draft.corrects:
            return Effect(None, None, 0)
        when = talk.date.earliest if talk else (draft.date.earliest if draft.date else None)
        if known is None or (target and draft.verb is Verb.DEMAND):
            if draft.verb is not Verb.DEMAND:
                raise AssertionError(f"no demand {draft.demand}")
            if known and target:
                must_fit(draft, self._answers(known, self._turn(moment, target), target))
            return judge_new(draft, when=when, today=self.today)
        state = self._state(draft, known, moment, target)
        return judge(draft, state, when=when, today=self.today)

    def may_counter_with(self, draft: Draft) -> None:
        """See that a counter-demand is the party's own, on the table, and closes no circle."""
        other = self.docket.known(draft.counter or "")
        if other is None:
            return
        proponents = (other.demand.proponent, *other.demand.sponsors)
        if other.demand.proponent and draft.party not in proponents:
            raise Refused(
                f"{draft.counter} is a demand of {other.demand.proponent}, so {draft.party} cannot "
                f"counter {draft.demand} with it."
            )
        if other.wording_at((END_OF_TIME, 0)).withdrawn:
            raise Refused(f"{draft.counter} has been withdrawn, so it counters nothing.")
        known = self.docket.known(draft.demand)
        if known and other.demand.id in chains.climb(self.case, known.demand.id):
            raise Refused(
                f"{draft.demand} counters {draft.counter} itself; two demands cannot counter "
                "each other."
            )

    def unjudged(self, draft: Draft, known: Known | None, reason: str) -> Effect:
        """What a move amounts to that was recorded elsewhere, against a rule that holds here.

        It is history: the dates of talks may have been mended since. It is kept, with a warning.
        """
        answer, life = answer_of(draft.verb, draft.manner), life_of(draft.verb, draft.manner)
        return Effect(answer, life, len(known.wordings) if known else 1, (reason,))

    def within(self, draft: Draft, known: Known | None, moment: int) -> int:
        """The place in time of a statement of which only a span of days is known.

        Where the demand was first made within that span, an answer to it comes after that.
        """
        when = draft.date
        if when is None or draft.talk or known is None or draft.verb is Verb.DEMAND:
            return moment
        if when.earliest and when.earliest == when.latest:
            return moment
        from tracker.ledger import spans

        firsts = spans.firsts_worded(self.case.store, [known.demand.id])
        return spans.within_span(when, firsts.get(known.demand.id))

    def _state(self, draft: Draft, known: Known, moment: int, target: Target | None) -> DemandState:
        now = self._turn(moment, target)
        first = next(((w, label) for w, label in known.wordings if w.life == "worded"), None)
        return DemandState(
            demand=known.demand,
            wording=known.wording_at(now),
            made_at=first[1] if first else None,
            made_later=first is not None and first[0].turn > now,
            answered_later=None if target else self._answered_later(draft, known, moment),
            reworded=() if target else self._reworded(draft, known, now),
            struck=first is None and known.opening is not None,
            within=self._is_within(draft, known.demand.addressees, moment),
        )

    def _is_within(self, draft: Draft, addressees: tuple[str, ...], moment: int) -> bool:
        """Whether who answers is not an addressee itself, but in a bloc that is."""
        unasked = draft.verb in ANSWER_VERBS and draft.party not in addressees
        if not (unasked and addressees and self.case.memberships):
            return False
        day, found = self.case.day_of(moment), {draft.party}
        stays = [each for each in self.case.memberships if each.covers(day)]
        # Not by `blocs`: nothing is loaded while the database is held.
        while above := {each.bloc for each in stays if each.member in found} - found:
            found |= above
        return not found.isdisjoint(addressees)

    def _turn(self, moment: int, target: Target | None) -> Turn:
        """The turn of a move at a moment: the next, or that of the move which it corrects there."""
        if target and target.moment == moment:
            return (moment, target.rank)
        return (moment, rank_of(self.generation + 1, "00000"))

    def _answers(self, known: Known, made: Turn, target: Target) -> list[Answered]:
        """The answers on record to a demand that is to be made at a turn.

        Those that came before the move which made it so far were given to an unknown wording.
        """
        was = (target.moment, target.rank)
        rows = self.case.store.all("answers_of_demand", {"demand": known.demand.id})
        return [
            Answered(self.case.codes[party], self.docket.when(talk, day), was <= (at, rank) < made)
            for party, talk, day, at, rank in rows
        ]

    def _reworded(self, draft: Draft, known: Known, now: Turn) -> tuple[str, ...]:
        """When the later answers were given that would speak of a new wording put at a turn."""
        puts_anew = draft.verb is not Verb.DEMAND and life_of(draft.verb, draft.manner) == "worded"
        if not puts_anew or (known.fresh and not known.answered):
            return ()
        later = (w.turn for w, _ in known.wordings if w.life == "worded" and w.turn > now)
        until = min(later, default=(END_OF_TIME, 0))
        where = {
            "demand": known.demand.id,
            "moment": now[0],
            "rank": now[1],
            "until_moment": until[0],
            "until_rank": until[1],
        }
        rows = self.case.store.all("answers_between", where)
        return tuple(self.docket.when(*row) for row in rows)

    def _answered_later(self, draft: Draft, known: Known, moment: int) -> str | None:
        if draft.verb not in ANSWER_VERBS:
            return None
        self._remember(known, draft.party)
        latest = known.answered.get(draft.party)
        return latest[1] if latest and latest[0] > moment else None

    def _remember(self, known: Known, party: str) -> None:
        """Read when a party last answered a demand, once."""
        if known.fresh or party in known.asked:
            return
        known.asked.add(party)
        where = {"demand": known.demand.id, "party": self.case.parties[party].id}
        row = self.case.store.one("answer_latest", where)
        if row:
            latest = (row[0], self.docket.when(*row[1:]))
            known.answered[party] = max(known.answered.get(party, latest), latest)
