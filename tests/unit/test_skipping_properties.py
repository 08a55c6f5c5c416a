"""Passing over the bad rows of any file is importing it without them."""

from __future__ import annotations

import csv
import io
from contextlib import closing

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import Ledger

from tracker.errors import InputFileError
from tracker.exchange.files.source import from_stdin
from tracker.exchange.loading import Plan, load
from tracker.exchange.skipping import Skipping
from tracker.ledger.imports import Loaded

COLUMNS = (
    "negotiation", "talk", "talk_date", "date", "party", "move", "demand", "text", "to", "by",
    "counter", "issue", "condition", "kind",
)  # fmt: skip
Row = tuple[str, ...]


def mostly(usual: str, *others: str) -> st.SearchStrategy[str]:
    """The usual value half of the time, so that most bad rows are bad in one way."""
    return st.one_of(st.just(usual), st.sampled_from(others))


rows = st.tuples(
    mostly("", "", "", "Security talks", "Others", "More"),
    mostly("T4", "T1", "T2", "New", ""),
    mostly("", "", "", "2022-02-02", "2022-99-99"),
    mostly("", "", "2022-01-11", "2022-04-04", "someday"),
    mostly("NATO", "RU", "US", "NATO;US", "NATO;RU", "New party", "Newer;RU", ""),
    st.sampled_from(
        [
            "demand",
            "accept",
            "accept if",
            "reject",
            "reject",
            "counter",
            "revise",
            "withdraw",
            "retable",
            "note",
            "vanish",
        ]
    ),
    mostly("K", "RU-1", "RU-2", "NATO-1", "", "\n"),
    mostly("a", "b", ""),
    mostly("", "NATO", "RU", "Newest", "US;BY"),
    mostly("", "RU", "NATO", "Old party"),
    mostly("", "", "C-1", "RU-1"),
    mostly("", "", "Arms", "Arms/missiles", "a//b"),
    mostly("mutual", ""),
    mostly("", "", "offer", "wish"),
)
GOOD = ("", "T1", "", "", "US", "ask", "RU-1", *[""] * 7)
files = st.lists(rows, min_size=1, max_size=12).map(lambda more: [GOOD, *more])


def imported(ledger: Ledger, rows: list[Row], skipping: Skipping | None = None) -> Loaded:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    with closing(from_stdin(io.StringIO(text.getvalue()))) as source, ledger.store.writing():
        return load(ledger.store, source, ledger.recorder.stamp, Plan(skipping=skipping))


def begun() -> Ledger:
    """A ledger in which some of what files may say is on record already."""
    ledger = Ledger()
    ledger.record("demand", "RU", "RU-1", to=("NATO", "US"), text="a")
    ledger.record("reject", "NATO", "RU-1", at="T2", text="a")
    ledger.record("demand", "NATO", "NATO-1", at="T2", text="b", to=("RU",))
    return ledger


def told(loaded: Loaded) -> object:
    """What an import came to, but for the lines in its warnings."""
    for each in loaded.imported.values():
        each.warnings = [warning.partition(": ")[2] for warning in each.warnings]
    return loaded.imported, loaded.diffs


def dump(ledger: Ledger) -> list[str]:
    return list(ledger.store.connection.iterdump())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(files, files)
def test_passing_over_bad_rows_is_importing_the_file_without_them(
    first: list[Row], second: list[Row]
) -> None:
    with begun() as one, begun() as other:
        for file in (first, second, first):
            skipping = Skipping()
            whole = imported(one, file, skipping)
            bad = {problem.line for problem in skipping.problems}
            good = [row for row, line in zip(file, lines(file), strict=True) if line not in bad]
            assert told(imported(other, good)) == told(whole)
            assert dump(one) == dump(other)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(files)
def test_passed_over_is_what_refuses_the_whole_file_and_what_waits_for_it(file: list[Row]) -> None:
    with begun() as ledger:
        skipping = Skipping()
        imported(ledger, file, skipping)
    with begun() as ledger:
        before = dump(ledger)
        refused = []
        try:
            imported(ledger, file)
        except InputFileError as error:
            refused = list(error.problems)
            assert dump(ledger) == before
        waits = [each.reason.endswith("so is this row") for each in skipping.problems]
        first = waits.index(True) if True in waits else None  # from there on fewer rows are taken
        assert refused[:first] == skipping.problems[:first]


def lines(file: list[Row]) -> list[int]:
    """The line at which each row begins; a line feed within one takes another."""
    found, line = [], 2
    for row in file:
        found.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    return found
