"""Undoing the last command, whatever it did; nothing of the history goes."""

from __future__ import annotations

import pytest
from builders import Session

NOTES = (
    "talk 2022-02-02 Fourth round, Oslo",
    "party SE Sweden",
    "RU demands SE [Ukraine/aid] as RU-9: no arms",
    "SE rejects RU-9: never",
    "NATO accepts RU-1: at last",
)


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, put to NATO at T1 and rejected at T2."""
    run("demand 'a ban' --by RU --to NATO --at T1 --issue Ukraine/membership --title 'The ban'")
    run("reject RU-1 'the door stays open' --by NATO --at T2")
    return run


FILED = {"issue list": 0, "issue list --include-private": 0}  # issues made for a demand stay


def state(session: Session) -> dict[str, object]:
    """All that the views show, and the registry."""
    views = ("positions --all", "show RU-1", "diff T1 T3", "party list", "talk list", "issue list")
    lines = (*views, *(f"{view} --include-private" for view in views))
    shown = {line: session.rows(line) for line in lines}
    told = {
        view: [{name: value for name, value in row.items() if name != "id"} for row in rows]
        for view, rows in shown.items()
    }
    return {**told, "negotiations": session("negotiation list")}


COMMANDS = (
    "accept RU-1 'so be it' --by NATO --at T3",
    "defer RU-1 --by NATO --at T3 --until 2022-03-01 --private",
    "counter RU-1 'Transparency, if reciprocated' --by NATO --at T3",
    "demand 'Out of there' --by NATO --to RU --at T3 --issue Ukraine/troops",
    "revise RU-1 'a wider ban' --at T3",
    "revise RU-1 'a ban, in better words' --at T3 --editorial",
    "withdraw RU-1 --at T3",
    "reaffirm RU-1 --at T3",
    "party add SE Sweden --alias Sverige --member-of NATO --since 2024-03-07",
    "party edit RU --name Russia --drop-alias Russia --alias 'The Federation'",
    "party edit US --leaves NATO --until 2022-01-11",
    "talk add 'Fourth round' --date 2022-02-02",
    "talk edit T2 --date 2022-01-20 --title Council --place Oslo --form remote",
    "issue add Arms",
    "issue rename Ukraine/membership Enlargement",
    "negotiation edit --title 'Talks on security'",
    "negotiation archive",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_the_last_command_did_is_taken_back(asked: Session, command: str) -> None:
    before = state(asked)
    moves = asked.sql("select count(*) from move")
    asked(command)
    assert state(asked) != before
    assert asked("undo --yes") == "Undone.\n"
    assert state(asked) == before
    assert asked.sql("select count(*) from move") >= moves


@pytest.mark.parametrize("command", COMMANDS)
def test_and_brought_back_again(asked: Session, command: str) -> None:
    asked(command)
    after = state(asked)
    asked("undo --yes")
    assert asked("undo --redo --yes") == "Redone.\n"
    assert state(asked) == after


def the_answer(session: Session) -> str:
    (found,) = session.sql("select id from move where verb = 'reject' order by nr limit 1")
    return str(found[0])


@pytest.mark.parametrize(
    "command",
    [
        "correct {} 'in other words' --speaker 'J. Stoltenberg'",
        "correct {} --move defer --until 2022-03-01",
        "correct {} --at T3",
        "strike {} --reason 'never said'",
    ],
)
def test_a_mending_is_taken_back_and_brought_back(asked: Session, command: str) -> None:
    before = state(asked)
    asked(command.format(the_answer(asked)))
    after = state(asked)
    assert after != before
    asked("undo --yes")
    assert state(asked) == before
    asked("undo --redo --yes")
    assert state(asked) == after


def test_a_corrected_demand_has_its_labels_and_addressees_back(asked: Session) -> None:
    before = state(asked)
    found = asked.rows("export moves")[0]["id"]
    asked(f"correct {found} 'no bases' --to NATO,US --title Bases --issue Arms --kind offer")
    asked("undo --yes")
    assert state(asked) | FILED == before | FILED


def test_a_ruling_is_taken_back(asked: Session) -> None:
    asked("defer RU-1 'needs time' --by NATO --at T2")
    before = state(asked)
    asked(f"rule {the_answer(asked)} --reason 'so the protocol'")
    assert state(asked) != before
    asked("undo --yes")
    assert state(asked) == before


def test_minutes_are_one_command(asked: Session) -> None:
    before = state(asked)
    file = asked.write("notes.txt", *NOTES)
    asked(f"minutes {file} --yes")
    assert asked.cells()["RU-9", "SE"] == "rejected"
    said = asked("undo --yes")
    after = state(asked)
    assert after["positions --all"] == before["positions --all"]
    assert "T4 stays, as cancelled: the history names it." in said.err
    assert "SE stays: the history names it." in said.err
    assert [row["status"] for row in asked.rows("talk list")][-1] == "cancelled"
    asked("undo --redo --yes")
    assert asked.cells()["RU-9", "SE"] == "rejected"
    assert [row["status"] for row in asked.rows("talk list")][-1] == "held"


COMPLETES = "demand 'no bases' --key RU-7 --by RU --to NATO,US --at T1 --kind offer --issue Ukraine"


@pytest.fixture
def unworded(asked: Session) -> Session:
    """RU-7 besides, a demand of unknown wording that NATO has rejected."""
    rows = ("talk,party,move,demand,text", "T1,NATO,reject,RU-7,never")
    asked(f"import {asked.write('in.csv', *rows)} --yes")
    return asked


def known_of(session: Session) -> dict[str, object]:
    """What is shown of RU-7, and what is held of it."""
    held = "select kind, proponent, title from demand where key = 'RU-7'"
    to = "select party from pair where demand = (select id from demand where key = 'RU-7')"
    return {
        **state(session),
        "history": [row["move"] for row in session.rows("show RU-7")],
        "demand": session.sql(held),
        "to": session.sql(f"{to} and addressed = 1 order by party"),
    }


def test_a_demand_that_gave_an_unknown_wording_is_of_unknown_wording_again(
    unworded: Session,
) -> None:
    before = known_of(unworded)
    unworded(COMPLETES)
    after = known_of(unworded)
    assert after != before
    unworded("undo --yes")
    assert known_of(unworded) | FILED == before | FILED
    unworded("undo --redo --yes")
    assert known_of(unworded) == after
    assert [unworded("undo --yes") for _ in range(3)]
    assert unworded.cells().keys() == {("RU-1", "NATO")}


def test_an_import_is_one_command(asked: Session) -> None:
    before = state(asked)
    file = asked.write(
        "in.csv", "talk,party,move,demand,text", "T3,RU,demand,RU-7,x", "T3,US,accept,RU-7,"
    )
    asked(f"import {file} --yes")
    asked("undo --yes")
    assert state(asked) == before


def test_undone_again_it_takes_back_the_one_before(asked: Session) -> None:
    asked("accept RU-1 --by NATO --at T3")
    asked("undo --yes")
    asked("undo --yes")
    assert asked.cells() == {("RU-1", "NATO"): "open"}
    asked("undo --yes")
    assert asked.cells() == {}
    assert "The ban" in asked("export moves")


def test_what_was_taken_back_stays_in_the_ledger(asked: Session) -> None:
    asked("undo --yes")
    rows = asked.rows("export moves")
    assert [row["move"] for row in rows] == ["demand", "reject", "strike"]
    assert rows[2]["text"] == "undone: reject"


def test_it_says_what_it_will_do_and_asks(asked: Session) -> None:
    said = asked("undo", typed="n\n", fails=1)
    assert "Takes back reject of 2026-01-15 12:00:02 UTC by tester" in said.err
    assert "strikes: NATO rejected RU-1 at T2" in said.err
    assert "Undo it? [y/N]" in said.err
    assert asked.cells() == {("RU-1", "NATO"): "rejected"}
    asked("undo", typed="y\n")
    assert asked.cells() == {("RU-1", "NATO"): "open"}


def test_where_nobody_can_be_asked_it_takes_yes(asked: Session) -> None:
    assert "give --yes" in asked("undo", fails=2).err
    assert asked.cells() == {("RU-1", "NATO"): "rejected"}


def test_a_dry_run_changes_nothing(asked: Session) -> None:
    before = asked.sql("select count(*) from command")
    assert "nothing was changed" in asked("undo --dry-run").err
    assert asked.sql("select count(*) from command") == before


def test_there_comes_an_end_to_it(session: Session) -> None:
    session("undo --yes")
    assert "no command left to undo" in session("undo --yes", fails=4).err


def test_nothing_is_brought_back_after_something_new_was_recorded(asked: Session) -> None:
    asked("undo --yes")
    asked("defer RU-1 --by NATO --at T3")
    assert "nothing to bring back" in asked("undo --redo --yes", fails=4).err


@pytest.mark.file("on a server each role has its own current one: test_server_use")
def test_a_new_negotiation_is_taken_back_and_the_old_one_current_again(asked: Session) -> None:
    before = state(asked)
    asked("negotiation add 'Wages 2026'")
    asked("undo --yes")
    assert state(asked) == before
    asked("undo --redo --yes")
    assert [row["state"] for row in asked.rows("negotiation list")] == ["", "current"]


def test_a_command_that_only_looks_is_no_command_to_undo(asked: Session) -> None:
    asked("positions")
    asked("party edit RU --name 'Russian Federation'")
    assert [row["name"] for row in asked.rows("undo --list --limit 1")] == ["reject"]


def test_what_cannot_be_taken_back_does_not_stand_in_the_way(asked: Session) -> None:
    asked("party add SE Sweden")
    asked("demand 'no arms' --by SE --to RU --at T3")
    asked("undo --yes")
    assert "SE stays: the history names it." in asked("undo --yes").err
    asked("undo --yes")
    assert asked.cells() == {("RU-1", "NATO"): "open"}


def test_it_finds_the_negotiation_whatever_slashes_are_in_names(session: Session) -> None:
    session("negotiation add EU")
    session("issue add UK/fish")
    session("negotiation add EU/UK")
    session("issue rename UK/fish UK/herring -n EU")
    session("undo --yes")
    assert [row["issue"] for row in session.rows("issue list -n EU")] == ["UK/fish"]
    assert session.rows("issue list -n EU/UK") == []


def test_a_file_that_was_taken_back_can_be_imported_again(asked: Session) -> None:
    rows = ("talk,party,move,demand,text", "T3,RU,demand,RU-7,x", "T3,US,accept,RU-7,y")
    file = asked.write("in.csv", *rows)
    asked(f"import {file} --yes")
    asked("undo --yes")
    assert "2 added" in asked(f"import {file} --yes")
    assert asked.cells()["RU-7", "US"] == "accepted"


def test_what_became_one_and_was_taken_apart_was_not_there_before(asked: Session) -> None:
    for path in ("A", "B", "C"):
        asked(f"issue add {path}")
    asked("issue rename A B --yes")
    asked("undo --yes")
    found = asked.rows("issue list --known-at 2026-01-15T12:00:02Z")
    assert [row["issue"] for row in found] == ["Ukraine/membership"]


def test_a_negotiation_cannot_be_picked_for_it(asked: Session) -> None:
    assert "leave out -n" in asked("undo -n 'Security talks' --yes", fails=2).err
