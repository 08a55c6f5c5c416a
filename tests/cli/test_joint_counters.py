"""Counters to a joint demand: put to all who put it, and settled when all of them accept."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def joint(run: Session) -> Session:
    """RU-1 of RU and BY, which NATO counters with NATO-1."""
    run("party add BY Belarus")
    run("demand 'a ban' --by RU,BY --to NATO --at T1")
    said = run("counter RU-1 'a dialogue' --by NATO --at T2")
    assert "put to RU and BY, the proponents of RU-1" in said
    return run


def settled(session: Session) -> bool:
    found = session.rows("positions --status settled")
    return "RU-1" in [row["demand"] for row in found]


def test_all_who_put_the_demand_owe_the_answer(joint: Session) -> None:
    assert joint.cells()["NATO-1", "RU"] == joint.cells()["NATO-1", "BY"] == "open"


def test_one_of_them_alone_settles_nothing(joint: Session) -> None:
    joint("accept NATO-1 --by RU --at T3")
    assert not settled(joint)
    joint("accept NATO-1 --by BY --at T3")
    assert settled(joint)


def test_the_chain_may_go_on_with_one_of_them(joint: Session) -> None:
    joint("accept NATO-1 --by BY --at T3")
    joint("counter NATO-1 'a treaty' --by RU --at T3")
    assert not settled(joint)
    joint("accept RU-2 --by NATO --at T3")
    assert settled(joint)
    joint("reject NATO-1 --by BY --on 2022-02-01")
    assert not settled(joint)


def test_a_counter_in_a_file_or_in_minutes_is_put_to_all_of_them_too(run: Session) -> None:
    run("party add BY Belarus")
    run("demand 'a ban' --by RU,BY --to NATO --at T1")
    rows = ("talk,party,move,demand,text", "T2,NATO,counter,RU-1,a dialogue")
    run(f"import {run.write('in.csv', *rows)} --yes")
    run(f"minutes {run.write('notes.txt', 'talk T3', 'NATO counters RU-1: a treaty')} --yes")
    to = {(row["demand"], row["to"]) for row in run.rows("positions --all --proponent NATO")}
    assert to == {("NATO-1", "RU"), ("NATO-1", "BY"), ("NATO-2", "RU"), ("NATO-2", "BY")}


@pytest.mark.parametrize("lines", [(0, 1), (1, 0)])
def test_who_rejects_and_counters_at_one_talk_says_both(run: Session, lines: tuple[int]) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    both = ("reject RU-1 --by NATO --at T2", "counter RU-1 'a dialogue' --by NATO --at T2")
    assert [run(both[line]).err for line in lines] == ["", ""]
    assert run.rows("positions --status contested") == []
    assert "contested" in run("defer RU-1 --by NATO --at T2").err


def test_a_warning_about_a_joint_answer_is_told_once_and_names_the_parties(run: Session) -> None:
    run("party add BY Belarus")
    run("party add CN China")
    run("demand 'a ban' --by RU --to NATO --at T1")
    said = run("reject RU-1 --by CN,BY,US --on 2030-01-01")
    assert said.err.splitlines() == [
        "warning: CN, BY are not addressees of RU-1",
        "warning: 2030-01-01 lies in the future",
    ]
    assert "warning: BY is not an addressee of RU-1" in run("note RU-1 --by BY --at T2").err
