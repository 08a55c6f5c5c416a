"""A demand with all that is known of its wording now, to judge its moves by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.errors import Refused
from tracker.ledger.case import END_OF_TIME, Case
from tracker.model import Demand, Draft
from tracker.rules.judging import DemandState, judge
from tracker.rules.standing import Turn, Wording, wording_of
from tracker.store import cells


def hindsights(case: Case, demands: Iterable[int]) -> dict[int, Hindsight]:
    """Some demands with all that is known of their wordings now, by their ids."""
    found = {row.id: Hindsight(case, row) for row in cells.demands(case.store, demands)}
    for demand, wording, talk, day in cells.wordings_dated(case.store, found, END_OF_TIME):
        found[demand].wordings.append((wording, talk, day))
    return found


class Hindsight:
    """A demand with the moves on its wording, to judge others by. Made by `hindsights`."""

    def __init__(self, case: Case, found: cells.DemandRow) -> None:
        self._case = case
        self.demand = Demand(
            id=found.id,
            key=found.key,
            title=found.title,
            kind=found.kind,
            issue=found.issue,
            proponent=case.codes[found.proponent] if found.proponent else None,
            sponsors=tuple(case.codes[each] for each in found.sponsors),
        )
        self.wordings: list[tuple[Wording, int | None, str | None]] = []

    def against(self, said: Draft, now: Turn, today: date) -> str | None:
        """The rule that forbids a move at its place in time, None where there is none."""
        first = next((each for each in self.wordings if each[0].life == "worded"), None)
        made_at = None
        if first:
            made_at = self._case.talks_by_id[first[1]].ref if first[1] else first[2]
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
