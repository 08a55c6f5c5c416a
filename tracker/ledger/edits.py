"""Edits of the registry: written with the value they replace, who made them, and when."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.errors import UsageError
from tracker.ledger.case import Case
from tracker.ledger.stamp import Stamp
from tracker.store.store import Store


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
    subject: str,
    ref: str,
    row: int,
    old: Mapping[str, object],
    new: Mapping[str, object | None],
    stamp: Stamp,
    *,
    case: Case | None = None,
) -> dict[str, tuple[str, str]]:
    """Write each field of `new` that is not None and differs, keeping its old value.

    Returns:
        The old and the new value of each field that changed.
    """
    done: dict[str, tuple[str, str]] = {}
    for field, value in new.items():
        if value is None or value == old[field]:
            continue
        store.write(f"{subject}_set_{field}", {"id": row, "value": value})
        done[field] = (_shown(old[field]), _shown(value))
        keep(store, subject, _full_ref(case, ref), field, done[field], stamp)
    return done


def _full_ref(case: Case | None, ref: str) -> str:
    return f"{case.negotiation.name}/{ref}" if case else ref


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def keep(
    store: Store, subject: str, ref: str, field: str, change: tuple[str, str], stamp: Stamp
) -> None:
    """Keep the old and the new value of one edit, with who made it and when."""
    store.write(
        "registry_change_insert",
        {
            "subject": subject,
            "ref": ref,
            "field": field,
            "old": change[0],
            "new": change[1],
            "changed_at": stamp.at,
            "changed_by": stamp.by,
        },
    )
