"""What a TAB costs: the program started, and a demand found among ten thousand.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from _ledgers import MOVES_A_DEMAND, write_ledger
from _measure import (
    BARE,
    Action,
    Target,
    environment,
    finish,
    interleaved,
    options,
    print_targets,
    print_times,
    python,
    ratio,
    run,
    tracker,
)

DEMANDS = 10_000


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=11)
    with tempfile.TemporaryDirectory(prefix="tracker-completion-") as folder:
        database = Path(folder) / "completion.db"
        write_ledger(database, DEMANDS * MOVES_A_DEMAND)
        times = interleaved(_jobs(Path(folder), environment(database)), chosen.rounds)
    print_times(times, f"{chosen.rounds} rounds")
    lines = _lines(times)
    print_targets("Ratios: start is `tracker path`, T a bare Typer program", lines)
    return finish(lines, chosen)


def _jobs(folder: Path, env: Mapping[str, str]) -> dict[str, Action]:
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")

    def tab(*words: str) -> Action:
        """A TAB in fish, at the last of these words, which must bring offers."""

        def press() -> None:
            offered = run(tracker("tracker", *words), {**env, "_TRACKER_COMPLETE": "fish"})
            assert len(offered.splitlines()) > 1, words

        return press

    return {
        "T": lambda: run(python(str(bare)), env),
        "start": lambda: run(tracker("path"), env),
        "command": tab("re"),
        "option": tab("reject", "D-7", "--"),
        "party": tab("reject", "D-7", "--by", "P3,P"),
        "demand": tab("reject", "D-77"),
        "demands": tab("reject", ""),
        "moves": tab("strike", ""),
    }


def _lines(times: Mapping[str, list[float]]) -> list[Target]:
    return [
        Target("TAB at a command / start", ratio(times, "command", "start"), 1.1),
        Target("TAB at an option / start", ratio(times, "option", "start"), 1.1),
        Target("TAB at a list of parties / start", ratio(times, "party", "start"), 1.2),
        Target("TAB at D-77 among 10,000 demands / start", ratio(times, "demand", "start"), 1.2),
        Target("TAB at any of 10,000 demands / start", ratio(times, "demands", "start"), 1.2),
        Target("TAB at any of 200,000 moves / start", ratio(times, "moves", "start"), 1.2),
        Target("start / T", ratio(times, "start", "T")),
    ]


if __name__ == "__main__":
    sys.exit(main())
