"""What a search costs in ledgers of any size, beside a bare Typer program and FTS5 by itself.

Run it with the Python of an environment in which tracker is installed; see README.md here.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from _ledgers import write_ledger
from _measure import (
    BARE,
    Action,
    Target,
    environment,
    finish,
    interleaved,
    ladder,
    options,
    print_targets,
    print_times,
    python,
    ratio,
    run,
    seconds,
    tracker,
)

from tracker.ledger.case import Case
from tracker.ledger.refs import negotiation
from tracker.ledger.search import Wanted, search
from tracker.searching.sought import sought
from tracker.store.fts import expression
from tracker.store.store import open_for_reading

PAGE = 20
WORDS = {
    "rare": '"move 4711"',  # in one move
    "some": "trouble",  # in every twentieth
    "common": "party",  # in all but one of a hundred
    "all": '"number"',  # in all, and in every title
    "sign": "%",  # in none, and nothing that is indexed
}
PLAIN = "select rowid from move_words where move_words match ? order by rank limit ?"
"""The same as FTS5 answers it by itself: neither filters nor what is set aside."""
TIMES = 5


class Ledger:
    """A synthetic ledger of one size."""

    def __init__(self, folder: Path, moves: int) -> None:
        self.name = f"{moves // 1000} k" if moves < 1_000_000 else f"{moves // 1_000_000} M"
        self.path = folder / f"{moves}.db"
        self.env = environment(self.path)
        write_ledger(self.path, moves)

    def search(self, *arguments: str) -> Action:
        """A run of the program."""
        return lambda: run(tracker("search", *arguments, "--limit", str(PAGE)), self.env)

    def within(self, words: str) -> float:
        """Seconds of a page within one process, its moves read whole."""
        with closing(open_for_reading(self.path)) as store, store.reading():
            case = Case(store, negotiation(store, None))
            wanted = Wanted(limit=PAGE)
            return _best(lambda: list(search(case, sought(words), wanted)))

    def plain(self, words: str) -> float:
        """Seconds of the same question to FTS5."""
        with closing(sqlite3.connect(self.path)) as connection:
            asked = (expression(sought(words)), PAGE)
            return _best(lambda: connection.execute(PLAIN, asked).fetchall())


def _best(action: Action) -> float:
    return min(seconds(action) for _ in range(TIMES))


def commands(ledgers: Sequence[Ledger], bare: Path, rounds: int) -> list[Target]:
    """Whole commands, each size beside a bare Typer program in the same rounds."""
    jobs: dict[str, Action] = {"T": lambda: run(python(str(bare)), ledgers[0].env)}
    for each in ledgers:
        for name, words in WORDS.items():
            jobs[f"{name} {each.name}"] = each.search(words)
        jobs[f"in time {each.name}"] = each.search(WORDS["some"], "--sort", "time")
    times = interleaved(jobs, rounds)
    print_times(times)
    return [
        Target(f"{job} / T", ratio(times, job, "T"), most)
        for job, most in _most(times, ledgers[-1].name).items()
    ]


def _most(times: Mapping[str, object], largest: str) -> dict[str, float | None]:
    """The targets: a page costs little more than a program, but where all moves have the word."""
    wanted = {f"rare {largest}": 1.5, f"some {largest}": 2.5}
    return {job: wanted.get(job) for job in times if job != "T"}


def reads(ledger: Ledger) -> list[Target]:
    """A page within one process, in milliseconds and beside FTS5."""
    lines = []
    for name, words in WORDS.items():
        taken = ledger.within(words)
        lines.append(Target(f"{name}, {ledger.name}: milliseconds", taken * 1000))
        if not sought(words).literal:
            lines.append(Target(f"{name}, {ledger.name} / FTS5", taken / ledger.plain(words)))
    return lines


def main() -> int:
    """Measure, print, and give the exit code."""
    chosen = options(__doc__, rounds=11, million="minutes")
    lines: list[Target] = []
    with tempfile.TemporaryDirectory(prefix="tracker-search-") as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        ledgers = [Ledger(Path(folder), moves) for moves in ladder(chosen, 10_000, 100_000)]
        lines += _shown("Whole commands", commands(ledgers, bare, chosen.rounds))
        for each in ledgers:
            lines += _shown(f"Within one process, {each.name} moves", reads(each))
    return finish(lines, chosen)


def _shown(title: str, lines: list[Target]) -> list[Target]:
    print_targets(title, lines)
    return lines


if __name__ == "__main__":
    sys.exit(main())
