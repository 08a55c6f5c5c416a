"""What a correction changed, field by field."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.ledger.docket import Filing
from tracker.model import Demand, Draft
from tracker.render.wording import did, parties

_FIELDS = ("demand", "talk", "text", "condition", "until", "counter", "quote", "speaker", "source",
           "note", "source_text")  # fmt: skip


class Change(NamedTuple):
    """One field that a correction changed; None where it was, or became, empty."""

    field: str
    before: str | None
    after: str | None

    @property
    def words(self) -> str:
        """The change as `quote: “old” → “new”`."""
        if self.field == "visibility":
            return f"now {self.after}"
        return f"{self.field}: {_shown(self.before)} → {_shown(self.after)}"


def changed_fields(before: Draft, after: Draft) -> Iterator[Change]:
    """Each field in which a move and its correction differ."""
    if did(before) != did(after):
        yield Change("move", did(before), did(after))
    elif before.kind != after.kind:
        yield Change("kind", before.kind, after.kind)
    if before.parties != after.parties:
        yield Change("by", parties(before.parties), parties(after.parties))
    if before.to != after.to:
        yield Change("to", parties(before.to) or None, parties(after.to) or None)
    for field in _FIELDS:
        if getattr(before, field) != getattr(after, field):
            yield Change(field, getattr(before, field), getattr(after, field))
    if before.date != after.date:
        old, new = (each.text if each else None for each in (before.date, after.date))
        yield Change("date", old, new)
    if before.private != after.private:
        yield Change("visibility", _visibility(before), _visibility(after))


def _visibility(said: Draft) -> str:
    return "private" if said.private else "public"


def differences(
    before: Draft, after: Draft, filing: Filing, demand: Demand | None = None
) -> Iterator[str]:
    """Each change in words, those of the title and issue included.

    Args:
        before: the move as it was.
        after: as it is now.
        filing: the new title and issue.
        demand: as it was.
    """
    for change in changed_fields(before, after):
        yield change.words
    old = (demand.title, demand.issue) if demand else (None, None)
    for field, was, value in zip(
        ("title", "issue"), old, (filing.title, filing.issue), strict=True
    ):
        if value:
            yield Change(field, was, value).words if was else f"{field}: “{value}”"


def _shown(value: str | None) -> str:
    return f"“{value}”" if value else "nothing"
