"""What a union warns of, and that what it says mends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import START
from replicas import NAME, Replica

from tracker.ledger.docket import Filing
from tracker.ledger.imports import Loaded
from tracker.ledger.mending import correct, strike
from tracker.ledger.moves import move_by_id, moves_in_order
from tracker.ledger.recording import Recorder
from tracker.model import Move, Verb


def apart(*, private: bool = False, text: str = "Transparency") -> tuple[Replica, Replica]:
    """Two copies with one demand, in each of which the same counter-demand was recorded."""
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    alice.demand("RU", "RU-1", to=("NATO",))
    bob.hear(alice)
    for person, wording in ((alice, "Transparency"), (bob, text)):
        person.demand("NATO", "NATO-1", to=("RU",), text=wording, private=private)
        person.answer("counter", "NATO", "RU-1", counter="NATO-1", private=private)
        person.answer("reject", "RU", "NATO-1", private=private)
    return alice, bob


def warned(loaded: Loaded) -> list[str]:
    return [each for each in loaded.imported[NAME].warnings if "same words" in each]


def test_a_counter_demand_that_two_recorded_is_named_by_both_ids_in_both_copies() -> None:
    alice, bob = apart()
    (first,) = warned(alice.apply(bob.bundle()))
    (second,) = warned(bob.apply(alice.bundle()))
    assert first == second
    puts = [each for each in moves_in_order(alice.case) if each.said.text == "Transparency"]
    assert len(puts) == 2
    for put in puts:
        assert f"{put.said.demand} (put by {put.id[:8]})" in first
    assert warned(bob.apply(alice.bundle())) == []


def test_what_the_warning_says_makes_one_demand_of_the_two_everywhere() -> None:
    alice, bob = apart()
    (warning,) = warned(alice.apply(bob.bundle()))
    counter, key = warning.split("strike ")[1][:8], warning.rsplit(maxsplit=1)[1]
    on_it = [each.id for each in moves_in_order(alice.case) if each.said.demand == key]
    (with_it,) = (each.id for each in moves_in_order(alice.case) if each.id.startswith(counter))
    for move in (with_it, *reversed(on_it)):
        take_out(alice, move)
    bob.hear(alice)
    assert bob.cells() == alice.cells()
    answered = {cell: status for cell, status in alice.cells().items() if cell[0] != key}
    assert answered == {("RU-1", "NATO"): "countered", ("NATO-1", "RU"): "rejected"}


def take_out(person: Replica, move: str) -> None:
    case = person.case
    found = move_by_id(case, move)
    person.does("strike", lambda stamp: strike(case, Recorder(case, stamp), found, "the same"))


def test_other_words_and_private_ones_are_not_told() -> None:
    alice, bob = apart(text="Something else")
    assert warned(alice.apply(bob.bundle())) == []
    alice, bob = apart(private=True)
    assert warned(alice.apply(bob.bundle())) == []


def test_who_has_neither_is_not_warned_of_demands_of_the_same_words() -> None:
    alice, bob = apart()
    alice.hear(bob)
    assert warned(Replica("reader").apply(alice.bundle())) == []


def test_a_wording_that_was_corrected_twice_apart_is_told_until_one_is_struck() -> None:
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    put = alice.demand("RU", "RU-1", to=("NATO",))
    bob.hear(alice)
    for person in (alice, bob):
        reword(person, put.id, f"As {person.by} mended it")
    loaded = alice.apply(bob.bundle())
    (warning,) = loaded.imported[NAME].warnings
    assert warning == "RU-1 has 2 wordings that stand side by side; correct or strike one"
    take_out(alice, list(moves_in_order(alice.case))[-1].id)
    assert bob.apply(alice.bundle()).imported[NAME].warnings == []
    alice.hear(bob)
    assert bob.dump() == alice.dump()
    assert {each.said.text for each in moves_in_order(alice.case) if each.in_force} >= {
        "As alice mended it"
    }


@pytest.mark.parametrize("mend", ["strike the last", "correct the first"])
def test_a_demand_mended_twice_apart_is_labelled_here_as_a_union_labels_it(mend: str) -> None:
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    put = alice.demand("RU", "RU-1", to=("NATO",))
    bob.hear(alice)
    for person, to in ((alice, ("US",)), (bob, ("NATO", "US"))):
        reword(person, put.id, f"As {person.by} mended it", to=to)
    alice.hear(bob)
    first, last = standing(alice)
    if mend == "strike the last":
        take_out(alice, last.id)
    else:
        reword(alice, first.id, "Put better")
        assert standing(alice)[-1] == last
    here = alice.dump()
    bob.hear(alice)
    assert (here["demands"], here["pairs"]) == (bob.dump()["demands"], bob.dump()["pairs"])
    assert {each for _, each, addressed in here["pairs"] if addressed} == {
        *standing(alice)[-1].said.to
    }


def standing(person: Replica) -> list[Move]:
    """The wordings in force, in the order of the ledger."""
    moves = (each for each in moves_in_order(person.case) if each.in_force)
    found = (each for each in moves if each.said.verb is Verb.DEMAND)
    return sorted(found, key=lambda each: (each.moment, each.rank, each.id))


def reword(person: Replica, move: str, text: str, **said: Any) -> None:
    case = person.case
    found = move_by_id(case, move)
    fields = {"text": text, **said}
    person.does(
        "correct", lambda stamp: correct(case, Recorder(case, stamp), found, fields, Filing())
    )


def test_a_private_demand_gives_its_key_to_a_public_one_and_no_name_of_it_is_told() -> None:
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    bob.hear(alice)
    secret = alice.demand("RU", "RU-1", to=("US",), text="In private", private=True)
    bob.demand("RU", "RU-1", to=("NATO",), text="In public")
    loaded = alice.apply(bob.bundle())
    (notice,) = loaded.imported[NAME].notices
    assert "RU-1" not in notice
    assert notice.startswith(
        f"the demand put by {secret.id[:8]}, which is private, goes by another"
    )
    assert {(each.said.demand, each.said.text) for each in moves_in_order(alice.case)} == {
        ("RU-1", "In public"),
        (f"RU-1.{secret.id[:4]}", "In private"),
    }
    bob.hear(alice)
    assert bob.dump() == alice.dump()
    reader = Replica("reader")
    reader.hear(bob, private=False)
    assert reader.cells() == {("RU-1", "NATO"): "open"}


def test_a_private_demand_takes_no_part_in_telling_public_ones_apart() -> None:
    alice, bob = Replica.begun("alice"), Replica("bob", START + timedelta(hours=1))
    bob.hear(alice)
    alice.demand("RU", "RU-1", to=("US",), text="In private", private=True)
    bob.demand("RU", "RU-1", to=("NATO",), text="In public")
    carol = Replica("carol", START + timedelta(hours=2))
    carol.hear(alice, private=False)
    carol.demand("RU", "RU-1", to=("US",), text="In public too")
    with_it, without_it = alice, Replica("reader")
    for other in (bob, carol):
        with_it.hear(other)
        without_it.hear(other)
    public = {each.said.text: each.said.demand for each in moves_in_order(without_it.case)}
    every = {each.said.text: each.said.demand for each in moves_in_order(with_it.case)}
    assert public["In public"] == "RU-1"
    assert public == {text: every[text] for text in public}
