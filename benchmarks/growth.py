"""How every command grows with the ledger, on realistic ledgers from a thousand moves on.

For each command and size: seconds of the processor, memory, and the steps of SQLite's virtual
machine; and as what power of the moves they grow. Run it with the Python of an environment in which
tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from _charting import Line, chart
from _counting import Used, counted, used
from _measure import (
    BARE,
    Target,
    environment,
    finish,
    options,
    print_targets,
    python,
    tracker,
    write_result,
)
from _multiplied import write_multiplied
from _operations import COMMANDS, Command, Ledger
from _realistic import sizes, write_realistic

MOST = 3.0
"""How many times as long a command of one screen may take in the largest ledger as in the least."""
RECORDED = 1_000_000
"""The largest ledger that is recorded; larger ones are made of it."""
BRIEF = 5.0
"""The seconds above which a command is run once."""


class Grown(NamedTuple):
    """One command at several sizes."""

    command: Command
    taken: Mapping[int, Sequence[Used]]
    steps: Mapping[int, int]
    left_out: Mapping[int, float]

    def seconds(self, moves: int) -> float:
        """The median of the seconds in one ledger."""
        return statistics.median(each.seconds for each in self.taken[moves])

    def memory(self, moves: int) -> float:
        """The most memory it held in one ledger, in MB."""
        return max(each.memory for each in self.taken[moves])

    @property
    def power(self) -> float:
        """As what power of the moves the steps grow, from the smallest ledger to the largest.

        Not a number where there is one ledger, or where a copy was read, which is not counted.
        """
        few, many = min(self.steps), max(self.steps)
        if few == many or not self.steps[many]:
            return math.nan
        return math.log(max(1, self.steps[many]) / max(1, self.steps[few])) / math.log(many / few)

    def told(self) -> dict[str, object]:
        """Everything, for the result file."""
        return {
            "name": self.command.name,
            "follows": self.command.follows,
            "seconds": {moves: self.seconds(moves) for moves in self.taken},
            "memory": {moves: self.memory(moves) for moves in self.taken},
            "steps": dict(self.steps),
            "left_out": dict(self.left_out),
        }


def measured(command: Command, ledgers: Sequence[Ledger], chosen: argparse.Namespace) -> Grown:
    """One command in all ledgers in turn, round after round.

    What is long is run once, while its steps are counted; what would be longer than is chosen, by
    how it grew so far, is left out of the ledgers from there on.
    """
    taken: dict[int, list[Used]] = {}
    steps: dict[int, int] = {}
    left_out: dict[int, float] = {}
    for each in ledgers:
        if (long := _expected(taken, each.moves)) > chosen.longest:
            left_out[each.moves] = long
            continue
        words, env = command.words(each), command.where(each)
        found, steps[each.moves] = counted(words, env)
        taken[each.moves] = [found]
    brief = [each for each in ledgers if each.moves in taken]
    brief = [each for each in brief if taken[each.moves][0].seconds < BRIEF]
    for each in brief:
        taken[each.moves] = []
    for _, each in itertools.product(range(chosen.rounds), brief):
        words, env = command.words(each), command.where(each)
        taken[each.moves].append(used(tracker(*words), env))
    return Grown(command, taken, steps, left_out)


def _expected(taken: Mapping[int, Sequence[Used]], moves: int) -> float:
    """The seconds that a command will take, if it grows on as it grew last."""
    if not taken:
        return 0
    *earlier, last = sorted(taken)
    growth = last / earlier[-1] if earlier else 1
    times = taken[last][0].seconds / taken[earlier[-1]][0].seconds if earlier else 1
    power = max(0.0, math.log(times) / math.log(growth)) if earlier else 0
    return taken[last][0].seconds * float((moves / last) ** power)


def shown(grown: Grown) -> str:
    """One line of the table."""
    cells = [
        f"{grown.seconds(moves) * 1000:8.0f} ms {each / 1000:9.1f}k"
        for moves, each in grown.steps.items()
    ]
    cells += [f"  not: some {long:.0f} s" for long in grown.left_out.values()]
    memory = max(grown.memory(moves) for moves in grown.taken)
    told = f"{grown.power:5.2f} {memory:7.0f} MB  {grown.command.follows}"
    return f"  {grown.command.name:<36}{''.join(cells)} {told}"


def targets(every: Sequence[Grown], bare: float) -> list[Target]:
    """The figures as ratios: the largest ledger beside the smallest, and beside a bare program."""
    lines = []
    for each in every:
        few, many = min(each.taken), max(each.taken)
        most = None if each.command.follows else MOST
        growth = each.seconds(many) / each.seconds(few)
        lines.append(Target(f"{each.command.name}: {many:,} / {few:,} moves", growth, most))
        lines.append(Target(f"{each.command.name}: {few:,} moves / T", each.seconds(few) / bare))
        if not math.isnan(each.power):
            lines.append(Target(f"{each.command.name}: power of the moves, steps", each.power))
    return lines


def main() -> int:
    """Measure, print, draw, and give the exit code."""
    chosen = options(__doc__, rounds=5, quick={"largest": 1000}, more=_more)
    every: list[Grown] = []
    lines: list[Target] = []
    with tempfile.TemporaryDirectory(prefix="tracker-growth-") as scratch:
        ledgers = [
            Ledger(_made(chosen.folder or Path(scratch), moves), moves, Path(scratch))
            for moves in sorted({*sizes(chosen.largest), chosen.largest})
            if moves >= chosen.smallest
        ]
        idle = _bare(Path(scratch), chosen.rounds)
        print(f"T, a bare Typer program: {idle * 1000:.0f} ms of the processor; ledgers of:")
        for each in ledgers:
            size = each.path.stat().st_size
            print(f"  {each.moves:>9,} moves: {size / 1e6:8.1f} MB, {size / each.moves:.0f} a move")
            lines.append(Target(f"bytes a move, {each.moves:,} moves", size / each.moves))
        print("Seconds of the processor and SQLite's steps; power of the moves, memory, follows:")
        for command in _chosen(chosen):
            every.append(measured(command, ledgers, chosen))
            print(shown(every[-1]), flush=True)
            _keep(lines + targets(every, idle), every, chosen)
    lines += targets(every, idle)
    print_targets("Growth", [each for each in lines if each.most])
    return finish(lines, chosen, grown=[each.told() for each in every])


def _chosen(chosen: argparse.Namespace) -> Iterator[Command]:
    for each in COMMANDS:
        wanted = not chosen.only or any(word in each.name for word in chosen.only)
        if wanted and not (chosen.screen and each.reads_all):
            yield each


def _keep(lines: Sequence[Target], every: Sequence[Grown], chosen: argparse.Namespace) -> None:
    """Write what is measured so far, since a run takes long."""
    grown = [each.told() for each in every]
    write_result(lines, chosen, grown=grown)
    if chosen.chart:
        before = [
            each
            for path in chosen.beside
            for each in json.loads(path.read_text(encoding="utf-8"))["grown"]
        ]
        chosen.chart.write_text(chart(_lines([*before, *grown])), encoding="utf-8")


def _lines(told: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The lines of the picture: a command of several runs has one, the last of each size."""
    found: dict[str, Line] = {}
    for each in told:
        seconds = {int(moves): taken for moves, taken in each["seconds"].items()}
        before = found.get(each["name"], Line(each["name"], each["follows"], {}))
        found[each["name"]] = before._replace(seconds={**before.seconds, **seconds})
    return list(found.values())


