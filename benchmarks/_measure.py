"""What the measurements share: processes timed in interleaved rounds, ratios, the table.

A shared machine is fast one second and slow the next. So the jobs are run in turn, round after
round; a ratio is taken within each round, and the median of these ratios is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import pty
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

TOLERANCE = 1.25
"""How far past its target a figure may be before `--check` calls it missed."""

SMALL, QUICK_ROUNDS = 1000, 2
"""The moves of a ledger, and the rounds, where a measurement is only tried out."""

Argv = Sequence[str]
Action = Callable[[], object]
Clock = Callable[[], float]

BARE = """
import typer

app = typer.Typer(add_completion=False)


@app.command()
def nothing() -> None:
    pass


app()
"""
"""A program of one command that does nothing: what Typer costs."""


class Target(NamedTuple):
    """One line of the table: what is measured, its figure, and what the figure may be at most."""

    measure: str
    figure: float
    most: float | None = None
    unit: str = ""

    @property
    def missed(self) -> bool:
        """Whether the figure is past its target by more than the tolerance."""
        return self.most is not None and self.figure > self.most * TOLERANCE


def environment(database: Path | str) -> dict[str, str]:
    """The environment of every job: byte code is kept, and nothing of the caller's is heeded."""
    dropped = ("TRACKER_", "_TRACKER_", "PYTHON", "NO_COLOR", "FORCE_COLOR", "TTY_", "COLORTERM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {
        **kept,
        "TRACKER_DB": str(database),
        "TRACKER_USER": "benchmark",
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }


def python(*arguments: str) -> list[str]:
    """A run of the Python that runs this."""
    return [sys.executable, *arguments]


def tracker(*arguments: str) -> list[str]:
    """A run of the program as its users run it: the script beside this Python.

    Raises:
        SystemExit: the program is not installed there.
    """
    script = Path(sys.executable).with_name("tracker")
    if not script.is_file():
        sys.exit(f"{script} is missing: run this with the Python of an environment with tracker.")
    return [str(script), *arguments]


def run(argv: Argv, env: Mapping[str, str]) -> str:
    """Run a process with its output in a pipe, and give what it wrote.

    Raises:
        SystemExit: it failed; its own words say why.
    """
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(argv)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def run_on_terminal(argv: Argv, env: Mapping[str, str]) -> bytes:
    """Run a process with its output on a terminal of its own, and give what it wrote."""
    outer, inner = pty.openpty()
    with subprocess.Popen(argv, env=env, stdin=inner, stdout=inner, stderr=inner) as process:
        os.close(inner)
        shown = b"".join(iter(lambda: _read(outer), b""))
    os.close(outer)
    if process.returncode:
        sys.exit(f"{' '.join(argv)} ended with {process.returncode}: {shown.decode()}")
    return shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


def seconds(action: Action, clock: Clock = time.perf_counter) -> float:
    """How long one call takes."""
    start = clock()
    action()
    return clock() - start


