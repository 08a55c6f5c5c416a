"""Ledgers made at random: moves of every kind, late ones, private ones, struck ones, blocs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from builders import STAMP
from hypothesis import strategies as st
from ledgers import LEDGER_PARTIES, LEDGER_TALKS, Ledger

from tracker.errors import Refused
from tracker.ledger.docket import Filing
from tracker.ledger.mending import correct, strike
from tracker.model import ANSWER_VERBS, Draft, Kind, Manner, Membership, Move, Verb

WHEN = (*LEDGER_TALKS, "2022-01-12", "2022-01-13")
"""Four talks, two of them on one day, and statements outside any."""
VIEWS = ("2022-01-01", *LEDGER_TALKS, "2022-01-13", "2022-12-31")
"""Moments to look at: before everything, each talk, and days after statements."""
TEXTS = ("", "a ban", "a wider ban", "=1+1", "“shall” [or should],\n5% – \t'so'", "禁止 حظر")

_MANNERS = {
    Verb.ACCEPT: (None, Manner.IN_PART, Manner.IF, Manner.IN_PRINCIPLE),
    Verb.REJECT: (None, Manner.FINAL),
    Verb.REVISE: (None, Manner.EDITORIAL),
}
_ANSWERS = (Verb.ACCEPT, Verb.REJECT, Verb.DEFER, Verb.COUNTER, Verb.ASK, Verb.NOTE)
_OTHERS = (Verb.REVISE, Verb.REAFFIRM, Verb.WITHDRAW, Verb.RETABLE)


class Demanded(NamedTuple):
    """A demand of every generated ledger; `by` is empty where the record does not say."""

    key: str
    by: tuple[str, ...]
    to: tuple[str, ...]


DEMANDS = (
    Demanded("RU-1", ("RU",), ("NATO", "US")),
    Demanded("NATO-1", ("NATO",), ("RU", "BY")),
    Demanded("Ñ 12*", ("RU", "BY"), ()),
    Demanded("MET-1", (), ()),
)


SPEAKERS = (*LEDGER_PARTIES, "NATO", "NATO", "US")
"""Some speak more often than others, so that they come back to what they said."""


class Step(NamedTuple):
    """One attempt to record a move; the rules may refuse it.

    Attributes:
        target: which of the moves recorded before is struck or corrected, if any.
    """

    verb: Verb
    by: str
    demand: str
    at: str
    manner: Manner | None
    text: str
    private: bool
    target: int | None
    counter: str | None


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Answers more often than the rest, and now and then a strike or a correction."""
    verb = draw(st.sampled_from((*_ANSWERS, *_ANSWERS, *_OTHERS, Verb.STRIKE)))
    target = draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, 30)))
    if verb is Verb.STRIKE:
        target = target or draw(st.integers(0, 30))
    return Step(
        verb=verb,
        by=draw(st.sampled_from(SPEAKERS)),
        demand=draw(st.sampled_from((DEMANDS[0], DEMANDS[0], *DEMANDS))).key,
        at=draw(st.sampled_from(WHEN)),
        manner=draw(st.sampled_from(_MANNERS.get(verb, (None,)))),
        text=draw(st.sampled_from(TEXTS)),
        private=draw(st.integers(0, 5)) == 5,
        target=target,
        counter=draw(st.sampled_from((None, "RU-1", "NATO-1"))),
    )


def _stays(member: str, bloc: str) -> st.SearchStrategy[Membership]:
    days = st.dates(date(2022, 1, 5), date(2022, 1, 31))
    bounds = st.tuples(st.none() | days, st.none() | days)
    return bounds.map(lambda each: Membership(member, bloc, *_in_order(*each)))


def _in_order(since: date | None, until: date | None) -> tuple[date | None, date | None]:
    return (until, since) if since and until and until < since else (since, until)