def _bare(folder: Path, rounds: int) -> float:
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    env = environment(bare)
    return statistics.median(used(python(str(bare)), env).seconds for _ in range(rounds))


def _made(folder: Path, moves: int) -> Path:
    path = folder / f"r{moves}.db"
    if not path.exists() and moves > RECORDED:
        write_multiplied(_made(folder, RECORDED), path, moves, moves // RECORDED)
    elif not path.exists():
        write_realistic(path, moves)
    return path


def _more(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--smallest", type=int, default=1000, metavar="N", help="the fewest moves; default: 1000")
    add(
        "--largest",
        type=int,
        default=10_000,
        metavar="N",
        help="the most moves; default: 10000; more than a million in whole millions",
    )
    add("--folder", type=Path, metavar="DIR", help="keep the ledgers there, for the next time")
    add("--screen", action="store_true", help="leave out what reads or shows the whole ledger")
    add("--only", nargs="+", default=[], metavar="WORD", help="only commands with one of these")
    add("--longest", type=float, default=600, metavar="SECONDS",
        help="leave out what would take longer; default: 600")  # fmt: skip
    add("--chart", type=Path, metavar="FILE", help="draw the growth as SVG")
    add("--beside", type=Path, nargs="+", default=[], metavar="FILE",
        help="draw the results of other runs with it")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
