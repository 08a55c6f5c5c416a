"""The log, the history of a demand, and the view for other tools agree with the positions."""

from __future__ import annotations

from generated import Plan, Step, made, plans
from hypothesis import example, given
from reader import place, standing_of

from tracker.ledger.corrections import corrections
from tracker.ledger.history import LogFilter, history, log
from tracker.ledger.private_line import private_line
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


@given(plans)
def test_the_whole_history_of_a_demand_is_its_history_with_what_was_set_aside(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        places = place(moves)
        for key in {move.said.demand for move in moves}:
            whole = history(ledger.case, key, whole=True)
            recorded = [move for move in moves if move.said.demand == key]
            in_order = sorted(recorded, key=lambda each: (places[each.id], each.nr))
            assert [entry.move.id for entry in whole.entries] == [move.id for move in in_order]
            later = {move.said.corrects: move.id for move in recorded if move.said.corrects}
            for entry in whole.entries:
                fate = later.get(entry.move.id)
                assert [each.id for each in entry.set_aside] == ([fate] if fate else [])
            standing = [
                entry
                for entry in whole.entries
                if entry.move.in_force and entry.move.said.verb is not Verb.STRIKE
            ]
            if standing:
                assert tuple(standing) == history(ledger.case, key).entries


@given(plans)
def test_what_was_corrected_is_told_with_what_it_was_before(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        by_id = {move.id: move for move in moves}
        expected = [move.id for move in reversed(moves) if move.said.corrects]
        found = list(corrections(ledger.case, LogFilter()))
        assert {each.move.id for each in found} == set(expected)
        for each in found:
            assert each.before is not None
            assert each.before.said == by_id[each.move.said.corrects or ""].said
        ledger.store.hide_private()
        shown = [m for each in corrections(ledger.case, LogFilter()) for m in each[:2] if m]
        assert not any(move.said.private for move in shown)


@given(plans)
def test_the_private_line_is_where_the_two_readings_of_a_ledger_differ(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        private = ledger.positions("2022-12-31")
        with ledger.store.without_private():
            public = ledger.positions("2022-12-31")
        assert ledger.positions("2022-12-31") == private
        if not any(move.said.private for move in moves):
            assert public == private
        for key in {key for key, _ in private}:
            told = private_line(ledger.case, key, ledger.moment("2022-12-31"))
            for each in told.sides:
                assert each.public == public.get((key, each.party))
                assert each.private == private.get((key, each.party))
            unsaid = {party for at, party in private if at == key} - {s.party for s in told.sides}
            for party in unsaid - {""}:
                assert standing_of(private[key, party]) == standing_of(public[key, party])._replace(
                    deferrals=private[key, party].deferrals
                )


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
