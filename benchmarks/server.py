"""A ledger on a PostgreSQL server beside the same one in a file: recording and looking.

Both are on this machine, and measured in turn. Run it with the Python of an environment in which
tracker is installed with what its tests need, and PostgreSQL; see README.md here.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from _ledgers import TALKS, write_ledger
from _measure import Target, environment, finish, options, print_targets, run, tracker
from _realistic import sizes
from _servers import FILE, SERVER, Compared, Homes, compared, filled_ledger, opened, started

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.changes import changes
from tracker.ledger.positions import positions_of
from tracker.ledger.recording import Recorder
from tracker.ledger.refs import negotiation, of_talk
from tracker.ledger.stamp import Stamp
from tracker.model import Draft, Verb

MOST = 3.0
"""How many times as long anything here may take in the largest ledger as in the smallest."""
EACH = 5
"""How many moves each client records."""
ONCE = 100_000
"""The moves above which a diff is made once: it follows the moves of a talk."""
MIDDLE = TALKS // 2
COMMANDS = {
    "positions of an issue": ("positions", "--issue", "Issue/0"),
    "history of a demand": ("show", "D-7"),
    "record a move": ("reaffirm", "D-7"),
}
Job = Callable[[str], object]
_ticks = itertools.count()


@contextmanager
def looked_at(home: str) -> Iterator[Case]:
    """The only negotiation of a ledger."""
    with closing(opened(home)) as store, store.reading():
        yield Case(store, negotiation(store, None))


def page(home: str) -> None:
    """The positions on fifty demands."""
    with looked_at(home) as case:
        positions_of(case, range(1, 51), END_OF_TIME)


def diff(home: str) -> None:
    """What changed between two talks in the middle."""
    with looked_at(home) as case:
        start, end = (of_talk(case.talks_by_ref[f"T{MIDDLE + each}"]) for each in (0, 1))
        changes(case, start, end)


def record(home: str) -> None:
    """Record moves, each in a transaction of its own."""
    with closing(opened(home)) as store:
        for _ in range(EACH):
            with store.writing():
                recorder = Recorder(Case(store, negotiation(store, None)), stamp())
                known = recorder.docket.known("D-7")
                assert known
                by = known.demand.proponent or ""
                recorder.record(Draft(Verb.REAFFIRM, (by,), "D-7", talk=f"T{TALKS}"))


def stamp() -> Stamp:
    """The next microsecond."""
    return Stamp("benchmark", f"2026-01-05T12:00:00.{next(_ticks):06}Z", date(2026, 1, 5))


def at_once(clients: int, job: Job) -> Job:
    """The same thing done by so many clients at the same time."""

    def does(home: str) -> None:
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(job, [home] * clients))

    return does


def command(*words: str) -> Job:
    """A whole command."""
    return lambda home: run(tracker(*words), environment(home))


def jobs(clients: int, *, grown: bool) -> dict[str, Job]:
    """What is measured, by name; the diff of a talk, which grows with the moves, where `grown`."""
    whole = {f"command: {name}": command(*words) for name, words in COMMANDS.items()}
    one = {
        "page of fifty demands": page,
        f"record {EACH} moves": record,
        f"record {EACH} moves each, {clients} clients at once": at_once(clients, record),
        **whole,
        f"command: record a move, {clients} at once": at_once(
            clients, whole["command: record a move"]
        ),
    }
    if grown:
        one["diff of neighbouring talks"] = diff
        one["command: diff of neighbouring talks"] = command("diff", f"T{MIDDLE}", f"T{MIDDLE + 1}")
    return one


def measured(homes: Homes, moves: int, chosen: argparse.Namespace) -> list[Compared]:
    """Everything on ledgers of one size."""
    print(f"{moves:,} moves")
    every = jobs(chosen.clients, grown=moves <= chosen.diffs)
    once = {name for name in every if "diff" in name and moves > ONCE}
    return [
        compared(name, homes, job, 1 if name in once else chosen.rounds, warm=name not in once)
        for name, job in every.items()
    ]


def targets(found: dict[int, list[Compared]]) -> list[Target]:
    """The server beside the file at the largest size, and how both grow."""
    few, many = min(found), max(found)
    lines = []
    before = {each.name: each for each in found[few]}
    for each in found[many]:
        lines.append(Target(f"{each.name}: server / file", each.ratio))
        if few == many or "diff" in each.name:
            continue
        for home in (FILE, SERVER):
            growth = each.median(home) / before[each.name].median(home)
            lines.append(Target(f"{each.name}: {home}, {many:,} / {few:,} moves", growth, MOST))
    return lines


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=5, quick={"largest": 1000, "clients": 4}, more=_more)
    found = {}
    with tempfile.TemporaryDirectory(prefix="tracker-server-") as scratch, started() as server:
        print(f"Medians of {chosen.rounds} rounds: in a file, on a server, server / file")
        for moves in sizes(chosen.largest):
            path = Path(scratch) / f"{moves}.db"
            write_ledger(path, moves)
            homes = {FILE: str(path), SERVER: filled_ledger(server, moves)}
            found[moves] = measured(homes, moves, chosen)
            path.unlink()
    lines = targets(found)
    print_targets("The largest ledgers", lines)
    return finish(lines, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--largest", type=int, default=10_000, metavar="N", help="the most moves; default: 10000")
    add("--clients", type=int, default=20, metavar="N", help="who record at once; default: 20")
    add("--diffs", type=int, default=100_000, metavar="N", help="the most moves a diff is asked of")


if __name__ == "__main__":
    sys.exit(main())
