"""Answers that a bloc gives for its members, and answers that contest each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from ledgers import Ledger, diff, told

from tracker.diff import Change
from tracker.model import Membership, Status


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """RU-1, put to NATO and US at T1, neither a member of the other."""
    with Ledger() as opened:
        opened.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"), text="a ban")
        yield opened


def test_a_bloc_speaks_for_the_members_that_kept_silent() -> None:
    with Ledger(Membership("US", "NATO")) as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"))
        ledger.record("reject", "NATO", "RU-1", "T2")
        assert told(diff(ledger, "T1", "T2")) == {
            ("RU-1", "NATO"): ("rejected", "first answer"),
            ("RU-1", "US"): ("rejected", "first answer"),
        }
        assert ledger.positions()["RU-1", "US"].via == "NATO"


def test_leaving_a_bloc_takes_its_answer_away() -> None:
    stay = Membership("US", "NATO", date(1949, 4, 4), date(2022, 1, 20))
    with Ledger(stay) as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("US",))
        ledger.record("reject", "NATO", "RU-1", "T2")
        (change,) = diff(ledger, "T2", "T4").changes
        assert (change.position.party, change.change) == ("US", Change.REOPENED)
        assert ledger.positions()["RU-1", "US"].status is Status.OPEN


def test_a_bloc_says_nothing_for_a_former_member() -> None:
    with Ledger(Membership("US", "NATO", None, date(2021, 12, 31))) as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"))
        ledger.record("reject", "NATO", "RU-1", "T2")
        assert diff(ledger, "T1", "T2").restated == ()


def test_a_bloc_restates_nothing_for_a_member_with_an_answer_of_its_own() -> None:
    with Ledger(Membership("US", "NATO")) as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"))
        ledger.record("defer", "US", "RU-1", "T1")
        ledger.record("reject", "NATO", "RU-1", "T2")
        assert diff(ledger, "T1", "T2").restated == ()


def test_two_blocs_of_a_member_that_differ_leave_it_contested() -> None:
    with Ledger(Membership("US", "NATO"), Membership("US", "BY")) as ledger:
        ledger.record("demand", "RU", "RU-1", "T1", to=("NATO", "BY"))
        ledger.record("reject", "NATO", "RU-1", "T2")
        ledger.record("accept", "BY", "RU-1", "T4")
        member = ledger.positions(members=True)["RU-1", "US"]
        assert (member.status, member.via) == (Status.ACCEPTED, "BY")
        assert member.contested == (Status.REJECTED,)


def test_the_members_of_blocs_take_no_query_of_their_own() -> None:
    counted: list[str] = []
    with Ledger(Membership("US", "NATO"), Membership("BY", "NATO")) as ledger:
        for number in range(1, 30):
            ledger.record("demand", "RU", f"RU-{number}", "T1", to=("NATO",))
        ledger.store.connection.set_trace_callback(counted.append)
        assert len(ledger.positions(members=True)) == 3 * 29
        ledger.store.connection.set_trace_callback(None)
    assert len(counted) < 15


def test_two_different_answers_at_one_talk_are_both_kept(ledger: Ledger) -> None:
    ledger.record("accept", "NATO", "RU-1", "T2")
    ledger.record("reject", "NATO", "RU-1", "T2")
    position = ledger.positions()["RU-1", "NATO"]
    assert (position.status, position.contested) == (Status.REJECTED, (Status.ACCEPTED,))


def test_a_later_talk_settles_what_was_contested(ledger: Ledger) -> None:
    ledger.record("accept", "NATO", "RU-1", "T2")
    ledger.record("reject", "NATO", "RU-1", "T2")
    ledger.record("accept", "NATO", "RU-1", "T4")
    assert ledger.positions()["RU-1", "NATO"].contested == ()


def test_a_cell_that_becomes_contested_has_changed(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("accept", "NATO", "RU-1", "T2")
    ledger.record("reject", "NATO", "RU-1", "T2")
    assert not diff(ledger, "T1", "T2").empty
