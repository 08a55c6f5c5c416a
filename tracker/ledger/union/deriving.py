"""What is derived of the demands of a union: who puts them to whom, their labels and cells."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from tracker.ledger.case import Case, codes_in
from tracker.ledger.docket import chosen_titles, first_words
from tracker.ledger.edits import within
from tracker.ledger.parts import in_parts
from tracker.ledger.union.facts import DEMAND, Change, Subject
from tracker.ledger.union.folding import Rename, renamed
from tracker.ledger.union.following import Issues
from tracker.ledger.union.registry import Registry
from tracker.store import cells


class Put(NamedTuple):
    """Who puts a demand together with its proponent, and to whom, by their codes."""

    sponsors: tuple[str, ...]
    to: tuple[str, ...]


class AsPut(NamedTuple):
    """What a demand was put as, and what the registry has it by: as `demands_as_put` tells it."""

    opening: str | None
    first_title: str | None
    first_issue: str | None
    proponent: str | None
    kind: str
    given: str
    at: str | None
    filed: str
    title: str


class Last(NamedTuple):
    """The move that says who puts a demand to whom: as `demands_put_last` tells it."""

    party: str
    sponsors: str | None
    kind: str
    to: str | None
    move: str
    text: str | None


class Wanted(NamedTuple):
    """What a demand is by what is known of it.

    Attributes:
        paths: the issues it was ever filed under, the last of them the present one; "" for none.
        named: the last of these, as it was called then.
        filed: the issue that the registry has it under.
        put: the others who put it, and to whom; None where only answers are known.
    """

    title: str
    paths: tuple[str, ...]
    named: str
    filed: str
    kind: str
    proponent: str | None
    put: Put | None


class Derived:
    """Derives demands of one negotiation anew, by their moves, labels and edits.

    Attributes:
        paths: every issue that one of them was ever filed under.
        astray: whether one was filed under an issue that it was never filed under, by what is known
            now.
    """

    def __init__(self, case: Case, registry: Registry, made: Container[int]) -> None:
        """Prepare to derive.

        Args:
            case: the negotiation.
            registry: of the union.
            made: ids of the demands that the union added.
        """
        self.store = case.store
        self.case = case
        self.negotiation = case.negotiation
        self.following = registry.following
        self.paths: set[str] = set()
        self.astray = False
        self._made = made
        self._edits = registry.of(DEMAND, case.negotiation.name)
        self._renames = registry.renames(case.negotiation.name)
        self._parties = {code: row for row, code, *_ in self.store.all("parties")}

    def settle(self, demands: Iterable[int]) -> None:
        """Derive anew what some demands are: by their moves, labels and edits."""
        for part in in_parts(demands):
            self._settle(part)

    def _settle(self, demands: Sequence[int]) -> None:
        as_put = self._as_put(demands)
        there = [demand for demand in demands if demand not in self._made]
        before = self._held(there, as_put)
        wanted = self._wanted(demands, as_put)
        paths = [path for each in wanted.values() for path in each.paths if path]
        issues = self.following.issues(self.negotiation, paths)
        for demand, each in wanted.items():
            self._write(demand, each, issues)
        after = self._held(there, self._as_put(there))
        for demand, each in wanted.items():
            for path in each.paths:
                if path in issues.fresh:
                    self.following.added(issues.fresh.pop(path), {})
            if demand in before:
                self._keep(demand, before[demand], after[demand])

    def wanted(self, demands: Sequence[int]) -> dict[int, Wanted]:
        """What some demands are by their moves, labels and edits."""
        return self._wanted(demands, self._as_put(demands))

    def _write(self, demand: int, wanted: Wanted, issues: Issues) -> None:
        self.paths.update(wanted.paths)
        self.astray |= bool(wanted.filed) and wanted.filed not in wanted.paths
        if wanted.put:
            self._settle_parties(demand, wanted.put.sponsors, wanted.put.to)
        values = {
            "id": demand,
            "title": wanted.title,
            "kind": wanted.kind,
            "issue": issues.ids.get(wanted.paths[-1]),
            "proponent": self._parties[wanted.proponent] if wanted.proponent else None,
        }
        self.store.write("demand_put", values)
        self._settle_pairs(demand)

    def _as_put(self, demands: Sequence[int]) -> dict[int, AsPut]:
        if not demands:
            return {}
        rows = self.store.each("demands_as_put", {"demands": cells.ids(demands)})
        return {demand: AsPut(*row) for demand, *row in rows}

    def _wanted(self, demands: Sequence[int], as_put: Mapping[int, AsPut]) -> dict[int, Wanted]:
        titles = chosen_titles(self.store, demands)
        rows = self.store.all("demands_put_last", {"demands": cells.ids(demands)})
        last = {demand: Last(*row) for demand, *row in rows}
        return {
            demand: self._wanted_of(as_put[demand], last.get(demand), titles[demand])
            for demand in demands
        }

    def _wanted_of(self, put: AsPut, last: Last | None, title: str) -> Wanted:
        changes = [
            change
            for apart in dict.fromkeys((put.opening or "", ""))
            for change in self._edits.get(self._subject(put.given, apart), ())
        ]
        filings = _filings(changes, put.first_issue, put.at or "")
        made = first_words(last.text or "" if last else "")
        return Wanted(
            title=title or made or put.given,
            paths=tuple(_renamed(filings, self._renames)),
            named=filings[-1][1],
            filed=put.filed,
            kind=last.kind if last else put.kind,
            proponent=last.party if last else put.proponent,
            put=Put(codes_in(last.sponsors), codes_in(last.to)) if last else None,
        )

    def _subject(self, given: str, apart: str) -> Subject:
        return Subject(DEMAND, self.negotiation.name, given, apart)

    def _held(
        self, demands: Sequence[int], as_put: Mapping[int, AsPut]
    ) -> dict[int, dict[str, str]]:
        """What the registry holds of some demands, as its changes are kept."""
        rows = cells.demands(self.store, demands) if demands else ()
        return {row.id: self._fields(row, as_put[row.id]) for row in rows}

    def _fields(self, row: cells.DemandRow, put: AsPut) -> dict[str, str]:
        codes = self.case.codes
        return {
            "key": row.key,
            "title": put.title,  # of a private one that was struck, too
            "issue": put.filed,
            "kind": row.kind.value,
            "proponent": codes[row.proponent] if row.proponent else "",
            "sponsors": ";".join(codes[each] for each in row.sponsors),
            "to": ";".join(codes[each] for each in row.addressees),
        }

    def _keep(self, demand: int, before: dict[str, str], after: dict[str, str]) -> None:
        subject = within(self.case, DEMAND, after.pop("key"), demand)
        for field, value in after.items():
            self.following.changed(subject, field, before[field], value)

    def _settle_parties(self, demand: int, sponsors: Iterable[str], to: Iterable[str]) -> None:
        where = {"negotiation": self.negotiation.id, "demand": demand}
        self.store.write("sponsors_delete", where)
        for code in sponsors:
            self.store.write("sponsor_insert", {"demand": demand, "party": self._parties[code]})
        self.store.write("pairs_unaddressed", where)
        for code in to:
            self._pair(demand, self._parties[code], addressed=1)

    def _settle_pairs(self, demand: int) -> None:
        """See that the addressees of a demand have cells, and all that ever answered it."""
        where = {"negotiation": self.negotiation.id, "demand": demand}
        self.store.write("pairs_answered_insert", where)
        self.store.write("pair_of_all_insert", where)

    def _pair(self, demand: int, party: int, *, addressed: int) -> None:
        pair = {"negotiation": self.negotiation.id, "demand": demand, "party": party}
        self.store.write("pair_insert", {**pair, "addressed": addressed})


def _filings(changes: Iterable[Change], first: str | None, put_at: str) -> list[tuple[str, str]]:
    """When a demand was filed under which issue, as those were called then; at last the present."""
    edits = sorted((each for each in changes if each.field == "issue"), key=lambda c: c.turn)
    return [(put_at, first or ""), *((each.at, each.new or "") for each in edits)]


def _renamed(filings: Iterable[tuple[str, str]], renames: list[Rename]) -> list[str]:
    return [renamed(path, at, renames) if path else "" for at, path in filings]
