"""What is owed, by whom and since when; for one party; as a calendar; for scripts."""

from __future__ import annotations

from datetime import date

import pytest
from builders import Session
from icalendar import Calendar


@pytest.fixture
def put(run: Session) -> Session:
    """A demand of RU on NATO and the US, put at T1."""
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    return run


def owed(session: Session, options: str = "") -> dict[tuple[str, str], tuple[str, str]]:
    """For each position on the agenda who owes the next move, and why."""
    rows = session.rows(f"agenda {options}")
    return {(row["demand"], row["to"]): (row["owes"], row["why"]) for row in rows}


def test_whoever_has_not_answered_owes_it(put: Session) -> None:
    put("accept RU-1 --by US --at T2")
    assert owed(put) == {("RU-1", "NATO"): ("NATO", "unanswered")}


def test_an_answer_that_was_put_off_is_owed_since_it_was_put_off(put: Session) -> None:
    put("defer RU-1 --by NATO --at T2 --until 2022-02-01")
    put("defer RU-1 --by NATO --at T3 --until 2022-03-01")
    row = put.rows("agenda --party NATO --as-of 2022-02-05")[0]
    assert (row["why"], row["talk"], row["days"]) == ("deferred", "T3", "10")
    assert (row["deferrals"], row["due"]) == ("2", "2022-03-01")
    assert "◌ deferred (until 2022-03-01); 2nd time" in put(
        "agenda", tty=True, env={"COLUMNS": "200"}
    )


@pytest.mark.parametrize(
    ("until", "day", "why"),
    [
        ("2022-02-01", "2022-02-01", "deferred"),
        ("2022-02-01", "2022-02-02", "overdue;deferred"),
        ("2022-02", "2022-02-28", "deferred"),
        ("2022-02", "2022-03-01", "overdue;deferred"),
        ("2022-02/..", "2023-01-01", "deferred"),
    ],
)
def test_it_is_overdue_once_the_last_day_has_passed(
    put: Session, until: str, day: str, why: str
) -> None:
    put(f"defer RU-1 --by NATO --at T2 --until {until}")
    assert owed(put, f"--as-of {day}")["RU-1", "NATO"] == ("NATO", why)


def test_a_talk_s_deadline_is_that_of_the_answers_owed_since_it(put: Session) -> None:
    put("talk edit T1 --deadline 2022-02-01")
    put("accept RU-1 --by US --at T2 --if 'so do we'")
    assert owed(put) == {
        ("RU-1", "NATO"): ("NATO", "overdue;unanswered"),
        ("RU-1", "US"): ("RU", "conditional"),
    }
    assert "◦ open; overdue since 2022-02-01" in put("agenda", tty=True, env={"COLUMNS": "200"})
    assert "◦ open; due 2022-02-01" in put("agenda --as-of T1", tty=True, env={"COLUMNS": "200"})


def test_a_question_is_owed_its_answer_by_the_proponent(put: Session) -> None:
    put("ask RU-1 'which states' --by NATO --at T2")
    assert owed(put)["RU-1", "NATO"] == ("RU", "asked")


