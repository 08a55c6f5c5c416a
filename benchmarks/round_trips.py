"""How often a command asks a server, and its time beside the same command on a file.

Round trips do not depend on the machine; over a network each costs what that takes there and back.
The ledgers are made up as somebody would have kept them, and brought to the server by a sync.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from _measure import Target, environment, finish, options, print_targets, python, run, tracker
from _realistic import sizes, write_realistic
from _servers import empty_ledger, started

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "positions": ("positions", "--format", "csv"),
    "positions of an issue": ("positions", "--issue", "Basket 1/Item 0", "--format", "csv"),
    "matrix": ("matrix", "--format", "csv"),
    "status": ("status",),
    "agenda": ("agenda", "--format", "csv"),
    "brief of a party": ("brief", "--for", "P1"),
    "history of a demand": ("show", "{demand}"),
    "timeline of a demand": ("timeline", "--demand", "{demand}", "--format", "csv"),
    "timeline": ("timeline", "--format", "csv"),
    "stats": ("stats", "--format", "csv"),
    "diff of the last talks": ("diff", "--format", "csv"),
    "blockers": ("blockers", "--format", "csv"),
    "log": ("log", "--limit", "50"),
    "search": ("search", "inspection", "--format", "csv"),
    "export moves": ("export", "moves"),
    "export positions": ("export", "positions"),
    "report": ("report", "--format", "html", "-o", "{folder}/report.html", "--force"),
    "check": ("check",),
    "record a move": ("note", "{demand}", "Takes note.", "--by", "{party}"),
}
_COUNTED = """
import itertools, os, sys, psycopg
trips, sys.argv = itertools.count(), ["tracker", *sys.argv[1:]]
os._exit = sys.exit  # the program ends in a hurry, but not before the trips are told
for name in ("execute", "copy"):
    def counted(*given, of=getattr(psycopg.ClientCursor, name), **named):
        next(trips)
        return of(*given, **named)
    setattr(psycopg.ClientCursor, name, counted)
from tracker.__main__ import main
try:
    main()
except SystemExit:
    pass
sys.stdout.write(f"\\n{next(trips)}")
"""


def trips(words: tuple[str, ...], address: str) -> int:
    """How often one command asks the server."""
    said = run(python("-c", _COUNTED, *words), environment(address))
    return int(said.rsplit("\n", 1)[-1])


def seconds(words: tuple[str, ...], home: str) -> float:
    """How long one command takes by the clock."""
    begun = time.perf_counter()
    run(tracker(*words), environment(home))
    return time.perf_counter() - begun


def in_words(words: tuple[str, ...], file: Path) -> tuple[str, ...]:
    """A command with what it names in a ledger: the first demand, and the party it is put to."""
    listed = run(tracker("positions", "--format", "csv"), environment(file))
    told = next(csv.DictReader(listed.splitlines()))
    named = {"{demand}": told["demand"], "{party}": told["to"], "{folder}": str(file.parent)}
    return tuple(_put_in(each, named) for each in words)


def _put_in(word: str, named: Mapping[str, str]) -> str:
    for name, value in named.items():
        word = word.replace(name, value)
    return word


def measured(homes: tuple[str, Path], moves: int, chosen: argparse.Namespace) -> Iterator[Target]:
    """The figures of each command: on the server, and beside the file with the same moves."""
    hub, file = homes
    for name, words in COMMANDS.items():
        if chosen.only in name:
            typed = in_words(words, file)
            count = trips(typed, hub)
            times = [(seconds(typed, hub), seconds(typed, str(file))) for _ in range(chosen.rounds)]
            longer = statistics.median(there / here for there, here in times)
            yield Target(f"{name}, {moves:,} moves: round trips", count)
            yield Target(f"{name}, {moves:,} moves / in a file", longer)
            print(f"{moves:>9,}  {name:<24}{count:>6} round trips{longer:>7.1f} x", flush=True)


def main() -> int:
    """Measure, and give the exit code."""
    chosen = options(__doc__, rounds=3, quick={"largest": 1000}, more=_more)
    figures: list[Target] = []
    with started() as server, tempfile.TemporaryDirectory() as folder:
        for moves in sizes(chosen.largest):
            file, hub = Path(folder) / f"{moves}.db", empty_ledger(server)
            write_realistic(file, moves)
            run(tracker("hub", "join", hub), environment(file))
            run(tracker("sync"), environment(file))
            figures += measured((hub, file), moves, chosen)
    print_targets("On a server", figures)
    return finish(figures, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--largest", type=int, default=10_000, metavar="N", help="moves, default: 10000")
    add("--only", default="", metavar="WORD", help="only the commands that are called like this")


if __name__ == "__main__":
    sys.exit(main())
