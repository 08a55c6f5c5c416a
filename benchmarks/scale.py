"""What a large ledger costs: recording, looking, diffs, import and export, beside plain SQLite.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import csv
import functools
import itertools
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from _measure import (
    BARE,
    Action,
    Target,
    environment,
    interleaved,
    median_ms,
    peak_memory,
    print_targets,
    python,
    ratio,
    run,
    seconds,
    tracker,
    verdict,
)

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.changes import changes
from tracker.ledger.history import history
from tracker.ledger.identity import rank_of
from tracker.ledger.positions import positions_of
from tracker.ledger.refs import negotiation, of_talk
from tracker.store import sqlfiles
from tracker.store.store import Store, open_for_reading, open_for_writing

TALKS = 200
PARTIES = 20
MOVES_A_DEMAND = 20
CELLS_A_DEMAND = 2
DEMANDS_AN_ISSUE = 25  # so that one issue has fifty cells
EARLIER, LATER = TALKS // 2, TALKS // 2 + 1
SPREAD = 7919  # a prime that takes the answers through all cells in turn
ANSWERS = (
    ("reject", "rejected"), ("defer", "deferred"), ("accept", "accepted"), ("ask", "asked"),
    ("defer", "deferred"), ("reject", "rejected"), ("note", "noted"),
)  # fmt: skip
CSV_COLUMNS = ("talk", "talk_date", "party", "move", "demand", "to", "issue", "text")
WINDOW_DIFF = """
with stood as (
  select demand, party, answer, row_number() over (
    partition by demand, party order by moment desc, rank desc
  ) as place
  from move
  where negotiation = 1 and answer is not null and moment <= ?
),
stands as (
  select demand, party, answer, row_number() over (
    partition by demand, party order by moment desc, rank desc
  ) as place
  from move
  where negotiation = 1 and answer is not null and moment <= ?
)
select stands.demand, stands.party, stood.answer, stands.answer
from stands
left join stood on stood.demand = stands.demand and stood.party = stands.party and stood.place = 1
where stands.place = 1 and stood.answer is not stands.answer
"""
"""The diff as one writes it first: the latest answer of all cells, twice, joined."""


class Said(NamedTuple):
    """One synthetic move, its refs as numbers from 1."""

    talk: int
    demand: int
    party: int
    verb: str
    status: str | None
    life: str | None
    text: str


def said(moves: int) -> Iterator[Said]:
    """The moves of a ledger: first every demand, then answers that go through all cells in turn.

    So every cell has the same history whatever the size, and every talk its share of the moves.
    """
    demands = moves // MOVES_A_DEMAND
    cells = demands * CELLS_A_DEMAND
    for at in range(moves):
        talk = at * TALKS // moves + 1
        if at < demands:
            yield Said(
                talk, at + 1, proponent(at + 1), "demand", None, "worded",
                f"that number {at + 1} of the things that trouble this party be ended for good",
            )  # fmt: skip
            continue
        cell = at * SPREAD % cells
        demand = cell // CELLS_A_DEMAND + 1
        if at % 100 == 99:
            wording = f"that number {demand} be ended, but only from the day of move {at} on"
            yield Said(talk, demand, proponent(demand), "revise", None, "worded", wording)
            continue
        verb, status = ANSWERS[at * 31 // 7 % len(ANSWERS)]
        words = f"what the party said of number {demand} in move {at}, in some forty characters"
        yield Said(talk, demand, addressee(demand, cell), verb, status, None, words)


def proponent(demand: int) -> int:
    """The party that puts a demand."""
    return demand % PARTIES + 1


def addressee(demand: int, cell: int) -> int:
    """One of the parties that a demand is put to."""
    return (demand + 1 + cell % CELLS_A_DEMAND) % PARTIES + 1


def moment(talk: int) -> int:
    """The place in time of a talk, one each week or so."""
    return (20_000_000 + talk // 48 * 10_000 + (talk // 4 % 12 + 1) * 100 + talk % 4 * 7 + 1) * (
        1_000_000
    ) + talk


def day(talk: int) -> str:
    """The day of a talk."""
    digits = str(moment(talk))
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def write_ledger(path: Path, moves: int) -> None:
    """Make a database of so many moves through direct SQL: quick, and the same rows as recorded."""
    store = open_for_writing(path, create=True)
    store.connection.execute("pragma synchronous = off")
    with store.writing():
        _write_registry(store, moves)
        store.connection.executemany(
            "insert into move (nr, id, parent, negotiation, talk, party, verb, demand, kind,"
            " addressees, text, recorded_at, recorded_by, moment, rank, answer, life)"
            " values (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00.000000Z', 'benchmark',"
            " ?, ?, ?, ?)",
            _move_rows(moves),
        )
    store.close()


def _write_registry(store: Store, moves: int) -> None:
    demands = range(1, moves // MOVES_A_DEMAND + 1)
    cells = itertools.product(demands, range(CELLS_A_DEMAND))
    many = store.connection.executemany
    store.connection.execute("insert into negotiation values (1, 'Scale', 'Scale', 0)")
    many("insert into party values (?, ?, ?)", ((n, f"P{n}", f"Party {n}") for n in _parties()))
    many(
        "insert into talk (id, negotiation, ref, title, date, earliest, latest, seq, moment)"
        " values (?, 1, ?, ?, ?, ?, ?, ?, ?)",
        ((n, f"T{n}", f"Talk {n}", day(n), day(n), day(n), n, moment(n)) for n in _talks()),
    )
    issues = range(len(demands) // DEMANDS_AN_ISSUE + 1)
    many("insert into issue values (?, 1, ?)", ((n + 1, f"Issue/{n}") for n in issues))
    many(
        "insert into demand values (?, 1, ?, 'D', ?, ?, 'demand', ?, ?)",
        ((n, f"D-{n}", n, f"Number {n}", n // DEMANDS_AN_ISSUE + 1, proponent(n)) for n in demands),
    )
    many("insert into pair values (1, ?, ?, 1)", ((n, addressee(n, each)) for n, each in cells))


def _parties() -> range:
    return range(1, PARTIES + 1)


def _talks() -> range:
    return range(1, TALKS + 1)


def _move_rows(moves: int) -> Iterator[tuple[object, ...]]:
    parent, rank = None, 0
    for nr, each in enumerate(said(moves), start=1):
        found = f"{nr * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128:032x}"
        rank = rank_of(rank, found)
        opens = each.verb == "demand"
        yield (
            nr, found, parent, each.talk, each.party, each.verb, each.demand,
            "demand" if opens else None, _addressees(each.demand) if opens else None, each.text,
            moment(each.talk), rank, each.status, each.life,
        )  # fmt: skip
        parent = found


def _addressees(demand: int) -> str:
    return ";".join(f"P{addressee(demand, each)}" for each in range(CELLS_A_DEMAND))


def write_csv(path: Path, moves: int) -> None:
    """The same moves as a file to import."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        for each in said(moves):
            opens = each.verb == "demand"
            to, issue = _addressees(each.demand), f"Issue/{each.demand // DEMANDS_AN_ISSUE}"
            key = f"D-{each.demand}"
            labels = (to, issue) if opens else ("", "")
            when = (f"T{each.talk}", day(each.talk))
            writer.writerow((*when, f"P{each.party}", each.verb, key, *labels, each.text))


