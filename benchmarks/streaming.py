"""What goes in and out in bulk: seconds of the processor beside plain Python and SQLite, memory.

And how long a terminal waits for the first row of a long table. Run it with the Python of an
environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from _counting import Used, used
from _measure import Argv, Target, environment, finish, options, print_targets, python, run, tracker
from _realistic import write_realistic

READ = """
import csv, sqlite3, sys
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = csv.reader(file)
    names = next(rows)
    connection = sqlite3.connect(sys.argv[2])
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"create table move ({columns})")
    marks = ", ".join("?" * len(names))
    connection.executemany(f"insert into move values ({marks})", rows)
connection.commit()
"""
"""The rows of a file into a bare table: without ids, rules, indexes and words."""
WRITE = """
import csv, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute('''
  select move.*, party.code, demand.key, demand.title, talk.ref, talk.title, talk.place
  from move
  join party on party.id = move.party
  join demand on demand.id = move.demand
  left join talk on talk.id = move.talk
  order by move.nr''')
with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
"""
"""The rows of the table, with the names of what they speak of, as CSV."""


class Ledger:
    """A realistic ledger of one size, as a database and as the file that an export makes of it."""

    def __init__(self, folder: Path, moves: int) -> None:
        self.moves, self.folder = moves, folder
        self.path, self.file = folder / f"{moves}.db", folder / f"{moves}.csv"
        if not self.path.exists():
            write_realistic(self.path, moves)
        self.env = environment(self.path)
        run(tracker("export", "moves", "--include-private", "-o", str(self.file)), self.env)

    def jobs(self) -> dict[str, tuple[Argv, Mapping[str, str]]]:
        """Each job with its environment."""
        fresh, bare = self.folder / "fresh.db", self.folder / "bare.db"
        for each in (fresh, bare):
            each.unlink(missing_ok=True)
        into = environment(fresh)
        run(tracker("init", "Scale"), into)
        out = str(self.folder / "out.csv")
        return {
            "import": (tracker("import", str(self.file), "--yes"), into),
            "executemany": (python("-c", READ, str(self.file), str(bare)), into),
            "export": (tracker("export", "moves", "-o", out), self.env),
            "csv.writer": (python("-c", WRITE, str(self.path), out), self.env),
        }

    def measured(self, rounds: int) -> dict[str, list[Used]]:
        """What each job takes, the jobs in turn."""
        found: dict[str, list[Used]] = {}
        for _ in range(rounds):
            for name, (argv, env) in self.jobs().items():
                found.setdefault(name, []).append(used(argv, env))
        return found


def first_row(argv: Argv, env: Mapping[str, str]) -> tuple[float, float]:
    """Seconds of the clock until a terminal shows the first row, and until the program ends."""
    outer, inner = pty.openpty()
    started = time.perf_counter()
    first = 0.0
    with subprocess.Popen(argv, env=env, stdin=inner, stdout=inner, stderr=inner) as process:
        os.close(inner)
        while piece := _read(outer):
            if b"D-" in piece and not first:
                first = time.perf_counter() - started
    os.close(outer)
    if process.returncode:
        sys.exit(f"{' '.join(argv)} ended with {process.returncode}")
    return first, time.perf_counter() - started


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


def figures(ledger: Ledger, rounds: int) -> list[Target]:
    """The figures of one size."""
    found, size = ledger.measured(rounds), f"{ledger.moves:,}"
    pairs = (("import", "executemany"), ("export", "csv.writer"))
    lines = [
        Target(f"{ours} / {plain}, {size}", statistics.median(
            one.seconds / other.seconds
            for one, other in zip(found[ours], found[plain], strict=True)))
        for ours, plain in pairs
    ]  # fmt: skip
    lines += [
        Target(f"{ours}, {size}: peak memory", max(each.memory for each in found[ours]), unit=" MB")
        for ours, _ in pairs
    ]
    waits = [first_row(tracker("positions", "--all"), ledger.env) for _ in range(rounds)]
    share = statistics.median(first / whole for first, whole in waits)
    return [*lines, Target(f"positions, {size}: first row, as a share of the whole", share)]


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=3, quick={"largest": 10_000}, more=_more)
    lines: list[Target] = []
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="tracker-streaming-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for moves in (10_000, 100_000):
            if moves <= chosen.largest:
                here = figures(Ledger(folder, moves), chosen.rounds)
                print_targets(f"In and out, {moves:,} moves", here)
                lines += here
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)
    return finish(lines, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, help="where the ledgers are kept for another run")
    parser.add_argument("--largest", type=int, default=100_000, metavar="N", help="default: 100000")


if __name__ == "__main__":
    sys.exit(main())
