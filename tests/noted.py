"""Minutes read into ledgers in memory: what the tests of minutes share."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from builders import STAMP, TODAY
from ledgers import Ledger

from tracker.exchange.minutes.reading import read
from tracker.exchange.minutes.taking import Taken, take
from tracker.exchange.minutes.tree import Fault
from tracker.ledger import negotiations, refs
from tracker.ledger.case import Case
from tracker.ledger.recording import Recorder
from tracker.store import schema
from tracker.store.store import Store

RECORD = (
    "talk T1",
    "RU demands NATO as RU-1: a ban",
    "NATO demands RU as NATO-7: withdraw",
    "RU demands US as RU-2: leave",
    "RU withdraws RU-2",
)
"""What is on record before a fault is exhibited."""


@cache
def _template() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    store = Store(Path(":memory:"), connection)
    schema.upgrade(connection, store.path)
    negotiations.add_negotiation(store, "Security talks", STAMP)
    return connection


def empty() -> Case:
    """A negotiation in which nothing has been recorded, not even a party."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _template().backup(connection)
    store = Store(Path(":memory:"), connection)
    return Case(store, refs.negotiation(store, None), TODAY)


def taken(case: Case, text: str) -> Taken:
    """What minutes bring to a negotiation, their faults among it."""
    return take(read(text, today=TODAY), case, Recorder(case, STAMP), None)


def faults(ledger: Ledger, *lines: str) -> list[Fault]:
    """What is wrong with minutes, whether it shows in reading or in recording."""
    return taken(ledger.case, "\n".join(lines)).faults


def place(line: str, fault: Fault) -> str:
    """The part of a line that a fault is about."""
    return line[fault.column - 1 : fault.column - 1 + fault.length]
