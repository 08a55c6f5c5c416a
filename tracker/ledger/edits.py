"""The registry: what was added and edited, kept with the value replaced, by whom, and when."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.errors import UsageError
from tracker.ledger.case import Case
from tracker.ledger.stamp import Stamp
from tracker.store.store import Store

ADDED = "added"


class Subject(NamedTuple):
    """What of the registry is added or edited.

    Attributes:
        kind: the name of its table.
        ref: what it is called by; after the name of its negotiation, where it belongs to one.
        row: its row in that table, which stays the same whatever it is called.
    """

    kind: str
    ref: str
    row: int


def within(case: Case, kind: str, ref: str, row: int) -> Subject:
    """Something that belongs to one negotiation."""
    return Subject(kind, f"{case.negotiation.name}/{ref}", row)


def filled(text: str, thing: str, field: str) -> str:
    """`text` without needless spaces.

    Raises:
        UsageError: nothing is left.
    """
    trimmed = " ".join(text.split())
    if not trimmed:
        raise UsageError(f"{thing.capitalize()} needs a {field}.")
    return trimmed


def edit(
    store: Store,
    subject: Subject,
    old: Mapping[str, object],
    new: Mapping[str, object | None],
    stamp: Stamp,
) -> dict[str, tuple[str, str]]:
    """Write each field of `new` that is not None and differs, keeping its old value.

    Returns:
        The old and the new value of each field that changed.
    """
    done: dict[str, tuple[str, str]] = {}
    for field, value in new.items():
        if value is None or value == old[field]:
            continue
        store.write(f"{subject.kind}_set_{field}", {"id": subject.row, "value": value})
        done[field] = (_shown(old[field]), _shown(value))
        keep(store, subject, field, done[field], stamp)
    return done


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def keep(
    store: Store, subject: Subject, field: str, change: tuple[str | None, str], stamp: Stamp
) -> None:
    """Keep the old and the new value of one edit, with who made it and when."""
    store.write(
        "registry_change_insert",
        {
            "subject": subject.kind,
            "ref": subject.ref,
            "row": subject.row,
            "field": field,
            "old": change[0],
            "new": change[1],
            "changed_at": stamp.at,
            "changed_by": stamp.by,
        },
    )


def keep_added(store: Store, subject: Subject, fields: Mapping[str, object], stamp: Stamp) -> None:
    """Keep that something was added, and with which values."""
    held = ""
    if fields:
        from json import dumps

        held = dumps(dict(fields), ensure_ascii=False)
    keep(store, subject, ADDED, (None, held), stamp)
