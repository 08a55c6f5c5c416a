"""What a union says of the registry: what goes, what stays, and what a talk is called here."""

from __future__ import annotations

import pytest
from builders import Session, send


def told(teller: Session, reader: Session) -> str:
    """What the reader is told of a bundle, in one line."""
    return " ".join(send(teller, reader).split())


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_a_party_that_was_taken_back_elsewhere_goes_and_it_is_told(
    alice: Session, bob: Session
) -> None:
    alice("party add BY Belarus")
    send(alice, bob)
    alice("undo --yes")
    alice("bundle create -o", str(alice.folder / "dry.jsonl"))
    notice = "notice: the party BY was taken away in another copy by alice"
    dry = bob("bundle apply --dry-run", str(alice.folder / "dry.jsonl"))
    assert notice in " ".join((dry + dry.err).split())
    assert told(alice, bob).endswith(notice)
    assert "BY" not in bob("party list")
    assert "taken away" not in told(alice, bob)


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_a_party_that_is_used_here_stays_and_it_is_told(alice: Session, bob: Session) -> None:
    alice("party add BY Belarus")
    send(alice, bob)
    bob("demand 'A corridor' --by BY --to NATO")
    alice("undo --yes")
    assert (
        "notice: the party BY was taken away in another copy by alice; it stays, since something "
        "here speaks of it"
    ) in told(alice, bob)
    assert "BY" in bob("party list")


def test_a_talk_is_told_of_by_the_ref_it_goes_by(alice: Session, bob: Session) -> None:
    send(alice, bob)
    alice("talk add Fourth --date 2022-02-01")
    bob("talk add 'Fourth of bob' --date 2022-02-02")
    said = told(bob, alice)
    (ref,) = [row["talk"] for row in alice.rows("talk list") if row["talk"].startswith("T4.")]
    assert f"new talks: {ref} " in said
    send(alice, bob)
    alice(f"talk edit {ref} --place Oslo")
    assert f"notice: {ref}: the place is “Oslo” from now on" in told(alice, bob)


def test_another_counter_demand_is_named(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO --at T1")
    send(alice, bob)
    alice("counter RU-1 'Talks' --by NATO --at T2 --key A-1")
    bob("counter RU-1 'A treaty' --by NATO --at T2 --key B-1")
    said = told(bob, alice) + told(alice, bob)
    assert "countered: with B-1, not A-1" in said or "countered: with A-1, not B-1" in said
    assert "countered: changed" not in said
