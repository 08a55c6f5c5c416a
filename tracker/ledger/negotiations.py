"""Managing the negotiations of a database, and which of them is the current one."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import Refused
from tracker.ledger.edits import Subject, edit, filled, keep, keep_added, not_too_long
from tracker.ledger.stamp import Stamp
from tracker.model import Negotiation
from tracker.store import registry
from tracker.store.store import Store


def add_negotiation(store: Store, title: str, stamp: Stamp) -> Negotiation:
    """Add a negotiation and make it the current one.

    Raises:
        Refused: there is one of that name.
        UsageError: the title is empty.
    """
    name = not_too_long(filled(title, "a negotiation", "title"), "the title of a negotiation")
    if _is_taken(name, registry.negotiations(store)):
        raise Refused(
            f'There is already a negotiation “{name}”. Pick it with: tracker use "{name}"'
        )
    made = store.write("negotiation_insert", {"name": name, "title": name})
    keep_added(store, Subject("negotiation", name, made), {"title": name}, stamp)
    pick_negotiation(store, name, stamp)
    return Negotiation(made, name, name)


def _is_taken(name: str, others: Sequence[Negotiation]) -> bool:
    folded = name.casefold()
    return any(folded in (each.name.casefold(), each.title.casefold()) for each in others)


def is_empty(store: Store, name: str) -> bool:
    """Whether the negotiation of this name holds neither talks nor demands."""
    for each in registry.negotiations(store):
        if each.name == name:
            row = store.one("is_empty", {"negotiation": each.id})
            return row is not None and bool(row[0])
    return True


def pick_negotiation(store: Store, name: str, stamp: Stamp) -> None:
    """Make the negotiation of this name the current one: on a server, that of this role alone."""
    before = registry.current_negotiation(store)
    if before == name:
        return
    if store.in_file:
        keep(store, Subject("setting", "negotiation", 0), "value", (before, name), stamp)
    store.write("setting_set", {"name": "negotiation", "value": name})


def edit_negotiation(
    store: Store, found: Negotiation, stamp: Stamp, *, title: str | None, archived: bool | None
) -> dict[str, tuple[str, str]]:
    """Change what is shown of a negotiation and give each changed field's old and new value."""
    taken = [each for each in registry.negotiations(store) if each.id != found.id]
    if title and _is_taken(title.strip(), taken):
        raise Refused(f"There is already a negotiation “{title.strip()}”.")
    new = {
        "title": title if title is None else filled(title, "a negotiation", "title"),
        "archived": None if archived is None else int(archived),
    }
    old = {"title": found.title, "archived": int(found.archived)}
    return edit(store, Subject("negotiation", found.name, found.id), old, new, stamp)
