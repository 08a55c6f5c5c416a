"""What changed between two talks, and by which movement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ledgers import Ledger, a_position, an_answer, diff, told

from tracker.diff import Change, compare, movement_between
from tracker.model import Manner, Status
from tracker.model.movement import ordinal, step


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """RU-1, put to NATO and US at T1."""
    with Ledger() as opened:
        opened.record("demand", "RU", "RU-1", "T1", to=("NATO", "US"), text="a ban")
        yield opened


def test_an_answer_to_what_was_open_is_a_first_answer(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T2")
    found = diff(ledger, "T1", "T2")
    assert told(found) == {("RU-1", "NATO"): ("rejected", "first answer")}
    assert found.unchanged == 1


def test_the_same_answer_again_is_restated_which_is_not_the_same_as_silence(
    ledger: Ledger,
) -> None:
    ledger.record("reject", "NATO", "RU-1", "T2")
    ledger.record("reject", "US", "RU-1", "T2")
    ledger.record("reject", "NATO", "RU-1", "T4")
    found = diff(ledger, "T2", "T4")
    assert found.empty
    assert [each.party for each in found.restated] == ["NATO"]
    assert found.unchanged == 2


def test_a_demand_that_was_reaffirmed_restates_each_of_its_cells(ledger: Ledger) -> None:
    ledger.record("reaffirm", "RU", "RU-1", "T2")
    found = diff(ledger, "T1", "T2")
    assert found.empty
    assert [each.party for each in found.restated] == ["NATO", "US"]


SCALE = [
    ("rejected", "deferred"),
    ("deferred", "countered"),
    ("countered", "accepted in part"),
    ("accepted if", "accepted in principle"),
    ("accepted in principle", "accepted"),
]
ACCEPTANCES = ["accepted in part", "accepted if", "accepted in principle", "accepted"]


@pytest.mark.parametrize(("colder", "warmer"), SCALE)
def test_each_step_up_the_scale_is_towards(colder: str, warmer: str) -> None:
    assert step(Status(colder), Status(warmer)) == "towards"


@pytest.mark.parametrize("colder", ["deferred", "asked", "noted", "rejected"])
def test_from_no_acceptance_to_colder_is_hardening(colder: str) -> None:
    assert step(Status.COUNTERED, Status(colder)) == "hardening"


@pytest.mark.parametrize("acceptance", ACCEPTANCES)
@pytest.mark.parametrize("colder", ["countered", "deferred", "rejected"])
def test_from_any_acceptance_to_colder_is_a_reversal(acceptance: str, colder: str) -> None:
    assert step(Status(acceptance), Status(colder)) == "reversal"


def test_from_full_to_partial_acceptance_is_a_reversal_too() -> None:
    assert step(Status.ACCEPTED, Status.IN_PART) == "reversal"


def test_towards_hardening_and_reversal_in_a_ledger(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("accept", "US", "RU-1", "T1")
    ledger.record("accept", "NATO", "RU-1", "T2", manner=Manner.IF, condition="if mutual")
    ledger.record("defer", "US", "RU-1", "T2")
    assert told(diff(ledger, "T1", "T2")) == {
        ("RU-1", "NATO"): ("qualified", "towards"),
        ("RU-1", "US"): ("deferred", "reversal"),
    }
    ledger.record("reject", "US", "RU-1", "T4")
    assert told(diff(ledger, "T2", "T4")) == {("RU-1", "US"): ("rejected", "hardening")}


def test_a_second_and_a_third_deferral_are_counted(ledger: Ledger) -> None:
    for talk in ("T1", "T2", "T4"):
        ledger.record("defer", "NATO", "RU-1", talk)
    assert told(diff(ledger, "T1", "T2")) == {
        ("RU-1", "NATO"): ("deferred", "deferred again (2nd time)")
    }
    assert told(diff(ledger, "T2", "T4")) == {
        ("RU-1", "NATO"): ("deferred", "deferred again (3rd time)")
    }


def test_a_repeated_deferral_shows_in_both_directions(ledger: Ledger) -> None:
    ledger.record("defer", "NATO", "RU-1", "T1")
    ledger.record("defer", "NATO", "RU-1", "T2")
    assert not diff(ledger, "T2", "T1").empty


def test_a_deferral_that_nobody_repeated_is_no_change(ledger: Ledger) -> None:
    ledger.record("defer", "NATO", "RU-1", "T1")
    ledger.record("defer", "NATO", "RU-1", "T2")
    assert diff(ledger, "T2", "T4").empty


def test_deferrals_of_an_older_wording_do_not_count(ledger: Ledger) -> None:
    ledger.record("defer", "NATO", "RU-1", "T1")
    ledger.record("defer", "NATO", "RU-1", "T2")
    ledger.record("revise", "RU", "RU-1", "T3", text="a wider ban")
    ledger.record("defer", "NATO", "RU-1", "T4")
    assert ledger.positions()["RU-1", "NATO"].deferrals == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_a_revision_reopens_what_was_answered_and_says_what_lapsed(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("revise", "RU", "RU-1", "T2", text="a wider ban")
    found = diff(ledger, "T1", "T2")
    assert told(found) == {
        ("RU-1", "NATO"): ("revised", "reopened"),
        ("RU-1", "US"): ("revised", "revised"),
    }
    (revision,) = found.revisions
    assert (revision.before_version, revision.after_version) == (1, 2)
    assert (revision.before_text, revision.after_text) == ("a ban", "a wider ban")
    assert [(each.party, each.stale) for each in revision.lapsed] == [("NATO", Status.REJECTED)]
    assert not revision.editorial


def test_an_editorial_revision_changes_words_and_no_cell(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("revise", "RU", "RU-1", "T2", text="A ban.", manner=Manner.EDITORIAL)
    found = diff(ledger, "T1", "T2")
    assert told(found) == {}
    (revision,) = found.revisions
    assert revision.editorial
    assert not found.empty
    assert [each.party for each in found.restated] == ["NATO", "US"]


def test_an_answer_to_the_new_wording_moves_on_from_the_answer_to_the_old_one(
    ledger: Ledger,
) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("revise", "RU", "RU-1", "T2", text="a milder ban")
    ledger.record("accept", "NATO", "RU-1", "T4")
    assert told(diff(ledger, "T2", "T4")) == {("RU-1", "NATO"): ("accepted", "towards")}


def test_a_new_demand_is_new_whether_or_not_it_was_answered_at_once(ledger: Ledger) -> None:
    ledger.record("demand", "NATO", "NATO-1", "T2", to=("RU",))
    ledger.record("demand", "NATO", "NATO-2", "T2", to=("RU",))
    ledger.record("accept", "RU", "NATO-2", "T2")
    assert told(diff(ledger, "T1", "T2")) == {
        ("NATO-1", "RU"): ("new", "new"),
        ("NATO-2", "RU"): ("accepted", "new"),
    }


def test_a_new_demand_that_was_revised_under_its_answer_is_new_all_the_same(
    ledger: Ledger,
) -> None:
    ledger.record("demand", "NATO", "NATO-1", "T2", to=("RU",))
    ledger.record("defer", "RU", "NATO-1", "T2")
    ledger.record("revise", "NATO", "NATO-1", "T3")
    assert told(diff(ledger, "T1", "T3"))["NATO-1", "RU"] == ("new", "new")


def test_withdrawn_and_retabled(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("withdraw", "RU", "RU-1", "T2")
    ledger.record("retable", "RU", "RU-1", "T4")
    assert set(told(diff(ledger, "T1", "T2")).values()) == {("withdrawn", "withdrawn")}
    assert set(told(diff(ledger, "T2", "T4")).values()) == {("retabled", "retabled")}
    assert ledger.positions()["RU-1", "NATO"].status is Status.OPEN


def test_retabled_and_accepted_in_one_step_is_told_as_accepted(ledger: Ledger) -> None:
    ledger.record("withdraw", "RU", "RU-1", "T2")
    ledger.record("retable", "RU", "RU-1", "T4")
    ledger.record("accept", "NATO", "RU-1", "T4")
    assert told(diff(ledger, "T2", "T4"))["RU-1", "NATO"] == ("accepted", "retabled")


def test_the_words_of_a_withdrawal_are_not_the_wording_of_the_demand(ledger: Ledger) -> None:
    ledger.record("withdraw", "RU", "RU-1", "T2", text="to make room for other talks")
    assert ledger.positions("T2")["RU-1", "NATO"].text == "a ban"


def test_a_note_is_a_first_answer_that_leaves_the_cell_open(ledger: Ledger) -> None:
    ledger.record("note", "NATO", "RU-1", "T2")
    assert told(diff(ledger, "T1", "T2")) == {("RU-1", "NATO"): ("noted", "first answer")}


def test_a_note_never_displaces_a_stance(ledger: Ledger) -> None:
    ledger.record("reject", "NATO", "RU-1", "T1")
    ledger.record("note", "NATO", "RU-1", "T2")
    assert diff(ledger, "T1", "T2").empty
    assert ledger.positions()["RU-1", "NATO"].status is Status.REJECTED


def test_another_condition_is_a_change(ledger: Ledger) -> None:
    for talk, condition in (("T1", "if mutual"), ("T2", "if verified")):
        ledger.record("accept", "NATO", "RU-1", talk, manner=Manner.IF, condition=condition)
    assert told(diff(ledger, "T1", "T2")) == {("RU-1", "NATO"): ("qualified", "changed")}


def test_a_first_answer_to_a_demand_put_to_all_is_no_new_demand(ledger: Ledger) -> None:
    ledger.record("demand", "RU", "RU-2", "T1")
    ledger.record("reject", "NATO", "RU-2", "T2")
    assert told(diff(ledger, "T1", "T2")) == {("RU-2", "NATO"): ("rejected", "first answer")}


def test_positions_are_compared_by_key_and_never_by_order() -> None:
    cells = {("RU-1", "NATO"): a_position(), ("RU-1", "US"): a_position(party="US")}
    assert compare(cells, dict(reversed(cells.items()))).empty


def test_what_is_gone_from_the_later_state_is_told_as_removed() -> None:
    found = compare({("RU-1", "NATO"): a_position()}, {})
    assert [(each.change, each.movement) for each in found.changes] == [(Change.REMOVED, "removed")]


def test_cells_known_to_be_the_same_are_counted_without_being_read() -> None:
    assert compare({}, {}, untouched=40).unchanged == 40


def test_final_and_ad_referendum_are_details_that_count() -> None:
    before = a_position(Status.REJECTED)
    after = before._replace(answer=an_answer(Status.REJECTED, final=True))
    assert movement_between(before, after) == "changed"
    assert not compare({("RU-1", "NATO"): before}, {("RU-1", "NATO"): after}).empty
