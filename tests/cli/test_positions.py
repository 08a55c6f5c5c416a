"""The table of positions: filters, sorting, what was true then, blocs, contested cells."""

from __future__ import annotations

import pytest
from builders import Session

WIDE = {"COLUMNS": "200"}


def keys(rows: list[dict[str, str]]) -> list[str]:
    return [f"{row['demand']}/{row['to']}" for row in rows]


@pytest.mark.parametrize(
    ("options", "cells"),
    [
        ("--party US", "RU-1/US RU-4/US RU-5/US RU-6/US"),
        ("--party us,NATO --issue 'Risk reduction'", "RU-7/NATO RU-9/NATO"),
        ("--proponent US", "US-1/RU"),
        ("--from NATO --status open", "NATO-3/RU NATO-5/RU"),
        ("--proponent US,NATO --status accepted", "NATO-4/RU"),
        ("--issue Ukraine", "RU-8/NATO NATO-1/RU"),
        ("--issue 'arms control/missiles'", "RU-5/NATO RU-5/US US-1/RU"),
        ("--status deferred", "RU-5/NATO RU-6/US"),
        ("--status countered,qualified", "RU-5/US RU-6/NATO RU-7/NATO RU-9/NATO NATO-2/RU"),
        ("--status 'Accepted If'", "NATO-2/RU"),
        ("--text aegis", "US-1/RU"),
        ("--text 'military aid' --party NATO", "RU-8/NATO"),
        ("--status withdrawn", ""),
        ("--as-of T4 --status stale", "NATO-1/RU"),
    ],
)
def test_filters_and_their_combinations(story: Session, options: str, cells: str) -> None:
    assert keys(story.rows(f"positions {options}")) == cells.split()


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        ("--party EU", 3, "no party “EU”"),
        ("--proponent Nato2", 3, "did you mean NATO"),
        ("--issue Fish", 3, "no issue “Fish”"),
        ("--status maybe", 2, "“maybe” is not a status; use one of open, noted, deferred"),
        ("--as-of T9", 3, "no talk “T9”"),
        ("--as-of 2022-13-01", 2, "2022-13-01"),
    ],
)
def test_a_filter_that_names_nothing(
    story: Session, options: str, code: int, sentence: str
) -> None:
    assert sentence in story(f"positions {options}", fails=code).err


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("demand", "RU-1/NATO", "NATO-5/RU"),
        ("issue", "RU-6/NATO", "NATO-1/RU"),
        ("party", "RU-1/NATO", "RU-6/US"),
        ("proponent", "NATO-1/RU", "US-1/RU"),
        ("status", "RU-3/NATO", "NATO-1/RU"),
        ("talk", "RU-3/NATO", "NATO-2/RU"),
    ],
)
def test_the_order_can_be_chosen(story: Session, order: str, first: str, last: str) -> None:
    found = keys(story.rows(f"positions --sort {order}"))
    assert (found[0], found[-1]) == (first, last)
    assert sorted(found) == sorted(keys(story.rows("positions")))


def test_an_unknown_order_is_a_wrong_option(story: Session) -> None:
    said = story("positions --sort colour", fails=2)
    assert "“colour”" in said.err
    assert "demand, issue, party" in said.err


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2021-01-01", None),
        ("2021-12-17", "open"),
        ("first", "open"),
        ("T2", "open"),
        ("2022-01", "rejected"),
        ("last", "rejected"),
        ("now", "rejected"),
    ],
)
def test_what_was_true_then(story: Session, moment: str, status: str | None) -> None:
    assert story.cells(f"--as-of {moment}").get(("RU-1", "NATO")) == status


