"""Taking the facts of another copy into a ledger: all of them or nothing, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from tracker.errors import InputFileError, Problem
from tracker.ledger import spans
from tracker.ledger.case import Case
from tracker.ledger.imports import Imported, Loaded, change_since
from tracker.ledger.negotiations import pick_negotiation
from tracker.ledger.parties import NOWHERE, lookalikes_added
from tracker.ledger.parts import in_parts
from tracker.ledger.stamp import Stamp
from tracker.ledger.union import arrivals
from tracker.ledger.union.arrivals import Place, Places, Rows, moment_outside
from tracker.ledger.union.checking import Checks, Fault, Lacking, subjects_of
from tracker.ledger.union.demands import Demands
from tracker.ledger.union.deriving import Derived
from tracker.ledger.union.facts import DEMAND, ISSUE, NEGOTIATION, PARTY, TALK, Facts, Subject, Told
from tracker.ledger.union.fitting import must_fit
from tracker.ledger.union.naming import names_in
from tracker.ledger.union.registry import Registry
from tracker.ledger.union.settling import (
    Talks,
    settle_issues,
    settle_negotiations,
    settle_parties,
)
from tracker.ledger.union.texts import take_texts
from tracker.ledger.union.warning import doubts
from tracker.model import Negotiation
from tracker.store import registry as rows
from tracker.store.store import Store


def unite(store: Store, facts: Facts, stamp: Stamp, *, teller: str = "") -> Loaded:
    """Take in the facts of another copy, within the open transaction.

    Args:
        store: the database.
        facts: what the other copy tells, in any order.
        stamp: who does so, and when.
        teller: who tells them, if that is known.

    Returns:
        What was added to each negotiation, and what that changes in its positions.

    Raises:
        InputFileError: a move was changed after it was recorded, or breaks a rule, or something
            that it names is in neither copy; all of them are listed, and the caller must undo.
    """
    must_fit(store, facts)
    return _Union(store, facts, stamp, teller).made()


class _Union:
    def __init__(self, store: Store, facts: Facts, stamp: Stamp, teller: str) -> None:
        self.store = store
        self.teller = teller
        self.stamp = stamp
        self.facts = facts
        self.registry = Registry(store, facts.changes, stamp)
        self.told = {each.id: each for each in facts.moves}
        self.checks = Checks(store, self.registry, self.told)
        last = store.one("last_move")
        self.first_nr: int = last[0] if last else 0
        self.places: dict[str, Place | None] = {}
        self.was_empty = not rows.negotiations(store)

    def made(self) -> Loaded:
        self._check()
        self.registry.make(self._named())
        settle_negotiations(self.registry)
        settle_parties(self.registry)
        cases = [Case(self.store, each, self.stamp.today) for each in self._negotiations()]
        united = [_Part(self, case) for case in cases]
        new = self._new_moves()
        for part in united:
            part.meet(new)
        self.registry.keep({row: at for part in united for row, at in part.rows.items()})
        self._insert(new, {part.case.negotiation.name: part for part in united})
        take_texts(self.store, self.facts.texts)
        for part in united:
            part.settle()
        self._take_away(united)
        self._pick()
        return self._loaded(united)

    def _check(self) -> None:
        faults = list(self.checks.faults())
        if faults:
            raise _refusal(faults)
        lacking = list(self.checks.lacking(self.facts))
        if lacking:
            raise self._incomplete(lacking)

    def _incomplete(self, lacking: Iterable[Lacking]) -> InputFileError:
        """The error for what is lacking, with what to ask for instead."""
        ordered = sorted(lacking, key=lambda each: each.line)
        problems = [Problem(each.line, "", "", f"{each.what} is not here") for each in ordered]
        row = self.store.one("last_recorded_by", {"by": self.teller})
        day = row[0][:10] if row else ""
        earlier = f"what came since {day} (--since {day}), or of " if day else ""
        return InputFileError(
            "Nothing was taken over: it builds on what is not here. Ask for a bundle of "
            f"{earlier}all there is.",
            problems,
        )

    def _named(self) -> Iterator[Subject]:
        for told in self.facts.moves:
            yield from subjects_of(told)
        for labels in self.facts.labels:
            yield from subjects_of(labels)

    def _negotiations(self) -> list[Negotiation]:
        return rows.negotiations(self.store)

    def _new_moves(self) -> list[Told]:
        """The moves that are not here yet, parents before children."""
        here = arrivals.places_here(self.store, self.told.values())
        arriving = {move: told for move, told in self.told.items() if move not in here}
        places = Places(arriving, here)
        self.places = {move: places.of(move) for move in arriving}
        return sorted(arriving.values(), key=lambda told: (self._place(told).generation, told.id))

    def _place(self, told: Told) -> Place:
        place = self.places[told.id]
        assert place is not None
        return place

    def _insert(self, new: list[Told], parts: dict[str, _Part]) -> None:
        numbers = count(self.first_nr + 1)
        for some in in_parts(new):
            for part in parts.values():
                part.read(some)
            for told in some:
                found = parts[told.negotiation].rows_of(told)
                arrivals.insert(self.store, told, found, self._place(told), next(numbers))

    def _take_away(self, united: list[_Part]) -> None:
        """Take away what was taken away in one of the copies and nothing names."""
        before = len(self.registry.rows)
        for part in united:
            self.registry.take_away(TALK, part.case.negotiation.name)
        self.registry.take_away(PARTY)
        for part in united:
            self.registry.take_away(NEGOTIATION, part.case.negotiation.name)
        if len(self.registry.rows) != before:
            for each in self._negotiations():
                Talks(self.registry, Case(self.store, each, self.stamp.today)).settle()
        self.registry.following.keep_all()

    def _pick(self) -> None:
        """Make the first negotiation the current one, where there was none before."""
        if self.was_empty and rows.current_negotiation(self.store) is None:
            for each in self._negotiations()[:1]:
                pick_negotiation(self.store, each.name, self.stamp)

    def _loaded(self, united: list[_Part]) -> Loaded:
        loaded = Loaded()
        parties = Imported(notices=self.registry.notices("", lambda each: each.name))
        made = [each.name for each in self.registry.made if each.kind == PARTY]
        if made:
            parties.created["parties"] = made
            case = Case(self.store, NOWHERE, self.stamp.today)
            parties.warnings += lookalikes_added(case, made)
        if made or parties.notices:
            loaded.imported[""] = parties
        for part in united:
            part.tell(loaded)
        return loaded


class _Part:
    """One negotiation of a union.

    Attributes:
        rows: the rows of the demands whose labels were edited.
    """

    def __init__(self, union: _Union, case: Case) -> None:
        self.union = union
        self.case = case
        self.done = Imported()
        self.rows: dict[Subject, int] = {}
        self.demands = Demands(case)
        self._of_it = case.negotiation.name
        self._talks = Talks(union.registry, case)
        self._talks.settle()

    def meet(self, new: list[Told]) -> None:
        """Find or make the demands that the facts name."""
        of_it = (told for told in new if told.negotiation == self._of_it)
        self.demands.ensure(name for told in of_it for name in names_in(told))
        labels = (each for each in self.union.facts.labels if each.negotiation == self._of_it)
        self.demands.learn_labels(labels)
        edited = (change.subject for change in self.union.registry.fresh)
        of_demands = (each for each in edited if each[:2] == (DEMAND, self._of_it))
        self.rows = self.demands.edited(of_demands)

    def read(self, told: Iterable[Told]) -> None:
        """Read what demands some moves name, which are there by now, for `rows_of`."""
        of_it = (each for each in told if each.negotiation == self._of_it)
        self.demands.named.read(name for each in of_it for name in names_in(each))

    def rows_of(self, told: Told) -> Rows:
        """The rows of what a move names."""
        said, registry = told.said, self.union.registry
        talk, moment = None, None
        if said.talk:
            subject = Subject(TALK, told.negotiation, said.talk, told.first_date or "")
            talk = registry.rows[subject]
            moment = self.case.talks_by_id[talk].moment
        demand, *counters = map(self.demands.named.row, names_in(told))
        assert demand is not None
        parties = {code: registry.rows[Subject(PARTY, "", code)] for code in said.parties}
        return Rows(
            self.case.negotiation.id,
            talk,
            moment_outside(told) if moment is None else moment,
            parties,
            demand,
            counters[0] if counters else None,
        )

    def settle(self) -> None:
        """Derive anew what follows from the moves that are here now."""
        fresh = self.union.registry.fresh
        issues_change = any(each.subject[:2] == (ISSUE, self._of_it) for each in fresh)
        registry, demands = self.union.registry, self.demands
        derived = Derived(self.case, registry, demands.made)
        self._look_at("demands_since_union")
        demands.count_in(demands.looked_at)
        demands.settle_keys()
        derived.settle({**demands.touched, **demands.looked_at})
        if issues_change or derived.astray:
            registry.following.keep_all()
            self._look_at("demands_ever_filed")
            derived.settle(demands.looked_at)
            settle_issues(registry, self.case, derived.paths)
        registry.following.keep_all()
        spans.settle(self.case)

    def _look_at(self, query: str) -> None:
        where = {"negotiation": self.case.negotiation.id}
        for (demand,) in self.union.store.all(query, where):
            self.demands.looked_at[demand] = None

    def tell(self, loaded: Loaded) -> None:
        """Say what was added to the negotiation, and what that changes."""
        union, done = self.union, self.done
        told = [each for each in union.told.values() if each.negotiation == self._of_it]
        new = [each for each in told if each.id in union.places]
        done.recorded, done.known = len(new), len(told) - len(new)
        self.case.forget_talks()
        self._tell_made()
        done.notices += union.registry.notices(self._of_it, self._called)
        done.notices += self._talks.notices + self.demands.notices
        done.touched = dict(self.demands.touched)
        case = Case(union.store, self.case.negotiation, union.stamp.today)
        done.warnings += doubts(case, new, done.touched, today=union.stamp.today)
        if told or done.notices or done.created:
            title = self.case.negotiation.title
            loaded.imported[title] = done
            loaded.diffs[title] = change_since(case, union.first_nr, list(done.touched))

    def _called(self, subject: Subject) -> str:
        """What an entry goes by now: a talk by its ref."""
        talk = self.union.registry.rows.get(subject) if subject.kind == TALK else None
        if talk is not None:
            return self.case.talks_by_id[talk].ref
        return subject.name or subject.negotiation

    def _tell_made(self) -> None:
        made = [each for each in self.union.registry.made if each.negotiation == self._of_it]
        for kind in (NEGOTIATION, TALK):
            names = [self._called(each) for each in made if each.kind == kind]
            if names:
                self.done.created[f"{kind}s"] = names
        if self.demands.made:
            self.done.created["demands"] = self.demands.keys_made()


def _refusal(faults: list[Fault]) -> InputFileError:
    many = "a move" if len(faults) == 1 else f"{len(faults)} moves"
    return InputFileError(
        f"Nothing was taken over: {many} cannot be as it is told. Ask for what was recorded.",
        [Problem(fault.line, "", "", fault.reason) for fault in faults],
    )