def of_children() -> float:
    """The seconds of the processor that processes started here and ended have taken."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def interleaved(
    jobs: Mapping[str, Action],
    rounds: int,
    *,
    warm: bool = True,
    clock: Clock = time.perf_counter,
) -> dict[str, list[float]]:
    """The seconds of every job in every round.

    Args:
        jobs: what to time, by name.
        rounds: how often.
        warm: whether to run all once before, not counted, so that the caches are filled.
        clock: tells the seconds.
    """
    for action in jobs.values() if warm else ():
        action()
    found: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, action in jobs.items():
            found[name].append(seconds(action, clock))
    return found


def ratio(times: Mapping[str, Sequence[float]], job: str, base: str) -> float:
    """How many times as long as `base` a job takes: the median of the ratios of the rounds."""
    return statistics.median(a / b for a, b in zip(times[job], times[base], strict=True))


def median_ms(times: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(times) * 1000


def print_targets(title: str, lines: Iterable[Target]) -> None:
    """Print figures with their targets beside, and a mark where one is missed."""
    print(f"\n{title}")
    for line in lines:
        most = "" if line.most is None else f"at most {line.most:g}{line.unit}"
        mark = "missed" if line.missed else "over" if _is_over(line) else ""
        figure = f"{line.figure:.2f}" if line.figure < 1000 else f"{line.figure:.0f}"
        print(f"  {line.measure:<58}{figure + line.unit:>12}   {most:<16}{mark}".rstrip())


def _is_over(line: Target) -> bool:
    return line.most is not None and line.figure > line.most


def options(
    description: str | None,
    *,
    rounds: int,
    moves: int | None = None,
    million: str = "",
    quick: Mapping[str, object] | None = None,
    more: Callable[[argparse.ArgumentParser], object] | None = None,
) -> argparse.Namespace:
    """The options that the measurements share, read from the command line.

    Args:
        description: what is measured.
        rounds: how often, unless said otherwise.
        moves: how many moves the ledger has, where that is an option.
        million: how long a million moves take, where that is an option.
        quick: what other options are where `--quick` is asked for.
        more: adds options of one measurement alone.
    """
    parser = argparse.ArgumentParser(description=description)
    add = parser.add_argument
    add("--rounds", type=int, default=rounds, metavar="N", help=f"default: {rounds}")
    add("--quick", action="store_true", help="small ledgers, few rounds: whether it works at all")
    add("--check", action="store_true", help="exit with 1 if a target is missed by over 25 %%")
    add("--result", type=Path, metavar="FILE", help="write the figures there as JSON")
    if moves:
        add("--moves", type=int, default=moves, metavar="N", help=f"default: {moves}")
    if million:
        add("--million", action="store_true", help=f"a million moves too: {million}")
    if more:
        more(parser)
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds = min(chosen.rounds, QUICK_ROUNDS)
        for name, fewer in {"moves": moves and SMALL, **(quick or {})}.items():
            if fewer is not None:
                setattr(chosen, name, fewer)
    return chosen


def processor_option(parser: argparse.ArgumentParser) -> None:
    """An option that says which clock tells the seconds."""
    told = "seconds of the processor, not of the clock, where others use the machine"
    parser.set_defaults(clock=time.perf_counter)
    parser.add_argument(
        "--processor", dest="clock", action="store_const", const=of_children, help=told
    )


def ladder(chosen: argparse.Namespace, *sizes: int) -> list[int]:
    """How many moves the ledgers have, from the least; with `--quick` there is one."""
    if chosen.quick:
        return [sizes[0]]
    return [*sizes, *([1_000_000] if chosen.million else [])]


def print_times(times: Mapping[str, Sequence[float]], about: str = "") -> None:
    """Print the medians in milliseconds."""
    if about:
        print(f"{about}; medians in milliseconds:")
    print("  " + "   ".join(f"{name} {median_ms(each):.1f}" for name, each in times.items()))


def finish(lines: Iterable[Target], chosen: argparse.Namespace, **also: object) -> int:
    """Write the result file that was asked for, and give the exit code."""
    figures = list(lines)
    write_result(figures, chosen, **also)
    return verdict(figures, check=chosen.check)


def write_result(figures: Iterable[Target], chosen: argparse.Namespace, **also: object) -> None:
    """Write the result file if one was asked for: the figures, and whatever else is named."""
    if chosen.result:
        told = [each._asdict() for each in figures]
        found = {"machine": machine(), "rounds": chosen.rounds, "figures": told, **also}
        chosen.result.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, object]:
    """What the figures depend on: the processor, and the versions of what runs."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load": os.getloadavg(),
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def verdict(lines: Iterable[Target], *, check: bool) -> int:
    """The exit code: 0, or 1 where `check` is asked for and a target is missed."""
    return int(check and any(line.missed for line in lines))
