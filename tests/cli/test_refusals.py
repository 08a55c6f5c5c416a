"""What the program refuses or warns about at the command line, with the sentence it says."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1 on NATO at T2, RU-2 on NATO withdrawn at T2, NATO-1 on RU at T3."""
    run("demand 'a ban' --by RU --to NATO --at T2")
    run("demand 'talks' --by RU --to NATO --at T2")
    run("withdraw RU-2 --at T2")
    run("demand 'withdraw the troops' --by NATO --to RU --at T3")
    return run


@pytest.mark.parametrize(
    ("command", "sentences"),
    [
        ("reject RU-1 --by RU", ["RU cannot reject RU-1", "its own demand", "withdraw or retable"]),
        ("accept NATO-1 --by NATO", ["NATO cannot accept NATO-1", "its own demand"]),
        ("reject RU-2", ["RU-2 has been withdrawn", "tracker retable RU-2"]),
        ("revise RU-2 'more talks'", ["RU-2 has been withdrawn", "tracker retable RU-2"]),
        ("withdraw RU-2", ["RU-2 has been withdrawn"]),
        ("reject RU-1 --at T1", ["RU-1 was first made at T2", "--at"]),
        ("note RU-1 --on 2022-01-11", ["RU-1 was first made at T2"]),
        ("revise RU-1 x --by NATO", ["NATO cannot revise RU-1", "tracker counter RU-1 --by NATO"]),
        ("withdraw RU-1 --by NATO", ["NATO cannot withdraw RU-1", "a demand of RU"]),
        ("reaffirm RU-1 --by NATO", ["NATO cannot reaffirm RU-1"]),
        ("retable RU-1", ["RU-1 has not been withdrawn", "reaffirm", "revise"]),
        ("accept RU-1 --in-part ''", ["Accepting RU-1 in part", "--in-part SCOPE"]),
        ("accept RU-1 --if ''", ["Accepting RU-1 with a condition", "--if CONDITION"]),
        ("counter RU-1", ["Countering RU-1 needs the wording", "--with KEY", "--wording-unknown"]),
        ("revise RU-1 ''", ["Revising RU-1 needs the new wording"]),
        ("demand '' --by RU --to NATO", ["A demand needs its wording", "RU"]),
        ("demand x --by RU --to RU", ["RU cannot put a demand to itself", "--to"]),
        ("demand x --by RU --key RU-1", ["RU-1 is already on the table", "--key"]),
    ],
)
def test_a_rule_forbids_it(asked: Session, command: str, sentences: list[str]) -> None:
    before = asked.rows("export moves")
    said = asked(command, fails=4)
    assert said == ""
    assert said.err.startswith("tracker: ")
    for sentence in sentences:
        assert sentence in said.err
    assert asked.rows("export moves") == before


@pytest.mark.parametrize(
    ("command", "sentences"),
    [
        ("reject RU-11", ["no demand “RU-11” (did you mean RU-1", "tracker positions"]),
        ("reject RU-1 --by NAOT", ["no party “NAOT” (did you mean NATO?)", "tracker party add"]),
        ("reject RU-1 --at T7", ["no talk “T7” (did you mean", "tracker talk list"]),
        ("demand x --by EU --to RU", ["no party “EU”", "tracker party add EU NAME"]),
        ("demand x --by RU --to EU", ["no party “EU”"]),
        ("counter RU-1 --with NATO-7", ["no demand “NATO-7” (did you mean NATO-1"]),
        ("show RU-1 -n Wages", ["no negotiation “Wages”", "tracker negotiation list"]),
    ],
)
def test_what_it_names_is_not_there(asked: Session, command: str, sentences: list[str]) -> None:
    said = asked(command, fails=3)
    assert said == ""
    for sentence in sentences:
        assert sentence in said.err


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("open RU-1", "No such command 'open'"),
        ("reject", "Missing argument"),
        ("demand x", "Missing option '--by'"),
        ("reject RU-1 --until 2022-02-01", "No such option"),
        ("accept RU-1 --in-part a --if b", "only one of"),
        ("reject RU-1 --at T2 --on 2022-01-12", "not both"),
        ("reject RU-1 --on 12.1.", "12.1."),
        ("defer RU-1 --until soon", "soon"),
        ("demand x --by RU --to NATO --kind wish", "wish"),
        ("demand x --by ''", "--by PARTY"),
        ("demand x --by ,", "--by PARTY"),
    ],
)
def test_it_cannot_be_understood(asked: Session, command: str, sentence: str) -> None:
    said = asked(command, fails=2)
    assert said == ""
    assert said.err.startswith("tracker: ")
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_before_any_talk_was_held_a_move_must_say_when(session: Session) -> None:
    session("party add RU Russia")
    said = session("demand 'a ban' --by RU", fails=4)
    assert "No talk has been held yet" in said.err
    assert "tracker talk add TITLE --date DATE" in said.err
    assert "--on DATE" in said.err
    session("demand 'a ban' --by RU --on 2022-01-01")


