"""Sessions with the program, run in process.

A `Session` is one person at one database: `run("reject RU-1 --by NATO")` gives what was printed
and asserts that it went well.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import engines

from tracker.cli import run as run_program
from tracker.context import World
from tracker.ledger.stamp import Stamp

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
TODAY = date(2026, 1, 15)
STAMP = Stamp("tester", "2026-01-15T12:00:00.000000Z", TODAY)
SET_UP = (
    "party add RU 'Russian Federation' --alias Russia",
    "party add NATO 'North Atlantic Treaty Organization'",
    "party add US 'United States' --member-of NATO",
    "talk add 'First round' --date 2022-01-10 --place Geneva",
    "talk add 'Second round' --date 2022-01-12 --place Brussels",
    "talk add 'Third round' --date 2022-01-26 --place Vienna",
)


class Pipe(io.StringIO):
    """A stream of an encoding, which it holds what is written to."""

    def __init__(self, text: str = "", encoding: str = "utf-8") -> None:
        super().__init__(text, newline="")
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def write(self, text: str) -> int:
        text.encode(self._encoding)
        return super().write(text)


class Terminal(Pipe):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Output(str):
    """What a command printed on stdout, with what it said on stderr."""

    err: str
    code: int

    @classmethod
    def of(cls, out: str, err: str, code: int) -> Output:
        made = cls(out)
        made.err, made.code = err, code
        return made


class Session:
    """One person at one database, whose clock ticks a second a command.

    Attributes:
        folder: an empty folder of its own, where files go.
        db: the database.
        env: the environment of the program.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "talks.db"
        self.env = {
            "TRACKER_DB": engines.named(self.db),
            "TRACKER_USER": "tester",
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
        }
        self._now = START

    def __call__(
        self,
        line: str,
        *more: str,
        fails: int | None = 0,
        stdin: str = "",
        typed: str | None = None,
        tty: bool = False,
        env: dict[str, str] | None = None,
        encoding: str = "utf-8",
    ) -> Output:
        """Run one command, given as in a shell, and give what it printed.

        Args:
            line: the command, split as a shell does.
            more: further arguments, taken as they are.
            fails: the exit code it must end with; None for any.
            stdin: what stands in the pipe.
            typed: what a person types at a terminal instead.
            tty: whether stdout is a terminal.
            env: more of the environment.
            encoding: of stdout.
        """
        self._now += timedelta(seconds=1)
        out, err = (Terminal if tty else Pipe)("", encoding), Pipe()
        keyboard = Pipe(stdin) if typed is None else Terminal(typed)
        world = World({**self.env, **(env or {})}, keyboard, out, err, lambda: self._now)
        with redirect_stdout(out), redirect_stderr(err):
            code = run_program([*shlex.split(line), *more], world)
        output = Output.of(out.getvalue(), err.getvalue(), code)
        assert fails in (None, code), f"tracker {line}\nexit code {code}\n{output}{output.err}"
        return output

    def put_clock(self, span: timedelta) -> None:
        """Put the clock forward by some time, or back."""
        self._now += span

    @property
    def clock(self) -> str:
        """The time of the last command."""
        return f"{self._now:%Y-%m-%dT%H:%M:%S}"

    def rows(self, line: str, *more: str, **options: Any) -> list[dict[str, str]]:
        """Run a view and give its records, by the names of their columns."""
        return list(
            csv.DictReader(io.StringIO(self(f"{line} --format csv --raw", *more, **options)))
        )

    def json(self, line: str, *more: str, **options: Any) -> Any:
        """Run a view and give its JSON envelope."""
        return json.loads(self(f"{line} --format json", *more, **options))

    def cells(self, options: str = "") -> dict[tuple[str, str], str]:
        """The status of every position, by demand and party, with the one it had if stale."""
        return {
            (row["demand"], row["to"]): row["status"]
            + (f" (was {row['stale']})" if row["stale"] else "")
            for row in self.rows(f"positions {options}")
        }

    def changes(self, options: str = "") -> dict[tuple[str, str], str]:
        """The changed cells of a diff with their movement, by demand and party."""
        return {(row["demand"], row["to"]): row["movement"] for row in self.rows(f"diff {options}")}

    def write(self, name: str, *lines: str) -> Path:
        """A file in the session's folder."""
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def sql(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Rows read from the database itself."""
        if engines.IS_SERVER:
            return engines.asked(self.env["TRACKER_DB"], query, parameters)
        with closing(sqlite3.connect(self.db)) as connection:
            return connection.execute(query, parameters).fetchall()

    def kept(self) -> bytes:
        """All that is in the database; the same where nothing was recorded in between."""
        if engines.IS_SERVER:
            return engines.kept(self.env["TRACKER_DB"])
        return self.db.read_bytes()


def begun(folder: Path) -> Session:
    """A session in which a negotiation has been started."""
    session = Session(folder)
    session("init 'Security talks'")
    return session


def with_talks(folder: Path) -> Session:
    """A session with the parties RU, NATO and its member US, and three talks held."""
    session = begun(folder)
    for line in SET_UP:
        session(line)
    return session


def changes_of(session: Session, subject: str) -> list[tuple[object, ...]]:
    """What is kept of the edits of one sort of thing."""
    query = "select ref, field, old, new, changed_by from registry_change where subject = ?"
    return session.sql(f"{query} and field <> 'added' order by nr", subject)


def send(teller: Session, reader: Session, options: str = "", **expected: int) -> str:
    """Hand a bundle over, and give what the reader is told of it."""
    file = str(teller.folder / "bundle.jsonl")
    teller(f"bundle create {options} -o", file)
    said = reader("bundle apply --yes", file, **expected)
    return said + said.err
