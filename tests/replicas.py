"""Copies of one ledger in the hands of several people, who record apart and tell each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from builders import START, TODAY

from tracker.dates import parse
from tracker.exchange.bundles import reading, writing
from tracker.ledger import issues, logbook, negotiations, parties, refs, talks, undoing
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.changes import changes
from tracker.ledger.docket import Filing
from tracker.ledger.imports import Loaded
from tracker.ledger.positions import positions
from tracker.ledger.recording import Recorder
from tracker.ledger.sources import keep_text
from tracker.ledger.stamp import Stamp
from tracker.ledger.union.history import history
from tracker.ledger.union.telling import Span, Teller
from tracker.ledger.union.uniting import unite
from tracker.model import Draft, FuzzyDate, Kind, Move, Verb
from tracker.store import schema
from tracker.store.store import Store

NAME = "Security talks"
CODES = ("RU", "NATO", "US", "BY")
TALKS = {"T1": "2022-01-10", "T2": "2022-01-12", "T3": "2022-01-12", "T4": "2022-01-26"}
Made = dict[str, Any]


@cache
def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.upgrade(connection, Path(":memory:"))
    return connection


class Replica:
    """One person's copy, in memory; its clock ticks a second a command.

    Attributes:
        moves: the moves recorded here, in order.
    """

    def __init__(self, by: str, start: datetime = START) -> None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        _empty().backup(connection)
        connection.executescript("pragma foreign_keys = on; pragma recursive_triggers = on;")
        self.store = Store(Path(":memory:"), connection)
        self.by = by
        self.now = start
        self.moves: list[Move] = []

    @classmethod
    def begun(cls, by: str, start: datetime = START) -> Replica:
        """A copy in which somebody has made the negotiation, its parties and talks."""
        made = cls(by, start)
        made.does("init", lambda stamp: negotiations.add_negotiation(made.store, NAME, stamp))
        made.does("party add", made._add_parties)
        for ref, day in TALKS.items():
            made.talk(talks.TalkFields(ref, f"Round {ref}", parse(day, today=TODAY)))
        return made

    def _add_parties(self, stamp: Stamp) -> None:
        for code in CODES:
            parties.add_party(self.store, {}, code, f"The party {code} of {self.by}", stamp)

    def stamp(self) -> Stamp:
        self.now += timedelta(seconds=1)
        return Stamp(self.by, f"{self.now:%Y-%m-%dT%H:%M:%S.%fZ}", TODAY)

    @property
    def case(self) -> Case:
        """The negotiation, read anew."""
        return Case(self.store, refs.negotiation(self.store, None), TODAY)

    def does(self, name: str, command: Callable[[Stamp], Any]) -> Any:
        """Run a command in a transaction of its own, and log it."""
        stamp = self.stamp()
        with self.store.writing():
            done = command(stamp)
            logbook.keep_command(self.store, name, stamp)
        return done

    def record(self, draft: Draft, filing: Filing | None = None, source: str = "") -> Move:
        """Record one move, with the text of its source where there is one."""
        case = self.case

        def recorded(stamp: Stamp) -> Move:
            said = draft._replace(source_text=keep_text(self.store, source)) if source else draft
            return Recorder(case, stamp).record(said, filing or Filing()).move

        move: Move = self.does(draft.verb.value, recorded)
        self.moves.append(move)
        return move

    def demand(self, by: str, key: str, at: str = "T1", **said: Any) -> Move:
        """Put a demand; its wording says who recorded it."""
        filing = Filing(said.pop("title", ""), said.pop("issue", ""))
        text = said.pop("text", f"{key} as {self.by} heard it")
        draft = Draft(Verb.DEMAND, tuple(by.split(",")), key, talk=at, kind=Kind.DEMAND,
                      text=text, **said)  # fmt: skip
        return self.record(draft, filing)

    def answer(self, verb: str, by: str, key: str, at: str = "T1", **said: Any) -> Move:
        """Answer a demand."""
        return self.record(Draft(Verb(verb), (by,), key, talk=at, **said))

    def meet(self, key: str, by: str = "", issue: str = "") -> None:
        """Add a demand of which only answers are known."""
        case, filing = self.case, Filing("", issue)
        draft = Draft(Verb.DEMAND, (by,) if by else (), key)
        self.does(
            "import",
            lambda stamp: Recorder(case, stamp).docket.make(draft, Kind.DEMAND, filing, stamp),
        )

    def talk(self, fields: talks.TalkFields) -> Any:
        """Add a talk."""
        return self.does("talk add", lambda stamp: talks.add_talk(self.case, fields, stamp))

    def undo(self, *, redo: bool = False) -> None:
        """Take back the last command, where there is one; or bring back what that took back."""
        if found := (logbook.to_redo if redo else logbook.to_undo)(self.store):
            name, stamp = logbook.REDO if redo else logbook.UNDO, self.stamp()
            with self.store.writing():
                undoing.undo(self.store, found, stamp)
                logbook.keep_command(self.store, name, stamp, undoes=found.nr)

    def rename_issue(self, old: str, new: str) -> None:
        """Rename an issue."""
        case = self.case
        wanted = issues.renaming(case, old, new)
        self.does("issue rename", lambda stamp: issues.rename_issue(case, wanted, stamp))

    def edit_party(self, code: str, **fields: Any) -> None:
        """Edit a party."""
        case = self.case
        party = case.parties[code]
        self.does("party edit", lambda stamp: parties.edit_party(case, party, stamp, **fields))

    def join(self, member: str, bloc: str, stay: FuzzyDate | None = None) -> None:
        """Make a party a member of a bloc."""
        case = self.case
        both = (case.parties[member], case.parties[bloc])
        self.does("party edit", lambda stamp: parties.join_bloc(case, *both, stay, stamp))

    def edit_talk(self, ref: str, fields: talks.TalkFields) -> None:
        """Edit a talk."""
        case = self.case
        talk = case.talks_by_ref[ref]
        self.does("talk edit", lambda stamp: talks.edit_talk(case, talk, fields, stamp))

    @contextmanager
    def without_private(self) -> Iterator[Case]:
        """The negotiation as it is seen without private moves."""
        with self.store.without_private():
            yield self.case

    def count(self, table: str) -> int:
        """How many rows there are of a table, with a condition or without."""
        row = self.store.connection.execute(f"select count(*) from {table}").fetchone()
        return int(row[0])

    def bundle(self, *, private: bool = True, since: Span | None = None) -> list[bytes]:
        """The lines of a bundle."""
        with self.store.reading():
            teller = Teller(self.store, private=private, since=since)
            text = list(writing.text_of(teller, writing.Heading(self.stamp())))
        return [line.encode() for line in text]

    def apply(self, lines: list[bytes]) -> Loaded:
        """Take a bundle in."""
        facts = reading.read(lines, "the bundle").facts
        loaded: Loaded = self.does("bundle apply", lambda stamp: unite(self.store, facts, stamp))
        assert self.store.is_sound()
        return loaded

    def hear(self, *others: Replica, private: bool = True) -> None:
        """Take in all that others have."""
        for other in others:
            self.apply(other.bundle(private=private))

    def span(self) -> Span:
        """How far the ledger has come."""
        row = self.store.connection.execute(
            "select coalesce((select max(nr) from move), 0),"
            " coalesce((select max(nr) from registry_change), 0)"
        ).fetchone()
        return Span(*row)

    def cells(self) -> dict[tuple[str, str], str]:
        """The status of every position now, by demand and party."""
        found = positions(self.case, END_OF_TIME)
        return {(each.demand.key, each.party): each.status.value for each in found}

    def dump(self) -> Made:
        """All that may be seen of the ledger, by names that hold in every copy."""
        return {
            "moves": self._moves(),
            "demands": self._rows(_DEMANDS),
            "pairs": self._rows(_PAIRS),
            "talks": self._rows(_TALKS),
            "parties": self._rows("select code, name from party"),
            "aliases": self._rows("select code, alias from party join party_alias on party = id"),
            "stays": self._rows(_STAYS),
            "issues": self._rows("select path from issue"),
            "texts": self._rows("select hash, text from source_text"),
            "negotiations": self._rows("select name, title, archived from negotiation"),
            "history": sorted({each.change.key for each in history(self.store)}, key=repr),
            **self._views(),
        }

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return sorted(self.store.connection.execute(query).fetchall(), key=repr)

    def _moves(self) -> list[Any]:
        derived = self.store.connection.execute(_MOVES)
        told = Teller(self.store, private=True).moves()
        return [*sorted(told, key=repr), *sorted(derived)]

    def _views(self) -> Made:
        case = self.case
        moments = {talk.ref: refs.of_talk(talk) for talk in case.talks}
        found: Made = {}
        for ref, as_of in moments.items():
            seen = [_seen(each) for each in positions(case, as_of.moment)]
            found[f"positions at {ref}"] = sorted(seen, key=repr)
        ordered = list(moments.values())
        for before, after in pairwise(ordered):
            diff = changes(case, before, after)
            told = [(_key(each.position), each.change, each.movement) for each in diff.changes]
            found[f"{before.ref} to {after.ref}"] = (sorted(told), diff.unchanged)
        return found


def _key(position: Any) -> tuple[str, str]:
    return (position.demand.key, position.party)


def _seen(position: Any) -> Any:
    demand = position.demand
    demand = demand._replace(
        id=0, sponsors=tuple(sorted(demand.sponsors)), addressees=tuple(sorted(demand.addressees))
    )
    return position._replace(demand=demand, contested=tuple(sorted(position.contested)))


_MOVES = """
select move.id, move.moment, move.answer, move.life, move.pinned, move.by_key,
  demand.key, counter.key, talk.ref, exists (select 1 from set_aside where move = move.nr)
from move
join demand on demand.id = move.demand
left join demand as counter on counter.id = move.counter
left join talk on talk.id = move.talk
"""
_DEMANDS = """
select demand.key, coalesce(given, key), opening, prefix, number, title, first_title, first_issue,
  kind, issue.path, party.code,
  (
    select group_concat(code) from (
      select p.code from sponsor join party as p on p.id = sponsor.party
      where sponsor.demand = demand.id order by p.code
    )
  )
from demand
left join issue on issue.id = demand.issue
left join party on party.id = demand.proponent
"""
_PAIRS = """
select demand.key, party.code, addressed
from pair
join demand on demand.id = pair.demand
join party on party.id = pair.party
where pair.addressed = 1
  or exists (
    select 1 from move
    where move.demand = pair.demand and move.party = pair.party and move.answer is not null
  )
"""
_TALKS = """
select ref, coalesce(given, ref), first_date, title, date, earliest, latest, place, form, status,
  track, deadline, seq, moment
from talk
"""
_STAYS = """
select member.code, bloc.code, since, until
from membership
join party as member on member.id = member
join party as bloc on bloc.id = bloc
"""
