"""Private moves: in no export, pipe, file or JSON unless they are asked for."""

from __future__ import annotations

import pytest
from builders import Output, Session

SECRET = "Süßkartoffel"
VIEWS = ["positions", "diff T1 T3", "diff T1 T3 --all", "log", "status", "show RU-1", "issue list",
         "issue show Ukraine", "export moves", "export positions", "export diff T1 T3"]  # fmt: skip


@pytest.fixture
def whispered(run: Session) -> Session:
    """RU-1, put in public at T1, and rejected by NATO in private at T2, in secret words."""
    run("demand 'a ban' --by RU --to NATO --at T1 --issue Ukraine/membership")
    run(f"reject RU-1 {SECRET} --at T2 --private --quote {SECRET} --note {SECRET}")
    return run


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "md", "table"])
@pytest.mark.parametrize("view", VIEWS)
def test_what_was_said_in_private_is_in_no_pipe(whispered: Session, view: str, form: str) -> None:
    said = whispered(f"{view} --format {form}")
    assert SECRET not in said
    assert "rejected" not in said


@pytest.mark.parametrize("view", ["positions", "diff T1 T3", "log", "export moves"])
def test_it_is_in_no_file(whispered: Session, view: str) -> None:
    file = whispered.folder / "out.csv"
    whispered(f"{view} -o {file}", tty=True)
    assert SECRET not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", ["positions", "log", "show RU-1"])
def test_the_person_at_the_terminal_sees_it_marked(whispered: Session, view: str) -> None:
    shown = whispered(view, tty=True, env={"COLUMNS": "200"})
    assert "rejected" in shown
    assert "private" in shown


def test_it_is_marked_in_a_diff_too(whispered: Session) -> None:
    shown = whispered("diff T1 T3", tty=True)
    assert "rejected" in shown
    assert "private" in shown


@pytest.mark.parametrize("view", ["positions", "diff T1 T3", "log", "show RU-1"])
def test_it_is_there_when_asked_for(whispered: Session, view: str) -> None:
    assert "rejected" in whispered(f"{view} --include-private --format csv")


MARKED = (
    "positions", "diff T1 T3", "log", "show RU-1", "show RU-1 --history", "log --corrections",
    "export positions", "export diff T1 T3", "issue show Ukraine", "agenda", "brief --for NATO",
    "matrix", "timeline", "blockers", "compare RU NATO", "status",
)  # fmt: skip


@pytest.fixture
def told_twice(whispered: Session) -> Session:
    """RU-2 and its answer beside that, both in public; the answer corrected."""
    whispered("demand 'no bases' --by RU --to NATO --at T1 --issue Ukraine/bases")
    whispered("defer RU-2 --at T2")
    whispered(f"correct {whispered.rows('export moves')[-1]['id']} --speaker 'the ambassador'")
    return whispered


@pytest.mark.parametrize("view", MARKED)
def test_each_row_says_whether_it_is_private_where_private_moves_are_asked_for(
    told_twice: Session, view: str
) -> None:
    rows = told_twice.rows(f"{view} --include-private")
    assert list(rows[0])[-1] == "visibility"
    assert all(
        row["visibility"] == ("private" if "rejected" in row.values() else "public")
        for row in rows
    )  # fmt: skip
    assert "visibility" not in told_twice.rows(view)[0]
    (first, *_) = told_twice.json(f"{view} --include-private")["rows"]
    assert list(first)[-1] == "visibility"


def test_a_row_of_the_wide_matrix_is_private_where_any_of_its_cells_is(
    told_twice: Session,
) -> None:
    rows = told_twice.rows("matrix --wide --include-private")
    assert {row["demand"]: row["visibility"] for row in rows} == {
        "RU-1": "private",
        "RU-2": "public",
    }
    assert "visibility" not in told_twice.rows("matrix --wide")[0]


def test_a_figure_is_private_where_something_private_is_counted_in_it(told_twice: Session) -> None:
    told_twice("demand 'a pause' --by NATO --to RU --at T1")
    told_twice("accept NATO-1 --at T2 --by RU")
    rows = told_twice.rows("stats --include-private")
    public = {(row["measure"], row["party"], row["talk"]) for row in rows
              if row["visibility"] == "public"}  # fmt: skip
    assert {party for measure, party, _ in public if measure == "deferred"} == set()
    assert ("accepted", "RU", "") in public
    assert ("open", "NATO", "T1") in public
    assert ("share open", "", "T1") in public
    assert ("share open", "", "T2") not in public
    assert ("days to an answer", "RU", "") in public
    assert ("days to an answer", "NATO", "") not in public
    assert "visibility" not in told_twice.rows("stats")[0]


