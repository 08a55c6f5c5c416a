"""The timeline as a terminal shows it: a line for each cell, a mark wherever something happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tracker.ledger.timeline import Happening, Occasion, Timeline, TimelineRow
from tracker.model import Status
from tracker.render.grid import Grid, GridRow, Slot, draw_grid
from tracker.render.legend import draw_legend, explained, letter, looks
from tracker.render.sheet import Cell, Column
from tracker.render.text import width
from tracker.render.theme import RULE, Role
from tracker.render.timeline import mark_of, marked, shade
from tracker.render.wording import title_words

if TYPE_CHECKING:
    from tracker.render.screen import Screen
    from tracker.render.sheet import Line, Row

_MEANING = {
    Role.NEW: "demanded",
    Role.REVISED: "new wording",
    Role.SAID_AGAIN: "spoken of, unchanged",
    Role.SETTLED: "settled by the counter-demand",
    Role.CONTESTED: "contested",
    Role.PRIVATE: "private",
}


def draw(found: Timeline, screen: Screen) -> None:
    """Show the rows over the occasions, in pages of these where the screen is narrow."""
    if not found.rows:
        screen.print_line([Cell("There is no demand to show.")])
        return
    drawn = _Drawn(found, screen)
    for line in drawn.of_all():
        screen.print_line(line, hanging=2)
    columns, labels = drawn.labels()
    draw_grid(Grid(columns, labels, drawn.slots, drawn.rows, gap=0, whole=True), screen)
    screen.print_line()
    draw_legend(list(drawn.legend()), screen)


class _Drawn:
    """The rows of a timeline as they look on a screen."""

    def __init__(self, found: Timeline, screen: Screen) -> None:
        self._found = found
        self._screen = screen
        self._happenings = [each for row in found.rows for each in row.happenings]
        self._one_demand = len({row.position.demand.key for row in found.rows}) == 1
        self._one_party = len({row.position.party for row in found.rows}) == 1
        self._line = RULE[0 if screen.unicode else 1]
        self._shown = found.occasions
        self._cells = 0
        self._kept: list[bool] = []

    def of_all(self) -> Iterator[Line]:
        """What all rows have in common."""
        position = self._found.rows[0].position
        if self._one_demand:
            yield (Cell(f"{position.demand.key}  ", "key"), Cell(title_words(position.demand)))
        if self._one_party and not self._one_demand:
            yield (Cell(f"Answers of {position.party or 'all'}"),)

    def labels(self) -> tuple[list[Column], list[Row]]:
        """The columns before the line, for what not all rows have in common."""
        shown = {
            Column("Demand"): not self._one_demand,
            Column("What", flex=1, minimum=16): not self._one_demand,
            Column("To"): not self._one_party or self._one_demand,
        }
        self._kept = list(shown.values())
        labels = list(self._labels(self._found.rows))
        return [column for column, kept in shown.items() if kept], labels

    def _labels(self, rows: Iterable[TimelineRow]) -> Iterator[Row]:
        """The labels of some rows that stand one below the other."""
        above = ""
        for row in rows:
            cells = zip(_labels(row, above), self._kept, strict=True)
            yield [each for each, kept in cells if kept]
            above = row.position.demand.key

    def slots(self, room: int) -> list[Slot]:
        """The places of the occasions: as wide as their headings, narrower where many must fit.

        Where they do not fit all the same, those at which nothing happened are left out.
        """
        least = 3 + max((len(self._marks(each)) for each in self._happenings), default=0)
        self._shown = self._found.occasions
        if len(self._shown) * least > room:
            spoken = {each.occasion for each in self._happenings}
            self._shown = tuple(each for each in self._shown if each in spoken)
        headings = [_heading(each) for each in self._shown]
        ample = 1 + max(width(text) for each in headings for text in each)
        self._cells = max(least, min(ample, room // len(headings)))
        years = [each.day[:4] for each in self._shown]
        return [
            Slot(heading, self._cells, over=year)
            for heading, year in zip(headings, years, strict=True)
        ]

    def rows(self, start: int, end: int) -> Iterator[GridRow]:
        """The rows of a page; where there are several, those to which something happened on it."""
        shown = self._shown[start:end]
        paged = len(shown) < len(self._shown)
        rows = [
            row
            for row in self._found.rows
            if not paged or any(each.occasion in shown for each in row.happenings)
        ]
        for row, labels in zip(rows, self._labels(rows), strict=True):
            yield GridRow(labels, list(self._course(row, shown)))

    def _course(self, row: TimelineRow, shown: tuple[Occasion, ...]) -> Iterator[Line]:
        at = {each.occasion.moment: each for each in row.happenings}
        before = [each for each in row.happenings if each.occasion.moment < shown[0].moment]
        standing = before[-1] if before else None
        for place, occasion in enumerate(shown):
            if row.given_way is not None and occasion.moment >= row.given_way:
                yield ()
            elif occasion.moment in at:
                standing = at[occasion.moment]
                yield self._happened(standing)
            else:
                yield self._stood(standing, told=place == 0) if standing else ()

    def _happened(self, happening: Happening) -> Line:
        mark, status = mark_of(happening), happening.position.status
        follows = bool(happening.position.via)
        if isinstance(mark, Status):
            shown = looks(mark, self._screen, follows=follows, gap="")
        else:
            shown = self._screen.glyph(mark) + letter(status, follows=follows)
        beside = [Cell(self._screen.glyph(role), role) for role in self._marks(happening)]
        used = width(shown) + len(beside)
        line = self._stroke(happening, self._cells - used)
        return (Cell(shown, shade(happening.position).value), *beside, *line)

    def _stood(self, happening: Happening, *, told: bool) -> Line:
        """The line of what stands; at the beginning of a page with its letter."""
        status = happening.position.status
        if status is Status.WITHDRAWN:
            return ()
        if not told:
            return self._stroke(happening, self._cells)
        shown = letter(status, follows=bool(happening.position.via))
        strokes = self._stroke(happening, self._cells - 2)
        return (Cell(self._line + shown, shade(happening.position).value), *strokes)

    def _stroke(self, happening: Happening, cells: int) -> Line:
        look = shade(happening.position)
        return () if look is Status.WITHDRAWN else (Cell(self._line * cells, look.value),)

    def _marks(self, happening: Happening) -> list[Role]:
        settled = [Role.SETTLED] if happening.position.settled_by else []
        return [*settled, *marked(happening)]

    def legend(self) -> Iterator[Line]:
        """What each glyph, letter and mark means, for those that occur."""
        positions = [each.position for each in self._happenings]
        occurring = {(each.status, bool(each.via)) for each in positions}
        yield from explained(occurring, self._screen, gap="")
        marks = {mark_of(each) for each in self._happenings}
        beside = {role for each in self._happenings for role in self._marks(each)}
        for role, meaning in _MEANING.items():
            if role in marks | beside:
                behind = letter(Status.COUNTERED) if role is Role.SETTLED else ""
                yield (Cell(behind + self._screen.glyph(role), role), Cell(f" {meaning}"))
        yield (Cell(self._line, Role.MUTED), Cell(" stood"))
        if len(self._shown) < len(self._found.occasions):
            yield (Cell("quiet talks are left out"),)


def _labels(row: TimelineRow, above: str) -> Row:
    """Key, title and party; the title not again where the row above is of the same demand."""
    demand, party = row.position.demand, row.position.party
    title = "" if demand.key == above else title_words(demand)
    return (Cell(demand.key, Role.KEY), Cell(title), Cell(party or "all"))


def _heading(occasion: Occasion) -> tuple[str, str]:
    """The date without its year, and the ref of the talk."""
    day = occasion.day.partition("/")[0][5:]
    return day, occasion.talk.ref if occasion.talk else ""
