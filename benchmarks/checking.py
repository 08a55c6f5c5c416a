"""What a check costs in ledgers of any size, beside SQLite's own check of the same file.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from _counting import peak_memory
from _ledgers import write_csv
from _measure import (
    Action,
    Target,
    environment,
    finish,
    interleaved,
    ladder,
    median_ms,
    options,
    print_targets,
    print_times,
    python,
    ratio,
    run,
    tracker,
)

OWN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("pragma integrity_check").fetchall())
print(connection.execute("pragma foreign_key_check").fetchall())
"""
"""SQLite's own check of the file, its indexes and its references."""
MOST = 12
"""It hashes every move anew and judges it, in Python: what SQLite does not do at all."""
MOST_MEMORY = 1.3


class Ledger:
    """A ledger of one size, recorded by an import, its answers without sources."""

    def __init__(self, folder: Path, moves: int) -> None:
        self.name = f"{moves // 1000} k moves"
        self.moves = moves
        self.path = folder / f"{moves}.db"
        self.env = environment(self.path)
        file = folder / f"{moves}.csv"
        write_csv(file, moves)
        run(tracker("init", "Scale"), self.env)
        run(tracker("import", str(file), "--yes"), self.env)

    @property
    def jobs(self) -> dict[str, Action]:
        """The check, and that of SQLite, by name."""
        own = python("-c", OWN, str(self.path))
        return {
            f"check {self.name}": lambda: run(tracker("check"), self.env),
            f"SQLite {self.name}": lambda: run(own, self.env),
        }

    @property
    def memory(self) -> float:
        """The most memory that a check holds beside what it writes, in MB."""
        return peak_memory(tracker("check", "--format", "table"), self.env)


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=5, million="many minutes")
    with tempfile.TemporaryDirectory(prefix="tracker-check-") as folder:
        ledgers = [Ledger(Path(folder), moves) for moves in ladder(chosen, 10_000, 50_000)]
        jobs = {name: job for each in ledgers for name, job in each.jobs.items()}
        times = interleaved(jobs, chosen.rounds)
        memory = {each.name: each.memory for each in ledgers}
    print_times(times)
    smallest, largest = ledgers[0], ledgers[-1]
    lines = [
        *(
            Target(
                f"check / SQLite, {each.name}",
                ratio(times, f"check {each.name}", f"SQLite {each.name}"),
                MOST,
            )
            for each in ledgers
        ),
        *(
            Target(
                f"microseconds a move, {each.name}",
                median_ms(times[f"check {each.name}"]) * 1000 / each.moves,
            )
            for each in ledgers
        ),
        *(Target(f"memory, {name}", most, unit=" MB") for name, most in memory.items()),
        Target(
            f"memory, {largest.name} / {smallest.name}",
            memory[largest.name] / memory[smallest.name],
            MOST_MEMORY,
        ),
    ]
    print_targets("Checking", lines)
    return finish(lines, chosen)


if __name__ == "__main__":
    sys.exit(main())
