"""The registry: whether its tables hold what its history and the moves make of it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from tracker.ledger import turns
from tracker.ledger.case import Case
from tracker.ledger.checking.findings import Code, Finding
from tracker.ledger.docket import split_key
from tracker.ledger.parties import NOWHERE, stays_of
from tracker.ledger.parts import in_parts
from tracker.ledger.stamp import Stamp
from tracker.ledger.union.deriving import Derived, Wanted
from tracker.ledger.union.facts import NEGOTIATION, PARTY, TALK, Subject
from tracker.ledger.union.history import ALIAS, STAYS
from tracker.ledger.union.registry import Registry
from tracker.ledger.union.settling import date_of
from tracker.model import Negotiation, Party, Talk, Verb
from tracker.store.store import Store

_LABELS = ("title", "place", "form", "status", "track", "deadline")


class _Demand(NamedTuple):
    """A demand as the registry has it, and what its key and opening are to agree with."""

    id: int
    key: str
    title: str
    issue: str
    kind: str
    proponent: str
    sponsors: str | None
    to: str | None
    prefix: str | None
    number: int | None
    opening: str | None
    is_put: int
    standing: int
    opening_verb: str | None
    opening_demand: int | None


class Entries:
    """Compares the entries of the registry with their history and with the moves."""

    def __init__(self, store: Store, stamp: Stamp, rebuild: str) -> None:
        """Prepare to compare.

        Args:
            store: the database, with nothing hidden.
            stamp: who looks, and when.
            rebuild: the command that derives everything anew.
        """
        self._store = store
        self._rebuild = rebuild
        self._history = Registry(store, (), stamp)

    def _differs(self, what: str, source: str, **where: Any) -> Finding:
        sentence = f"{what} is not what {source} of it"
        return Finding(Code.REGISTRY_DIFFERS, sentence, self._rebuild, **where)

    def parties(self) -> Iterator[Finding]:
        """What is wrong with the parties."""
        case = Case(self._store, NOWHERE)
        for subject in self._of(PARTY):
            yield from self._never_added(subject, f"the party {subject.name}")
            party = case.parties[subject.name]
            for what in _party_differing(case, party, self._history.values(subject)):
                yield self._differs(f"the party {party.code}: {what}", "its history makes")

    def _never_added(self, subject: Subject, called: str, **where: str) -> Iterator[Finding]:
        """That an entry is there of which no history tells, so that it was called otherwise."""
        if not self._history.counting(subject):
            yield self._differs(called, "its history makes", **where)

    def _of(self, kind: str, negotiation: str = "") -> list[Subject]:
        found = [each for each in self._history.rows if each.kind == kind]
        return [each for each in found if not negotiation or each.negotiation == negotiation]

    def of(self, negotiation: Negotiation) -> Iterator[Finding]:
        """What is wrong with a negotiation, its talks and its demands."""
        case = Case(self._store, negotiation)
        name = negotiation.name
        subject = Subject(NEGOTIATION, name, "")
        yield from self._never_added(subject, f"the negotiation {name}", negotiation=name)
        values = self._history.values(subject)
        held = {"title": negotiation.title, "archived": str(int(negotiation.archived))}
        for field, present in held.items():
            if str(values.get(field, present)) != present:
                yield self._differs(
                    f"the negotiation {name}: the {field}", "its history makes", negotiation=name
                )
        yield from self._talks(case)
        yield from self._demands(case)

    def _talks(self, case: Case) -> Iterator[Finding]:
        name = case.negotiation.name
        places = turns.places(case.talks)
        for subject in self._of(TALK, name):
            talk = case.talks_by_id[self._history.rows[subject]]
            where = {"negotiation": name, "talk": talk.ref}
            yield from self._never_added(subject, f"the talk {talk.ref}", **where)
            for what in _talk_differing(talk, self._history.values(subject), places[talk.id]):
                yield self._differs(f"the talk {talk.ref}: {what}", "its history makes", **where)

    def _demands(self, case: Case) -> Iterator[Finding]:
        derived = Derived(case, self._history, ())
        rows = self._store.each("demands_to_check", {"negotiation": case.negotiation.id})
        for part in in_parts(_Demand(*row) for row in rows):
            wanted = derived.wanted([demand.id for demand in part])
            reading = (partial(self._of_demand, case, each, wanted[each.id]) for each in part)
            for found in self._store.together(reading):
                yield from found

    def _of_demand(self, case: Case, demand: _Demand, wanted: Wanted) -> list[Finding]:
        found = []
        for what in self._demand_differing(case, demand, wanted):
            finding = self._differs(
                f"the demand {demand.key}: {what}", "its moves and its history make",
                negotiation=case.negotiation.name, demand=demand.key,
            )  # fmt: skip
            shown = self._store.one("is_demand_shown", {"demand": demand.id})
            found.append(finding._replace(private=not (shown and shown[0])))
        return found

    def _demand_differing(self, case: Case, demand: _Demand, wanted: Wanted) -> Iterator[str]:
        yield from _opening_differing(demand)
        yield from _labels_differing(demand, wanted)
        where = {"negotiation": case.negotiation.id, "demand": demand.id}
        for (party,) in self._store.all("pairs_missing", where):
            yield f"the position of {party or 'all'}"


def _each(joined: str | None) -> list[str]:
    return sorted(joined.split(";")) if joined else []


def _party_differing(case: Case, party: Party, values: Mapping[str, Any]) -> Iterator[str]:
    if values.get("name") not in (None, party.name):
        yield "the name"
    aliases, stays = _filled(values, ALIAS), _filled(values, STAYS)
    if aliases.keys() != set(party.aliases):
        yield "the other names"
    present = {each.bloc for each in case.memberships if each.member == party.code}
    for bloc in sorted(present | (stays.keys() & case.parties.keys())):
        if _each(stays_of(case, party.code, bloc)) != _each(stays.get(bloc, "")):
            yield f"the membership in {bloc}"


def _filled(values: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """The fields such as `alias X` that have a value, by what comes after the prefix."""
    found = {
        field.removeprefix(prefix): values[field] for field in values if field.startswith(prefix)
    }
    return {each: value for each, value in found.items() if value}


def _talk_differing(talk: Talk, values: Mapping[str, Any], moment: int) -> Iterator[str]:
    for field in _LABELS:
        if field in values and (values[field] or "") != (getattr(talk, field) or ""):
            yield f"the {field}"
    if talk.date != date_of(values.get("date") or talk.date.text):
        yield "the date"
    if talk.moment != moment:
        yield "the place in time"


def _opening_differing(demand: _Demand) -> Iterator[str]:
    if (demand.prefix, demand.number) != split_key(demand.key):
        yield "the number"
    if demand.opening is None and demand.is_put:
        yield "the opening"
    of_opening = (demand.opening_verb, demand.opening_demand)
    if demand.opening_verb and of_opening != (Verb.DEMAND.value, demand.id):
        yield "the opening"


def _labels_differing(demand: _Demand, wanted: Wanted) -> Iterator[str]:
    # Another copy may have told of a renaming before the demand was filed, by a clock behind it.
    if demand.issue not in (wanted.paths[-1], wanted.named):
        yield "the issue"
    if demand.standing > 1:  # mended in two copies: which of the two it goes by, chance decides
        return
    if demand.is_put and not demand.standing:  # an undo has left it as it was before, a strike not
        return
    if demand.title != wanted.title:
        yield "the title"
    if demand.kind != wanted.kind:
        yield "the kind"
    if demand.proponent != (wanted.proponent or ""):
        yield "the proponent"
    if wanted.put and _each(demand.sponsors) != sorted(wanted.put.sponsors):
        yield "the list of co-sponsors"
    if wanted.put and _each(demand.to) != sorted(wanted.put.to):
        yield "the list of addressees"
