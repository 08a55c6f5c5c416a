"""Whatever is recorded, mended and merged by the program itself: a check finds no error in it."""

from __future__ import annotations

from apart import parted
from builders import STAMP
from generated import Plan, made, plans
from hypothesis import given, settings
from hypothesis import strategies as st
from replicas import Replica

from tracker.ledger.checking.findings import Finding, Severity
from tracker.ledger.checking.whole import Check
from tracker.store.store import Store


def errors(store: Store) -> list[Finding]:
    found = Check(store, STAMP, only=None, private=True).findings()
    return [each for each in found if each.code.severity is Severity.ERROR]


@settings(max_examples=60)
@given(plans)
def test_a_ledger_of_one_person_is_clean(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        assert errors(ledger.store) == []


@settings(max_examples=25)
@given(st.integers(0, 1 << 32), st.booleans())
def test_copies_are_clean_apart_and_merged(seed: int, hiding: bool) -> None:
    group = parted(seed, hiding=hiding)
    for person in group.people:
        assert errors(person.store) == []
    group.agree(seed)
    for person in group.people:
        assert errors(person.store) == []


@settings(max_examples=25)
@given(st.integers(0, 1 << 32))
def test_a_copy_without_private_moves_is_clean(seed: int) -> None:
    for person in parted(seed, hiding=True).people:
        reader = Replica("reader")
        reader.apply(person.bundle(private=False))
        assert errors(reader.store) == []
