"""Other programs doing the same work, beside this one: recording, listing, positions and diffs.

Seconds of the processor, the programs in turn. What is not here is installed in environments of its
own under build/peers. Run it with the Python of an environment in which tracker is installed; see
README.md here.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from _ledgers import TALKS, write_ledger
from _measure import BARE, environment, finish, options, python, run, tracker
from _peers import Tool, kept, tools
from _turns import OURS, Compared, Job, compared

from tracker.ledger.case import END_OF_TIME
from tracker.store import sqlfiles

STARTED = {
    "sqlite-utils": "sqlite-utils", "jrnl": "jrnl", "todoman": "todo", "csv-diff": "csv-diff",
    "git": "git",
}  # fmt: skip
"""What each is called, of those that know --version and --help."""
COLUMNS = ("demand", "to", "status", "version", "talk", "text")
EARLIER, LATER = TALKS // 2, TALKS // 2 + 1
PAGE = "demand in (select id from demand where issue = 2)"
DUCK = """
import sys, duckdb
from duckdb_extensions import import_extension
kind, source, sql, threads = sys.argv[1:]
connection = duckdb.connect(config={"threads": int(threads)})
if kind == "sqlite":
    import_extension("sqlite_scanner")
    connection.execute(f"attach '{source}' as ledger (type sqlite, read_only)")
    connection.execute("use ledger")
else:
    connection.execute(f"create view move as select * from '{source}/moves/**/*.parquet'")
