"""What reaches a terminal or a pipe."""

import fcntl
import io
import os
import re
import struct
import termios
import time
import tracemalloc
from collections.abc import Iterator

import pyte
import pytest

from tracker.model import Status
from tracker.render.screen import Screen, for_stream
from tracker.render.sheet import Cell, Column, Row, Sheet
from tracker.render.text import width

SGR = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = [
    "[/] [see annex 4] 5% [shall][should] :warning:",
    "\x1b[2J\x1b]0;stolen\x07\x9b31m",
    "\x1b]8;;https://example.org\x1b\\click\x1b]8;;\x1b\\ [link=https://x]y[/link]",
    "a\u202egpj.exe\u2066\u2069\rb\x08",
]
LONG = [
    "俄羅斯聯邦要求北約不擴大。並撤回部署。" * 8,
    "لن تتخلى الدول الأعضاء عن الباب المفتوح للحلف " * 4,
    "fine 👍🏽 👨‍👩‍👧 ❤️ 🇺🇦 so far " * 8,
    "x" * 500,
    "two\n\nparagraphs  ",
    "",
]
COLUMNS = [
    Column("Demand"),
    Column("Status"),
    Column("Wording in full", flex=3, minimum=12),
    Column("Nr", right=True),
    Column("Source", flex=1),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def plain(width: int = 80) -> Screen:
    return for_stream(io.StringIO(), env={}, width=width)


def painted(width: int = 80) -> Screen:
    return for_stream(Terminal(), env={"COLORTERM": "truecolor"}, width=width)


def output(screen: Screen) -> str:
    assert isinstance(screen.stream, io.StringIO)
    return screen.stream.getvalue()


def rows(count: int = 12) -> Iterator[Row]:
    texts = [*HOSTILE, *LONG]
    for nr in range(count):
        text = texts[nr % len(texts)]
        status = Cell("✘ rejected", Status.REJECTED)
        yield Cell(f"RU-{nr}", "key"), status, Cell(text), Cell(str(nr)), Cell("censor.net")


@pytest.mark.parametrize("cells", [60, 80, 120, 200])
@pytest.mark.parametrize("count", [0, 1, 12, 100, 101, 130])
def test_a_sheet_has_the_same_characters_with_and_without_colour(cells: int, count: int) -> None:
    ours, richs = plain(cells), painted(cells)
    ours.print_sheet(Sheet(COLUMNS, rows(count)))
    richs.print_sheet(Sheet(COLUMNS, rows(count)))
    assert SGR.sub("", output(richs)) == output(ours)
    assert "\x1b[1m" in output(richs)


def test_another_measure_of_rich_cuts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.cells.cell_len", lambda text: len(text) + 1)
    ours, richs = plain(), painted()
    ours.print_sheet(Sheet(COLUMNS, rows()))
    richs.print_sheet(Sheet(COLUMNS, rows()))
    assert SGR.sub("", output(richs)) == output(ours)


@pytest.mark.parametrize("cells", [60, 80, 120, 200])
def test_no_line_of_a_sheet_is_wider_than_the_screen(cells: int) -> None:
    screen = plain(cells)
    screen.print_sheet(Sheet(COLUMNS, rows()))
    assert max(map(width, output(screen).splitlines())) <= cells


def test_how_a_sheet_looks() -> None:
    screen = plain(44)
    cells = [Cell("RU-1"), Cell("rejected"), Cell("No membership for Ukraine"), Cell("7")]
    screen.print_sheet(
        Sheet(
            [Column("Demand"), Column("Status"), Column("Text", flex=1), Column("Nr", right=True)],
            [cells, [Cell("US-2"), Cell("open"), Cell("short"), Cell("12")]],
        )
    )
    assert output(screen) == (
        "Demand  Status    Text                    Nr\n"
        "╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌\n"
        "RU-1    rejected  No membership for        7\n"
        "                  Ukraine\n"
        "US-2    open      short                   12\n"
    )


def test_without_headings_there_is_no_rule() -> None:
    for screen in (plain(), painted()):
        screen.print_sheet(Sheet([Column(""), Column("")], [[Cell("a"), Cell("b")]]))
        assert SGR.sub("", output(screen)) == "a  b\n"


def test_keys_are_never_cut_even_where_they_exceed_the_screen() -> None:
    keys = [Cell("key-one-of-thirty-characters-x"), Cell("key-two-of-thirty-characters-x")]
    for screen in (plain(40), painted(40)):
        screen.print_sheet(
            Sheet([Column("A"), Column("B"), Column("C", flex=1)], [[*keys, Cell("some text")]])
        )
        assert "key-one-of-thirty-characters-x  key-two-of-thirty-characters-x  some" in output(
            screen
        ).replace("\x1b", "")


def test_a_key_longer_than_any_before_it_is_folded_and_not_cut() -> None:
    screen = plain()
    late = [[Cell("RU-1"), Cell("x")]] * 100 + [[Cell("EXTRAORDINARY-1"), Cell("y")]]
    screen.print_sheet(Sheet([Column("Key"), Column("Text", flex=1)], late))
    assert output(screen).endswith("EXTR  y\nAORD\nINAR\nY-1\n")


def test_prose_wraps_with_indentation_and_hanging_lines() -> None:
    for screen in (plain(30), painted(30)):
        spans = [Cell("✘ ", Status.REJECTED), Cell("RU-1 the allies "), Cell("will not", "quote")]
        screen.print_line([*spans, Cell(" renounce\nthe open door")], indent=2, hanging=4)
        assert SGR.sub("", output(screen)) == (
            "  ✘ RU-1 the allies will not\n      renounce\n      the open door\n"
        )


def test_every_piece_of_a_wrapped_line_keeps_its_colour() -> None:
    screen = painted(20)
    screen.print_line([Cell("plain "), Cell("rejected by all the allies", Status.REJECTED)])
    red = "\x1b[1;38;2;213;94;0m"
    assert output(screen) == (f"plain {red}rejected by\x1b[0m\n{red}all the allies\x1b[0m\n")


def test_an_empty_line() -> None:
    screen = plain()
    screen.print_line()
    assert output(screen) == "\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_obeys_nothing_in_the_text(text: str) -> None:
    ours, richs = plain(), painted()
    for screen in (ours, richs):
        screen.print_line([Cell("before "), Cell(text, "quote"), Cell(" after")])
        screen.print_sheet(Sheet(COLUMNS, [[Cell(text)] * 5]))
    emulator = pyte.Screen(400, 60)
    stream = pyte.Stream(emulator)
    stream.feed(output(richs).replace("\n", "\r\n"))
    seen = [line.rstrip() for line in emulator.display]
    assert seen[: output(ours).count("\n")] == output(ours).splitlines()
    assert emulator.title == ""


def test_ten_thousand_rows_stream_fast_and_in_flat_memory() -> None:
    class Nowhere(io.StringIO):
        def write(self, text: str) -> int:
            return len(text)

    cells = [Cell("RU-1"), Cell("✘ rejected"), Cell("A ban on membership"), Cell("3"), Cell("n")]
    screen = for_stream(Nowhere(), env={}, width=120)
    started = time.process_time()
    screen.print_sheet(Sheet(COLUMNS, (list(cells) for _ in range(10_000))))
    assert time.process_time() - started < 1  # 0.1 s, when nothing else runs
    tracemalloc.start()
    screen.print_sheet(Sheet(COLUMNS, (list(cells) for _ in range(3_000))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000


@pytest.mark.parametrize(
    ("terminal", "color", "env", "system"),
    [
        (True, "auto", {"COLORTERM": "truecolor"}, "truecolor"),
        (True, "auto", {"TERM": "xterm-256color"}, "256"),
        (True, "auto", {"TERM": "linux"}, "standard"),
        (True, "auto", {"NO_COLOR": "1"}, None),
        (True, "auto", {"NO_COLOR": ""}, "standard"),
        (True, "auto", {"TRACKER_NO_COLOR": "1"}, None),
        (True, "auto", {"TERM": "dumb"}, None),
        (True, "auto", {"FORCE_COLOR": "0"}, "standard"),
        (True, "never", {"FORCE_COLOR": "1"}, None),
        (True, "always", {"NO_COLOR": "1"}, "standard"),
        (False, "auto", {}, None),
        (False, "auto", {"FORCE_COLOR": "0"}, None),
        (False, "auto", {"FORCE_COLOR": ""}, None),
        (False, "auto", {"FORCE_COLOR": "1"}, "standard"),
        (False, "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, None),
        (False, "always", {"TERM": "dumb"}, "standard"),
    ],
)
def test_when_there_is_colour(
    terminal: bool, color: str, env: dict[str, str], system: str | None
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    screen = for_stream(stream, color=color, env=env)  # type: ignore[arg-type]
    assert screen.color_system == system


@pytest.mark.parametrize(
    ("given", "env", "cells"),
    [
        (66, {"COLUMNS": "99"}, 66),
        (None, {"COLUMNS": "99"}, 99),
        (None, {"COLUMNS": "0"}, 80),
        (None, {"COLUMNS": "wide"}, 80),
        (None, {}, 80),
    ],
)
def test_the_width(given: int | None, env: dict[str, str], cells: int) -> None:
    assert for_stream(io.StringIO(), env=env, width=given).width == cells


def test_the_width_of_a_terminal_is_its_own() -> None:
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 47, 0, 0))
    with os.fdopen(leader, "rb"), os.fdopen(follower, "w") as stream:
        assert for_stream(stream, env={}).width == 47


@pytest.mark.parametrize("color", ["never", "always"])
def test_a_stream_without_unicode_gets_letters_and_escapes(color: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    screen = for_stream(stream, color=color, env={}, width=60)  # type: ignore[arg-type]
    assert (screen.unicode, screen.glyph(Status.REJECTED)) == (False, "R")
    screen.print_line([Cell("“Łódź” – 俄… \x1b[m \u202e")])
    screen.print_sheet(Sheet([Column("Who"), Column("What")], [[Cell("Ł"), Cell("x")]]))
    stream.flush()
    assert SGR.sub("", raw.getvalue().decode("ascii")) == (
        '"\\u0141\\xf3d\\u017a" - \\u4fc4... ^[[m <U+202E>\n'
        "Who     What\n------------\n\\u0141  x\n"
    )


def test_a_stream_with_some_letters_keeps_them() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1", newline="")
    for_stream(stream, env={}).print_line([Cell("Zürich – “Łódź”")])
    stream.flush()
    assert raw.getvalue().decode("latin-1") == 'Zürich - "\\u0141ód\\u017a"\n'
