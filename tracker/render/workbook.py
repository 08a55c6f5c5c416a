"""A workbook for Excel and its relatives: a sheet a view, where text is text and a day a day.

People read it, so what acts unseen in a text is shown as in Markdown. The same views give the same
bytes: nothing in the file tells when or by whom it was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO

from tracker.errors import NotInstalled, OutputError
from tracker.guard import guard_cell
from tracker.render.characters import begins_rightwards
from tracker.render.text import clean, width
from tracker.render.theme import tint
from tracker.render.views import PRIVATE_INCLUDED, Value, View

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""What a cell holds, in UTF-16 units. Source: Microsoft, "Excel specifications and limits"."""
MOST_ROWS = 1_048_576
NARROWEST, WIDEST = 6, 48
_PAGE = 200
"""How many letters of a row are printed on one page across, small enough and legible."""
MOST_LINES = 20
"""How high a row may get; what is longer is read in the cell itself."""
_ABOUT = 90
_LINE = 15  # points
_FILTER_ARROW = 3
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel and LibreOffice count the days differently
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATED = frozenset({"until", "since"})
_TONED = frozenset({"headline", "stale", "change"})
_LABELS = frozenset({"negotiation", "demand", "title", "issue", "by", "rollup"})
_WIDE = "-wide"
_OPTIONS = {
    "in_memory": True,  # what may be private goes to no file beside the one that is asked for
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_workbook(
    stream: BinaryIO, views: Sequence[View], about: Sequence[tuple[str, str]] = ()
) -> int:
    """Write a workbook with a sheet for each view, named by its kind.

    Args:
        stream: where to; it is not closed.
        views: what to write. Where one says that private moves are in it, its first row does.
        about: what a first sheet says of the workbook, a heading and a sentence each.

    Returns:
        How many texts were cut, being longer than a cell can hold.

    Raises:
        NotInstalled: the library for it is not there.
        OutputError: a view has more rows than a sheet can hold.
    """
    book = _new_workbook(stream)
    looks = _Looks(book)
    if about:
        _write_about(book, about, looks, private=any(map(_has_private, views)))
    cut = sum(_Tab(book, view, looks).write() for view in views)
    book.close()
    return cut


def _new_workbook(stream: BinaryIO) -> Workbook:
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise NotInstalled("Workbooks for Excel are written by XlsxWriter", "excel") from None
    book = Workbook(stream, _OPTIONS)
    book.set_properties({"created": _CREATED})
    return book


def _has_private(view: View) -> bool:
    return view.about.get("private") == "included"


def _write_about(
    book: Workbook, about: Sequence[tuple[str, str]], looks: _Looks, *, private: bool
) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _ABOUT)
    if private:
        sheet.write_string(0, 0, PRIVATE_INCLUDED, looks.get(bold=True, text_wrap=0))
    for row, (heading, said) in enumerate(about, int(private)):
        sheet.write_string(row, 0, heading, looks.get(bold=True))
        text = clean(said)
        _write_text(sheet, (row, 1), text, looks.of_text(text, ""))
        _set_height(sheet, row, _lines(text, _ABOUT))
    _print_on_pages(sheet, 1)


def _write_text(sheet: Worksheet, at: tuple[int, int], text: str, look: Format) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        # As one piece, the library would take it for markup of its own.
        sheet.write_rich_string(*at, text[:1], text[1:2], text[2:], look)
    else:
        sheet.write_string(*at, text, look)


