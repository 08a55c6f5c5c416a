"""Sessions with the program, run in process, and ledgers built through the use cases directly.

A `Session` is one person at one database: `run("reject RU-1 --by NATO")` gives what was printed
and asserts that it went well. A `Ledger` is for the unit and property tests: a database in memory
with parties and talks, in which moves are recorded one by one.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tracker.cli import run as run_program
from tracker.context import World
from tracker.dates import parse
from tracker.ledger import negotiations, parties, refs
from tracker.ledger.case import Case
from tracker.ledger.docket import UNFILED, Filing
from tracker.ledger.positions import Filter, positions
from tracker.ledger.recording import Recorded, Recorder
from tracker.ledger.stamp import Stamp
from tracker.ledger.talks import TalkFields, add_talk
from tracker.model import (
    Answer,
    Demand,
    Draft,
    FuzzyDate,
    Kind,
    Membership,
    Position,
    Status,
    Verb,
)
from tracker.store import schema
from tracker.store.store import Store

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
            "TRACKER_DB": str(self.db),
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
        fails: int = 0,
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
            fails: the exit code it must end with.
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
        assert code == fails, f"tracker {line}\nexit code {code}\n{output}{output.err}"
        return output

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
        """Rows read from the database file itself."""
        with closing(sqlite3.connect(self.db)) as connection:
            return connection.execute(query, parameters).fetchall()


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


LEDGER_TALKS = {
    "T1": "2022-01-10",
    "T2": "2022-01-12",
    "T3": "2022-01-12",
    "T4": "2022-01-26",
}
LEDGER_PARTIES = ("RU", "NATO", "US", "BY")


class Ledger:
    """A database in memory with the parties RU, NATO, US and BY and the talks T1 to T4.

    T2 and T3 are on one day. `stays` says who is a member of which bloc, and when.
    """

    def __init__(self, *stays: Membership) -> None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        _template().backup(connection)
        connection.execute("pragma foreign_keys = on")
        self.store = Store(Path(":memory:"), connection)
        self.case = Case(self.store, refs.negotiation(self.store, None))
        for stay in stays:
            member, bloc = (self.case.parties[code] for code in (stay.member, stay.bloc))
            parties.join_bloc(self.case, member, bloc, FuzzyDate("", stay.since, stay.until), STAMP)
            self.case.forget_parties()
        self.recorder = Recorder(self.case, STAMP)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def record(
        self, verb: Verb | str, by: str, demand: str, at: str = "T1", **said: Any
    ) -> Recorded:
        """Record one move; `at` is a talk, or the date of a statement outside any."""
        filing = Filing(said.pop("title", ""), said.pop("issue", "")) if said else UNFILED
        talk, day = (at, None) if at in LEDGER_TALKS else (None, parse(at, today=TODAY))
        verb = Verb(verb)
        if verb in (Verb.DEMAND, Verb.REVISE):
            said.setdefault("text", f"wording of {demand}")
        if verb is Verb.DEMAND:
            said.setdefault("kind", Kind.DEMAND)
        parties_ = tuple(by.split(","))
        draft = Draft(verb, parties_, demand, talk=talk, date=day, **said)
        return self.recorder.record(draft, filing)

    def moment(self, as_of: str) -> int:
        """The place in time of a talk or a day."""
        return self.as_of(as_of).moment

    def as_of(self, wanted: str) -> refs.AsOf:
        """The moment of a talk or a day."""
        return refs.as_of(self.case, wanted, today=TODAY)

    def positions(
        self, as_of: str = "T4", chosen: Filter | None = None
    ) -> dict[tuple[str, str], Position]:
        """The positions as of a talk or a day, by demand and party."""
        found = positions(self.case, self.moment(as_of), chosen)
        return {(each.demand.key, each.party): each for each in found}


@cache
def _template() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    store = Store(Path(":memory:"), connection)
    schema.upgrade(connection, store.path)
    case = Case(store, negotiations.add_negotiation(store, "Security talks"))
    for code in LEDGER_PARTIES:
        parties.add_party(store, case.parties, code, f"The party {code}")
        case.forget_parties()
    for ref, day in LEDGER_TALKS.items():
        add_talk(case, TalkFields(ref, f"Round {ref}", parse(day, today=TODAY)), today=TODAY)
    return connection


class Cell(NamedTuple):
    """What is asked of a position in most tests."""

    status: str
    version: int = 1
    stale: str | None = None


def a_demand(**fields: Any) -> Demand:
    """A demand of RU on NATO."""
    values: dict[str, Any] = {
        "id": 1,
        "key": "RU-1",
        "title": "A ban",
        "kind": Kind.DEMAND,
        "issue": "",
        "proponent": "RU",
        "addressees": ("NATO",),
        "chain": "RU-1",
    }
    return Demand(**{**values, **fields})


def a_position(status: Status = Status.OPEN, **fields: Any) -> Position:
    """The position of NATO on RU-1, open on its first wording unless told otherwise."""
    values: dict[str, Any] = {
        "negotiation": "Security talks",
        "demand": a_demand(),
        "party": "NATO",
        "status": status,
        "version": 1,
        "text": "a ban",
    }
    if status not in (Status.OPEN, Status.WITHDRAWN):
        values["answer"] = an_answer(status)
    return Position(**{**values, **fields})


def an_answer(status: Status, **fields: Any) -> Answer:
    """An answer to the first wording, given at T1."""
    values: dict[str, Any] = {"version": 1, "move": "0" * 32, "talk": "T1", "date": "2022-01-10"}
    return Answer(status=status, **{**values, **fields})


def each_pair(refs_: list[str]) -> Iterator[tuple[str, str]]:
    """Every ordered pair of two of these, with themselves too."""
    return ((a, b) for a in refs_ for b in refs_)
