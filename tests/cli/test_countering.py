"""A counter that words its counter-demand is the same two moves however it is recorded."""

from __future__ import annotations

import pytest
from builders import Session

WAYS = ("prompt", "minutes", "file")


def counter(run: Session, way: str, by: str, text: str) -> str:
    """Counter RU-1 at T2 in one of the three ways, and give what was said of it."""
    if way == "prompt":
        return run(f"counter RU-1 '{text}' --by {by} --at T2")
    if way == "minutes":
        minutes = run.write("notes.txt", "talk T2", f"{by} counters RU-1: {text}")
        return run(f"minutes {minutes} --yes")
    joint = by.replace(",", ";")
    file = run.write("in.csv", "talk,party,move,demand,text", f"T2,{joint},counter,RU-1,{text}")
    return run(f"import {file} --yes")


def moves(run: Session) -> list[tuple[object, ...]]:
    """What was recorded after the demand itself."""
    return run.sql(
        "select party.code, move.sponsors, verb, demand.key, move.kind, addressees, text,"
        " issue.path"
        " from move join party on party.id = move.party join demand on demand.id = move.demand"
        " left join issue on issue.id = demand.issue where move.nr > 1 order by move.nr"
    )


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, put by RU and BY to US and NATO at T1."""
    run("party add BY Belarus")
    run("demand 'a ban' --by RU,BY --to US,NATO --at T1 --issue Arms/missiles")
    return run


@pytest.mark.parametrize("way", WAYS)
def test_a_counter_puts_its_demand_to_all_who_put_what_it_counters(
    asked: Session, way: str
) -> None:
    counter(asked, way, "US,NATO", "Transparency")
    assert moves(asked) == [
        ("US", "NATO", "demand", "US-1", "proposal", "RU;BY", "Transparency", "Arms/missiles"),
        ("US", None, "counter", "RU-1", None, None, None, "Arms/missiles"),
        ("NATO", None, "counter", "RU-1", None, None, None, "Arms/missiles"),
    ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("by", ["RU", "BY"])
def test_a_counter_to_ones_own_demand_is_a_revision_and_says_so(
    asked: Session, way: str, by: str
) -> None:
    said = counter(asked, way, by, "a milder ban")
    assert "revision" in said + said.err
    assert moves(asked) == [
        (by, None, "revise", "RU-1", None, None, "a milder ban", "Arms/missiles")
    ]
    if way != "prompt":
        counter(asked, way, by, "a milder ban")
        assert len(moves(asked)) == 1


def test_minutes_may_say_with_before_the_wording(asked: Session) -> None:
    minutes = asked.write("notes.txt", "talk T2", "US counters RU-1 with: Transparency")
    asked(f"minutes {minutes} --yes")
    assert [(verb, text) for _, _, verb, _, _, _, text, _ in moves(asked)] == [
        ("demand", "Transparency"),
        ("counter", None),
    ]


def test_a_counter_to_ones_own_demand_with_another_is_refused(asked: Session) -> None:
    asked("demand 'a pact' --by RU --to US --at T1")
    said = asked("counter RU-1 'a milder ban' --by RU --with RU-2", fails=4)
    assert "its own demand" in said.err


def test_a_public_counter_to_what_was_put_in_private_tells_no_issue_of_it(run: Session) -> None:
    run("demand secret --by RU --to NATO --issue Zimt --private")
    run("counter RU-1 'another way' --by NATO")
    run("counter RU-1 'a third' --by NATO --at T3 --private")
    assert "Zimt" not in run("export positions")
    issues = {row["demand"]: row["issue"] for row in run.rows("positions --include-private")}
    assert issues["NATO-1"] == ""
    assert issues["NATO-2"] == "Zimt"