@st.composite
def links(draw: st.DrawFn) -> Step:
    """Counters, and what may come of them: most chains that are made so are settled for a while."""
    target = draw(st.none() | st.none() | st.integers(0, 12))
    demand, by, counter = draw(st.sampled_from((("RU-1", "NATO", "NATO-1"),
                                                ("NATO-1", "RU", "RU-1"))))  # fmt: skip
    return Step(
        verb=draw(st.sampled_from((Verb.COUNTER, Verb.COUNTER, Verb.ACCEPT, Verb.ACCEPT,
                                   Verb.REJECT, Verb.WITHDRAW, Verb.RETABLE))),
        by=by,
        demand=demand,
        at=draw(st.sampled_from(WHEN)),
        manner=None,
        text="",
        private=draw(st.integers(0, 5)) == 5,
        target=target,
        counter=counter,
    )  # fmt: skip


class Plan(NamedTuple):
    """A ledger to be made: who is in which bloc, when each demand was made, and what followed."""

    stays: tuple[Membership, ...]
    made: tuple[str, ...]
    steps: tuple[Step, ...]


plans = st.builds(
    Plan,
    stays=st.tuples(_stays("US", "NATO"), _stays("BY", "RU"))
    | st.tuples(_stays("US", "NATO"), _stays("NATO", "BY"))
    | st.just((Membership("US", "NATO"),))
    | st.just(()),
    made=st.tuples(*(st.sampled_from(tuple(LEDGER_TALKS)) for _ in DEMANDS)),
    steps=st.lists(steps(), min_size=1, max_size=16).map(tuple),
)

chains = st.builds(
    Plan,
    stays=st.just((Membership("US", "NATO"),)) | st.just(()),
    made=st.just(("T1",) * len(DEMANDS)),
    steps=st.lists(links(), min_size=2, max_size=8).map(tuple),
)
"""Plans in which demands are countered, and that is settled and unsettled."""


def made(plan: Plan) -> tuple[Ledger, list[Move]]:
    """The ledger of a plan, and its moves in the order of recording; refused ones are left out."""
    ledger = Ledger(*plan.stays)
    moves: list[Move] = []
    for demand, at in zip(DEMANDS, plan.made, strict=True):
        if demand.by:
            draft = Draft(
                Verb.DEMAND, demand.by, demand.key, talk=at, kind=Kind.DEMAND,
                to=demand.to, text=f"the wording of {demand.key}",
            )  # fmt: skip
            moves.append(ledger.recorder.record(draft, Filing("", "Ukraine/troops")).move)
        else:
            met = Draft(Verb.DEMAND, (), demand.key)
            ledger.recorder.docket.make(met, Kind.DEMAND, Filing(), STAMP)
    for step in plan.steps:
        move = tried(ledger, step, moves)
        if move:
            moves.append(move)
    return ledger, moves


def tried(ledger: Ledger, step: Step, moves: Sequence[Move]) -> Move | None:
    try:
        if step.target is None:
            return ledger.record(step.verb, step.by, step.demand, step.at, **_said(step)).move
        target = moves[step.target % len(moves)]
        if any(move.said.corrects == target.id for move in moves):
            return None
        return _mended(ledger, step, target)
    except Refused:
        return None


def _said(step: Step) -> dict[str, Any]:
    said: dict[str, Any] = {"text": step.text or None}
    if step.manner in (Manner.IN_PART, Manner.IF):
        said["condition"] = step.text or "if reciprocated"
    if step.verb is Verb.COUNTER and step.counter != step.demand:
        said["counter"] = step.counter
    return {**said, "manner": step.manner, "private": step.private}


def _mended(ledger: Ledger, step: Step, target: Move) -> Move:
    """The target struck; or corrected, an answer into any other one, and to another talk or not."""
    if step.verb is Verb.STRIKE:
        return strike(ledger.case, ledger.recorder, target, "a slip of the pen").move
    fields: dict[str, Any] = {"text": step.text or target.said.text}
    if target.said.verb in ANSWER_VERBS and step.verb in ANSWER_VERBS:
        fields = {"condition": None, "counter": None, **_said(step), "verb": step.verb}
    if step.private:
        fields |= {"talk": step.at if step.at in LEDGER_TALKS else "T2", "date": None}
    return correct(ledger.case, ledger.recorder, target, fields, Filing()).after.move
