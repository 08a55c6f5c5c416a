"""Two parties side by side are what the positions say of them, whatever the ledger."""

from __future__ import annotations

from generated import VIEWS, Plan, made, plans
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.comparing import side_by_side
from tracker.model import Position

pairs = st.sampled_from((("RU", "NATO"), ("NATO", "US"), ("BY", "RU")))


def proponents(position: Position) -> set[str | None]:
    return {position.demand.proponent, *position.demand.sponsors}


def answered(position: Position | None) -> bool:
    open_ = position is None or position.status.headline in ("open", "withdrawn")
    return not (open_ or position.via or position.contested)  # type: ignore[union-attr]


@given(plans, st.sampled_from(VIEWS), pairs)
def test_every_position_between_two_parties_is_told_once(
    plan: Plan, view: str, both: tuple[str, str]
) -> None:
    first, second = both
    ledger, _ = made(plan)
    with ledger:
        found = side_by_side(ledger.case, first, second, ledger.as_of(view))
        now = ledger.positions(view)
    for one, other, told in ((first, second, found.of_first), (second, first, found.of_second)):
        expected = [
            each for each in now.values() if each.party == other and one in proponents(each)
        ]
        assert told == expected
    shared = {
        key
        for key, _ in now
        if answered(now.get((key, first)))
        and answered(now.get((key, second)))
        and not proponents(now[key, first]) & set(both)
    }
    assert {each.first.demand.key for each in found.shared} == shared
    for each in found.shared:
        assert (each.first.party, each.second.party) == both
        assert each.alike == (each.first.status.headline == each.second.status.headline)
