"""The agenda agrees with the positions, and counts the days from the moves themselves."""

from __future__ import annotations

from datetime import date

from generated import VIEWS, Plan, made, plans
from hypothesis import given
from ledgers import Ledger

from tracker.ledger.agenda import Item, Why, agenda, sides
from tracker.ledger.history import history
from tracker.ledger.overview import overview
from tracker.ledger.positions import is_live_end, positions
from tracker.model import Position, Status, Verb

REASONS = {
    "open": "unanswered",
    "noted": "unanswered",
    "deferred": "deferred",
    "asked": "asked",
    "countered": "countered",
    "accepted if": "conditional",
}


def expected(position: Position) -> set[str]:
    """The reasons for which a position is on the agenda, its date aside."""
    found = {"contested"} if position.contested else set()
    gone_on = position.settled_by or not is_live_end(position)
    if position.status in REASONS and not gone_on:
        found.add(REASONS[position.status])
    return found | ({"stale"} if position.stale and position.status != "withdrawn" else set())


def told(ledger: Ledger, moment: int) -> dict[tuple[str, str], Item]:
    return {
        (each.position.demand.key, each.position.party): each
        for each in agenda(ledger.case, moment)
    }


@given(plans)
def test_the_agenda_is_what_the_positions_leave_to_be_settled(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        for view in VIEWS:
            moment = ledger.moment(view)
            cells = {(e.demand.key, e.party): e for e in positions(ledger.case, moment)}
            reasons = {cell: expected(each) for cell, each in cells.items()}
            found = told(ledger, moment)
            assert {cell: set(each.why) for cell, each in found.items()} == {
                cell: why for cell, why in reasons.items() if why
            }
            assert {cell: each.position for cell, each in found.items()} == {
                cell: cells[cell] for cell in found
            }


@given(plans)
def test_status_and_agenda_name_the_same_debtors(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        for view in VIEWS:
            as_of = ledger.as_of(view)
            owed = overview(ledger.case, as_of, today=date(2022, 12, 31)).owed
            items = agenda(ledger.case, as_of.moment)
            more = (Why.CONTESTED, Why.CONDITIONAL)
            found: dict[str, list[Position]] = {}
            for each in items:
                if each.owes and not set(more) & set(each.why):
                    found.setdefault(each.owes, []).append(each.position)
            assert {code: sorted(each) for code, each in found.items()} == {
                code: sorted(each) for code, each in owed.items()
            }


@given(plans)
def test_the_days_run_from_the_move_that_left_it_unsettled(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        for view in VIEWS:
            moment = ledger.moment(view)
            today = ledger.case.day_of(moment)
            for item in agenda(ledger.case, moment):
                day = began(ledger, item.position, moment)
                assert (today is None or day is None) == (item.days is None)
                if today and day:
                    assert item.days == (today - day).days


def began(ledger: Ledger, position: Position, moment: int) -> date | None:
    """The day of the move in the history of the demand."""
    entries = history(ledger.case, position.demand.key, moment).entries
    answer = position.live_answer
    if answer and (position.status is not Status.NOTED or not position.version):
        (said,) = (each.move for each in entries if each.move.id == answer.move)
    else:
        worded = (Verb.DEMAND, Verb.REVISE, Verb.RETABLE)
        of_it = [
            each.move
            for each in entries
            if each.version == position.version
            and each.move.said.verb in worded
            and each.move.said.manner != "editorially"
        ]
        said = of_it[0]
    return ledger.case.day_of(said.moment)


@given(plans)
def test_a_party_never_owes_itself_and_sees_all_that_concerns_it(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        items = agenda(ledger.case, ledger.moment("T4"))
        assert not [each for each in items if each.owes and each.owes in each.owed]
        for code in ledger.case.parties:
            ours, theirs = sides(items, code)
            assert {each.owes for each in ours} <= {code}
            assert all(code in each.owed for each in theirs)
            shown = {id(each) for each in (*ours, *theirs)}
            assert shown == {id(e) for e in items if code in (e.owes, *e.owed)}