def test_a_reworded_demand_is_owed_an_answer_since_it_was_reworded(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    put("revise RU-1 'a moratorium' --at T2")
    row = put.rows("agenda --party NATO --as-of T3")[0]
    assert (row["why"], row["stale"]) == ("unanswered;stale", "rejected")
    assert (row["talk"], row["days"]) == ("T2", "14")


def test_a_statement_outside_any_talk_counts_from_its_day(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --on 2022-01-20")
    row = run.rows("agenda --as-of 2022-01-22")[0]
    assert (row["talk"], row["date"], row["days"]) == ("", "2022-01-20", "2")


def test_at_an_undated_talk_no_days_are_counted(run: Session) -> None:
    run("talk add 'Some day' --date unknown")
    run("demand 'a ban' --by RU --to NATO --at T4")
    assert run.rows("agenda")[0]["days"] == ""


def test_two_accounts_of_one_answer_are_for_that_party_to_settle(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2")
    put("accept RU-1 --by NATO --at T2")
    assert owed(put)["RU-1", "NATO"] == ("NATO", "contested")


def test_a_counter_demand_is_owed_its_answer_and_what_it_counters_none(put: Session) -> None:
    put("counter RU-1 'a freeze' --by NATO --at T2")
    put("reject RU-1 --by US --at T2")
    assert owed(put) == {("NATO-1", "RU"): ("RU", "unanswered")}


def test_what_is_put_to_all_is_owed_by_nobody_in_particular(run: Session) -> None:
    run("demand 'a ban' --by RU --at T1")
    assert owed(run) == {("RU-1", ""): ("", "unanswered")}
    assert run("agenda --for RU", tty=True).splitlines()[-1].startswith("all")


def test_the_most_urgent_of_each_party_comes_first(put: Session) -> None:
    put("demand 'a pause' --by RU --to NATO --at T1")
    put("demand 'a freeze' --by RU --to NATO --at T3")
    put("defer RU-3 --by NATO --at T3 --until 2022-02-01")
    put("note RU-1 --by NATO --at T3")
    order = [(row["owes"], row["demand"]) for row in put.rows("agenda")]
    assert order == [("NATO", "RU-3"), ("NATO", "RU-1"), ("NATO", "RU-2"), ("US", "RU-1")]


def test_for_a_party_it_is_split_in_two(put: Session) -> None:
    put("demand 'talks' --by NATO --to RU,US --at T2")
    said = put.json("agenda --for Russia")
    found = [(row["side"], row["owes"], row["demand"]) for row in said["rows"]]
    assert found == [
        ("we owe", "RU", "NATO-1"),
        ("they owe us", "NATO", "RU-1"),
        ("they owe us", "US", "RU-1"),
    ]
    assert (said["for"], said["counts"]) == ("RU", {"unanswered": 3})
    shown = put("agenda --for RU", tty=True)
    assert shown.index("RU owes 1") < shown.index("RU is owed 2")


def test_nothing_to_settle_is_said(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2")
    put("accept RU-1 --by US --at T2")
    assert "Nothing is left to be settled." in put("agenda", tty=True)
    assert put("agenda") == ""


@pytest.mark.parametrize(
    ("why", "code"),
    [("unanswered", 1), ("overdue", 0), ("contested,stale", 0), ("OVERDUE,unanswered", 1)],
)
def test_a_script_is_told_by_the_exit_code(put: Session, why: str, code: int) -> None:
    assert put(f"agenda --fail-on {why}", fails=code) == put("agenda")


def test_only_what_is_shown_makes_it_fail(put: Session) -> None:
    put("agenda --for US --fail-on unanswered", fails=1)
    put("reject RU-1 --by US --at T2")
    put("agenda --for US --fail-on unanswered")


def test_a_reason_that_is_none(put: Session) -> None:
    said = put("agenda --fail-on late", fails=2)
    assert "“late” is no reason; use one of overdue, contested, unanswered" in said.err


def events(text: str) -> list[tuple[str, date, date]]:
    return [
        (str(each["SUMMARY"]), each.start, each.end)
        for each in Calendar.from_ical(text).walk("VEVENT")
    ]


def test_the_deadlines_make_a_calendar(put: Session) -> None:
    put("defer RU-1 --by NATO --at T2 --until 2022-02")
    put("talk edit T2 --deadline 2022-02-01")
    put("talk edit T3 --deadline 2022-03-01 --status cancelled")
    file = put.folder / "deadlines.ics"
    put(f"agenda -o {file}")
    assert events(file.read_bytes().decode()) == [
        ("NATO owes RU an answer to RU-1: a ban", date(2022, 2, 1), date(2022, 3, 1)),
        ("Answers due: Second round (T2)", date(2022, 2, 1), date(2022, 2, 2)),
    ]


def test_an_entry_is_the_same_whenever_it_is_written(put: Session) -> None:
    put("defer RU-1 --by NATO --at T2 --until 2022-02-01")
    before = [str(each["UID"]) for each in Calendar.from_ical(put("agenda -f ics")).walk("VEVENT")]
    put("defer RU-1 --by NATO --at T3 --until 2022-03-01")
    after = [str(each["UID"]) for each in Calendar.from_ical(put("agenda -f ics")).walk("VEVENT")]
    assert before == after
    assert len(before) == 1


@pytest.mark.parametrize("view", ["positions", "agenda --columns demand", "export positions"])
def test_only_the_whole_agenda_makes_a_calendar(put: Session, view: str) -> None:
    said = put(f"{view} --format ics", fails=2)
    assert "tracker agenda --format ics" in said.err
    assert said == ""


def test_a_private_deadline_stays_out_of_the_calendar_unless_asked_for(put: Session) -> None:
    put("defer RU-1 'after the vote' --by NATO --at T2 --until 2022-02-01 --private")
    assert events(put("agenda -f ics")) == []
    said = put("agenda -f ics --include-private")
    assert "CLASS:CONFIDENTIAL" in said
    assert len(events(said)) == 1


def test_a_calendar_in_an_encoding_without_the_letters(run: Session) -> None:
    run("demand 禁止 --by RU --to NATO --at T1")
    run("defer RU-1 --by NATO --at T1 --until 2022-02-01")
    assert run("agenda -f ics", encoding="ascii").isascii()


def test_reasons_that_add_up_to_more_than_there_are_rows_say_so(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    put("accept RU-1 --by NATO --at T1")
    put("reject RU-1 --by US --at T2")
    assert "more than one reason" not in put("agenda", tty=True)
    put("revise RU-1 'another ban' --at T3")
    assert "; some for more than one reason" in put("agenda", tty=True)
