"""What a move that may be made amounts to, and what is recorded with a warning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import TODAY
from ledgers import a_demand

from tracker.model import Demand, Draft, Manner, Rollup, Status, Verb
from tracker.rules.judging import DemandState, Effect, judge, judge_new
from tracker.rules.standing import (
    Account,
    Life,
    Wording,
    WordingState,
    account_of,
    answer_of,
    contest,
    life_of,
    rollup_of,
    wording_of,
)

DAY = date(2022, 1, 12)
ON_TABLE = WordingState(turns=((1, 1),), text="a ban")


def effect(
    verb: Verb,
    by: str,
    *,
    demand: Demand | None = None,
    wording: WordingState = ON_TABLE,
    when: date | None = DAY,
    answered_later: str | None = None,
    reworded: tuple[str, ...] = (),
    **said: Any,
) -> Effect:
    draft = Draft(verb, (by,), "RU-1", talk="T2", **said)
    state = DemandState(
        demand or a_demand(), wording, "T1", answered_later=answered_later, reworded=reworded
    )
    return judge(draft, state, when=when, today=TODAY)


def test_an_answer_by_one_who_was_not_asked_is_recorded_with_a_warning() -> None:
    found = effect(Verb.REJECT, "US")
    assert found.answer is Status.REJECTED
    assert found.warnings == ("US is not an addressee of RU-1",)


def test_no_addressee_is_missed_where_the_demand_was_put_to_all() -> None:
    assert effect(Verb.REJECT, "US", demand=a_demand(addressees=())).warnings == ()


def test_a_date_in_the_future_is_recorded_with_a_warning() -> None:
    ahead = TODAY + timedelta(days=1)
    assert effect(Verb.REJECT, "NATO", when=ahead).warnings == ("2026-01-16 lies in the future",)


@pytest.mark.parametrize("when", [TODAY, DAY, None])
def test_today_and_the_past_and_an_unknown_day_are_not_warned_about(when: date | None) -> None:
    assert effect(Verb.REJECT, "NATO", when=when).warnings == ()


def test_a_new_demand_in_the_future_is_recorded_with_a_warning() -> None:
    draft = Draft(Verb.DEMAND, ("RU",), "RU-1", text="a ban", to=("NATO",))
    found = judge_new(draft, when=TODAY + timedelta(days=30), today=TODAY)
    assert found == Effect(None, "worded", 1, ("2026-02-14 lies in the future",))


def test_a_late_entry_is_recorded_with_a_warning_that_names_the_later_answer() -> None:
    warnings = effect(Verb.REJECT, "NATO", answered_later="T3").warnings
    assert warnings == ("late entry: NATO has an answer on record from T3",)


def test_a_late_wording_is_recorded_with_a_warning_that_names_the_answers_it_takes_over() -> None:
    (warning,) = effect(Verb.REVISE, "RU", text="a wider ban", reworded=("T3", "T4")).warnings
    assert warning == (
        "late entry: answers on record from T3, T4 now speak of v2 of RU-1, the wording recorded "
        "here"
    )


def test_a_revision_that_changes_nothing_is_recorded_with_a_warning() -> None:
    (warning,) = effect(Verb.REVISE, "RU", text="a ban").warnings
    assert "same as before" in warning


def test_every_reason_to_warn_is_given() -> None:
    found = effect(Verb.REJECT, "US", when=TODAY + timedelta(days=1), answered_later="T9")
    assert len(found.warnings) == 3


@pytest.mark.parametrize(
    ("verb", "manner", "status"),
    [
        (Verb.ACCEPT, None, Status.ACCEPTED),
        (Verb.ACCEPT, Manner.IN_PART, Status.IN_PART),
        (Verb.ACCEPT, Manner.IF, Status.IF),
        (Verb.ACCEPT, Manner.IN_PRINCIPLE, Status.IN_PRINCIPLE),
        (Verb.REJECT, None, Status.REJECTED),
        (Verb.REJECT, Manner.FINAL, Status.REJECTED),
        (Verb.DEFER, None, Status.DEFERRED),
        (Verb.COUNTER, None, Status.COUNTERED),
        (Verb.ASK, None, Status.ASKED),
        (Verb.NOTE, None, Status.NOTED),
        (Verb.REVISE, None, None),
        (Verb.REAFFIRM, None, None),
        (Verb.STRIKE, None, None),
    ],
)
def test_each_answer_leads_to_its_status(
    verb: Verb, manner: Manner | None, status: Status | None
) -> None:
    assert answer_of(verb, manner) is status


def test_a_substantive_revision_makes_a_new_version() -> None:
    assert effect(Verb.REVISE, "RU", text="a wider ban").version == 2


def test_an_editorial_revision_keeps_the_version() -> None:
    found = effect(Verb.REVISE, "RU", text="a ban.", manner=Manner.EDITORIAL)
    assert (found.version, found.life) == (1, "editorial")


def test_reaffirming_and_withdrawing_make_no_version() -> None:
    assert effect(Verb.REAFFIRM, "RU").version == 1
    assert effect(Verb.WITHDRAW, "RU").version == 1
    assert life_of(Verb.REAFFIRM, None) is None


def test_retabling_makes_a_version_of_its_own_so_that_answers_start_anew() -> None:
    assert effect(Verb.RETABLE, "RU", wording=ON_TABLE._replace(withdrawn=True)).version == 2


def test_the_wording_is_the_last_one_given() -> None:
    state = wording_of(
        [
            Wording((1, 1), "worded", "a ban"),
            Wording((2, 1), "worded", "a wider ban"),
            Wording((2, 2), "editorial", "A wider ban."),
        ]
    )
    assert (state.version, state.text, state.withdrawn) == (2, "A wider ban.", False)


def test_retabling_without_words_brings_the_old_wording_back() -> None:
    state = wording_of(
        [
            Wording((1, 1), "worded", "a ban"),
            Wording((2, 1), "withdrawn", None),
            Wording((3, 1), "worded", None, retabled=True),
        ]
    )
    assert (state.version, state.text, state.retabled) == (2, "a ban", True)


@pytest.mark.parametrize("life", ["withdrawn", "worded"])
def test_what_is_said_at_a_withdrawal_or_a_retabling_is_no_wording(life: Life) -> None:
    said = Wording((2, 1), life, "to make room for other talks", retabled=life == "worded")
    assert wording_of([Wording((1, 1), "worded", "a ban"), said]).text == "a ban"


def test_a_withdrawal_keeps_the_wording_that_was_withdrawn() -> None:
    state = wording_of([Wording((1, 1), "worded", "a ban"), Wording((2, 1), "withdrawn", None)])
    assert (state.version, state.text, state.withdrawn) == (1, "a ban", True)


def test_an_answer_binds_the_version_that_was_live_when_it_was_given() -> None:
    state = WordingState(turns=((1, 5), (2, 7)))
    turns = [(1, 4), (1, 6), (2, 6), (2, 8), (3, 0)]
    assert [state.version_at(turn) for turn in turns] == [0, 1, 1, 2, 2]


def test_two_different_answers_at_one_talk_contest_each_other() -> None:
    said = [Account(Status.ACCEPTED), Account(Status.REJECTED), Account(Status.ACCEPTED)]
    assert contest(Account(Status.REJECTED), said) == (Status.ACCEPTED,)


def test_the_same_answer_twice_contests_nothing() -> None:
    assert contest(Account(Status.REJECTED), [Account(Status.REJECTED)] * 2) == ()


@pytest.mark.parametrize("status", [Status.IF, Status.IN_PART])
def test_two_acceptances_that_differ_in_what_they_depend_on_contest_each_other(
    status: Status,
) -> None:
    one, two = account_of(status, "no bases"), account_of(status, "no missiles")
    assert contest(one, [one, two]) == (status,)
    assert contest(one, [one, one]) == ()


def test_a_condition_of_what_has_none_is_no_other_account() -> None:
    one, two = account_of(Status.ACCEPTED, "no bases"), account_of(Status.ACCEPTED, None)
    assert contest(one, [one, two]) == ()


@pytest.mark.parametrize("step", [Status.ASKED, Status.NOTED])
def test_a_question_or_a_note_on_the_way_to_an_answer_contests_nothing(step: Status) -> None:
    deferred = Account(Status.DEFERRED)
    assert contest(deferred, [Account(step), deferred]) == ()
    assert contest(Account(step), [deferred, Account(step)]) == ()


@pytest.mark.parametrize(
    ("statuses", "rollup"),
    [
        ("accepted, accepted", Rollup.AGREED),
        ("accepted, rejected", Rollup.BLOCKED),
        ("rejected, open", Rollup.BLOCKED),
        ("accepted, countered", Rollup.SPLIT),
        ("accepted, accepted in part", Rollup.SPLIT),
        ("accepted, open", Rollup.PENDING),
        ("accepted, deferred", Rollup.PENDING),
        ("open", Rollup.PENDING),
        ("withdrawn, withdrawn", Rollup.WITHDRAWN),
    ],
)
def test_where_a_demand_stands_over_its_addressees(statuses: str, rollup: Rollup) -> None:
    found = [Status(each) for each in statuses.split(", ")]
    assert rollup_of(found, named=True) is rollup


def test_nobody_can_say_that_all_agreed_where_none_was_named() -> None:
    assert rollup_of([Status.ACCEPTED] * 2, named=False) is Rollup.PENDING
