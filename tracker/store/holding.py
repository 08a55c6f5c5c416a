"""What a database holds, in a few figures that tell it from others."""

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
