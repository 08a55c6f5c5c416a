"""What reading minutes of ten thousand moves costs, beside the same moves as a file to import.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from _counting import peak_memory
from _ledgers import DEMANDS_AN_ISSUE, Said, addressee, day, said, write_csv
from _measure import (
    Target,
    environment,
    finish,
    interleaved,
    options,
    print_targets,
    print_times,
    ratio,
    run,
    tracker,
)

MOVES = 10_000


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=3, moves=MOVES)
    with tempfile.TemporaryDirectory(prefix="tracker-minutes-") as name:
        folder = Path(name)
        minutes, table = folder / "notes.txt", folder / "moves.csv"
        minutes.write_text("\n".join(_lines(chosen.moves)) + "\n", encoding="utf-8")
        write_csv(table, chosen.moves)
        jobs = {
            "read": lambda: _into(folder, "minutes", minutes),
            "table": lambda: _into(folder, "import", table),
            "rows": lambda: _rows(table),
        }
        times = interleaved(jobs, chosen.rounds, warm=False)
        memory = _memory(folder, minutes)
    print_times(times, f"{chosen.moves} moves, {chosen.rounds} rounds")
    lines = [
        Target("minutes recorded / the same moves imported", ratio(times, "read", "table"), 2.0),
        Target("minutes recorded / reading the rows with csv", ratio(times, "read", "rows")),
        Target("peak memory", memory, 300, " MB"),
    ]
    print_targets("Ratios, whole commands", lines)
    return finish(lines, chosen)


def _into(folder: Path, command: str, file: Path) -> None:
    """Record a file in a database that is made for it."""
    database = folder / "new.db"
    database.unlink(missing_ok=True)
    env = environment(database)
    run(tracker("init", "Scale"), env)
    told = run(tracker(command, str(file), "--yes"), env)
    assert "ecorded" in told or "added" in told, told


def _rows(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.reader(opened))


def _memory(folder: Path, file: Path) -> float:
    database = folder / "memory.db"
    env = environment(database)
    run(tracker("init", "Scale"), env)
    return peak_memory(tracker("minutes", str(file), "--yes"), env)


def _lines(moves: int) -> Iterator[str]:
    """The moves of a synthetic ledger, a line each, below the lines of their talks."""
    for number in range(1, 21):
        yield f"party P{number} Party {number}"
    talk = 0
    for each in said(moves):
        if each.talk != talk:
            talk = each.talk
            yield f"talk T{talk} {day(talk)} Talk {talk}"
        yield _line(each)


def _line(move: Said) -> str:
    who, key = f"P{move.party}", f"D-{move.demand}"
    if move.verb == "demand":
        to = ", ".join(f"P{addressee(move.demand, cell)}" for cell in range(2))
        issue = f"Issue/{move.demand // DEMANDS_AN_ISSUE}"
        return f"{who} demands {to} as {key} [{issue}]: {move.text}"
    return f"{who} {move.verb}s {key}: {move.text}"


if __name__ == "__main__":
    sys.exit(main())