def test_blockers_are_private_where_what_they_would_release_rests_on_a_private_answer(
    run: Session,
) -> None:
    run("party add BY Belarus")
    run("demand 'a ban' --by RU --to NATO,BY --at T1")
    run("accept RU-1 --by BY --at T2 --private")
    (row,) = run.rows("blockers --include-private")
    assert (row["to"], row["releases"], row["visibility"]) == ("NATO", "RU-1", "private")
    assert [row["releases"] for row in run.rows("blockers")] == ["", ""]


def test_the_column_can_be_picked_and_left_out(told_twice: Session) -> None:
    picked = told_twice.rows("positions --include-private --columns visibility,demand")
    assert picked == [
        {"visibility": "private", "demand": "RU-1"},
        {"visibility": "public", "demand": "RU-2"},
    ]
    assert list(told_twice.rows("positions --include-private --columns demand")[0]) == ["demand"]
    assert (
        "There is no column “visibility”"
        in told_twice("positions --columns visibility", fails=2).err
    )


def test_a_private_wording_and_what_became_of_it_are_private_in_a_diff(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("revise RU-1 'a wider ban' --at T2 --private --editorial")
    (row,) = run.rows("diff T1 T2 --include-private")
    assert (row["change"], row["visibility"]) == ("revised", "private")
    assert run.rows("positions --include-private")[0]["visibility"] == "private"
    run("revise RU-1 'a full ban' --at T3")
    assert run.rows("diff T2 T3 --include-private")[0]["visibility"] == "private"
    assert run.rows("positions --include-private")[0]["visibility"] == "public"


@pytest.mark.parametrize("form", ["md", "table"])
@pytest.mark.parametrize("view", [*VIEWS, "talk list"])
def test_what_people_read_says_it_in_its_first_line(
    whispered: Session, view: str, form: str
) -> None:
    told = "Private moves are included.\n\n"
    assert whispered(f"{view} --format {form} --include-private").startswith(told)
    assert not whispered(f"{view} --format {form}").startswith(told)
    file = whispered.folder / "out.txt"
    whispered(f"{view} --format {form} --include-private -o {file}", tty=True)
    assert file.read_text(encoding="utf-8").startswith(told)


def test_a_terminal_that_marks_what_is_private_needs_no_such_line(whispered: Session) -> None:
    assert "included" not in whispered("positions --include-private", tty=True)
    assert "included" in whispered("positions --include-private --format md", tty=True)


def test_an_export_says_which_moves_are_private(whispered: Session) -> None:
    rows = whispered.rows("export moves --include-private")
    assert [row["visibility"] for row in rows] == ["public", "private"]
    assert [row["visibility"] for row in whispered.rows("export moves")] == ["public"]


def test_not_even_on_a_terminal_in_a_format_for_machines(whispered: Session) -> None:
    assert "rejected" not in whispered("positions --format csv", tty=True)


def test_reports_are_without_it(whispered: Session) -> None:
    folder = whispered.folder / "reports"
    whispered(f"export reports {folder}", tty=True)
    for file in folder.iterdir():
        assert SECRET not in file.read_text(encoding="utf-8")
    whispered(f"export reports {folder} --include-private")
    assert any(SECRET in file.read_text(encoding="utf-8") for file in folder.iterdir())


def test_a_public_answer_stands_where_a_private_one_is_left_out(whispered: Session) -> None:
    whispered("defer RU-1 --at T1")
    assert whispered.cells() == {("RU-1", "NATO"): "deferred"}
    assert whispered.cells("--include-private") == {("RU-1", "NATO"): "rejected"}


def test_a_private_correction_leaves_the_public_move_standing(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --at T2")
    run(f"correct {run.rows('export moves')[-1]['id']} --move accept --private")
    assert run.cells() == {("RU-1", "NATO"): "rejected"}
    assert run.cells("--include-private") == {("RU-1", "NATO"): "accepted"}


@pytest.fixture
def aside(run: Session) -> Session:
    """RU-1, put in private in secret words, and rejected by NATO in public."""
    run(f"demand '{SECRET}' --by RU --to NATO --at T1 --private --issue {SECRET}/issue")
    run("reject RU-1 --at T2")
    return run


def everywhere(session: Session) -> list[tuple[str, Output]]:
    """What each view says in a pipe, in the format that holds most."""
    views = [view for view in VIEWS if not view.startswith("issue show")]
    return [(view, session(f"{view} --format json")) for view in views]


def test_the_wording_of_a_private_demand_shows_nowhere(aside: Session) -> None:
    leaks = [view for view, said in everywhere(aside) if SECRET in said]
    assert leaks == []


def test_its_public_answer_shows_by_the_key_alone(aside: Session) -> None:
    (row,) = aside.rows("positions")
    assert (row["demand"], row["status"], row["text"]) == ("RU-1", "rejected", "")
    assert row["title"] in ("", "RU-1")


def test_a_private_counter_demand_shows_nowhere(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run(f"counter RU-1 '{SECRET}' --at T2 --private")
    assert run.cells() == {("RU-1", "NATO"): "open"}
    leaks = [view for view, said in everywhere(run) if SECRET in said or "NATO-1" in said]
    assert leaks == []


def test_a_private_revision_leaves_the_public_wording(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --at T1")
    run(f"revise RU-1 '{SECRET}' --at T2 --private")
    (row,) = run.rows("positions")
    assert (row["text"], row["version"], row["status"]) == ("a ban", "1", "rejected")


def test_a_private_wording_of_a_demand_met_in_public_stays_private(run: Session) -> None:
    header = "talk,party,move,demand,text,visibility"
    lines = ["T2,NATO,reject,X-1,,", f"T1,RU,demand,X-1,{SECRET},private"]
    run(f"import {run.write('in.csv', header, *lines)} --yes")
    views = ("positions", "log", "show X-1", "export moves", "diff T1 T3")
    assert [view for view in views if SECRET in run(view)] == []


def test_asking_for_a_private_demand_in_a_pipe_says_what_would_show_it(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --private")
    said = run("show RU-1", fails=3)
    assert "--as-of" not in said.err
    assert "RU-1" in said.err


def test_a_private_move_that_is_corrected_is_not_repeated_in_a_pipe(whispered: Session) -> None:
    (private,) = [
        row["id"]
        for row in whispered.rows("export moves --include-private")
        if row["visibility"] == "private"
    ]
    said = whispered(f"correct {private} --note '' --quote 'Other words'")
    assert SECRET not in said
    assert said.splitlines()[1:] == ["  quote: changed", "  note: changed"]
    public = next(row["id"] for row in whispered.rows("export moves"))
    assert "text: “a ban” → “a wider ban”" in whispered(f"correct {public} 'a wider ban'")


def test_a_diff_marks_a_wording_put_in_private(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("revise RU-1 'a wider ban' --at T2 --private")
    for pair in ("T1 T2", "T2 T1"):
        line = next(line for line in run(f"diff {pair}", tty=True).splitlines() if "~ RU-1" in line)
        assert line.endswith("private")


def test_a_stale_answer_and_a_note_are_marked_too(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 --by NATO --at T1 --private")
    run("revise RU-1 'a wider ban' --at T2")
    assert "open (was rejected on v1); private" in run(
        "positions", tty=True, env={"COLUMNS": "120"}
    )
    run("demand 'a pause' --by RU --to NATO --at T1")
    run("note RU-2 --at T2 --private")
    assert "noted; private" in run("positions", tty=True)


def test_a_private_condition_stands_beside_its_status_and_the_mark_last(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --if 'both sides do' --at T2 --private")
    for view in ("positions", "blockers", "compare RU NATO", "agenda"):
        shown = run(view, tty=True, env={"COLUMNS": "200"})
        assert "accepted if: both sides do; private" in shown, view


def test_a_condition_stands_before_what_contests_it(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --at T2")
    run("accept RU-1 --if 'both sides do' --at T2")
    shown = run("positions", tty=True, env={"COLUMNS": "200"})
    assert "accepted if: both sides do; contested: also rejected" in shown
