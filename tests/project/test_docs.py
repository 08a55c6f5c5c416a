"""The documents say what the program does: sessions, commands, links and pictures."""

import re
import runpy
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import transcript
from transcript import Shell

from tracker.commands.catalogue import CATALOGUE, LOOK
from tracker.ledger.checking.findings import Code, Severity


def script(file: Path) -> dict[str, Any]:
    """What a script of the documentation defines."""
    return runpy.run_path(str(file))


@contextmanager
def yes(shell: Shell) -> Iterator[None]:
    shell.typed = "y\n"
    yield
    shell.typed = ""


def test_the_sessions_of_importing_show_what_happens(
    checkout: Path, shell: Shell, update_golden: bool
) -> None:
    file = checkout / "docs" / "importing.md"
    transcript.check(file, shell, update=update_golden, circumstances={"yes": yes})


def test_the_sessions_of_working_together_show_what_happens(
    checkout: Path, shell: Shell, update_golden: bool
) -> None:
    def at_home(person: str) -> Callable[[Shell], AbstractContextManager[None]]:
        @contextmanager
        def with_the_database_of(shell: Shell) -> Iterator[None]:
            shell.env |= {"TRACKER_USER": person, "TRACKER_DB": f"{person}.db"}
            with yes(shell):
                yield

        return with_the_database_of

    people = {person: at_home(person) for person in ("alice", "bob")}
    file = checkout / "docs" / "sharing.md"
    transcript.check(file, shell, update=update_golden, circumstances=people)


def test_the_sessions_of_exporting_show_what_happens(
    checkout: Path, shell: Shell, update_golden: bool
) -> None:
    transcript.check(checkout / "docs" / "exporting.md", shell, update=update_golden)


def test_the_sessions_of_the_check_show_what_happens(
    checkout: Path, shell: Shell, update_golden: bool
) -> None:
    transcript.check(checkout / "docs" / "checking.md", shell, update=update_golden)


def test_the_check_is_described_code_by_code(checkout: Path) -> None:
    text = (checkout / "docs" / "checking.md").read_text(encoding="utf-8")
    for severity in Severity:
        listed = re.findall(
            r"^\| `([a-z-]+)` \|", transcript.section(text, f"## {severity.capitalize()}s"), re.M
        )
        assert set(listed) == {each.value for each in Code if each.severity is severity}
        assert f"\n| {severity} |" in text


def test_the_commands_are_listed_with_their_help(checkout: Path) -> None:
    made = script(checkout / "docs" / "make_commands.py")["page"]()
    assert (checkout / "docs" / "commands.md").read_text(encoding="utf-8") == made, "make docs"


@pytest.fixture(scope="module")
def drawing() -> dict[str, Any]:
    """What the script of the pictures defines."""
    file = Path(__file__).parents[2] / "docs" / "pictures" / "make.py"
    if not file.exists():
        pytest.skip("needs the checkout")
    return script(file)


def test_the_pictures_show_what_the_program_prints(checkout: Path, drawing: dict[str, Any]) -> None:
    folder = checkout / "docs" / "pictures"
    found = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.svg")}
    assert found == drawing["pictures"](), "make pictures"


def test_the_gallery_shows_every_view(checkout: Path, drawing: dict[str, Any]) -> None:
    found = (checkout / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert found == drawing["gallery"](), "make pictures"
    views = {name for name, entry in CATALOGUE.items() if entry.section == LOOK} | {"brief"}
    assert set(re.findall(r"^## (.*)$", found, re.M)) - {"report"} == views


def test_the_pictures_need_nothing_from_elsewhere(checkout: Path) -> None:
    for file in (checkout / "docs" / "pictures").glob("*.svg"):
        # Addresses that the worked example names as its sources stand in the text alone.
        found = re.sub(r"<desc.*?</desc>|>[^<]*<", "><", file.read_text("utf-8"), flags=re.S)
        assert set(re.findall(r"https?://[^\s\"<]+", found)) == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"href|@import|@font-face|url\(|<script|<image", found)


def pages(checkout: Path) -> list[Path]:
    """Every document that people read."""
    return [*checkout.glob("*.md"), *checkout.glob("docs/**/*.md"), *checkout.glob("db/*.md")]


def without_code(text: str) -> str:
    """A document without its fenced blocks and code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))


def anchors(file: Path) -> set[str]:
    """What links may point to within a document, as GitHub makes it from the headings."""
    text = re.sub(r"^```.*?^```$", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def test_every_link_within_the_repository_leads_somewhere(checkout: Path) -> None:
    lost = []
    for page in pages(checkout):
        text = without_code(page.read_text(encoding="utf-8"))
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                lost.append(f"{page.relative_to(checkout)}: {link}")
    assert lost == []


def test_every_page_of_the_decisions_is_in_their_table(checkout: Path) -> None:
    folder = checkout / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(each.name for each in folder.glob("[0-9]*.md"))
    titles = {each.name: each.read_text("utf-8").split("\n")[0] for each in folder.glob("[0-9]*")}
    assert [titles[name].split(".")[0] for name in listed] == [
        f"# {number}" for number in range(1, len(listed) + 1)
    ]


def test_the_code_names_documents_and_headings_that_are_there(checkout: Path) -> None:
    lost = []
    for file in [*checkout.glob("tracker/**/*.py"), *checkout.glob("db/**/*.sql")]:
        text = re.sub(r"\s*\n#?\s*", " ", file.read_text(encoding="utf-8"))
        for name, heading in re.findall(r"(docs/[\w./-]+\.md)(?:, \"([^\"]+)\")?", text):
            page = checkout / name
            there = page.exists() and f"# {heading}\n" in page.read_text(encoding="utf-8")
            if not there and (heading or not page.exists()):
                lost.append(f"{file.relative_to(checkout)}: {name} {heading}")
    assert lost == []


def test_no_document_names_a_command_that_is_not_there(checkout: Path) -> None:
    called: dict[str, str] = {}
    for page in pages(checkout):
        for span in re.findall(r"`tracker ([a-z]+)\b[^`]*`", page.read_text(encoding="utf-8")):
            called.setdefault(span, page.name)
    assert set(called) <= set(CATALOGUE), called


def test_no_document_speaks_of_where_it_was_written(checkout: Path) -> None:
    if not (checkout / ".git").exists():
        pytest.skip("looks at the files that git tracks, and this is no clone")
    listing = ["git", "ls-files", "*.md", "docs", "-z"]
    names = subprocess.run(listing, cwd=checkout, capture_output=True, text=True, check=True)
    for name in names.stdout.split("\0")[:-1]:
        if name.endswith(".png"):
            continue
        text = (checkout / name).read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:work|root|tmp)/", text), name
