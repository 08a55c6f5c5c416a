"""The demands here by how facts name them: read for many at once, the new ones among them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.ledger.case import Case
from tracker.ledger.union.facts import Told

Name = tuple[str, str | None]
"""How a fact names a demand: the key it was given, and the move that put it first, if told."""


def names_in(told: Told) -> Iterator[Name]:
    """How a move names its demand, and its counter-demand, if any."""
    yield told.said.demand, told.opening
    if told.said.counter:
        yield told.said.counter, told.counter_opening


class Row(NamedTuple):
    """A demand of one given key, as it stands in the database.

    Attributes:
        opening: id of the move that put it first, None where only answers are known.
        put_at: when that move was recorded; None where it is private or not here.
        is_seen: whether a public move speaks of it.
    """

    id: int
    key: str
    given: str
    opening: str | None
    put_at: str | None
    is_seen: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether it was put by a move that is private, or that is not here because it is."""
        return self.opening is not None and self.put_at is None

    @property
    def turn(self) -> tuple[bool, bool, str, str]:
        """Its place among the demands of its key: those that were put in public come first.

        Then come those that are spoken of in public. Who has a private demand and who has only
        public answers to it order it alike, so that no key of a public one, nor of one that was
        published, tells that there is a private one.
        """
        return (self.put_at is None, not self.is_seen, self.put_at or "", self.opening or "")


class Named:
    """Looks up demands of one negotiation, of those that `read` was given, or one by one."""

    def __init__(self, case: Case) -> None:
        self._store = case.store
        self._negotiation = case.negotiation.id
        self._by_given: dict[str, dict[int, Row]] = {}
        self._keys: set[str] = set()
        self._opened_by: dict[str, int] = {}

    def read(self, names: Iterable[Name]) -> None:
        """Read what some facts name, in place of what was; but what an opening tells is kept."""
        unread = [name for name in names if name[1] is None or name[1] not in self._opened_by]
        self._by_given, self._keys = {}, set()
        if unread:
            openings = {opening for _, opening in unread if opening is not None}
            self._read({given for given, _ in unread}, openings)

    def read_keys(self, keys: Iterable[str]) -> None:
        """Read, besides, what was given or goes by some keys."""
        if unread := {key for key in keys if key not in self._by_given}:
            self._read(unread, set())

    def _read(self, keys: set[str], openings: set[str]) -> None:
        self._by_given.update((key, {}) for key in keys)
        for row, is_ours in self._rows(keys, openings):
            if row.opening is not None:
                self._opened_by[row.opening] = row.id
            if is_ours:
                self._keys.add(row.key)
                if row.given in self._by_given:
                    self._by_given[row.given][row.id] = row

    def _rows(self, keys: set[str], openings: set[str]) -> Iterator[tuple[Row, bool]]:
        where = {
            "negotiation": self._negotiation,
            "keys": json.dumps(sorted(keys)),
            "openings": json.dumps(sorted(openings)),
        }
        for *row, is_ours in self._store.all("demands_told", where):
            yield Row(*row), bool(is_ours)

    def ids(self, keys: Iterable[str]) -> dict[str, int]:
        """The ids of the demands that go by some keys, as they are now."""
        wanted = set(keys)
        rows = self._rows(wanted, set())
        return {row.key: row.id for row, _ in rows if row.key in wanted}

    def of_key(self, given: str) -> list[Row]:
        """The demands that were given a key, in their turn."""
        self.read_keys([given])
        return sorted(self._by_given[given].values(), key=lambda row: row.turn)

    def row(self, name: Name) -> int | None:
        """Id of the demand with this opening; without one, of the first of this key."""
        given, opening = name
        if opening is None:
            rows = self.of_key(given)
            return rows[0].id if rows else None
        return self._opened_by.get(opening)

    def is_taken(self, key: str) -> bool:
        """Whether a demand goes by a key, of those that were read."""
        return key in self._keys

    def put(self, row: Row) -> None:
        """Take in that a demand is there from now on, or that it was opened."""
        self._by_given[row.given][row.id] = row
        self._keys.add(row.key)
        if row.opening is not None:
            self._opened_by[row.opening] = row.id

    def call(self, ids: Mapping[int, int]) -> None:
        """Take in the ids of demands that had none until now."""
        for rows in self._by_given.values():
            for stand_in in ids.keys() & rows.keys():
                row = rows.pop(stand_in)
                self.put(row._replace(id=ids[stand_in]))
