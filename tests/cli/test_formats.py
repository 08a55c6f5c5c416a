"""The formats of the views: for people, for spreadsheets, for scripts; to a pipe or a file."""

from __future__ import annotations

import csv
import io
import json

import pytest
from builders import Session

VIEWS = ["positions", "diff T2 T3", "agenda", "show NATO-1", "log", "status", "talk list",
         "party list", "issue list", "negotiation list", "talk show T1", "party show RU",
         "diff --stat", "export moves", "issue show Ukraine", "negotiation show"]  # fmt: skip
HOSTILE = "x\x1b[2J\u202ey\x07"


def records_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_the_same_in_every_format(story: Session, view: str) -> None:
    rows = story.rows(view)
    found = story.json(view)
    assert found["schema"] == 1
    lines = [json.loads(line) for line in story(f"{view} --format jsonl").splitlines()]
    assert found["rows"] == lines
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in lines] == rows
    tabbed = story(f"{view} --format tsv").splitlines()
    assert tabbed[0].split("\t") == list(lines[0])
    assert len(tabbed) == len(rows) + 1


@pytest.mark.parametrize("view", [view for view in VIEWS if not view.startswith("export")])
def test_in_a_pipe_there_are_tabs_and_no_heading(story: Session, view: str) -> None:
    headed = story(f"{view} --format tsv").splitlines()
    assert story(view).splitlines() == headed[1:]


def test_on_a_terminal_there_is_a_table(story: Session) -> None:
    assert story("positions", tty=True) == story("positions --format table")
    assert story("positions", tty=True) != story("positions")


@pytest.mark.parametrize("view", VIEWS)
def test_markdown_is_a_table_of_one_line_a_row(story: Session, view: str) -> None:
    lines = story(f"{view} --format md").splitlines()
    assert set(lines[1]) <= set("| -")
    assert len({line.count(" | ") for line in lines if "\\|" not in line}) == 1


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "md"])
def test_a_file_gets_its_format_from_its_ending(story: Session, ending: str) -> None:
    file = story.folder / f"out.{ending}"
    assert story(f"positions -o {file}") == ""
    assert file.read_bytes().decode() == story(f"positions --format {ending}")
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(story.folder.glob("*.part"))


def test_an_ending_that_names_no_format(story: Session) -> None:
    said = story("positions -o out.doc", fails=2)
    assert "The ending of “out.doc” names no format" in said.err
    assert ".csv" in said.err
    assert "--format" in said.err
    story(f"positions -o {story.folder}/out.doc --format csv")


def test_a_file_that_is_replaced_keeps_its_permissions(story: Session) -> None:
    file = story.write("out.csv", "old")
    file.chmod(0o644)
    story(f"positions -o {file}")
    assert file.stat().st_mode & 0o777 == 0o644
    assert file.read_text(encoding="utf-8").startswith("negotiation,")


def test_a_file_stays_as_it_was_where_the_view_fails(story: Session) -> None:
    file = story.write("out.csv", "old")
    story(f"diff T1 T9 -o {file}", fails=3)
    assert file.read_text(encoding="utf-8") == "old\n"
    assert {each.name for each in story.folder.iterdir()} - {"talks.db"} == {"out.csv"}


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "md", "table"])
def test_columns_are_picked_and_ordered(story: Session, form: str) -> None:
    said = story(f"positions --party US --columns status,demand --format {form}")
    assert said.index("rejected") < said.index("RU-1")
    assert "NATO enlargement" not in said


def test_columns_that_are_not_there(story: Session) -> None:
    said = story("positions --columns demand,colour", fails=2)
    assert "no column “colour”; there are: negotiation, demand, chain" in said.err


def test_a_heading_of_the_table_stands_for_its_column(story: Session) -> None:
    by_heading = story("positions --columns Demand,what,Position,At --format csv")
    assert by_heading == story("positions --columns demand,title,status,talk --format csv")


@pytest.mark.parametrize(
    ("view", "columns"),
    [
        (
            "positions",
            "negotiation demand chain title kind issue by to status headline stale movement"
            " version text talk date speaker quote source condition until contested via rollup",
        ),
        (
            "diff T2 T3",
            "negotiation from_talk to_talk demand title issue by to change movement from_status"
            " to_status from_version to_version from_text to_text talk date speaker quote source"
            " from_contested to_contested",
        ),
        (
            "export moves",
            "negotiation talk talk_date talk_title talk_place date party move demand title kind"
            " to issue text condition until counter quote speaker source note visibility corrects"
            " id parent recorded_at recorded_by",
        ),
        ("export talks", "negotiation talk date title place form status track"),
        ("export parties", "code name aliases blocs"),
    ],
)
def test_the_columns_that_scripts_rely_on(story: Session, view: str, columns: str) -> None:
    assert " ".join(story.rows(view)[0]) == columns


