"""Whatever several people add to the registry apart, edit and take back: one registry."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from builders import START, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from replicas import Replica

from tracker.dates import parse
from tracker.errors import InputFileError, TrackerError
from tracker.ledger.docket import Filing
from tracker.ledger.issues import add_issue
from tracker.ledger.mending import correct, strike
from tracker.ledger.moves import move_by_id, moves_in_order
from tracker.ledger.parties import add_party
from tracker.ledger.recording import Recorder
from tracker.ledger.talks import TalkFields, add_talk
from tracker.ledger.union.telling import Span

REF, DAYS = "T5", ("2022-02-01", "2022-02-02")
CODE, PATHS = "EU", ("Arms", "Arms/missiles", "Gas", "Gas/transit")
LENGTH = 40


class Clerks:
    """Three people who keep the registry, each in a copy; the clocks of two are off."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = [
            Replica.begun("alice"),
            Replica("bob", START - timedelta(hours=1)),
            Replica("carol", START + timedelta(seconds=20)),
        ]
        for other in self.people[1:]:
            other.hear(self.people[0])
        self.begun = self.people[0].span().changes
        self.bundles: list[tuple[list[bytes], bool]] = []
        for _ in range(LENGTH):
            self._does(self.chance.choice(self.people))

    def _does(self, person: Replica) -> None:
        deeds = {self._talk: 3, self._party: 2, self._issue: 2, self._file: 1, self._undo: 6,
                 self._redo: 2, self._tell: 5, self._hear: 6}  # fmt: skip
        (deed,) = self.chance.choices(list(deeds), list(deeds.values()))
        with suppress(TrackerError):
            deed(person, self.chance.choice)

    def _talk(self, person: Replica, pick: Any) -> None:
        """Add a talk, or edit one that was added."""
        when = parse(pick(DAYS), today=TODAY)
        there = [each.ref for each in person.case.talks if each.given == REF]
        if there and pick((True, True, False)):
            fields = TalkFields(title=f"By {person.by}", date=pick((None, when)))
            person.edit_talk(pick(there), fields)
        else:
            person.talk(TalkFields(REF, f"Of {person.by}", when))

    def _party(self, person: Replica, pick: Any) -> None:
        """Add a party, or edit the one that was added."""
        if CODE in person.case.parties:
            person.edit_party(CODE, name=f"By {person.by}", add_aliases=(pick("AB"),))
        else:
            known, name = dict(person.case.parties), f"Of {person.by}"
            person.does(
                "party add", lambda stamp: add_party(person.store, known, CODE, name, stamp)
            )

    def _issue(self, person: Replica, pick: Any) -> None:
        """Add an issue, or rename one, so that it becomes one with another."""
        path = pick(PATHS)
        if pick((True, False)):
            person.does("issue add", lambda stamp: add_issue(person.case, path, stamp))
        else:
            person.rename_issue(path, pick((*PATHS, "New")))

    def _file(self, person: Replica, pick: Any) -> None:
        key, issue = f"RU-{person.by}{len(person.moves)}", pick(("", *PATHS))
        person.demand("RU", key, pick(("T1", "T2")), issue=issue, to=("US",))

    def _undo(self, person: Replica, _: Any) -> None:
        if person.span().changes > self.begun:
            person.undo()

    def _redo(self, person: Replica, _: Any) -> None:
        person.undo(redo=True)

    def _tell(self, person: Replica, pick: Any) -> None:
        """Make a bundle of all or of what is new, to be taken in whenever."""
        since = pick((None, None, person.span(), Span(0, max(0, person.span().changes - 3))))
        self.bundles.append((person.bundle(since=since), since is None))

    def _hear(self, person: Replica, pick: Any) -> None:
        lines, whole = pick(self.bundles or [(person.bundle(), True)])
        try:
            person.apply(lines)
        except InputFileError:
            assert not whole

    def agree(self) -> None:
        """Everybody tells everybody everything, in any order."""
        told = [(person, whole.bundle()) for whole in self.people for person in self.people]
        self.chance.shuffle(told)
        for person, lines in told:
            person.apply(lines)


def lines_of(person: Replica) -> list[bytes]:
    """What a bundle of everything tells."""
    return sorted(person.bundle()[1:-1])


@settings(max_examples=20)
@given(st.integers(0, 1 << 32))
def test_all_come_to_the_same_registry_and_tell_the_same_of_it(seed: int) -> None:
    clerks = Clerks(seed)
    clerks.agree()
    first, *others = clerks.people
    for other in others:
        expected, found = first.dump(), other.dump()
        for part, rows in expected.items():
            assert found[part] == rows, part
        assert lines_of(other) == lines_of(first)
    fresh = Replica("reader")
    fresh.hear(first)
    assert fresh.dump() == first.dump()


def begun() -> tuple[Replica, Replica]:
    """Two copies of one ledger."""
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    bob.hear(alice)
    return alice, bob


