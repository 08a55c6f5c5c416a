"""The report: one page that agrees with the views it is made of, and in which text stays text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pages
import pytest
from builders import Session
from pages import ARABIC, CHINESE, Page, page_of

from tracker.render.holding import sized


@pytest.fixture(scope="module")
def many_sorts(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return pages.made(tmp_path_factory.mktemp("made"))


def table(page: Page, heading: str) -> list[list[str]]:
    """The rows of the first table that has a column of this name, its heading aside."""
    (found, *_) = (rows for rows in page.rows if heading in rows[0])
    return found[1:]


def test_every_position_stands_in_the_table_as_the_command_tells_it(story: Session) -> None:
    rows = table(page_of(story, "report"), "Awaited")
    positions = story.rows("positions")
    assert [(row[1], row[2]) for row in rows] == [(each["by"], each["to"]) for each in positions]
    for row, each in zip(rows, positions, strict=True):
        assert row[0].startswith(each["demand"])
        assert row[3].startswith(("settled", each["status"]))
        assert each["condition"] in row[3]


def test_the_summary_counts_what_the_positions_are(story: Session) -> None:
    page = page_of(story, "report")
    headlines = [each["headline"] for each in story.rows("positions")]
    for headline in set(headlines):
        assert f"{headlines.count(headline)} {headline}" in page.text


def test_the_matrix_has_a_cell_wherever_the_command_has_one(story: Session) -> None:
    found = table(page_of(story, "report"), "RU")
    cells = [cell for row in found for cell in row[1:] if cell not in ("", "by")]
    assert len(cells) == len(story.rows("matrix --all"))


def test_each_pair_of_talks_has_the_changes_of_its_diff(story: Session) -> None:
    html = story("report --format html")
    changes = html.partition('<section id="changes"')[2].partition("</section>")[0]
    steps = [Page(each) for each in changes.split("<article")[1:]]
    talks = [row["talk"] for row in story.rows("export talks")]
    assert len(steps) == len(talks) - 1
    for start, end, step in zip(talks, talks[1:], steps, strict=False):
        summary = story(f"diff {start} {end} --summary").strip()
        assert summary in step.text


def test_a_filter_holds_for_the_diffs_too(story: Session) -> None:
    page = page_of(story, "report --party NATO --from RU")
    summary = story("diff T2 T3 --party NATO --from RU --summary").strip()
    assert summary in page.text
    assert {row[2] for row in table(page, "Awaited")} == {"NATO"}
    assert "Only answers of NATO; only demands of RU." in page.text


def test_each_demand_has_its_history_with_quotes_and_sources(story: Session) -> None:
    page = page_of(story, "report")
    for demand in {each["demand"] for each in story.rows("positions")}:
        for move in story.rows(f"show {demand}"):
            assert f"{move['party']} {move['move']} v{move['version']}" in page.text
            for field in ("quote", "source", "note", "speaker"):
                assert move[field] in page.text


def test_every_link_within_the_page_leads_somewhere(story: Session) -> None:
    page = page_of(story, "report")
    ids = {each["id"] for _, each in page.tags if "id" in each}
    within = {each["href"] for tag in ("a", "use") for each in page.all(tag)}
    assert {href[1:] for href in within if href and href.startswith("#")} <= ids
    assert sum(1 for each in page.all("a") if (each["href"] or "").startswith("#d")) > 18


def test_markup_in_a_text_stays_text(many_sorts: Session) -> None:
    page = page_of(many_sorts, "report")
    assert pages.SCRIPT in page.text
    assert "<script>alert('title')</script>" in page.text
    assert "[not] <i>agreed</i>" in page.text
    assert len(page.all("script")) == 1
    assert not page.all("i")


def test_only_addresses_of_the_web_become_links(many_sorts: Session) -> None:
    page = page_of(many_sorts, "report")
    out = {each["href"] for each in page.all("a") if not (each["href"] or "").startswith("#")}
    assert out == {"https://example.org/a?b=c&d"}
    assert "javascript:alert(1)" in page.text


def test_what_would_act_on_a_reader_is_shown(run: Session) -> None:
    run("demand", "quiet \u202e\x07 words", "--by", "RU", "--to", "NATO", "--at", "T1")
    assert "quiet ⟨U+202E⟩␇ words" in page_of(run, "report").text


def test_texts_have_the_direction_of_their_own_script(many_sorts: Session) -> None:
    html = many_sorts("report --format html")
    assert re.search(rf'<p class="said" dir="auto">{ARABIC}', html)
    assert re.search(rf'<p class="said" dir="auto">{CHINESE}', html)
    assert "<bdi>PS</bdi>" in html


def test_the_page_loads_nothing_and_runs_only_its_own_script(story: Session) -> None:
    page = page_of(story, "report")
    policy = next(each["content"] or "" for each in page.all("meta") if "http-equiv" in each)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not page.all("img") + page.all("iframe") + page.all("object")
    assert [each["href"] for each in page.all("link")] == ["data:,"]
    assert not any("style" in each or "onclick" in each for _, each in page.tags)


def test_the_page_says_what_it_holds_for(story: Session) -> None:
    page = page_of(story, "report --as-of T3")
    assert "What was true at the end of T3 2022-01-12" in page.text
    assert f"recorded in the ledger by {story.clock.replace('T', ' ')} UTC" in page.text
    assert "US-1" not in page.text  # put at T4


def test_a_page_of_what_was_known_says_so(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    before = run.clock
    run("reject RU-1 --by NATO --at T2")
    page = page_of(run, f"report --known-at {before}Z")
    assert [row[3] for row in table(page, "Awaited")] == ["open"]
    assert f"by {before.replace('T', ' ')} UTC" in page.text


@pytest.mark.parametrize("form", ["html", "md"])
def test_private_moves_are_in_it_only_when_asked_for_and_then_it_says_so(
    run: Session, form: str
) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 'over my dead body' --by NATO --at T2 --private")
    shown = run(f"report --format {form}")
    assert "dead body" not in shown
    assert "Private moves are left out" in shown
    whole = run(f"report --format {form} --include-private")
    assert "dead body" in whole
    assert "Private moves are included." in whole[:120]
    assert run(f"report -o - --format {form}")[:40] == shown[:40]


def test_the_head_and_the_first_line_say_that_private_moves_are_included(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1 --private")
    html = run("report --format html --include-private")
    assert "(private moves are included)</title>" in html
    assert Page(html.partition("<body>")[2]).text.startswith("Private moves are included.")


def test_a_file_is_written_whole_and_for_its_owner_alone(story: Session) -> None:
    for name in ("talks.html", "talks.md"):
        file = story.folder / name
        printed = story(f"report -o {file} --as-of T3")
        size = sized(file.stat().st_size)
        said = f"Wrote {file}: {size}, as of T3 2022-01-12 NATO–Russia Council, Brussels.\n"
        assert (str(printed), printed.err) == ("", said)
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.read_text(encoding="utf-8").rstrip().endswith(("</html>", "all of it."))


def test_a_report_that_fails_leaves_the_old_one(story: Session) -> None:
    file = story.write("talks.html", "the old one")
    assert "T99" in story(f"report -o {file} --force --as-of T99", fails=3).err
    assert file.read_text(encoding="utf-8") == "the old one\n"


def test_a_report_takes_the_place_of_a_file_only_with_force(story: Session) -> None:
    file = story.write("talks.html", "the old one")
    said = story(f"report -o {file}", fails=2).err
    assert said == f"tracker: There is a file {file} already; give --force to replace it.\n"
    assert file.read_text(encoding="utf-8") == "the old one\n"
    story(f"report -o {file} --force")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("report", "tracker report -o talks.html"),
        ("report -o -", "tracker report -o talks.html"),
        ("report -o talks.csv", "end it in .html or .md"),
        ("report -o talks.txt", "names no format"),
    ],
)
def test_where_a_report_cannot_go_is_said(story: Session, line: str, said: str) -> None:
    assert said in story(line, fails=2).err


def test_without_the_library_it_is_said_what_to_install(
    story: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.render.page import templating

    templating.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert "pip install jinja2" in story("report --format html", fails=2).err
    assert story("report --format md")


def test_a_ledger_with_nothing_in_it_makes_a_page(session: Session) -> None:
    page = page_of(session, "report")
    assert "0 demands, 0 positions of 0 parties, 0 talks held." in page.text
    assert "Fewer than two talks have been held." in page.text
    assert session("report --format md").startswith("# Security talks")


def test_the_parties_are_named_and_the_talks_told(story: Session) -> None:
    page = page_of(story, "report")
    for words in ("RU Russian Federation", "T3 2022-01-12 NATO–Russia Council, Brussels"):
        assert words in page.text.partition("Where the answers")[0]


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_page_of_a_part_says_so_in_its_title_and_at_its_head(story: Session, form: str) -> None:
    text = story(f"report --party US --issue 'NATO enlargement' --format {form}")
    head = text.partition("Summary")[0]
    said = "Only answers of US; only the issue NATO enlargement."
    assert said in (Page(head).text if form == "html" else head)
    assert form == "md" or f"talks: {said}</title>" in head
    assert "1 demand, 1 position of 1 party, 5 talks held." in text


def test_a_stream_that_is_not_utf_8_gets_references(many_sorts: Session) -> None:
    html = many_sorts("report --format html", encoding="latin-1")
    assert html.isascii()
    assert CHINESE in Page(html).text


def test_the_document_has_the_same_parts(story: Session) -> None:
    document = story("report --format md")
    headings = [line for line in document.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Summary",
        "## Positions",
        "## Matrix",
        "## Timeline",
        "## What changed from talk to talk",
        "## The history of each demand",
        "## How this was made",
    ]
    assert document.count("\n### T") == 4


def test_a_brief_is_a_page_too(story: Session) -> None:
    page = page_of(story, "brief --for NATO")
    document = story("brief --for NATO --format md")
    headings = re.findall(r"^#+ (.*)$", document, flags=re.MULTILINE)
    for heading in headings:
        assert heading.replace("\\", "") in page.text
    assert page.text.count("accepted if: the talks form a package") == 2
    assert not page.all("script")


def test_a_brief_with_private_moves_says_so(run: Session, tmp_path: Path) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1 --private")
    html = run("brief --for NATO --format html --include-private")
    assert Page(html.partition("<body>")[2]).text.startswith("Private moves are included.")
    assert "a ban" not in run("brief --for NATO --format html")
