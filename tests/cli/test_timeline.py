"""The timeline: demands down, talks across."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def run(run: Session) -> Session:
    """RU's ban, put to NATO and the US at the first of three talks."""
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    return run


def lines(session: Session, options: str = "", **env: str) -> list[str]:
    """What the terminal shows, each line with its spaces run together."""
    shown = session(f"timeline {options}", tty=True, env=env)
    return [" ".join(line.split()) for line in shown.splitlines()]


def course(session: Session, options: str = "", party: str = "NATO") -> str:
    """The line of one party's answers to the only demand."""
    shown = session(f"timeline --demand RU-1 {options}", tty=True).splitlines()
    return next(line for line in shown if line.startswith(party)).removeprefix(party).strip()


def events(session: Session, options: str = "", to: str = "NATO") -> list[tuple[str, str, str]]:
    """Talk or day, event and status of what happened to a party's cells."""
    return [
        (row["talk"] or row["date"], row["event"], row["status"])
        for row in session.rows(f"timeline {options}")
        if row["to"] == to
    ]


def test_a_line_runs_from_each_talk_at_which_something_happened(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    assert course(run) == "+O╌╌╌╌✘R╌╌╌╌╌╌╌╌╌╌"


def test_above_the_lines_stand_the_talks_with_their_dates(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T2")
    assert lines(run)[1:4] == ["2022", "01-10 01-12 01-26", "Demand What To T1 T2 T3"]


def test_who_moved_when_is_told_by_glyph_and_letter(run: Session) -> None:
    run("defer RU-1 --by NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    run("accept RU-1 --by NATO --at T3")
    assert course(run) == "◌D╌╌╌╌✘R╌╌╌╌✔A╌╌╌╌"
    assert [row["movement"] for row in run.rows("timeline --party NATO")] == [
        "new",
        "hardening",
        "towards",
    ]


def test_what_is_said_again_is_marked_so_and_keeps_the_letter(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    run("reaffirm RU-1 --at T3")
    assert course(run) == "✘R╌╌╌╌=R╌╌╌╌=R╌╌╌╌"
    assert [event for _, event, _ in events(run)] == [
        "demanded;answered",
        "restated",
        "reaffirmed",
    ]


def test_a_new_wording_opens_the_answer_again(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    run("revise RU-1 'a wider ban' --at T2")
    assert course(run) == "✘R╌╌╌╌~O╌╌╌╌╌╌╌╌╌╌"
    row = run.rows("timeline --party NATO")[-1]
    assert (row["event"], row["stale"], row["version"]) == ("revised", "rejected", "2")
    assert row["movement"] == "reopened"


def test_an_editorial_revision_leaves_the_answer_standing(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    run("revise RU-1 'a ban.' --editorial --at T2")
    assert course(run) == "✘R╌╌╌╌~R╌╌╌╌╌╌╌╌╌╌"
    assert events(run)[-1] == ("T2", "revised editorially", "rejected")


def test_a_revision_and_its_answer_at_one_talk_are_both_told(run: Session) -> None:
    run("revise RU-1 'a wider ban' --at T2")
    run("reject RU-1 --by NATO --at T2")
    assert course(run) == "+O╌╌╌╌✘R╌╌╌╌╌╌╌╌╌╌"
    assert events(run)[-1] == ("T2", "revised;answered", "rejected")


def test_the_line_ends_where_the_demand_is_withdrawn_and_begins_again(run: Session) -> None:
    run("withdraw RU-1 --at T2")
    assert course(run) == "+O╌╌╌╌\u2012W"
    run("retable RU-1 --at T3")
    assert course(run) == "+O╌╌╌╌\u2012W    +O╌╌╌╌"


def test_a_note_after_an_answer_changes_nothing(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    run("note RU-1 --by NATO --at T2")
    assert events(run)[-1] == ("T2", "noted", "rejected")
    assert course(run) == "✘R╌╌╌╌=R╌╌╌╌╌╌╌╌╌╌"


def test_a_member_takes_its_blocs_answer_in_a_small_letter(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    assert course(run, party="US") == "+O╌╌╌╌✘r╌╌╌╌╌╌╌╌╌╌"
    row = run.rows("timeline --party US")[-1]
    assert (row["event"], row["via"]) == ("followed", "NATO")


def test_who_joins_a_bloc_takes_its_answer_at_the_next_talk_though_nobody_speaks(
    run: Session,
) -> None:
    run("party add FI Finland --member-of NATO --since 2022-01-20")
    run("demand 'No exercises' --by RU --to NATO,FI --at T1 --key X")
    run("reject X --by NATO --at T2")
    rows = [row for row in run.rows("timeline --demand X") if row["to"] == "FI"]
    assert [(row["talk"], row["event"]) for row in rows] == [("T1", "demanded"), ("T3", "followed")]


def test_a_statement_outside_any_talk_stands_at_its_day(run: Session) -> None:
    run("reject RU-1 --by NATO --on 2022-01-20")
    shown = lines(run)
    assert shown[3:5] == ["01-10 01-12 01-20 01-26", "To T1 T2 T3"]
    assert course(run) == "+O╌╌╌╌╌╌╌╌╌╌✘R╌╌╌╌╌╌╌╌╌╌"
    assert events(run)[-1] == ("2022-01-20", "answered", "rejected")


def test_as_of_ends_the_timeline(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    run("accept RU-1 --by NATO --at T3")
    assert course(run, "--as-of T2") == "+O╌╌╌╌✘R╌╌╌╌"


def test_a_talk_that_is_only_planned_has_no_place(run: Session) -> None:
    run("talk add Next --date 2027-01-01 --status scheduled")
    assert "T4" not in run("timeline", tty=True)


def test_a_demand_put_to_all_gives_way_to_those_who_answer(run: Session) -> None:
    run("demand 'for all' --by RU --at T1 --key A-1")
    run("reject A-1 --by NATO --at T2")
    shown = run("timeline --demand A-1", tty=True).splitlines()
    assert shown[-4:-2] == ["all   +O╌╌╌╌", "NATO        ✘R╌╌╌╌╌╌╌╌╌╌"]


def test_one_demand_is_named_above_its_parties(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T2")
    shown = lines(run, "--demand ru-1")
    assert shown[1] == "RU-1 a ban"
    assert shown[4] == "To T1 T2 T3"
    assert [line.split()[0] for line in shown[6:8]] == ["NATO", "US"]


def test_one_party_is_named_above_its_answers(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T2")
    shown = lines(run, "--party NATO")
    assert shown[1] == "Answers of NATO"
    assert shown[4] == "Demand What T1 T2 T3"


def test_a_title_is_not_repeated_for_the_next_party(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T2")
    assert sum("a ban" in line for line in lines(run)) == 1


def test_an_unknown_demand_is_refused(run: Session) -> None:
    assert "There is no demand “RU-9”" in run("timeline --demand RU-9", fails=3).err


def test_private_and_contested_answers_are_marked(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2 --private")
    run("reject RU-1 --by US --at T3")
    run("accept RU-1 --by US --at T3")
    assert course(run) == "+O╌╌╌╌✘R*╌╌╌╌╌╌╌╌╌"
    assert course(run, party="US").endswith("✔A?╌╌╌")
    assert "? contested * private ╌ stood" in " ".join(lines(run)[-2:])


def test_what_was_said_in_private_is_told_to_no_pipe(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2 --private")
    run("reaffirm RU-1 --at T3 --private")
    assert events(run) == [("T1", "demanded", "open")]
    assert len(events(run, "--include-private")) == 3
    assert course(run).endswith("=R*╌╌╌")


def test_a_narrow_terminal_gets_pages_that_begin_with_what_stood(run: Session) -> None:
    run("demand 'a pause' --by RU --to NATO --at T3")
    run("reject RU-1 --by NATO --at T2")
    run("reject RU-1 --by NATO --at T3")
    shown = run("timeline", tty=True, env={"COLUMNS": "20"}).splitlines()
    assert [line for line in shown if line.startswith("Demand")] == [
        "Demand  To    T1 T2",
        "Demand  To    T3",
    ]
    assert "RU-1    NATO  +O╌✘R╌" in shown
    assert "RU-1    NATO  =R╌" in shown
    assert "RU-2    NATO  +O╌" in shown
    assert max(map(len, shown)) <= 22


def test_a_page_begins_with_the_letter_of_what_stands(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    for day in ("2022-02-01", "2022-02-02", "2022-02-03"):
        run(f"defer RU-1 --by US --on {day}")
    run("accept RU-1 --by NATO --on 2022-02-04")
    shown = run("timeline", tty=True, env={"COLUMNS": "16"}).splitlines()
    assert [line for line in shown if line.startswith(("NATO", "US"))] == [
        "NATO  ✘R╌╌╌╌╌╌╌",
        "US    ✘r╌◌D╌◌D╌",
        "NATO  ╌R╌✔A╌",
        "US    ◌D╌╌╌╌",
    ]


def test_talks_at_which_nothing_happened_go_where_not_all_fit(run: Session) -> None:
    for month in range(1, 11):
        run(f"talk add Again --date 2023-{month:02}-01")
    run("accept RU-1 --by NATO --at T13")
    shown = lines(run, "--demand RU-1", COLUMNS="40")
    assert "To T1 T13" in shown
    assert shown[-1].endswith("quiet talks are left out")
    assert "quiet" not in run("timeline --demand RU-1", tty=True, env={"COLUMNS": "120"})


def test_an_encoding_without_glyphs_gets_letters_and_dashes(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    shown = run("timeline --demand RU-1", tty=True, encoding="ascii")
    assert "NATO  +O----R---------------" in shown or "NATO  +O----R-----" in shown


def test_markdown_tells_the_course_of_each_cell(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    shown = run("timeline --format md --party NATO,US")
    assert "| RU → NATO | T1 + demanded → T2 ✘ rejected |" in shown
    assert "| RU → US | T1 + demanded → T2 ✘ rejected (via NATO) |" in shown


def test_markdown_says_what_is_contested(run: Session) -> None:
    run("reject RU-1 --by US --at T3")
    run("accept RU-1 --by US --at T3")
    assert "T3 ✔ accepted; contested" in run("timeline --format md")


def test_where_there_is_nothing_to_show_a_sentence_says_so(run: Session) -> None:
    assert lines(run, "--status accepted")[-1] == "There is no demand to show."


def test_titles_stand_above_the_rows_where_they_have_no_room_beside_them(run: Session) -> None:
    run("demand 'A ban on new members' --by RU --to NATO,US --at T1 --key X")
    run("demand 'Talks on missiles' --by RU --to NATO --at T1 --key Y")
    for day in range(10, 22):
        run(f"talk add 'Round of {day}' --date 2022-03-{day}")
        run(f"reaffirm X --at 2022-03-{day}")
    shown = run("timeline", tty=True, env={"COLUMNS": "60"}).splitlines()
    at = shown.index("A ban on new members")
    assert [line.split()[0] for line in shown[at + 1 : at + 3]] == ["X", "X"]
    assert shown[at + 3] == "Talks on missiles"
    assert shown[at + 4].startswith("Y ")
    assert all(len(line) <= 60 for line in shown)
