"""Text that would act on what reads it: terminals, spreadsheets, browsers, databases, shells."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from builders import Session, with_talks
from story import copied

HOSTILE = (
    "\x1b[2J\x1b]0;title\x07", "\x1b]52;c;cGF5\x07", "\x1bP1$r\x1b\\", "\x9b31m\x9d0;t\x9c",
    "5%\r9%", "\b\b\b\x7f\x0b\x0c", "\u202eevil\u2066\u2069", "a\u200bb\u2060\ufeff\u00ad",
    "\U000e0041\U000e007f", "\u2028\u2029\u0085", "e" + "\u0301" * 300, "[/]", "[red]x[/red]",
    "[shall][should]", "[link=https://example.org]x[/link]", ":warning:", "\\[x]\\", "=1+1",
    "\uff1d1+1", "@SUM(A1)", "-5%", "+5%", "\t=1", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "|a|b|\n|-|-|", "`x` **b** [a](b)",
    "'; drop table move; --", "\"; drop table move; --", "%s %(x)s {0} {x!r}", "$(id) `id`",
    "NEAR(a b)", "a AND", "\"", "*", "../../etc/passwd", "\ufdd0\U0010ffff", "\ue000", "👩‍👧 नमस्ते",
)  # fmt: skip
"""Each once in a text, a quote, a speaker, a source, a note, a title and a name."""
VIEWS = ("positions", "matrix", "timeline", "diff T1 T3 --all", "show H-1", "show H-1 --history",
         "log", "log --corrections", "agenda", "brief --for RU", "status", "stats", "blockers",
         "compare RU NATO", "party list", "party show RU", "talk list", "issue list",
         "search the", "undo --list")  # fmt: skip
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufdd0\ue000\U000e0000-\U000e007f\U0010ffff]"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which every text is hostile."""
    session = with_talks(tmp_path_factory.mktemp("hostile"))
    for number, text in enumerate(HOSTILE, 1):
        typed = text.replace("@", "@@", 1) if text.startswith("@") else text
        said = [f"--{name}={typed}" for name in ("quote", "speaker", "source", "note")]
        session(f"demand --key H-{number} --by RU --to NATO --at T1", f"--title={text}", *said,
                f"--issue=the/{number}{text.replace('/', ':')}", "--", f"the {text}")  # fmt: skip
        session(
            f"accept H-{number} --by NATO --at T2", *said, f"--if=so {text}", "--", f"so {text}"
        )
        session("party edit RU", f"--alias=a{number} {text}")
    return session.db


@pytest.fixture
def session(hostile: Path, tmp_path: Path) -> Session:
    return copied(hostile, tmp_path)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_acts_on_a_terminal(session: Session, view: str) -> None:
    shown = session(f"--color never {view}", tty=True, env={"COLUMNS": "120"})
    assert shown
    assert ACTING.findall(shown + shown.err) == []


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_every_history_can_be_shown(session: Session, encoding: str) -> None:
    for number in range(1, len(HOSTILE) + 1):
        shown = session(f"--color never show H-{number}", tty=True, encoding=encoding)
        assert ACTING.findall(shown) == []


def test_json_gives_every_text_back_as_it_was(session: Session) -> None:
    rows = session.json("export moves")["rows"]
    told = {row["text"] for row in rows if row["move"] == "demand"}
    assert told == {f"the {text}".strip() for text in HOSTILE}


def test_brackets_and_codes_are_shown_as_text(session: Session) -> None:
    shown = session("log --limit 500", tty=True, env={"COLUMNS": "400"})
    for text in ("[/]", "[red]x[/red]", "[shall][should]", ":warning:", "\\[x]\\"):
        assert f"the {text}" in shown, text


@pytest.mark.parametrize("view", ["positions", "export moves", "log", "show H-18", "matrix"])
def test_no_cell_is_a_formula(session: Session, view: str) -> None:
    rows = csv.reader(io.StringIO(session(f"{view} --format csv")))
    cells = [cell for row in rows for cell in row]
    assert len(cells) > 20
    assert [cell for cell in cells if re.match("\\s*[=+@\uff1d\uff0b\uff20-]", cell)] == []


@pytest.mark.parametrize("view", ["positions", "diff T1 T3", "log", "show H-24"])
def test_markdown_has_no_tag_but_our_line_breaks(session: Session, view: str) -> None:
    text = session(f"{view} --format md")
    assert "script" in text
    assert set(re.findall(r"(?<!\\)<[^>]*>?", text)) <= {"<br>"}


def test_any_words_can_be_sought(session: Session) -> None:
    moves = session.sql("select count(*) from move")
    for text in HOSTILE:
        said = session("search --", text, fails=None)
        assert said.code in (0, 2), said.err
        assert "fts" not in said.err
        session("positions --text", text)
    assert session.sql("select count(*) from move") == moves


@pytest.mark.parametrize("command", ["show --", "use --", "party show --", "positions --as-of"])
def test_an_error_that_repeats_it_is_clean(session: Session, command: str) -> None:
    for text in HOSTILE:
        said = session(command, text, fails=None)
        assert said.code in (2, 3), said
        assert ACTING.findall(said.err) == []


def test_the_name_of_who_records_acts_on_nothing(session: Session) -> None:
    session("note H-1 --by NATO", env={"TRACKER_USER": "a\x1b[31mb\u202e"})
    assert ACTING.findall(session("--color never show H-1 --history", tty=True)) == []


@pytest.mark.file("a server knows itself who records")
def test_the_name_of_who_records_may_be_in_another_encoding(session: Session) -> None:
    session("note H-1 --by NATO", env={"TRACKER_USER": "Jos\udce9"})
    assert ("Jos\ufffd",) in session.sql("select recorded_by from move")


def test_json_holds_no_half_characters(session: Session) -> None:
    json.dumps(session.json("export moves"), ensure_ascii=False).encode()
