"""The matrix of any ledger at any talk is its positions, and nothing more."""

from __future__ import annotations

from generated import VIEWS, Plan, made, plans
from hypothesis import given
from ledgers import Ledger

from tracker.ledger.matrix import Mark, Matrix, matrix
from tracker.ledger.positions import Filter
from tracker.model import Position


def table(found: Matrix) -> dict[tuple[str, str], Position]:
    return {
        (row.demand.key, party): cell.position
        for row in found.rows
        for party, cell in row.cells.items()
    }


def marks(ledger: Ledger, as_of: str) -> dict[tuple[str, str], tuple[Mark, ...]]:
    found = matrix(ledger.case, ledger.moment(as_of))
    return {
        (row.demand.key, party): cell.marks
        for row in found.rows
        for party, cell in row.cells.items()
    }


def deviating(positions: dict[tuple[str, str], Position]) -> set[tuple[str, str]]:
    """The cells of the US that differ from those of NATO, where both have answered themselves."""
    spoken = {
        cell: each
        for cell, each in positions.items()
        if each.live_answer and not each.via and each.status != "noted"
    }
    return {
        (demand, party)
        for demand, party in spoken
        if party == "US"
        and (demand, "NATO") in spoken
        and spoken[demand, "NATO"].status != spoken[demand, party].status
    }


@given(plans)
def test_its_cells_are_the_positions_at_every_talk(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for as_of in VIEWS:
            found = matrix(ledger.case, ledger.moment(as_of))
            assert table(found) == ledger.positions(as_of, members=True)


@given(plans)
def test_what_is_marked_is_what_the_positions_say(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for as_of in VIEWS:
            positions = ledger.positions(as_of, members=True)
            for cell, told in marks(ledger, as_of).items():
                position = positions[cell]
                assert (Mark.STALE in told) == (position.stale is not None)
                assert (Mark.CONTESTED in told) == bool(position.contested)
                assert (Mark.SETTLED in told) == bool(position.settled_by)
                assert (Mark.PRIVATE in told) == position.private


@given(plans.filter(lambda plan: [(each.member, each.bloc) for each in plan.stays] == []))
def test_without_blocs_nobody_deviates(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        told = marks(ledger, "T4").values()
        assert not any(Mark.DEVIATES in each for each in told)


@given(plans.filter(lambda plan: len(plan.stays) == 1))
def test_a_member_deviates_where_its_answer_is_not_that_of_its_bloc(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for as_of in VIEWS:
            expected = deviating(ledger.positions(as_of))
            told = {cell for cell, each in marks(ledger, as_of).items() if Mark.DEVIATES in each}
            assert told == expected


@given(plans)
def test_a_filter_shows_the_same_cells_as_the_positions(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for chosen in (Filter(parties=("US",)), Filter(statuses=("rejected",), parties=("US",))):
            found = matrix(ledger.case, ledger.moment("T4"), chosen)
            assert table(found) == ledger.positions("T4", chosen, members=True)
