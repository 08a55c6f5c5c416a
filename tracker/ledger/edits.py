"""The registry: what was added and edited, kept with the value replaced, by whom, and when."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tracker.errors import UsageError
from tracker.ledger.case import Case
from tracker.ledger.stamp import Stamp
from tracker.model import Demand
from tracker.named import NamedTuple
from tracker.store import cells
from tracker.store.store import Store

ADDED, REMOVED = "added", "removed"
Place: TypeAlias = tuple[str, int, str]
"""What has times of its own: the kind of a thing, its row, and a field."""


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


class Edit(NamedTuple):
    """One change of a field of the registry, or one addition or removal."""

    subject: Subject
    field: str
    old: str | None
    new: str

    @property
    def place(self) -> Place:
        """Where its time is not before that of the last edit."""
        return _place(self.subject.kind, self.subject.row, self.field)


def within(case: Case, kind: str, ref: str, row: int) -> Subject:
    """Something that belongs to one negotiation."""
    return Subject(kind, f"{case.negotiation.name}/{ref}", row)


LONGEST_NAME = 500
"""How many characters the keys, refs and paths have at most that things are found by.

An index of a server takes so many, in whatever script.
"""


def not_too_long(text: str, thing: str) -> str:
    """What something is to be found by.

    Raises:
        UsageError: it is too long for that.
    """
    if len(text) > LONGEST_NAME:
        raise UsageError(
            f"“{text[:40]}…” is too long for {thing}: {len(text):,} characters, where "
            f"{LONGEST_NAME} are the most."
        )
    return text


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
    store: Store,
    subject: Subject,
    field: str,
    change: tuple[str | None, str],
    stamp: Stamp,
) -> None:
    """Keep the old and the new value of one edit, with who made it and when.

    The time is never before that of the last edit of the same field, whatever the clocks say, so
    that the latest edit is the one that was made last.

    Args:
        store: the database.
        subject: what was edited.
        field: which field of it.
        change: the old and the new value.
        stamp: who edited it, and when.
    """
    keep_all(store, [Edit(subject, field, *change)], stamp)


def keep_all(
    store: Store, edits: Sequence[Edit], stamp: Stamp, *, by_union: str | None = None
) -> None:
    """Keep several edits, one after the other.

    Args:
        store: the database.
        edits: what was edited.
        stamp: who edited it, and when.
        by_union: how it came about, where it follows from what another copy told.
    """
    last = _last_changes(store, edits)
    for each in edits:
        at = not_before(stamp.at, last.get(each.place))
        last[each.place] = max(at, last.get(each.place, ""))
        store.write(
            "registry_change_insert",
            {
                "subject": each.subject.kind,
                "ref": each.subject.ref,
                "row": each.subject.row,
                "field": each.field,
                "old": each.old,
                "new": each.new,
                "changed_at": at,
                "changed_by": stamp.by,
                "by_union": by_union,
            },
        )


def _last_changes(store: Store, edits: Sequence[Edit]) -> dict[Place, str]:
    """When what is edited was last changed, field by field."""
    rows: dict[str, dict[int, None]] = {}
    for each in edits:
        rows.setdefault(each.subject.kind, {})[each.subject.row] = None
    found: dict[Place, str] = {}
    for kind, wanted in rows.items():
        where = {"subject": kind, "rows": cells.ids(wanted)}
        for row, field, at in store.each("registry_last_changes", where):
            place = _place(kind, row, field)
            found[place] = max(at, found.get(place, ""))
    return found


def _place(kind: str, row: int, field: str) -> Place:
    """Coming and going are one."""
    return kind, row, ADDED if field == REMOVED else field


def not_before(at: str, last: str | None) -> str:
    """A time of the record, or the one just after `last` where it is not after that."""
    if not at or not last or at > last:  # an unknown time is kept as such
        return at
    from datetime import datetime, timedelta

    later = datetime.fromisoformat(last.removesuffix("Z")) + timedelta(microseconds=1)
    return f"{later.isoformat(timespec='microseconds')}Z"


def keep_added(store: Store, subject: Subject, fields: Mapping[str, object], stamp: Stamp) -> None:
    """Keep that something was added, and with which values."""
    held = ""
    if fields:
        from json import dumps

        held = dumps(dict(fields), ensure_ascii=False)
    keep(store, subject, ADDED, (None, held), stamp)


def labels_of(demand: Demand) -> dict[str, str]:
    """What the registry holds of a demand, as its changes are kept."""
    return {
        "title": demand.title,
        "issue": demand.issue,
        "kind": demand.kind.value,
        "proponent": demand.proponent or "",
        "sponsors": ";".join(demand.sponsors),
        "to": ";".join(demand.addressees),
    }
