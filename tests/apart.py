"""What three people do with copies of one ledger, made at random: they record apart, and tell."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from builders import START, TODAY
from generated import TEXTS, Step
from replicas import CODES, Replica

from tracker.dates import parse
from tracker.errors import InputFileError, TrackerError
from tracker.ledger.docket import Filing
from tracker.ledger.issues import add_issue
from tracker.ledger.mending import correct, strike
from tracker.ledger.moves import move_by_id, moves_in_order
from tracker.ledger.recording import Recorder
from tracker.ledger.talks import TalkFields
from tracker.ledger.union.telling import Span
from tracker.model import ANSWER_VERBS, Draft, FuzzyDate, Manner, Verb

KEYS = ("RU-1", "RU-1", "NATO-1", "MET-1", "RU-1.0")
DAYS = ("2022-01-12", "2022-01-13", "2022-01", "2022-01-11/2022-01-20")
SOURCED = ("T2", "T4")
"""The talks of which there are minutes, that the moves name as their source."""
REFS = ("T1", "T2", "T3", "T4", "T5", "T6", "Ñ")
PATHS = ("Ukraine", "Ukraine/troops", "Arms", "Arms/missiles")
Deed = tuple[Any, ...]


_ANSWERS = (Verb.ACCEPT, Verb.REJECT, Verb.DEFER, Verb.COUNTER, Verb.ASK, Verb.NOTE)
_OTHERS = (Verb.REVISE, Verb.REVISE, Verb.REAFFIRM, Verb.WITHDRAW, Verb.RETABLE)
_MANNERS = {
    Verb.ACCEPT: (None, Manner.IN_PART, Manner.IF, Manner.IN_PRINCIPLE),
    Verb.REJECT: (None, Manner.FINAL),
    Verb.REVISE: (None, Manner.EDITORIAL),
}


class Plan:
    """What three people do, one after the other: made at random from a number."""

    def __init__(self, seed: int, *, hiding: bool = False, length: int = 40) -> None:
        self.hiding = hiding
        self.chance = random.Random(seed)
        self.deeds = [(self.chance.randrange(3), self._deed()) for _ in range(length)]

    def _deed(self) -> Deed:
        pick = self.chance.choice
        some: dict[str, Callable[[], Deed]] = {
            "move": lambda: ("move", self._move()),
            "mend": lambda: ("mend", self._move(), self.chance.randrange(30)),
            "demand": lambda: (
                "demand", pick(KEYS), pick(CODES), pick(REFS), pick(("", *PATHS)),
                pick(("", "A title", "Another")), self.chance.randrange(4 if self.hiding else 5),
            ),
            "meet": lambda: ("meet", pick(("MET-1", "MET-2", "RU-1"))),
            "talk": lambda: (
                "talk", pick(("T5", "T6", "Ñ")), pick(("2022-01-12", "2022-02-01", ""))
            ),
            "talk date": lambda: ("talk date", pick(REFS), pick(("2022-01-11", "2022-01-12"))),
            "talk title": lambda: ("talk title", pick(REFS), pick(("Council", "Session"))),
            "party": lambda: ("party", pick(CODES), pick(("One", "Two", "Three"))),
            "alias": lambda: (
                "alias", pick(CODES), pick(("Moscow", "Brussels")), pick((True, False))
            ),
            "join": lambda: ("join", pick(("US", "BY")), pick(("NATO", "RU"))),
            "issue": lambda: ("issue", pick((*PATHS, "New"))),
            "rename": lambda: ("rename", pick(PATHS), pick((*PATHS, "New"))),
            "labels": lambda: ("labels", pick(KEYS), pick(("", "Corrected")), pick(("", *PATHS))),
            "undo": lambda: ("undo",),
            "tell": lambda: (
                "tell", self.chance.randrange(3), pick((True, False)), self.chance.randrange(3)
            ),
        }  # fmt: skip
        names = ("move", "mend", "demand", "tell")
        if self.hiding:
            del some["meet"]
        return some[pick((*some, *names * 4))]()

    def _move(self) -> Step:
        pick = self.chance.choice
        verb = pick((*_ANSWERS, *_ANSWERS, *_OTHERS, Verb.STRIKE))
        return Step(
            verb=verb,
            by=pick(CODES),
            demand=pick(KEYS),
            at=pick((*REFS, *DAYS)),
            manner=pick(_MANNERS.get(verb, (None,))),
            text=pick(TEXTS),
            private=self.chance.randrange(5) == 0,
            target=None,
            counter=pick((None, *KEYS)),
        )


class Group:
    """Three people with a copy each; the clocks of two of them are off."""

    def __init__(self) -> None:
        self.people = [
            Replica.begun("alice"),
            Replica.begun("bob", START - timedelta(hours=3)),
            Replica.begun("carol", START + timedelta(hours=2)),
        ]
        self.spans: dict[tuple[int, int], Span] = {}
        self.people[0].demand("RU", "RU-1", to=("NATO", "US"), issue="Ukraine/troops")
        self.people[0].demand("NATO", "NATO-1", to=("RU", "BY"))
        self.people[1].hear(self.people[0])
        self.people[2].demand("RU", "RU-1", "T2", to=("NATO",))

    def does(self, who: int, deed: Deed) -> None:
        """One deed, unless a rule forbids it."""
        name, *rest = deed
        person = self.people[who]
        if name == "tell":
            self._tell(who, *rest)
        elif name in ("undo", "talk") or _is_there(person, rest):
            with suppress(TrackerError):
                _DEEDS[name](person, *rest)

    def _tell(self, who: int, whom: int, private: bool, since: int) -> None:
        """Tell another: all, or what is new; a part that lacks something is not taken in."""
        if who == whom:
            return
        span = self.spans.get((who, whom), Span()) if since else None
        lines = self.people[who].bundle(private=private, since=span)
        if private:
            self.spans[who, whom] = self.people[who].span()
        try:
            self.people[whom].apply(lines)
        except InputFileError:
            assert span not in (None, Span())
            self.spans.pop((who, whom), None)

    def agree(self, seed: int) -> None:
        """Everybody tells everybody everything, in any order, some of it twice."""
        pairs = [(a, b) for a in range(3) for b in range(3) if a != b] * 2
        random.Random(seed).shuffle(pairs)
        for who, whom in [*pairs, (0, 1), (1, 2), (2, 0), (0, 1), (1, 2)]:
            self.people[whom].hear(self.people[who])


def _is_there(person: Replica, said: Sequence[Any]) -> bool:
    """Whether the parties are there, and the talks that a deed speaks of."""
    case = person.case
    words = {word for each in said for word in (each if isinstance(each, Step) else (each,))}
    return set(CODES) <= set(case.parties) and words & set(REFS) <= set(case.talks_by_ref)


def _step(person: Replica, step: Step) -> None:
    said: dict[str, Any] = {"text": step.text or None, "manner": step.manner}
    if step.manner in (Manner.IN_PART, Manner.IF):
        said["condition"] = step.text or "if reciprocated"
    if step.verb is Verb.COUNTER and step.counter != step.demand:
        said["counter"] = step.counter
    talk = step.at if step.at in REFS else None
    day = None if talk else parse(step.at, today=TODAY)
    key = step.demand
    case = person.case
    if Recorder(case, person.stamp()).docket.known(key) is None:
        return
    draft = Draft(step.verb, (step.by,), key, talk, day, private=step.private, **said)
    if draft.counter and Recorder(case, person.stamp()).docket.known(draft.counter) is None:
        draft = draft._replace(counter=None)
    source = f"The minutes of {talk} on {key}." if talk in SOURCED else ""
    person.record(draft, source=source)


def _mend(person: Replica, step: Step, which: int) -> None:
    """Correct or strike one of the moves that are there, whoever recorded it."""
    case = person.case
    target = [*filter(lambda each: each.in_force, moves_in_order(case))][-1 - which % 12 :][0]
    if step.verb is Verb.STRIKE:
        person.does("strike", lambda stamp: strike(case, Recorder(case, stamp), target, "a slip"))
    else:
        fields: dict[str, Any] = {"text": step.text or target.said.text}
        if target.said.verb in ANSWER_VERBS and step.verb in ANSWER_VERBS:
            condition = "if so" if step.manner in (Manner.IN_PART, Manner.IF) else None
            fields = {"verb": step.verb, "manner": step.manner, "counter": None,
                      "condition": condition, "text": step.text or None,
                      "private": step.private}  # fmt: skip
        person.does(
            "correct", lambda stamp: correct(case, Recorder(case, stamp), target, fields, Filing())
        )


def _demand(
    person: Replica, key: str, by: str, at: str, issue: str, title: str, extra: int
) -> None:
    to = ("NATO",) if by != "NATO" and extra != 3 else ()
    person.demand(by, key, at, issue=issue, title=title, to=to, private=extra == 4)


def _meet(person: Replica, key: str) -> None:
    case = person.case
    if Recorder(case, person.stamp()).docket.known(key) is None:
        person.meet(key)
    person.answer("reject", "US", key, "T2")


def _talk(person: Replica, ref: str, day: str) -> None:
    when = parse(day, today=TODAY) if day else None
    person.talk(TalkFields(ref, f"{ref} of {person.by}", when))
    if "BY" in person.case.parties and person.moves:
        person.answer("note", "BY", person.moves[-1].said.demand, ref)


def _labels(person: Replica, key: str, title: str, issue: str) -> None:
    case = person.case
    known = Recorder(case, person.stamp()).docket.known(key)
    if known and known.opening and (title or issue):
        move = move_by_id(case, known.opening)
        person.does(
            "correct",
            lambda stamp: correct(case, Recorder(case, stamp), move, {}, Filing(title, issue)),
        )


def _alias(person: Replica, code: str, alias: str, add: bool) -> None:
    person.edit_party(code, **{"add_aliases" if add else "drop_aliases": (alias,)})


def _issue(person: Replica, path: str) -> None:
    person.does("issue add", lambda stamp: add_issue(person.case, path, stamp))


_DEEDS: dict[str, Callable[..., None]] = {
    "move": _step,
    "mend": _mend,
    "demand": _demand,
    "meet": _meet,
    "talk": _talk,
    "talk date": lambda person, ref, day: person.edit_talk(
        ref, TalkFields(date=parse(day, today=TODAY))
    ),
    "talk title": lambda person, ref, title: person.edit_talk(ref, TalkFields(title=title)),
    "party": lambda person, code, name: person.edit_party(code, name=f"{code} {name}"),
    "alias": _alias,
    "join": lambda person, member, bloc: person.join(
        member, bloc, FuzzyDate("", parse("2022-01-11", today=TODAY).earliest, None)
    ),
    "issue": _issue,
    "rename": lambda person, old, new: person.rename_issue(old, new),
    "labels": _labels,
    "undo": lambda person: person.undo(),
}


def parted(seed: int, *, hiding: bool = False) -> Group:
    """Three people after a plan, who have told each other some of what they did."""
    group = Group()
    for who, deed in Plan(seed, hiding=hiding).deeds:
        group.does(who, deed)
    return group
