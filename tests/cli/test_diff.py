"""What changed between two talks: which talks, what is told, and how much of it."""

from __future__ import annotations

import pytest
from builders import Session

WIDE = {"COLUMNS": "200"}


@pytest.fixture
def talks(run: Session) -> Session:
    """RU-1 on NATO and US: rejected by NATO at T2, revised by RU at T3; RU-2 new at T3."""
    run("demand 'a ban' --by RU --to NATO,US --at T1 --issue Ukraine")
    run("party edit US --leaves NATO --until 2021-12-31")
    run("reject RU-1 'never' --by NATO --at T2 --quote 'no' --speaker 'J. S.' --source a.b/c")
    run("revise RU-1 'a wider ban' --at T3")
    run("offer 'talks' --by RU --to US --at T3")
    return run


def compared(session: Session, arguments: str) -> tuple[str, str]:
    """The refs of the two talks that a diff compares."""
    found = session.json(f"diff {arguments}")
    return found["from"].split()[0], found["to"].split()[0]


@pytest.mark.parametrize(
    ("arguments", "pair"),
    [
        ("", ("T2", "T3")),
        ("T1 T3", ("T1", "T3")),
        ("T1..T2", ("T1", "T2")),
        ("T1..", ("T1", "T3")),
        ("..T2", ("T1", "T2")),
        ("T1", ("T1", "T3")),
        ("prev last", ("T2", "T3")),
        ("last~2 2022-01-12", ("T1", "T2")),
        ("2022-01-11 t3", ("2022-01-11", "T3")),
        ("T3 T1", ("T3", "T1")),
        ("T1 now", ("T1", "now")),
    ],
)
def test_which_talks_are_compared(talks: Session, arguments: str, pair: tuple[str, str]) -> None:
    assert compared(talks, arguments) == pair


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("T1 T9", 3, "no talk “T9”"),
        ("T9..", 3, "no talk “T9”"),
        ("last~5", 3, "reaches back 5 talks"),
        ("T1 2022-02-30", 2, "2022-02-30"),
        ("T1 T2 T3", 2, "T3"),
    ],
)
def test_talks_that_cannot_be_compared(
    talks: Session, arguments: str, code: int, sentence: str
) -> None:
    assert sentence in talks(f"diff {arguments}", fails=code).err


def test_a_diff_needs_two_talks_unless_told_which(session: Session) -> None:
    said = session("diff", fails=3)
    assert "A diff needs two talks, and 0 have been held" in said.err
    assert "tracker talk add" in said.err
    session("talk add Only --date 2022-01-10")
    assert "1 has been held" in session("diff", fails=3).err


def test_a_talk_to_come_is_not_compared_by_default(talks: Session) -> None:
    talks("talk add Next --date 2027-01-01")
    assert compared(talks, "") == ("T2", "T3")


def test_each_changed_cell_is_told_with_what_was_said(talks: Session) -> None:
    (row,) = talks.rows("diff T1 T2")
    assert row == {
        "negotiation": "Security talks",
        "from_talk": "T1",
        "to_talk": "T2",
        "demand": "RU-1",
        "title": "a ban",
        "issue": "Ukraine",
        "by": "RU",
        "to": "NATO",
        "change": "rejected",
        "movement": "first answer",
        "from_status": "open",
        "to_status": "rejected",
        "from_version": "1",
        "to_version": "1",
        "from_text": "a ban",
        "to_text": "a ban",
        "talk": "T2",
        "date": "2022-01-12",
        "speaker": "J. S.",
        "quote": "no",
        "source": "a.b/c",
        "from_contested": "",
        "to_contested": "",
    }


def test_what_is_added_to_the_table_alone_is_said_elsewhere(talks: Session) -> None:
    assert "table alone" in talks("diff T1 T2 --all").err
    assert "table alone" in talks("diff T1 T2 --all --format csv").err
    assert talks("diff T1 T2 --all", tty=True).err == ""


def test_the_figures_say_which_talks_they_compare(talks: Session) -> None:
    shown = talks("diff T1 T2 --stat", tty=True, env=WIDE)
    assert "T1 2022-01-10 First round, Geneva  →  T2 2022-01-12 Second round" in shown
    found = talks.json("diff T1 T2 --stat")
    assert (found["from"][:2], found["to"][:2]) == ("T1", "T2")


def test_the_table_says_it_with_mark_step_quote_and_source(talks: Session) -> None:
    shown = talks("diff T1 T2", tty=True, env=WIDE)
    for part in ("T1 2022-01-10 First round, Geneva", "Rejected", "✘ RU-1", "RU → NATO",
                 "open → rejected", "first answer", "never", "“no”", "J. S."):  # fmt: skip
        assert part in shown, part


def test_a_revision_is_told_word_by_word_with_the_answers_that_lapsed(talks: Session) -> None:
    shown = talks("diff T2 T3", tty=True, env=WIDE)
    assert "v1 → v2" in shown
    assert "{+wider +}" in shown
    assert "rejected on v1 (NATO)" in shown
    assert talks.changes("T2 T3") == {
        ("RU-1", "NATO"): "reopened",
        ("RU-1", "US"): "revised",
        ("RU-2", "US"): "new",
    }


