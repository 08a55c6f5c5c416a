"""The diff of two talks as a person reads it: in groups, with quotes and word diffs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker import words
from tracker.diff import CellChange, Change, Diff, Revision
from tracker.model import Headline, Position
from tracker.render.changes import Comparison, by_group, direction_of, summary, transition
from tracker.render.said import details, worded
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.text import pad, width
from tracker.render.theme import Role
from tracker.render.wording import by, direction, parties, status_words, title_words

_GROUPS = {
    Change.REJECTED: "Rejected",
    Change.DEFERRED: "Deferred",
    Change.COUNTERED: "Countered",
    Change.QUALIFIED: "Accepted in part, in principle or on condition",
    Change.ACCEPTED: "Accepted",
    Change.NEW: "New, no answer yet",
    Change.REOPENED: "Open again",
    Change.RETABLED: "Back on the table",
    Change.WITHDRAWN: "Withdrawn",
}
_MARKS: dict[Change, Headline | Role] = {
    Change.REJECTED: Headline.REJECTED,
    Change.DEFERRED: Headline.DEFERRED,
    Change.COUNTERED: Headline.COUNTERED,
    Change.QUALIFIED: Headline.QUALIFIED,
    Change.ACCEPTED: Headline.ACCEPTED,
    Change.NEW: Headline.OPEN,
    Change.REOPENED: Headline.OPEN,
    Change.RETABLED: Headline.OPEN,
    Change.REVISED: Role.REVISED,
    Change.WITHDRAWN: Headline.WITHDRAWN,
}
_WIDE = 100


def draw(found: Comparison, screen: Screen) -> None:
    """Show the diff on a screen: the groups, the revised wordings, the summary last."""
    screen.print_line([Cell(found.title, Role.HEADING)])
    arrow = "  →  " if screen.unicode else "  ->  "
    screen.print_line([Cell(f"{found.start.label}{arrow}{found.end.label}")], hanging=2)
    screen.print_line()
    layout = _Layout.for_changes(found.diff, screen)
    for change, group in by_group(found.diff).items():
        if group:
            screen.print_line([Cell(_GROUPS[change], _MARKS[change])])
            for each in group:
                layout.draw(each)
    if found.diff.revisions:
        screen.print_line([Cell("Revised", Role.REVISED)])
        for revision in found.diff.revisions:
            _draw_revision(revision, screen)
    _draw_unchanged(found, screen)
    if not found.diff.empty:
        screen.print_line()
    screen.print_line([Cell(summary(found.diff))], hanging=2)


class _Layout(NamedTuple):
    """The widths that all groups of one diff share, so that their columns stand in line."""

    screen: Screen
    key: int
    between: int
    change: int

    @classmethod
    def for_changes(cls, diff: Diff, screen: Screen) -> _Layout:
        every = [each for each in diff.changes if each.change is not Change.REVISED]
        return cls(
            screen,
            max((width(each.position.demand.key) for each in every), default=0),
            max((width(direction_of(each)) for each in every), default=0),
            max((width(transition(each)) for each in every), default=0),
        )

    def draw(self, each: CellChange) -> None:
        wide = self.screen.width >= _WIDE
        mark = _MARKS[each.change]
        key = f"{self.screen.glyph(mark)} {pad(each.position.demand.key, self.key)}"
        columns = [
            Column(""),
            Column("", flex=3, minimum=16),
            Column(""),
            Column("", flex=0 if wide else 2, minimum=12),
        ]
        row = [
            Cell("  " + key, mark),
            Cell(title_words(each.position.demand)),
            Cell(pad(direction_of(each), self.between)),
            Cell(pad(self._plain(transition(each)), self.change if wide else 0), mark),
        ]
        if wide:
            columns.append(Column("", flex=1, minimum=14))
            row.append(Cell(each.movement, Role.MUTED))
        self.screen.print_sheet(Sheet(columns, [row]))
        self._draw_details(each, movement="" if wide else each.movement)

    def _plain(self, text: str) -> str:
        return text if self.screen.unicode else text.replace("→", "->")

    def _draw_details(self, each: CellChange, *, movement: str) -> None:
        indent = 5 + self.key
        if movement:
            self.screen.print_line([Cell(movement, Role.MUTED)], indent=indent)
        for line in details(each.after):
            self.screen.print_line(line, indent=indent, hanging=2)


def draw_summary(found: Comparison, screen: Screen) -> None:
    """Show only the summary."""
    screen.print_line([Cell(summary(found.diff))], hanging=2)


def heading(text: str) -> Cell:
    """A heading of its own."""
    return Cell(text, Role.HEADING)


def _draw_revision(revision: Revision, screen: Screen) -> None:
    glyph = screen.glyph(Role.REVISED)
    versions = "editorial" if revision.editorial else _versions(revision, screen)
    demand = revision.demand
    screen.print_line(
        [
            Cell(f"{glyph} {demand.key}", Role.REVISED),
            Cell(f"  {demand.title}"),
            Cell(f"  {parties(by(demand)) or '?'}  {versions}", Role.MUTED),
        ],
        indent=2,
        hanging=4,
    )
    spans = words.excerpt(words.diff(revision.before_text or "", revision.after_text or ""))
    screen.print_line(worded(spans), indent=7)
    if revision.lapsed:
        screen.print_line([Cell(f"reopened: {_lapsed(revision)}", Role.MUTED)], indent=7)


def _versions(revision: Revision, screen: Screen) -> str:
    arrow = "→" if screen.unicode else "->"
    return f"v{revision.before_version} {arrow} v{revision.after_version}"


def _lapsed(revision: Revision) -> str:
    found = [
        f"{each.stale} on v{each.answer.version} ({each.party})"
        for each in revision.lapsed
        if each.answer
    ]
    return "was " + ", ".join(found)


def _draw_unchanged(found: Comparison, screen: Screen) -> None:
    if found.not_mentioned is None:
        return
    for heading, cells in (
        ("Restated, unchanged", found.diff.restated),
        ("Not mentioned", found.not_mentioned),
    ):
        if cells:
            screen.print_line([Cell(heading, Role.HEADING)])
            screen.print_sheet(_unchanged_sheet(cells, screen))


def _unchanged_sheet(cells: Sequence[Position], screen: Screen) -> Sheet:
    columns = [
        Column(""),
        Column("", flex=3, minimum=16),
        Column(""),
        Column("", flex=2, minimum=12),
    ]
    rows = [
        [
            Cell(f"  {screen.glyph(each.status)} {each.demand.key}", each.status.value),
            Cell(title_words(each.demand)),
            Cell(direction(each.demand, each.party)),
            Cell(status_words(each), each.status.value),
        ]
        for each in cells
    ]
    return Sheet(columns, rows)
