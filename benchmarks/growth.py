"""How every command grows with the ledger, on realistic ledgers from a thousand moves on.

For each command and size: seconds of the processor, memory, and the steps of SQLite's virtual
machine; and as what power of the moves they grow. Run it with the Python of an environment in which
tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from _charting import Line, chart
from _counting import Used, steps, used
from _measure import BARE, Target, environment, finish, options, print_targets, python, tracker
from _realistic import day_of_talk, sizes, talks_of, write_realistic

MOST = 3.0
"""How many times as long a command of one screen may take in the largest ledger as in the least."""
WHOLE = 100_000
"""The largest ledger that commands which show or read everything are measured on."""


class Command(NamedTuple):
    """A command that is measured.

    Attributes:
        name: what it is called in the table.
        words: its arguments, for a ledger of so many moves.
        follows: what it should grow with; empty for what should not grow at all.
    """

    name: str
    words: Callable[[int], Sequence[str]]
    follows: str = ""


def _fixed(name: str, *words: str, follows: str = "") -> Command:
    return Command(name, lambda _: words, follows)


def _middle(moves: int) -> int:
    return talks_of(moves) // 2


def _neighbours(moves: int) -> Sequence[str]:
    return ("diff", f"T{_middle(moves)}", f"T{_middle(moves) + 1}")


ISSUE = ("positions", "--issue", "Basket 2/Item 1")
COMMANDS = (
    _fixed("positions of an issue", *ISSUE),
    _fixed("the same as of an early talk", *ISSUE, "--as-of", "T3"),
    Command("the same as of a middle talk", lambda moves: (
        *ISSUE, "--as-of", f"T{_middle(moves)}")),
    Command("the same as known in the middle", lambda moves: (
        *ISSUE, "--known-at",
        day_of_talk(_middle(moves), talks_of(moves)).isoformat()), "the moves recorded since"),
    _fixed("show a demand", "show", "D-7"),
    _fixed("timeline of a demand", "timeline", "--demand", "D-7", follows="the talks"),
    _fixed("log, fifty moves", "log", "--limit", "50"),
    _fixed("search, twenty hits", "search", "fisheries", "--limit", "20"),
    _fixed("matrix of an issue", "matrix", "--issue", "Basket 2/Item 1"),
    Command("record a move", lambda _: ("reaffirm", "D-7")),
    _fixed("undo it", "undo", "--yes"),
    Command("diff of neighbouring talks", _neighbours, "the moves of one talk"),
    Command("diff of the first talk and the last", lambda moves: (
        "diff", "T1", f"T{talks_of(moves)}"), "the positions"),
    _fixed("status", "status", follows="the positions"),
    _fixed("agenda", "agenda", follows="the positions"),
    _fixed("compare two parties", "compare", "P1", "P2", follows="the positions"),
    _fixed("stats", "stats", follows="the moves"),
    _fixed("all positions", "positions", "--all", follows="the positions"),
    _fixed("export moves", "export", "moves", follows="the moves"),
    _fixed("check", "check", follows="the moves"),
    _fixed("report", "report", "--format", "md", follows="the moves"),
)  # fmt: skip


class Grown(NamedTuple):
    """One command at several sizes."""

    command: Command
    taken: Mapping[int, Sequence[Used]]
    steps: Mapping[int, int]

    def seconds(self, moves: int) -> float:
        """The median of the seconds in one ledger."""
        return statistics.median(each.seconds for each in self.taken[moves])

    @property
    def power(self) -> float:
        """As what power of the moves the steps grow, from the smallest ledger to the largest."""
        few, many = min(self.steps), max(self.steps)
        return math.log(max(1, self.steps[many]) / max(1, self.steps[few])) / math.log(many / few)


def measured(command: Command, ledgers: Mapping[int, Path], rounds: int) -> Grown:
    """One command in all ledgers in turn, round after round."""
    fit = {n: path for n, path in ledgers.items() if n <= WHOLE or not _reads_all(command)}
    argvs = {moves: (*command.words(moves),) for moves in fit}
    taken: dict[int, list[Used]] = {moves: [] for moves in fit}
    for _ in range(rounds):
        for moves, path in fit.items():
            taken[moves].append(used(tracker(*argvs[moves]), environment(path)))
    found = {moves: steps(argvs[moves], environment(path)) for moves, path in fit.items()}
    return Grown(command, taken, found)


def _reads_all(command: Command) -> bool:
    return command.follows in ("the moves", "the positions")


def shown(grown: Grown) -> str:
    """One line of the table."""
    cells = [
        f"{grown.seconds(moves) * 1000:8.0f} ms {each / 1000:9.1f}k"
        for moves, each in grown.steps.items()
    ]
    memory = max(used_.memory for each in grown.taken.values() for used_ in each)
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
        lines.append(Target(f"{each.command.name}: power of the moves, steps", each.power))
    return lines


def main() -> int:
    """Measure, print, draw, and give the exit code."""
    chosen = options(__doc__, rounds=5, more=_more)
    with tempfile.TemporaryDirectory(prefix="tracker-growth-") as scratch:
        folder = chosen.folder or Path(scratch)
        ledgers = {moves: _made(folder, moves) for moves in sizes(chosen.largest)}
        bare = Path(scratch) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        env = environment(bare)
        idle = statistics.median(used(python(str(bare)), env).seconds for _ in range(chosen.rounds))
        print(f"T, a bare Typer program: {idle * 1000:.0f} ms of the processor; ledgers of:")
        for moves, path in ledgers.items():
            size = path.stat().st_size
            print(f"  {moves:>9,} moves: {size / 1e6:8.1f} MB, {size / moves:.0f} bytes a move")
        print("Seconds of the processor and SQLite's steps; power of the moves, memory, follows:")
        every = []
        for command in (each for each in COMMANDS if not (chosen.screen and _reads_all(each))):
            every.append(measured(command, ledgers, chosen.rounds))
            print(shown(every[-1]), flush=True)
    lines = targets(every, idle)
    print_targets("Growth", [each for each in lines if each.most])
    if chosen.chart:
        drawn = [
            Line(one.command.name, one.command.follows, {n: one.seconds(n) for n in one.taken})
            for one in every
        ]
        chosen.chart.write_text(chart(drawn), encoding="utf-8")
    return finish(lines, chosen)


def _made(folder: Path, moves: int) -> Path:
    path = folder / f"r{moves}.db"
    if not path.exists():
        write_realistic(path, moves)
    return path


def _more(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--largest", type=int, default=10_000, metavar="N", help="the most moves; default: 10000")
    add("--folder", type=Path, metavar="DIR", help="keep the ledgers there, for the next time")
    add("--screen", action="store_true", help="leave out what reads or shows the whole ledger")
    add("--chart", type=Path, metavar="FILE", help="draw the growth as SVG")


if __name__ == "__main__":
    sys.exit(main())
