"""What is shown before it is kept has no private words where it does not go to a terminal."""

from __future__ import annotations

import pytest
from builders import Session, send

SECRET = "Süßkartoffel"
HEAD = "talk,party,move,demand,text,title,to,visibility"


@pytest.fixture
def whispered(run: Session) -> Session:
    """RU-1, put in private at T1 under a secret title and issue."""
    run(f"demand {SECRET} --title {SECRET} --issue {SECRET}/x --by RU --to NATO --at T1 --private")
    return run


def test_an_import_tells_no_private_title(whispered: Session) -> None:
    file = whispered.write("in.csv", HEAD, "T2,NATO,reject,RU-1,never,Other,,private")
    said = whispered(f"import {file} --dry-run").err
    assert "1 to add" in said
    assert "RU-1 keeps its title" in said
    assert SECRET not in said


def test_minutes_tell_no_private_title(whispered: Session) -> None:
    notes = whispered.write("notes.txt", "talk T2", "NATO rejects RU-1: never", "    private")
    said = whispered(f"minutes {notes} --dry-run").err
    assert "NATO rejected RU-1" in said
    assert SECRET not in said


def test_undoing_names_no_issue_that_stays(whispered: Session) -> None:
    said = whispered("undo --dry-run").err
    assert "stay" in said
    assert SECRET not in said


def revised_in_public(session: Session) -> None:
    """RU-1 gets a public wording."""
    session("revise RU-1 'known to all' --at T2")


def test_no_preview_tells_the_private_title_of_a_demand_revised_in_public(
    whispered: Session,
) -> None:
    revised_in_public(whispered)
    file = whispered.write("in.csv", "talk,party,move,demand,text", "T2,NATO,reject,RU-1,never")
    notes = whispered.write("notes.txt", "talk T2", "NATO rejects RU-1: never")
    for line in (f"import {file} --dry-run", f"minutes {notes} --dry-run", f"import {file} --yes"):
        said = whispered(line).err
        assert "RU-1" in said
        assert "rejected" in said
        assert SECRET not in said, line
    assert SECRET not in whispered("undo --dry-run").err


@pytest.mark.parametrize("private", [False, True])
def test_a_union_tells_public_notices_and_no_private_title(
    alice: Session, bob: Session, private: bool
) -> None:
    send(alice, bob)
    for person, title in ((alice, SECRET), (bob, f"{SECRET} two")):
        person(f"demand '{title}' --title '{title}' --key WISH --by RU --to NATO --at T1 --private")
        person("revise WISH 'known to all' --at T2")
    alice("party edit RU --name Russia")
    bob("party edit RU --name 'The Federation'")
    bob("reject WISH --by NATO --at T2")
    bob("demand 'In the open' --by RU --to NATO --key SHOWN --at T1")
    said = send(bob, alice, "--include-private" if private else "")
    assert SECRET not in said
    assert "RU: the name “Russia” → “The Federation”" in said
    assert "SHOWN" in said
    if private:
        assert "private" in said


def test_a_demand_of_which_nothing_is_public_is_not_named_when_it_is_taken_in(
    alice: Session, bob: Session
) -> None:
    send(alice, bob)
    bob(f"demand {SECRET} --by RU --to NATO --key WHISPER --at T1 --private")
    bob("demand 'In the open' --by RU --to NATO --key SHOWN --at T1")
    said = send(bob, alice, "--include-private")
    assert "new demands: SHOWN" in said
    assert "WHISPER" not in said
    assert "What names private demands is told on a terminal alone." in said


def test_a_common_word_that_is_a_private_title_hides_nothing_public(
    alice: Session, bob: Session
) -> None:
    alice("demand 'more pay' --title Wages --issue Pay --by RU --to NATO --at T1 --private")
    alice("talk add 'Pay round' --date 2022-03-01 --ref T9")
    send(alice, bob, "--include-private")
    bob("party edit US --name Wages")
    bob("talk edit T9 --title 'Wages round'")
    said = send(bob, alice)
    assert "US: the name “United States” → “Wages”" in said
    assert "T9: the title “Pay round” → “Wages round”" in said
    assert "on a terminal alone" not in said


def test_what_is_recorded_in_private_is_echoed_without_its_words(run: Session) -> None:
    line = f"demand {SECRET} --by RU --to NATO --at T1 --private"
    said = run(line)
    assert said.startswith("+ RU demanded RU-1 of NATO at T1")
    assert SECRET not in said + said.err
    assert SECRET in run(line, tty=True)
    notes = run.write(
        "notes.txt", "talk T2", f"NATO accepts RU-1 if {SECRET}: yes", "    private",
        f"RU demands NATO: {SECRET}", "    private",
    )  # fmt: skip
    assert SECRET not in run(f"minutes {notes} --dry-run").err
