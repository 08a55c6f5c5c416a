"""What is doubtful in a union: rules that a move broke without knowing, wordings mended twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.errors import Refused
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.positions import PAGE, positions_of
from tracker.ledger.union.facts import Told
from tracker.model import Demand, Draft, Verb
from tracker.rules.judging import DemandState, judge
from tracker.rules.standing import Turn, Wording, wording_of
from tracker.store import cells


def doubts(case: Case, new: Sequence[Told], touched: Iterable[int], *, today: date) -> list[str]:
    """What to look at after a union, in words.

    Args:
        case: the negotiation.
        new: the moves that were not here before.
        touched: ids of the demands that something new is known of.
        today: the present day.
    """
    ids = list(touched)
    return [*_late(case, new, today), *_worded_twice(case, ids), *_contested(case, ids)]


def _late(case: Case, new: Sequence[Told], today: date) -> Iterator[str]:
    """The moves that a rule would refuse by what is known now; they stay, as history."""
    states: dict[int, _Known] = {}
    for told in new:
        if told.said.verb in (Verb.DEMAND, Verb.STRIKE):
            continue
        row = case.store.one("move_to_judge", {"id": told.id})
        if row is None:  # it does not stand
            continue
        demand, key, counter, moment, rank = row
        if demand not in states:
            states[demand] = _Known(case, demand)
        said = told.said._replace(demand=key, counter=counter)
        reason = states[demand].against(said, (moment, rank), case, today)
        if reason and said.private:
            reason = "this private move is against a rule by what is known now"
        if reason:
            yield f"{told.short_id}: {reason}"


class _Known:
    """A demand with the moves on its wording, to judge others by."""

    def __init__(self, case: Case, demand: int) -> None:
        found = cells.demands(case.store, [demand])[0]
        self.demand = Demand(
            id=demand,
            key=found.key,
            title=found.title,
            kind=found.kind,
            issue=found.issue,
            proponent=case.codes[found.proponent] if found.proponent else None,
            sponsors=tuple(case.codes[each] for each in found.sponsors),
        )
        rows = case.store.all("wordings_of_demand", {"demand": demand})
        self.wordings = [
            (Wording((at, rank), life, text, verb == "retable", bool(private)), talk, day)
            for at, rank, life, text, verb, private, talk, day in rows
        ]

    def against(self, said: Draft, now: Turn, case: Case, today: date) -> str | None:
        """The rule that forbids a move at its place in time, None where there is none."""
        first = next((each for each in self.wordings if each[0].life == "worded"), None)
        made_at = None
        if first:
            made_at = case.talks_by_id[first[1]].ref if first[1] else first[2]
        before = [wording for wording, *_ in self.wordings if wording.turn < now]
        state = DemandState(
            demand=self.demand,
            wording=wording_of(before),
            made_at=made_at,
            made_later=first is not None and first[0].turn > now,
        )
        try:
            judge(said, state, when=None, today=today)
        except Refused as reason:
            return str(reason)
        return None


def _worded_twice(case: Case, touched: Sequence[int]) -> Iterator[str]:
    for key, many in case.store.each("demands_worded_twice", {"demands": cells.ids(touched)}):
        yield f"{key} has {many} wordings that stand side by side; correct or strike one"


def _contested(case: Case, touched: Sequence[int]) -> Iterator[str]:
    for at in range(0, len(touched), PAGE):
        for each in positions_of(case, touched[at : at + PAGE], END_OF_TIME):
            if each.contested and each.answer and not each.private:
                others = ", ".join(each.contested)
                yield f"contested: {each.party} on {each.demand.key}: {each.status}, and {others}"
