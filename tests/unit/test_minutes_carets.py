"""Faults as a person sees them: below each line a caret, on the terminal and in the editor."""

from __future__ import annotations

import pytest

from tracker.exchange.minutes.marking import marked, unmarked
from tracker.exchange.minutes.tree import Fault
from tracker.render.minutes import listing
from tracker.render.text import width


def shown(line: str, part: str, cells: int = 80) -> list[str]:
    """The line and the caret that a fault of a part of it is shown with."""
    column = line.index(part) + 1
    _, *rest = listing([(1, column, len(part), "wrong")], [line], cells).split("\n")
    return rest


def test_a_fault_is_told_with_its_line_and_column() -> None:
    spots = [(2, 6, 6, "“rejets” is not a verb"), (3, 1, 1, "so is this")]
    assert listing(spots, ["talk T1", "NATO rejets RU-1", "X"], 80) == (
        "  line 2, column 6: “rejets” is not a verb\n"
        "    NATO rejets RU-1\n"
        "         ^^^^^^\n"
        "  line 3, column 1: so is this\n"
        "    X\n"
        "    ^"
    )


@pytest.mark.parametrize(
    ("line", "part", "caret"),
    [
        ("禁止 rejets", "rejets", "     ^^^^^^"),
        ("NATO 禁止", "禁止", "     ^^^^"),
        ("\trejets", "rejets", " ^^^^^^"),
        ("a\u0301b rejets", "rejets", "   ^^^^^^"),
        ("\u202eNATO rejets", "rejets", "             ^^^^^^"),
    ],
)
def test_the_caret_stands_below_the_place_whatever_the_characters(
    line: str, part: str, caret: str
) -> None:
    assert shown(line, part)[1] == "    " + caret


@pytest.mark.parametrize("cells", [40, 80, 120])
@pytest.mark.parametrize("before", [0, 20, 60, 300])
@pytest.mark.parametrize("after", [0, 300])
def test_of_a_long_line_the_part_around_the_place_is_shown(
    cells: int, before: int, after: int
) -> None:
    line, caret = shown("a" * before + " rejets " + "b" * after, "rejets", cells)
    assert width(line) <= cells
    start = caret.index("^")
    assert line[start : start + 6] == "rejets"[: caret.count("^")]
    assert caret.count("^") == 6


def test_a_line_that_is_not_there_is_shown_empty() -> None:
    assert listing([(9, 1, 1, "wrong")], ["a"], 80).split("\n")[1:] == ["    ", "    ^"]


def test_in_the_editor_the_faults_stand_below_their_lines() -> None:
    text = "talk T1\nNATO rejets RU-1\n    | a\n"
    assert marked(text, [Fault(2, 6, 6, "“rejets” is not a verb")]) == (
        "#! Nothing was recorded: 1 fault, each told below its line after #!.\n"
        "#! Mend them, save and close; to give up, close the file as it is.\n"
        "talk T1\n"
        "NATO rejets RU-1\n"
        "#!   ^^^^^^ “rejets” is not a verb\n"
        "    | a\n"
    )


@pytest.mark.parametrize("text", ["", "a", "a\n", "\ta\n\n# b\n"])
def test_without_its_marks_a_text_is_as_it_was(text: str) -> None:
    faults = [Fault(1, 1, 1, "one"), Fault(1, 2, 1, "two"), Fault(99, 1, 1, "three")]
    assert unmarked(marked(text, faults)) == text


def test_a_line_feed_in_a_name_cannot_become_a_line_of_the_text() -> None:
    shown = marked("a", [Fault(1, 1, 1, "there is no party “X\nUS rejects RU-1”")])
    assert all(line == "a" or line.startswith("#!") for line in shown.split("\n"))
