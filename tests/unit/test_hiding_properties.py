"""What counts without private moves, and counted earlier: asked move by move, and listed."""

from __future__ import annotations

from generated import Plan, chains, made, plans
from hypothesis import given
from ledgers import Ledger

ASIDE = """
select nr from move
where exists (select 1 from set_aside where set_aside.move = move.nr)
order by nr
"""
EVERY_MOVE = (1 << 63) - 1


def set_aside(ledger: Ledger) -> list[int]:
    """The moves that do not count."""
    return [nr for (nr,) in ledger.store.connection.execute(ASIDE)]


@given(plans | chains)
def test_one_by_one_the_moves_set_aside_are_those_that_are_listed(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        before = set_aside(ledger)
        with ledger.store.without_private():
            one_by_one = set_aside(ledger)
        assert set_aside(ledger) == before
        ledger.store.stand_in(EVERY_MOVE, private=False)
        assert one_by_one == set_aside(ledger)


@given(plans | chains)
def test_and_so_they_are_as_of_any_earlier_move(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        nr = len(moves) // 2
        with ledger.store.as_recorded_until(nr):
            one_by_one = set_aside(ledger)
        ledger.store.stand_in(nr, private=True)
        assert one_by_one == set_aside(ledger)
