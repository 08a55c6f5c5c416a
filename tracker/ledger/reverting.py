"""Taking back one change of the registry, as a change of its own: nothing in its history goes."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from tracker import dates
from tracker.errors import DateError
from tracker.ledger import issues, negotiations, parties, talks
from tracker.ledger.case import Case
from tracker.ledger.edits import ADDED, REMOVED, Subject, keep
from tracker.ledger.stamp import Stamp
from tracker.model import FuzzyDate, Negotiation, Talk, TalkForm, TalkStatus
from tracker.named import NamedTuple
from tracker.store import registry
from tracker.store.opening import damaged
from tracker.store.store import Row, Store

ALIAS, STAYS = "alias ", "stays in "
_NULLABLE = ("form", "deadline", "issue")


class Change(NamedTuple):
    """One addition to the registry, or edit of it, as it is kept."""

    kind: str
    ref: str
    row: int
    field: str
    old: str | None
    new: str | None

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.kind, self.ref, self.row)


def changes(store: Store, after: int, until: int) -> list[Change]:
    """The changes of the registry with numbers above `after` and up to `until`, latest first."""
    return [Change(*row) for row in store.all("registry_changes", {"after": after, "until": until})]


def revert(store: Store, change: Change, stamp: Stamp) -> bool:
    """Take one change back.

    Returns:
        False where what was added stays, because the history names it; a talk then as cancelled.

    Raises:
        DatabaseUnusable: what is kept of the change cannot be what the program wrote.
    """
    with as_kept(store, change):
        return _revert(store, change, stamp)


@contextmanager
def as_kept(store: Store, change: Change) -> Iterator[None]:
    """Let what is kept of a change and cannot be read, as nothing checks it, be told as damage.

    Raises:
        DatabaseUnusable: it cannot be read.
    """
    try:
        yield
    except (DateError, LookupError, ValueError) as error:
        what = f"what is kept of a change of {change.kind} {change.ref} cannot be read"
        raise damaged(store.path, what) from error


def _revert(store: Store, change: Change, stamp: Stamp) -> bool:
    if change.field == ADDED:
        return _take_away(store, change, stamp)
    if change.field == REMOVED:
        _bring_back(store, change, stamp)
    elif change.field.startswith((ALIAS, STAYS)):
        _revert_party(store, change, stamp)
    else:
        _REVERT.get((change.kind, change.field), _revert_field)(store, change, stamp)
    return True


def _take_away(store: Store, change: Change, stamp: Stamp) -> bool:
    if _is_named(store, change):
        if change.kind == "talk":
            case, talk = _talk_of(store, change)
            talks.edit_talk(case, talk, talks.TalkFields(status=TalkStatus.CANCELLED), stamp)
        return False
    store.write(f"{change.kind}_delete", {"id": change.row})
    keep(store, change.subject, REMOVED, (change.new, ""), stamp)
    return True


def _is_named(store: Store, change: Change) -> bool:
    if change.kind == "negotiation":
        return not negotiations.is_empty(store, change.ref)
    row = store.one(f"{change.kind}_named", {"id": change.row})
    return row is not None and bool(row[0])


def _bring_back(store: Store, change: Change, stamp: Stamp) -> None:
    held = json.loads(change.old or "{}")
    if change.kind == "negotiation":
        negotiations.add_negotiation(store, change.ref, stamp)
    elif change.kind == "party":
        parties.add_party(store, {}, change.ref, held["name"], stamp)
    elif change.kind == "issue":
        issues.add_issue(*placed(store, change), stamp)
    else:
        case, ref = placed(store, change)
        fields = {name: held[name] or None for name in ("title", "place", "track", "deadline")}
        talks.add_talk(
            case,
            talks.TalkFields(
                **fields,
                ref=ref,
                date=_date(held["date"], stamp.today),
                form=TalkForm(held["form"]) if held["form"] else None,
                status=TalkStatus(held["status"]),
            ),
            stamp,
        )


def placed(store: Store, change: Change) -> tuple[Case, str]:
    """The negotiation that something belongs to, and what it was called there."""
    row = store.one(f"{change.kind}_negotiation", {"id": change.row})
    found = max(
        (each for each in registry.negotiations(store) if _may_be_of(each, change, row)),
        key=lambda each: len(each.name),
    )
    return Case(store, found), change.ref[len(found.name) + 1 :]


def _may_be_of(negotiation: Negotiation, change: Change, row: Row | None) -> bool:
    """Whether a thing is of a negotiation: by its row, or by its ref where that is gone."""
    if row is not None:
        return bool(negotiation.id == row[0])
    return change.ref.startswith(f"{negotiation.name}/")


def _date(text: str, today: date) -> FuzzyDate:
    return talks.UNKNOWN_DATE if text == "unknown" else dates.parse(text, today=today)


def _revert_party(store: Store, change: Change, stamp: Stamp) -> None:
    case = Case(store, Negotiation(0, "", ""))
    party = case.parties[change.ref]
    _, _, name = change.field.partition(ALIAS if change.field.startswith(ALIAS) else STAYS)
    if change.field.startswith(STAYS):
        parties.set_stays(case, party, case.parties[name], change.old or "", stamp)
        return
    add, drop = ((name,), ()) if change.old else ((), (name,))
    parties.edit_party(case, party, stamp, add_aliases=add, drop_aliases=drop)


def _revert_date(store: Store, change: Change, stamp: Stamp) -> None:
    case, talk = _talk_of(store, change)
    fields = talks.TalkFields(date=_date(change.old or "", stamp.today))
    talks.edit_talk(case, talk, fields, stamp)


def _talk_of(store: Store, change: Change) -> tuple[Case, Talk]:
    case, _ = placed(store, change)
    return case, case.talks_by_id[change.row]


def _revert_path(store: Store, change: Change, stamp: Stamp) -> None:
    issues.set_path(placed(store, change)[0], change.row, change.new or "", change.old or "", stamp)


def _revert_issue(store: Store, change: Change, stamp: Stamp) -> None:
    case, _ = placed(store, change)
    issue = registry.issue_id(store, case.negotiation, change.old or "")
    store.write("demand_set_issue", {"id": change.row, "value": issue})
    keep(store, change.subject, change.field, (change.new, change.old or ""), stamp)


def _revert_setting(store: Store, change: Change, stamp: Stamp) -> None:
    if change.old:
        store.write("setting_set", {"name": change.ref, "value": change.old})
    else:
        store.write("setting_delete", {"name": change.ref})
    keep(store, change.subject, change.field, (change.new, change.old or ""), stamp)


def _revert_mapping(store: Store, change: Change, stamp: Stamp) -> None:
    from tracker.ledger.mappings import set_rules

    set_rules(store, change.ref, (change.new or "", change.old or ""), stamp)


def _revert_nothing(store: Store, change: Change, stamp: Stamp) -> None:
    """What follows from a move, or from another change, is taken back with that."""


def _revert_put(store: Store, change: Change, stamp: Stamp) -> None:
    """What a move that put a demand set goes with it, unless another move puts the demand still."""
    row = store.one("is_worded", {"demand": change.row})
    if row and row[0]:
        return
    case, old = placed(store, change)[0], change.old or ""
    if change.field in ("sponsors", "to"):
        _reset_parties(case, change, [case.parties[code].id for code in old.split(";") if code])
    else:
        value = case.parties[old].id if change.field == "proponent" and old else old or None
        store.write(f"demand_set_{change.field}", {"id": change.row, "value": value})
    keep(store, change.subject, change.field, (change.new, old), stamp)


def _reset_parties(case: Case, change: Change, held: list[int]) -> None:
    store, where = case.store, {"negotiation": case.negotiation.id, "demand": change.row}
    if change.field == "sponsors":
        store.write("sponsors_delete", where)
        for party in held:
            store.write("sponsor_insert", {"demand": change.row, "party": party})
        return
    store.write("pairs_unaddressed", where)
    for party in held:
        store.write("pair_insert", {**where, "party": party, "addressed": 1})


def _revert_field(store: Store, change: Change, stamp: Stamp) -> None:
    value = None if change.field in _NULLABLE and not change.old else change.old
    archived = int(value or 0) if change.field == "archived" else value
    store.write(f"{change.kind}_set_{change.field}", {"id": change.row, "value": archived})
    keep(store, change.subject, change.field, (change.new, change.old or ""), stamp)


_REVERT: dict[tuple[str, str], Callable[[Store, Change, Stamp], None]] = {
    ("talk", "date"): _revert_date,
    ("talk", "moment"): _revert_nothing,
    **{("demand", field): _revert_put for field in ("kind", "proponent", "sponsors", "to")},
    ("issue", "path"): _revert_path,
    ("demand", "issue"): _revert_issue,
    ("setting", "value"): _revert_setting,
    ("mapping", "rules"): _revert_mapping,
}
