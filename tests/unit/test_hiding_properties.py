"""What is set aside is asked move by move; listed at once, it is the same, in any ledger."""

from __future__ import annotations

from generated import Plan, chains, made, plans
from hypothesis import given
from ledgers import Ledger

ASIDE = """
select nr from move
where exists (select 1 from set_aside where set_aside.move = move.nr)
order by nr
"""
LISTED = """
with recursive gone (id) as (
  select move.corrects
  from move
  where move.corrects is not null and move.nr <= :nr and (:private or move.private = 0)
  union
  select move.corrects
  from gone
  cross join move on move.id = gone.id
  where move.corrects is not null and move.nr <= :nr and move.private = 1
)
select target.nr as move
from gone
cross join move as target on target.id = gone.id
union
select move.nr from move where move.nr > :nr
union
select move.nr from move where move.private = 1 and not :private
order by 1
"""
"""The moves that do not count where only those up to :nr do, and private ones only where :private.

What only a move that does not count corrected stands; but where a private correction was itself
corrected or struck by a move that counts, what it had corrected is gone with it.
"""
EVERY_MOVE = (1 << 63) - 1


def asked(ledger: Ledger) -> list[int]:
    """The moves that do not count, each asked for by itself."""
    return [nr for (nr,) in ledger.store.connection.execute(ASIDE)]


def listed(ledger: Ledger, nr: int, *, private: bool) -> list[int]:
    """The same, listed at once."""
    where = {"nr": nr, "private": int(private)}
    return [nr for (nr,) in ledger.store.connection.execute(LISTED, where)]


@given(plans | chains)
def test_without_private_moves(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        before = asked(ledger)
        expected = listed(ledger, EVERY_MOVE, private=False)
        with ledger.store.without_private():
            assert asked(ledger) == expected
        assert asked(ledger) == before


@given(plans | chains)
def test_as_of_an_earlier_move(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        for nr in (len(moves) // 3, len(moves) // 2):
            expected = listed(ledger, nr, private=True)
            with ledger.store.as_recorded_until(nr):
                assert asked(ledger) == expected


@given(plans | chains)
def test_as_of_an_earlier_move_without_private_ones(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        nr = len(moves) // 2
        expected = listed(ledger, nr, private=False)
        ledger.store.stand_in(nr, private=False)
        assert asked(ledger) == expected
