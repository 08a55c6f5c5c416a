"""The registry of a union: the history of both copies, and what it makes of each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from tracker.ledger import edits
from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.stamp import Stamp
from tracker.ledger.union import folding
from tracker.ledger.union.differing import Differing, differing
from tracker.ledger.union.facts import DEMAND, ISSUE, NEGOTIATION, PARTY, TALK, Change, Subject
from tracker.ledger.union.following import TOLD, Following
from tracker.ledger.union.history import history, ref_of
from tracker.store.store import Store

_NOWHERE = -1_000_000_000  # before all places in time, and apart from those of talks in motion
_MADE_BY = {NEGOTIATION: "negotiation_insert", PARTY: "party_insert", TALK: "talk_insert"}


_TALK = ("title", "date", "place", "form", "status", "track", "deadline")
_HELD: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    NEGOTIATION: lambda held: {"title": held.get("title")},
    PARTY: lambda held: {"name": held.get("name")},
    TALK: lambda held: {field: held.get(field) for field in _TALK},
}
"""What an entry held, as its coming and going are kept."""


class Registry:
    """The registry of the database with what another copy tells of its own.

    Attributes:
        fresh: the changes that are new here.
        rows: the rows of the negotiations, parties and talks that are there.
        made: what was added.
    """

    def __init__(self, store: Store, told: Iterable[Change], stamp: Stamp) -> None:
        self.store = store
        self.following = Following(store, stamp)
        self.made: list[Subject] = []
        self._differing: dict[Subject, Differing] = {}
        self._taken_away: dict[str, list[str]] = {}
        self._changes: dict[Subject, list[Change]] = {}
        known: dict[tuple[object, ...], set[str]] = {}
        for kept in history(store):
            known.setdefault(kept.change.key, set()).add(kept.change.opening)
            self._changes.setdefault(kept.change.subject, []).append(kept.change)
        self._before = {subject: list(every) for subject, every in self._changes.items()}
        self.fresh: list[Change] = []
        self._told: dict[Subject, list[Change]] = {}
        for change in told:
            openings = known.setdefault(change.key, set())
            if not _is_among(change.opening, openings):
                openings.add(change.opening)
                self.fresh.append(change)
                self._told.setdefault(change.subject, []).append(change)
                self._changes.setdefault(change.subject, []).append(change)
        self.rows = _parties(store) | _negotiations(store) | _talks(store)

    def of(self, kind: str, negotiation: str = "") -> dict[Subject, list[Change]]:
        """The changes of everything of one kind in a negotiation."""
        return {
            subject: every
            for subject, every in self._changes.items()
            if subject[:2] == (kind, negotiation)
        }

    def counting(self, subject: Subject) -> list[Change]:
        """The changes that count of one entry: all of them, where only a name of it is left."""
        every = self._changes.get(subject, [])
        return folding.standing(every) or every

    def is_known(self, subject: Subject) -> bool:
        """Whether the entry is there, or was added in one of the copies."""
        added = any(each.field == ADDED for each in self._changes.get(subject, ()))
        return subject in self.rows or added

    def make(self, named: Iterable[Subject]) -> None:
        """Add the entries that are not there: those that stand, and those that something names.

        Args:
            named: what the moves and labels name.
        """
        wanted = dict.fromkeys(named)
        for kind in (NEGOTIATION, PARTY, TALK):
            every = [each for each in self._changes if each.kind == kind]
            there = [each for each in every if folding.standing(self._changes[each])]
            needed = dict.fromkeys((*there, *(each for each in wanted if each.kind == kind)))
            self._make(kind, [subject for subject in needed if subject not in self.rows])
        self.following.keep_all()

    def _make(self, kind: str, subjects: Sequence[Subject]) -> None:
        """Add some entries of one kind."""
        if not subjects:
            return
        held = {each: folding.values(self.counting(each)) for each in subjects}
        for number, subject in enumerate(subjects, len(self.rows)):
            self.store.put(_MADE_BY[kind], self._values_of(subject, held[subject], number))
        rows = _ROWS[kind](self.store)
        for subject in subjects:
            self.rows[subject] = rows[subject]
            self.made.append(subject)
            apart = {"first_date": subject.apart} if kind == TALK else {}
            self.following.added(self.local(subject), _HELD[kind](held[subject]) | apart)

    def _values_of(self, subject: Subject, held: dict[str, Any], number: int) -> dict[str, Any]:
        if subject.kind == NEGOTIATION:
            return {"name": subject.negotiation, "title": held.get("title", subject.negotiation)}
        if subject.kind == PARTY:
            return {"code": subject.name, "name": held.get("name", subject.name)}
        return self._talk(subject, held, number)

    def _talk(self, subject: Subject, held: dict[str, Any], number: int) -> dict[str, Any]:
        """A new talk, whose ref and place in time are settled with those of the others."""
        texts = {name: held.get(name) or "" for name in ("title", "place", "track")}
        return {
            **texts,
            "negotiation": self.rows[Subject(NEGOTIATION, subject.negotiation, "")],
            "ref": f"{subject.name}\t{subject.apart}",
            "given": subject.name,
            "date": subject.apart,
            "first_date": subject.apart,
            "earliest": None,
            "latest": None,
            "form": held.get("form"),
            "status": held.get("status") or "held",
            "deadline": held.get("deadline"),
            "seq": number,
            "moment": _NOWHERE - number,
        }

    def keep(self, rows: dict[Subject, int]) -> None:
        """Keep the history that is new here.

        Args:
            rows: the rows of demands.
        """
        self.following.keep_all()
        for change in self.fresh:
            subject = change.subject
            row = rows.get(subject) if subject.kind == DEMAND else self.rows.get(subject)
            self.store.write(
                "registry_change_insert",
                {
                    "subject": subject.kind,
                    "ref": ref_of(subject, row),
                    "row": row,
                    "field": change.field,
                    "old": change.old,
                    "new": change.new,
                    "changed_at": change.at,
                    "changed_by": change.by,
                    "by_union": TOLD,
                },
            )

    def take_away(self, kind: str, negotiation: str = "") -> None:
        """Take away what was taken away in one of the copies, where nothing names it."""
        for subject, every in self.of(kind, negotiation).items():
            row = self.rows.get(subject)
            if row is None or subject in self.made or folding.standing(every):
                continue
            named = self.store.one(f"{kind}_named", {"id": row})
            gone = named is not None and not named[0]
            self._tell_taken_away(subject, gone=gone)
            if gone:
                if kind == PARTY:
                    self.store.write("party_aliases_delete", {"id": row})
                self.store.write(f"{kind}_delete", {"id": row})
                held = folding.values(every)
                self.following.removed(self.local(subject), _HELD[kind](held))
                del self.rows[subject]

    def _tell_taken_away(self, subject: Subject, *, gone: bool) -> None:
        """Say that an entry goes; that it stays, where it is told anew that it was taken away."""
        new = [each.by for each in self._told.get(subject, ()) if each.field == REMOVED]
        if not gone and not new:
            return
        name = subject.name or subject.negotiation
        when = f" of {subject.apart}" if subject.kind == TALK else ""
        by = f" by {new[-1]}" if new else ""
        stays = "; it stays, since something here speaks of it" if not gone else ""
        told = f"the {subject.kind} {name}{when} was taken away in another copy{by}{stays}"
        self._taken_away.setdefault(subject.negotiation, []).append(told)

    def local(self, subject: Subject) -> edits.Subject:
        """An entry as the history of this copy names it."""
        row = self.rows[subject]
        return edits.Subject(subject.kind, ref_of(subject, row), row)

    def values(self, subject: Subject) -> dict[str, Any]:
        """The value of each field of an entry; what differs between the copies is told."""
        found = folding.values(self.counting(subject))
        if subject in self._told and subject not in self.made:
            before = folding.values(self._before.get(subject, ()))
            self._differing[subject] = Differing(before, found, self._told[subject])
        return found

    def notices(self, negotiation: str, called: Callable[[Subject], str]) -> list[str]:
        """What goes by another value than one of the copies had, and what was taken away.

        Args:
            negotiation: of which; of parties "".
            called: what an entry goes by now.
        """
        of_it = (each for each in self._differing if each.negotiation == negotiation)
        told = (differing(called(each), *self._differing[each]) for each in of_it)
        return [*chain.from_iterable(told), *self._taken_away.get(negotiation, ())]

    def renames(self, negotiation: str) -> list[folding.Rename]:
        """The renamings of issues in a negotiation, in their order."""
        every = self.of(ISSUE, negotiation).values()
        return folding.renames(change for changes in every for change in changes)


def _is_among(opening: str, known: set[str]) -> bool:
    """Whether a change is among those that differ from it in its demand at most.

    The same is meant where one of the two tells its demand by the key alone.
    """
    return bool(known) and (not opening or opening in known or "" in known)


def _parties(store: Store) -> dict[Subject, int]:
    return {Subject(PARTY, "", code): row for row, code, *_ in store.all("parties")}


def _negotiations(store: Store) -> dict[Subject, int]:
    return {Subject(NEGOTIATION, name, ""): row for row, name, *_ in store.all("negotiations")}


def _talks(store: Store) -> dict[Subject, int]:
    return {Subject(TALK, *names): row for row, *names in store.all("talk_names")}


_ROWS = {PARTY: _parties, NEGOTIATION: _negotiations, TALK: _talks}
"""What is there of each kind, with its row."""
