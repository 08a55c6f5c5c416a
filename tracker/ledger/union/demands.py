"""The demands of a union: which row each is, and the key it goes by."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tracker.ledger.case import Case
from tracker.ledger.docket import split_key
from tracker.ledger.union.facts import Labels
from tracker.ledger.union.folding import Namesake, told_apart
from tracker.store import cells

KEY_ONLY, COUNTER_BY_KEY = 1, 2


class Row(NamedTuple):
    """A demand of one given key, as it stands in the database.

    Attributes:
        opening: id of the move that put it first, None where only answers are known.
        put_at: when that move was recorded; None where it is private or not here.
    """

    id: int
    key: str
    given: str
    opening: str | None
    put_at: str | None

    @property
    def is_hidden(self) -> bool:
        """Whether it was put by a move that is private, or that is not here because it is."""
        return self.opening is not None and self.put_at is None

    @property
    def turn(self) -> tuple[bool, str, str]:
        """Its place among the demands of its key: those that were put in public come first.

        Who has a private demand and who has only public answers to it order it alike, so that no
        key of a public one tells that there is a private one.
        """
        return (self.put_at is None, self.put_at or "", self.opening or "")


class Demands:
    """The demands of one negotiation, found or made as the facts name them.

    Attributes:
        touched: ids of the demands that something new is known of.
        looked_at: ids of others that are to be looked at anew.
        made: ids and given keys of those that were added.
        notices: keys that are told apart from now on.
    """

    def __init__(self, case: Case) -> None:
        self.store = case.store
        self.negotiation = case.negotiation
        self.touched: dict[int, None] = {}
        self.looked_at: dict[int, None] = {}
        self.made: dict[int, str] = {}
        self.notices: list[str] = []
        self._groups: dict[str, None] = {}
        self._opened_by: dict[str, int] = {}

    def _of_key(self, given: str) -> list[Row]:
        where = {"negotiation": self.negotiation.id, "given": given}
        rows = [Row(*row) for row in self.store.all("demands_given", where)]
        return sorted(rows, key=lambda row: row.turn)

    def row(self, given: str, opening: str | None) -> int | None:
        """Id of the demand with this opening; without one, of the first of this key."""
        if opening is None:
            rows = self._of_key(given)
            return rows[0].id if rows else None
        if opening not in self._opened_by:
            found = self.store.one("demand_by_opening", {"opening": opening})
            if found is None:
                return None
            self._opened_by[opening] = found[0]
        return self._opened_by[opening]

    def ensure(self, given: str, opening: str | None) -> int:
        """Id of a demand, which is added where it is not there.

        What was known of it from answers alone becomes the first demand that is put under its key.
        """
        self._groups[given] = None
        self._groups[given.rpartition(".")[0]] = None
        found = self.row(given, opening)
        if found is None and opening is not None:
            found = self._opened(given, opening)
        if found is None:
            found = self._make(given, opening)
        self.touched[found] = None
        return found

    def _opened(self, given: str, opening: str) -> int | None:
        unworded = [row for row in self._of_key(given) if row.opening is None]
        if not unworded:
            return None
        self.store.write("demand_opened", {"id": unworded[0].id, "opening": opening})
        return unworded[0].id

    def _make(self, given: str, opening: str | None) -> int:
        taken = self.store.one("demand_by_key", self._at(given)) is not None
        prefix, number = split_key(given)
        made = self.store.write(
            "demand_insert",
            {
                "negotiation": self.negotiation.id,
                "key": f"{given}.{opening}" if taken else given,
                "given": given if taken else None,
                "prefix": None if taken else prefix,
                "number": None if taken else number,
                "title": given,
                "first_title": None,
                "first_issue": None,
                "kind": "demand",
                "issue": None,
                "proponent": None,
            },
        )
        if opening is not None:
            self.store.write("demand_opened", {"id": made, "opening": opening})
        self.made[made] = given
        return made

    def _at(self, key: str) -> dict[str, Any]:
        return {"negotiation": self.negotiation.id, "key": key}

    def settle_keys(self) -> None:
        """Give each demand its key: of several under one the first that was put in public keeps it.

        What tells its demand by the key alone goes with that one.
        """
        for given in self._groups:
            rows = self._of_key(given)
            if len(rows) > 1 or any(row.key != given for row in rows):
                self._tell_apart(given, rows)

    def _tell_apart(self, given: str, rows: Sequence[Row]) -> None:
        sakes = [Namesake(row.id, row.turn, row.opening or "") for row in rows]
        keys = told_apart(given, sakes, lambda name: bool(self._of_key(name)))
        changed = [row for row in rows if row.key != keys[row.id]]
        for row in changed:  # two may change places
            self._call(row.id, f"{given}\t{row.id}", given)
        for row in changed:
            self._call(row.id, keys[row.id], given)
            self.touched[row.id] = None
        self._follow(rows)
        for row in changed:
            if row.is_hidden:
                self.notices.append(
                    f"the demand put by {(row.opening or '')[:8]}, which is private, goes by "
                    "another key from now on; see: tracker log"
                )
        if any(not row.is_hidden for row in changed):
            self._tell(given, [row for row in rows if not row.is_hidden], keys)

    def _call(self, demand: int, key: str, given: str) -> None:
        prefix, number = split_key(key)
        values_ = {"id": demand, "key": key, "given": given, "prefix": prefix, "number": number}
        self.store.write("demand_call", values_)

    def _follow(self, rows: Sequence[Row]) -> None:
        """Put the moves that tell their demand by the key alone to the first of that key."""
        for row in rows[1:]:
            both = {"from": row.id, "to": rows[0].id}
            moved = self.store.write("moves_by_key_move", both)
            moved += self.store.write("counters_by_key_move", both)
            self.touched[row.id] = self.touched[rows[0].id] = None

    def _tell(self, given: str, rows: Sequence[Row], keys: dict[int, str]) -> None:
        if len(rows) == 1:
            if rows[0].id not in self.made:
                self.notices.append(f"{rows[0].key} goes by {given} from now on")
            return
        put = [f"the one put by {row.opening[:8]}" for row in rows[:1] if row.opening]
        others = [f"{(row.opening or '')[:8]} goes by {keys[row.id]}" for row in rows[1:]]
        self.notices.append(
            f"{given} was given to {len(rows)} demands: {put[0] if put else 'the first'} keeps it, "
            f"the one put by {', by '.join(others)}"
        )

    def learn_labels(self, told: Labels) -> None:
        """Take in what a demand was labelled with when it was put."""
        demand = self.row(told.key, told.opening) or self.ensure(told.key, told.opening)
        row = self.store.one("demand_as_put", {"id": demand})
        assert row is not None
        opening, title, issue, proponent, kind, *_ = row
        if opening != told.opening:  # it has been put since, and is labelled by that
            return
        labels = {"title": _either(title, told.title), "issue": _either(issue, told.issue)}
        for field, ours in (("title", title), ("issue", issue)):
            theirs = getattr(told, field)
            if ours and theirs and ours != theirs:
                kept = labels[field]
                other = theirs if kept == ours else ours
                self.notices.append(f"{told.key} keeps the {field} “{kept}”, not “{other}”")
        if labels != {"title": title, "issue": issue}:
            self.store.write("demand_set_first_labels", {"id": demand, **labels})
            self.touched[demand] = None
        if told.opening is None:
            before = cells.demands(self.store, [demand])
            self._learn_parties(demand, told, proponent, kind)
            if cells.demands(self.store, [demand]) != before:
                self.touched[demand] = None

    def _learn_parties(self, demand: int, told: Labels, proponent: str | None, kind: str) -> None:
        """Of a demand known from answers alone: who put it to whom, if the record says so."""
        parties = {code: row for row, code, *_ in self.store.all("parties")}
        made = demand in self.made
        first = told.parties[0] if told.parties else None
        chosen = _either(proponent, first)
        kinds = told.kind if made else min(kind, told.kind or kind)
        values_ = {"kind": kinds, "proponent": parties[chosen] if chosen else None}
        self.store.write("demand_put_by", {"id": demand, **values_})
        sponsors = {parties[each] for each in told.parties[1:]}
        for sponsor in sponsors - {parties.get(chosen or "")}:
            self.store.write("sponsor_insert", {"demand": demand, "party": sponsor})
        for party in told.to:
            pair = {"negotiation": self.negotiation.id, "demand": demand}
            self.store.write("pair_insert", {**pair, "party": parties[party], "addressed": 1})


def _either(ours: str | None, theirs: str | None) -> str | None:
    """One of two values, the same whichever side it is looked at from."""
    return min((each for each in (ours, theirs) if each), default=None)
