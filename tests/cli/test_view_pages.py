"""Every view as a page of HTML of its own, which says what its other formats say."""

from __future__ import annotations

import re

import pages
import pytest
from builders import Session
from pages import Page, page_of

VIEWS = (
    "positions", "positions --expand-blocs", "matrix", "matrix --wide", "timeline", "diff T2 T4",
    "diff T2 T4 --all", "diff --stat", "show RU-5", "show RU-1 --history", "log", "search missiles",
    "status", "agenda", "agenda --for RU", "stats", "blockers", "compare RU NATO", "issue list",
    "talk list", "talk show T2", "party list", "negotiation list", "check", "doctor",
    "export moves", "export positions", "export diff T2 T4", "undo --list",
)  # fmt: skip


@pytest.fixture(scope="module")
def many_sorts(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return pages.made(tmp_path_factory.mktemp("made"))


def cells(page: Page) -> list[list[str]]:
    """The cells of all tables of a page, row by row, the headings among them."""
    return [row for rows in page.rows for row in rows]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_makes_a_page_that_runs_and_loads_nothing(story: Session, view: str) -> None:
    page = page_of(story, view)
    policy = next(each["content"] or "" for each in page.all("meta") if "http-equiv" in each)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert [each["href"] for each in page.all("link")] == ["data:,"]
    for tag in ("script", "img", "iframe", "form", "object"):
        assert not page.all(tag)
    assert not any({"style", "onclick", "onload"} & set(each) for _, each in page.tags)
    ids = [each["id"] for _, each in page.tags if "id" in each]
    assert len(ids) == len(set(ids))
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert all(len(row) == len(rows[0]) for rows in page.rows for row in rows if len(row) > 1)


def test_an_ending_picks_the_format(story: Session) -> None:
    file = story.folder / "positions.html"
    assert story(f"positions -o {file}") == ""
    assert file.read_text(encoding="utf-8") == story("positions --format html")
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_positions_stand_in_its_table(story: Session) -> None:
    rows = cells(page_of(story, "positions"))[1:]
    expected = story.rows("positions")
    assert [row[0] for row in rows] == [each["demand"] for each in expected]
    for row, each in zip(rows, expected, strict=True):
        assert row[3].startswith(("settled", each["status"]))
        assert each["condition"] in row[3]


def test_the_matrix_has_a_cell_wherever_the_records_have_one(story: Session) -> None:
    found = cells(page_of(story, "matrix --as-of T3"))[1:]
    shown = [cell for row in found for cell in row[1:] if cell not in ("", "by")]
    assert len(shown) == len(story.rows("matrix --as-of T3"))


def test_the_timeline_says_all_that_happened_to_those_who_do_not_see_it(story: Session) -> None:
    labels = [each["aria-label"] or "" for each in page_of(story, "timeline").all("svg")
              if each.get("role") == "img"]  # fmt: skip
    told = "; ".join(labels)
    for row in story.rows("timeline"):
        assert f"{row['talk'] or row['date']}: {row['event'].replace(';', ', ')}" in told


def test_a_drawn_timeline_marks_what_is_contested_and_what_is_private(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    run("defer RU-1 --by US --at T2 --private")
    run("reject RU-1 --by US --at T3")
    assert beside(run, "--include-private") == ["*"]
    run("accept RU-1 --by US --at T3")
    assert beside(run) == ["?"]
    assert beside(run, "--include-private") == ["*", "?"]
    written = run("timeline --format html --include-private")
    assert re.findall("<li><b>(.)</b> (.+)</li>", written) == [("?", "contested"), ("*", "private")]


def beside(session: Session, options: str = "") -> list[str]:
    """What stands beside the marks of the timeline, row by row."""
    return re.findall('class="beside">(.*?)<', session(f"timeline --format html {options}"))


def test_the_diff_has_the_changes_and_the_summary(story: Session) -> None:
    page = page_of(story, "diff T2 T4")
    assert story("diff T2 T4 --summary").strip() in page.text
    for row in story.rows("diff T2 T4"):
        assert row["demand"] in page.text
    unchanged = cells(page_of(story, "diff T2 T4 --all"))[1:]
    assert len(unchanged) == story.json("diff T2 T4")["unchanged"]


def test_a_history_has_each_move_with_its_words(story: Session) -> None:
    page = page_of(story, "show NATO-2")
    for row in story.rows("show NATO-2"):
        for field in ("text", "quote", "speaker", "source", "note", "condition"):
            assert " ".join(row[field].split()) in page.text


def test_the_figures_are_those_of_the_records(story: Session) -> None:
    page = page_of(story, "stats")
    rows = {(row[0], row[1]): row[2:8] for row in page.rows[0][1:]}
    expected = {(row["measure"], row["party"], row["other"] or "all"): row["value"]
                for row in story.rows("stats") if not row["talk"]}  # fmt: skip
    headlines = ("accepted", "qualified", "countered", "deferred", "open", "rejected")
    for (party, other), counts in rows.items():
        assert counts == [expected.get((each, party, other), "0") for each in headlines]
    shares = {row[0]: row[3:] for row in page.rows[1][1:]}
    for row in story.rows("stats"):
        if row["measure"].startswith("share "):
            at = headlines.index(row["measure"].removeprefix("share "))
            assert shares[row["talk"]][at] == f"{row['value']}%"


@pytest.mark.parametrize(
    ("view", "columns"),
    [("agenda", ("demand",)), ("blockers", ("demand",)), ("compare RU NATO", ("demand",))],
)
def test_each_record_has_a_row(story: Session, view: str, columns: tuple[str, ...]) -> None:
    heading, *rows = page_of(story, view).rows[0]
    at = heading.index("Demand")
    assert [row[at] for row in rows] == [each[columns[0]] for each in story.rows(view)]


def test_an_agenda_for_a_party_has_both_sides(story: Session) -> None:
    page = page_of(story, "agenda --for RU")
    sides = [each["side"] for each in story.rows("agenda --for RU")]
    assert f"RU owes {sides.count('we owe')}" in page.text
    assert f"RU is owed {sides.count('they owe us')}" in page.text
    assert [len(rows) - 1 for rows in page.rows] == [
        sides.count("we owe"),
        sides.count("they owe us"),
    ]


def test_picked_columns_make_a_table_of_them(story: Session) -> None:
    page = page_of(story, "matrix --columns demand,to,status")
    rows = [list(each.values()) for each in story.rows("matrix --columns demand,to,status")]
    assert cells(page) == [["demand", "to", "status"], *rows]


@pytest.mark.parametrize("view", ["positions", "matrix", "timeline", "diff T1 T3", "show RU-1"])
def test_markup_in_a_text_stays_text(many_sorts: Session, view: str) -> None:
    page = page_of(many_sorts, view)
    assert not page.all("script")
    assert not page.all("b") or all("class" in each or not each for each in page.all("b"))
    assert "<script>alert('title')</script>" in page.text


def test_what_would_act_on_a_reader_is_shown(run: Session) -> None:
    run("demand", "quiet \u202e\x07 words", "--by", "RU", "--to", "NATO", "--at", "T1")
    for view in ("positions", "matrix", "log", "export moves", "blockers"):
        assert "quiet ⟨U+202E⟩␇ words" in page_of(run, view).text


def test_a_page_says_what_it_holds_for(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    before = run.clock
    run("reject RU-1 --by NATO --at T2")
    page = page_of(run, f"positions --as-of T2 --known-at {before}Z")
    assert "As of T2 2022-01-12" in page.text
    assert f"As it was known at {before}Z" in page.text
    assert cells(page)[1][3] == "open"


@pytest.mark.parametrize("view", ["positions", "matrix", "timeline", "stats", "show RU-1", "log"])
def test_private_moves_are_on_it_only_when_asked_for_and_then_it_says_so_first(
    run: Session, view: str
) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 'over my dead body' --by NATO --at T2 --private")
    shown = run(f"{view} --format html")
    assert "dead body" not in shown
    assert "included" not in shown
    whole = run(f"{view} --format html --include-private")
    assert "(private moves are included)</title>" in whole
    assert Page(whole.partition("<body>")[2]).text.startswith("Private moves are included.")
    assert "private" in whole.partition("<main")[2]


@pytest.mark.parametrize("view", ["positions", "matrix", "timeline", "stats", "blockers", "log"])
def test_a_ledger_with_nothing_in_it_makes_a_page(session: Session, view: str) -> None:
    assert page_of(session, view).all("h1")


def test_a_folder_of_reports_may_be_pages(story: Session) -> None:
    names = story(f"export reports {story.folder / 'pages'} --format html").splitlines()
    assert len(names) == 8
    assert all("</html>" in (story.folder / "pages" / name).read_text() for name in names)
