"""Reading a file of moves, talks or parties into a store, within its open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tracker.errors import InputFileError, Problem
from tracker.exchange import csvfile, moves_in, registry_in
from tracker.exchange.csvfile import Rows
from tracker.ledger import negotiations, refs
from tracker.ledger.case import Case
from tracker.ledger.imports import Imported, Loaded, change_since
from tracker.ledger.stamp import Stamp
from tracker.model import Negotiation
from tracker.store import registry
from tracker.store.store import Store


def load(
    store: Store, path: Path, stamp: Stamp, *, negotiation: str | None, raw: bool = False
) -> Loaded:
    """Read one file, all of it or nothing.

    Args:
        store: the database, its transaction open.
        path: moves.csv, talks.csv or parties.csv, told apart by their columns.
        stamp: who imports, and when.
        negotiation: the one for rows that name none; None for the current one.
        raw: whether the file is without the guard against formulas.

    Raises:
        InputFileError: the file has errors; the caller must undo the transaction.
    """
    rows = csvfile.read(path, guarded=not raw)
    if "code" in rows.header and "name" in rows.header:
        registry_in.check_columns(rows, registry_in.PARTY_COLUMNS, path)
        return Loaded({"": registry_in.import_parties(store, rows, stamp)})
    if "talk" in rows.header and "title" in rows.header and "move" not in rows.header:
        registry_in.check_columns(rows, registry_in.TALK_COLUMNS, path)
        return _talks(store, rows, stamp, negotiation)
    unread = moves_in.check_columns(rows, path)
    return _moves(store, rows, stamp, negotiation, unread)


def _moves(
    store: Store, rows: Rows, stamp: Stamp, negotiation: str | None, unread: list[str]
) -> Loaded:
    loaded = Loaded(unread=unread)
    problems: list[Problem] = []
    known = {each.name for each in registry.negotiations(store)}
    for name in negotiations_of(rows) or [""]:
        case = Case(store, negotiation_named(store, name, negotiation, stamp), stamp.today)
        before = store.one("last_move")
        part = of_negotiation(rows, name)
        try:
            done = moves_in.import_moves(case, part, stamp)
        except InputFileError as error:
            problems.extend(error.problems)
            continue
        _tell_new(store, case.negotiation, known, done)
        loaded.imported[case.negotiation.title] = done
        loaded.diffs[case.negotiation.title] = change_since(
            case, before[0] if before else 0, list(done.touched)
        )
    if problems:
        raise moves_in.bad_rows(problems)
    return loaded


def _talks(store: Store, rows: Rows, stamp: Stamp, negotiation: str | None) -> Loaded:
    loaded = Loaded()
    for name in negotiations_of(rows) or [""]:
        case = Case(store, negotiation_named(store, name, negotiation, stamp), stamp.today)
        part = of_negotiation(rows, name)
        loaded.imported[case.negotiation.title] = registry_in.import_talks(case, part, stamp)
    return loaded


def negotiation_named(store: Store, name: str, default: str | None, stamp: Stamp) -> Negotiation:
    """The negotiation that a row names, added where there is none; "" means the default.

    An added one becomes the current one if the one that was has nothing in it.
    """
    if not name:
        return refs.negotiation(store, default)
    for each in registry.negotiations(store):
        if name in (each.name, each.title):
            return each
    current = registry.current_negotiation(store)
    made = negotiations.add_negotiation(store, name, stamp)
    if current is not None and not negotiations.is_empty(store, current):
        negotiations.pick_negotiation(store, current, stamp)
    return made


def _tell_new(store: Store, found: Negotiation, known: set[str], done: Imported) -> None:
    if found.name in known:
        return
    current = registry.current_negotiation(store) == found.name
    done.notices.append(f"“{found.title}” is new{', and now current' if current else ''}")


def negotiations_of(rows: Rows) -> Sequence[str]:
    """The names in the column `negotiation`, in order; "" stands for the current one."""
    return list(dict.fromkeys(row["negotiation"] for row in rows.rows))


def of_negotiation(rows: Rows, name: str) -> Rows:
    """The rows of one negotiation; what is wrong with the file goes with the first."""
    first = not rows.rows or rows.rows[0]["negotiation"] == name
    kept = [row for row in rows.rows if row["negotiation"] == name]
    return Rows(rows.header, kept, list(rows.problems) if first else [])
