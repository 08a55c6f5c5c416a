"""What follows in the registry here from what another copy told, kept to be looked back on.

It is kept apart from what is told: another copy lets it follow for itself.
"""

import json
from collections.abc import Mapping

from tracker.ledger.edits import ADDED, Subject, keep
from tracker.ledger.stamp import Stamp
from tracker.ledger.union.facts import REMOVED
from tracker.model import Negotiation
from tracker.store.store import Store

FOLLOWED, TOLD = "followed", "told"


class Following:
    """Keeps what one union changes in the registry."""

    def __init__(self, store: Store, stamp: Stamp) -> None:
        self.store = store
        self.stamp = stamp

    def changed(self, subject: Subject, field: str, old: object, new: object) -> None:
        """Keep that a field has another value."""
        before, after = ("" if each is None else str(each) for each in (old, new))
        if before != after:
            keep(self.store, subject, field, (before, after), self.stamp, by_union=FOLLOWED)

    def added(self, subject: Subject, values: Mapping[str, object]) -> None:
        """Keep that something was added."""
        held = json.dumps(dict(values), ensure_ascii=False) if values else ""
        keep(self.store, subject, ADDED, (None, held), self.stamp, by_union=FOLLOWED)

    def removed(self, subject: Subject, values: Mapping[str, object]) -> None:
        """Keep that something was taken away."""
        held = json.dumps(dict(values), ensure_ascii=False) if values else ""
        keep(self.store, subject, REMOVED, (held, ""), self.stamp, by_union=FOLLOWED)

    def issue(self, negotiation: Negotiation, path: str) -> int | None:
        """Id of an issue, added where there is none; None for no path."""
        if not path:
            return None
        where = {"negotiation": negotiation.id, "path": path}
        row = self.store.one("issue_by_path", where)
        if row:
            return int(row[0])
        made = self.store.write("issue_insert", where)
        self.added(Subject("issue", f"{negotiation.name}/{path}", made), {})
        return made
