"""What was corrected and struck: kept in its place by show --history, told by log --corrections."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest
from builders import Session


@pytest.fixture
def run(run: Session) -> Session:
    """RU-1, put at T1, rejected by NATO at T2, both corrected, and a deferral that was struck."""
    run("demand 'a ban [on all]' --by RU --to NATO,US --at T1 --title 'A ban'")
    run("reject RU-1 no --by NATO --at T2")
    run("defer RU-1 later --by US --at T2")
    run.env["TRACKER_USER"] = "mender"
    run(f"correct {moved(run, 'RU')} 'a wider ban [on all]' --title 'A wider ban'")
    run(f"correct {moved(run, 'NATO')} --quote Never --speaker 'J. Stoltenberg' --at T3")
    run(f"strike {moved(run, 'US')} --reason 'said of another demand'")
    return run


def moved(session: Session, party: str) -> str:
    """Id of the latest recorded move of a party."""
    rows = session.rows("export moves --include-private")
    return [row["id"] for row in rows if row["party"] == party][-1]


def at_terminal(session: Session, command: str) -> str:
    return session(command, tty=True, env={"COLUMNS": "120"})


def test_show_keeps_to_what_stands_and_says_how_many_moves_do_not(run: Session) -> None:
    assert [row["move"] for row in run.rows("show RU-1")] == ["demanded", "rejected"]
    shown = at_terminal(run, "show RU-1")
    assert shown.endswith("\n3 moves were corrected or struck; --history shows them.\n")
    assert "later" not in shown


def test_one_move_that_does_not_stand_is_told_as_one(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T1")
    run(f"strike {moved(run, 'RU')} --reason typo")
    run("demand 'a pause' --by RU --to NATO --at T1 --key RU-2")
    assert "1 move was corrected or struck; --history shows it." in at_terminal(run, "show RU-2")


def test_the_history_has_every_move_in_the_order_of_the_ledger(run: Session) -> None:
    rows = run.rows("show RU-1 --history")
    assert [(row["talk"], row["move"], row["text"]) for row in rows] == [
        ("T1", "demanded", "a ban [on all]"),
        ("T1", "demanded", "a wider ban [on all]"),
        ("T2", "rejected", "no"),
        ("T2", "deferred", "later"),
        ("T2", "struck", "said of another demand"),
        ("T3", "rejected", "no"),
    ]


@pytest.mark.file("a server knows itself who records")
def test_each_move_of_the_history_says_who_recorded_it_and_what_set_it_aside(
    run: Session,
) -> None:
    rows = run.rows("show RU-1 --history")
    assert [list(row)[-3:] for row in rows[:1]] == [["recorded_at", "recorded_by", "set_aside"]]
    by_id = {row["id"]: row for row in rows}
    fates = [by_id[row["set_aside"]]["move"] if row["set_aside"] else "" for row in rows]
    assert fates == ["demanded", "", "rejected", "struck", "", ""]
    assert [row["recorded_by"] for row in rows] == [
        "tester", "mender", "tester", "tester", "mender", "mender"
    ]  # fmt: skip
    assert rows[0]["recorded_at"].startswith("2026-01-15T12:")


def test_the_history_counts_versions_as_if_what_is_set_aside_had_not_been_said(
    run: Session,
) -> None:
    run("revise RU-1 'another ban' --at T3")
    versions = [row["version"] for row in run.rows("show RU-1 --history")]
    assert versions == ["1", "1", "1", "1", "", "1", "2"]


@pytest.mark.file("a server knows itself who records")
def test_a_terminal_shows_what_became_of_each_move(run: Session) -> None:
    shown = at_terminal(run, "show RU-1 --history")
    corrected, struck = moved(run, "NATO"), "struck: said of another demand"
    assert f"corrected by {corrected[:8]}" in shown
    line = next(line for line in shown.splitlines() if struck in line)
    assert line.split()[:3] == ["◌", "US", "deferred"]
    assert "recorded 2026-01-15 12:00 UTC by tester; struck 2026-01-15 12:00 UTC by mender" in shown
    assert "a ban [on all]" in shown
    assert "--history" not in shown


def test_what_is_set_aside_is_struck_through_where_there_is_colour(run: Session) -> None:
    colour = {"NO_COLOR": "", "COLORTERM": "truecolor", "COLUMNS": "120"}
    shown = run("show RU-1 --history", tty=True, env=colour)
    assert "\x1b[2;9m" in shown
    assert "\x1b[2;9m" not in run("show RU-1", tty=True, env=colour)


def test_markdown_of_the_history_says_what_became_of_each_move(run: Session) -> None:
    lines = run("show RU-1 --history --format md").splitlines()
    assert lines[0] == "| When | Who | Did | Words | Recorded | Set aside |"
    assert "struck: said of another demand |" in lines[5]


def test_the_history_as_of_a_talk_ends_there_and_still_says_what_came_of_it(run: Session) -> None:
    rows = run.rows("show RU-1 --history --as-of T2")
    assert [row["talk"] for row in rows] == ["T1", "T1", "T2", "T2", "T2"]
    assert rows[2]["set_aside"] == moved(run, "NATO")


def test_a_demand_of_which_nothing_stands_has_a_history_all_the_same(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T1")
    run(f"strike {moved(run, 'RU')} --reason 'nobody said so'")
    said = run("show RU-2", fails=3)
    assert "No move on RU-2 stands any more" in said.err
    assert "tracker show RU-2 --history" in said.err
    assert [row["move"] for row in run.rows("show RU-2 --history")] == ["demanded", "struck"]
    assert "struck: nobody said so" in at_terminal(run, "show RU-2 --history")


def test_a_move_corrected_twice_over_names_the_correction_that_followed_it(run: Session) -> None:
    first = moved(run, "NATO")
    run(f"correct {first} --move accept")
    last = moved(run, "NATO")
    fates = {row["id"]: row["set_aside"] for row in run.rows("show RU-1 --history")}
    assert (fates[first], fates[last]) == (last, "")


@pytest.mark.file("a server knows itself who records")
def test_the_corrections_are_told_the_latest_first(run: Session) -> None:
    rows = run.rows("log --corrections")
    assert [(row["demand"], row["party"], row["move"], row["field"]) for row in rows] == [
        ("RU-1", "US", "struck", ""),
        ("RU-1", "NATO", "rejected", "talk"),
        ("RU-1", "NATO", "rejected", "quote"),
        ("RU-1", "NATO", "rejected", "speaker"),
        ("RU-1", "RU", "demanded", "text"),
        ("RU-1", "RU", "demanded", "title"),
    ]
    assert rows[0]["reason"] == "said of another demand"
    assert (rows[1]["before"], rows[1]["after"], rows[1]["talk"]) == ("T2", "T3", "T3")
    assert (rows[2]["before"], rows[2]["after"]) == ("", "Never")
    assert (rows[5]["before"], rows[5]["after"]) == ("A ban", "A wider ban")
    assert {row["recorded_by"] for row in rows} == {"mender"}


def test_each_correction_names_the_move_it_replaced(run: Session) -> None:
    known = {row["id"]: row for row in run.rows("export moves")}
    for row in run.rows("log --corrections"):
        assert known[row["id"]]["corrects"] == row["corrects"]
        assert known[row["corrects"]]["recorded_by"] == "tester"


@pytest.mark.parametrize(
    ("options", "moves"),
    [
        ("--party US", ["struck"]),
        ("--at T2", ["struck", "rejected"]),
        ("--at T3", ["rejected"]),
        ("--limit 1", ["struck"]),
        ("--demand RU-1 --party RU", ["demanded"]),
        ("--at T1 --party US", []),
    ],
)
def test_the_corrections_can_be_narrowed(run: Session, options: str, moves: list[str]) -> None:
    rows = run.rows(f"log --corrections {options}")
    assert list(dict.fromkeys(row["move"] for row in rows)) == moves


@pytest.mark.file("a server knows itself who records")
def test_a_terminal_shows_what_each_correction_changed(run: Session) -> None:
    shown = at_terminal(run, "log --corrections")
    for part in (
        "2026-01-15 12:00 UTC by mender",
        "- struck: US deferred RU-1 at T2",
        "reason: said of another demand",
        "~ corrected: NATO rejected RU-1 at T2",
        "talk: “T2” → “T3”",
        "quote: nothing → “Never”",
        "text: “a ban [on all]” → “a wider ban [on all]”",
        "title: “A ban” → “A wider ban”",
    ):
        assert part in shown, part


def test_without_corrections_a_terminal_says_so(story: Session) -> None:
    assert story("log --corrections", tty=True) == "Nothing was corrected or struck.\n"
    assert story("log --corrections") == ""


def test_a_correction_that_was_corrected_stays_among_the_corrections(run: Session) -> None:
    run(f"correct {moved(run, 'NATO')} --move accept")
    rows = run.rows("log --corrections --party NATO")
    assert [row["field"] for row in rows] == ["move", "talk", "quote", "speaker"]
    assert (rows[0]["before"], rows[0]["after"]) == ("rejected", "accepted")


def test_a_private_correction_is_told_on_the_terminal_alone(run: Session) -> None:
    run(f"correct {moved(run, 'NATO')} 'under our breath' --private")
    assert "under our breath" in at_terminal(run, "log --corrections")
    assert "under our breath" not in run("log --corrections --format json")
    assert "under our breath" not in run("show RU-1 --history --format json")
    (told,) = [r for r in run.rows("show RU-1 --history") if r["talk"] == "T3"]
    assert told["set_aside"] == ""


def test_that_a_private_move_was_made_public_is_no_correction_to_others(run: Session) -> None:
    run("accept RU-1 'under our breath' --by US --at T3 --private")
    run(f"correct {moved(run, 'US')} 'out loud' --public")
    rows = [row for row in run.rows("log --corrections") if row["field"]]
    assert "out loud" not in {row["after"] for row in rows}
    assert "now public" in at_terminal(run, "log --corrections")
    assert "under our breath" not in run("show RU-1 --history --format json")
    assert run.rows("show RU-1 --history")[-1]["text"] == "out loud"


def test_a_correction_whose_target_is_not_here_says_so(run: Session, tmp_path: Path) -> None:
    run("accept RU-1 'under our breath' --by US --at T3 --private")
    run(f"correct {moved(run, 'US')} 'out loud' --public")
    run(f"export moves -o {tmp_path / 'moves.csv'}")
    (tmp_path / "copy").mkdir()
    copy = builders.begun(tmp_path / "copy")
    copy(f"import {tmp_path / 'moves.csv'} --yes")
    assert "the move that it replaces is not in this ledger" in at_terminal(
        copy, "log --corrections --party US"
    )
    told, *_ = copy.rows("log --corrections")
    assert (told["field"], told["move"], told["party"]) == ("", "accepted", "US")


def test_a_new_title_and_issue_are_told_with_the_old_ones(run: Session) -> None:
    run("demand 'talks' --by RU --to NATO --at T1 --title Ban --issue Arms")
    move = run.sql("select id from move order by nr desc limit 1")[0][0]
    said = run(f"correct {move} --title 'The ban' --issue Missiles")
    assert "\n  title: “Ban” → “The ban”\n  issue: “Arms” → “Missiles”\n" in said
