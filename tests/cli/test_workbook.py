"""Workbooks: what stands in their cells is what the CSV says, and nothing in them runs."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from builders import Session
from openpyxl import load_workbook

SHEETS = ["About", "Positions", "Matrix", "Diff", "Moves", "Talks", "Parties"]
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""LibreOffice's own words: commas, quotes, UTF-8, cells as they are kept, every sheet."""
OFFICE = shutil.which("soffice")
RTL, CJK = "لا توسيع للحلف", "部队撤离乌克兰边境"


def written(run: Session, line: str = "export") -> Any:
    """The workbook that a command writes."""
    run(f"{line} -o {run.folder / 'talks.xlsx'}")
    return load_workbook(run.folder / "talks.xlsx", rich_text=False)


def cell(book: Any, sheet: str, column: str, row: int = 1) -> Any:
    """The cell of a row below the heading, by the name of its column."""
    heading = next(
        at for at, each in enumerate(book[sheet].iter_rows(values_only=True), 1) if each[1]
    )
    names = [each.value for each in book[sheet][heading]]
    return book[sheet].cell(heading + row, names.index(column) + 1)


def records(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def demanded(run: Session, text: str) -> Any:
    """The cell that holds the wording of the only demand."""
    text = f"@{text}" if text.startswith("@") else text
    run("demand --by RU --to NATO --at T1 --title Short --", text)
    return cell(written(run), "Positions", "text")


def test_all_reports_are_the_sheets_of_one_workbook(story: Session) -> None:
    assert written(story).sheetnames == SHEETS
    assert written(story, "export reports").sheetnames == SHEETS


def test_a_view_is_a_workbook_of_one_sheet(story: Session) -> None:
    book = written(story, "diff T2 T3")
    assert book.sheetnames == ["Diff"]
    assert book["Diff"].max_row - 1 == len(story.rows("diff T2 T3"))


def test_the_sheet_of_diffs_holds_each_pair_of_successive_talks(story: Session) -> None:
    found = [row[1:3] for row in written(story)["Diff"].iter_rows(values_only=True, min_row=2)]
    assert list(dict.fromkeys(found)) == [("T1", "T2"), ("T2", "T3"), ("T3", "T4"), ("T4", "T5")]
    each = [story.rows(f"diff {a} {b}") for a, b in dict.fromkeys(found)]
    assert len(found) == sum(map(len, each))


def test_a_folder_gets_a_workbook_named_after_the_negotiation_and_the_talk(story: Session) -> None:
    folder = story.folder / "reports"
    assert story(f"export reports {folder} --format xlsx").strip() == str(
        folder / "russia-nato-security-talks_as-of-t5.xlsx"
    )
    assert [each.suffix for each in folder.iterdir()] == [".xlsx"]


@pytest.mark.parametrize("line", ["export", "export -o talks.csv", "export --format json"])
def test_without_a_workbook_what_to_export_is_asked_for(story: Session, line: str) -> None:
    assert "Say what to export: one of moves, positions" in story(line, fails=2).err


def test_a_workbook_needs_a_file(story: Session) -> None:
    assert "-o talks.xlsx" in story("positions --format xlsx", fails=2).err


def test_minutes_are_no_workbook(story: Session) -> None:
    assert "plain text" in story("export minutes -o talks.xlsx", fails=2).err


@pytest.mark.parametrize("before_nothing", ["export", "export positions", "diff T1 T2", "log"])
def test_a_ledger_without_moves_makes_empty_sheets(run: Session, before_nothing: str) -> None:
    sheets = [each for each in written(run, before_nothing).worksheets if each.title != "About"]
    assert sheets[0].max_row == 1


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)", " =2", "\uff1d1", "'so",
     "https://nato.int", "0012", "1e5", "_x0041_", "<r>a</r>", "<r><t>a</t></r>", "a & <b>",
     "[brackets]", RTL, CJK, "2022-01-10", "TRUE", "😀" * 3],
)  # fmt: skip
def test_a_text_stays_the_text_it_is(run: Session, text: str) -> None:
    found = demanded(run, text)
    assert (found.value, found.data_type, found.hyperlink) == (text.strip(), "s", None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\uff1d1"])
def test_a_text_like_a_formula_stays_text_when_the_cell_is_edited(run: Session, text: str) -> None:
    assert demanded(run, text).quotePrefix


def test_what_acts_unseen_is_shown(run: Session) -> None:
    assert demanded(run, "a\x1b[2Jb\u202ec").value == "a␛[2Jb⟨U+202E⟩c"


def test_lines_of_a_text_stay_lines(run: Session) -> None:
    found = demanded(run, "one\r\ntwo\nthree")
    assert found.value == "one\ntwo\nthree"
    assert found.alignment.wrap_text


@pytest.mark.parametrize("char", ["a", "😀"])
def test_a_text_longer_than_a_cell_is_cut_and_that_is_said(run: Session, char: str) -> None:
    run("demand --by RU --to NATO --at T1 --title Long --", char * 40_000)
    said = run(f"export positions -o {run.folder / 'talks.xlsx'}").err
    assert "Texts longer than the 32,767 characters that a cell holds were cut: 1." in said
    text = cell(load_workbook(run.folder / "talks.xlsx"), "Positions", "text").value
    assert text.startswith(char * 100)
    assert text.endswith(" […] cut here: 40,000 characters are more than a cell holds")
    assert 32_765 <= len(text.encode("utf-16-le")) // 2 <= 32_767


def test_a_text_that_just_fits_is_whole(run: Session) -> None:
    assert demanded(run, "a" * 32_767).value == "a" * 32_767


@pytest.mark.parametrize("typed", ["2022-02", "2022-02-01~", "2022-02-01/2022-03-01", "1899-12-31"])
def test_a_date_that_is_no_one_day_is_a_text(run: Session, typed: str) -> None:
    run(f"demand more --by RU --to NATO --on {typed}")
    assert cell(written(run), "Moves", "date").value == typed


def test_the_first_sheet_says_what_the_workbook_is(story: Session) -> None:
    told = dict(written(story)["About"].iter_rows(values_only=True))
    assert told["Negotiation"] == "Russia–NATO security talks"
    assert told["As of"] == "T5 2022-02-17 Russia's written reaction, Moscow"
    assert told["Known at"] == "all that is on record"
    assert told["Private moves"] == "left out, with what rests on them"
    named = [each.removeprefix("Sheet ") for each in told if each.startswith("Sheet ")]
    assert named == SHEETS[1:]


def test_the_first_sheet_says_what_state_of_knowledge_it_shows(story: Session) -> None:
    told = dict(written(story, "export --known-at 2099-01-01")["About"].iter_rows(values_only=True))
    assert told["Known at"].startswith("2099-01-0")


def test_a_wide_sheet_is_printed_on_pages_side_by_side_each_with_its_keys(story: Session) -> None:
    book = written(story)
    across = {each.title: each.page_setup.fitToWidth or 1 for each in book.worksheets}
    assert across["About"] == across["Matrix"] == across["Talks"] == 1
    assert across["Positions"] > 1
    sheet = book["Positions"]
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$B:$B")
    assert sheet.page_setup.orientation == "landscape"


def test_a_full_date_is_a_day(run: Session) -> None:
    run("demand more --by RU --to NATO --on 2022-02-01")
    found = cell(written(run), "Moves", "date")
    assert (found.value, found.number_format) == (datetime(2022, 2, 1), "yyyy-mm-dd")  # noqa: DTZ001


def test_a_number_is_a_number(story: Session) -> None:
    assert cell(written(story), "Positions", "version").value == 2


def test_right_to_left_texts_read_from_the_right(run: Session) -> None:
    found = demanded(run, RTL)
    assert (found.alignment.readingOrder, found.alignment.horizontal) == (2, "right")


def test_the_heading_stays_in_sight_and_can_filter(story: Session) -> None:
    sheet = written(story)["Positions"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:X{sheet.max_row}"


def test_columns_are_as_wide_as_their_texts_within_bounds(run: Session) -> None:
    run(f"demand --by RU --to NATO --at T1 --title {CJK} --", "wide " * 99)
    sheet = written(run, "positions --columns demand,title,text")["Positions"]
    widths = [sheet.column_dimensions[name].width for name in "ABC"]
    assert widths[1] > 2 * len(CJK)
    assert widths[2] < 62


def test_a_row_is_as_high_as_its_texts_within_bounds(run: Session) -> None:
    for text in ("short", "word " * 30, "word " * 3000, "one\ntwo\nthree"):
        run("demand --by RU --to NATO --at T1 --title Short --", text)
    sheet = written(run, "positions")["Positions"]
    heights = [sheet.row_dimensions[row].height for row in range(2, 6)]
    assert heights[0] is None
    assert 4 * 15 <= heights[1] <= 5 * 15
    assert heights[2:] == [20 * 15, 3 * 15]


def test_a_status_has_its_colour_and_its_word(story: Session) -> None:
    book = written(story)
    found = {
        row[8].value: row[8].fill.start_color.rgb for row in book["Positions"].iter_rows(min_row=2)
    }
    assert len({found["accepted"], found["rejected"], found["countered"]}) == 3
    assert found["open"] == "00000000"


def test_columns_can_be_picked(story: Session) -> None:
    book = written(story, "positions --columns status,demand")
    assert [each.value for each in book["Positions"][1]] == ["status", "demand"]


def test_private_moves_are_in_it_only_if_asked_for_and_then_said_first(run: Session) -> None:
    run("demand 'a secret' --by RU --to NATO --at T1 --private")
    assert written(run)["Moves"].max_row == 1
    book = written(run, "export --include-private")
    for sheet in book.worksheets:
        assert sheet["A1"].value == "Private moves are included."
    assert cell(book, "Moves", "text").value == "a secret"
    assert book["Moves"].freeze_panes == "A3"


def test_the_same_ledger_makes_the_same_bytes(story: Session) -> None:
    first, second = story.folder / "1.xlsx", story.folder / "2.xlsx"
    for file in (first, second):
        story(f"export -o {file}")
    assert first.read_bytes() == second.read_bytes()


def test_it_can_be_read_by_its_owner_alone(story: Session) -> None:
    written(story)
    assert (story.folder / "talks.xlsx").stat().st_mode & 0o777 == 0o600


def test_without_the_library_one_sentence_says_how_to_get_it(
    story: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    said = story(f"export -o {story.folder / 'talks.xlsx'}", fails=2).err
    assert "pip install 'negotiation-tracker[excel]'" in said
    assert not list(story.folder.glob("*talks.xlsx*"))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here: apt install libreoffice-calc")
def test_libreoffice_reads_in_it_what_the_csv_says(story: Session) -> None:
    story("party add 中 中国 --alias", "=1+1")
    story("demand --by RU --to 中 --at T5 --", f"=SUM(A1) {RTL}\nsecond line")
    story(f"export -o {story.folder / 'talks.xlsx'}")
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation={(story.folder / 'lo').as_uri()}",
         "--convert-to", AS_CSV, "talks.xlsx"],
        cwd=story.folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert records(story.folder / "talks-About.csv")[0][0] == "Negotiation"
    for what in ("positions", "moves", "talks", "parties"):
        story(f"export {what} --raw -o {story.folder / what}.csv")
        read = records(story.folder / f"talks-{what.capitalize()}.csv")
        assert read == records(story.folder / f"{what}.csv"), what
