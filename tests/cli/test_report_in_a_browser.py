"""The report in a real Chromium: nothing is loaded, it sorts, filters, prints, and is accessible.

Skipped, with the reason, where no Chromium or no way to drive one is installed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pages
import pytest
import story
from builders import Session

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, TELEPHONE = 1280, 390
LIGHT, DARK = "light", "dark"
VIEWS = ("positions", "matrix", "timeline", "diff T1 T3", "show RU-1", "agenda --for NATO", "stats",
         "blockers", "compare RU NATO", "status", "log")  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium that was installed with the system."""
    driving = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with driving.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which checks accessibility."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of the worked example, and of texts of many sorts with private moves."""
    folder = tmp_path_factory.mktemp("story")
    story.loaded(folder)
    session = Session(folder)
    many = pages.made(tmp_path_factory.mktemp("made"))
    many("reject PS-1 'never' --by US --at T3 --private")
    found = {
        "story": (session, "report"),
        "brief": (session, "brief --for NATO"),
        "crowd": (pages.crowded(tmp_path_factory.mktemp("crowd")), "report"),
        "made": (many, "report --include-private"),
    }
    found |= {line: (many, f"{line} --include-private") for line in VIEWS}
    for name, (each, line) in found.items():
        each(f"{line} -o '{each.folder / name}.html'")
    return {name: each.folder / f"{name}.html" for name, (each, _) in found.items()}


Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, files: dict[str, Path]) -> Iterator[Open]:
    """Opens one of the pages; nothing may be asked for or complained about."""
    contexts, noise = [], []

    def open_page(name: str, width: int = DESKTOP, scheme: str = LIGHT, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("request", lambda request: noise.append(request.url))
        page.on("dialog", lambda dialog: noise.append(dialog.message))
        page.goto(files[name].as_uri())
        noise.remove(files[name].as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noise == []


def keys(page: Any) -> list[str]:
    """The demands of the rows of positions that are shown."""
    shown = page.locator("#positions-t tbody tr:visible .key")
    return [text.strip() for text in shown.all_inner_texts()]


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("story", DESKTOP, LIGHT),
        ("story", TELEPHONE, DARK),
        ("made", DESKTOP, DARK),
        ("made", TELEPHONE, LIGHT),
        ("brief", TELEPHONE, DARK),
        ("crowd", TELEPHONE, LIGHT),
    ],
)
def test_no_rule_of_accessibility_is_broken(
    opened: Open, axe: str, name: str, width: int, scheme: str
) -> None:
    page = opened(name, width, scheme, bypass_csp=True)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_of_a_view_breaks_no_rule_either(opened: Open, axe: str, view: str) -> None:
    page = opened(view, TELEPHONE, DARK, bypass_csp=True)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE


def test_the_positions_can_be_sorted_both_ways_by_keyboard(opened: Open) -> None:
    page = opened("story")
    before = keys(page)
    head = page.get_by_role("columnheader", name="Position")
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    rising = page.locator("#positions-t td:nth-child(4)").all_inner_texts()
    assert [text.split()[0] for text in rising][:6] == [*["open"] * 5, "deferred"]
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("#positions-t td:nth-child(4)").first.inner_text().strip() == "rejected"
    page.get_by_role("columnheader", name="Demand").get_by_role("button").press("Enter")
    assert keys(page) == before


def test_the_positions_can_be_filtered_and_all_shown_again(opened: Open) -> None:
    page = opened("story")
    page.locator("select[name=s]").select_option("rejected")
    assert keys(page) == ["RU-1", "RU-1", "RU-2", "RU-4", "NATO-1"]
    assert page.locator("output").inner_text() == "5 of 18 shown"
    page.locator("select[name=to]").select_option("US")
    assert keys(page) == ["RU-1", "RU-4"]
    page.get_by_label("Words").fill("BASES")
    assert keys(page) == ["RU-4"]
    page.get_by_label("Words").fill("nowhere to be found")
    assert keys(page) == []
    assert page.locator("output").inner_text().startswith("Nothing matches; “Show all” brings")
    page.get_by_role("button", name="Show all").click()
    # Asked by the driver: the page lets nobody evaluate a text.
    page.locator("output").filter(has_text=re.compile(r"^18 of 18 shown$")).wait_for()


def test_without_script_the_table_is_whole_and_the_controls_are_hidden(opened: Open) -> None:
    page = opened("story", java_script_enabled=False)
    assert len(keys(page)) == 18
    assert not page.locator("form.filters").is_visible()
    assert page.locator("#positions-t thead button").count() == 0


def test_a_demand_leads_to_its_history(opened: Open) -> None:
    page = opened("story")
    page.locator("#positions-t").get_by_role("link", name="NATO-2").click()
    assert page.locator(":target h3").inner_text().startswith("NATO-2")


def test_a_script_among_the_texts_stays_a_text(opened: Open) -> None:
    page = opened("made")
    assert page.locator("script").count() == 1
    assert page.locator("#histories").get_by_text(pages.SCRIPT).count() == 1


def test_arabic_runs_from_right_to_left_and_chinese_from_left_to_right(opened: Open) -> None:
    page = opened("made")
    directions = {
        text: page.locator("#histories .said")
        .get_by_text(text)
        .first.evaluate("each => getComputedStyle(each).direction")
        for text in (pages.ARABIC, pages.CHINESE)
    }
    assert directions == {pages.ARABIC: "rtl", pages.CHINESE: "ltr"}


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_it_prints(opened: Open, size: str) -> None:
    page = opened("story")
    printed = page.pdf(format=size)
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert not page.locator("form.filters").is_visible()
    assert not page.locator("nav").is_visible()
    head = page.locator("#positions-t thead")
    assert head.evaluate("each => getComputedStyle(each).display") == "table-header-group"


@pytest.mark.parametrize("name", ["story", "crowd"])
def test_on_paper_nothing_is_wider_than_the_page(opened: Open, name: str) -> None:
    page = opened(name, 703)  # A4 between its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703


def test_the_heading_of_a_table_is_printed_again_on_each_of_its_pages(opened: Open) -> None:
    page = opened("story")
    page.emulate_media(media="print")
    # Chromium leaves out of a repeated heading what is a box of its own, as a button is.
    button = page.locator("#positions-t thead button").first
    assert button.evaluate("each => getComputedStyle(each).display") == "contents"


def test_on_a_telephone_the_chart_is_as_wide_as_the_screen(opened: Open) -> None:
    page = opened("story", TELEPHONE)
    drawing = page.locator(".chart tbody svg").first.bounding_box()
    assert 250 < drawing["width"] <= TELEPHONE


def test_tab_leads_to_the_content_first_and_shows_where_it_is(opened: Open) -> None:
    page = opened("story")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.trim()"))
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) == "solid"
    assert reached[0] == "Skip to the content"
    assert reached[1:8] == [
        "Summary", "Positions", "Matrix", "Timeline", "Changes", "Histories", "Method",
    ]  # fmt: skip


def test_nothing_moves_for_those_who_asked_for_stillness(opened: Open) -> None:
    page = opened("story", reduced_motion="reduce")
    scrolling = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(scrolling) == "auto"
