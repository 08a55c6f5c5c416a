"""What laying out a long table costs, beside printing the same cells with tabs between them.

Within one process the rows are there already, so that nothing but the writing is measured; then as
whole commands, with what they read and derive. Seconds of the processor. Run it with the Python of
an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from _counting import used
from _ledgers import CELLS_A_DEMAND, MOVES_A_DEMAND, write_ledger
from _measure import Target, environment, finish, options, print_targets, ratio, tracker

from tracker.render.records import write_tsv
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import ColorSystem

COLUMNS = (
    Column("Demand"), Column("What", flex=3, minimum=14), Column("By → to", flex=4, minimum=7),
    Column("Position", flex=2, minimum=14), Column("At"), Column("Awaited"),
)  # fmt: skip
STANDS = ("✘ rejected", "◌ deferred", "✔ accepted", "○ open", "↷ countered")
WIDTH = 100
MOST = 1.8
"""A table in a pipe beside the same as tab-separated values."""


def sheet_of(rows: int) -> list[tuple[Cell, ...]]:
    """Rows like those of the table of positions."""
    return [
        (
            Cell(f"D-{at // 2 + 1}", "key"),
            Cell(f"That number {at // 2 + 1} of the things be ended"),
            Cell(f"P{at % 20 + 1} → P{(at + 7) % 20 + 1}"),
            Cell(STANDS[at % len(STANDS)]),
            Cell(f"T{at % 200 + 1}", "muted"),
            Cell(f"P{at % 20 + 1}" if at % 3 else ""),
        )
        for at in range(rows)
    ]


def written(rows: int, rounds: int) -> list[Target]:
    """Each way to write rows that are there, as a ratio to the plainest."""
    cells = sheet_of(rows)
    texts = [[cell.text for cell in row] for row in cells]

    def table(stream: TextIO, color: ColorSystem | None) -> None:
        screen = Screen(stream, width=WIDTH, color_system=color, encoding="", theme="okabe")
        screen.print_sheet(Sheet(COLUMNS, cells))

    ways: Mapping[str, Callable[[TextIO], object]] = {
        "plain": lambda stream: stream.writelines("\t".join(row) + "\n" for row in texts),
        "tab-separated": lambda stream: write_tsv(stream, [], texts, header=False),
        "as a table": lambda stream: table(stream, None),
        "as a table with colour": lambda stream: table(stream, "truecolor"),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            with tempfile.TemporaryFile("w", encoding="utf-8") as stream:
                start = time.process_time()
                way(stream)
                times[name].append(time.process_time() - start)
    lines = []
    for name in ways:
        each = statistics.median(times[name]) / rows * 1e6
        lines.append(Target(f"{rows:,} rows {name}: microseconds a row", each))
        if name != "plain":
            lines.append(Target(f"{rows:,} rows {name} / plain", ratio(times, name, "plain")))
    return lines


def commands(folder: Path, rows: int, rounds: int) -> list[Target]:
    """All positions of a ledger as a table beside the same as tab-separated values."""
    path = folder / f"{rows}.db"
    write_ledger(path, rows * MOVES_A_DEMAND // CELLS_A_DEMAND)
    env = environment(path)
    argvs: Mapping[str, Sequence[str]] = {
        form: tracker("positions", "--format", form) for form in ("table", "tsv")
    }
    times: dict[str, list[float]] = {form: [] for form in argvs}
    for _ in range(rounds):
        for form, argv in argvs.items():
            times[form].append(used(argv, env).seconds)
    share = ratio(times, "table", "tsv")
    return [Target(f"{rows:,} positions in a pipe, table / tab-separated", share, MOST)]


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=5, quick={"largest": 1000}, more=_more)
    lines: list[Target] = []
    for rows in (1000, 10_000, 100_000):
        if rows <= chosen.largest:
            lines += written(rows, chosen.rounds)
    with tempfile.TemporaryDirectory(prefix="tracker-layout-") as folder:
        lines += commands(Path(folder), min(chosen.largest, 10_000), chosen.rounds)
    print_targets("Long tables", lines)
    return finish(lines, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--largest", type=int, default=100_000, metavar="N", help="the most rows")


if __name__ == "__main__":
    sys.exit(main())
