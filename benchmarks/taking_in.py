"""Many moves taken into a ledger on a PostgreSQL server, beside one in a file: load, import, sync.

Both are on this machine, and measured in turn. Run it with the Python of an environment in which
tracker is installed with what its tests need, and PostgreSQL; see README.md here.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
from _ledgers import CSV_COLUMNS, day, proponent, tables, write_csv
from _measure import (
    Target,
    environment,
    finish,
    interleaved,
    options,
    print_targets,
    ratio,
    run,
    seconds,
    tracker,
)
from _realistic import sizes
from _servers import FILE, SERVER, compared, empty_ledger, filled_ledger, servers, started

from tracker.store import sqlfiles
from tracker.store.server import dialect
from tracker.store.server.sending import Sender

SMALLEST = 1000
NEW = 100
"""How many moves are new at a later sync."""
MOST = 3.0
"""How many times as long that may take in the largest ledger as in the smallest."""
ZERO = dict.fromkeys(("ad_referendum", "private", "pinned", "by_key"), 0)
COPY, MANY, SINGLE = "COPY", "executemany", "one by one"


def loaded(server: servers.Server, moves: int, rounds: int) -> list[Target]:
    """Moves that are judged already, written in three ways, with all triggers and indexes."""
    address = filled_ledger(server, SMALLEST)
    rows = list(_new(moves))
    sql = dialect.query("move_insert").encode()

    def does(way: str) -> None:
        with closing(psycopg.connect(address, cursor_factory=psycopg.ClientCursor)) as connection:
            connection.execute("set search_path = tracker")
            if way == COPY:
                sender = Sender(connection)
                for row in rows:
                    sender.later("move_insert", row)
                sender.send()
            elif way == MANY:
                psycopg.Cursor(connection).executemany(sql, rows)
            else:
                for row in rows:
                    connection.execute(sql, row)
            connection.rollback()

    jobs = {way: (lambda way=way: does(way)) for way in (COPY, MANY, SINGLE)}
    times = interleaved(jobs, rounds, warm=False)
    return [
        *(Target(f"load by {way}, moves a second", moves / min(times[way])) for way in jobs),
        *(Target(f"load by {way} / {SINGLE}", ratio(times, way, SINGLE), 1) for way in jobs),
    ]  # fmt: skip


def _new(moves: int) -> Iterator[dict[str, object]]:
    """The values of moves that the smallest ledger lacks."""
    names = re.findall(r"(?<!:):(\w+)", sqlfiles.query("move_insert"))
    *_, (_, columns, rows) = tables(SMALLEST + moves)
    for nr, row in enumerate(rows, 1):
        told = dict(zip(columns.split(", "), row, strict=True))
        if nr > SMALLEST:
            yield {**dict.fromkeys(names), **ZERO, **told, "demand": nr % 50 + 1}


class Member:
    """Somebody with a ledger of so many moves, and a hub.

    Attributes:
        full: the ledger.
        hub: the address of the hub that has all of it.
    """

    def __init__(self, folder: Path, server: servers.Server, moves: int) -> None:
        self.server = server
        self.full, self.other, self.copy = (folder / f"{each}.db" for each in ("a", "b", "c"))
        self.table, self.more = folder / "moves.csv", folder / "more.csv"
        self.hub = ""
        self._new = 0
        write_csv(self.table, moves)

    def imports(self, home: str) -> None:
        """Import all of it into a new ledger."""
        if home == FILE:
            self.full.unlink(missing_ok=True)
        address = str(self.full) if home == FILE else empty_ledger(self.server)
        _run(address, "init", "Scale")
        _run(address, "import", str(self.table), "--yes")

    def tells(self, home: str) -> None:
        """Tell all of it to a new hub; or to a new file, which takes it by a merge."""
        if home == FILE:
            self.other.unlink(missing_ok=True)
            _run(str(self.other), "merge", str(self.full), "--yes")
            return
        self.hub = empty_ledger(self.server)
        _run(str(self.full), "hub", "join", self.hub)
        _run(str(self.full), "sync")

    def is_told(self, home: str) -> None:
        """Take all of it into a new file: from the hub, or from the other file."""
        self.copy.unlink(missing_ok=True)
        if home == FILE:
            _run(str(self.copy), "merge", str(self.full), "--yes")
            return
        _run(str(self.copy), "hub", "join", self.hub)
        _run(str(self.copy), "sync")

    def records(self) -> None:
        """Record some moves that the hub lacks."""
        lines = [",".join(CSV_COLUMNS)]
        for number in range(self._new, self._new + NEW):
            demand = number % 50 + 1
            by = f"P{proponent(demand)}"
            lines.append(f"T200,{day(200)},{by},reaffirm,D-{demand},,,said again {number}")
        self._new += NEW
        self.more.write_text("\n".join(lines), encoding="utf-8")
        _run(str(self.full), "import", str(self.more), "--yes")

    def syncs(self) -> None:
        """Sync."""
        _run(str(self.full), "sync")


def _run(home: str, *words: str) -> None:
    run(tracker(*words), environment(home))


def measured(member: Member, moves: int, rounds: int) -> dict[str, float]:
    """The seconds of everything at one size, on a server; beside the same in a file."""
    print(f"{moves:,} moves")
    homes = {FILE: FILE, SERVER: SERVER}
    found = {}
    for name, job in (
        ("all imported", member.imports),
        ("first sync, all sent (file: merged)", member.tells),
        ("first sync, all taken (file: merged)", member.is_told),
    ):
        done = compared(name, homes, job, 1, warm=False)
        found[name] = done.median(SERVER) / 1000
        found[f"{name}: server / file"] = done.ratio
    for name, before in ((f"sync of {NEW} new moves", member.records), ("sync of nothing", _rest)):
        times = []
        for _ in range(rounds):
            before()
            times.append(seconds(member.syncs))
        found[name] = sorted(times)[rounds // 2]
        print(f"  {name:<50}{'':14}{found[name] * 1000:11.1f} ms", flush=True)
    return found


def _rest() -> None:
    """Nothing is new."""


def targets(found: dict[int, dict[str, float]]) -> list[Target]:
    """The largest size beside a file, and as it grows from the smallest."""
    few, many = min(found), max(found)
    lines = [Target(name, each) for name, each in found[many].items() if "/" in name]
    for name, each in found[many].items():
        if "/" not in name and few != many:
            most = MOST if name.startswith("sync") else 1.5 * many / few
            lines.append(Target(f"{name}, {many:,} / {few:,} moves", each / found[few][name], most))
    return lines


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=3, quick={"largest": 1000, "load": 500}, more=_more)
    found = {}
    with tempfile.TemporaryDirectory(prefix="tracker-taking-") as scratch, started() as server:
        lines = loaded(server, chosen.load, chosen.rounds)
        print_targets(f"{chosen.load:,} moves written in three ways", lines)
        print("In a file, on a server, server / file")
        for moves in sizes(chosen.largest):
            folder = Path(scratch) / str(moves)
            folder.mkdir()
            found[moves] = measured(Member(folder, server, moves), moves, chosen.rounds)
    lines += targets(found)
    print_targets("The largest ledgers", lines)
    return finish(lines, chosen)


def _more(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--largest", type=int, default=10_000, metavar="N", help="the most moves; default: 10000")
    add("--load", type=int, default=5_000, metavar="N", help="moves written in three ways")


if __name__ == "__main__":
    sys.exit(main())
