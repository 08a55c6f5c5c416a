"""What is missing is asked for where a person sits at the terminal, and nowhere else."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import Session
from terminals import Keyboard, at_terminal, environment

from tracker.commands.asking import with_answer
from tracker.errors import Question

CTRL_C, CTRL_D = "\x03", "\x04"


@contextmanager
def person(session: Session, *arguments: str) -> Iterator[Keyboard]:
    """Somebody at a terminal who runs a command."""
    command = [sys.executable, "-P", "-m", "tracker", *arguments]
    env = environment(session.folder, TRACKER_DB=session.env["TRACKER_DB"])
    with at_terminal(command, env, session.folder) as keyboard:
        yield keyboard


def told(session: Session, *arguments: str, answers: tuple[str, ...], code: int = 0) -> str:
    """What the terminal shows where a command is run and its questions are answered."""
    with person(session, *arguments) as keyboard:
        for answer in answers:
            keyboard.wait_for("> $")
            keyboard.type(answer if answer in (CTRL_C, CTRL_D) else f"{answer}\n")
        pressing = CTRL_C if answers[-1:] == (CTRL_C,) else ""
        assert keyboard.exit_code(pressing) == code, keyboard.shown
        return keyboard.shown


def last_move(session: Session) -> tuple[str, ...]:
    """Who did what to which demand in the latest move, and the words."""
    (row,) = session.sql("""
        select party.code, move.verb, demand.key, move.text
        from move join party on party.id = move.party join demand on demand.id = move.demand
        order by nr desc limit 1
    """)
    return row


def test_who_answers_is_asked_with_the_addressees(story: Session) -> None:
    shown = told(story, "reject", "RU-1", "no", answers=("US",))
    assert "RU-1 is put to NATO and US. Who answers?" in shown
    assert re.search(r"^ +US +United States$", shown, re.MULTILINE)
    assert "Russian Federation" not in shown
    assert last_move(story) == ("US", "reject", "RU-1", "no")


def test_a_wrong_answer_is_told_and_asked_again(story: Session) -> None:
    shown = told(story, "reject", "RU-1", "no", answers=("FR", "RU", "", "us,nato"))
    assert "There is no party “FR”" in shown
    assert "RU cannot reject RU-1, which is its own demand" in shown
    assert shown.count("Who answers?") == 3
    assert last_move(story) == ("NATO", "reject", "RU-1", "no")


@pytest.mark.file("what is asked for is offered from files")
def test_one_question_leads_to_the_next(story: Session) -> None:
    shown = told(story, "defer", answers=("RU-99", "RU-1", "NATO"))
    assert re.search(r"^ +RU-1 +A ban on Ukraine's NATO membership$", shown, re.MULTILINE)
    assert "There is no demand “RU-99”" in shown
    assert last_move(story) == ("NATO", "defer", "RU-1", None)


@pytest.mark.file("what is asked for is offered from files")
def test_the_wording_of_a_demand_and_who_demands_it_are_asked(run: Session) -> None:
    shown = told(run, "demand", "--to", "NATO", answers=("-5 per cent, at once", "ZZ", "RU"))
    assert re.search(r"^ +RU +Russian Federation$", shown, re.MULTILINE)
    assert last_move(run) == ("RU", "demand", "RU-1", "-5 per cent, at once")


def test_the_wording_of_a_counter_demand_is_asked(story: Session) -> None:
    told(story, "counter", "NATO-1", "--by", "RU", answers=("Only if reciprocated",))
    assert story.sql("select text from move where verb = 'demand' order by nr desc limit 1") == [
        ("Only if reciprocated",)
    ]


def test_who_put_a_demand_is_asked_where_the_record_does_not_say(run: Session) -> None:
    file = run.write("moves.csv", "date,party,move,demand", "2022-01-26,US,reject,X-1")
    run(f"import {file} --yes")
    with person(run, "withdraw", "X-1") as keyboard:
        asked = keyboard.wait_for("> $")
        keyboard.type(CTRL_C)
        assert keyboard.exit_code(CTRL_C) == 130
    assert "Who put X-1?" in asked
    assert "RU" in asked


def test_a_date_is_asked_for_before_the_first_talk(session: Session) -> None:
    session("party add RU Russia")
    shown = told(session, "demand", "Leave", "--by", "RU", answers=("2022-02-30", "2022-01-12"))
    assert "On which date was it said?" in shown
    assert "“2022-02-30” is not in the calendar" in shown
    assert session.sql("select date from move") == [("2022-01-12",)]


def test_a_talk_that_is_still_to_come_may_be_named_instead(session: Session) -> None:
    session("party add RU Russia")
    session("talk add 'First round' --date 2026-03-01")
    shown = told(session, "demand", "Leave", "--by", "RU", answers=("t1",))
    assert re.search(r"^ +T1 +2026-03-01 First round$", shown, re.MULTILINE)
    assert session.sql("select talk, date from move") == [(1, None)]


@pytest.mark.file("what is asked for is offered from files")
def test_what_any_command_needs_is_asked(story: Session) -> None:
    told(story, "talk", "add", answers=("Sixth round",))
    shown = told(story, "strike", answers=("abc", "a slip", CTRL_C), code=130)
    assert "RU accepted on condition NATO-2, T5" in shown
    assert "“abc” is not a move's id" in shown
    assert story.sql("select title from talk order by id desc limit 1") == [("Sixth round",)]


@pytest.mark.parametrize("line", ["reject RU-1 no", "reject", "demand", "strike"])
def test_ctrl_c_writes_nothing_and_exits_with_130(story: Session, line: str) -> None:
    before = story.kept()
    told(story, *line.split(), answers=(CTRL_C,), code=130)
    assert story.kept() == before


def test_the_end_of_the_input_at_a_later_question_ends_it_too(story: Session) -> None:
    shown = told(story, "reject", answers=("RU-1", CTRL_D), code=2)
    assert shown.count("> ") == 2
    assert shown.count("tracker: ") == 1


def test_the_end_of_the_input_is_no_answer(story: Session) -> None:
    shown = told(story, "reject", "RU-1", "no", answers=(CTRL_D,), code=2)
    assert "tracker: RU-1 is put to NATO and US: say who answers" in shown


@pytest.mark.parametrize(
    "line", ["--no-input reject RU-1", "reject RU-1 --no-input", "reject --no-input"]
)
def test_with_no_input_nothing_is_asked(story: Session, line: str) -> None:
    assert "> " not in told(story, *line.split(), answers=(), code=2)


def test_with_no_input_nothing_is_to_be_confirmed(run: Session) -> None:
    file = run.write("moves.csv", "date,party,move,demand", "2022-01-26,US,reject,X-1")
    refused = run(f"--no-input import {file}", typed="y\n", fails=2)
    assert "give --yes to go ahead" in refused.err


@pytest.mark.parametrize("line", ["reject RU-1", "demand --by RU", "strike", "talk add"])
def test_in_a_script_nothing_is_asked(story: Session, line: str) -> None:
    assert story(line, stdin="NATO\n", fails=2).err.startswith("tracker: ")
    assert story(line, typed="NATO\n", fails=2).err.startswith("tracker: ")


@pytest.mark.file("what is asked for is offered from files")
def test_without_a_database_nothing_is_asked_in_vain(tmp_path: Path) -> None:
    session = Session(tmp_path)
    assert "Make one with: tracker init" in told(session, "demand", answers=(), code=6)
    told(session, "init", answers=("Wages",))
    assert session.sql("select title from negotiation") == [("Wages",)]


@pytest.mark.parametrize(
    ("arguments", "question", "answer", "longer"),
    [
        ("reject RU-1", Question("", "--by"), "US", "reject RU-1 --by=US"),
        ("reject RU-1 -- -no", Question("", "--by"), "US", "reject RU-1 --by=US -- -no"),
        ("reject", Question(""), "RU-1", "reject -- RU-1"),
        ("reject -- RU-1", Question(""), "-no", "reject -- RU-1 -no"),
        ("note X", Question("", "--at", [("T1", "")], "--on"), "t1", "note X --at=t1"),
        ("note X", Question("", "--at", [("T1", "")], "--on"), "2022", "note X --on=2022"),
    ],
)
def test_an_answer_finds_its_place_in_the_line(
    arguments: str, question: Question, answer: str, longer: str
) -> None:
    assert with_answer(arguments.split(), question, answer) == longer.split()
