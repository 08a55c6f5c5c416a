"""Making the tables of the registry what its history says: names, stays, talks and their order."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tracker import dates
from tracker.ledger import turns
from tracker.ledger.case import Case
from tracker.ledger.edits import within
from tracker.ledger.parties import NOWHERE, stays_of, write_stays
from tracker.ledger.talks import UNKNOWN_DATE, seq_of
from tracker.ledger.union import folding
from tracker.ledger.union.facts import ISSUE, NEGOTIATION, PARTY, TALK, Change, Subject
from tracker.ledger.union.folding import Namesake, Turn
from tracker.ledger.union.history import ALIAS, STAYS
from tracker.ledger.union.registry import Registry
from tracker.model import FuzzyDate, Talk
from tracker.store import registry as rows

_NULLABLE = ("form", "deadline")


def settle_negotiations(registry: Registry) -> None:
    """Give the negotiations the titles that their history says."""
    present = {each.id: each for each in rows.negotiations(registry.store)}
    for subject, row in list(registry.rows.items()):
        if subject.kind != NEGOTIATION:
            continue
        values = registry.values(subject)
        there = present[row]
        archived = int(values.get("archived") or 0)
        _set(registry, subject, "title", there.title, values.get("title"))
        _set(registry, subject, "archived", int(there.archived), archived)


def _set(registry: Registry, subject: Subject, field: str, present: Any, wanted: Any) -> None:
    if wanted is not None and wanted != present:
        local = registry.local(subject)
        registry.store.write(f"{local.kind}_set_{field}", {"id": local.row, "value": wanted})
        registry.following.changed(local, field, present, wanted)


def settle_parties(registry: Registry) -> None:
    """Give the parties the names, aliases and stays in blocs that their history says."""
    case = Case(registry.store, NOWHERE)
    for subject in [each for each in registry.rows if each.kind == PARTY]:
        values = registry.values(subject)
        party = case.parties[subject.name]
        _set(registry, subject, "name", party.name, values.get("name"))
        _settle_aliases(registry, subject, set(party.aliases), values)
        _settle_stays(registry, case, subject, values)


def _parted(values: dict[str, Any], prefix: str) -> dict[str, str]:
    """The values of fields such as `alias X`, by what comes after the prefix."""
    found = (field for field in values if field.startswith(prefix))
    return {field.removeprefix(prefix): values[field] or "" for field in found}


def _settle_aliases(
    registry: Registry, party: Subject, present: set[str], values: dict[str, Any]
) -> None:
    wanted = {alias for alias, value in _parted(values, ALIAS).items() if value}
    local = registry.local(party)
    for alias in sorted(present - wanted):
        registry.store.write("party_alias_delete", {"party": local.row, "alias": alias})
        registry.following.changed(local, f"{ALIAS}{alias}", alias, "")
    for alias in sorted(wanted - present):
        registry.store.write("party_alias_insert", {"party": local.row, "alias": alias})
        registry.following.changed(local, f"{ALIAS}{alias}", "", alias)


def _settle_stays(registry: Registry, case: Case, member: Subject, values: dict[str, Any]) -> None:
    for code, wanted in _parted(values, STAYS).items():
        bloc = registry.rows.get(Subject(PARTY, "", code))
        present = stays_of(case, member.name, code)
        if bloc is not None and present != wanted:
            local = registry.local(member)
            write_stays(registry.store, local.row, bloc, wanted)
            registry.following.changed(local, f"{STAYS}{code}", present, wanted)


class Talks:
    """The talks of one negotiation, made what their history says."""

    def __init__(self, registry: Registry, case: Case) -> None:
        self.registry = registry
        self.case = case
        self.notices: list[str] = []
        self._subjects = {
            row: subject
            for subject, row in registry.rows.items()
            if subject[:2] == (TALK, case.negotiation.name)
        }

    def settle(self) -> None:
        """Give the talks their labels, refs and places in time."""
        added: dict[int, Turn] = {}
        for row, subject in self._subjects.items():
            self._settle_labels(self.case.talks_by_id[row], self.registry.values(subject))
            added[row] = _turn(subject, self.registry.counting(subject))
        self.case.forget_talks()
        self._settle_refs(added)
        self.registry.following.keep_all()
        turns.settle(self.case, self.registry.following.stamp, folding.turns(added))

    def _settle_labels(self, talk: Talk, values: dict[str, Any]) -> None:
        for field in ("title", "place", "form", "status", "track", "deadline"):
            if field in values:
                wanted = values[field] or None if field in _NULLABLE else values[field] or ""
                if wanted != getattr(talk, field):
                    value = {"id": talk.id, "value": wanted}
                    self.registry.store.write(f"talk_set_{field}", value)
                    self._followed(talk, field, getattr(talk, field), wanted)
        self._settle_date(talk, values.get("date") or talk.date.text)

    def _followed(self, talk: Talk, field: str, old: Any, new: Any) -> None:
        subject = within(self.case, TALK, talk.ref, talk.id)
        if self._subjects[talk.id] not in self.registry.made:
            self.registry.following.changed(subject, field, old, new)

    def _settle_date(self, talk: Talk, text: str) -> None:
        when = date_of(text)
        days = {
            "date": text,
            "earliest": when.earliest.isoformat() if when.earliest else None,
            "latest": when.latest.isoformat() if when.latest else None,
        }
        if when != talk.date:
            for field, value in days.items():
                self.registry.store.write(f"talk_set_{field}", {"id": talk.id, "value": value})
            self._followed(talk, "date", talk.date.text, text)

    def _settle_refs(self, added: dict[int, Turn]) -> None:
        """Of several talks added under one ref the first keeps it."""
        groups: dict[str, list[Namesake]] = {}
        for row, turn in added.items():
            sake = Namesake(row, turn[1:], _digits(turn))
            groups.setdefault(turn.given, []).append(sake)
        refs = {
            row: ref
            for given, every in groups.items()
            for row, ref in folding.told_apart(given, every, groups.__contains__).items()
        }
        changed = [talk for talk in self.case.talks if talk.ref != refs[talk.id]]
        self._call(changed, lambda talk: f"{talk.ref}\t{talk.id}")
        self._call(changed, lambda talk: refs[talk.id])
        for talk in changed:
            self._tell(talk, refs[talk.id])
        self.case.forget_talks()

    def _call(self, talks: list[Talk], ref: Callable[[Talk], str]) -> None:
        for talk in talks:
            given = talk.given if ref(talk) != talk.given else None
            values = {"id": talk.id, "ref": ref(talk), "given": given}
            self.registry.store.write("talk_call", values)

    def _tell(self, talk: Talk, ref: str) -> None:
        new = self._subjects[talk.id] in self.registry.made
        if ref == talk.given and new:
            return
        occasion = f"{talk.date.text if talk.date.known else 'undated'} {talk.title}"
        if ref == talk.given:
            self.notices.append(f"the talk {talk.ref} ({occasion}) is {ref} from now on")
        else:
            self.notices.append(f"{talk.given} was given twice: the talk {occasion} is {ref}")


def _turn(subject: Subject, changes: list[Change]) -> Turn:
    first = folding.first_added(changes)
    wanted = first.held.get("seq") if first else None
    if not isinstance(wanted, int):
        wanted = seq_of(subject.name) or 1  # of a time when turns were not kept
    at, by = (first.at, first.by) if first else ("", "")
    return Turn(wanted, at, by, subject.name, subject.apart)


def _digits(turn: Turn) -> str:
    return sha256(f"{turn.first_date}\n{turn.given}".encode()).hexdigest()


def date_of(text: str) -> FuzzyDate:
    """The date of a talk as the ledger holds it."""
    return UNKNOWN_DATE if text == UNKNOWN_DATE.text else dates.stored(text)


def settle_issues(registry: Registry, case: Case, filed: set[str]) -> None:
    """Make the issues those that were added, and those that demands were ever filed under.

    Args:
        registry: of the union.
        case: the negotiation.
        filed: the latter.
    """
    store, renames = registry.store, registry.renames(case.negotiation.name)
    every = registry.of(ISSUE, case.negotiation.name).values()
    wanted = filed | folding.paths((each for changes in every for each in changes), renames)
    issues = registry.following.issues(case.negotiation, sorted(wanted - {""}))
    for issue in issues.fresh.values():
        registry.following.added(issue, {})
    for row, path in store.all("issue_paths", {"negotiation": case.negotiation.id}):
        if path not in wanted:
            store.write("issue_delete", {"id": row})
            registry.following.removed(within(case, ISSUE, path, row), {})
