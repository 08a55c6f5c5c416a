"""Minutes into the ledger: each line as moves, within the open transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from tracker.errors import AS_GIVEN, Refused
from tracker.exchange.matching import Matching
from tracker.exchange.minutes.labels import Labelled, Labels
from tracker.exchange.minutes.registry import Registry
from tracker.exchange.minutes.tree import (
    DemandLine,
    Fault,
    Item,
    Minutes,
    Misread,
    MoveLine,
    OnLine,
    Ref,
    TalkLine,
)
from tracker.ledger import countering, refs
from tracker.ledger.case import Case
from tracker.ledger.docket import UNFILED, Filing, next_key
from tracker.ledger.imports import Imported
from tracker.ledger.recording import Recorded, Recorder
from tracker.ledger.talks import bring_back
from tracker.model import ANSWER_VERBS, Draft, FuzzyDate, Talk, TalkStatus, Verb

T = TypeVar("T")

_IN_MINUTES = (
    ("give the later talk with --at", "put the line below the later talk"),
    ("another key with --key", "another key before the colon: as KEY"),
    ("with --with KEY", "as in: with KEY"),
)
"""What the rules advise at the command line, and what does the same in minutes."""


@dataclass(slots=True)
class Taken:
    """What minutes brought, or would bring.

    Attributes:
        recorded: the moves that were added, in order.
        done: how many were on record, what was created, warnings and notices.
        faults: what is wrong with the minutes; where there is anything, the caller must undo.
    """

    recorded: list[Recorded] = field(default_factory=list)
    done: Imported = field(default_factory=Imported)
    faults: list[Fault] = field(default_factory=list)


class When(NamedTuple):
    """The talk of the moves that follow, or their date outside any talk."""

    talk: str | None
    date: FuzzyDate | None


def take(minutes: Minutes, case: Case, recorder: Recorder, at: str | None) -> Taken:
    """Record what minutes say, and find everything that is wrong with them.

    Args:
        minutes: as they were read.
        case: the negotiation.
        recorder: of the open transaction.
        at: the talk of the moves above the first line that names one; None for the latest held.

    Raises:
        NotFound: there is no talk `at`.
    """
    taker = _Taker(case, recorder, minutes)
    if at is not None:
        taker.begin(refs.talk(case, at))
    for item in minutes.items:
        taker.take(item)
    taker.taken.faults = sorted({*minutes.faults, *taker.taken.faults})
    return taker.taken


class _Taker:
    """Records the lines of some minutes in one negotiation."""

    def __init__(self, case: Case, recorder: Recorder, minutes: Minutes) -> None:
        self.case = case
        self.recorder = recorder
        self.taken = Taken()
        self.done = self.taken.done
        self.today = recorder.stamp.today
        self.registry = Registry(case, recorder.docket, self.done, recorder.stamp)
        self.registry.lost.extend(minutes.lost)
        self.matching = Matching(case, recorder.docket)
        self.when: When | None = None
        self.labels = Labels(case, recorder.docket)

    def take(self, item: Item) -> None:
        """Record one line, or keep what is wrong with it."""
        try:
            if isinstance(item, MoveLine):
                self._move(item)
            elif isinstance(item, TalkLine):
                self._talk(item)
            elif isinstance(item, OnLine):
                self.when = When(None, item.date or self._some_day())
            elif isinstance(item, DemandLine):
                self.registry.add_demand(item)
            else:
                self.registry.add_party(item)
        except Misread as wrong:
            self._keep(item, wrong)

    def _keep(self, item: Item, wrong: Misread) -> None:
        self.taken.faults.extend(wrong.faults)
        if isinstance(item, MoveLine) and item.makes_demand:
            self.registry.lost.append(item.place.text)
        elif isinstance(item, DemandLine):
            self.registry.lost.append(item.key.text)

    def begin(self, talk: Talk) -> None:
        """Take a talk as that of the moves that follow."""
        self.when = When(talk.ref, None)
        if talk.status is not TalkStatus.HELD:
            self.done.notice(
                f"{talk.ref} is still {talk.status}; once it is held: "
                f"tracker talk edit {talk.ref} --status held"
            )

    def _talk(self, line: TalkLine) -> None:
        self.when = When(None, self._some_day())
        if line.ref or line.date:
            self.begin(self.registry.talk(line))

    def _some_day(self) -> FuzzyDate:
        """A day that moves stand in for whose talk or date could not be read: all is undone."""
        return FuzzyDate(self.today.isoformat(), self.today, self.today)

    def _when(self, line: MoveLine) -> When:
        if self.when is None:
            try:
                self.begin(talk := refs.latest_talk(self.case))
            except Refused:
                self.when = When(None, self._some_day())
                reason = "say when it was, above it: talk 2022-01-12 Title, Place, or on 2022-01-13"
                self.taken.faults.append(line.place.fault(reason))
            else:
                self.done.notice(
                    f"at {talk.ref}, the latest talk held, since no line names another"
                )
        assert self.when is not None
        return self.when._replace(date=line.date) if line.date else self.when

    def _move(self, line: MoveLine) -> None:
        when, found = self._when(line), self.registry
        tried = _Tried()
        parties = tried(found.parties, line.parties)
        to = tried(found.parties, line.to)
        issue = tried(found.issue, line.issue, line.place)
        counter = tried(found.demands, (line.counter,) if line.counter else ())
        strikes = line.verb is Verb.STRIKE
        objects = tried(self.labels.demands if strikes else found.demands, line.objects)
        target = tried(self.labels.demands, (line.corrects,) if line.corrects else ())
        if tried.failed or line.is_faulty:
            raise Misread(*tried.faults)
        said = _said(line, when)._replace(
            parties=parties or (),
            counter=counter[0][0] if counter else None,
            corrects=self.labels.id_of(target[0][1].text) if target else None,
        )
        if line.verb is Verb.DEMAND:
            self._put(line, said, to or (), Filing(line.title, issue or ""))
        elif line.verb is Verb.COUNTER and line.makes_demand:
            self._counter(line, said, objects or [], Filing(line.title, issue or ""))
        else:
            self._say(line, said, objects or [])

    def _put(self, line: MoveLine, said: Draft, to: tuple[str, ...], filing: Filing) -> None:
        for name in line.to:
            if any(code in said.parties for code in self.registry.parties((name,))):
                raise Misread(name.fault(f"{name.text} cannot put a demand to itself"))
        draft = said._replace(kind=line.kind, to=to, demand=line.key.text if line.key else "")
        self._record(line, draft, filing, line.key or line.place)

    def _say(self, line: MoveLine, said: Draft, objects: list[tuple[str, Ref]]) -> None:
        """One move for each party of an answer, and for each demand; one for all proponents."""
        each = [(code,) for code in said.parties] if said.verb in ANSWER_VERBS else [said.parties]
        for key, place in objects:
            strikes = self.labels.id_of(place.text) if said.verb is Verb.STRIKE else said.corrects
            for parties in each:
                draft = said._replace(parties=parties, demand=key, corrects=strikes)
                self._record(line, draft, UNFILED, place)

    def _counter(
        self, line: MoveLine, said: Draft, objects: list[tuple[str, Ref]], filing: Filing
    ) -> None:
        """Make the counter-demand whose wording a counter gives, and counter with it."""
        known = self.recorder.docket.known(objects[0][0])
        assert known is not None
        demand = known.demand
        if countering.revises_its_own(said, demand):
            self.done.notice(f"{said.party} counters its own {demand.key}: recorded as a revision")
            self._say(line, countering.revision_of(said), objects)
            return
        opening, filing = countering.opening_of(self.case, said, demand, filing)
        opening = opening._replace(demand=line.key.text if line.key else "")
        key = self._record(line, opening, filing, line.place)
        if key:
            self._say(line, countering.answer_with(said, key), objects)

    def _record(self, line: MoveLine, draft: Draft, filing: Filing, place: Ref) -> str | None:
        """Record one move, unless it is on record, and give the key of its demand."""
        known = self._on_record(line, draft)
        if known:
            self.done.known += 1
            self.labels.keep(line.label, known)
            return known.demand
        if not draft.demand:
            draft = draft._replace(demand=next_key(self.case, draft.party))
        is_new = self.recorder.docket.known(draft.demand) is None
        try:
            made = self.recorder.record(draft, filing)
        except AS_GIVEN as error:
            self._keep(line, Misread(place.fault(_in_minutes(str(error)))))
            return None
        self._note(line, made, is_new=is_new)
        return draft.demand

    def _on_record(self, line: MoveLine, draft: Draft) -> Labelled | None:
        words_of_its_own = draft.verb is Verb.COUNTER and draft.text
        if line.label or draft.corrects or words_of_its_own:
            return self.labels.on_record(draft, line.label)
        key = self.matching.key_of(draft)
        return Labelled("", key) if key is not None else None

    def _note(self, line: MoveLine, made: Recorded, *, is_new: bool) -> None:
        key = made.move.said.demand
        known = self.recorder.docket.known(key)
        assert known is not None
        self.taken.recorded.append(made)
        self.done.recorded += 1
        talk = made.move.said.talk
        again = bring_back(self.case, talk, self.recorder.stamp) if talk else None
        if again:
            self.done.notice(again)
        self.done.touched[known.demand.id] = None
        self.labels.keep(line.label, Labelled(made.move.id, key))
        if made.move.said.corrects:
            self.labels.set_aside(made.move.said.corrects)
        if is_new:
            self.registry.learn_key(key)
            self.done.created.setdefault("demands", []).append(key)
        for warning in made.warnings:
            self.done.warnings.append(f"line {line.place.line}: {warning}")


class _Tried:
    """Calls one finder after the other, and gathers what is wrong with any."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.failed = False

    def __call__(self, find: Callable[..., T], *refs: Any) -> T | None:
        try:
            return find(*refs)
        except Misread as wrong:
            self.failed = True
            self.faults.extend(wrong.faults)
            return None


def _said(line: MoveLine, when: When) -> Draft:
    same = ("verb", "manner", "ad_referendum", "text", "condition", "until", "quote", "speaker",
            "source", "note", "private")  # fmt: skip
    return Draft(
        **{name: getattr(line, name) for name in same},
        parties=(),
        demand="",
        talk=when.talk,
        date=when.date,
    )


def _in_minutes(advice: str) -> str:
    for there, here in _IN_MINUTES:
        advice = advice.replace(there, here)
    return advice