def test_a_day_holds_what_was_said_outside_the_talks_of_that_day(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --on 2022-01-11")
    assert run.cells("--as-of 2022-01-10") == {("RU-1", "NATO"): "open"}
    assert run.cells("--as-of 2022-01-11") == {("RU-1", "NATO"): "rejected"}


def test_a_day_on_which_one_talk_was_held_holds_all_of_the_day_too(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    assert run.json("positions --as-of 2022-01-12")["as_of"] == "T2"
    run("reject RU-1 --on 2022-01-12")
    assert run.cells("--as-of T2") == {("RU-1", "NATO"): "open"}
    assert run.cells("--as-of 2022-01-12") == {("RU-1", "NATO"): "rejected"}
    assert run.json("positions --as-of 2022-01-12")["as_of"] == "2022-01-12"


def test_a_month_that_a_talk_is_dated_by_holds_all_of_the_month(run: Session) -> None:
    run("talk edit T1 --date 2022-01")
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --at T3")
    assert run.cells("--as-of 2022-01") == {("RU-1", "NATO"): "rejected"}
    assert run.cells("--as-of T1") == {("RU-1", "NATO"): "open"}


def test_a_talk_whose_ref_is_its_date_is_meant_by_it(run: Session) -> None:
    run("talk add Fourth --date 2022-02-01 --ref 2022-02-01")
    run("demand 'a ban' --by RU --to NATO --at 2022-02-01")
    run("reject RU-1 --on 2022-02-01")
    assert run.cells("--as-of 2022-02-01") == {("RU-1", "NATO"): "open"}


def test_the_table_says_what_it_is_as_of(story: Session) -> None:
    assert "T3 2022-01-12" in story("positions --as-of T3", tty=True)


def test_the_table_shows_mark_and_word_and_whose_turn_it_is(story: Session) -> None:
    shown = story("positions", tty=True, env=WIDE)
    line = next(line for line in shown.splitlines() if line.startswith("RU-3 "))
    assert "RU → NATO" in line
    assert "◦ open" in line
    assert line.endswith("NATO")
    line = next(line for line in shown.splitlines() if line.startswith("RU-4 "))
    assert "✘ rejected" in line
    assert line.endswith("T2")


def test_an_answer_to_an_older_wording_shows_as_open(story: Session) -> None:
    shown = story("positions --as-of T4", tty=True, env=WIDE)
    line = next(line for line in shown.splitlines() if line.startswith("NATO-1 "))
    assert "open (was deferred on v1)" in line
    (row,) = [each for each in story.rows("positions --as-of T4") if each["demand"] == "NATO-1"]
    assert (row["status"], row["stale"], row["version"]) == ("open", "deferred", "2")
    assert (row["talk"], row["date"]) == ("", "")


def test_the_movement_of_each_cell_is_told(story: Session) -> None:
    moved = {key: row["movement"] for key, row in zip(
        keys(story.rows("positions")), story.rows("positions"), strict=True)}  # fmt: skip
    assert moved["RU-1/NATO"] == "restated"
    assert moved["RU-5/NATO"] == "deferred again (2nd time)"
    assert moved["RU-5/US"] == "towards"
    assert moved["RU-7/NATO"] == "first answer"
    assert moved["RU-3/NATO"] == "new"
    assert moved["NATO-1/RU"] == "hardening"


@pytest.mark.parametrize(
    ("answers", "rollup"),
    [
        ("accept RU-1 --by NATO,US", "agreed"),
        ("accept RU-1 --by NATO", "pending"),
        ("accept RU-1 --by NATO|reject RU-1 --by US", "blocked"),
        ("accept RU-1 --by NATO|counter RU-1 --wording-unknown --by US", "split"),
        ("accept RU-1 --by NATO,US|revise RU-1 'a wider ban'", "pending"),
        ("accept RU-1 --by NATO,US|withdraw RU-1", "withdrawn"),
    ],
)
def test_where_a_demand_stands_over_all_it_was_put_to(
    run: Session, answers: str, rollup: str
) -> None:
    run("party edit US --leaves NATO --until 2021-12-31")
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    for answer in answers.split("|"):
        run(f"{answer} --at T2")
    assert {row["rollup"] for row in run.rows("positions --as-of T3")} == {rollup}


def test_one_who_answers_unasked_has_a_cell_and_no_say_in_the_rollup(run: Session) -> None:
    run("party add BY Belarus")
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --by NATO")
    assert "BY is not an addressee of RU-1" in run("reject RU-1 --by BY").err
    assert {row["to"]: row["rollup"] for row in run.rows("positions")} == {
        "NATO": "agreed",
        "BY": "agreed",
    }


def test_a_member_without_an_answer_of_its_own_takes_its_blocs(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 --by NATO --at T2")
    (row,) = run.rows("positions --party US")
    assert (row["status"], row["via"]) == ("rejected", "NATO")
    assert "rejected, via NATO" in run("positions", tty=True)
    run("defer RU-1 --by US --at T3")
    (row,) = run.rows("positions --party US")
    assert (row["status"], row["via"]) == ("deferred", "")


def test_a_member_takes_the_answer_of_its_bloc_only_while_it_is_one(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 --by NATO --at T2")
    run("party edit US --leaves NATO --until 2022-01-20")
    assert run.cells("--as-of T2")["RU-1", "US"] == "rejected"
    assert run.cells("--as-of T3")["RU-1", "US"] == "open"


def test_a_former_member_no_longer_takes_the_answer_of_its_bloc_now(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 --by NATO --at T2")
    run("party edit US --leaves NATO --until 2022-01-20")
    assert run.cells()["RU-1", "US"] == "open"


def test_two_different_answers_at_one_talk_are_contested_and_both_are_kept(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --at T2")
    run("reject RU-1 --at T2")
    (row,) = run.rows("positions --status contested")
    assert (row["status"], row["contested"]) == ("rejected", "accepted")
    assert "contested: also accepted" in run("positions", tty=True)


def test_what_is_contested_of_a_bloc_is_contested_of_its_members(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("accept RU-1 --by NATO --at T2")
    run("reject RU-1 --by NATO --at T2")
    (row,) = run.rows("positions --party US")
    assert row["contested"] == "accepted"


def test_a_demand_put_to_all_stands_in_one_line_until_somebody_answers(run: Session) -> None:
    run("demand 'a ban' --by RU --at T1")
    assert run.cells() == {("RU-1", ""): "open"}
    assert "RU → all" in run("positions", tty=True)
    run("reject RU-1 --by US --at T2")
    assert run.cells() == {("RU-1", "US"): "rejected"}


def test_a_page_of_positions_is_not_the_end_of_them(run: Session) -> None:
    lines = [f"RU,demand,2022-01-10,demand {number},NATO" for number in range(450)]
    run("import --yes", str(run.write("many.csv", "party,move,talk_date,text,to,demand", *(
        f"{line},RU-{number}" for number, line in enumerate(lines)
    ))))  # fmt: skip
    assert len(run.rows("positions")) == 450


@pytest.mark.file("it is about the file and its time")
def test_reading_never_writes(story: Session) -> None:
    before = (story.kept(), story.db.stat().st_mtime_ns)
    for view in ("positions", "diff", "status", "log", "show RU-5", "export moves", "talk list"):
        story(view)
        story(view, tty=True)
    assert (story.kept(), story.db.stat().st_mtime_ns) == before
    assert [file.name for file in story.folder.iterdir()] == ["talks.db"]


def test_a_table_without_a_row_says_so(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    assert (
        run("positions --status stale", tty=True)
        == "Security talks\nThere is no position to show.\n"
    )
    assert run("positions --status stale") == ""


def test_a_list_without_a_row_says_so(run: Session) -> None:
    for view in ("log", "issue list", "mapping list"):
        assert run(view, tty=True) == "There is nothing to show.\n"
        assert run(f"{view} --format tsv").count("\n") == 1


def test_many_names_in_one_cell_leave_the_table_within_the_screen(run: Session) -> None:
    for code in ("AZERBAIJAN", "UZBEKISTAN", "TAJIKISTAN"):
        run(f"party add {code} {code.title()}")
    run("demand 'a ban' --by AZERBAIJAN,UZBEKISTAN --to TAJIKISTAN --at T1")
    shown = run("positions", tty=True, env={"COLUMNS": "80"})
    assert max(map(len, shown.splitlines())) <= 80
    assert "TAJIKISTAN" in shown
