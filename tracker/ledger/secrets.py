"""What must not be named where private moves may not be shown: keys, titles and issues."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.ledger.case import Case
from tracker.ledger.imports import Imported
from tracker.ledger.issues import every_issue
from tracker.store import registry
from tracker.store.store import Store


def veil(store: Store, brought: Iterable[Imported]) -> int:
    """Leave out of what was brought each name and sentence that tells what only private moves know.

    Keys stand in sentences as they are, titles and issues in quotation marks: a word of one is
    nothing private in the name of a talk or in another title.

    Returns:
        How many were left out.
    """
    keys = [rf"(?<!\w){re.escape(key)}(?!\w)" for (key,) in store.all("keys_kept_private")]
    words = [*keys, *(re.escape(f"“{label}”") for label in _labels(store))]
    if not words:
        return 0
    named = re.compile("|".join(words))
    left_out = 0
    for each in brought:
        for names in (each.notices, each.warnings, each.created.get("demands", [])):
            kept = [name for name in names if not named.search(name)]
            left_out += len(names) - len(kept)
            names[:] = kept
    return left_out


def _labels(store: Store) -> list[str]:
    """The titles and issues that demands put privately have or had, but for public issues."""
    with store.without_private():
        public = {
            (negotiation.name, path)
            for negotiation in registry.negotiations(store)
            for path, _ in every_issue(Case(store, negotiation))
        }
    found = {(name, label) for name, label in store.all("labels_put_privately")}
    return sorted({label for _, label in found - public})
