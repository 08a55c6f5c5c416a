"""The brief agrees with the positions, at every talk and for every party."""

from __future__ import annotations

from generated import Plan, made, plans
from hypothesis import given

from tracker.ledger.agenda import agenda, sides
from tracker.ledger.brief import brief, near_agreement
from tracker.ledger.changes import changes
from tracker.ledger.positions import positions


@given(plans)
def test_the_brief_is_what_positions_agenda_and_diff_say_before_the_talk(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        case = ledger.case
        for before in (*case.talks, None):
            for party in case.parties.values():
                found = brief(case, party, before)
                moment = found.as_of.moment
                cells = list(positions(case, moment))
                owed = sides(agenda(case, moment), party.code)
                assert found.sides == owed
                assert set(found.red_lines) == {
                    each
                    for each in cells
                    if each.status == "rejected"
                    and each.answer
                    and each.answer.final
                    and not each.via
                    and party.code in (each.party, each.demand.proponent, *each.demand.sponsors)
                }
                assert (found.diff is None) == (found.compared is None)
                if found.compared:
                    assert found.diff == changes(case, *found.compared)


@given(plans)
def test_what_is_near_would_be_agreed_by_that_one_answer(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = list(positions(ledger.case, ledger.moment("T4")))
        for key in {each.demand.key for each in found}:
            cells = [each for each in found if each.demand.key == key]
            near = near_agreement(cells)
            if near:
                addressees = cells[0].demand.addressees
                accepted = {
                    each.party for each in cells if each.status == "accepted" or each.settled_by
                }
                through = {each.party for each in cells if each.via == near.position.party}
                missing = set(addressees) - accepted - through
                assert missing <= {near.position.party}
                assert near.position.status not in ("rejected", "withdrawn")
