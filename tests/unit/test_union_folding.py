"""What becomes of several accounts of one thing, in whatever order they came."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.union import folding
from tracker.ledger.union.facts import ISSUE, PARTY, REMOVED, Change, Subject
from tracker.ledger.union.folding import Namesake, Turn

RU = Subject(PARTY, "", "RU")


def added(at: str, by: str = "alice", **held: Any) -> Change:
    return Change(RU, "added", None, json.dumps(held), at, by)


def edited(at: str, field: str, new: str, by: str = "alice") -> Change:
    return Change(RU, field, "", new, at, by)


def removed(at: str, by: str = "alice") -> Change:
    return Change(RU, REMOVED, "{}", "", at, by)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ([added("1", name="Russia"), added("2", name="The Federation")], "Russia"),
        ([added("2", name="Russia"), added("1", name="The Federation")], "The Federation"),
        ([added("1", "bob", name="B"), added("1", "alice", name="Z")], "Z"),
        ([added("1", name="B"), added("1", name="A")], "A"),
        ([added("", name="Before times were kept"), added("1", name="A")],
         "Before times were kept"),
        ([added("3", name="A"), edited("1", "name", "Edited")], "Edited"),
        ([added("1", name="A"), edited("2", "name", "B"), edited("3", "name", "C")], "C"),
        ([added("1", name="A"), edited("2", "name", "B", "bob"), edited("2", "name", "C")], "B"),
    ],
)  # fmt: skip
def test_an_edit_counts_more_than_an_addition_and_the_latest_more_than_others(
    changes: list[Change], name: str
) -> None:
    for order in permutations(changes):
        assert folding.values(order)["name"] == name


def test_what_was_taken_away_and_added_again_begins_anew() -> None:
    first, edit, gone = added("1", name="A"), edited("2", "name", "B"), removed("3")
    again = added("4", name="C")
    assert folding.standing([first, edit, gone]) == []
    assert folding.values(folding.standing([first, edit, gone, again])) == {"name": "C"}
    assert folding.standing([first, edit]) == [first, edit]


def test_a_removal_made_apart_takes_away_what_was_added_before_it_alone() -> None:
    assert folding.standing([added("1"), removed("2", "bob"), added("3")]) == [added("3")]


@pytest.mark.parametrize(
    ("path", "at", "now"),
    [
        ("Ukraine", "1", "Kyiv"),
        ("Ukraine/troops", "1", "Kyiv/troops"),
        ("Ukraine/troops", "3", "Ukraine/troops"),
        ("Ukrainian", "1", "Ukrainian"),
        ("Arms", "1", "Weapons"),
    ],
)
def test_a_renaming_carries_what_was_filed_before_it(path: str, at: str, now: str) -> None:
    renames = [("2", "alice", "Ukraine", "Kyiv"), ("2", "bob", "Arms", "Weapons")]
    assert folding.renamed(path, at, renames) == now


def test_renamings_follow_each_other() -> None:
    renames = [("2", "a", "A", "B"), ("3", "a", "B", "C"), ("4", "a", "C", "A")]
    assert folding.renamed("A", "1", renames[:2]) == "C"
    assert folding.renamed("A", "1", renames) == "A"
    assert folding.renamed("A", "2", renames) == "A"


def test_what_is_taken_away_of_issues_is_what_was_called_so_by_then() -> None:
    gas = Subject(ISSUE, "Talks", "Gas")
    told = [
        Change(gas, "added", None, "", "1", "alice"),
        Change(gas, "path", "Gas", "Energy", "2", "alice"),
        Change(gas, "added", None, "", "3", "alice"),
        Change(gas, REMOVED, "", "", "4", "alice"),
    ]
    assert folding.paths(told, folding.renames(told)) == {"Energy"}
    energy = Subject(ISSUE, "Talks", "Energy")
    told.append(Change(energy, REMOVED, "", "", "5", "alice"))
    assert folding.paths(told, folding.renames(told)) == set()


def test_talks_take_the_turns_they_were_added_with_or_the_next() -> None:
    talks = {
        7: Turn(1, "1", "alice", "T1", "2022-01-10"),
        8: Turn(4, "5", "alice", "T4", "2022-02-01"),
        9: Turn(4, "4", "bob", "T4", "2022-02-02"),
        10: Turn(5, "6", "bob", "T5", "2022-02-03"),
    }
    assert folding.turns(talks) == {7: 1, 9: 4, 8: 5, 10: 6}


def test_the_first_keeps_the_name_and_the_others_have_their_digits() -> None:
    sakes = [Namesake(1, ("2",), "ab" * 16), Namesake(2, ("1",), "cd" * 16)]
    assert folding.told_apart("RU-7", sakes, lambda _: False) == {2: "RU-7", 1: "RU-7.abab"}


def test_more_digits_are_taken_where_four_are_not_enough() -> None:
    sakes = [
        Namesake(1, ("1",), "0" * 32),
        Namesake(2, ("2",), "abcd1" + "0" * 27),
        Namesake(3, ("3",), "abcd2" + "0" * 27),
    ]
    names = folding.told_apart("RU-7", sakes, lambda _: False)
    assert names == {1: "RU-7", 2: "RU-7.abcd", 3: "RU-7.abcd2"}
    names = folding.told_apart("RU-7", sakes, {"RU-7.abcd", "RU-7.abcd1"}.__contains__)
    assert names == {1: "RU-7", 2: "RU-7.abcd10", 3: "RU-7.abcd2"}


changes = st.lists(
    st.one_of(
        st.builds(
            added, st.sampled_from("1234"), st.sampled_from("ab"), name=st.sampled_from("XY")
        ),
        st.builds(edited, st.sampled_from("1234"), st.just("name"), st.sampled_from("XY")),
        st.builds(removed, st.sampled_from("1234")),
    ),
    max_size=8,
)


@given(changes, st.randoms())
def test_the_order_in_which_they_came_is_no_matter(every: list[Change], chance: Any) -> None:
    def outcome() -> Any:
        found = folding.standing(every)
        return folding.values(found), sorted(found, key=repr)

    first = outcome()
    chance.shuffle(every)
    assert outcome() == first