class Ledger:
    """A synthetic ledger of one size, and what is measured on it."""

    def __init__(self, folder: Path, moves: int) -> None:
        self.moves = moves
        self.name = f"{moves // 1000} k" if moves < 1_000_000 else f"{moves // 1_000_000} M"
        self.folder = folder
        self.path = folder / f"{moves}.db"
        self.env = environment(self.path)
        self._turns = itertools.cycle(range(moves // MOVES_A_DEMAND))
        write_ledger(self.path, moves)

    def record(self) -> None:
        """Record one answer."""
        demand = next(self._turns) + 1
        by = f"P{addressee(demand, 0)}"
        run(tracker("reject", f"D-{demand}", "no", "--by", by), self.env)

    def tracker(self, *arguments: str) -> Action:
        """A run of the program on this ledger."""
        return lambda: run(tracker(*arguments), self.env)

    def sqlite(self, sql: str) -> Action:
        """The rows of a query as `sqlite3 -csv` writes them."""
        # After a line feed: the shell would take the comment at its head for an option.
        return lambda: run(["sqlite3", "-csv", str(self.path), f"\n{sql}"], self.env)

    def read(self, work: Callable[[Case], object]) -> tuple[float, int]:
        """Seconds and VM steps of some reads, with the registry read already."""
        store = open_for_reading(self.path)
        with store.reading():
            case = Case(store, negotiation(store, None))
            work(case)
            taken = seconds(functools.partial(work, case))
            steps = itertools.count(1)
            store.connection.set_progress_handler(lambda: next(steps) < 0, 1)
            work(case)
            store.connection.set_progress_handler(None, 1)
        store.close()
        return taken, next(steps) - 1


def page(case: Case) -> object:
    """The positions on twenty-five demands: fifty of them."""
    return positions_of(case, range(26, 26 + DEMANDS_AN_ISSUE), END_OF_TIME)


def one_history(case: Case) -> object:
    """Everything recorded of one demand."""
    return history(case, "D-7")


def neighbours(case: Case) -> object:
    """The diff of two neighbouring talks."""
    earlier, later = (of_talk(case.talks_by_ref[f"T{each}"]) for each in (EARLIER, LATER))
    return changes(case, earlier, later)


def window_diff(ledger: Ledger) -> float:
    """Seconds of the same diff as window functions find it."""
    connection = sqlite3.connect(ledger.path)
    times = (moment(EARLIER), moment(LATER))
    taken = seconds(lambda: connection.execute(WINDOW_DIFF, times).fetchall())
    connection.close()
    return taken


def every_cell() -> str:
    """The SQL of all positions, as the program runs it page by page."""
    chosen = "select demand, party, addressed from pair where negotiation = 1"
    cells = sqlfiles.query("cells").replace(":moment", str(END_OF_TIME))
    return f"with chosen as ({chosen})\n{cells.replace(':negotiation', '1')}"


def every_move() -> str:
    """The SQL of an export of all moves, as the program runs it page by page."""
    sql = sqlfiles.query("moves_in_order")
    for name, value in (("negotiation", 1), ("after", 0), ("until", END_OF_TIME), ("limit", -1)):
        sql = sql.replace(f":{name}", str(value))
    return sql


def commands(ledgers: Sequence[Ledger], bare: Path, rounds: int) -> list[Target]:
    """Whole commands, each size beside a bare Typer program in the same rounds."""
    jobs: dict[str, Action] = {"T": lambda: run(python(str(bare)), ledgers[0].env)}
    for each in ledgers:
        jobs[f"record {each.name}"] = each.record
        jobs[f"page {each.name}"] = each.tracker("positions", "--issue", "Issue/2")
        jobs[f"history {each.name}"] = each.tracker("show", "D-7")
        jobs[f"diff {each.name}"] = each.tracker("diff", f"T{EARLIER}", f"T{LATER}", "--summary")
    times = interleaved(jobs, rounds)
    print("  " + "   ".join(f"{name} {median_ms(each):.0f} ms" for name, each in times.items()))
    most = {"record": 1.25, "page": 1.3, "diff": 1.6}
    small, large = ledgers[0].name, ledgers[-1].name
    beside = [
        Target(f"{job}, {each.name} / T", ratio(times, f"{job} {each.name}", "T"), most.get(job))
        for job in ("record", "page", "history", "diff")
        for each in ledgers
    ]
    growth = [
        Target(f"{job}, {large} / {small}", ratio(times, f"{job} {large}", f"{job} {small}"), 1.15)
        for job in ("record", "page", "history")
    ]
    return beside + growth


def reads(ledgers: Sequence[Ledger]) -> list[Target]:
    """Reads within one process: database steps, which know no noise, and times."""
    lines, pages = [], []
    for each in ledgers:
        page_time, page_steps = each.read(page)
        diff_time, diff_steps = each.read(neighbours)
        _, history_steps = each.read(one_history)
        pages.append(page_steps)
        pairs = each.moves // TALKS
        lines += [
            Target(f"page of 50, {each.name}: milliseconds", page_time * 1000),
            Target(f"page of 50, {each.name}: steps", page_steps),
            Target(f"history of one demand, {each.name}: steps", history_steps),
            Target(f"diff, {each.name}: steps per changed pair", diff_steps / pairs, 100),
            Target(f"diff, {each.name}: milliseconds", diff_time * 1000),
            Target(f"diff, {each.name} / window functions", diff_time / window_diff(each), 1 / 40),
        ]
    lines.append(Target("steps of a page, largest / smallest", pages[-1] / pages[0], 1.05))
    return lines


def bulk(ledger: Ledger, rounds: int) -> list[Target]:
    """Everything in and out, beside the sqlite3 shell."""
    file, table = ledger.folder / "moves.csv", ["positions", "--format", "table"]
    write_csv(file, ledger.moves)
    jobs = {
        "import": lambda: _import(ledger, file),
        ".import": lambda: _plain_import(ledger, file),
        "export": ledger.tracker("export", "moves"),
        "export SQL": ledger.sqlite(every_move()),
        "positions": ledger.tracker("positions", "--format", "csv"),
        "positions SQL": ledger.sqlite(every_cell()),
        "table": ledger.tracker(*table),
        "tsv": ledger.tracker("positions"),
    }
    times = interleaved(jobs, rounds)
    print("  " + "   ".join(f"{name} {median_ms(each):.0f} ms" for name, each in times.items()))
    name = ledger.name
    return [
        Target(f"import {name} / sqlite3 .import", ratio(times, "import", ".import"), 3),
        Target(f"import {name}: peak memory", _import_memory(ledger, file), 150, " MB"),
        Target(f"export {name} / sqlite3 -csv", ratio(times, "export", "export SQL"), 3.5),
        Target(f"export {name}: peak memory", peak_memory(tracker("export", "moves"), ledger.env),
               unit=" MB"),
        Target(f"all positions {name} as CSV / sqlite3 -csv",
               ratio(times, "positions", "positions SQL"), 2.5),
        Target(f"all positions {name} as a table / as TSV", ratio(times, "table", "tsv"), 1.8),
    ]  # fmt: skip


def _fresh(ledger: Ledger) -> Mapping[str, str]:
    path = ledger.folder / "fresh.db"
    path.unlink(missing_ok=True)
    env = environment(path)
    run(tracker("init", "Scale"), env)
    return env


def _import(ledger: Ledger, file: Path) -> None:
    run(tracker("import", str(file), "--yes"), _fresh(ledger))


def _import_memory(ledger: Ledger, file: Path) -> float:
    return peak_memory(tracker("import", str(file), "--yes"), _fresh(ledger))


def _plain_import(ledger: Ledger, file: Path) -> None:
    path = ledger.folder / "plain.db"
    path.unlink(missing_ok=True)
    run(["sqlite3", str(path), ".mode csv", f".import {file} move"], ledger.env)


def main() -> int:
    """Measure, print, and give the exit code."""
    options = _options()
    if shutil.which("sqlite3") is None:
        print("The sqlite3 shell is not there: import and export are not measured.")
    sizes = [10_000, 100_000, *([1_000_000] if options.million else [])]
    lines: list[Target] = []
    with tempfile.TemporaryDirectory(prefix="tracker-scale-") as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        ledgers = [Ledger(Path(folder), moves) for moves in sizes]
        lines += _shown("Whole commands", commands(ledgers, bare, options.rounds))
        lines += _shown("Reads within one process", reads(ledgers))
        for each in ledgers if shutil.which("sqlite3") else ():
            few = 3 if each.moves <= 100_000 else 1
            lines += _shown(f"In and out, {each.name} moves", bulk(each, few))
    return verdict(lines, check=options.check)


def _shown(title: str, lines: list[Target]) -> list[Target]:
    print_targets(title, lines)
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="default: 11")
    parser.add_argument("--million", action="store_true", help="a million moves too: minutes")
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 if a target is missed by over 25 %%"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