def _lines(text: str, wide: int) -> int:
    """How many lines a text takes in a column; words leave an eighth of each line empty."""
    room = wide * 7 // 8
    shown = text[: MOST_LINES * wide].split("\n")
    return sum(max(1, -(-width(line) // room)) if width(line) >= wide else 1 for line in shown)


def _set_height(sheet: Worksheet, row: int, lines: int) -> None:
    """Make a row as high as its texts: LibreOffice does not do so when it prints."""
    if lines > 1:
        sheet.set_row(row, _LINE * min(lines, MOST_LINES))


def _print_on_pages(sheet: Worksheet, across: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(across, 0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(0)  # print them too


class _Looks:
    """The formats of cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """The format with these properties, wrapped and at the top of its cell."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            every = {"valign": "top", "text_wrap": True, **properties}
            self._made[key] = self._book.add_format(every)
        return self._made[key]

    def of_text(self, text: str, tone: str) -> Format:
        """How a text looks in the tone of a status; it stays text when a person edits the cell."""
        properties: dict[str, object] = {}
        if tone:
            properties["bg_color"] = tone
        if guard_cell(text) != text:
            properties["quote_prefix"] = True
        if begins_rightwards(text):
            properties |= {"reading_order": 2, "align": "right"}
        return self.get(**properties)


class _Tab:
    """One sheet while it is written."""

    def __init__(self, book: Workbook, view: View, looks: _Looks) -> None:
        self._view = view
        self._looks = looks
        self._sheet: Worksheet = book.add_worksheet(
            view.kind.removesuffix(_WIDE).replace("-", " ").capitalize()
        )
        self._wide = view.kind.endswith(_WIDE)
        self._cut = 0

    def write(self) -> int:
        """Write the sheet, and tell how many texts were cut."""
        head = self._write_head()
        self._widths = [len(name) + _FILTER_ARROW for name in self._view.columns]
        last = self._write_rows(head + 1)
        self._settle(head, last)
        return self._cut

    def _write_head(self) -> int:
        head = 0
        if _has_private(self._view):
            self._sheet.write_string(
                0, 0, PRIVATE_INCLUDED, self._looks.get(bold=True, text_wrap=0)
            )
            head = 1
        look = self._looks.get(bold=True, bottom=1, bg_color="#EEEEEE", text_wrap=0)
        for place, name in enumerate(self._view.columns):
            self._sheet.write_string(head, place, name, look)
        return head

    def _write_rows(self, first: int) -> int:
        last = first - 1
        for last, row in enumerate(self._view.rows, first):
            if last >= MOST_ROWS:
                raise OutputError(
                    f"A sheet holds {MOST_ROWS:,} rows, and there are more of “{self._view.kind}”; "
                    "write them with --format csv."
                )
            lines = [
                self._write_cell(last, place, name, value)
                for place, (name, value) in enumerate(zip(self._view.columns, row, strict=True))
                if value is not None
            ]
            _set_height(self._sheet, last, max(lines, default=1))
        return last

    def _write_cell(self, row: int, place: int, name: str, value: Value) -> int:
        """Write a cell, and tell how many lines it takes."""
        if isinstance(value, int | float):
            self._sheet.write_number(row, place, value, self._looks.get())
            return 1
        assert value is not None
        day = _day_of(name, value)
        if day:
            look = self._looks.get(num_format="yyyy-mm-dd", align="left")
            self._sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), look)  # noqa: DTZ001
            shown = value
        else:
            shown = self._fitting(clean(value.replace("\r\n", "\n")))
            look = self._looks.of_text(shown, self._tone(name, value))
            _write_text(self._sheet, (row, place), shown, look)
        needed = max(map(width, shown[:1000].split("\n")))
        self._widths[place] = max(self._widths[place], min(needed + 1, WIDEST))
        return _lines(shown, WIDEST)

    def _tone(self, name: str, value: str) -> str:
        toned = name.endswith("status") or name in _TONED
        if toned or (self._wide and name not in _LABELS):
            return tint(value.partition(";")[0])
        return ""

    def _fitting(self, text: str) -> str:
        """The text, cut where a cell cannot hold it all, and then saying so at its end."""
        if len(text) <= LONGEST_TEXT // 2 or _units(text) <= LONGEST_TEXT:
            return text
        self._cut += 1
        note = f" […] cut here: {len(text):,} characters are more than a cell holds"
        encoded = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(note))]
        return encoded.decode("utf-16-le", "ignore") + note

    def _settle(self, head: int, last: int) -> None:
        """Widths, the heading that stays in sight, filters, and how it prints."""
        for place, cells in enumerate(self._widths):
            self._sheet.set_column(place, place, max(cells, NARROWEST))
        columns = list(self._view.columns)
        kept = columns.index("demand") + 1 if "demand" in columns[:2] else 0
        if kept:
            self._sheet.repeat_columns(kept - 1, kept - 1)
        self._sheet.freeze_panes(head + 1, kept)
        self._sheet.autofilter(head, 0, max(last, head), len(columns) - 1)
        self._sheet.repeat_rows(head)
        _print_on_pages(self._sheet, -(-sum(self._widths) // _PAGE))


def _day_of(name: str, value: str) -> date | None:
    """The day that a cell of a column of dates tells in full; None for any other text."""
    if not (name.endswith("date") or name in _DATED) or not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
