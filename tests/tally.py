"""How often each fault was tried, and what was seen: the table at the end of `make torture`.

Which tests are attacks stands in attacks.py. What one tries more than once it counts with `tried`;
examples of Hypothesis count by themselves. Nothing in the table is counted in any other way.
"""

import functools
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from attacks import attack

KEY = "tried"
LONGEST_REASON = 200
SHARE = float(os.environ.get("TORTURE_SHARE", "1"))
_now: Counter[str] = Counter()


def share(most: int) -> int:
    """How many of so many tries are made: all, or a share that the environment names."""
    return max(1, round(most * SHARE))


def tried(seen: str = "", times: int = 1) -> None:
    """Count a try of the test that runs, with what was seen in a word or two."""
    _now[seen] += times


def begin(item: pytest.Item) -> None:
    """Count from nothing, for the next test, and the examples that are tried in it."""
    _now.clear()
    given = getattr(getattr(item, "obj", None), "hypothesis", None)
    if given and attack(item.nodeid) and not hasattr(given.inner_test, "counts"):
        given.inner_test = counting(given.inner_test)


def counting(test: Callable[..., object]) -> Callable[..., object]:
    """A test that counts as tried each time it is called."""

    @functools.wraps(test)
    def counted(*args: object, **kwargs: object) -> object:
        tried()
        return test(*args, **kwargs)

    counted.counts = True  # type: ignore[attr-defined]
    return counted


def told(item: pytest.Item) -> Iterator[tuple[str, list[object]]]:
    """What a report of a test carries of it, from whichever process it ran in."""
    found = attack(item.nodeid)
    if found:
        yield KEY, [*found, dict(_now or {"": 1})]


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


def _reason(report: pytest.TestReport) -> str:
    """The first line of what a test failed of, as it can stand in a cell."""
    crash = getattr(report.longrepr, "reprcrash", None)
    said = crash.message if crash else report.longreprtext
    return said.partition("\n")[0].replace("|", "\\|")[:LONGEST_REASON]


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
            row.failed.append(f"{report.nodeid} ({_reason(report)})")

    def lines(self) -> Iterator[str]:
        """The table, as Markdown."""
        yield "| fault or attack | tried | seen | promised |"
        yield "|---|--:|---|---|"
        for what, row in sorted(self.rows.items()):
            yield f"| {what} | {' | '.join(row.cells())} |"
