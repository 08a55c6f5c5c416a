"""The facts that a ledger is made of, by names that are the same in every copy of it.

A party goes by its code, a negotiation by its name, a talk by the ref and the date it was added
under, an issue by its path, a demand by the key it was given and the move that put it first.
"""

import json
from typing import Any, NamedTuple

from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.identity import Pins, Record, move_id
from tracker.model import Draft

PARTY, NEGOTIATION, TALK, ISSUE, DEMAND = "party", "negotiation", "talk", "issue", "demand"


class Subject(NamedTuple):
    """What of the registry a change is about.

    Attributes:
        kind: party, negotiation, talk, issue or demand.
        negotiation: name of its negotiation; empty for a party.
        name: code of a party, ref or key first given, or path; empty for a negotiation.
        apart: what tells apart two of one name: the first date of a talk, the opening of a demand.
    """

    kind: str
    negotiation: str
    name: str
    apart: str = ""


class Change(NamedTuple):
    """One addition to the registry, or edit of it.

    Attributes:
        new: of an addition the values it was made with, as an object in JSON; else the new value.
        line: where it stands in a file; 0 where it comes from none.
    """

    subject: Subject
    field: str
    old: str | None
    new: str | None
    at: str
    by: str
    line: int = 0

    @property
    def turn(self) -> tuple[str, str, str]:
        """Its place among the changes of one field."""
        return (self.at, self.by, self.value)

    @property
    def value(self) -> str:
        """The new value in one form, whatever the spaces of its JSON; of a removal the old one."""
        if self.field in (ADDED, REMOVED):
            text = (self.new if self.field == ADDED else self.old) or "{}"
            return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
        return self.new or ""

    @property
    def held(self) -> dict[str, Any]:
        """The values of an addition."""
        found: dict[str, Any] = json.loads((self.new if self.field == ADDED else self.old) or "{}")
        return found

    @property
    def key(self) -> tuple[object, ...]:
        """What two tellings of one change have in common, but for what puts its demand first."""
        subject = self.subject
        apart = "" if subject.kind == DEMAND else subject.apart
        return (*subject[:3], apart, self.field, *self.turn)

    @property
    def opening(self) -> str:
        """What puts its demand first; empty where that is not told, or it is about no demand."""
        return self.subject.apart if self.subject.kind == DEMAND else ""


class Labels(NamedTuple):
    """What a demand was labelled with when it was put.

    Attributes:
        key: the key it was first given.
        opening: id of the move that put it first; None where only answers are known.
        withheld: whether that move is private and left out.
        title: the title that somebody chose for it, if any.
        issue: path of its issue, if any.
        parties: of one known from answers alone: its proponent and co-sponsors, if known.
        kind: likewise its kind.
        to: likewise its addressees.
        line: where it stands in a file; 0 where it comes from none.
    """

    negotiation: str
    key: str
    opening: str | None = None
    withheld: bool = False
    title: str | None = None
    issue: str | None = None
    parties: tuple[str, ...] = ()
    kind: str | None = None
    to: tuple[str, ...] = ()
    line: int = 0


class Told(NamedTuple):
    """A move as it is told to another copy.

    Attributes:
        said: what it says; its talk and demands by the refs they were first given.
        first_date: the date that its talk was added under.
        opening: id of the move that put its demand first: its own, where it does so itself; None
            where it tells its demand by the key alone.
        counter_opening: likewise of the counter-demand.
        generation: the length of its chain of parents, as it was counted where it was recorded.
        rank: its turn within one moment, likewise.
        line: where it stands in a file; 0 where it comes from none.
    """

    negotiation: str
    said: Draft
    id: str
    parent: str | None
    generation: int
    rank: int
    recorded_at: str
    recorded_by: str
    first_date: str | None = None
    opening: str | None = None
    counter_opening: str | None = None
    line: int = 0

    @property
    def opens(self) -> bool:
        """Whether it puts its demand first."""
        return self.opening == self.id

    @property
    def record(self) -> Record:
        """What the record adds to what it says."""
        return Record(self.negotiation, self.parent, self.recorded_at, self.recorded_by)

    @property
    def pins(self) -> Pins | None:
        """The openings that its id covers; None where the id does not fit what it says."""
        demand = None if self.opens else self.opening
        for pins in Pins(demand, self.counter_opening).choices():
            if move_id(self.said, self.record, pins) == self.id:
                return pins
        return None

    @property
    def short_id(self) -> str:
        """The beginning of its id, as it is shown."""
        return self.id[:8]


class SourceText(NamedTuple):
    """The text of a source that moves name.

    Attributes:
        hash: what they name it by.
        line: where it stands in a file; 0 where it comes from none.
    """

    hash: str
    text: str
    line: int = 0


class Facts(NamedTuple):
    """What one copy of a ledger tells another.

    Attributes:
        private: whether something private may be among it.
    """

    changes: list[Change]
    labels: list[Labels]
    moves: list[Told]
    texts: list[SourceText]
    private: bool = True
