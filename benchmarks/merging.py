"""What bundles and merging cost, beside importing the same moves and copying the file.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from _counting import peak_memory
from _ledgers import write_csv
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
    with tempfile.TemporaryDirectory(prefix="tracker-merging-") as name:
        person = _Person(Path(name), chosen.moves)
        jobs = {
            "create": lambda: person.command(person.full, "bundle", "create", "-o", person.bundle),
            "export": lambda: person.command(person.full, "export", "moves", "-o", person.out),
            "apply": lambda: person.anew("bundle", "apply", person.bundle, "--yes"),
            "import": lambda: person.anew("import", person.table, "--yes"),
            "again": lambda: person.command(person.full, "bundle", "apply", person.bundle, "--yes"),
            "one": lambda: person.command(person.full, "bundle", "apply", person.last, "--yes"),
            "merge": lambda: person.command(person.full, "merge", person.other, "--yes"),
            "version": lambda: person.command(person.full, "--version"),
        }
        times = interleaved(jobs, chosen.rounds, warm=False)
        memory = peak_memory(
            tracker("bundle", "apply", str(person.bundle), "--yes"),
            environment(Path(name) / "memory.db"),
        )
    print_times(times, f"{chosen.moves} moves, {chosen.rounds} rounds")
    lines = [
        Target("bundle made / moves.csv exported", ratio(times, "create", "export"), 2.0),
        Target("bundle taken in / the same moves imported", ratio(times, "apply", "import"), 2.0),
        Target("taken in again / taken in", ratio(times, "again", "apply"), 1.0),
        Target("one move taken in / all", ratio(times, "one", "apply"), 0.25),
        Target("one move taken in / --version", ratio(times, "one", "version")),
        Target("merged, all known / taken in again", ratio(times, "merge", "again"), 2.0),
        Target("peak memory", memory, 300, " MB"),
    ]
    print_targets("Ratios, whole commands", lines)
    return finish(lines, chosen)


class _Person:
    """Somebody with a full ledger, a copy of it that has one move more, and the files of both."""

    def __init__(self, folder: Path, moves: int) -> None:
        self.full, self.other, self.new = (folder / f"{each}.db" for each in ("a", "b", "new"))
        self.table, self.out = folder / "moves.csv", folder / "out.csv"
        self.bundle, self.last = folder / "all.jsonl", folder / "last.jsonl"
        write_csv(self.table, moves)
        self.command(self.full, "init", "Scale")
        self.command(self.full, "import", self.table, "--yes")
        self.command(self.full, "bundle", "create", "-o", self.bundle)
        head = self.command(self.full, "export", "moves", "--columns", "id").split()[-1]
        shutil.copy(self.full, self.other)
        self.command(self.full, "note", "D-1", "One more.", "--by", "P1", "--on", "2030-01-01")
        self.command(self.full, "bundle", "create", "--since", head, "-o", self.last)
        shutil.copy(self.other, self.full)

    def command(self, database: Path, *words: object) -> str:
        """Run a command on a database."""
        return run(tracker(*map(str, words)), environment(database))

    def anew(self, *words: object) -> None:
        """Run a command on a database that is not there yet."""
        self.new.unlink(missing_ok=True)
        if words[0] == "import":
            self.command(self.new, "init", "Scale")
        said = self.command(self.new, *words)
        assert "added" in said, said


if __name__ == "__main__":
    sys.exit(main())
