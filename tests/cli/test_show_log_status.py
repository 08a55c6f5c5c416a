"""The history of a demand, the log of moves, and where the negotiation stands."""

from __future__ import annotations

import pytest
from builders import Session

WIDE = {"COLUMNS": "200"}


def test_show_tells_every_move_on_a_demand_in_order(story: Session) -> None:
    rows = story.rows("show NATO-1")
    assert [(row["talk"], row["party"], row["move"], row["version"]) for row in rows] == [
        ("T3", "NATO", "demanded", "1"),
        ("T3", "RU", "deferred", "1"),
        ("T4", "NATO", "revised", "2"),
        ("T5", "RU", "rejected", "2"),
    ]


def test_show_finds_a_demand_whatever_the_letters_case(story: Session) -> None:
    assert story("show nato-1") == story("show NATO-1")
    said = story("show NATO-11", fails=3)
    assert "no demand “NATO-11” (did you mean NATO-1" in said.err
    assert "tracker positions" in said.err


def test_show_prints_where_each_party_stands_and_what_changed_in_the_wording(
    story: Session,
) -> None:
    shown = story("show NATO-1", tty=True, env=WIDE)
    for part in (
        "Withdraw the troops deployed near Ukraine",
        "demand of NATO to RU · Ukraine/troops",
        "rejected at T5",
        "T3 2022-01-12 NATO–Russia Council, Brussels",
        "{+, and its forces from Ukraine, Georgia and Moldova",
        "note: Wendy Sherman (US)",
        "source: https://nato.int/",
    ):
        assert part in shown, part


def test_show_gives_quotes_with_who_said_them(story: Session) -> None:
    assert "“slam closed” — Wendy Sherman" in story("show RU-1", tty=True, env=WIDE)


def test_show_as_of_a_talk_ends_there(story: Session) -> None:
    rows = story.rows("show NATO-1 --as-of T3")
    assert [row["talk"] for row in rows] == ["T3", "T3"]
    assert "deferred at T3" in story("show NATO-1 --as-of T3", tty=True)


def test_show_before_anything_was_said_says_so(story: Session) -> None:
    said = story("show NATO-1 --as-of T2", fails=3)
    assert "Nothing had been said of NATO-1 by then" in said.err
    assert "--as-of" in said.err


def test_show_tells_statements_outside_any_talk_by_their_date(story: Session) -> None:
    assert "2022-01-13, outside any talk" in story("show RU-6", tty=True)
    (row,) = [row for row in story.rows("show RU-6") if not row["talk"]]
    assert row["date"] == "2022-01-13"


def test_the_record_of_a_history_says_what_it_is_of(story: Session) -> None:
    found = story.json("show RU-5")
    assert found["kind"] == "history"
    assert (found["demand"], found["by"], found["to"]) == ("RU-5", ["RU"], ["NATO", "US"])
    assert found["chain"] == ["RU-5", "US-1"]
    assert found["rows"][0]["version"] == 1


def test_markdown_of_a_history_is_a_table(story: Session) -> None:
    lines = story("show NATO-1 --format md").splitlines()
    assert lines[0].startswith("| When | Who | Did | Words |")
    assert len(lines) == 6


def test_a_wording_with_square_brackets_and_codes_is_shown_as_it_is(run: Session) -> None:
    run("demand", "No [see annex 4] 5% \x1b[2J[/]", "--by", "RU", "--to", "NATO")
    shown = run("show RU-1", tty=True)
    assert "No [see annex 4] 5% " in shown
    assert "[/]" in shown
    assert "\x1b" not in shown


def test_the_log_begins_with_what_is_latest_in_time(story: Session) -> None:
    rows = story.rows("log")
    assert len(rows) == 47
    dates = [row["date"] for row in rows]
    assert dates == sorted(dates, reverse=True)
    assert rows[0]["demand"] == "NATO-2"
    assert [row["talk"] for row in rows].count("") == 1


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ("--at T2", 5),
        ("--at last", 6),
        ("--demand ru-1", 8),
        ("--party US", 7),
        ("--party us --at T4", 3),
        ("--limit 3", 3),
        ("--demand RU-1 --party RU --limit 2", 2),
        ("--at T2 --party NATO", 0),
    ],
)
def test_the_log_can_be_narrowed(story: Session, options: str, count: int) -> None:
    assert len(story.rows(f"log {options}")) == count


