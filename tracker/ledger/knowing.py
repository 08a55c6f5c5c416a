"""What had been recorded by some time: the moves, and the registry as it was.

Temporary tables and views of one connection stand in for those of the database, and the later
changes of the registry are taken back in them. Nothing is written to the file.
"""

from datetime import date
from typing import NamedTuple

from tracker import dates
from tracker.ledger import reverting, spans
from tracker.ledger.case import Case
from tracker.ledger.edits import ADDED
from tracker.ledger.reverting import Change
from tracker.ledger.stamp import Stamp
from tracker.store import registry
from tracker.store.store import Store

_ANY_STAMP = Stamp("", "", date(2000, 1, 1))  # what is taken back here is kept nowhere
_STANDS_IN = {
    "negotiation": ("negotiation",),
    "setting": ("setting",),
    "party": ("party", "alias", "membership"),
    "talk": ("talk",),
    "issue": ("issue",),
    "demand": ("sponsor",),
}


class Mark(NamedTuple):
    """How far the ledger and the history of its registry had come: numbers of their last rows."""

    move: int
    change: int


def mark_of(store: Store, at: str) -> Mark:
    """How far the record had come by a time (UTC, as `Stamp.at`)."""
    row = store.one("known_mark", {"at": at})
    assert row is not None
    return Mark(*row)


def look_back(store: Store, at: str, *, private: bool) -> None:
    """Leave out of all that is read from here on what was recorded after a time.

    Args:
        store: the database, open for reading.
        at: UTC, as `Stamp.at`.
        private: False leaves out private moves as well.
    """
    mark = mark_of(store, at)
    store.known_until, store.hides_private = mark.move, not private
    store.stand_in(mark.move, private=private)
    with store.standing_in():
        store.write("known_mended")
        later = reverting.changes(store, mark.change, _last_change(store))
        early = [Change(*row) for row in store.all("known_edits_before_log", {"at": at})]
        _take_back(store, later, early)
        _place_statements(store, moved=any(map(_moves_in_time, (*later, *early))))


def _last_change(store: Store) -> int:
    row = store.one("last_change")
    return int(row[0] or 0) if row else 0


def _take_back(store: Store, later: list[Change], early: list[Change]) -> None:
    """Take changes back, the latest first, in what stands in for the registry.

    Args:
        store: the database.
        later: those of the time since commands are logged.
        early: edits from before that, which carry their own times alone.
    """
    changes = [*later, *early]
    if not changes:
        return
    store.write("known_registry_change")
    for table in dict.fromkeys(t for each in changes for t in _STANDS_IN.get(each.kind, ())):
        store.write(f"known_{table}")
        store.write(f"known_{table}_copy")
    kinds = {each.kind for each in changes}
    if "issue" in kinds:
        store.write("known_issue_by_path")
    if "demand" in kinds:
        for name in ("known_demand", "known_put"):
            store.write(name)
    if any(map(_moves_in_time, changes)):
        for name in ("known_moment", "known_span"):
            store.write(name)
    for each in later:
        with reverting.as_kept(store, each):
            _take_one_back(store, each)
    for each in early:
        with reverting.as_kept(store, each):
            _take_early_back(store, each)
    _show(store, changes)


def _place_statements(store: Store, *, moved: bool) -> None:
    """Put what was said in a span of days where it stood by what was known of its demand.

    Args:
        store: the database, with what stands in for it.
        moved: whether the moves are among that already.
    """
    rows = store.all("statements_in_spans")
    first = spans.firsts_worded(store, {demand for _, demand, *_ in rows})
    places = [
        (nr, spans.within_span(dates.stored(day), first.get(demand)), moment)
        for nr, demand, day, moment in rows
    ]
    placed = [(nr, wanted) for nr, wanted, moment in places if wanted != moment]
    if placed and not moved:
        for name in ("known_moment", "known_span", "known_move_view"):
            store.write(name)
    for nr, wanted in placed:
        store.write("known_span_set", {"move": nr, "moment": wanted})


def _moves_in_time(change: Change) -> bool:
    return change.kind == "talk" and change.field in ("date", "moment")


def _take_early_back(store: Store, change: Change) -> None:
    from tracker.ledger import before_log

    if before_log.take_back(store, change):
        return
    _take_one_back(store, change)
    if _moves_in_time(change):
        before_log.replace_talk(store, change)


def _show(store: Store, changes: list[Change]) -> None:
    """Let the queries read what is held of demands and of places in time."""
    if any(each.kind == "demand" for each in changes):
        store.write("known_demand_view")
        store.write("known_put_view")
    if any(_moves_in_time(each) for each in changes):
        store.write("known_move_view")


def _take_one_back(store: Store, change: Change) -> None:
    if change.kind == "demand":
        _demand(store, change)
    elif change.kind == "talk" and change.field == "date":
        _date(store, change)
    elif change.kind == "talk" and change.field == "moment":
        held = {"talk": change.row, "moment": int(change.old or 0)}
        store.write("known_moment_set", held)
        store.write("talk_set_moment", {"id": change.row, "value": held["moment"]})
    elif change.field == ADDED:
        store.write(f"{change.kind}_delete", {"id": _row_of(store, change)})
    elif change.kind in _STANDS_IN:
        reverting.revert(store, change, _ANY_STAMP)


def _row_of(store: Store, change: Change) -> int:
    """The row of something added, which may have been taken away and brought back since."""
    if change.kind == "party":
        where = {each.code: each.id for each in registry.parties(store)}
        return where.get(change.ref, change.row)
    if change.kind in ("issue", "talk"):
        case, name = reverting.placed(store, change)
        where = {"id": change.row, "negotiation": case.negotiation.id}
        row = store.one(f"{change.kind}_called", {**where, "name": name})
        return int(row[0]) if row else change.row
    return change.row


def _date(store: Store, change: Change) -> None:
    text = change.old or "unknown"
    when = None if text == "unknown" else dates.parse(text, today=_ANY_STAMP.today)
    bounds = (when.earliest, when.latest) if when else (None, None)
    values = (text, *(each.isoformat() if each else None for each in bounds))
    for field, value in zip(("date", "earliest", "latest"), values, strict=True):
        store.write(f"talk_set_{field}", {"id": change.row, "value": value})


def _demand(store: Store, change: Change) -> None:
    store.write("known_demand_copy", {"id": change.row})
    old = change.old or ""
    case, _ = reverting.placed(store, change)
    if change.field in ("to", "sponsors"):
        _parties(case, change, [case.parties[code].id for code in old.split(";") if code])
        return
    value: str | int | None = old
    if change.field == "issue":
        value = registry.issue_id(store, case.negotiation, old)
    elif change.field == "proponent":
        value = case.parties[old].id if old else None
    store.write(f"known_demand_set_{change.field}", {"id": change.row, "value": value})


def _parties(case: Case, change: Change, held: list[int]) -> None:
    store = case.store
    if change.field == "sponsors":
        store.write("sponsors_delete", {"demand": change.row})
        for party in held:
            store.write("sponsor_insert", {"demand": change.row, "party": party})
        return
    store.write("known_put_forget", {"demand": change.row})
    for party in held or [0]:
        store.write("known_put_insert", {"demand": change.row, "party": party})
