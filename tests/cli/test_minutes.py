"""Minutes from a file or a pipe: shown, confirmed, recorded as a whole, and nothing twice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders import Session
from noted import empty, taken

from tracker.context import Context

COUNCIL = (
    "party RU Russian Federation",
    "party NATO North Atlantic Treaty Organization",
    "",
    "talk 2022-01-12 NATO–Russia Council, Brussels",
    "source https://example.org/council",
    "",
    "RU demands NATO [NATO enlargement]: No further enlargement of NATO.",
    "NATO rejects RU-1: allies will not renounce the open door",
    '    "Only Ukraine and 30 allies can decide." -- J. Stoltenberg',
    "NATO proposes RU [Talks]: A series of talks on missiles and exercises",
    "RU defers NATO-1 until 2022-02-01: needs time to come back with an answer",
)


@pytest.fixture
def council(session: Session) -> Path:
    """The minutes of one talk, with the parties that were there."""
    return session.write("council.txt", *COUNCIL)


def test_one_file_makes_the_parties_the_talk_the_demands_and_the_answers(
    session: Session, council: Path
) -> None:
    said = session(f"minutes {council} --yes")
    assert said == "Recorded 4 moves.\n"
    assert session.cells() == {("RU-1", "NATO"): "rejected", ("NATO-1", "RU"): "deferred"}
    (talk,) = session.rows("talk list")
    assert (talk["date"], talk["title"], talk["place"]) == (
        "2022-01-12",
        "NATO–Russia Council",
        "Brussels",
    )
    moves = session.rows("export moves")
    assert {move["source"] for move in moves} == {"https://example.org/council"}
    assert (moves[1]["quote"], moves[1]["speaker"]) == (
        "Only Ukraine and 30 allies can decide.",
        "J. Stoltenberg",
    )


def test_what_it_brings_is_shown_and_asked_before_it_is_recorded(
    session: Session, council: Path
) -> None:
    said = session(f"minutes {council}", typed="y\n")
    assert "✘ NATO rejected RU-1 v1 at T1 (2022-01-12)" in said.err
    assert "1 rejected, 1 deferred" in said.err
    assert "new talks: T1 2022-01-12 NATO–Russia Council, Brussels" in said.err
    assert said.err.endswith("Record 4 moves? [y/N] ")
    assert said == "Recorded 4 moves.\n"


def test_no_leaves_everything_as_it_was(session: Session, council: Path) -> None:
    said = session(f"minutes {council}", typed="n\n", fails=1)
    assert "Nothing was changed." in said.err
    assert session.sql("select (select count(*) from move), (select count(*) from party)") == [
        (0, 0)
    ]


def test_where_nobody_can_be_asked_yes_must_be_said(session: Session, council: Path) -> None:
    assert "give --yes to go ahead" in session(f"minutes {council}", fails=2).err


@pytest.mark.parametrize("options", ["--dry-run", "--dry-run --yes"])
def test_a_dry_run_shows_the_same_and_records_nothing(
    session: Session, council: Path, options: str
) -> None:
    said = session(f"minutes {council} {options}")
    assert "✘ NATO rejected RU-1 v1 at T1 (2022-01-12)" in said.err
    assert said.err.endswith("A dry run: nothing was changed.\n")
    assert session.sql("select count(*) from move") == [(0,)]


def test_reading_it_again_adds_what_is_new(session: Session, council: Path) -> None:
    session(f"minutes {council} --yes")
    assert session(f"minutes {council} --yes") == "Recorded no moves; 4 on record already.\n"
    assert session(f"minutes {council}").err.endswith("Nothing to record.\n")
    with council.open("a", encoding="utf-8") as file:
        file.write("RU reaffirms RU-1: says it again\n")
    assert session(f"minutes {council} --yes") == "Recorded 1 move; 4 on record already.\n"


def test_a_counter_is_not_made_twice(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    notes = run.write("notes.txt", "talk T2", "NATO counters RU-1 with [Talks]: let us talk")
    assert run(f"minutes {notes} --yes") == "Recorded 2 moves.\n"
    assert run(f"minutes {notes} --yes") == "Recorded no moves; 2 on record already.\n"
    assert run.cells() == {("RU-1", "NATO"): "countered", ("NATO-1", "RU"): "open"}


def test_a_counter_with_words_of_its_own_is_not_recorded_twice(run: Session) -> None:
    lines = """talk T1
RU demands NATO: a ban
NATO proposes RU: let us talk
talk T2
NATO counters RU-1 with NATO-1: says so
    "instead" -- A. Name
    note in passing
"""
    assert run("minutes - --yes", stdin=lines) == "Recorded 3 moves.\n"
    assert run("minutes - --yes", stdin=lines) == "Recorded no moves; 3 on record already.\n"


def test_what_is_known_otherwise_stays_with_a_notice(run: Session) -> None:
    lines = """party RU Soviet Union
talk t1 2022-01-10 Another title, Another place
    form remote
