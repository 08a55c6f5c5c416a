"""What a database holds, in a few figures that tell it from others."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.store.store import Store


class Holding(NamedTuple):
    """What a database holds.

    Attributes:
        schema: the version of its schema.
        moves: how many moves are on record, those that were set aside among them.
        first: the id of the first one; empty where there is none.
        head: the id of the newest: the one that the next will name as its parent.
        recorded_at: when that was recorded, in UTC.
    """

    schema: int
    moves: int
    first: str
    head: str
    recorded_at: str


def held_by(store: Store) -> Holding:
    """What an open database holds.

    Raises:
        DatabaseUnusable: it is damaged, or holds no tables of ours.
    """
    (version,) = store.connection.execute("pragma user_version").fetchone()
    moves, first, head, recorded_at = store.one("holding") or (0, None, None, None)
    return Holding(version, moves, first or "", head or "", recorded_at or "")


class Recorded(NamedTuple):
    """A move and its recording, by which two copies of a ledger are compared."""

    id: str
    recorded_at: str
    recorded_by: str
    party: str
    verb: str
    demand: str
    private: bool


def recorded_in(store: Store) -> list[Recorded]:
    """Every move on record, in the order of their recording.

    Raises:
        DatabaseUnusable: the database is damaged.
    """
    return [Recorded._make((*row[:-1], bool(row[-1]))) for row in store.all("moves_recorded")]


def lacking(ours: Sequence[Recorded], others: Sequence[Recorded]) -> list[Recorded]:
    """The moves of ours that the others do not hold."""
    known = {each.id for each in others}
    return [each for each in ours if each.id not in known]
