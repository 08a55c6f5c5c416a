"""Whatever several people record apart, and however they tell each other: one ledger in the end."""

from __future__ import annotations

from typing import Any

from apart import parted
from hypothesis import example, given, settings
from hypothesis import strategies as st
from replicas import Replica

from tracker.ledger.case import END_OF_TIME
from tracker.ledger.positions import positions

seeds = st.integers(0, 1 << 32)


@settings(max_examples=50)
@example(3258667)  # a demand known from answers is put, undone, and withdrawn by another party
@given(seeds)
def test_three_people_come_to_the_same_ledger(seed: int) -> None:
    group = parted(seed)
    group.agree(seed)
    first, *others = (person.dump() for person in group.people)
    for other in others:
        assert other.keys() == first.keys()
        for part, rows in first.items():
            assert other[part] == rows, part


@settings(max_examples=30)
@given(seeds, st.permutations((0, 1, 2)))
def test_what_is_told_in_any_order_makes_the_same_ledger(seed: int, order: list[int]) -> None:
    bundles = [person.bundle() for person in parted(seed).people]
    fresh = []
    for turn in (order, order[::-1]):
        reader = Replica("reader")
        for each in (*turn, turn[0]):
            reader.apply(bundles[each])
        fresh.append(reader.dump())
    for part, rows in fresh[0].items():
        assert fresh[1][part] == rows, part


def seen_without_private(person: Replica) -> set[Any]:
    """The cells that private moves have no part in, by what tells them in any copy."""
    with person.without_private() as case:
        found = positions(case, END_OF_TIME)
        return {
            (
                each.demand.key,
                each.text,
                each.party,
                each.status,
                each.version,
                each.answer and each.answer.move,
            )
            for each in found
        }


@settings(max_examples=30)
@given(seeds)
def test_without_private_moves_a_reader_sees_what_is_shown_without_them(seed: int) -> None:
    # Where the first demand of a key is private, what tells its demand by that goes with another.
    for person in parted(seed, hiding=True).people:
        person.hear(person)
        reader = Replica("reader")
        loaded = reader.apply(person.bundle(private=False))
        assert seen_without_private(reader) == seen_without_private(person)
        assert person.count("move where private = 0") == reader.count("move")
        named = "select source_text from move where source_text is not null"
        assert reader.count(f"source_text where hash not in ({named})") == 0
        assert (
            reader.count(f"({named}) where source_text not in (select hash from source_text)") == 0
        )
        assert loaded.recorded == reader.count("move")
