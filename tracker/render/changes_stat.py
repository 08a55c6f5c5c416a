"""The diff in figures: how many of each change, by responding party and by issue, with a bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.diff import CellChange, Change
from tracker.render.changes import Comparison, summary
from tracker.render.changes_drawn import draw_compared
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, plain_sheet, visibility

COLUMNS = ("by", "name", *(change.value for change in Change), "total")
LONGEST_BAR = 30
_SHORT = {Change.QUALIFIED: "qualified"}


def stat_view(found: Comparison) -> View:
    """The counts as a view: one row a party, then one an issue."""
    rows = _counts(found.diff.changes)
    told = [(*row, _told(found.diff.changes, row)) for row in rows]

    def draw(screen: Screen) -> None:
        draw_compared(found, screen)
        if rows:
            screen.print_sheet(_drawn(rows, screen))
        screen.print_line([Cell(summary(found.diff))], hanging=2)

    about = {
        "negotiation": found.negotiation,
        "from": found.start.label,
        "to": found.end.label,
    }
    columns = (*COLUMNS, VISIBILITY)
    return View(
        "diff-stat", columns, told, lambda: plain_sheet(COLUMNS, rows), draw, about, marked=True
    )


def _told(changes: Sequence[CellChange], row: Row) -> str:
    """Whether any of the changes that a row counts is private."""
    place = ("party", "issue").index(str(row[0]))
    return visibility(*(each.private for each in changes if _names(each)[place] == row[1]))


def _names(change: CellChange) -> tuple[str, str]:
    """The responding party and the issue that a change is counted for."""
    return change.position.party or "all", change.position.demand.issue or "(no issue)"


def _counts(changes: Sequence[CellChange]) -> list[Row]:
    by_party: dict[str, Counter[Change]] = {}
    by_issue: dict[str, Counter[Change]] = {}
    for each in changes:
        party, issue = _names(each)
        by_party.setdefault(party, Counter())[each.change] += 1
        by_issue.setdefault(issue, Counter())[each.change] += 1
    return [
        (by, name, *(counts[change] or None for change in Change), counts.total())
        for by, group in (("party", by_party), ("issue", by_issue))
        for name, counts in sorted(group.items())
    ]


def _drawn(rows: Sequence[Row], screen: Screen) -> Sheet:
    most = max((int(row[-1] or 0) for row in rows), default=1)
    scale = max(1.0, most / LONGEST_BAR)
    columns = [
        Column("Cells of"),
        Column("", flex=1, minimum=12),
        Column("Changed", right=True),
        Column("", flex=1),
    ]
    shown = [
        [
            Cell(str(row[0]), Role.MUTED),
            Cell(str(row[1])),
            Cell(str(row[-1])),
            Cell(_bar(row, scale)),
        ]
        for row in rows
    ]
    return Sheet(columns, shown)


def _bar(row: Row, scale: float) -> str:
    marks = []
    for change, count in zip(Change, row[2:-1], strict=True):
        if count:
            marks.append(f"{_SHORT.get(change, change.value)} {count}")
    bar = "+" * max(1, round(int(row[-1] or 0) / scale))
    return f"{bar} {', '.join(marks)}"