def test_a_demand_without_a_known_proponent_must_be_told_who_speaks(asked: Session) -> None:
    file = asked.write("met.csv", "talk,party,move,demand", "T2,NATO,reject,X-1")
    asked(f"import {file} --yes")
    said = asked("withdraw X-1", fails=2)
    assert "does not say who put X-1" in said.err
    assert "--by" in said.err


def test_an_answer_by_one_who_was_not_asked_is_recorded_with_a_warning(asked: Session) -> None:
    asked("party add BY Belarus")
    assert asked("reject RU-1 --by BY").err == "warning: BY is not an addressee of RU-1\n"
    assert asked.cells()["RU-1", "BY"] == "rejected"


def test_a_member_of_a_bloc_that_was_asked_answers_unwarned_while_it_is_a_member(
    asked: Session,
) -> None:
    assert asked("reject RU-1 --by US --at T2").err == ""
    asked("party edit US --leaves NATO --until 2022-01-20")
    assert asked("defer RU-1 --by US --at T3").err == "warning: US is not an addressee of RU-1\n"
    assert asked.cells("--as-of T2")["RU-1", "US"] == "rejected"


def test_what_lies_in_the_future_is_recorded_with_a_warning(asked: Session) -> None:
    said = asked("reject RU-1 --on 2026-12-31")
    assert said.err == "warning: 2026-12-31 lies in the future\n"
    asked("talk add Next --date 2026-06-01")
    assert "2026-06-01 lies in the future" in asked("defer RU-1 --at T4").err


def test_a_late_entry_is_recorded_with_a_warning(asked: Session) -> None:
    asked("reject RU-1 --at T3")
    said = asked("defer RU-1 --at T2")
    assert said.err == "warning: late entry: NATO has an answer on record from T3\n"
    assert asked.cells()["RU-1", "NATO"] == "rejected"
    assert asked.cells("--as-of T2")["RU-1", "NATO"] == "deferred"


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ("reject RU-1 --at T3", "T3"),
        ("reject RU-1 --by NATO,US --at T3|note RU-1 --on 2022-02-01", "T3, 2022-02-01"),
        ("reject RU-1 --at T3|revise RU-1 'a full ban' --at T3|accept RU-1 --at T3", "T3"),
        ("reject RU-1 --at T2", None),
        ("revise RU-1 'a full ban' --at T3|accept RU-1 --at T3", None),
    ],
)
def test_a_late_wording_is_recorded_with_a_warning_where_answers_now_speak_of_it(
    asked: Session, answers: str, named: str | None
) -> None:
    for line in answers.split("|"):
        asked(line)
    said = asked("revise RU-1 'a wider ban' --at T2").err
    if named:
        assert f"late entry: answers on record from {named} now speak of v2 of RU-1" in said
    else:
        assert "late entry" not in said


def test_a_late_wording_in_better_words_takes_no_answers_over(asked: Session) -> None:
    asked("reject RU-1 --at T3")
    assert asked("revise RU-1 'a ban, that is' --editorial --at T2").err == ""


@pytest.mark.parametrize(
    ("command", "sentences"),
    [
        ("demand x --by RU --to NATO --to RU", ["--to is given twice", "with commas between them"]),
        ("demand x --by RU --title a --title b", ["--title is given twice", "give it once"]),
        ("talk add A --date 2022-01-01 --date 2022-01-02", ["--date is given twice"]),
        ("-n A -n B positions", ["--negotiation is given twice"]),
    ],
)
def test_an_option_of_one_value_is_not_taken_twice(
    asked: Session, command: str, sentences: list[str]
) -> None:
    before = asked.rows("export moves"), asked("talk list")
    said = asked(command, fails=2).err
    assert all(each in said for each in sentences)
    assert (asked.rows("export moves"), asked("talk list")) == before


def test_a_revision_that_changes_nothing_is_recorded_with_a_warning(asked: Session) -> None:
    assert "the wording is the same as before" in asked("revise RU-1 'a ban'").err


def test_what_is_meant_wrong_leaves_nothing_half_done(asked: Session) -> None:
    before = asked.rows("export moves")
    asked("counter RU-1 'more' --by NATO,RU", fails=4)
    asked("reject RU-1 --by NATO,EU", fails=3)
    assert asked.rows("export moves") == before


def test_an_answer_put_off_until_a_day_before_it_is_recorded_with_a_warning(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    said = run("defer RU-1 --by NATO --at T2 --until 2020-01-01").err
    assert "warning: it is deferred until 2020-01-01, which lies before the answer itself" in said
    for until in ("2022-01-26", "2022-01", "2022", "2022-02-01"):
        assert "lies before" not in run(f"defer RU-1 --by NATO --at T3 --until {until}").err


@pytest.mark.parametrize("command", ["log", "search ban", "undo --list"])
def test_a_limit_past_all_numbers_is_none(asked: Session, command: str) -> None:
    assert asked(f"{command} --limit 99999999999999999999999") == asked(f"{command} --limit 999")
