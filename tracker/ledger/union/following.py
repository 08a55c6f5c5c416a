"""What follows in the registry here from what another copy told, kept to be looked back on.

It is kept apart from what is told: another copy lets it follow for itself.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tracker.ledger.edits import ADDED, REMOVED, Edit, Subject, keep_all
from tracker.ledger.parts import MANY, in_parts
from tracker.ledger.stamp import Stamp
from tracker.model import Negotiation
from tracker.store.store import Store

FOLLOWED, TOLD = "followed", "told"


class Issues(NamedTuple):
    """Issues of one negotiation.

    Attributes:
        ids: their ids, by path.
        fresh: those of them that were added, and of which that is not kept yet.
    """

    ids: dict[str, int]
    fresh: dict[str, Subject]


class Following:
    """Keeps what one union changes in the registry: many changes at once, so `keep_all` at last."""

    def __init__(self, store: Store, stamp: Stamp) -> None:
        self.store = store
        self.stamp = stamp
        self._waiting: list[Edit] = []

    def changed(self, subject: Subject, field: str, old: object, new: object) -> None:
        """Keep that a field has another value."""
        before, after = ("" if each is None else str(each) for each in (old, new))
        if before != after:
            self._keep(Edit(subject, field, before, after))

    def added(self, subject: Subject, values: Mapping[str, object]) -> None:
        """Keep that something was added."""
        self._keep(Edit(subject, ADDED, None, _held(values)))

    def removed(self, subject: Subject, values: Mapping[str, object]) -> None:
        """Keep that something was taken away."""
        self._keep(Edit(subject, REMOVED, _held(values), ""))

    def _keep(self, change: Edit) -> None:
        self._waiting.append(change)
        if len(self._waiting) >= MANY:
            self.keep_all()

    def keep_all(self) -> None:
        """Write what waits, before anything else looks at the registry's history or adds to it."""
        waiting, self._waiting = self._waiting, []
        keep_all(self.store, waiting, self.stamp, by_union=FOLLOWED)

    def issues(self, negotiation: Negotiation, paths: Iterable[str]) -> Issues:
        """Some issues by their paths, added where there are none; the caller keeps that."""
        found = Issues({}, {})
        for part in in_parts(dict.fromkeys(paths)):
            there = self._issues_here(negotiation, part)
            missing = [path for path in part if path not in there]
            for path in missing:
                self.store.put("issue_insert", {"negotiation": negotiation.id, "path": path})
            found.ids.update(there | self._issues_here(negotiation, missing))
            for path in missing:
                issue = Subject("issue", f"{negotiation.name}/{path}", found.ids[path])
                found.fresh[path] = issue
        return found

    def _issues_here(self, negotiation: Negotiation, paths: Sequence[str]) -> dict[str, int]:
        where = {"negotiation": negotiation.id, "paths": json.dumps(paths)}
        return dict(self.store.each("issues_by_path", where)) if paths else {}


def _held(values: Mapping[str, object]) -> str:
    return json.dumps(dict(values), ensure_ascii=False) if values else ""
