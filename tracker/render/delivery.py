"""Where a view goes: to the screen, a pipe or a file, whole and after the database is closed.

A terminal has its first screen before that.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from tracker.errors import OutputError, UsageError
from tracker.named import NamedTuple
from tracker.render.sheet import Cell, Sheet
from tracker.render.spool import Spool
from tracker.render.views import PRIVATE_INCLUDED, Style, View, write

if TYPE_CHECKING:
    from tracker.render.screen import Screen

_BY_ENDING = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".md": "md",
               ".html": "html", ".ics": "ics", ".xlsx": "xlsx"}  # fmt: skip


class Destination(NamedTuple):
    """How and where to a view is to be written.

    Attributes:
        form: table, csv, tsv, json, jsonl, md, html, ics or xlsx; None for the obvious one.
        file: a file; None for standard output.
        columns: the columns to write, in order; empty for all.
        replace: whether the file may take the place of one that is there.
    """

    form: str | None = None
    file: str | None = None
    columns: tuple[str, ...] = ()
    include_private: bool = False
    raw: bool = False
    excel: bool = False
    replace: bool = True

    def chosen(self, *, terminal: bool) -> str:
        """The format: as asked, by the file's ending, else a table on a terminal, TSV in a pipe.

        Raises:
            UsageError: the file's ending names no format, or the format needs a file.
        """
        if self.form == "xlsx" and self.file is None:
            raise UsageError("A workbook is written to a file: name it, for example -o talks.xlsx")
        if self.form:
            return self.form
        if self.file is None:
            return "table" if terminal else "tsv"
        found = _BY_ENDING.get(Path(self.file).suffix.lower())
        if found is None:
            raise UsageError(
                f"The ending of “{self.file}” names no format; "
                f"use one of {', '.join(_BY_ENDING)}, or give --format."
            )
        return found


class Delivery:
    """Takes one view and writes it where it is to go.

    Attributes:
        form: the format it is written in.
        private: whether private moves may be in it.
    """

    def __init__(
        self,
        wanted: Destination,
        stream: TextIO,
        screen: "Callable[[TextIO], Screen]",
        shown_on: TextIO,
        say: Callable[[str], None],
        known_at: str | None = None,
    ) -> None:
        to_terminal = wanted.file is None and shown_on.isatty()
        self.form = wanted.chosen(terminal=to_terminal)
        self.private = wanted.include_private or (to_terminal and self.form == "table")
        self._wanted = wanted
        self._stream = stream
        self._screen = screen
        self._say = say
        self._known_at = known_at
        self._shown_on = shown_on if wanted.file is None else stream

    def __call__(self, view: View) -> None:
        """Write the view."""
        if self.form == "xlsx":
            self.write_workbook([view])
            return
        view = self._as_wanted(view)
        if self._says_at_its_head:
            self._stream.write(f"{PRIVATE_INCLUDED}\n\n")
        if self.form == "md":
            self._write_moment(view)
        if self.form == "table":
            screen = self._screen(self._shown_on)
            screen.stream = self._stream
            if self._known_at:
                screen.print_line([Cell(looking_back(self._known_at), "muted")], hanging=2)
            view.draw(screen) if view.draw else _draw_sheet(view.sheet(), screen)
        else:
            write(view, self.form, self._stream, self._style())

    def write_workbook(self, views: Sequence[View], about: Sequence[tuple[str, str]] = ()) -> None:
        """Write views into one workbook, a sheet each, after one that says what it is."""
        from tracker.render.workbook import LONGEST_TEXT, write_workbook

        # `replacing` gives a file, whose bytes are written below its text.
        stream: BinaryIO = self._stream.buffer
        cut = write_workbook(stream, [self._as_wanted(each) for each in views], about)
        if cut:
            self._say(
                f"Texts longer than the {LONGEST_TEXT:,} characters that a cell holds were cut: "
                f"{cut}. They are whole in --format csv."
            )

    def _as_wanted(self, view: View) -> View:
        view = view.with_private() if self._wanted.include_private else view.without_private()
        if self._known_at:
            view = view.looking_back(f"{self._known_at[:19]}Z")
        return view.picking(self._wanted.columns) if self._wanted.columns else view

    @property
    def has_head(self) -> bool:
        """Whether what is written says at its head which state it shows."""
        return self.form in ("table", "md")

    def _write_moment(self, view: View) -> None:
        from tracker.render.records import markdown_words

        told = [f"As of {view.moment}."] if view.moment else []
        told += [looking_back(self._known_at)] if self._known_at else []
        if told:
            self._stream.write(f"{markdown_words(' '.join(told))}\n\n")

    @property
    def _says_at_its_head(self) -> bool:
        """Whether a line says that private moves are included; a terminal marks each of them."""
        marked = self.form == "table" and self._wanted.file is None and self._shown_on.isatty()
        return self._wanted.include_private and self.form in ("md", "table") and not marked

    def _style(self) -> Style:
        headed = self._wanted.form is not None or self._wanted.file is not None
        return Style(guard=not self._wanted.raw, excel=self._wanted.excel, header=headed)


def looking_back(known_at: str) -> str:
    """That a past state of knowledge is shown."""
    return f"As it was known at {known_at[:19]}Z; what was recorded later is left out."


def _draw_sheet(sheet: Sheet, screen: "Screen") -> None:
    rows = iter(sheet.rows)
    first = next(rows, None)
    if first is not None:
        screen.print_sheet(sheet._replace(rows=chain((first,), rows)))
    else:
        screen.print_line([Cell("There is nothing to show.")])


@contextmanager
def delivery(
    wanted: Destination,
    stdout: TextIO,
    database: Path | None,
    screen: "Callable[[TextIO], Screen]",
    say: Callable[[str], None],
    known_at: str | None = None,
) -> Iterator[Delivery]:
    """Take one view within, and put it where it is to go at the end.

    Args:
        wanted: how and where to.
        stdout: standard output.
        database: the file that must not be overwritten, if any.
        screen: gives the screen for a stream.
        say: tells the person something, outside of what is written.
        known_at: the time of the state of knowledge that is shown; None for now.

    Raises:
        UsageError: there is such a file, which may not be replaced.
        OutputError: the file or the stream cannot be written.
    """
    if wanted.file is not None:
        from tracker.render.files import replacing

        with replacing(Path(wanted.file), database, replace=wanted.replace) as file:
            yield Delivery(wanted, file, screen, stdout, say, known_at)
        return
    spool = Spool(stdout, shows_first=True)
    yield Delivery(wanted, spool, screen, stdout, say, known_at)
    _flush(spool, stdout)


def _flush(spool: Spool, stream: TextIO) -> None:
    try:
        spool.release()
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output cannot be written: {error.strerror}.") from None
