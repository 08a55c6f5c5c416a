"""The history of the registry, read as facts by names that hold in every copy of the ledger."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.union.facts import DEMAND, ISSUE, NEGOTIATION, PARTY, TALK, Change, Subject
from tracker.ledger.union.following import FOLLOWED
from tracker.ledger.union.rows import see_change
from tracker.store.store import Store

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
    """Every change of the registry that another copy may have to know, in order of arrival.

    Raises:
        InputFileError: one is not as a tracker writes it.
    """
    names = Names(store)
    found = []
    for nr, *columns, came in store.all("registry_history"):
        see_change(nr, columns)
        kind, ref, row, field, *values = columns
        if came == FOLLOWED:
            names.learn_talk(ref, row, values[1])
        elif kind in FIELDS and is_field(kind, field):
            subject = names.subject(kind, ref, row, field, values)
            if subject:
                found.append(Kept(nr, Change(subject, field, *values)))
    return found


def ref_of(subject: Subject, row: int | None) -> str:
    """What the history here calls an entry of the registry by.

    A talk that is not here, so that no row tells which it is, has the date it was added under
    after its ref.
    """
    if subject.kind == PARTY:
        return subject.name
    if subject.kind == NEGOTIATION:
        return subject.negotiation
    apart = f"\t{subject.apart}" if subject.kind == TALK and row is None else ""
    return f"{subject.negotiation}/{subject.name}{apart}"


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

    def learn_talk(self, ref: str, row: int, held: str) -> None:
        """Take in what a talk that followed from others was added under."""
        self._added.pop(row, None)
        first_date = _held(held).get("first_date")
        if first_date:
            self._added[row] = Subject(TALK, *self._placed(ref), first_date)

    def subject(
        self, kind: str, ref: str, row: int | None, field: str, values: Sequence[str | None]
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
        if row is None:
            return _gone(negotiation, name, values)
        if field == ADDED:
            held = _held(values[1])
            self._added[row] = Subject(TALK, negotiation, name, held.get("date", "unknown"))
        return self._added.get(row) or self._talks.get(row)

    def _placed(self, ref: str) -> tuple[str, str]:
        """The negotiation that a ref begins with, and what comes after it."""
        fitting = (each for each in self._negotiations if ref.startswith(f"{each}/"))
        longest = max(fitting, key=len, default=None)
        if longest is None:
            negotiation, _, name = ref.partition("/")
            return negotiation, name
        return longest, ref[len(longest) + 1 :]


def _gone(negotiation: str, name: str, values: Sequence[str | None]) -> Subject:
    """A talk that was not here when something was told of it.

    Its ref was kept without the date while only coming and going were kept of such.
    """
    name, _, first_date = name.partition("\t")
    held = _held(next(filter(None, reversed(values[:2])), None)) if not first_date else {}
    return Subject(TALK, negotiation, name, first_date or held.get("date", "unknown"))


def _held(text: str | None) -> dict[str, str]:
    found: dict[str, str] = json.loads(text or "{}")
    return found
