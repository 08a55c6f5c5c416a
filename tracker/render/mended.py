"""What a correction changed, a line a field."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.ledger.docket import Filing
from tracker.model import Draft
from tracker.render.wording import did, parties

_FIELDS = ("demand", "talk", "text", "condition", "until", "counter", "quote", "speaker", "source",
           "note")  # fmt: skip


def differences(before: Draft, after: Draft, filing: Filing) -> Iterator[str]:
    """Each field that differs, as `quote: “old” → “new”`."""
    if did(before) != did(after):
        yield _change("move", did(before), did(after))
    if before.parties != after.parties:
        yield _change("by", parties(before.parties), parties(after.parties))
    if before.to != after.to:
        yield _change("to", parties(before.to), parties(after.to))
    for field in _FIELDS:
        if getattr(before, field) != getattr(after, field):
            yield _change(field, getattr(before, field), getattr(after, field))
    if before.date != after.date:
        old, new = (each.text if each else None for each in (before.date, after.date))
        yield _change("date", old, new)
    if before.private != after.private:
        yield "now private" if after.private else "now public"
    for field, value in (("title", filing.title), ("issue", filing.issue)):
        if value:
            yield f"{field}: “{value}”"


def _change(field: str, old: str | None, new: str | None) -> str:
    return f"{field}: {_shown(old)} → {_shown(new)}"


def _shown(value: str | None) -> str:
    return f"“{value}”" if value else "nothing"
