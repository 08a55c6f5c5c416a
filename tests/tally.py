"""How often each fault was tried, and what was seen: the table at the end of `make torture`.

A test is an attack by the mark `attack(what, promised)`. What it tries more than once it counts
with `tried`; nothing in the table is counted in any other way.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

KEY = "tried"
SHARE = float(os.environ.get("TORTURE_SHARE", "1"))
_now: Counter[str] = Counter()


def share(most: int) -> int:
    """How many of so many tries are made: all, or a share that the environment names."""
    return max(1, round(most * SHARE))


def tried(seen: str = "", times: int = 1) -> None:
    """Count a try of the test that runs, with what was seen in a word or two."""
    _now[seen] += times


def begin() -> None:
    """Count from nothing, for the next test."""
    _now.clear()


def told(item: pytest.Item) -> Iterator[tuple[str, list[object]]]:
    """What a report of a test carries of it, from whichever process it ran in."""
    mark = item.get_closest_marker("attack")
    if mark:
        what, promised = mark.args
        yield KEY, [what, promised, dict(_now or {"": 1})]


class Row(NamedTuple):
    """One attack, over all tests of it."""

    promised: str
    seen: Counter[str]
    failed: list[str]
    skipped: set[str]

    def cells(self) -> tuple[str, str, str]:
        words = [f"{times:,} {word}" for word, times in self.seen.most_common() if word]
        if self.failed:
            words.insert(0, f"FAILED: {', '.join(self.failed)}")
        elif self.seen:
            words.insert(0, "as promised")
        words += [f"left out: {reason}" for reason in sorted(self.skipped)]
        return f"{self.seen.total():,}", "; ".join(words), self.promised


class Table:
    """What all tests tell, gathered where their reports come together."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def take(self, report: pytest.TestReport) -> None:
        """Add what a test tells at its end, or why it was not run."""
        found = dict(report.user_properties).get(KEY)
        if found is None or (report.when != "call" and report.passed):
            return
        what, promised, seen = found  # type: ignore[misc]
        row = self.rows.setdefault(what, Row(promised, Counter(), [], set()))
        if report.skipped:
            row.skipped.add(str(report.longrepr[2]).removeprefix("Skipped: "))  # type: ignore[index]
            return
        if report.when == "call":
            row.seen.update(seen)
        if report.failed:
            row.failed.append(report.nodeid)

    def lines(self) -> Iterator[str]:
        """The table, as Markdown."""
        yield "| fault or attack | tried | seen | promised |"
        yield "|---|--:|---|---|"
        for what, row in sorted(self.rows.items()):
            yield f"| {what} | {' | '.join(row.cells())} |"
