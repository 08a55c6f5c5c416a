"""Which facts of another copy cannot be taken in: told by name, with what is wrong."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.ledger.edits import ADDED
from tracker.ledger.parts import in_parts
from tracker.ledger.union.facts import (
    DEMAND,
    NEGOTIATION,
    PARTY,
    TALK,
    Change,
    Facts,
    Labels,
    Subject,
    Told,
)
from tracker.ledger.union.here import Here
from tracker.ledger.union.history import STAYS
from tracker.ledger.union.registry import Registry
from tracker.model import Verb
from tracker.rules import soundness
from tracker.store.store import Store

_UNNAMED = "it breaks a rule, or is told otherwise than it is on record here"
"""What is wrong with a private move, of which nothing is named."""


class Fault(NamedTuple):
    """What is wrong with one fact, and where it stands in a file (0: in none)."""

    line: int
    reason: str


class Lacking(NamedTuple):
    """Something that the facts name and neither copy has."""

    line: int
    what: str


class Checks:
    """Looks at the moves of another copy, with those that are here."""

    def __init__(self, store: Store, registry: Registry, arriving: Mapping[str, Told]) -> None:
        self.store = store
        self.registry = registry
        self.arriving = arriving
        self._here = Here(store)
        self._struck = {
            told.said.corrects for told in arriving.values() if told.said.verb is Verb.STRIKE
        }
        self._putters: dict[str, list[soundness.Putting]] = {}
        for told in arriving.values():
            if told.said.verb is Verb.DEMAND and told.opening:
                put = soundness.Putting(told.id, told.said.parties, struck=told.id in self._struck)
                self._putters.setdefault(told.opening, []).append(put)

    def faults(self) -> Iterator[Fault]:
        """The moves that were changed after they were recorded, or break a rule."""
        for part in in_parts(self.arriving.values()):
            self._here.read(part)
            for told in part:
                reason = self._reason(told)
                if reason:
                    yield Fault(told.line, f"{named(told)}: {reason}")

    def _reason(self, told: Told) -> str | None:
        if told.pins is None:
            return "its id does not fit what it says; it was changed after it was recorded"
        reason = (
            soundness.unsound(told.said)
            or self._against_opening(told)
            or self._against_demand(told)
            or self._against_target(told)
            or self._against_own(told)
        )
        return _UNNAMED if reason and told.said.private else reason

    def _against_own(self, told: Told) -> str | None:
        """What of a move that is here is told otherwise, of what its id does not cover."""
        own = self._here.move(told.id)
        if own is None:
            return None
        differing = (
            (f"at the {told.said.talk} of {own.first_date}", told.first_date == own.first_date),
            (f"on {_put(told.said.demand, own.opening)}", told.opening == own.opening),
            (
                f"with {_put(told.said.counter, own.counter_opening)}",
                told.counter_opening == own.counter_opening,
            ),
            ("in another place of the record", self._stands_so(told, own)),
        )
        for here, same in differing:
            if not same:
                return (
                    f"it is on record here {here}; one of the two copies was changed. Compare both "
                    "with the ledger it was recorded in"
                )
        return None

    def _stands_so(self, told: Told, own: Told) -> bool:
        """Whether a move has the place it has here, where that was believed when it arrived."""
        before = (each for each in (told.parent, told.said.corrects) if each)
        if all(self._here.move(each) for each in before):
            return True
        return (told.generation, told.rank) == (own.generation, own.rank)

    def _against_opening(self, told: Told) -> str | None:
        if _puts_anew(told) and not self._is_set_aside(told.opening):
            return "it puts a demand and says that another move did"
        for key, opening in ((told.said.demand, told.opening),
                             (told.said.counter, told.counter_opening)):  # fmt: skip
            if opening and not self._fits(told.negotiation, key, opening):
                return f"the move {opening[:8]} did not put a demand {key}"
        if told.said.counter and _same(told):
            return f"{told.said.demand} cannot counter itself"
        return None

    def _is_set_aside(self, move: str | None) -> bool:
        if move is None:
            return False
        if any(each.said.corrects == move for each in self.arriving.values()):
            return True
        return bool(self.store.one("set_aside_by", {"id": move}))

    def _fits(self, negotiation: str, key: str | None, opening: str) -> bool:
        """Whether a move may have put a demand of this key; it may be one that is not here."""
        told = self.move(opening)
        if told is not None:
            put = told.said.verb is Verb.DEMAND
            return put and (told.negotiation, told.said.demand) == (negotiation, key)
        row = self.store.one("demand_by_opening", {"opening": opening})
        own = self.registry.rows.get(Subject(NEGOTIATION, negotiation, ""))
        return row is None or row[1:] == (own, key)

    def move(self, move: str) -> Told | None:
        """A move that is here or arrives."""
        return self.arriving.get(move) or self._here.move(move)

    def _against_demand(self, told: Told) -> str | None:
        first = self.move(told.opening) if told.opening else None
        if first is None or first.said.private:  # who it is of need not have been known
            return None
        puttings = [*self._putters.get(first.id, ()), *self._here.putters(first.id)]
        told_struck = [each._replace(struck=True) for each in puttings if each.id in self._struck]
        return soundness.against_its_demand(told.said, [*puttings, *told_struck])

    def _against_target(self, told: Told) -> str | None:
        target = self.move(told.said.corrects) if told.said.corrects else None
        if target:
            return soundness.against_its_target(told.said, _target(target), _target(told))
        for mending in self._here.mending(told.id):
            reason = soundness.against_its_target(mending.said, _target(told), _target(mending))
            if reason:
                why = _UNNAMED if mending.said.private else reason
                return f"{named(mending)}, which is here: {why}"
        return None

    def lacking(self, facts: Facts) -> Iterator[Lacking]:
        """What the facts name that is in neither copy."""
        demands = _Demands(self.store, self.registry, self.arriving, facts.labels)
        for part in in_parts(self.arriving.values()):
            demands.read(each.apart for told in part for each in _demands_of(told))
            for told in part:
                yield from self._unknown(told.line, subjects_of(told))
                for each in _demands_of(told):
                    if each.apart:
                        yield from demands.unknown(told.line, each, private=told.said.private)
        for some in in_parts(facts.labels):
            demands.read(label.opening for label in some)
            for label in some:
                yield from self._unknown(label.line, subjects_of(label))
                subject = Subject(DEMAND, label.negotiation, label.key, label.opening or "")
                yield from demands.unknown(label.line, subject, private=facts.private)
        edited = (each.subject for each in self.registry.fresh)
        demands.read(each.apart for each in edited if each.kind == DEMAND)
        for change in self.registry.fresh:
            yield from self._unknown(change.line, subjects_of(change))
            if change.subject.kind == DEMAND:
                yield from demands.unknown(change.line, change.subject, private=facts.private)

    def _unknown(self, line: int, subjects: Iterable[Subject]) -> Iterator[Lacking]:
        for each in subjects:
            if not self.registry.is_known(each):
                on = f" of {each.apart}" if each.kind == TALK else ""
                yield Lacking(line, f"the {each.kind} {each.name or each.negotiation}{on}")


class _Demands:
    """The demands that are here or arrive: by what put them first, and by their keys."""

    def __init__(
        self,
        store: Store,
        registry: Registry,
        arriving: Mapping[str, Told],
        labels: Iterable[Labels],
    ) -> None:
        self._store = store
        self._registry = registry
        withheld = {each.opening for each in labels if each.opening and each.withheld}
        self._openings: set[str] = withheld | arriving.keys()
        self._keys = {(each.negotiation, each.key) for each in labels} | {
            (each.negotiation, each.said.demand) for each in arriving.values()
        }

    def read(self, openings: Iterable[str | None]) -> None:
        """Read which of some demands, by what put them first, are here."""
        for part in in_parts({each for each in openings if each} - self._openings):
            where = {"openings": json.dumps(part)}
            self._openings.update(row[0] for row in self._store.each("openings_here", where))

    def unknown(self, line: int, demand: Subject, *, private: bool) -> Iterator[Lacking]:
        """What to say of a demand that there is not; without an opening, of all of its key.

        What put it first must have been read.

        Args:
            line: where it is named.
            demand: the demand.
            private: whether it may be private, and its key is not to be named.
        """
        _, negotiation, key, opening = demand
        name = "a demand" if private else f"the demand {key}"
        if opening:
            if opening not in self._openings:
                yield Lacking(line, f"{name} (put by {opening[:8]})")
        elif (negotiation, key) not in self._keys:
            own = self._registry.rows.get(Subject(NEGOTIATION, negotiation, ""))
            if self._store.one("demands_given", {"negotiation": own, "given": key}) is None:
                yield Lacking(line, name)


def _put(key: str | None, opening: str | None) -> str:
    return f"{key} put by {opening[:8]}" if opening else f"{key} that was put first"


def _puts_anew(told: Told) -> bool:
    """Whether it puts a demand that another move put first, and its id does not say so."""
    pinned = told.pins and told.pins.demand
    return told.said.verb is Verb.DEMAND and not (told.said.corrects or told.opens or pinned)


def _same(told: Told) -> bool:
    said = told.said
    return (said.demand, told.opening) == (said.counter, told.counter_opening)


def _target(told: Told) -> soundness.Target:
    return soundness.Target(told.said.verb, told.negotiation, told.said.demand, told.opening)


def subjects_of(told: Told | Labels | Change) -> list[Subject]:
    """The entries of the registry that a move, the labels of a demand or an edit name.

    Issues are not among them: a path is all that is known of one.
    """
    if isinstance(told, Change):
        return _subjects_of_change(told)
    found = [Subject(NEGOTIATION, told.negotiation, "")]
    if isinstance(told, Labels):
        return found + [Subject(PARTY, "", code) for code in (*told.parties, *told.to)]
    said = told.said
    found += [Subject(PARTY, "", code) for code in (*said.parties, *said.to)]
    if said.talk:
        found.append(Subject(TALK, told.negotiation, said.talk, told.first_date or ""))
    return found


def _demands_of(told: Told) -> list[Subject]:
    """The demand and the counter-demand of a move."""
    both = ((told.said.demand, told.opening), (told.said.counter, told.counter_opening))
    return [Subject(DEMAND, told.negotiation, key, opening or "") for key, opening in both if key]


def _subjects_of_change(change: Change) -> list[Subject]:
    subject = change.subject
    found = [Subject(NEGOTIATION, subject.negotiation, "")] if subject.negotiation else []
    if subject.kind in (PARTY, TALK) and change.field != ADDED:
        found.append(subject)
    if change.field.startswith(STAYS):
        found.append(Subject(PARTY, "", change.field.removeprefix(STAYS)))
    return found


def named(told: Told) -> str:
    """A move by its id, with who did what on which demand where that is public."""
    said = told.said
    if said.private:
        return f"{told.short_id} (private)"
    verb = f"{said.verb} {said.manner}" if said.manner else said.verb
    when = f"at {said.talk}" if said.talk else f"on {said.date.text if said.date else 'no date'}"
    return f"{told.short_id} ({' and '.join(said.parties)}: {verb} {said.demand} {when})"
