"""The timeline of any ledger agrees with its positions and diffs at every talk."""

from __future__ import annotations

from itertools import pairwise

from generated import Plan, chains, made, plans
from hypothesis import given
from ledgers import LEDGER_TALKS, Ledger

from tracker.ledger.changes import changes
from tracker.ledger.positions import Filter
from tracker.ledger.timeline import Event, Happening, Timeline, TimelineRow, timeline
from tracker.model import Position

Cell = tuple[str, str]


def told(ledger: Ledger, as_of: str, chosen: Filter | None = None) -> Timeline:
    return timeline(ledger.case, ledger.as_of(as_of), chosen)


def latest(row: TimelineRow, moment: int) -> Happening | None:
    """What last happened in a row by a moment; nothing where it had given way."""
    if row.given_way is not None and row.given_way <= moment:
        return None
    return next((each for each in reversed(row.happenings) if each.occasion.moment <= moment), None)


def standing(found: Timeline, moment: int) -> dict[Cell, Position]:
    """The cells as of a moment, as the timeline tells them."""
    last = {
        (row.position.demand.key, row.position.party): latest(row, moment) for row in found.rows
    }
    return {cell: each.position for cell, each in last.items() if each}


def what_counts(position: Position) -> tuple[object, ...]:
    """What the timeline writes of a position."""
    return (
        position.status,
        position.stale,
        set(position.contested),
        position.via,
        position.settled_by,
        position.version,
        position.text,
    )


def compared(positions: dict[Cell, Position]) -> dict[Cell, tuple[object, ...]]:
    return {cell: what_counts(each) for cell, each in positions.items()}


@given(plans | chains)
def test_its_cells_stand_at_every_talk_as_the_positions_do(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        found = told(ledger, "T4")
        for talk in LEDGER_TALKS:
            expected = ledger.positions(talk)
            assert compared(standing(found, ledger.moment(talk))) == compared(expected)


@given(plans)
def test_it_ends_at_the_positions_of_any_day(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for day in ("2022-01-13", "2022-12-31"):
            found = told(ledger, day)
            expected = compared(ledger.positions(day))
            assert compared(standing(found, ledger.moment(day))) == expected
            assert (
                expected.items()
                <= {
                    (row.position.demand.key, row.position.party): what_counts(row.position)
                    for row in found.rows
                }.items()
            )


@given(plans | chains)
def test_what_happened_at_a_talk_is_the_diff_from_the_occasion_before(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        found = told(ledger, "T4")
        moments = sorted({each.occasion.moment for row in found.rows for each in row.happenings})
        for start, end in pairwise(moments):
            at, until = (ledger.as_of("T1")._replace(moment=each) for each in (start, end))
            diff = changes(ledger.case, at, until)
            expected = {
                (each.position.demand.key, each.position.party): each.movement
                for each in diff.changes
                if each.after
            }
            happened = {
                (row.position.demand.key, row.position.party): each.movement
                for row in found.rows
                for each in row.happenings
                if each.occasion.moment == end and each.movement not in ("", "restated")
            }
            assert {c: m for c, m in expected.items() if m not in ("", "restated")} == happened


@given(plans)
def test_everything_that_happened_has_a_name(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for row in told(ledger, "T4").rows:
            for each in row.happenings:
                assert each.events
                if Event.ANSWERED in each.events:
                    assert each.position.party == row.position.party
                    assert each.movement


@given(plans)
def test_a_filter_shows_the_rows_of_its_positions(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        chosen = Filter(parties=("US",))
        rows = told(ledger, "T4", chosen).rows
        cells = [(row.position.demand.key, row.position.party) for row in rows]
        assert cells == list(ledger.positions("T4", chosen))


@given(plans | chains)
def test_of_one_demand_it_is_what_the_whole_timeline_tells_of_it(plan: Plan) -> None:
    with made(plan)[0] as ledger:
        for day in (*LEDGER_TALKS, "2022-12-31"):
            every = told(ledger, day).rows
            for key in {row.position.demand.key for row in every}:
                expected = tuple(row for row in every if row.position.demand.key == key)
                assert told(ledger, day, Filter(demand=key)).rows == expected
