"""A demand that counters very many others at once."""

from __future__ import annotations

from contextlib import closing

import pytest
from ledgers import STAMP, Ledger

from tracker.errors import Refused
from tracker.ledger.changes import changes
from tracker.ledger.parties import add_party
from tracker.ledger.positions import Filter
from tracker.ledger.refs import of_talk

MANY = 120


@pytest.fixture
def wide() -> Ledger:
    """US counters RU-Z with US-Y, RU counters that with RU-X0, and US many of RU's with US-1."""
    ledger = Ledger()
    ledger.store.connection.execute("begin")
    ledger.record("demand", "RU", "RU-Z", at="T1", to=("US",))
    for key in ("US-1", "US-Y"):
        ledger.record("demand", "US", key, at="T1", to=("RU",))
    ledger.record("counter", "US", "RU-Z", at="T1", counter="US-Y")
    for number in range(MANY):
        ledger.record("demand", "RU", f"RU-X{number}", at="T1", to=("US",))
        ledger.record("counter", "US", f"RU-X{number}", at="T1", counter="US-1")
    ledger.record("counter", "RU", "US-Y", at="T1", counter="RU-X0")
    return ledger


def test_a_circle_is_refused_however_many_demands_are_countered(wide: Ledger) -> None:
    with closing(wide.store), pytest.raises(Refused, match="RU-Z"):
        wide.record("counter", "RU", "US-1", at="T2", counter="RU-Z")


def test_a_chain_is_followed_past_a_demand_that_very_many_parties_counter() -> None:
    ledger = Ledger()
    ledger.store.connection.execute("begin")
    many = [f"P{number}" for number in range(MANY)]
    for code in many:
        ledger.case.learn_party(add_party(ledger.store, {}, code, code, STAMP))
    ledger.record("demand", "RU", "RU-Z", at="T1", to=("US",))
    ledger.record("demand", "US", "US-1", at="T1", to=("RU", *many))
    ledger.record("counter", "US", "RU-Z", at="T1", counter="US-1")
    for code in many:
        ledger.record("demand", code, f"{code}-1", at="T1", to=("US",))
        ledger.record("counter", code, "US-1", at="T1", counter=f"{code}-1")
    for by, key, to in (("RU", "RU-2", "US"), ("US", "US-3", "RU")):
        ledger.record("demand", by, key, at="T1", to=(to,))
    ledger.record("counter", "RU", "US-1", at="T1", counter="RU-2")
    ledger.record("counter", "US", "RU-2", at="T1", counter="US-3")
    ledger.record("accept", "RU", "US-3", at="T2")
    with closing(ledger.store):
        (found,) = ledger.positions("T2", Filter(demand="RU-Z")).values()
    assert found.settled_by == "US-3"


def test_a_diff_tells_all_that_an_acceptance_settles_up_the_chain(wide: Ledger) -> None:
    with closing(wide.store):
        wide.record("accept", "RU", "US-1", at="T2")
        case = wide.case
        start, end = (of_talk(case.talks_by_ref[each]) for each in ("T1", "T2"))
        found = changes(case, start, end)
    settled = {
        each.after.demand.key for each in found.changes if each.after and each.after.settled_by
    }
    assert settled == {f"RU-X{number}" for number in range(MANY)} | {"US-Y", "RU-Z"}
