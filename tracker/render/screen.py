"""Where text reaches a terminal or a pipe: cleaned, laid out, and painted by rich where wanted.

Rich is loaded when the first coloured line is printed; a plain stream never loads it. What rich
gets is text with styles, never its markup.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, TextIO

from tracker.model import Headline, Status
from tracker.render import theme as looks
from tracker.render.encoding import shows_glyphs, within
from tracker.render.layout import (
    GAP,
    block,
    column_widths,
    flowed,
    plain_lines,
    sheet_rows,
    styled_lines,
    table_width,
)
from tracker.render.sheet import Cell, Column, Line, Row, Sheet
from tracker.render.text import clean
from tracker.render.text import width as cells_of
from tracker.render.theme import ColorSystem, Role, ThemeName

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

ColorChoice = Literal["auto", "always", "never"]

DEFAULT_WIDTH = 80
PEEK = 100
"""Rows that fix the widths of a sheet, and the most that are drawn as a rich table."""
TABLE_CHARACTERS = 20_000
"""Text beyond which a sheet is streamed all the same: rich is slow with very long cells."""


class Screen:
    """A stream and how to write to it. Made by `for_stream`.

    Attributes:
        stream: where the text goes.
        width: cells of a line.
        color_system: what colours it shows; None for plain text.
        encoding: its encoding where that cannot write every glyph, else empty.
        theme: the colours.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        width: int,
        color_system: ColorSystem | None,
        encoding: str,
        theme: ThemeName,
    ) -> None:
        self.stream = stream
        self.width = width
        self.color_system = color_system
        self.encoding = encoding
        self.theme = theme
        self._console: Console | None = None
        self._styles: dict[str, Style | None] = {}

    @property
    def unicode(self) -> bool:
        """Whether the stream can write the glyphs; else letters stand for them."""
        return not self.encoding

    @property
    def _rule(self) -> str:
        return looks.RULE[0 if self.unicode else 1]

    def glyph(self, status: Status | Headline | Role) -> str:
        """The mark of a status, headline or role on this screen."""
        return looks.glyph(status, unicode=self.unicode)

    def print_line(self, spans: Iterable[Cell] = (), *, indent: int = 0, hanging: int = 0) -> None:
        """Print one line of prose, wrapped to the width; line feeds in it break lines.

        Args:
            spans: its pieces, following each other without a space between.
            indent: spaces before every line.
            hanging: further spaces before every line but the first.
        """
        line = tuple(map(self.readable, spans))
        lines = flowed(line, self.width, indent, hanging)
        if self.color_system is None:
            texts = ("".join([piece.text for piece in line]) for line in lines)
            self.stream.writelines(f"{text}\n" for text in texts)
        else:
            self._paint(lines)

    def print_sheet(self, sheet: Sheet) -> None:
        """Print a table: a heading row, a thin rule, the rows; text wraps in its column.

        A short one is drawn by rich where there is colour; a long one is streamed in the same
        look, its widths fixed by its first rows. The characters are the same either way.
        """
        columns = [
            column._replace(heading=self.readable(Cell(column.heading)).text)
            for column in sheet.columns
        ]
        rows = (list(map(self.readable, row)) for row in sheet.rows)
        first = list(islice(rows, PEEK))
        more = list(islice(rows, 1))
        widths = column_widths(columns, first, self.width)
        if self.color_system and not more and _suits_rich(first):
            self._draw(columns, widths, first)
        else:
            self._stream(columns, widths, chain(first, more, rows))

    def _stream(
        self, columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Row]
    ) -> None:
        placed = sheet_rows(columns, widths, rows, self._rule)
        if self.color_system is None:
            lines = (line for row, _ in placed for line in plain_lines(row))
            self.stream.writelines(f"{line}\n" for line in lines)
        else:
            self._paint(line for row, roles in placed for line in styled_lines(row, roles))

    def readable(self, cell: Cell) -> Cell:
        """A piece of text as this stream can show it."""
        text = clean(cell.text)
        if self.encoding:
            text = within(self.encoding, text)
        return cell if text is cell.text else Cell(text, cell.role)

    def _paint(self, lines: Iterable[Line]) -> None:
        from rich.segment import Segment, Segments

        lines = iter(lines)
        while batch := list(islice(lines, PEEK)):
            segments: list[Segment] = []
            for line in batch:
                segments += [Segment(piece.text, self._style(piece.role)) for piece in line]
                segments.append(Segment.line())
            self._rich().print(Segments(segments), soft_wrap=True)

    def _draw(self, columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Row]) -> None:
        from rich.segment import Segment, Segments

        console = self._rich()
        lines = Segment.split_lines(console.render(self._table(columns, widths, rows)))
        segments = (
            segment
            for line in lines
            for segment in (*_without_trailing_spaces(line), Segment.line())
        )
        console.print(Segments(segments), soft_wrap=True)

    def _table(
        self, columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Row]
    ) -> Table:
        """The sheet as a rich table of exactly the geometry of `layout`."""
        from rich.table import Table

        headed = any(column.heading for column in columns)
        table = Table(
            box=None, padding=0, header_style="", show_header=headed, width=table_width(widths)
        )
        gaps = [GAP] * (len(columns) - 1) + [0]
        for column, cells, gap in zip(columns, widths, gaps, strict=True):
            heading = self._text(Cell(column.heading, Role.HEADING), column, cells)
            heading.append(f"\n{self._rule * (cells + gap)}", self._style(Role.MUTED))
            table.add_column(heading, width=cells + gap, no_wrap=True)
        for row in rows:
            table.add_row(*map(self._text, row, columns, widths))
        return table

    def _text(self, cell: Cell, column: Column, cells: int) -> Text:
        from rich.text import Text

        text = Text()
        for before, line, after in block(cell.text, column, cells):
            text.append(f"\n{before}" if text else before)
            text.append(line, self._style(cell.role))
            text.append(after)
        return text

    def _style(self, role: str) -> Style | None:
        if role not in self._styles:
            from rich.style import Style

            definition = looks.style(role, self.theme, self.color_system)
            self._styles[role] = Style.parse(definition) if definition else None
        return self._styles[role]

    def _rich(self) -> Console:
        if self._console is None:
            from rich.console import Console

            self._console = Console(
                file=self.stream,
                width=self.width,
                height=25,
                color_system=self.color_system,
                force_terminal=True,
                force_jupyter=False,
                no_color=False,
                markup=False,
                emoji=False,
                highlight=False,
                _environ={},
            )
        return self._console


