"""A grid: labels down, places across, split into pages of places where the screen is narrow.

The labels stand on every page, whole; the one that may be wrapped only on the first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from tracker.render.layout import GAP, Block, block, column_widths
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Line, Row
from tracker.render.text import width
from tracker.render.theme import RULE, Role

_AMPLE = 1_000_000


class Slot(NamedTuple):
    """One place across.

    Attributes:
        headings: its lines, the same number for all. One that is wider than its place runs on, and
            one for which no room is left then goes.
        cells: how wide it is.
        over: a heading above the others for all places from one to the next that has another.
    """

    headings: tuple[str, ...]
    cells: int
    over: str = ""


class GridRow(NamedTuple):
    """The labels of one row, and what stands at each place of a page."""

    labels: Row
    marks: Sequence[Line]


class Grid(NamedTuple):
    """What is drawn.

    Attributes:
        columns: the labels; one of them may have `flex`.
        labels: those of all rows, to be measured.
        slots: the places across, for the cells that are left beside the labels.
        rows: those of the page of the places from the first to before the second; a single cell
            runs across all of them.
        gap: cells between two places.
        whole: whether the label with `flex` stands beside the places only where all of these fit on
            one page; else it stands above its row.
    """

    columns: Sequence[Column]
    labels: Sequence[Row]
    slots: Callable[[int], Sequence[Slot]]
    rows: Callable[[int, int], Iterable[GridRow | Cell]]
    gap: int = GAP
    whole: bool = False


class _Page(NamedTuple):
    """The places of one page, with the label columns that stand before them, and how wide."""

    slots: Sequence[Slot]
    start: int
    columns: Sequence[int]
    widths: Sequence[int]

    @property
    def end(self) -> int:
        return self.start + len(self.slots)


def draw_grid(grid: Grid, screen: Screen) -> None:
    """Show a grid, page below page."""
    for at, page in enumerate(_pages(grid, screen)):
        if at:
            screen.print_line()
        _draw_page(grid, page, screen)


def _pages(grid: Grid, screen: Screen) -> Iterator[_Page]:
    labels = [[screen.readable(cell) for cell in row] for row in grid.labels]
    natural = column_widths(grid.columns, labels, _AMPLE)
    fixed = [place for place, column in enumerate(grid.columns) if not column.flex]
    room = max(screen.width - sum(natural[place] + GAP for place in fixed), 1)
    least = sum(column.minimum + GAP for column in grid.columns if column.flex)
    slots = grid.slots(room - least)
    count = _fitting(slots, room - least, grid.gap)
    if slots[0].cells <= room - least and (count == len(slots) or not grid.whole):
        widths = column_widths(
            grid.columns, labels, screen.width - _taken(slots[:count], grid.gap) - GAP
        )
        yield _Page(slots[:count], 0, range(len(grid.columns)), widths)
    else:
        count, slots = 0, grid.slots(room)
    narrow = [natural[place] for place in fixed]
    while count < len(slots):
        more = _fitting(slots[count:], room, grid.gap)
        yield _Page(slots[count : count + more], count, fixed, narrow)
        count += more


def _fitting(slots: Sequence[Slot], room: int, gap: int) -> int:
    """How many of the places fit; at least one."""
    count = 1
    while count < len(slots) and _taken(slots[: count + 1], gap) <= room:
        count += 1
    return count


def _taken(slots: Sequence[Slot], gap: int) -> int:
    return sum(slot.cells for slot in slots) + gap * (len(slots) - 1)


def _draw_page(grid: Grid, page: _Page, screen: Screen) -> None:
    before = sum(cells + GAP for cells in page.widths)
    for line in _heading_lines(grid, page, before, screen.width - before):
        screen.print_line(line)
    rule = RULE[0 if screen.unicode else 1] * (before + _taken(page.slots, grid.gap))
    screen.print_line([Cell(rule, Role.MUTED)])
    for row in grid.rows(page.start, page.end):
        if isinstance(row, Cell):
            screen.print_line([row], hanging=2)
            continue
        if grid.whole:
            for label in _above(row, page):
                screen.print_line([label], hanging=2)
        for line in _row_lines(grid, page, row, screen):
            screen.print_line(line)


def _above(row: GridRow, page: _Page) -> Iterator[Cell]:
    """The labels of a row that do not stand beside the places."""
    for place, cell in enumerate(row.labels):
        if place not in page.columns and cell.text:
            yield cell


def _heading_lines(grid: Grid, page: _Page, before: int, room: int) -> Iterator[Line]:
    labels = "".join(
        _filled(grid.columns[place].heading, cells + GAP)
        for place, cells in zip(page.columns, page.widths, strict=True)
    )
    *above, last = zip(*(slot.headings for slot in page.slots), strict=True)
    over = [slot.over for slot in page.slots]
    rulers = (
        _ruler(page, over, grid.gap, room, once=True),
        *(_ruler(page, texts, grid.gap, room) for texts in above),
    )
    for ruler in filter(None, rulers):
        yield (Cell(" " * before + ruler, Role.MUTED),)
    yield (Cell((labels + _ruler(page, last, grid.gap, room)).rstrip(" "), Role.HEADING),)


def _ruler(page: _Page, texts: Sequence[str], gap: int, room: int, *, once: bool = False) -> str:
    """One line of the headings, each at its place; where one runs on, the next ones may go.

    Args:
        page: whose headings they are.
        texts: those of its places.
        gap: cells between two places.
        room: how wide the line may be.
        once: whether a heading is left out where it is that of the place before.
    """
    line, offset, last = "", 0, ""
    for slot, text in zip(page.slots, texts, strict=True):
        free = (not line or width(line) < offset) and offset + width(text) <= room
        if text and free and not (once and text == last):
            line, last = _filled(line, offset) + text, text
        offset += slot.cells + gap
    return line


def _row_lines(grid: Grid, page: _Page, row: GridRow, screen: Screen) -> Iterator[Line]:
    cells = [screen.readable(row.labels[place]) for place in page.columns]
    blocks = [
        block(cell.text, grid.columns[place], across)
        for cell, place, across in zip(cells, page.columns, page.widths, strict=True)
    ]
    for at in range(max(map(len, blocks))):
        labels = (
            _label(lines, at, cell.role, across)
            for lines, cell, across in zip(blocks, cells, page.widths, strict=True)
        )
        marks = _marks(page.slots, row.marks, grid.gap) if at == 0 else ()
        yield _without_trailing_spaces([*chain.from_iterable(labels), *marks])


def _label(lines: Block, at: int, role: str, cells: int) -> Line:
    if at >= len(lines):
        return (Cell(" " * (cells + GAP)),)
    before, text, after = lines[at]
    return (Cell(before), Cell(text, role), Cell(after + " " * GAP))


def _marks(slots: Sequence[Slot], marks: Sequence[Line], gap: int) -> Iterator[Cell]:
    for slot, mark in zip(slots, marks, strict=True):
        yield from mark
        yield Cell(" " * (slot.cells + gap - sum(width(piece.text) for piece in mark)))


def _filled(text: str, cells: int) -> str:
    return text + " " * (cells - width(text))


def _without_trailing_spaces(pieces: list[Cell]) -> Line:
    while pieces and not pieces[-1].text.strip(" "):
        pieces.pop()
    return tuple(pieces)
