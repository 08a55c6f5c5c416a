"""The figures: what is counted, who moved, how long answers take, who answers as whom."""

from __future__ import annotations

import pytest
from builders import Session
from pages import page_of

Figures = dict[tuple[str, str, str], tuple[str, str]]


def figures(session: Session, measure: str, options: str = "") -> Figures:
    """Value and count of one measure, by party, other and talk."""
    return {
        (row["party"], row["other"], row["talk"]): (row["value"], row["count"])
        for row in session.rows(f"stats {options}")
        if row["measure"] == measure
    }


@pytest.fixture
def told(run: Session) -> Session:
    """Two demands of RU on FR and US, answered over three talks."""
    run("party add BY Belarus")
    run("party add FR France")
    run("demand 'a ban' --by RU --to FR,US --at T1")
    run("demand 'a pause' --by BY --to FR,US --at T1")
    run("reject RU-1 --by FR --at T1")
    run("accept RU-1 --by US --at T2")
    run("accept RU-1 --by FR --at T2")
    run("defer RU-1 --by US --at T3")
    return run


def test_answers_are_counted_by_party_and_by_who_put_the_demand(told: Session) -> None:
    assert figures(told, "accepted")["FR", "", ""] == ("1", "2")
    assert figures(told, "accepted")["FR", "RU", ""] == ("1", "1")
    assert figures(told, "open")["FR", "BY", ""] == ("1", "1")
    assert figures(told, "deferred")["US", "", ""] == ("1", "2")


def test_each_talk_has_what_stood_at_its_end(told: Session) -> None:
    assert figures(told, "rejected") == {("FR", "", "T1"): ("1", "2")}
    assert figures(told, "accepted", "--as-of T2")["US", "", "T2"] == ("1", "2")


def test_warmer_answers_are_towards_and_colder_ones_away(told: Session) -> None:
    assert figures(told, "towards") == {
        ("FR", "", ""): ("1", ""),
        ("FR", "RU", ""): ("1", ""),
        ("FR", "", "T2"): ("1", ""),
        ("FR", "RU", "T2"): ("1", ""),
    }
    assert figures(told, "away")["US", "", "T3"] == ("1", "")


def test_days_run_from_a_wording_to_the_first_answer_to_it(told: Session) -> None:
    days = figures(told, "days to an answer")
    assert days["FR", "", ""] == ("0", "1")
    assert days["US", "", ""] == ("2", "1")
    told("revise RU-1 'a wider ban' --at T2")
    told("reject RU-1 --by US --at T3")
    assert figures(told, "days to an answer")["US", "", ""] == ("8", "2")


def test_an_answer_that_is_not_dated_to_the_day_has_no_days(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("talk add 'Some time' --date 2022-02")
    run("reject RU-1 --by NATO --at T4")
    assert figures(run, "days to an answer") == {}


def test_a_note_is_no_answer(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("note RU-1 --by NATO --at T2")
    assert figures(run, "days to an answer") == {}
    run("reject RU-1 --by NATO --at T3")
    assert figures(run, "days to an answer")["NATO", "", ""] == ("16", "1")


def side(session: Session, demands: int) -> None:
    session("party add BY Belarus")
    for number in range(1, demands + 1):
        session(f"demand 'number {number}' --by RU --to US,BY --at T1")
        session(f"reject RU-{number} --by US --at T2")
        session(f"{'accept' if number == 1 else 'reject'} RU-{number} --by BY --at T2")


def test_who_answers_as_whom_is_a_share_of_the_demands_both_answered(run: Session) -> None:
    side(run, 5)
    assert figures(run, "alike") == {("BY", "US", ""): ("80", "5")}
    assert "80%" in run("stats", tty=True)


def test_of_fewer_than_five_demands_in_common_there_is_only_the_count(run: Session) -> None:
    side(run, 4)
    assert figures(run, "alike") == {("BY", "US", ""): ("", "4")}
    assert "BY, US       –              4" in run("stats", tty=True)


def test_where_no_two_have_enough_in_common_there_is_no_empty_table(run: Session) -> None:
    codes = [f"P{number}" for number in range(10)]
    for code in codes:
        run(f"party add {code} 'Party {code}'")
    run(f"demand 'a ban' --by RU --to {','.join(codes)} --at T1")
    run(f"reject RU-1 --by {','.join(codes)} --at T2")
    said = run("stats", tty=True)
    assert "Both answered" not in said
    assert "45 such pairs: --all shows them." in said
    assert "Both answered" in run("stats --all", tty=True)


def test_long_codes_and_numbers_leave_the_runs_less_room(run: Session) -> None:
    run("party add 'Stakeholders' 'All the others'")
    run("demand 'a ban' --by RU --to Stakeholders --at T1")
    run("reject RU-1 --by Stakeholders --on 2049-12-31")
    lines = run("stats", tty=True, env={"COLUMNS": "72"}).splitlines()
    assert max(map(len, lines)) <= 72
    assert any(line.endswith("10217 (1)") for line in lines)


def test_an_answer_that_a_bloc_gave_is_not_its_members(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 --by NATO --at T2")
    assert run.cells()["RU-1", "US"] == "rejected"
    assert figures(run, "alike") == {}


def test_shares_have_a_row_for_every_headline(told: Session) -> None:
    shares = [row for row in told.rows("stats") if row["measure"].startswith("share ")]
    assert len(shares) == 18
    assert figures(told, "share rejected") == {
        ("", "", "T1"): ("25", "4"),
        ("", "", "T2"): ("0", "4"),
        ("", "", "T3"): ("0", "4"),
    }


def test_what_is_withdrawn_is_not_on_the_table(told: Session) -> None:
    told("withdraw BY-1 --at T3")
    assert ("FR", "", "") not in figures(told, "open")
    assert figures(told, "share accepted")["", "", "T3"] == ("50", "2")


def test_what_was_said_after_the_last_talk_has_a_row_of_its_own(told: Session) -> None:
    told("reject BY-1 --by FR --on 2022-02-01")
    assert figures(told, "rejected")["FR", "", "now"] == ("1", "2")
    assert ("FR", "", "now") not in figures(told, "rejected", "--as-of T3")


def test_only_some_parties_issues_or_proponents_are_counted(told: Session) -> None:
    assert {row["party"] for row in told.rows("stats --party US")} == {"US", ""}
    assert figures(told, "open", "--from RU") == {
        ("US", "", "T1"): ("1", "1"),
    }


def test_markdown_has_the_tables_of_the_page(story: Session) -> None:
    page = page_of(story, "stats")
    tables = story("stats --format md").split("## ")[1:]
    assert len(tables) == len(page.rows) == 3
    for written, shown in zip(tables, page.rows, strict=True):
        rows = [
            line.replace(", ", ",").strip("| ").split(" | ")
            for line in written.splitlines()
            if line[:1] == "|"
        ]
        assert len(rows) - 2 == len(shown) - 1
        for row, cells in zip(rows[2:], shown[1:], strict=True):
            assert "".join(row).split() == "".join(cells).split()


def test_nothing_on_the_table_is_said_so(run: Session) -> None:
    assert "No demand is on the table." in run("stats", tty=True)
    assert run.rows("stats") == []


def test_a_terminal_says_how_much_of_it_is_private(told: Session) -> None:
    told("reject BY-1 --by FR --at T3 --private")
    assert "Counted in: 1 position that rests on private moves." in told("stats", tty=True)
    assert ("FR", "BY", "") not in figures(told, "rejected")