def for_stream(
    stream: TextIO,
    *,
    color: ColorChoice = "auto",
    theme: ThemeName = "okabe",
    env: Mapping[str, str],
    width: int | None = None,
) -> Screen:
    """The screen for a stream.

    Args:
        stream: where the text goes.
        color: `auto` paints on a terminal, unless `NO_COLOR` or `TRACKER_NO_COLOR` is set or
            `TERM` is `dumb`; `FORCE_COLOR` (not empty, not `0`) paints anywhere, but yields to
            these two. `always` and `never` ask nobody.
        theme: the colours.
        env: the environment variables.
        width: cells of a line; else `COLUMNS`, the terminal's width or 80.
    """
    encoding = stream.encoding or "utf-8"
    return Screen(
        stream=stream,
        width=width or _width(stream, env),
        color_system=_color_system(env) if _wants_color(stream, color, env) else None,
        encoding="" if shows_glyphs(encoding) else encoding,
        theme=theme,
    )


def _wants_color(stream: TextIO, color: ColorChoice, env: Mapping[str, str]) -> bool:
    if color != "auto":
        return color == "always"
    if env.get("NO_COLOR") or env.get("TRACKER_NO_COLOR"):
        return False
    if env.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and env.get("TERM") != "dumb"


def _color_system(env: Mapping[str, str]) -> ColorSystem:
    term = env.get("TERM", "")
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "WT_SESSION" in env:
        return "truecolor"
    if term.endswith("-direct"):
        return "truecolor"
    return "256" if "256color" in term or "kitty" in term else "standard"


def _width(stream: TextIO, env: Mapping[str, str]) -> int:
    columns = env.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def _suits_rich(rows: Iterable[Row]) -> bool:
    """Whether the text is short enough, and rich measures all of it as we do.

    It may not with another release, or another `UNICODE_VERSION` in the environment, and would
    then cut lines off.
    """
    from rich.cells import cell_len

    texts = [cell.text for row in rows for cell in row]
    if sum(map(len, texts)) > TABLE_CHARACTERS:
        return False
    return all(cell_len(line) == cells_of(line) for text in texts for line in text.split("\n"))


def _without_trailing_spaces(line: list[Segment]) -> list[Segment]:
    while line and not line[-1].text.strip(" "):
        line.pop()
    if line:
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip(" "))
    return line
