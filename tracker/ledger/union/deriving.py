"""What is derived of the demands of a union: who puts them to whom, their labels and cells."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from tracker.ledger.case import Case, codes_in
from tracker.ledger.docket import chosen_title, first_words
from tracker.ledger.edits import within
from tracker.ledger.union.facts import DEMAND, Change, Subject
from tracker.ledger.union.folding import Rename, renamed
from tracker.ledger.union.registry import Registry
from tracker.store import cells


class Put(NamedTuple):
    """Who puts a demand together with its proponent, and to whom, by their codes."""

    sponsors: tuple[str, ...]
    to: tuple[str, ...]


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

    def settle(self, demand: int) -> None:
        """Derive anew what one demand is: by its moves, labels and edits."""
        before = None if demand in self._made else self._held(demand)
        wanted = self.wanted(demand)
        self.paths.update(wanted.paths)
        self.astray |= bool(wanted.filed) and wanted.filed not in wanted.paths
        issues = [self.following.issue(self.negotiation, path) for path in wanted.paths]
        labels = {"title": wanted.title, "issue": issues[-1] if issues else None}
        if wanted.put:
            self._settle_parties(demand, wanted.put.sponsors, wanted.put.to)
        by = self._parties[wanted.proponent] if wanted.proponent else None
        self.store.write(
            "demand_put", {"id": demand, **labels, "kind": wanted.kind, "proponent": by}
        )
        self._settle_pairs(demand)
        if before is not None:
            self._keep(demand, before, self._held(demand))

    def wanted(self, demand: int) -> Wanted:
        """What one demand is by its moves, labels and edits."""
        row = self.store.one("demand_as_put", {"id": demand})
        assert row is not None
        opening, _, first_issue, proponent, kind, given, put_at, filed, _ = row
        last = self.store.one("demand_put_last", {"demand": demand})
        changes = [
            change
            for apart in dict.fromkeys((opening or "", ""))
            for change in self._edits.get(Subject(DEMAND, self.negotiation.name, given, apart), ())
        ]
        filings = _filings(changes, first_issue, put_at or "")
        title = chosen_title(self.store, demand) or first_words(last[5] or "" if last else "")
        return Wanted(
            title=title or given,
            paths=tuple(_renamed(filings, self._renames)),
            named=filings[-1][1],
            filed=filed,
            kind=last[2] if last else kind,
            proponent=last[0] if last else proponent,
            put=Put(codes_in(last[1]), codes_in(last[3])) if last else None,
        )

    def _held(self, demand: int) -> dict[str, str]:
        """What the registry holds of a demand, as its changes are kept."""
        found, codes = cells.demands(self.store, [demand])[0], self.case.codes
        row = self.store.one("demand_as_put", {"id": demand})
        assert row is not None
        *_, issue, title = row  # of a private one that was struck, too
        return {
            "key": found.key,
            "title": title,
            "issue": issue,
            "kind": found.kind.value,
            "proponent": codes[found.proponent] if found.proponent else "",
            "sponsors": ";".join(codes[each] for each in found.sponsors),
            "to": ";".join(codes[each] for each in found.addressees),
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
