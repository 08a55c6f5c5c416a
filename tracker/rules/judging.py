"""Whether a move may be made on a demand in its state: refusals, and warnings.

The rules are those of docs/data-model.md, "What is refused, and what is warned about".
"""

from collections.abc import Sequence
from datetime import date

from tracker.errors import Refused, as_argument
from tracker.model import ANSWER_VERBS, PROPONENT_VERBS, Demand, Draft, Manner, Status, Verb
from tracker.named import NamedTuple
from tracker.rules.standing import Life, WordingState, answer_of, life_of


class DemandState(NamedTuple):
    """What the rules must know of a demand to judge a move on it.

    Attributes:
        wording: as of the moment of the move.
        made_at: label of the talk or date at which it was first made, None where unknown.
        made_later: whether that lies after the move.
        answered_later: label of a later talk or date at which the same party answered, or None.
        reworded: labels of the later talks and dates whose answers would speak of a wording that
            is put now.
        struck: whether the move that put it was struck, so that nothing says its wording.
        within: whether the party is, on that day, in a bloc that the demand was put to.
    """

    demand: Demand
    wording: WordingState
    made_at: str | None = None
    made_later: bool = False
    answered_later: str | None = None
    reworded: tuple[str, ...] = ()
    struck: bool = False
    within: bool = False

    @property
    def proponents(self) -> tuple[str, ...]:
        """Codes of the proponent and the co-sponsors."""
        first = (self.demand.proponent,) if self.demand.proponent else ()
        return first + self.demand.sponsors


class Effect(NamedTuple):
    """What a move that may be made amounts to."""

    answer: Status | None
    life: Life | None
    version: int
    warnings: tuple[str, ...] = ()


def judge_new(draft: Draft, *, when: date | None, today: date) -> Effect:
    """Judge a `demand` move on a key that is not on the table yet.

    Raises:
        Refused: no wording, or put to its own proponent.
    """
    if not draft.text:
        raise Refused(
            f"A demand needs its wording: say what {draft.party} demands, as the first argument."
        )
    _not_to_itself(draft)
    return Effect(None, "worded", 1, _future(when, today))


class Answered(NamedTuple):
    """An answer on record to a demand whose own move is corrected.

    Attributes:
        party: who gave it; at: label of the talk or date at which.
        before: whether that would lie before the demand as it is corrected.
    """

    party: str
    at: str
    before: bool


def must_fit(draft: Draft, answers: Sequence[Answered]) -> None:
    """See that the answers on record fit the corrected move that made their demand.

    Raises:
        Refused: a party would have answered its own demand, or before it was made.
    """
    for each in answers:
        if each.party in draft.parties:
            raise Refused(
                f"{each.party} answered {draft.demand} at {each.at}, so it cannot be a proponent "
                "of it; correct or strike that answer first."
            )
        if each.before:
            raise Refused(
                f"{each.party} answered {draft.demand} at {each.at}, which would come before the "
                "demand; strike that answer first, or give an earlier talk with --at."
            )


def may_mend(draft: Draft, verb: Verb, *, set_aside: bool) -> None:
    """See that a correction or a strike may set a move aside.

    Args:
        draft: the correction or strike.
        verb: of the move it names.
        set_aside: whether that move was corrected or struck before.

    Raises:
        Refused: it was, it is a strike, or it is of another sort.
    """
    if verb is Verb.STRIKE:
        raise Refused("A strike cannot be mended; record again what was struck.")
    if set_aside:
        raise Refused(
            f"The move {draft.corrects} was corrected or struck before; mend what stands."
        )
    if draft.verb is Verb.STRIKE or draft.verb is verb:
        return
    if not {draft.verb, verb} <= ANSWER_VERBS:
        raise Refused(
            f"A {verb} cannot be corrected into a {draft.verb}; "
            "strike it, and record the other move."
        )


def _not_to_itself(draft: Draft) -> None:
    for party in draft.parties:
        if party in draft.to:
            raise Refused(
                f"{party} cannot put a demand to itself; name the others it is put to with --to."
            )


def judge(draft: Draft, state: DemandState, *, when: date | None, today: date) -> Effect:
    """Judge any move but a new demand.

    Args:
        draft: the move, its parties as codes.
        state: the demand as of the move's place in time.
        when: earliest day of the talk or statement, None where unknown.
        today: the present day.

    Raises:
        Refused: a rule forbids it; the sentence names the rule and what to do.
    """
    if draft.verb is Verb.STRIKE and not draft.corrects:
        raise Refused("A strike needs to say which move it strikes: the column corrects.")
    if draft.verb in ANSWER_VERBS:
        _may_answer(draft, state)
    elif draft.verb in PROPONENT_VERBS:
        _may_propose(draft, state)
    answer, life = answer_of(draft.verb, draft.manner), life_of(draft.verb, draft.manner)
    version = state.wording.version + (life == "worded")
    doubts = (*_warnings(draft, state), *_until_before(draft, when), *_future(when, today))
    return Effect(answer, life, version, doubts)