def test_an_edit_of_a_talk_and_a_party_that_were_taken_back_is_told_on() -> None:
    alice, bob = begun()
    alice.does("add", lambda stamp: (
        add_talk(alice.case, TalkFields("T5", "Fifth", parse("2022-02-01", today=TODAY)), stamp),
        add_party(alice.store, alice.case.parties, "EU", "Union", stamp),
    ))  # fmt: skip
    bob.hear(alice)
    bob.edit_talk("T5", TalkFields(title="The fifth"))
    bob.edit_party("EU", name="European Union")
    edits = bob.bundle()
    alice.undo()
    late, early = Replica("late"), Replica("early")
    late.hear(alice)
    for each in (late, alice, early):
        each.apply(edits)
    early.hear(alice)
    bob.hear(alice)
    assert late.dump() == early.dump() == alice.dump() == bob.dump()
    assert lines_of(late) == lines_of(early) == lines_of(alice) == lines_of(bob)
    alice.undo(redo=True)
    assert "The fifth" not in {each.title for each in alice.case.talks}


def test_a_row_that_another_talk_had_before_is_told_as_the_talk_it_is_now() -> None:
    alice, bob = begun()
    bob.talk(TalkFields("T5", "Fifth", parse("2022-02-01", today=TODAY)))
    alice.hear(bob)
    bob.undo()
    alice.demand("RU", "RU-1", "T5", to=("US",))
    bob.talk(TalkFields("T6", "Sixth", parse("2022-02-02", today=TODAY)))
    bob.undo()
    bob.hear(alice)  # the move brings T5 back, in the row that T6 had
    bob.edit_talk("T5", TalkFields(title="The fifth"))
    alice.hear(bob)
    assert alice.dump() == bob.dump()
    assert alice.case.talks_by_ref["T5"].title == "The fifth"


@pytest.mark.parametrize(
    ("deed", "lacking"),
    [
        (lambda bob: bob.edit_talk("T5", TalkFields(title="x")), "the talk T5 of 2022-02-01"),
        (lambda bob: bob.edit_party("EU", name="x"), "the party EU"),
        (lambda bob: bob.edit_party("EU", add_aliases=("x",)), "the party EU"),
        (lambda bob: bob.join("US", "EU"), "the party EU"),
        (lambda bob: retitle(bob, "RU-1", "x"), "the demand RU-1"),
        (lambda bob: bob.rename_issue("Gas", "Arms"), "the demand MET-1"),
    ],
)
def test_edits_of_what_is_not_here_are_refused(
    deed: Callable[[Replica], None], lacking: str
) -> None:
    alice, bob = begun()
    bob.talk(TalkFields("T5", "Fifth", parse("2022-02-01", today=TODAY)))
    bob.does("party add", lambda stamp: add_party(
        bob.store, bob.case.parties, "EU", "Union", stamp
    ))  # fmt: skip
    bob.demand("RU", "RU-1", to=("US",))
    bob.meet("MET-1", issue="Gas")
    bob.answer("reject", "US", "MET-1")
    bob.does("issue add", lambda stamp: add_issue(bob.case, "Arms", stamp))
    since = bob.span()
    deed(bob)
    before = alice.dump()
    with pytest.raises(InputFileError, match="builds on what is not here") as failure:
        alice.apply(bob.bundle(since=since, private=False))
    assert any(lacking in each.reason for each in failure.value.problems)
    assert alice.dump() == before
    alice.hear(bob)
    alice.apply(bob.bundle(since=since))
    assert alice.dump() == bob.dump()


def retitle(person: Replica, key: str, title: str) -> None:
    """Give a demand another title."""
    case = person.case
    (move,) = (each for each in moves_in_order(case) if each.said.demand == key)
    person.does("correct", lambda stamp: correct(
        case, Recorder(case, stamp), move, {}, Filing(title)
    ))  # fmt: skip


def test_edits_of_a_demand_that_only_private_moves_speak_of_are_not_told_in_public() -> None:
    alice, bob = begun()
    alice.meet("MET-1", issue="Secret")
    alice.answer("reject", "US", "MET-1", private=True)
    alice.does("issue add", lambda stamp: add_issue(alice.case, "Arms", stamp))
    alice.rename_issue("Secret", "Arms")
    for word in (b"Secret", b"MET-1"):
        assert word in b"".join(alice.bundle())
        assert word not in b"".join(alice.bundle(private=False))
    bob.hear(alice, private=False)


def test_the_history_keeps_what_a_struck_private_demand_was_called_before_a_union() -> None:
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    put = alice.demand("RU", "RU-1", title="Before", issue="Arms", private=True)
    bob.hear(alice)
    _mend(bob, put.id, "After")
    _mend(bob, next(each.id for each in moves_in_order(bob.case) if each.said.corrects))
    _mend(alice, put.id)
    alice.hear(bob)
    kept = alice.store.connection.execute(
        "select old, new from registry_change where by_union = 'followed' and subject = 'demand'"
    )
    assert kept.fetchall() == [("Before", "After")]


def _mend(person: Replica, found: str, title: str = "") -> None:
    """Give a demand another title; without one, strike the move that put it."""
    case, move = person.case, move_by_id(person.case, found)
    recorder = Recorder(case, person.stamp())
    if title:
        person.does("correct", lambda _: correct(case, recorder, move, {}, Filing(title)))
    else:
        person.does("strike", lambda _: strike(case, recorder, move, "a slip"))
