"""Faults of details, of lines that do not go together, and of many lines at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ledgers import Ledger
from noted import RECORD, empty, faults, place, taken


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Some demands, one of them withdrawn, made at T1."""
    with Ledger() as made:
        assert faults(made, *RECORD) == []
        yield made


@pytest.mark.parametrize(
    ("detail", "part", "reason"),
    [
        ("speker A", "speker", "“speker” begins no detail; did you mean “speaker”?"),
        (
            "and so on",
            "and",
            "“and” begins no detail (a line that goes on with the text above begins with |)",
        ),
        ("speaker", "speaker", "say the speaker after the word"),
        (
            '"no -- A. Name',
            '"no -- A. Name',
            'write a quote as "the words" -- the speaker, or after the word quote',
        ),
        ("note b", "note b", "line 3 gives the note already; keep one"),
        ("until 2022-02", "until 2022-02", "line 2 gives the until already; keep one"),
        ("until soon", "soon", None),
        ("on 2022-02-30", "2022-02-30", "“2022-02-30” is not in the calendar; check the month and "
         "the day."),
        ("title A", "title A", "only a line that makes a demand gives it its title"),
        ("corrects m9", "m9", "“m9” is the label of no move above"),
        ("form remote", "form", None),
    ],
)  # fmt: skip
def test_a_detail_with_a_fault_is_told(
    ledger: Ledger, detail: str, part: str, reason: str | None
) -> None:
    """Where `reason` is None, another exhibit has its sentence."""
    verb = "defers RU-1 until 2022" if detail.startswith("until 2022") else "defers RU-1"
    line = f"    {detail}"
    (fault,) = faults(ledger, "talk T4", f"NATO {verb}", "    note a", line)
    assert (fault.line, place(line, fault)) == (4, part)
    assert reason in (None, fault.reason)


@pytest.mark.parametrize(
    ("lines", "at", "reason"),
    [
        (
            ["    note a"],
            1,
            "this line is indented like a detail, but there is no line above it",
        ),
        (["| a"], 1, "this line goes on with a text, but there is no line above it"),
        (
            ["NATO rejects RU-1", "| a"],
            1,
            "the lines below go on with a text; begin it with a colon",
        ),
        (["on 2022-01-13", "    note a"], 2, "a line that begins with “on” has no details"),
        (
            ["talk T4", "    form odd"],
            2,
            "“odd” is none of in person, written, remote, statement",
        ),
        (
            ["talk T4", "US, NATO reject RU-1", "    label m1"],
            3,
            "this detail speaks of one move: write a line for each party and demand",
        ),
        (
            ["talk T1", "talk 2021-12-17 Before, Moscow", "NATO rejects RU-1"],
            3,
            "RU-1 was first made at T1, after this answer; put the line below the later talk.",
        ),
    ],
)
def test_lines_that_do_not_go_together_are_told(
    ledger: Ledger, lines: list[str], at: int, reason: str
) -> None:
    (fault,) = faults(ledger, *lines)
    assert (fault.line, fault.reason) == (at, reason)


def test_every_fault_is_told_and_not_what_follows_from_one(ledger: Ledger) -> None:
    found = faults(
        ledger,
        "talk T4 2022-13-01",
        "RU demnads NATO as RU-9: a",
        "NTAO rejcts RU-9, RU-1, XX-1",
        "    speker A",
        "NATO accepts RU-9 in part",
        "on never",
        "NATO rejects RU-9",
        "NATO rejects RU-1",
        "RU rejects RU-1",
    )
    assert [(fault.line, fault.column) for fault in found] == [
        (1, 9),
        (2, 4),
        (3, 1),
        (3, 6),
        (3, 25),
        (4, 5),
        (5, 1),
        (6, 4),
        (9, 12),
    ]


def test_without_any_talk_the_first_move_says_that_it_needs_one() -> None:
    (fault,) = taken(empty(), "party RU\nRU demands all: a\nRU demands all: b").faults
    assert fault == (
        2,
        1,
        14,
        "say when it was, above it: talk 2022-01-12 Title, Place, or on 2022-01-13",
    )


def test_suggestions_are_sought_for_the_first_faults_only(ledger: Ledger) -> None:
    found = faults(ledger, "talk T4", *(f"NATO rejects RU-11{n}" for n in range(60)))
    offered = [fault for fault in found if "did you mean" in fault.reason]
    assert (len(found), len(offered)) == (60, 50)