@pytest.mark.parametrize(
    ("options", "code"),
    [("--at T9", 3), ("--demand X-1", 3), ("--party EU", 3), ("--limit 0", 2)],
)
def test_a_log_of_what_is_not_there(story: Session, options: str, code: int) -> None:
    story(f"log {options}", fails=code)


def test_the_log_on_a_terminal_says_who_did_what(story: Session) -> None:
    shown = story("log --at T2", tty=True, env=WIDE)
    line = next(line for line in shown.splitlines() if "RU-4" in line)
    assert line.split()[:4] == ["T2", "US", "rejected", "RU-4"]
    assert "Will not give up bilateral cooperation" in line


def test_a_log_of_more_moves_than_a_page_is_whole(run: Session) -> None:
    lines = [f"2022-01-10,RU,demand,RU-{number},w{number}" for number in range(1, 1205)]
    run(f"import {run.write('many.csv', 'date,party,move,demand,text', *lines)} --yes")
    found = [row["text"] for row in run.rows("log")]
    assert found == [f"w{number}" for number in range(1204, 0, -1)]


def test_status_counts_the_cells_and_tells_who_owes_what(story: Session) -> None:
    rows = story.rows("status")
    counts = {row["status"]: row["count"] for row in rows if row["part"] == "count"}
    assert counts == {
        "open": "5",
        "deferred": "2",
        "countered": "2",
        "qualified": "3",
        "accepted": "1",
        "rejected": "5",
    }
    owed: dict[str, list[str]] = {}
    for row in rows:
        if row["part"] == "owed":
            owed.setdefault(row["party"], []).append(row["demand"])
    assert owed == {
        "NATO": ["RU-3", "RU-5", "RU-8"],
        "US": ["RU-6"],
        "RU": ["NATO-3", "US-1", "NATO-5"],
    }


def test_status_on_a_terminal_is_one_screen(story: Session) -> None:
    shown = story("status", tty=True).replace("\u00a0", " ")
    for part in ("Russia–NATO security talks", "T5 2022-02-17", "✘ 5 rejected", "T4 to T5: 1 rej"):
        assert part in shown, part
    assert len(shown.splitlines()) < 40


def test_status_names_the_next_talk_and_one_that_is_overdue(run: Session) -> None:
    run("talk add Next --date 2026-03-01")
    run("talk add Forgotten --date 2026-01-02 --status scheduled")
    shown = run("status", tty=True)
    assert "T4 2026-03-01 Next" in shown
    assert "T5 is still marked as scheduled" in shown
    assert "tracker talk edit T5 --status held" in shown
    assert run.json("status")["next_talk"] == "T4 2026-03-01 Next"


def test_status_as_of_a_talk_is_what_it_was_then(story: Session) -> None:
    rows = story.rows("status --as-of T3")
    counts = {row["status"]: row["count"] for row in rows if row["part"] == "count"}
    assert counts["rejected"] == "4"
    assert "qualified" not in counts
    assert story.json("status --as-of T3")["last_talk"].startswith("T3")
    assert story.json("status --as-of T3")["next_talk"].startswith("T4")


def test_status_says_how_many_counted_positions_rest_on_private_moves(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --by NATO --at T2 --private")
    assert "Counted in: 1 position that rests on private moves." in run("status", tty=True)
    assert "rests on private" not in run("status --format table")


def test_status_points_to_what_is_contested(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --at T2")
    run("reject RU-1 --at T2")
    (row,) = [row for row in run.rows("status") if row["part"] == "contested"]
    assert (row["party"], row["demand"]) == ("NATO", "RU-1")
    assert "RU-1, NATO: rejected; contested: also accepted" in run("status", tty=True)
    assert run("status", tty=True).count("contested") == 1


def test_a_question_is_the_proponents_to_answer(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("ask RU-1 'which states?' --at T2")
    (row,) = [row for row in run.rows("status") if row["part"] == "owed"]
    assert (row["party"], row["status"]) == ("RU", "asked")


def test_an_empty_negotiation_says_what_to_do(session: Session) -> None:
    assert "tracker demand TEXT --by P --to P" in session("status", tty=True)
    assert session("positions") == ""
    assert session("log") == ""