def _may_answer(draft: Draft, state: DemandState) -> None:
    key, party = draft.demand, draft.party
    if party in state.proponents:
        raise Refused(
            f"{party} cannot {draft.verb} {key}, which is its own demand; "
            "a proponent can revise, reaffirm, withdraw or retable it."
        )
    _must_stand(draft, state)
    if draft.counter == key:
        raise Refused(f"{key} cannot counter itself; name another demand with --with KEY.")
    if draft.manner is Manner.IN_PART and not draft.condition:
        raise Refused(
            f"Accepting {key} in part needs the part (--in-part SCOPE; in a file, condition)."
        )
    if draft.manner is Manner.IF and not draft.condition:
        raise Refused(
            f"Accepting {key} with a condition needs it (--if CONDITION; in a file, condition)."
        )


def _must_stand(draft: Draft, state: DemandState) -> None:
    if state.made_later and not state.wording.turns:
        raise Refused(
            f"{draft.demand} was first made at {state.made_at}, after this {_noun(draft.verb)}; "
            "give the later talk with --at."
        )
    if state.wording.withdrawn and draft.verb is not Verb.RETABLE:
        raise Refused(
            f"{draft.demand} has been withdrawn, so it cannot be {_past(draft.verb)}; "
            f"its proponent can put it back with: tracker retable {as_argument(draft.demand)}"
        )


def _may_propose(draft: Draft, state: DemandState) -> None:
    key = draft.demand
    if draft.verb is Verb.DEMAND:
        _may_word(draft, state)
        return
    others = [each for each in draft.parties if each not in state.proponents]
    if state.demand.proponent and others:
        party = others[0]
        raise Refused(
            f"{party} cannot {draft.verb} {key}, a demand of {' and '.join(state.proponents)}; "
            f"it can answer it, for example: tracker counter {as_argument(key)} --by {party} TEXT"
        )
    _must_stand(draft, state)
    if draft.verb is Verb.RETABLE and not state.wording.withdrawn:
        raise Refused(
            f"{key} has not been withdrawn, so it cannot be retabled; "
            f"say it again with reaffirm, or change it with revise."
        )
    if draft.verb is Verb.REVISE and not draft.text:
        raise Refused(f"Revising {key} needs the new wording, as the second argument.")


def _may_word(draft: Draft, state: DemandState) -> None:
    key, proponent = draft.demand, state.demand.proponent
    if state.wording.turns or state.made_later:
        raise Refused(
            f"{key} is already on the table (a demand of {proponent or 'an unknown party'}); "
            "revise or reaffirm it, or give the new demand another key with --key."
        )
    if proponent and draft.party != proponent:
        raise Refused(
            f"{key} is a demand of {proponent}, not of {draft.party}; "
            "give the new demand another key with --key."
        )
    if not draft.text:
        raise Refused(f"The demand {key} needs its wording.")
    _not_to_itself(draft)


def _warnings(draft: Draft, state: DemandState) -> tuple[str, ...]:
    found = []
    addressees = state.demand.addressees
    asked = not addressees or draft.party in addressees or state.within
    if draft.verb in ANSWER_VERBS and not asked:
        found.append(f"{draft.party} is not an addressee of {draft.demand}")
    if state.struck and draft.verb is not Verb.DEMAND:
        found.append(
            f"the move that put {draft.demand} was struck, so it has no wording on record; "
            f"put it again with: tracker demand TEXT --key {as_argument(draft.demand)}"
        )
    if state.wording.private and not draft.private:
        found.append(
            f"{draft.demand} was put privately, and this {_noun(draft.verb)} is public; "
            "strike it and record it with --private if it should not be"
        )
    if draft.verb in ANSWER_VERBS and state.answered_later:
        found.append(
            f"late entry: {draft.party} has an answer on record from {state.answered_later}"
        )
    if state.reworded:
        found.append(
            f"late entry: answers on record from {', '.join(state.reworded)} now speak of "
            f"v{state.wording.version + 1} of {draft.demand}, the wording recorded here"
        )
    if draft.verb is Verb.REVISE and draft.text == state.wording.text:
        found.append("the wording is the same as before; reaffirm says it again without a revision")
    return tuple(found)


def _until_before(draft: Draft, when: date | None) -> tuple[str, ...]:
    """A doubt about a day, month or year until which an answer is put off that is over by then."""
    until = draft.until or ""
    plain = until.replace("-", "").isdecimal()
    if not plain or not when or until >= when.isoformat()[: len(until)]:
        return ()
    return (f"it is deferred until {until}, which lies before the answer itself ({when})",)


def _future(when: date | None, today: date) -> tuple[str, ...]:
    return (f"{when} lies in the future",) if when and when > today else ()


_PAST = {
    Verb.DEMAND: "demanded",
    Verb.REVISE: "revised",
    Verb.REAFFIRM: "reaffirmed",
    Verb.WITHDRAW: "withdrawn",
    Verb.RETABLE: "retabled",
    Verb.ACCEPT: "accepted",
    Verb.REJECT: "rejected",
    Verb.DEFER: "deferred",
    Verb.COUNTER: "countered",
    Verb.ASK: "asked about",
    Verb.NOTE: "noted",
}


def _past(verb: Verb) -> str:
    return _PAST.get(verb, f"{verb}")


def _noun(verb: Verb) -> str:
    return "answer" if verb in ANSWER_VERBS else "move"
