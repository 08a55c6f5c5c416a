"""What a command needs: the database, the clock, and where its output goes. Made once a run."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from tracker.errors import Declined, UsageError
from tracker.named import NamedTuple

if TYPE_CHECKING:
    from tracker.ledger.case import Case
    from tracker.ledger.recording import Recorder
    from tracker.ledger.stamp import Stamp
    from tracker.render.delivery import Delivery, Destination
    from tracker.render.screen import ColorChoice, Screen
    from tracker.render.sheet import Line
    from tracker.render.theme import ThemeName
    from tracker.store.server.address import Address
    from tracker.store.store import Store


def _now() -> datetime:
    return datetime.now(UTC)


def _open(stream: TextIO | None, mode: Literal["r", "w"] = "w") -> TextIO:
    """The stream, or one that leads nowhere where the process was started without it."""
    return stream or open(os.devnull, mode)  # noqa: PTH123 - open until the process ends


class World(NamedTuple):
    """What lies outside the program: streams, environment, clock."""

    environment: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    now: Callable[[], datetime]

    @classmethod
    def real(cls) -> "World":
        """The world of this process."""
        stdin = _open(sys.stdin, "r")
        return cls(os.environ, stdin, _open(sys.stdout), _open(sys.stderr), _now)


class Context(NamedTuple):
    """One run of the program, with the options that hold for all of it."""

    world: World
    db: str | None = None
    negotiation: str | None = None
    color: "ColorChoice" = "auto"
    theme: "ThemeName" = "okabe"
    no_input: bool = False
    command: str = ""
    known_at: str | None = None
    read_only: bool = False

    @property
    def place(self) -> "Path | Address":
        """Where the database in use is: a file, or the address of a server.

        Raises:
            UsageError: it is neither, or the address holds a password.
            NotInstalled: there is nothing to reach a server by.
        """
        from tracker.store import placed

        return placed(self.db, self.world.environment)

    @property
    def path(self) -> Path:
        """The database file in use.

        Raises:
            UsageError: a server is in use, and the command is for files.
        """
        place = self.place
        if isinstance(place, Path):
            return place
        raise UsageError(
            f"This is for a database in a file, and {place} is on a server; name a file with "
            "--db FILE."
        )

    @property
    def file(self) -> Path | None:
        """The database file in use, which no output may overwrite; None where a server is."""
        place = self.place
        return place if isinstance(place, Path) else None

    @property
    def exists(self) -> bool:
        """Whether there is a database; one on a server is taken to be there."""
        file = self.file
        return file is None or file.exists()

    def asking(self, *, no_input: bool) -> "Context":
        """The same run, which asks for nothing where `no_input`."""
        return self._replace(no_input=self.no_input or no_input)

    def stamp(self, store: "Store | None" = None) -> "Stamp":
        """Who records now, and when: one time for all moves of one command.

        Args:
            store: the database that is recorded in; a server knows itself who does.
        """
        from tracker import settings
        from tracker.ledger.stamp import Stamp

        now = self.world.now()
        return Stamp(
            by=(store and store.recorder) or settings.recorder(self.world.environment),
            at=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            today=now.astimezone().date(),
        )

    @contextmanager
    def store(self, *, create: bool = False) -> "Iterator[Store]":
        """The database, open for writing; the caller opens the transaction.

        A file that is made for it goes again where what is done in it fails.
        """
        from tracker.store import opened_to_record

        with opened_to_record(self.place, self.say, create=create, read_only=self.read_only) as new:
            new.keeps_secrets = not self.world.stderr.isatty()
            yield new

    @contextmanager
    def looking(self) -> "Iterator[Store]":
        """The database, unchanging while it is read, whatever negotiation is current."""
        from tracker.store import opened_to_read

        with opened_to_read(self.place, self.say, read_only=self.read_only) as opened:
            opened.keeps_secrets = not self.world.stderr.isatty()
            yield opened

    @contextmanager
    def reading(self, *, private: bool = True) -> "Iterator[Case]":
        """The negotiation to look at, unchanging while it is read.

        Args:
            private: False leaves private moves out of all that is read.
        """
        from tracker.ledger import refs
        from tracker.ledger.case import Case

        today = self.stamp().today
        with self.looking() as opened:
            if self.known_at:
                from tracker.ledger import knowing

                knowing.look_back(opened, self.known_at, private=private)
                today = min(today, date.fromisoformat(self.known_at[:10]))
            elif not private:
                opened.hide_private()
            found = refs.negotiation(opened, self.negotiation)
            yield Case(opened, found, today)

    @contextmanager
    def recording(
        self, *, create: bool = False, keep: bool = True
    ) -> "Iterator[tuple[Store, Stamp]]":
        """The database, to record in whatever negotiation; all of it is kept, or nothing.

        Args:
            create: whether to make the database where there is none.
            keep: False undoes it at the end: a dry run along the same path.
        """
        from tracker.ledger.logbook import keep_command

        with self.store(create=create) as opened, opened.writing(keep=keep):
            stamp = self.stamp(opened)
            yield opened, stamp
            keep_command(opened, self.command, stamp)

    @contextmanager
    def writing(self, *, keep: bool = True) -> "Iterator[tuple[Case, Recorder]]":
        """The negotiation to record in; all of it is kept, or nothing."""
        from tracker.ledger import refs
        from tracker.ledger.case import Case
        from tracker.ledger.recording import Recorder

        with self.recording(keep=keep) as (opened, stamp):
            found = refs.still_open(refs.negotiation(opened, self.negotiation))
            case = Case(opened, found, stamp.today)
            yield case, Recorder(case, stamp)

    def screen(self, stream: TextIO | None = None) -> "Screen":
        """A screen on standard output, or on another stream."""
        from tracker.render import screen

        return screen.for_stream(
            stream or self.world.stdout,
            color=self.color,
            theme=self.theme,
            env=self.world.environment,
        )

    @contextmanager
    def delivery(self, wanted: "Destination") -> "Iterator[Delivery]":
        """Where a view goes; enter it before the database, so that it is written out after."""
        from tracker.render.delivery import delivery

        where = (self.world.stdout, self.file, self.screen, self.say)
        with delivery(wanted, *where, self.known_at) as deliver:
            yield deliver
            if not deliver.has_head:
                self.say_looking_back()

    def say_looking_back(self) -> None:
        """Say which past state of knowledge is shown, where one is."""
        from tracker.render.delivery import looking_back

        if self.known_at:
            self.say(looking_back(self.known_at))

    def print(self, text: str) -> None:
        """Print a line of output."""
        from tracker.render.text import print_clean

        print_clean(text, self.world.stdout)

    def print_line(self, line: "Line") -> None:
        """Print a line of output: wrapped and painted on a terminal, as one line elsewhere."""
        if self.world.stdout.isatty() or self.color == "always":
            self.screen().print_line(line, hanging=2)
        else:
            self.print("".join(piece.text for piece in line))

    def say(self, text: str) -> None:
        """Tell the person something on stderr, so that it stays out of pipes and files."""
        if self.world.stderr.isatty():
            from tracker.render.sheet import Cell

            self.screen(self.world.stderr).print_line([Cell(text)], hanging=2)
            return
        from tracker.render.text import print_clean

        print_clean(text, self.world.stderr)

    def day(self, text: str | None) -> str | None:
        """A date as it will be kept, from a date as it was typed.

        Raises:
            DateError: it is incomplete, ambiguous or no date.
        """
        if not text:
            return None
        from tracker import dates

        return dates.parse(text, today=self.stamp().today).text

    def words(self, text: str | None) -> str | None:
        """A text as given, or read from stdin for `-`, or from a file for `@FILE`.

        `@@` stands for an at sign at the beginning.

        Raises:
            UsageError: the file cannot be read, or is not UTF-8; or a NUL stands in it, after which
                other programs would not see the rest.
        """
        if text and text[0] in "-@":
            from tracker import texts

            text = texts.elsewhere(text, self.world.stdin)
        return (text.strip() or None) if text else None

    def source_text(self, file: str | None) -> str | None:
        """The text of a source, from a file or from standard input for `-`.

        Raises:
            UsageError: it cannot be read, is too large, or is no text.
        """
        if file is None:
            return None
        from tracker import texts

        return texts.of_source(file, self.world.stdin)

    def confirm(self, question: str, *, yes: bool) -> None:
        """Ask before going ahead.

        Raises:
            Declined: the answer was no.
            UsageError: nobody is there to ask, or wants to be, and --yes was not given.
        """
        if yes:
            return
        if self.no_input or not self.world.stdin.isatty():
            raise UsageError(f"{question} There is nobody to ask here: give --yes to go ahead.")
        print(f"{question} [y/N] ", end="", file=self.world.stderr, flush=True)
        if self.world.stdin.readline().strip().casefold() not in ("y", "yes"):
            raise Declined("Nothing was changed.")
