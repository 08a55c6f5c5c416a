"""The log, the history of a demand, and the view for other tools agree with the positions."""

from __future__ import annotations

from generated import Plan, Step, made, plans
from hypothesis import example, given
from reader import place

from tracker.ledger.history import LogFilter, history, log
from tracker.model import Verb


@given(plans)
def test_the_log_is_the_moves_that_stand_the_latest_first(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        places, gone = place(moves), {move.said.corrects for move in moves}
        spoken = [m for m in moves if m.id not in gone and m.said.verb is not Verb.STRIKE]
        in_order = sorted(spoken, key=lambda each: places[each.id], reverse=True)
        ids = [move.id for move in in_order]
        assert [move.id for move in log(ledger.case, LogFilter())] == ids
        for limit in (1, 2, 5):
            assert [move.id for move in log(ledger.case, LogFilter(limit=limit))] == ids[:limit]


@given(plans)
def test_the_history_of_a_demand_counts_its_versions_as_the_positions_do(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        positions = ledger.positions("2022-12-31")
        for key in {key for key, _ in positions}:
            told = history(ledger.case, key, ledger.moment("2022-12-31"))
            versions = {entry.move.id: entry.version for entry in told.entries}
            assert {(key, each.party): each for each in told.positions} == {
                cell: each for cell, each in positions.items() if cell[0] == key
            }
            for position in told.positions:
                assert max(versions.values()) == position.version
                if position.answer:
                    assert versions[position.answer.move] == position.answer.version


def corrected_in_private() -> Plan:
    """A public acceptance, corrected by a private deferral."""
    accepted = Step(Verb.ACCEPT, "NATO", "RU-1", "T1", None, "", False, None, None)
    corrected = accepted._replace(verb=Verb.DEFER, private=True, target=3)
    return Plan((), ("T1",) * 4, (accepted, corrected))


@example(corrected_in_private())
@given(plans)
def test_the_view_for_other_tools_says_the_same(plan: Plan) -> None:
    ledger, _ = made(plan._replace(stays=()))
    with ledger:
        ledger.store.hide_private()
        expected = {
            cell: (each.status.value, each.stale.value if each.stale else None)
            for cell, each in ledger.positions("2022-12-31").items()
            if cell[1]
        }
        query = 'select demand, "to", status, stale from position_now'
        rows = ledger.store.connection.execute(query).fetchall()
        assert {(row[0], row[1]): (row[2], row[3]) for row in rows} == expected