def test_numbers_and_missing_values_in_json(story: Session) -> None:
    row = story.json("positions --as-of T1 --party US --issue 'NATO enlargement'")["rows"][0]
    assert (row["version"], row["talk"], row["stale"]) == (1, None, None)


def test_a_spreadsheet_runs_no_cell_unless_told_otherwise(run: Session) -> None:
    run("demand --by RU --to NATO", "=1+1")
    assert records_of(run("positions --format csv"))[0]["text"] == "'=1+1"
    assert records_of(run("positions --format csv --raw"))[0]["text"] == "=1+1"
    assert run("positions --columns text") == "=1+1\n"
    assert run.json("positions")["rows"][0]["text"] == "=1+1"


def test_excel_reads_letters_of_every_script(run: Session) -> None:
    run("demand --by RU --to NATO", "禁止 – ü")
    file = run.folder / "out.csv"
    run(f"positions -o {file} --excel")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.read_bytes().count(b"\r\n") == 2
    assert "禁止 – ü" in file.read_text(encoding="utf-8-sig")


def test_one_record_is_one_line_in_a_pipe(run: Session) -> None:
    run("demand --by RU --to NATO", "a\nb\tc\\d")
    assert run("positions --columns text,demand") == "a\\nb\\tc\\\\d\tRU-1\n"


@pytest.mark.parametrize("form", ["table", "md"])
def test_what_was_said_cannot_drive_the_terminal(run: Session, form: str) -> None:
    run("demand --by RU --to NATO", HOSTILE)
    for view in ("positions", "log", "show RU-1", "diff T2 T3", "status"):
        shown = run(f"{view} --format {form}", tty=True)
        assert not set("\x1b\u202e\x07") & set(shown), view


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl"])
def test_not_even_as_it_is_written_for_machines(run: Session, form: str) -> None:
    run("demand --by RU --to NATO", HOSTILE)
    assert not set("\x1b\u202e\x07") & set(run(f"positions --format {form}", tty=True))


def test_in_a_pipe_or_a_file_it_is_what_was_said(run: Session) -> None:
    run("demand --by RU --to NATO", HOSTILE)
    assert records_of(run("positions --format csv"))[0]["text"] == HOSTILE
    assert run.json("positions")["rows"][0]["text"] == HOSTILE


@pytest.mark.parametrize("form", ["tsv", "json", "jsonl"])
def test_a_pipe_without_unicode_gets_all_it_can_hold(story: Session, form: str) -> None:
    assert story(f"positions --format {form}", encoding="ascii").isascii()


def test_square_brackets_are_wording_and_not_markup(run: Session) -> None:
    wording = "Parties [shall][should] cut [/] :warning: [red]5%[/red]"
    run("demand --by RU --to NATO", wording)
    for view in ("positions", "show RU-1", "log", "diff T2 T3"):
        shown = run(view, tty=True, env={"COLUMNS": "300"})
        painted = run(f"--color always {view}", tty=True, env={"COLUMNS": "300"})
        assert "[shall][should]" in shown, view
        assert "[red]5%[/red]" in painted, view


def test_a_table_of_hundreds_of_rows_keeps_its_columns_in_line(run: Session) -> None:
    lines = [f"2022-01-10,RU,demand,RU-{number},x" for number in range(1, 301)]
    run(f"import {run.write('many.csv', 'date,party,move,demand,text', *lines)} --yes")
    shown = [line for line in run("positions", tty=True).splitlines() if line.startswith("RU-")]
    assert len(shown) == 300
    assert len({line.index("RU → all") for line in shown}) == 1


@pytest.mark.parametrize(
    "command",
    ["party add FR Fränk", "party edit RU --name Россия", "talk add 禁止 --date 2022-02-01",
     "issue add Überflüge", "negotiation edit --title Gespräche",
     "issue rename Arms Überflüge", "negotiation add Löhne", "talk edit T1 --place Genève",
     "init Löhne"],
)  # fmt: skip
def test_a_terminal_without_unicode_is_told_what_was_done(run: Session, command: str) -> None:
    run("issue add Arms")
    said = run(command, tty=True, encoding="ascii")
    assert said
    assert said.isascii()


def test_a_terminal_without_unicode_is_told_what_was_recorded(run: Session) -> None:
    assert run("demand ü --by RU --to NATO", tty=True, encoding="ascii").isascii()
    assert run("reject RU-1 Ö", tty=True, encoding="ascii").startswith("R NATO rejected RU-1")
