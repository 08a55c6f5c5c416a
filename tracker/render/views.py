"""A view as data, and its writing in every format."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TextIO

from tracker.errors import UsageError
from tracker.named import NamedTuple
from tracker.render import records
from tracker.render.sheet import Cell, Column, Sheet

if TYPE_CHECKING:
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

VISIBILITY = "visibility"
PRIVATE_INCLUDED = "Private moves are included."
"""What a file that people read says at its head where it was asked for with private moves."""

Value = str | int | float | None
Row = Sequence[Value]

_HEADINGS = {"what": "title", "position": "status", "at": "talk", "did": "move", "who": "party"}
"""Headings of tables that are no names of columns, and the column that each of them shows."""


class View(NamedTuple):
    """What a command shows.

    Attributes:
        kind: its name in the JSON envelope and in file names.
        columns: names of the columns of `rows`, as in docs/data-model.md.
        rows: one record each, for the machine formats.
        sheet: the table a person looks at, and the one of Markdown.
        draw: how it is shown on a screen, where that is not just its sheet.
        about: more fields for the JSON envelope, such as the talks compared; a function gives its
            value when that is written.
        writers: how it is written in formats of its own, or in its own way, by their names.
        marked: whether the last column says what is private; for a view with private moves alone.
        moment: the talk or day that it looks back at; empty for now.
        page: its page of HTML, where that is not just its sheet.
    """

    kind: str
    columns: Sequence[str]
    rows: Iterable[Row]
    sheet: Callable[[], Sheet]
    draw: "Callable[[Screen], None] | None" = None
    about: Mapping[str, Any] = MappingProxyType({})
    writers: Mapping[str, Callable[[TextIO], None]] = MappingProxyType({})
    marked: bool = False
    moment: str = ""
    page: "Callable[[], Page] | None" = None

    def with_private(self) -> "View":
        """The same view, saying that private moves are in it."""
        return self._replace(about={**self.about, "private": "included"})

    def looking_back(self, known_at: str) -> "View":
        """The same view, saying at which time what it shows was known."""
        return self._replace(about={**self.about, "known_at": known_at})

    def without_private(self) -> "View":
        """The same view without the column that says what is private."""
        if not self.marked:
            return self
        rows = (row[:-1] for row in self.rows)
        return self._replace(columns=self.columns[:-1], rows=rows, marked=False)

    def picking(self, names: Sequence[str]) -> "View":
        """The same view with only these columns, in this order, in every format.

        A heading of the table may stand for the column that it shows.

        Raises:
            UsageError: there is no such column.
        """
        names = [self._meant(name) for name in names]
        for name in names:
            if name not in self.columns:
                raise UsageError(
                    f"There is no column “{name}”; there are: {', '.join(self.columns)}."
                )
        at = [list(self.columns).index(name) for name in names]
        rows = ([row[i] for i in at] for row in self.rows)
        return View(
            self.kind, names, rows, lambda: plain_sheet(names, rows), None, self.about,
            moment=self.moment,
        )  # fmt: skip

    def _meant(self, name: str) -> str:
        typed = name.casefold()
        shown = typed if typed in self.columns else _HEADINGS.get(typed, "")
        return shown if name not in self.columns and shown in self.columns else name


def visibility(*private: bool) -> str:
    """The word of the column for a row that is put together from some moves."""
    return "private" if any(private) else "public"


def plain_sheet(columns: Sequence[str], rows: Iterable[Row]) -> Sheet:
    """A table of records just as they are."""
    shown = ([Cell("" if value is None else str(value)) for value in row] for row in rows)
    return Sheet([Column(name, flex=1) for name in columns], shown)


class Style(NamedTuple):
    """How CSV is written: with the guard against formulas, and in Excel's dialect or not."""

    guard: bool = True
    excel: bool = False
    header: bool = True


def write(view: View, form: str, stream: TextIO, style: Style) -> None:
    """Write a view in one of the machine formats, as a Markdown table, or as a page of HTML.

    Args:
        view: what to write.
        form: csv, tsv, json, jsonl, md, html, or one of the view's own.
        stream: where to; it is not closed.
        style: the dialect of CSV.

    Raises:
        UsageError: the view is not written in this format.
    """
    if form in view.writers:
        view.writers[form](stream)
    elif form == "ics":
        raise UsageError("Only the whole agenda makes a calendar: tracker agenda --format ics")
    elif form == "html":
        from tracker.render.page.view import write_page

        write_page(view, stream)
    elif form == "csv":
        records.write_delimited(
            stream, view.columns, _texts(view.rows), guard=style.guard, excel=style.excel
        )
    elif form == "tsv":
        records.write_tsv(stream, view.columns, _texts(view.rows), header=style.header)
    elif form == "json":
        records.write_json(stream, view.kind, view.about, view.columns, view.rows)
    elif form == "jsonl":
        records.write_jsonl(stream, view.columns, view.rows)
    else:
        _write_markdown(view, stream)


def _texts(rows: Iterable[Row]) -> Iterable[Sequence[str | None]]:
    return ([None if value is None else str(value) for value in row] for row in rows)


def _write_markdown(view: View, stream: TextIO) -> None:
    sheet = view.sheet()
    headings = [column.heading for column in sheet.columns]
    records.write_markdown(stream, headings, ([cell.text for cell in row] for row in sheet.rows))
