"""Positions read by SQL equal what a reader with pencil and paper would find in the moves."""

from __future__ import annotations

import pytest
from builders import STAMP, TODAY
from generated import DEMANDS, VIEWS, Plan, made, plans
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Ledger
from reader import Standing, read, standing_of

from tracker.dates import parse
from tracker.ledger.moves import moves_in_order
from tracker.ledger.positions import Filter
from tracker.ledger.talks import TalkFields, edit_talk
from tracker.model import Status


@given(plans)
def test_positions_equal_what_the_moves_say(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        for view in VIEWS:
            expected = read(moves, plan.stays, ledger.moment(view))
            found = {cell: standing_of(each) for cell, each in ledger.positions(view).items()}
            assert found == expected, view


@given(plans)
def test_the_members_of_blocs_stand_where_their_blocs_or_they_themselves_do(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        for view in VIEWS:
            expected = read(moves, plan.stays, ledger.moment(view), members=True)
            shown = ledger.positions(view, members=True)
            assert {cell: standing_of(each) for cell, each in shown.items()} == expected, view
            without = {cell: each for cell, each in shown.items() if not each.through}
            assert without == ledger.positions(view)
            assert [key for key, _ in shown] == sorted(
                (key for key, _ in shown), key=[each.key for each in DEMANDS].index
            )


@given(plans)
def test_without_private_moves_it_is_as_if_they_had_never_been_made(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        ledger.store.hide_private()
        public = [move for move in moves if not move.said.private]
        for view in VIEWS:
            expected = read(public, plan.stays, ledger.moment(view), among=moves)
            found = {cell: standing_of(each) for cell, each in ledger.positions(view).items()}
            assert found == expected, view


@given(plans, st.sampled_from(("2021-12-31", "2022-01-12", "2022-01-20", "2022-12-31", "unknown")))
def test_moves_follow_their_talk_when_its_date_is_mended(plan: Plan, day: str) -> None:
    ledger, _ = made(plan)
    with ledger:
        fields = TalkFields(date=parse(day, today=TODAY))
        edit_talk(ledger.case, ledger.case.talks_by_ref["T2"], fields, STAMP)
        moves = list(moves_in_order(ledger.case))
        for view in ("T1", "T2", "T4"):
            expected = read(moves, plan.stays, ledger.moment(view))
            found = {cell: standing_of(each) for cell, each in ledger.positions(view).items()}
            assert found == expected, view


@given(plans)
def test_a_filter_shows_the_same_cells_as_looking_through_all_of_them(plan: Plan) -> None:
    filters = [
        Filter(parties=("US",)),
        Filter(parties=("US", "BY")),
        Filter(proponents=("RU",)),
        Filter(proponents=("BY",)),
        Filter(issue="Ukraine"),
        Filter(demand="RU-1"),
        Filter(statuses=("open", "stale")),
    ]
    ledger, _ = made(plan)
    with ledger:
        for members in (False, True):
            every = ledger.positions(members=members)
            for chosen in filters:
                found = {cell: each for cell, each in every.items() if chosen.lets_through(each)}
                assert ledger.positions(chosen=chosen, members=members) == found


def test_the_reader_and_the_ledger_agree_on_a_ledger_written_by_hand() -> None:
    with Ledger() as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"))
        ledger.record("reject", "NATO", "RU-1", "T1")
        ledger.record("revise", "RU", "RU-1", "T2", text="a wider ban")
        ledger.record("defer", "US", "RU-1", "T4")
        found = {cell: standing_of(each) for cell, each in ledger.positions().items()}
    no_one: frozenset[str] = frozenset()
    assert found == {
        ("RU-1", "NATO"): Standing("open", "rejected", 2, "a wider ban", None, no_one, 0),
        ("RU-1", "US"): Standing("deferred", None, 2, "a wider ban", None, no_one, 1),
    }


@pytest.mark.parametrize("depth", [1, 2])
def test_countered_cells_are_read_in_as_many_queries_as_one(depth: int) -> None:
    def queries(demands: int) -> int:
        with Ledger() as ledger:
            for n in range(demands):
                ledger.record("demand", "RU", f"RU-{n}", to=("NATO",))
                for level in range(depth):
                    by, key = (("NATO", "RU"), ("RU", "NATO"))[level % 2], f'\\"{n}-{level}'
                    countered = f'\\"{n}-{level - 1}' if level else f"RU-{n}"
                    ledger.record("demand", by[0], key, "T2", to=(by[1],))
                    ledger.record("counter", by[0], countered, "T2", counter=key)
            told: list[str] = []
            ledger.store.connection.set_trace_callback(told.append)
            found = ledger.positions()
        assert sum(each.status is Status.COUNTERED for each in found.values()) == demands * depth
        return len(told)

    assert queries(20) == queries(1)
