"""Ledgers built through the use cases directly, and single positions, for the unit tests.

A `Ledger` is a database in memory with parties and talks, in which moves are recorded one by one.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from builders import STAMP, TODAY

from tracker.dates import parse
from tracker.diff import Diff
from tracker.ledger import negotiations, parties, refs
from tracker.ledger.case import Case
from tracker.ledger.changes import changes
from tracker.ledger.docket import UNFILED, Filing
from tracker.ledger.positions import Filter, positions
from tracker.ledger.recording import Recorded, Recorder
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

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @property
    def recorder(self) -> Recorder:
        """A recorder that remembers nothing, as each command has one."""
        return Recorder(self.case, STAMP)

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
        self, as_of: str = "T4", chosen: Filter | None = None, *, members: bool = False
    ) -> dict[tuple[str, str], Position]:
        """The positions as of a talk or a day, by demand and party."""
        found = positions(self.case, self.moment(as_of), chosen, members=members)
        return {(each.demand.key, each.party): each for each in found}


def diff(ledger: Ledger, start: str, end: str) -> Diff:
    """What changed from one talk or day to another."""
    return changes(ledger.case, ledger.as_of(start), ledger.as_of(end))


def told(found: Diff) -> dict[tuple[str, str], tuple[str, str]]:
    """The group and the movement of each changed cell, by demand and party."""
    return {
        (each.position.demand.key, each.position.party): (each.change.value, each.movement)
        for each in found.changes
    }


@cache
def _template() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    store = Store(Path(":memory:"), connection)
    schema.upgrade(connection, store.path)
    case = Case(store, negotiations.add_negotiation(store, "Security talks", STAMP))
    for code in LEDGER_PARTIES:
        parties.add_party(store, case.parties, code, f"The party {code}", STAMP)
        case.forget_parties()
    for ref, day in LEDGER_TALKS.items():
        add_talk(case, TalkFields(ref, f"Round {ref}", parse(day, today=TODAY)), STAMP)
    return connection


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
