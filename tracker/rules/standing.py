"""What moves make of a demand: its wording, the answers that stand, where it stands over all."""

from collections.abc import Sequence
from typing import Literal

from tracker.model import Headline, Manner, Rollup, Status, Verb
from tracker.named import NamedTuple

Life = Literal["worded", "editorial", "withdrawn"]
Turn = tuple[int, int]  # a move's (moment, rank): its place in the order of the ledger

_ANSWERS = {
    (Verb.ACCEPT, None): Status.ACCEPTED,
    (Verb.ACCEPT, Manner.IN_PART): Status.IN_PART,
    (Verb.ACCEPT, Manner.IF): Status.IF,
    (Verb.ACCEPT, Manner.IN_PRINCIPLE): Status.IN_PRINCIPLE,
    (Verb.REJECT, None): Status.REJECTED,
    (Verb.REJECT, Manner.FINAL): Status.REJECTED,
    (Verb.DEFER, None): Status.DEFERRED,
    (Verb.COUNTER, None): Status.COUNTERED,
    (Verb.ASK, None): Status.ASKED,
    (Verb.NOTE, None): Status.NOTED,
}
_LIVES: dict[Verb, Life] = {
    Verb.DEMAND: "worded",
    Verb.REVISE: "worded",
    Verb.RETABLE: "worded",
    Verb.WITHDRAW: "withdrawn",
}
_BOTH_SAID = frozenset({Status.REJECTED, Status.COUNTERED})
_STEPS = frozenset({Status.NOTED, Status.ASKED})
_CONDITIONAL = frozenset({Status.IN_PART, Status.IF})


def answer_of(verb: Verb, manner: Manner | None) -> Status | None:
    """The status an answering move leads to; None for the other verbs."""
    return _ANSWERS.get((verb, manner))


def life_of(verb: Verb, manner: Manner | None) -> Life | None:
    """What the move does to the wording or the life of the demand, if anything."""
    if manner is Manner.EDITORIAL:
        return "editorial"
    return _LIVES.get(verb)


class Wording(NamedTuple):
    """One move that made, mended or withdrew a demand's wording."""

    turn: Turn
    life: Life
    text: str | None
    retabled: bool = False
    private: bool = False


class WordingState(NamedTuple):
    """A demand's wording as of a moment.

    Attributes:
        turns: when each version began, in order; empty where the wording is unknown.
        text: the live wording.
        withdrawn: whether the proponent has taken it off the table.
        retabled: whether the live version came by retabling.
        private: whether the live wording was put, or mended editorially, in private.
    """

    turns: tuple[Turn, ...] = ()
    text: str | None = None
    withdrawn: bool = False
    retabled: bool = False
    private: bool = False

    @property
    def version(self) -> int:
        """Number of the live version; 0 where the wording is unknown."""
        return len(self.turns)

    @property
    def began(self) -> int:
        """Place in time of the move that gave the live version; 0 where its wording is unknown."""
        return self.turns[-1][0] if self.turns else 0

    def version_at(self, turn: Turn) -> int:
        """Number of the version that was live when a move at `turn` was made."""
        return len([began for began in self.turns if began < turn])


def wording_of(moves: Sequence[Wording]) -> WordingState:
    """Fold the moves on a demand's wording, in ledger order, into its state."""
    text, withdrawn, retabled, private = None, False, False, False
    turns = []
    for move in moves:
        withdrawn = move.life == "withdrawn"
        if not withdrawn and not move.retabled:  # what is said there is no wording
            text = move.text or text
        if move.life == "worded":
            turns.append(move.turn)
            retabled = move.retabled
        if not withdrawn:
            private = move.private
    return WordingState(tuple(turns), text, withdrawn, retabled, private)


class Account(NamedTuple):
    """One answer of a party at a talk, as far as another account of it can differ.

    Attributes:
        condition: of an acceptance in part or on condition, which part or condition.
    """

    status: Status
    condition: str | None = None


def account_of(status: Status, condition: str | None) -> Account:
    """What of an answer another account of it can contest."""
    return Account(status, condition or None if status in _CONDITIONAL else None)


def contest(latest: Account, same_talk: Sequence[Account]) -> tuple[Status, ...]:
    """The statuses of the other accounts of one party's answer to one wording at one talk.

    Empty where they agree. A question or a note is a step on the way to an answer and contests
    nothing; who rejects a demand and puts another in its place says both.
    """
    if latest.status in _STEPS:
        return ()
    others = (each for each in same_talk if each != latest and each.status not in _STEPS)
    statuses = dict.fromkeys(each.status for each in others)
    return tuple(each for each in statuses if {each, latest.status} != _BOTH_SAID)


def rollup_of(statuses: Sequence[Status], *, named: bool) -> Rollup:
    """Where a demand stands over the parties it was put to.

    Args:
        statuses: one for each party with a cell.
        named: whether the demand named its addressees; where it did not, nobody can say that
            all have agreed.
    """
    headlines = {status.headline for status in statuses}
    if Headline.WITHDRAWN in headlines:
        return Rollup.WITHDRAWN
    if Headline.REJECTED in headlines:
        return Rollup.BLOCKED
    if headlines == {Headline.ACCEPTED}:
        return Rollup.AGREED if named else Rollup.PENDING
    waiting = headlines & {Headline.OPEN, Headline.DEFERRED}
    return Rollup.SPLIT if len(headlines) > 1 and not waiting else Rollup.PENDING
