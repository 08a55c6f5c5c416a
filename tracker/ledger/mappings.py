"""The mappings of imports that are kept under a name: how somebody's files are read."""

from typing import NamedTuple

from tracker.errors import UsageError
from tracker.ledger import edits, suggesting
from tracker.ledger.stamp import Stamp
from tracker.store.store import Store

LONGEST_NAME = 60


class Kept(NamedTuple):
    """A mapping under its name.

    Attributes:
        rules: as `tracker.exchange.mapping.rules.to_text` writes them.
        at: when it was kept; by: who kept it.
    """

    name: str
    rules: str
    at: str
    by: str


def every_mapping(store: Store) -> list[Kept]:
    """The mappings by their names."""
    return [Kept(*row) for row in store.all("mappings")]


def find_mapping(store: Store, name: str) -> Kept:
    """The mapping of this name, whatever the letters' case.

    Raises:
        NotFound: there is none.
    """
    every = every_mapping(store)
    for each in every:
        if each.name == name:
            return each
    alike = [each for each in every if each.name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    raise suggesting.unknown("mapping", name, [each.name for each in every], "tracker mapping list")


def check_name(name: str) -> str:
    """A name for a mapping, without needless spaces.

    Raises:
        UsageError: it is empty, too long, or cannot be printed.
    """
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > LONGEST_NAME or not trimmed.isprintable():
        raise UsageError(
            f"“{name}” cannot be the name of a mapping: use up to {LONGEST_NAME} characters, for "
            "example minutes-of-the-secretariat."
        )
    return trimmed


def keep_mapping(store: Store, name: str, rules: str, stamp: Stamp) -> Kept | None:
    """Keep a mapping under a name, and give the one whose place it takes, if it differs."""
    name = check_name(name)
    before = next((each for each in every_mapping(store) if each.name == name), None)
    if before and before.rules == rules:
        return None
    set_rules(store, name, (before.rules if before else "", rules), stamp)
    return before


def remove_mapping(store: Store, name: str, stamp: Stamp) -> str:
    """Remove a mapping and give its name; what was imported with it stays.

    Raises:
        NotFound: there is none.
    """
    found = find_mapping(store, name)
    set_rules(store, found.name, (found.rules, ""), stamp)
    return found.name


def set_rules(store: Store, name: str, change: tuple[str, str], stamp: Stamp) -> None:
    """Give a mapping other rules, and keep those it had; empty ones mean that there is none."""
    _, rules = change
    if rules:
        values = {"name": name, "rules": rules, "at": stamp.at, "by": stamp.by}
        store.write("mapping_keep", values)
    else:
        store.write("mapping_delete", {"name": name})
    edits.keep(store, edits.Subject("mapping", name, 0), "rules", change, stamp)
