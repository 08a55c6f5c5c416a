"""What a command needs: the database, the clock, and where its output goes. Made once a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tracker.errors import Declined, OutputError, UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.recording import Recorder, Stamp
from tracker.render.files import replacing
from tracker.render.spool import Spool
from tracker.render.views import Style, View, write
from tracker.settings import database_path
from tracker.store.store import Store, open_for_reading, open_for_writing

if TYPE_CHECKING:
    from tracker.render.screen import ColorChoice, Screen
    from tracker.render.theme import ThemeName


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class World:
    """What lies outside the program: streams, environment, clock."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    now: Callable[[], datetime] = _now


_BY_ENDING = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".md": "md"}


@dataclass(frozen=True)
class Destination:
    """How and where to a view is to be written.

    Attributes:
        form: table, csv, tsv, json, jsonl or md; None for the obvious one.
        file: a file; None for standard output.
        columns: the columns to write, in order; empty for all.
    """

    form: str | None = None
    file: str | None = None
    columns: tuple[str, ...] = ()
    include_private: bool = False
    raw: bool = False
    excel: bool = False

    def chosen(self, *, terminal: bool) -> str:
        """The format: as asked, by the file's ending, else a table on a terminal, TSV in a pipe.

        Raises:
            UsageError: the file's ending names no format.
        """
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


@dataclass(frozen=True)
class Delivery:
    """Takes one view and writes it where it is to go.

    Attributes:
        private: whether private moves may be in it.
    """

    context: Context
    stream: TextIO
    shown_on: TextIO | None
    form: str
    style: Style
    columns: tuple[str, ...]
    private: bool

    def __call__(self, view: View) -> None:
        """Write the view."""
        view = view.picking(self.columns) if self.columns else view
        if self.form == "table":
            screen = replace(self.context.screen(self.shown_on or self.stream), stream=self.stream)
            view.draw(screen) if view.draw else screen.print_sheet(view.sheet())
        else:
            write(view, self.form, self.stream, self.style)


@dataclass
class Context:
    """One run of the program, with the options that hold for all of it."""

    world: World
    db: str | None = None
    negotiation: str | None = None
    color: ColorChoice = "auto"
    theme: ThemeName = "okabe"

    @property
    def path(self) -> Path:
        """The database file in use."""
        return database_path(self.db, self.world.environment)

    def stamp(self) -> Stamp:
        """Who records now, and when: one time for all moves of one command."""
        now = self.world.now()
        return Stamp(
            by=self._recorder(),
            at=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            today=now.astimezone().date(),
        )

    def _recorder(self) -> str:
        for name in ("TRACKER_USER", "USER", "LOGNAME", "USERNAME"):
            if self.world.environment.get(name):
                return self.world.environment[name]
        return "unknown"

    @contextmanager
    def store(self, *, create: bool = False) -> Iterator[Store]:
        """The database, open for writing; the caller opens the transaction."""
        opened = open_for_writing(self.path, create=create)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def looking(self) -> Iterator[Store]:
        """The database, unchanging while it is read, whatever negotiation is current."""
        opened = open_for_reading(self.path)
        try:
            with opened.reading():
                yield opened
        finally:
            opened.close()

    @contextmanager
    def reading(self, *, private: bool = True) -> Iterator[Case]:
        """The negotiation to look at, unchanging while it is read.

        Args:
            private: False leaves private moves out of all that is read.
        """
        with self.looking() as opened:
            if not private:
                opened.hide_private()
            yield Case(opened, refs.negotiation(opened, self.negotiation))

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[tuple[Case, Recorder]]:
        """The negotiation to record in; all of it is kept, or nothing."""
        with self.store() as opened, opened.writing(keep=keep):
            case = Case(opened, refs.negotiation(opened, self.negotiation))
            yield case, Recorder(case, self.stamp())

    def screen(self, stream: TextIO | None = None) -> Screen:
        """A screen on standard output, or on another stream."""
        from tracker.render import screen

        return screen.for_stream(
            stream or self.world.stdout,
            color=self.color,
            theme=self.theme,
            env=self.world.environment,
        )

    @contextmanager
    def delivery(self, wanted: Destination) -> Iterator[Delivery]:
        """Where a view goes; enter it before the database, so that it is written out after.

        Raises:
            OutputError: the file or the stream cannot be written.
        """
        terminal = self.world.stdout.isatty()
        form = wanted.chosen(terminal=terminal)
        if wanted.file is None:
            spool = Spool()
            yield self._deliver_to(spool, form, wanted, terminal=terminal)
            _flush(spool, self.world.stdout)
            return
        with replacing(Path(wanted.file), self.path) as file:
            yield self._deliver_to(file, form, wanted, terminal=False)

    def _deliver_to(
        self, stream: TextIO, form: str, wanted: Destination, *, terminal: bool
    ) -> Delivery:
        encoded = self.world.stdout if wanted.file is None else None
        private = wanted.include_private or (terminal and form == "table")
        headed = wanted.form is not None or wanted.file is not None
        style = Style(guard=not wanted.raw, excel=wanted.excel, header=headed)
        return Delivery(self, stream, encoded, form, style, wanted.columns, private)

    def print(self, text: str) -> None:
        """Print a line of output."""
        from tracker.render.text import clean

        print(clean(text), file=self.world.stdout)

    def say(self, text: str) -> None:
        """Tell the person something on stderr, so that it stays out of pipes and files."""
        from tracker.render.text import clean

        print(clean(text), file=self.world.stderr)

    def words(self, text: str | None) -> str | None:
        """A text as given, or read from stdin for `-`, or from a file for `@FILE`.

        Raises:
            UsageError: the file cannot be read, or is not UTF-8.
        """
        if text == "-":
            return self.world.stdin.read().strip()
        if text and text.startswith("@") and len(text) > 1:
            return _contents(Path(text[1:]))
        return text.strip() if text else text

    def confirm(self, question: str, *, yes: bool) -> None:
        """Ask before going ahead.

        Raises:
            Declined: the answer was no.
            UsageError: nobody is there to ask, and --yes was not given.
        """
        if yes:
            return
        if not self.world.stdin.isatty():
            raise UsageError(f"{question} There is nobody to ask here: give --yes to go ahead.")
        print(f"{question} [y/N] ", end="", file=self.world.stderr, flush=True)
        if self.world.stdin.readline().strip().casefold() not in ("y", "yes"):
            raise Declined("Nothing was changed.")


def _flush(spool: Spool, stream: TextIO) -> None:
    try:
        spool.copy_to(stream)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output cannot be written: {error.strerror}.") from None


def _contents(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        raise UsageError(f"The file {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"The file {path} is not UTF-8 text.") from None
