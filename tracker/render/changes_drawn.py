"""The diff of two talks as a person reads it: in groups, with quotes and word diffs."""

from __future__ import annotations

from collections.abc import Sequence

from tracker import words
from tracker.diff import CellChange, Change, Diff, Revision
from tracker.model import Contest, Headline, Position
from tracker.render.changes import Comparison, by_group, direction_of, summary, transition
from tracker.render.said import accounts, details, worded
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.text import pad, width, wrap
from tracker.render.theme import Role
from tracker.render.wording import by, direction, parties, status_words, title_words

GROUPS = {
    Change.CONTESTED: "Contested",
    Change.REJECTED: "Rejected",
    Change.DEFERRED: "Deferred",
    Change.COUNTERED: "Countered",
    Change.QUALIFIED: "Accepted in part, in principle or on condition",
    Change.ACCEPTED: "Accepted",
    Change.SETTLED: "Settled by a counter-demand",
    Change.NEW: "New, no answer yet",
    Change.NOTED: "Noted, no stance taken",
    Change.REOPENED: "Open again",
    Change.RETABLED: "Back on the table",
    Change.WITHDRAWN: "Withdrawn",
    Change.REMOVED: "No longer there",
}
"""The heading of each group of changed cells."""
_MARKS: dict[Change, Headline | Role] = {
    Change.CONTESTED: Role.CONTESTED,
    Change.REJECTED: Headline.REJECTED,
    Change.DEFERRED: Headline.DEFERRED,
    Change.COUNTERED: Headline.COUNTERED,
    Change.QUALIFIED: Headline.QUALIFIED,
    Change.ACCEPTED: Headline.ACCEPTED,
    Change.SETTLED: Headline.ACCEPTED,
    Change.NEW: Headline.OPEN,
    Change.NOTED: Headline.OPEN,
    Change.REOPENED: Headline.OPEN,
    Change.RETABLED: Headline.OPEN,
    Change.REVISED: Role.REVISED,
    Change.WITHDRAWN: Headline.WITHDRAWN,
    Change.REMOVED: Role.GONE,
}
_WIDE = 100
_NARROW_STEP = 20
_GAP = 2


def mark_of_change(change: Change) -> Headline | Role:
    """What a changed cell is marked and painted as."""
    return _MARKS[change]


def draw(found: Comparison, screen: Screen) -> None:
    """Show the diff on a screen: the groups, the revised wordings, the summary last."""
    draw_compared(found, screen)
    layout = _Layout(found.diff, screen)
    for change, group in by_group(found.diff).items():
        if group:
            screen.print_line([Cell(GROUPS[change], _MARKS[change])])
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


def draw_compared(found: Comparison, screen: Screen) -> None:
    """Show what is compared: the negotiation and the two moments."""
    screen.print_line([Cell(found.title, Role.HEADING)])
    arrow = "  →  " if screen.unicode else "  ->  "
    screen.print_line([Cell(f"{found.start.label}{arrow}{found.end.label}")], hanging=2)
    screen.print_line()


class _Layout:
    """The widths that all groups of one diff share, so that their columns stand in line."""

    def __init__(self, diff: Diff, screen: Screen) -> None:
        every = [each for each in diff.changes if each.change is not Change.REVISED]
        self.screen = screen
        self.contests = {one.id: each for each in diff.arisen for one in each.accounts}
        self.wide = screen.width >= _WIDE
        self.key = 4 + max((width(each.position.demand.key) for each in every), default=0)
        self.between = max((width(direction_of(each)) for each in every), default=0)
        self.step = max((width(transition(each)) for each in every), default=0)
        self.movement = max((width(_movement(each)) for each in every), default=0)
        titles = max((width(title_words(each.position.demand)) for each in every), default=0)
        self.title = min(titles, self._room())

    def _room(self) -> int:
        """The cells that are left for titles, of which some are always kept."""
        taken = self.key + self.between + 3 * _GAP
        taken += self.step + _GAP + self.movement if self.wide else min(self.step, _NARROW_STEP)
        return max(16, self.screen.width - taken)

    def draw(self, each: CellChange) -> None:
        """Show one changed cell with what was said."""
        mark = _MARKS[each.change]
        glyph = self.screen.glyph(mark)
        step, movement = self._readable(transition(each)), _movement(each)
        columns = [
            Column(""),
            Column("", flex=1, minimum=self.title),
            Column(""),
            Column("", flex=0 if self.wide else 1, minimum=12),
            Column("", flex=1, minimum=0),
        ]
        row = [
            Cell(pad(f"  {glyph} {each.position.demand.key}", self.key), mark),
            Cell(self._wrapped(title_words(each.position.demand))),
            Cell(pad(self._readable(direction_of(each)), self.between)),
            Cell(pad(step, self.step) if self.wide else f"{step}\n{movement}".strip(), mark),
            Cell(movement if self.wide else "", Role.MUTED),
        ]
        kept = len(row) if self.wide else len(row) - 1
        self.screen.print_sheet(Sheet(columns[:kept], [row[:kept]]))
        marks = [(Cell("private", Role.PRIVATE),)] if _is_private(each) else []
        contest = self._contest(each.after)
        said = accounts(contest) if contest else details(each.after)
        for line in (*marks, *said):
            self.screen.print_line(line, indent=self.key + _GAP, hanging=2)

    def _contest(self, position: Position | None) -> Contest | None:
        """The accounts behind a contested position; None where blocs differ, or of any other."""
        if position is None or position.answer is None or not position.contested:
            return None
        return self.contests.get(position.answer.move)

    def _wrapped(self, title: str) -> str:
        """A title on lines of no more than the width of its column, the first one filled."""
        first, *more = wrap(title, max(self.title, 1)) or [""]
        return "\n".join([pad(first, self.title), *more])

    def _readable(self, text: str) -> str:
        return text if self.screen.unicode else text.replace("→", "->")


def _is_private(each: CellChange) -> bool:
    return any(side.private for side in (each.before, each.after) if side)


def _movement(each: CellChange) -> str:
    """The label of the movement, where the step from `new` does not say it already."""
    return "" if each.movement == "new" else each.movement


def draw_summary(found: Comparison, screen: Screen) -> None:
    """Show only the summary: in a pipe as one line, however long."""
    if screen.stream.isatty():
        screen.print_line([Cell(summary(found.diff))], hanging=2)
    else:
        screen.stream.write(f"{summary(found.diff)}\n")


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
            *([Cell("  private", Role.PRIVATE)] if revision.private else []),
        ],
        indent=2,
        hanging=4,
    )
    spans = words.excerpt(words.diff(revision.before_text or "", revision.after_text or ""))
    screen.print_line(worded(spans), indent=6)
    if revision.lapsed:
        screen.print_line([Cell(f"reopened: {_lapsed(revision)}", Role.MUTED)], indent=6)


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
