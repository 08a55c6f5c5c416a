"""The history of the registry, read as facts by names that hold in every copy of the ledger."""

from typing import NamedTuple

from tracker.ledger.edits import ADDED
from tracker.ledger.union.facts import (
    DEMAND,
    ISSUE,
    NEGOTIATION,
    PARTY,
    REMOVED,
    TALK,
    Change,
    Subject,
)
from tracker.store.store import Row, Store

ALIAS, STAYS = "alias ", "stays in "
FIELDS = {
    NEGOTIATION: ("title", "archived"),
    PARTY: ("name",),
    TALK: ("title", "date", "place", "form", "status", "track", "deadline"),
    ISSUE: ("path",),
    DEMAND: ("title", "issue"),
}
"""The fields that are edited, beside coming and going; what is derived is not among them."""


class Kept(NamedTuple):
    """A change of the registry with its number in this database."""

    nr: int
    change: Change


def is_field(kind: str, field: str) -> bool:
    """Whether something of this kind has such a field, or comes and goes by it."""
    if kind == PARTY and field.startswith((ALIAS, STAYS)):
        return True
    return field in FIELDS[kind] or (kind != DEMAND and field in (ADDED, REMOVED))


def history(store: Store) -> list[Kept]:
    """Every change of the registry that another copy may have to know, in order of arrival."""
    names = Names(store)
    found = []
    for nr, kind, ref, row, field, *values in store.all("registry_history"):
        if kind in FIELDS and is_field(kind, field):
            subject = names.subject(kind, ref, row, field, values)
            if subject:
                found.append(Kept(nr, Change(subject, field, *values)))
    return found


class Names:
    """What the rows of the registry were called when they were added.

    A row may have been taken away and its number given to another, so the history is read in its
    order: an addition says what its row is from then on.
    """

    def __init__(self, store: Store) -> None:
        self._negotiations = {name for _, name, *_ in store.all("negotiations")}
        self._talks = {row: Subject(TALK, *names) for row, *names in store.all("talk_names")}
        self._demands = {row: Subject(DEMAND, *names) for row, *names in store.all("demand_names")}
        self._added: dict[int, Subject] = {}

    def subject(
        self, kind: str, ref: str, row: int | None, field: str, values: Row | list[str | None]
    ) -> Subject | None:
        """What a change is about, None where nothing in any copy can be meant by it."""
        if kind == NEGOTIATION:
            self._negotiations.add(ref)
            return Subject(kind, ref, "")
        if kind == PARTY:
            return Subject(kind, "", ref)
        if kind == DEMAND:
            return self._demands.get(row or 0)
        negotiation, name = self._placed(ref)
        if kind == ISSUE:
            return Subject(kind, negotiation, name)
        return self._talk(negotiation, name, row, field, values)

    def _talk(
        self,
        negotiation: str,
        name: str,
        row: int | None,
        field: str,
        values: Row | list[str | None],
    ) -> Subject | None:
        if field == ADDED or (field == REMOVED and row is None):
            held = Change(Subject(TALK, "", ""), field, values[0], values[1], "", "").held
            found = Subject(TALK, negotiation, name, held.get("date", "unknown"))
            if row is not None:
                self._added[row] = found
            return found
        return self._added.get(row or 0) or self._talks.get(row or 0)

    def _placed(self, ref: str) -> tuple[str, str]:
        """The negotiation that a ref begins with, and what comes after it."""
        fitting = (each for each in self._negotiations if ref.startswith(f"{each}/"))
        longest = max(fitting, key=len, default=None)
        if longest is None:
            negotiation, _, name = ref.partition("/")
            return negotiation, name
        return longest, ref[len(longest) + 1 :]
