"""What people do with a ledger, each as a command that works on a realistic one of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from _measure import environment, run, tracker
from _realistic import day_of_talk, talks_of

MOVES, POSITIONS = "the moves", "the positions"
"""What a command that shows or reads the whole ledger grows with."""


class Ledger:
    """A realistic ledger of one size, and what is made of it or beside it."""

    def __init__(self, path: Path, moves: int, scratch: Path) -> None:
        self.path, self.moves, self.scratch = path, moves, scratch
        self.talks = talks_of(moves)
        self.middle = self.talks // 2
        self.env = environment(path)

    @property
    def then(self) -> str:
        """The day of the talk in the middle."""
        return day_of_talk(self.middle, self.talks).isoformat()

    def file(self, name: str, *words: str) -> str:
        """A file that a command writes of it, written once."""
        path = self.scratch / f"{self.moves}-{name}"
        if not path.exists():
            run(tracker(*words, "--include-private", "-o", str(path)), self.env)
        return str(path)

    def fresh(self, *, begun: bool) -> Mapping[str, str]:
        """The environment of a database that is not there yet, or has a negotiation only."""
        path = self.scratch / "fresh.db"
        path.unlink(missing_ok=True)
        env = environment(path)
        if begun:
            run(tracker("init", "Scale"), env)
        return env


class Command(NamedTuple):
    """A command that is measured.

    Attributes:
        name: what it is called in the table.
        words: its arguments, on a ledger.
        follows: what it should grow with; empty for what should not grow at all.
        where: the environment it runs in, made ready: that of the ledger, or of another one.
    """

    name: str
    words: Callable[[Ledger], Sequence[str]]
    follows: str = ""
    where: Callable[[Ledger], Mapping[str, str]] = lambda ledger: ledger.env

    @property
    def reads_all(self) -> bool:
        """Whether it shows or reads the whole ledger."""
        return self.follows in (MOVES, POSITIONS)


def _fixed(name: str, *words: str, follows: str = "") -> Command:
    return Command(name, lambda _: words, follows)


ISSUE = ("positions", "--issue", "Basket 2/Item 1")
COMMANDS = (
    _fixed("positions of an issue", *ISSUE),
    _fixed("the same as of an early talk", *ISSUE, "--as-of", "T3"),
    Command("the same as of a middle talk", lambda each: (
        *ISSUE, "--as-of", f"T{each.middle}")),
    Command("the same as of a late talk", lambda each: (
        *ISSUE, "--as-of", f"T{each.talks - 1}")),
    Command("the same as known in the middle", lambda each: (
        *ISSUE, "--known-at", each.then), "the moves recorded since"),
    _fixed("show a demand", "show", "D-7"),
    _fixed("timeline of a demand", "timeline", "--demand", "D-7", follows="the talks"),
    _fixed("log, fifty moves", "log", "--limit", "50"),
    _fixed("search, twenty hits", "search", "fisheries", "--limit", "20"),
    _fixed("matrix of an issue", "matrix", "--issue", "Basket 2/Item 1"),
    _fixed("record a move", "reaffirm", "D-7"),
    _fixed("undo it", "undo", "--yes"),
    Command("diff of neighbouring talks", lambda each: (
        "diff", f"T{each.middle}", f"T{each.middle + 1}"), "the moves of one talk"),
    _fixed("compare two parties", "compare", "P1", "P2", follows=POSITIONS),
    _fixed("brief for a party", "brief", "--for", "P1", "--format", "md", follows=POSITIONS),
    _fixed("status", "status", follows=POSITIONS),
    _fixed("agenda", "agenda", follows=POSITIONS),
    _fixed("blockers", "blockers", follows=POSITIONS),
    _fixed("matrix, whole", "matrix", follows=POSITIONS),
    _fixed("all positions", "positions", "--all", follows=POSITIONS),
    Command("all positions as known in the middle", lambda each: (
        "positions", "--all", "--known-at", each.then), POSITIONS),
    Command("diff of the first talk and the last", lambda each: (
        "diff", "T1", f"T{each.talks}"), POSITIONS),
    _fixed("export moves as CSV", "export", "moves", follows=MOVES),
    _fixed("export moves as JSON lines", "export", "moves", "--format", "jsonl", follows=MOVES),
    _fixed("export moves as Markdown", "export", "moves", "--format", "md", follows=MOVES),
    _fixed("export moves as HTML", "export", "moves", "--format", "html", follows=MOVES),
    _fixed("bundle create", "bundle", "create", follows=MOVES),
    _fixed("check", "check", follows=MOVES),
    _fixed("report as Markdown", "report", "--format", "md", "-o", "-", follows=MOVES),
    _fixed("stats", "stats", follows=MOVES),
    Command("merge into an empty ledger", lambda each: (
        "merge", str(each.path), "--yes"), MOVES, lambda each: each.fresh(begun=False)),
    Command("bundle apply", lambda each: (
        "bundle", "apply", each.file("all.jsonl", "bundle", "create"), "--yes"),
        MOVES, lambda each: each.fresh(begun=False)),
    Command("import of CSV", lambda each: (
        "import", each.file("moves.csv", "export", "moves"), "--yes"),
        MOVES, lambda each: each.fresh(begun=True)),
)  # fmt: skip