def test_an_editorial_revision_is_told_as_such(talks: Session) -> None:
    talks("talk add 'Fourth round' --date 2022-02-01")
    talks("revise RU-1 'A wider ban.' --editorial --at T4")
    (row,) = talks.rows("diff T3 T4")
    assert (row["change"], row["movement"], row["to"]) == ("revised", "editorial", "")
    assert (row["from_text"], row["to_text"]) == ("a wider ban", "A wider ban.")
    assert "editorial" in talks("diff T3 T4", tty=True)


def test_the_summary_counts_what_changed_and_what_did_not(talks: Session) -> None:
    summary = "1 new without answer, 1 revised; 0 unchanged (0 restated, 0 not mentioned)"
    assert talks("diff T2 T3 --summary", tty=True) == f"{summary}\n"
    assert talks("diff T2 T3", tty=True).splitlines()[-1] == summary
    assert talks("diff T2 T2 --summary", tty=True) == (
        "nothing changed; 2 unchanged (0 restated, 2 not mentioned)\n"
    )


def test_all_lists_the_unchanged_positions_too(talks: Session) -> None:
    talks("talk add 'Fourth round' --date 2022-02-01")
    talks("reaffirm RU-2 --at T4")
    shown = talks("diff T3 T4 --all", tty=True)
    assert shown.index("Restated") < shown.index("RU-2") < shown.index("Not mentioned")


def test_stat_counts_by_party_and_by_issue(talks: Session) -> None:
    rows = talks.rows("diff T2 T3 --stat")
    counted = {(row["by"], row["name"]): (row["new"], row["revised"], row["total"]) for row in rows}
    assert counted == {
        ("party", "NATO"): ("", "1", "1"),
        ("party", "US"): ("1", "1", "2"),
        ("issue", "(no issue)"): ("1", "", "1"),
        ("issue", "Ukraine"): ("", "2", "2"),
    }
    assert "NATO" in talks("diff T2 T3 --stat", tty=True)


@pytest.mark.parametrize(
    ("options", "cells"),
    [
        ("--party US", ["RU-1/US", "RU-2/US"]),
        ("--party NATO", ["RU-1/NATO"]),
        ("--proponent NATO", []),
        ("--issue ukraine", ["RU-1/NATO", "RU-1/US"]),
        ("--text wider --party US", ["RU-1/US"]),
        ("--status open --issue Ukraine", ["RU-1/NATO", "RU-1/US"]),
    ],
)
def test_only_some_cells(talks: Session, options: str, cells: list[str]) -> None:
    rows = talks.rows(f"diff T2 T3 {options}")
    assert [f"{row['demand']}/{row['to']}" for row in rows] == cells


def test_stale_cells_can_be_asked_for_in_a_diff_as_in_the_table(talks: Session) -> None:
    rows = talks.rows("diff T2 T3 --status stale")
    assert [f"{row['demand']}/{row['to']}" for row in rows] == ["RU-1/NATO"]


def test_exit_code_tells_a_script_whether_anything_changed(talks: Session) -> None:
    talks("diff T1 T2 --exit-code", fails=1)
    talks("diff T2 T2 --exit-code")
    talks("diff T1 T2 --exit-code --party US")
    talks("diff T1 T2")


def test_back_in_time_the_steps_run_the_other_way(talks: Session) -> None:
    (row,) = talks.rows("diff T2 T1")
    assert (row["from_status"], row["to_status"]) == ("rejected", "open")
    assert {row["to_status"] for row in talks.rows("diff T3 T2 --party US")} == {"open", ""}


def test_a_statement_outside_any_talk_belongs_to_what_follows(talks: Session) -> None:
    talks("accept RU-1 --by US --on 2022-01-20")
    assert ("RU-1", "US") not in talks.changes("T1 T2")
    assert talks.changes("T2 2022-01-21") == {("RU-1", "US"): "first answer"}


def test_a_day_of_a_diff_is_all_of_it_and_a_talk_of_that_day_is_not(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --on 2022-01-12")
    answered = {("RU-1", "NATO"): "first answer"}
    assert run.changes("2022-01-10 2022-01-12") == answered
    assert run.changes("2022-01-12 2022-01-26") == {}
    assert run.changes("T1 T2") == {}
    assert run.changes("T2 2022-01-12") == answered
    assert "at T2" in run("accept RU-1 --at 2022-01-12")


def test_the_record_of_a_diff_names_what_it_compares(talks: Session) -> None:
    found = talks.json("diff T2 T3")
    assert found["schema"] == 1
    assert found["kind"] == "diff"
    assert found["counts"] == {"new": 1, "revised": 1}
    assert (found["unchanged"], found["restated"]) == (0, 0)
    assert found["rows"][0]["from_version"] == 1


def test_a_late_entry_changes_the_diff_of_the_talk_it_was_made_at(talks: Session) -> None:
    said = talks("defer RU-1 --by NATO --at T1")
    assert "late entry: NATO has an answer on record from T2" in said.err
    assert talks.changes("T1 T2") == {("RU-1", "NATO"): "hardening"}
