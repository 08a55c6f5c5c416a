"""What one everyday command costs, beside a Python that does nothing and a bare Typer program.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

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
    processor_option,
    python,
    ratio,
    run,
    run_on_terminal,
    tracker,
)

CELLS = 50
PARTIES = ("RU", "US", "NATO", "EU", "OSCE")
STATUSES = ("reject", "accept", "defer", "ask", "note")


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=11, more=processor_option)
    with tempfile.TemporaryDirectory(prefix="tracker-startup-") as folder:
        env = environment(Path(folder) / "startup.db")
        _fill(Path(folder), env)
        _see_that_it_is_what_it_says(env)
        times = interleaved(_jobs(Path(folder), env), chosen.rounds, clock=chosen.clock)
    print_times(times, f"{chosen.rounds} rounds")
    lines = _lines(times)
    print_targets("Ratios: P is `python -c pass`, T a bare Typer program", lines)
    return finish(lines, chosen)


def _fill(folder: Path, env: Mapping[str, str]) -> None:
    """A negotiation with fifty demands, each answered by whom it was put to; half of them twice."""
    file = folder / "moves.csv"
    rows = ["talk,talk_date,party,move,demand,to,text"]
    for number in range(CELLS):
        by, to = PARTIES[number % 5], PARTIES[(number + 1) % 5]
        key, wording = f"{by}-{number // 5 + 1}", f"that nothing of kind {number} be done again"
        rows.append(f"T1,2022-01-10,{by},demand,{key},{to},{wording}")
        rows.append(f"T1,2022-01-10,{to},{STATUSES[number % 5]},{key},,as was said that day")
        if number % 2:
            again = STATUSES[(number + 1) % 5]
            rows.append(f"T2,2022-02-10,{to},{again},{key},,as was said a month later")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    run(tracker("init", "Start-up"), env)
    run(tracker("import", str(file), "--yes"), env)


def _see_that_it_is_what_it_says(env: Mapping[str, str]) -> None:
    """One row a cell in the pipe, colour on the terminal: else other things are measured."""
    assert len(run(tracker("positions"), env).splitlines()) == CELLS
    assert b"\x1b[" in run_on_terminal(tracker("positions"), env)


def _jobs(folder: Path, env: Mapping[str, str]) -> dict[str, Action]:
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    turns = itertools.cycle(range(CELLS))

    def record() -> None:
        number = next(turns)
        by, to = PARTIES[number % 5], PARTIES[(number + 1) % 5]
        run(tracker("reject", f"{by}-{number // 5 + 1}", "no", "--by", to), env)

    return {
        "P": lambda: run(python("-c", "pass"), env),
        "T": lambda: run(python(str(bare)), env),
        "version": lambda: run(tracker("--version"), env),
        "help": lambda: run(tracker("--help"), env),
        "record": record,
        "TAB": lambda: run(tracker("tracker", "re"), {**env, "_TRACKER_COMPLETE": "fish"}),
        "diff": lambda: run(tracker("diff", "T1", "T2"), env),
        "table": lambda: run(tracker("positions"), env),
        "terminal": lambda: run_on_terminal(tracker("positions"), env),
    }


def _lines(times: Mapping[str, list[float]]) -> list[Target]:
    return [
        Target("--version / P", ratio(times, "version", "P"), 2.0),
        Target("record a move, fsynced / T", ratio(times, "record", "T"), 1.25),
        Target("50 positions, piped / T", ratio(times, "table", "T"), 1.3),
        Target("50 positions, coloured terminal / T", ratio(times, "terminal", "T"), 2.2),
        Target("diff of two talks, 25 changes, piped / T", ratio(times, "diff", "T")),
        Target("a TAB at a command / T", ratio(times, "TAB", "T")),
        Target("--help / T", ratio(times, "help", "T")),
        Target("T / P", ratio(times, "T", "P")),
        Target("--help / P", ratio(times, "help", "P"), 6.5),
        Target("record a move / P", ratio(times, "record", "P")),
        Target("50 positions, piped / P", ratio(times, "table", "P")),
        Target("50 positions, coloured terminal / P", ratio(times, "terminal", "P")),
    ]


if __name__ == "__main__":
    sys.exit(main())