connection.execute(f"copy ({sql}) to '/dev/stdout' (format csv)")
"""
WINDOW = """
select demand, party, answer, text
from (
  select demand, party, answer, text, row_number() over (
    partition by demand, party order by moment desc, rank desc
  ) as place
  from move
  where answer is not null{}
)
where place = 1
order by demand, party
"""
"""The latest answer of every cell, as one writes it first: fewer columns than a position has."""


class Ledger:
    """A synthetic ledger of so many moves, a tenth as many cells, and the files made of it."""

    def __init__(self, folder: Path, moves: int) -> None:
        self.moves, self.folder = moves, folder / str(moves)
        self.folder.mkdir(exist_ok=True)
        self.path = self.folder / "ledger.db"
        if not self.path.exists():
            write_ledger(self.path, moves)
        self.env = environment(self.path)

    @property
    def cells(self) -> str:
        """How many cells it has, as it is called in a title."""
        return f"{self.moves // 10:,}"

    def job(self, *words: str) -> Job:
        """A run of the program on it."""
        return Job(tracker(*words), self.env)

    def snapshot(self, talk: int) -> str:
        """The positions as of a talk as CSV, with a column that names the cell."""
        path, keyed = (self.folder / f"{each}{talk}.csv" for each in ("as-of-", "keyed-"))
        if not keyed.exists():
            words = ("positions", "--as-of", f"T{talk}", "--columns", ",".join(COLUMNS))
            run(tracker(*words, "-o", str(path)), self.env)
            with (
                path.open(encoding="utf-8", newline="") as file,
                keyed.open("w", newline="") as out,
            ):
                head, *rows = csv.reader(file)
                csv.writer(out).writerows(
                    [["key", *head], *([f"{row[0]} {row[1]}", *row] for row in rows)]
                )
        return str(keyed)

    def parquet(self) -> str:
        """A folder of Parquet tables."""
        folder = self.folder / "parquet"
        if not folder.exists():
            run(tracker("export", "parquet", str(folder)), self.env)
        return str(folder)


def starts(found: Mapping[str, Tool], env: Mapping[str, str], rounds: int) -> list[Compared]:
    """The version told, and the help shown."""
    return [
        compared(
            asked,
            {
                OURS: Job(tracker(asked), env),
                "python -c pass": Job(python("-c", "pass"), env),
                **{
                    name: Job(found[name].argv(command, asked), env)
                    for name, command in STARTED.items()
                    if name in found
                },
            },
            rounds,
        )
        for asked in ("--version", "--help")
    ]


def everyday(folder: Path, found: Mapping[str, Tool], moves: int, rounds: int) -> list[Compared]:
    """One entry recorded, and fifty listed, with so many entries there."""
    ledger = Ledger(folder, moves)
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    nothing = {"T, a bare Typer program": Job(python(str(bare)), ledger.env)}
    records = {OURS: ledger.job("reaffirm", "D-7"), **nothing}
    lists = {OURS: ledger.job("positions", "--issue", "Issue/1"), **nothing}
    for name, tool in found.items():
        if peer := kept(tool, folder / name / str(moves), moves, ledger.env):
            records[name] = Job(peer.record, peer.env)
            lists[name] = Job(peer.listing, peer.env)
    return [
        compared(f"one recorded, {moves:,} there", records, rounds),
        compared(f"fifty listed, {moves:,} there", lists, rounds),
    ]


def positions(found: Mapping[str, Tool], ledger: Ledger, rounds: int) -> list[Compared]:
    """All positions, and those of one issue, beside the same asked by hand."""
    all_, page = ledger.job("positions", "--format", "csv"), ledger.job(
        "positions", "--issue", "Issue/1", "--format", "csv")  # fmt: skip
    whole = {OURS: all_, **_asked(found, ledger, "1", "")}
    whole["cat of the database file"] = Job(["cat", str(ledger.path)], ledger.env)
    whole["cat of the same CSV"] = Job(["cat", _written(ledger, "positions")], ledger.env)
    few = {OURS: page, **_asked(found, ledger, PAGE, f" and {PAGE}")}
    return [
        compared(f"all of {ledger.cells} positions as CSV", whole, rounds),
        compared(f"fifty of {ledger.cells} positions as CSV", few, rounds),
    ]


def _asked(found: Mapping[str, Tool], ledger: Ledger, only: str, filtered: str) -> dict[str, Job]:
    chosen = f"select demand, party, addressed from pair where negotiation = 1 and {only}"
    ours = f"with chosen as ({chosen})\n{sqlfiles.query('cells')}"
    ours = ours.replace(":moment", str(END_OF_TIME)).replace(":negotiation", "1")
    window, path = WINDOW.format(filtered), str(ledger.path)
    scan = "select sum(length(text)) from move"
    jobs: dict[str, Job] = {}
    if tool := found.get("sqlite3"):
        # After a line feed: the shell would take the comment at its head for an option.
        asked = {"our query": f"\n{ours}", "window function": window, "a scan of all moves": scan}
        for name, sql in asked.items():
            jobs[f"sqlite3, {name}"] = Job(tool.argv("sqlite3", "-csv", path, sql), ledger.env)
    if tool := found.get("sqlite-utils"):
        argv = tool.argv("sqlite-utils", "query", path, ours, "--csv")
        jobs["sqlite-utils, our query"] = Job(argv, ledger.env)
    if tool := found.get("duckdb"):
        named = window.replace(PAGE, "issue = 'Issue/1'")
        threads = str(os.cpu_count())
        for name, *asked_ in (
            ("the SQLite file", "sqlite", path, window),
            ("Parquet", "parquet", ledger.parquet(), named),
        ):
            argv = tool.argv("python", "-c", DUCK, *asked_, threads)
            jobs[f"DuckDB, window function over {name}"] = Job(argv, ledger.env)
    return jobs


def _written(ledger: Ledger, what: str) -> str:
    path = ledger.folder / f"{what}.csv"
    if not path.exists():
        run(tracker("export", what, "-o", str(path)), ledger.env)
    return str(path)


def diffs(found: Mapping[str, Tool], ledger: Ledger, chosen: argparse.Namespace) -> Compared:
    """What changed between two talks, beside a diff of the positions exported as of each."""
    words = ("diff", f"T{EARLIER}", f"T{LATER}", "--format", "csv")
    one, two = ledger.snapshot(EARLIER), ledger.snapshot(LATER)
    jobs = {
        OURS: ledger.job(*words),
        "one of the two exports that the others need": ledger.job(
            "positions", "--as-of", f"T{LATER}", "--columns", ",".join(COLUMNS), "--format", "csv"
        ),
    }
    if tool := found.get("csv-diff"):
        jobs["csv-diff"] = Job(tool.argv("csv-diff", one, two, "--key", "key"), ledger.env)
    if tool := found.get("git"):
        argv = tool.argv("git", "diff", "--no-index", "--word-diff", one, two)
        jobs["git diff --word-diff"] = Job(argv, ledger.env, (0, 1))
    if (tool := found.get("daff")) and ledger.moves <= chosen.daff:
        out = str(ledger.folder / "daff.csv")
        jobs["daff"] = Job(
            tool.argv("daff", "diff", "--id", "key", "--output", out, one, two), ledger.env
        )
    return compared(f"diff of two talks, {ledger.cells} positions", jobs, chosen.rounds)


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=5, quick={"entries": [1000], "moves": [10_000]}, more=_more)
    print("The others:")
    found = tools()
    every: list[Compared] = []
    with tempfile.TemporaryDirectory(prefix="tracker-peers-") as scratch:
        folder = chosen.folder or Path(scratch)
        print("\nProcessor, ratio to ours (above 1: slower than ours) with its spread, memory")
        every += starts(found, environment(folder / "none.db"), chosen.rounds)
        for entries in chosen.entries:
            every += everyday(Path(scratch), found, entries, chosen.rounds)
        for moves in chosen.moves:
            ledger = Ledger(folder, moves)
            every += [*positions(found, ledger, chosen.rounds), diffs(found, ledger, chosen)]
    versions = {name: tool.version for name, tool in found.items()}
    lines = [line for each in every for line in each.targets()]
    return finish(lines, chosen, peers=versions)


def _more(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--entries", type=int, nargs="+", default=[1000, 10_000], metavar="N",
        help="entries to record and list among; default: 1000 10000")  # fmt: skip
    add("--moves", type=int, nargs="+", default=[100_000], metavar="N",
        help="moves, ten for each position; default: 100000")  # fmt: skip
    add("--daff", type=int, default=100_000, metavar="N", help="the most moves for daff")
    add("--folder", type=Path, metavar="DIR", help="keep the ledgers there, for the next time")


if __name__ == "__main__":
    sys.exit(main())
