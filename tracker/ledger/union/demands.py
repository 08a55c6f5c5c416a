"""The demands of a union: which row each is, and the key it goes by."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from tracker.ledger.case import Case
from tracker.ledger.docket import split_key
from tracker.ledger.parts import in_parts
from tracker.ledger.union.facts import Labels, Subject
from tracker.ledger.union.folding import FEWEST_DIGITS, Namesake, told_apart
from tracker.ledger.union.labels import Label, learned
from tracker.ledger.union.naming import Name, Named, Row
from tracker.store import cells

KEY_ONLY, COUNTER_BY_KEY = 1, 2


class Found(NamedTuple):
    """The demand that a fact names, and whether it was there before."""

    id: int
    was_there: bool


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
        self.named = Named(case)
        self._groups: dict[str, None] = {}
        self._new: dict[int, Row] = {}

    def ensure(self, names: Iterable[Name]) -> None:
        """Add the demands of these names that are not there.

        What was known of one from answers alone becomes the first demand that is put under its key.
        """
        for part in in_parts(dict.fromkeys(names)):
            for name, found in zip(part, self._found(part), strict=True):
                self._count_in(name, found.id)

    def count_in(self, demands: Iterable[int]) -> None:
        """Look at the keys of some demands, too, since they may be spoken of in public now."""
        for part in in_parts(demands):
            rows = self.store.each("keys_given", {"demands": cells.ids(part)})
            self._groups.update((given, None) for (given,) in rows)

    def _count_in(self, name: Name, demand: int) -> None:
        given, _ = name
        self._groups[given] = None
        self._groups[given.rpartition(".")[0]] = None
        self.touched[demand] = None

    def _found(self, names: Sequence[Name]) -> list[Found]:
        """The demands of some names, which are added where they are not there."""
        self.named.read(names)
        every = [self._find(name) for name in names]
        ids = self._add()
        return [found._replace(id=ids.get(found.id, found.id)) for found in every]

    def _find(self, name: Name) -> Found:
        there = self.named.row(name)
        if there is not None:
            return Found(there, was_there=True)
        opened = self._opened(*name)
        return Found(self._new_row(*name) if opened is None else opened, was_there=False)

    def _opened(self, given: str, opening: str | None) -> int | None:
        unworded = [row for row in self.named.of_key(given) if row.opening is None]
        if opening is None or not unworded:
            return None
        row = unworded[0]._replace(opening=opening)
        self.named.put(row)
        if row.id in self._new:
            self._new[row.id] = row
        else:
            self.store.put("demand_opened", {"id": row.id, "opening": opening})
        return row.id

    def _new_row(self, given: str, opening: str | None) -> int:
        """A demand that is to be added, under a number that stands in for its id."""
        stand_in = -1 - len(self._new)
        key = f"{given}.{opening}" if self.named.is_taken(given) else given
        row = self._new[stand_in] = Row(stand_in, key, given, opening, None)
        self.named.put(row)
        return stand_in

    def _add(self) -> dict[int, int]:
        """Add the new demands, and give their ids by what stood in for them."""
        new, self._new = self._new, {}
        if not new:
            return {}
        for row in new.values():
            self._insert(row)
        by_key = self.named.ids(row.key for row in new.values())
        ids = {stand_in: by_key[row.key] for stand_in, row in new.items()}
        self.named.call(ids)
        for stand_in, row in new.items():
            self.made[ids[stand_in]] = row.given
            if row.opening is not None:
                opened = {"id": ids[stand_in], "opening": row.opening}
                self.store.put("demand_opened", opened)
        return ids

    def _insert(self, row: Row) -> None:
        goes_by_it = row.key == row.given
        prefix, number = split_key(row.given) if goes_by_it else (None, None)
        self.store.put(
            "demand_insert",
            {
                "negotiation": self.negotiation.id,
                "key": row.key,
                "given": None if goes_by_it else row.given,
                "prefix": prefix,
                "number": number,
                "title": row.given,
                "first_title": None,
                "first_issue": None,
                "kind": "demand",
                "issue": None,
                "proponent": None,
            },
        )

    def edited(self, subjects: Iterable[Subject]) -> dict[Subject, int]:
        """The rows of the demands whose labels were edited, of those that are there."""
        found: dict[Subject, int] = {}
        for part in in_parts(subjects):
            names = {each: (each.name, each.apart or None) for each in part}
            self.named.read(names.values())
            rows = {subject: self.named.row(name) for subject, name in names.items()}
            found |= {subject: row for subject, row in rows.items() if row is not None}
        self.touched |= dict.fromkeys(found.values())
        return found

    def settle_keys(self) -> None:
        """Give each demand its key: of several under one the first that was put in public keeps it.

        What tells its demand by the key alone goes with that one.
        """
        for part in in_parts(self._groups):
            self.named.read((given, None) for given in part)
            groups = {given: self.named.of_key(given) for given in part}
            self.named.read_keys(_likely_keys(groups.values()))
            for given, rows in groups.items():
                if len(rows) > 1 or any(row.key != given for row in rows):
                    self._tell_apart(given, rows)

    def _tell_apart(self, given: str, rows: Sequence[Row]) -> None:
        sakes = [Namesake(row.id, row.turn, row.opening or "") for row in rows]
        keys = told_apart(given, sakes, lambda name: bool(self.named.of_key(name)))
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
        self.store.put("demand_call", values_)

    def _follow(self, rows: Sequence[Row]) -> None:
        """Put the moves that tell their demand by the key alone to the first of that key."""
        for row in rows[1:]:
            both = {"from": row.id, "to": rows[0].id}
            self.store.put("moves_by_key_move", both)
            self.store.put("counters_by_key_move", both)
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

    def keys_made(self) -> list[str]:
        """What those that were added go by now."""
        keys: dict[int, str] = {}
        for part in in_parts(self.made):
            keys.update(self.store.each("demands_called", {"demands": cells.ids(part)}))
        return [keys[row] for row in self.made]

    def learn_labels(self, told: Iterable[Labels]) -> None:
        """Take in what demands were labelled with when they were put."""
        for part in in_parts(told):
            found = self._found([(each.key, each.opening) for each in part])
            demands = list(dict.fromkeys(each.id for each in found))
            present = self._labels(demands)
            unworded = [each for each in demands if present[each].opening is None]
            before = self._rows(unworded)
            changed = {
                demand
                for labels, (demand, _) in zip(part, found, strict=True)
                if self._learn(labels, demand, present)
            }
            after = self._rows(unworded)
            changed.update(demand for demand in unworded if before[demand] != after[demand])
            for labels, (demand, was_there) in zip(part, found, strict=True):
                if not was_there:
                    self._count_in((labels.key, labels.opening), demand)
                elif demand in changed:
                    self.touched[demand] = None

    def _labels(self, demands: Iterable[int]) -> dict[int, Label]:
        rows = self.store.all("demands_as_put", {"demands": cells.ids(demands)})
        return {demand: Label(*row[:5]) for demand, *row in rows}

    def _rows(self, demands: Sequence[int]) -> dict[int, cells.DemandRow]:
        return {row.id: row for row in cells.demands(self.store, demands)} if demands else {}

    def _learn(self, told: Labels, demand: int, present: dict[int, Label]) -> bool:
        """Take in the labels of one demand; whether they change its title or issue."""
        ours = present[demand]
        if ours.opening != told.opening:  # it has been put since, and is labelled by that
            return False
        labels = learned(ours, told, is_new=demand in self.made)
        self.notices += ours.kept(labels, told)
        changed = (labels.title, labels.issue) != (ours.title, ours.issue)
        if changed:
            values = {"id": demand, "title": labels.title, "issue": labels.issue}
            self.store.put("demand_set_first_labels", values)
        if told.opening is None:
            self._put_by(demand, labels, told)
        present[demand] = labels
        return changed

    def _put_by(self, demand: int, labels: Label, told: Labels) -> None:
        """Of a demand known from answers alone: who put it to whom, if the record says so."""
        parties = self._parties
        by = parties[labels.proponent] if labels.proponent else None
        values = {"id": demand, "kind": labels.kind, "proponent": by}
        self.store.put("demand_put_by", values)
        for sponsor in {parties[each] for each in told.parties[1:]} - {by}:
            self.store.put("sponsor_insert", {"demand": demand, "party": sponsor})
        for party in told.to:
            pair = {"negotiation": self.negotiation.id, "demand": demand}
            self.store.put("pair_insert", {**pair, "party": parties[party], "addressed": 1})

    @cached_property
    def _parties(self) -> dict[str, int]:
        return {code: row for row, code, *_ in self.store.all("parties")}


def _likely_keys(groups: Iterable[Sequence[Row]]) -> Iterable[str]:
    """What demands of one key are most likely to be told apart by."""
    for rows in groups:
        if len(rows) > 1:
            yield from (f"{row.given}.{(row.opening or '')[:FEWEST_DIGITS]}" for row in rows)
