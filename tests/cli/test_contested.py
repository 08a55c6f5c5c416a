"""What becomes contested is a change: where it is shown, with both accounts and how to rule."""

from __future__ import annotations

import re

import pytest
from builders import Session, send

WIDE = {"COLUMNS": "160"}


@pytest.fixture
def both(alice: Session, bob: Session) -> tuple[Session, Session]:
    """Alice and Bob with the same ledger, in which RU-1 was put at T1."""
    alice("demand 'A ban' --by RU --to NATO --at T1")
    send(alice, bob)
    return alice, bob


def ids(session: Session) -> dict[str, str]:
    """The first characters of the ids of the answers in force, by what was answered."""
    return {row["move"]: row["id"][:8] for row in session.rows("log")}


def rule_as_told(session: Session, said: str) -> str:
    """Run the first command that a warning gives."""
    (move,) = re.findall(r"tracker rule (\w+) --reason TEXT", " ".join(said.split()))
    return session(f"rule {move} --reason 'so the protocol'")


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_what_becomes_contested_beneath_a_later_answer_is_a_change(
    both: tuple[Session, Session],
) -> None:
    alice, bob = both
    alice("reject RU-1 --by NATO --at T1")
    alice("accept RU-1 --by NATO --at T2")
    bob("defer RU-1 --by NATO --at T1")
    said = " ".join(send(bob, alice).split())
    assert "positions: 1 contested beneath the answer shown; 1 unchanged" in said
    assert "? RU-1 at T1, beneath the answer shown NATO contested: " in said
    assert "warning: contested: NATO on RU-1 at T1: " in said
    found = ids(alice)
    assert f"rejected ({found['rejected']}, recorded by alice)" in said
    assert f"deferred ({found['deferred']}, recorded by bob)" in said
    (listed,) = [row for row in alice.rows("check") if row["code"] == "contested"]
    assert listed["finding"].startswith("what NATO answered to RU-1 at T1 is contested: ")
    send(alice, bob)
    rule_as_told(alice, said)
    assert "contested" not in {row["code"] for row in alice.rows("check")}
    said = " ".join(send(alice, bob).split())
    assert "positions: 1 no longer contested beneath the answer shown; 1 unchanged" in said
    assert "? RU-1 at T1, beneath the answer shown NATO no longer contested" in said


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_opposing_rulings_make_the_cell_contested_again_and_it_is_told(
    both: tuple[Session, Session],
) -> None:
    alice, bob = both
    alice("reject RU-1 --by NATO --at T2")
    bob("defer RU-1 --by NATO --at T2")
    send(bob, alice)
    send(alice, bob)
    for person, verb in ((alice, "rejected"), (bob, "deferred")):
        person(f"rule {ids(person)[verb]} --reason 'my notes'")
    said = " ".join(send(bob, alice).split())
    assert "positions: 1 contested; 0 unchanged" in said
    assert "rejected → contested: " in said
    found = ids(alice)
    for verb, name in (("rejected", "alice"), ("deferred", "bob")):
        assert f"{verb} ({found[verb]}, recorded by {name})" in said
    rule_as_told(alice, said)
    said = " ".join(send(alice, bob).split())
    assert "deferred → contested: " not in said
    assert {row["contested"] for person in both for row in person.rows("positions")} == {""}


def test_a_preview_says_what_happened_and_not_rejected_to_rejected(
    both: tuple[Session, Session],
) -> None:
    alice, bob = both
    alice("defer RU-1 --by NATO --at T2")
    bob("reject RU-1 --by NATO --at T2")
    send(alice, bob)
    said = " ".join(send(bob, alice).split())
    assert "contested: " in said
    for status in ("rejected", "deferred"):
        assert f"{status} → {status}" not in said


def test_a_diff_lists_what_is_contested_with_both_accounts_and_the_command(run: Session) -> None:
    run("demand 'A ban' --by RU --to NATO --at T1")
    run("reject RU-1 'not now' --by NATO --at T2")
    run("defer RU-1 'needs time' --by NATO --at T2 --quote 'Let us see'")
    shown = " ".join(run("diff T1 T2", tty=True, env=WIDE).split())
    found = ids(run)
    assert "Contested ? RU-1 A ban RU → NATO open → contested: deferred or rejected" in shown
    assert f"{found['rejected']} rejected, recorded by tester: not now" in shown
    assert f"{found['deferred']} deferred, recorded by tester: needs time “Let us see”" in shown
    assert f"say which holds: tracker rule {found['rejected']} --reason TEXT" in shown
    assert "1 contested; 0 unchanged" in shown
    (row,) = run.rows("diff T1 T2")
    assert (row["change"], row["to_status"], row["to_contested"]) == (
        "contested",
        "deferred",
        "rejected",
    )
    assert (row["from_contested"], run.json("diff T1 T2")["counts"]) == (
        "",
        {"contested": 1, "revised": 0},
    )


