"""What was undone and redone is one entry for a reader, and whole in the machine formats."""

from __future__ import annotations

import pytest
from builders import Session, send


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, rejected by NATO at T1, undone and redone twice."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 never --by NATO --at T1")
    for _ in range(2):
        run("undo --yes")
        run("undo --redo --yes")
    return run


def ids(session: Session) -> list[str]:
    return [row["id"] for row in session.rows("show RU-1 --history") if row["move"] == "rejected"]


def test_what_was_undone_and_redone_is_drawn_once(asked: Session) -> None:
    first, _, last = ids(asked)
    said = asked("show RU-1 --history", tty=True)
    assert said.count("rejected v1") == 1
    assert f"rejected v1  {last[:8]}\n" in said
    assert f"undone and redone 2 times; first recorded as {first[:8]}" in said


def test_what_was_undone_for_good_says_so(asked: Session) -> None:
    asked("undo --yes")
    said = asked("show RU-1 --history", tty=True)
    assert said.count("rejected v1") == 1
    assert "struck: undone: undo --redo" in said
    assert "undone and redone 2 times" in said


def test_a_correction_that_was_undone_and_redone_stands_once(asked: Session) -> None:
    found = ids(asked)[-1]
    asked(f"correct {found} 'not now'")
    asked("undo --yes")
    assert asked("show RU-1 --history", tty=True).count("rejected v1") == 3
    asked("undo --redo --yes")
    said = asked("show RU-1 --history", tty=True)
    assert said.count("rejected v1") == 2
    assert said.index("never") < said.index("not now") < said.index("undone and redone; first")


def test_an_account_that_was_ruled_to_stand_was_not_redone(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("defer RU-1 'needs time' --by NATO --at T1")
    run("reject RU-1 never --by NATO --at T1")
    run(f"rule {run.rows('log')[0]['id']} --reason 'so the protocol'")
    assert "redone" not in run("show RU-1 --history", tty=True)


def test_rulings_made_apart_were_not_undone(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO --at T1")
    send(alice, bob)
    alice("reject RU-1 --by NATO --at T2")
    bob("demand 'no bases' --by RU --to NATO --at T2")  # so that bob's account has a later place
    bob("accept RU-1 --by NATO --at T2")
    send(alice, bob)
    send(bob, alice)
    for person, verb in ((alice, "reject"), (bob, "accept")):
        (row,) = person.sql("select id from move where verb = ?", verb)
        person(f"rule {row[0]} --reason 'my notes'")
    send(alice, bob)
    send(bob, alice)
    for person in (alice, bob):
        told = person("show RU-1 --history", tty=True)
        assert "redone" not in told
        assert told.count("NATO rejected v1") == told.count("NATO accepted v1") == 2


def test_a_correction_made_again_by_hand_was_not_redone(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 never --by NATO --at T1")
    for words in ("'not now'", "never", "'not now'"):
        run(f"correct {run.rows('log')[0]['id']} {words}")
    told = run("show RU-1 --history", tty=True)
    assert "redone" not in told
    assert told.count("rejected v1") == 4


def test_a_corrected_title_that_was_undone_confirms_nothing(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1 --title Old")
    run(f"correct {run.rows('log')[0]['id']} --title New")
    run("undo --yes")
    told = run("show RU-1 --history", tty=True)
    assert "confirmed" not in told
    first, second, third = (row["id"][:8] for row in run.rows("show RU-1 --history"))
    assert f"{first}  its title or issue corrected, as {second}" in told
    assert f"{second}  undone; as it was before: {third}" in told