RU demands NATO: a
"""
    said = run("minutes - --yes", stdin=lines).err
    assert "notice: RU keeps its name “Russian Federation”\n" in said
    assert "notice: T1 keeps its title “First round”\n" in said
    assert "notice: T1 keeps its place “Geneva”\n" in said
    assert "notice: T1 keeps its form\n" in said
    assert run.rows("export moves")[0]["talk"] == "T1"


def test_standard_input_is_read_for_a_dash(run: Session) -> None:
    said = run("minutes - --yes", stdin="RU demands NATO: a ban\nNATO rejects RU-1: no\n")
    assert said == "Recorded 2 moves.\n"
    assert "notice: at T3, the latest talk held, since no line names another" in said.err


def test_at_names_the_talk_of_lines_that_stand_below_none(run: Session) -> None:
    run("minutes - --yes --at T1", stdin="RU demands NATO: a\ntalk T2\nRU demands NATO: b\n")
    assert [move["talk"] for move in run.rows("export moves")] == ["T1", "T2"]


def test_several_talks_and_statements_outside_any_go_into_one_file(run: Session) -> None:
    lines = ("talk T1", "RU demands NATO: a", "on 2022-01-11", "NATO notes RU-1: heard",
             "talk 2022-01-12", "US, NATO reject RU-1: no")  # fmt: skip
    run("minutes - --yes", stdin="\n".join(lines))
    found = [(move["talk"], move["date"], move["party"]) for move in run.rows("export moves")]
    assert found == [("T1", "", "RU"), ("", "2022-01-11", "NATO"), ("T2", "", "US"),
                     ("T2", "", "NATO")]  # fmt: skip


def test_a_scheduled_talk_is_noted_as_still_scheduled(run: Session) -> None:
    run("talk add 'Next round' --date 2027-01-01")
    said = run("minutes - --yes", stdin="talk T4\nRU demands NATO: a\n")
    assert "tracker talk edit T4 --status held" in " ".join(said.err.split())


def test_a_fault_is_shown_under_a_caret_and_nothing_is_recorded(run: Session) -> None:
    notes = run.write("notes.txt", "RU demands NATO: a ban", "NATO rejets RU-1: no")
    said = run(f"minutes {notes} --yes", fails=7)
    assert said.err == (
        f"tracker: {notes} has a fault; nothing was recorded.\n"
        "  line 2, column 6: “rejets” is not a verb of minutes; did you mean “rejects”?\n"
        "    NATO rejets RU-1: no\n"
        "         ^^^^^^\n"
    )
    assert run.sql("select count(*) from move") == [(0,)]


def test_a_fault_that_shows_only_in_recording_undoes_the_rest(run: Session) -> None:
    lines = "party XX Made here\ntalk 2022-03-01 New\nRU demands NATO: a\nRU rejects RU-1\n"
    assert "has a fault" in run("minutes - --yes", stdin=lines, fails=7).err
    counts = "select (select count(*) from move), (select count(*) from party), count(*) from talk"
    assert run.sql(counts) == [(0, 3, 3)]


def test_a_move_that_counters_ones_own_demand_is_a_revision(run: Session) -> None:
    said = run("minutes - --yes", stdin="RU demands NATO: a\nRU counters RU-1: b\n")
    assert "notice: RU counters its own RU-1: recorded as a revision\n" in said.err
    assert run.rows("positions")[0]["version"] == "2"


def test_warnings_of_the_rules_come_with_their_line(run: Session) -> None:
    run("party add BY Belarus")
    said = run("minutes - --yes", stdin="RU demands NATO: a\n\nBY rejects RU-1: no\n")
    assert "warning: line 3: BY is not an addressee of RU-1" in said.err


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"talk T1\nNATO rejects RU-1: caf\xe9\n", "is not UTF-8 text (line 2)"),
        ("talk T1".encode("utf-16"), "is not UTF-8 text (line 1)"),
    ],
)
def test_a_file_that_is_no_text_is_refused(run: Session, content: bytes, reason: str) -> None:
    file = run.folder / "notes.txt"
    file.write_bytes(content)
    assert reason in run(f"minutes {file} --yes", fails=7).err


def test_a_file_that_is_not_there_is_told(run: Session) -> None:
    said = run("minutes nowhere.txt --yes", fails=7)
    assert said.err == "tracker: nowhere.txt cannot be read: No such file or directory.\n"


@pytest.mark.parametrize("line", ["minutes", "minutes a.txt --edit"])
def test_either_a_file_or_the_editor(run: Session, line: str) -> None:
    assert (
        "Name a file of minutes, or - for standard input, or give --edit." in run(line, fails=2).err
    )


def test_an_empty_file_records_nothing(run: Session) -> None:
    notes = run.write("notes.txt", "# nothing yet")
    assert run(f"minutes {notes}").err.endswith("Nothing to record.\n")


def test_what_others_record_while_it_is_asked_is_shown_before_it_is_recorded(
    run: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []

    def confirm(context: Context, question: str, *, yes: bool) -> None:
        questions.append(question)
        if len(questions) == 1:
            run("demand other --by RU --to NATO --at T1")

    monkeypatch.setattr(Context, "confirm", confirm)
    said = run("minutes -", stdin="talk T1\nRU demands NATO: a ban\n")
    assert len(questions) == 2
    assert "+ RU demanded RU-1 of NATO: a ban" in said.err
    assert "+ RU demanded RU-2 of NATO: a ban" in said.err
    assert [move["text"] for move in run.rows("export moves")] == ["other", "a ban"]


def test_ten_thousand_lines_are_read_in_a_few_seconds() -> None:
    lines = ["party RU", "party NATO", "talk 2022-01-01 First, Geneva"]
    lines += [f"RU demands NATO as RU-{n} [Issue/{n % 50}]: wording {n}" for n in range(1000)]
    for day in range(2, 11):
        lines.append(f"talk 2022-01-{day:02} Another, Geneva")
        lines += [f"NATO defers RU-{n}: for the {day}th time" for n in range(1000)]
    case = empty()
    case.store.connection.execute("begin")
    before = time.process_time()
    done = taken(case, "\n".join(lines))
    assert time.process_time() - before < 8  # two seconds on an idle machine
    assert (len(done.recorded), done.faults) == (10_000, [])