def test_a_diff_tells_that_something_is_no_longer_contested(run: Session) -> None:
    run("demand 'A ban' --by RU --to NATO --at T1")
    run("reject RU-1 --by NATO --at T1")
    run("defer RU-1 --by NATO --at T1")
    run("accept RU-1 --by NATO --at T2")
    (row,) = run.rows("diff T1 T2")
    assert (row["change"], row["movement"]) == ("accepted", "no longer contested")
    assert (row["from_contested"], row["to_contested"]) == ("rejected", "")
    shown = run("diff T1 T2", tty=True, env=WIDE)
    assert "contested: deferred or rejected →" in shown
    assert "no longer contested" in shown


def test_who_records_a_second_account_is_told_both_and_how_to_rule(run: Session) -> None:
    run("demand 'A ban' --by RU --to NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    said = run("defer RU-1 --by NATO --at T2").err
    found = ids(run)
    assert said == (
        "warning: contested: NATO on RU-1 at T2: "
        f"rejected ({found['rejected']}, recorded by tester) and "
        f"deferred ({found['deferred']}, recorded by tester); say which holds: tracker rule "
        f"{found['rejected']} --reason TEXT, or rule {found['deferred']}\n"
    )
    rule_as_told(run, said)
    assert run.cells() == {("RU-1", "NATO"): "rejected"}


def test_a_correction_that_contests_another_answer_is_warned_of(run: Session) -> None:
    run("demand 'A ban' --by RU --to NATO --at T1")
    run("reject RU-1 --by NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    first = run.rows("log")[1]["id"]
    assert "contested: NATO on RU-1 at T2" in run(f"correct {first} --at T2 --move defer").err


@pytest.mark.parametrize("answer", ["y\n", None])
@pytest.mark.parametrize("kind", ["minutes", "import"])
def test_notes_that_contest_an_answer_tell_the_ids_that_can_be_ruled_by(
    run: Session, kind: str, answer: str | None
) -> None:
    run("demand 'A ban' --by RU --to NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    file = (
        run.write("notes.txt", "talk T2", "NATO defers RU-1: needs time")
        if kind == "minutes"
        else run.write("in.csv", "talk,party,move,demand,text", "T2,NATO,defer,RU-1,needs time")
    )
    said = run(f"{kind} {file} {'' if answer else '--yes'}", typed=answer).err
    preview, _, last = said.rpartition("warning: ")
    found = ids(run)
    assert f"deferred ({found['deferred']}, recorded by tester)" in " ".join(last.split())
    if answer:
        assert found["deferred"] not in preview
        assert "deferred (new); once both are on record" in " ".join(preview.split())
    rule_as_told(run, last)


def test_private_accounts_are_told_on_a_terminal_alone(both: tuple[Session, Session]) -> None:
    alice, bob = both
    alice("reject RU-1 --by NATO --at T1 --private")
    bob("defer RU-1 --by NATO --at T1 --private")
    assert "contested" not in send(bob, alice, "--include-private")
    assert "contested" not in alice("diff 2021 T1") + alice("check")
    assert "contested" in alice("check", tty=True)


def test_the_status_has_what_is_contested_below_a_heading_with_how_to_rule(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --by NATO --at T2")
    run("reject RU-1 --by NATO --at T2")
    first, second = [row["id"][:8] for row in run.rows("export moves")][1:]
    shown = run("status", tty=True)
    _, _, below = shown.partition("\n\nContested\n  RU-1, NATO: ")
    assert f"\n    tracker rule {first} --reason TEXT, or rule {second}" in below


def test_a_contested_answer_is_shown_though_its_counter_goes_on(run: Session) -> None:
    run("demand 'A ban' --by RU --to NATO --at T1")
    run("accept RU-1 --if 'no bases' --by NATO --at T2")
    assert "contested" in run("counter RU-1 'Talks' --by NATO --at T2").err
    for view in ("positions", "matrix"):
        shown = run(view, tty=True, env=WIDE)
        assert "RU-1" in shown + shown.err
        assert "left out" not in shown.err
    assert "contested: also accepted if" in run("positions", tty=True, env=WIDE)
