"""Where every piece of a sheet or a line goes, in terminal cells. Expects clean text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from tracker.render.sheet import Cell, Column, Line, Row
from tracker.render.text import line_slices, width, wrap
from tracker.render.theme import Role

GAP = 2
_GAP = " " * GAP
KEY_CAP = 40
NARROWEST_LINE = 10

Block: TypeAlias = list[tuple[str, str, str]]
"""The lines of one cell: spaces before, text, spaces after; together as wide as the column."""


def column_widths(columns: Sequence[Column], rows: Sequence[Row], total: int) -> list[int]:
    """How wide each column is, measured on some rows.

    Columns without `flex` get their natural width, at most `KEY_CAP`. The others share what is
    left of `total` in proportion to `flex`, each at least its minimum and at most its natural
    width. Only when these cannot fit is the sum with the gaps more than `total`.
    """
    natural = [
        max(_natural(column.heading), *(_natural(row[place].text) for row in rows), 1)
        for place, column in enumerate(columns)
    ]
    widths = [min(cells, KEY_CAP) for cells in natural]
    flexible = [place for place, column in enumerate(columns) if column.flex]
    fixed = sum(cells for place, cells in enumerate(widths) if place not in flexible)
    bounds = [(columns[place].flex, columns[place].minimum, natural[place]) for place in flexible]
    left = total - fixed - GAP * (len(columns) - 1)
    for place, cells in zip(flexible, _shares(left, bounds), strict=True):
        widths[place] = cells
    return widths


def table_width(widths: Sequence[int]) -> int:
    """Cells of a whole row of these columns, gaps included."""
    return sum(widths) + GAP * (len(widths) - 1)


def _natural(text: str) -> int:
    return max(map(width, text.split("\n"))) if "\n" in text else width(text)


def _shares(total: int, bounds: Sequence[tuple[int, int, int]]) -> list[int]:
    """Divide `total` by weight, each share between its bounds (weight, least, most)."""

    def at(level: float) -> list[int]:
        return [max(least, min(most, int(weight * level))) for weight, least, most in bounds]

    low, high = 0.0, float(max(total, 1))
    for _ in range(40):
        level = (low + high) / 2
        low, high = (level, high) if sum(at(level)) <= total else (low, level)
    shares = at(low)
    for place, (_, _, most) in enumerate(bounds):
        if sum(shares) < total and shares[place] < most:
            shares[place] += 1
    return shares


def block(text: str, column: Column, cells: int) -> Block:
    """One cell's text wrapped into its column."""
    used = width(text)
    if used <= cells and "\n" not in text and not text.endswith(" "):
        return [_filled(text, cells - used, column)]
    return [_filled(line, cells - width(line), column) for line in wrap(text, cells)]


def _filled(line: str, missing: int, column: Column) -> tuple[str, str, str]:
    filling = " " * missing
    return (filling, line, "") if column.right else ("", line, filling)


def sheet_rows(
    columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Row], stroke: str
) -> Iterator[tuple[list[Block], list[str]]]:
    """The rows of a sheet as blocks and their roles: the headings, a rule, then `rows`.

    Without any heading there is neither a heading row nor a rule.
    """
    if any(column.heading for column in columns):
        headings = [Cell(column.heading) for column in columns]
        yield _blocks(headings, columns, widths, bottom=True), [Role.HEADING] * len(columns)
        yield [[("", stroke * table_width(widths), "")]], [Role.MUTED]
    for row in rows:
        yield _blocks(row, columns, widths), [cell.role for cell in row]


def _blocks(
    row: Row, columns: Sequence[Column], widths: Sequence[int], *, bottom: bool = False
) -> list[Block]:
    """The cells of a row, filled up to one height: below the text, or above it if `bottom`."""
    row_blocks = [
        block(cell.text, column, cells)
        for cell, column, cells in zip(row, columns, widths, strict=True)
    ]
    height = max(map(len, row_blocks))
    if height == 1:
        return row_blocks
    filled = []
    for lines, cells in zip(row_blocks, widths, strict=True):
        missing = [(" " * cells, "", "")] * (height - len(lines))
        filled.append(missing + lines if bottom else lines + missing)
    return filled


def plain_lines(row: Sequence[Block]) -> Iterator[str]:
    """The lines of a row as text, without spaces at the end."""
    for line in zip(*row, strict=True):
        yield _GAP.join(["".join(place) for place in line]).rstrip(" ")


def styled_lines(row: Sequence[Block], roles: Sequence[str]) -> Iterator[Line]:
    """The lines of a row as styled pieces, without spaces at the end."""
    for line in zip(*row, strict=True):
        pieces, blank = [], ""
        for (before, text, after), role in zip(line, roles, strict=True):
            blank += before
            if text:
                pieces += [Cell(blank), Cell(text, role)] if blank else [Cell(text, role)]
                blank = ""
            blank += after + _GAP
        yield tuple(pieces)


def flowed(line: Line, total: int, indent: int, hanging: int) -> Iterator[Line]:
    """One line of prose wrapped, as lines of styled pieces.

    Args:
        line: its pieces.
        total: cells of the screen.
        indent: spaces before every line.
        hanging: further spaces before every line but the first.
    """
    text = "".join(piece.text for piece in line)
    first = max(total - indent, NARROWEST_LINE)
    rest = max(total - indent - hanging, NARROWEST_LINE)
    pieces = _Pieces(line)
    margin = indent
    for start, end in line_slices(text, first, rest):
        shown = pieces.between(start, end)
        yield (Cell(" " * margin), *shown) if margin and shown else tuple(shown)
        margin = indent + hanging


class _Pieces:
    """Reads the styled pieces of a line from left to right, by offsets in its whole text."""

    def __init__(self, line: Line) -> None:
        self._left = [piece for piece in reversed(line) if piece.text]
        self._offset = 0

    def between(self, start: int, end: int) -> list[Cell]:
        """The pieces of text[start:end]; `start` is never before an earlier `end`."""
        shown = []
        while self._left and self._offset < end:
            piece = self._left[-1]
            after = self._offset + len(piece.text)
            cut = piece.text[max(start - self._offset, 0) : end - self._offset]
            if cut:
                shown.append(Cell(cut, piece.role))
            if after > end:
                break
            self._left.pop()
            self._offset = after
        return shown
