"""What a large ledger costs: recording, looking, diffs, import and export, beside plain SQLite.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from _counting import peak_memory
from _ledgers import (
    DEMANDS_AN_ISSUE,
    MOVES_A_DEMAND,
    TALKS,
    addressee,
    moment,
    write_csv,
    write_ledger,
)
from _measure import (
    BARE,
    Action,
    Clock,
    Target,
    environment,
    finish,
    interleaved,
    ladder,
    options,
    print_targets,
    print_times,
    processor_option,
    python,
    ratio,
    run,
    seconds,
    tracker,
)

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.changes import changes
from tracker.ledger.history import history
from tracker.ledger.positions import positions_of
from tracker.ledger.refs import negotiation, of_talk
from tracker.store import sqlfiles
from tracker.store.store import open_for_reading

EARLIER, LATER = TALKS // 2, TALKS // 2 + 1
WINDOWED = """
select demand, party, answer
from (
  select demand, party, answer, row_number() over (
    partition by demand, party order by moment desc, rank desc
  ) as place
  from move
  where negotiation = 1 and answer is not null and moment <= ?
)
where place = 1
"""
"""The latest answer of every cell, as one writes it first."""


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
        self.begun = folder / "begun.db"
        if not self.begun.exists():
            run(tracker("init", "Scale"), environment(self.begun))

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
    times = (moment(LATER), moment(EARLIER))
    changed = f"{WINDOWED} except {WINDOWED}"
    taken = seconds(lambda: connection.execute(changed, times).fetchall())
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


def commands(ledgers: Sequence[Ledger], bare: Path, chosen: argparse.Namespace) -> list[Target]:
    """Whole commands, each size beside a bare Typer program in the same rounds."""
    jobs: dict[str, Action] = {"T": lambda: run(python(str(bare)), ledgers[0].env)}
    for each in ledgers:
        jobs[f"record {each.name}"] = each.record
        jobs[f"page {each.name}"] = each.tracker("positions", "--issue", "Issue/2")
        jobs[f"history {each.name}"] = each.tracker("show", "D-7")
        jobs[f"diff {each.name}"] = each.tracker("diff", f"T{EARLIER}", f"T{LATER}", "--summary")
    times = interleaved(jobs, chosen.rounds, clock=chosen.clock)
    print_times(times)
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


def bulk(ledger: Ledger, rounds: int, clock: Clock) -> list[Target]:
    """Everything in and out, beside the sqlite3 shell."""
    file, table = ledger.folder / "moves.csv", ["positions", "--format", "table"]
    write_csv(file, ledger.moves)
    peaks: list[float] = []
    jobs: dict[str, Action] = {
        "import": lambda: peaks.append(_import(ledger, file)),
        ".import": lambda: _plain_import(ledger, file),
        "export": ledger.tracker("export", "moves"),
        "export SQL": ledger.sqlite(every_move()),
        "positions": ledger.tracker("positions", "--format", "csv"),
        "positions SQL": ledger.sqlite(every_cell()),
        "table": ledger.tracker(*table),
        "tsv": ledger.tracker("positions"),
    }
    times = interleaved(jobs, rounds, warm=ledger.moves <= 10_000, clock=clock)
    print_times(times)
    name = ledger.name
    return [
        Target(f"import {name} / sqlite3 .import", ratio(times, "import", ".import"), 3),
        Target(f"import {name}: peak memory", max(peaks), 150, " MB"),
        Target(f"export {name} / sqlite3 -csv", ratio(times, "export", "export SQL"), 3.5),
        Target(f"export {name}: peak memory", peak_memory(tracker("export", "moves"), ledger.env),
               unit=" MB"),
        Target(f"all positions {name} as CSV / sqlite3 -csv",
               ratio(times, "positions", "positions SQL"), 2.5),
        Target(f"all positions {name} as a table / as TSV", ratio(times, "table", "tsv"), 1.8),
    ]  # fmt: skip


def _import(ledger: Ledger, file: Path) -> float:
    """Import into a fresh database and give the peak memory in MB."""
    fresh = ledger.folder / "fresh.db"
    shutil.copy(ledger.begun, fresh)
    return peak_memory(tracker("import", str(file), "--yes"), environment(fresh))


def _plain_import(ledger: Ledger, file: Path) -> None:
    path = ledger.folder / "plain.db"
    path.unlink(missing_ok=True)
    run(["sqlite3", str(path), ".mode csv", f".import {file} move"], ledger.env)


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=11, million="minutes", more=_more)
    if shutil.which("sqlite3") is None:
        print("The sqlite3 shell is not there: import and export are not measured.")
    lines: list[Target] = []
    with tempfile.TemporaryDirectory(prefix="tracker-scale-") as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        ledgers = [Ledger(Path(folder), moves) for moves in ladder(chosen, 10_000, 100_000)]
        lines += _shown("Whole commands", commands(ledgers, bare, chosen))
        lines += _shown("Reads within one process", reads(ledgers))
        for each in ledgers if shutil.which("sqlite3") and not chosen.screen else ():
            few = min(chosen.rounds, 3 if each.moves <= 10_000 else 1)
            lines += _shown(f"In and out, {each.name} moves", bulk(each, few, chosen.clock))
    return finish(lines, chosen)


def _shown(title: str, lines: list[Target]) -> list[Target]:
    print_targets(title, lines)
    return lines


def _more(parser: argparse.ArgumentParser) -> None:
    processor_option(parser)
    parser.add_argument("--screen", action="store_true", help="leave out what goes in and out")


if __name__ == "__main__":
    sys.exit(main())
