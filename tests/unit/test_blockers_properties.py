"""What is in the way is what the positions say, and what an acceptance releases comes true."""

from __future__ import annotations

from generated import VIEWS, Plan, made, plans
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Ledger

from tracker.errors import Refused
from tracker.ledger.blockers import blockers
from tracker.ledger.board import Keys, board_of
from tracker.ledger.refs import NOW
from tracker.model import Position, Rollup, Status, Verb

LATER = "2022-12-31"


def in_the_way(position: Position) -> bool:
    named = position.demand.addressees
    asked = not named or position.party in named
    done = position.status in (Status.ACCEPTED, Status.WITHDRAWN) or position.settled_by
    return asked and not done


def done(ledger: Ledger) -> set[str]:
    """The demands that are agreed or settled with all whom they name."""
    found: dict[str, bool] = {}
    for (key, party), each in ledger.positions(LATER).items():
        named = each.demand.addressees
        agreed = each.status is Status.ACCEPTED or each.settled_by is not None
        if party in named or not named:
            found[key] = found.get(key, bool(named)) and agreed
    return {key for key, all_agreed in found.items() if all_agreed}


@given(plans, st.sampled_from(VIEWS))
def test_the_answers_in_the_way_are_those_that_agree_to_less_than_all(
    plan: Plan, view: str
) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = blockers(ledger.case, ledger.as_of(view)).found
        told = [(each.position.demand.key, each.position.party) for each in found]
        positions = ledger.positions(view)
        assert sorted(told) == sorted(cell for cell, each in positions.items() if in_the_way(each))
        for each in found:
            assert each.path[-2:] == (each.position.demand.key, each.position.party)
            assert each.position == positions[each.position.demand.key, each.position.party]


@given(plans)
def test_a_demand_is_done_where_the_positions_say_so(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger:
        board = board_of(ledger.case, NOW.moment)
        assert {key for key in board.answers if board.is_done(key)} == done(ledger)
        agreed = {
            each.demand.key
            for each in ledger.positions(LATER).values()
            if each.rollup is Rollup.AGREED
        }
        assert agreed <= done(ledger)


@given(plans, st.integers(0, 30))
def test_an_acceptance_releases_what_was_foretold(plan: Plan, turn: int) -> None:
    ledger, _ = made(plan)
    with ledger:
        found = blockers(ledger.case, ledger.as_of(LATER)).found
        blocker = found[turn % len(found)] if found else None
        if blocker is None or not blocker.position.party:
            return
        before = done(ledger)
        position = blocker.position
        try:
            ledger.record(Verb.ACCEPT, position.party, position.demand.key, LATER)
        except Refused:
            return
        assert done(ledger) - before == set(blocker.releases)


words = st.text("Aa1- ü", min_size=1, max_size=4)


@given(st.lists(words, unique=True), st.text("Aa1- ü.", max_size=20))
def test_a_text_names_the_keys_that_stand_in_it_as_whole_words(keys: list[str], text: str) -> None:
    def stands_at(key: str, at: int) -> bool:
        before, after = text[:at][-1:], text[at + len(key) :][:1]
        return text.startswith(key, at) and not (before.isalnum() or after.isalnum())

    told = [key for key in keys if any(stands_at(key, at) for at in range(len(text)))]
    assert Keys(keys).named_in(text) == told
