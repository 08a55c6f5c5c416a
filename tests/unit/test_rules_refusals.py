"""What the rules refuse, each with a sentence that names the values and what to do instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import TODAY
from ledgers import a_demand

from tracker.errors import Refused
from tracker.model import ANSWER_VERBS, Demand, Draft, Manner, Verb
from tracker.rules.judging import Answered, DemandState, judge, judge_new, must_fit
from tracker.rules.standing import WordingState

DAY = date(2022, 1, 12)
ON_TABLE = WordingState(turns=((1, 1),), text="a ban")
WITHDRAWN = ON_TABLE._replace(withdrawn=True)
UNWORDED = WordingState()
ANSWERS = sorted(ANSWER_VERBS)


def refusal(
    verb: Verb,
    by: str,
    *,
    demand: Demand | None = None,
    wording: WordingState = ON_TABLE,
    made_at: str | None = "T1",
    made_later: bool = False,
    **said: Any,
) -> str:
    """The sentence with which a move on RU-1 is refused."""
    draft = Draft(verb, tuple(by.split(",")), "RU-1", talk="T2", **said)
    state = DemandState(demand or a_demand(), wording, made_at, made_later)
    with pytest.raises(Refused) as caught:
        judge(draft, state, when=DAY, today=TODAY)
    assert caught.value.exit_code == 4
    return str(caught.value)


def allowed(verb: Verb, by: str, *, wording: WordingState = ON_TABLE, **said: Any) -> None:
    draft = Draft(verb, (by,), "RU-1", talk="T2", **said)
    judge(draft, DemandState(a_demand(), wording, "T1"), when=DAY, today=TODAY)


@pytest.mark.parametrize("verb", ANSWERS)
def test_a_party_cannot_answer_its_own_demand(verb: Verb) -> None:
    said = refusal(verb, "RU")
    assert "RU cannot" in said
    assert "RU-1" in said
    assert "its own demand" in said
    assert "revise, reaffirm, withdraw or retable" in said


@pytest.mark.parametrize("verb", ANSWERS)
def test_a_co_sponsor_cannot_answer_the_demand_either(verb: Verb) -> None:
    assert "its own demand" in refusal(verb, "BY", demand=a_demand(sponsors=("BY",)))


@pytest.mark.parametrize("verb", ANSWERS)
def test_a_withdrawn_demand_cannot_be_answered(verb: Verb) -> None:
    said = refusal(verb, "NATO", wording=WITHDRAWN)
    assert "RU-1 has been withdrawn" in said
    assert "tracker retable RU-1" in said


@pytest.mark.parametrize("verb", [Verb.REVISE, Verb.REAFFIRM, Verb.WITHDRAW])
def test_its_proponent_too_must_put_a_withdrawn_demand_back_first(verb: Verb) -> None:
    assert "tracker retable RU-1" in refusal(verb, "RU", wording=WITHDRAWN, text="new")


@pytest.mark.parametrize("verb", ANSWERS)
def test_a_demand_cannot_be_answered_before_it_was_made(verb: Verb) -> None:
    said = refusal(verb, "NATO", wording=UNWORDED, made_at="T3", made_later=True)
    assert "RU-1 was first made at T3" in said
    assert "--at" in said


def test_a_demand_cannot_be_revised_before_it_was_made() -> None:
    said = refusal(Verb.REVISE, "RU", wording=UNWORDED, made_at="T3", made_later=True, text="new")
    assert "RU-1 was first made at T3" in said


@pytest.mark.parametrize("verb", [Verb.REVISE, Verb.WITHDRAW, Verb.REAFFIRM, Verb.RETABLE])
def test_only_its_proponent_may_change_a_demand(verb: Verb) -> None:
    said = refusal(verb, "NATO", text="new")
    assert f"NATO cannot {verb} RU-1" in said
    assert "a demand of RU" in said
    assert "tracker counter RU-1 --by NATO" in said


def test_the_refusal_names_the_co_sponsors_too() -> None:
    said = refusal(Verb.WITHDRAW, "NATO", demand=a_demand(sponsors=("BY",)))
    assert "a demand of RU and BY" in said


def test_what_was_not_withdrawn_cannot_be_retabled() -> None:
    said = refusal(Verb.RETABLE, "RU")
    assert "RU-1 has not been withdrawn" in said
    assert "reaffirm" in said
    assert "revise" in said


@pytest.mark.parametrize("condition", [None, ""])
def test_accepting_in_part_needs_the_part(condition: str | None) -> None:
    said = refusal(Verb.ACCEPT, "NATO", manner=Manner.IN_PART, condition=condition)
    assert "RU-1" in said
    assert "--in-part SCOPE" in said


@pytest.mark.parametrize("condition", [None, ""])
def test_accepting_on_condition_needs_the_condition(condition: str | None) -> None:
    said = refusal(Verb.ACCEPT, "NATO", manner=Manner.IF, condition=condition)
    assert "RU-1" in said
    assert "--if CONDITION" in said


@pytest.mark.parametrize("text", [None, ""])
def test_revising_needs_the_new_wording(text: str | None) -> None:
    assert "Revising RU-1 needs the new wording" in refusal(Verb.REVISE, "RU", text=text)


def test_a_key_on_the_table_cannot_be_demanded_again() -> None:
    said = refusal(Verb.DEMAND, "RU", text="again")
    assert "RU-1 is already on the table" in said
    assert "--key" in said


def test_a_demand_cannot_be_made_again_before_it_was_made() -> None:
    said = refusal(
        Verb.DEMAND, "RU", wording=UNWORDED, made_at="T3", made_later=True, text="earlier"
    )
    assert "RU-1 is already on the table" in said


def test_the_wording_of_a_demand_comes_from_its_known_proponent() -> None:
    said = refusal(Verb.DEMAND, "NATO", wording=UNWORDED, made_at=None, text="a ban")
    assert "RU-1 is a demand of RU, not of NATO" in said
    assert "--key" in said


def test_a_demand_first_met_in_an_answer_still_needs_its_wording() -> None:
    assert "needs its wording" in refusal(Verb.DEMAND, "RU", wording=UNWORDED, made_at=None)


def test_a_demand_first_met_in_an_answer_cannot_be_put_to_its_own_proponent() -> None:
    said = refusal(Verb.DEMAND, "RU", wording=UNWORDED, made_at=None, text="a ban", to=("RU",))
    assert "RU cannot put a demand to itself" in said


@pytest.mark.parametrize("text", [None, ""])
def test_a_new_demand_needs_its_wording(text: str | None) -> None:
    draft = Draft(Verb.DEMAND, ("RU",), "RU-1", text=text)
    with pytest.raises(Refused, match="needs its wording: say what RU demands"):
        judge_new(draft, when=DAY, today=TODAY)


@pytest.mark.parametrize("by", [("RU",), ("BY", "RU")])
def test_nobody_puts_a_demand_to_itself(by: tuple[str, ...]) -> None:
    draft = Draft(Verb.DEMAND, by, "RU-1", text="a ban", to=("NATO", "RU"))
    with pytest.raises(Refused, match=r"RU cannot put a demand to itself.* --to"):
        judge_new(draft, when=DAY, today=TODAY)


def test_a_strike_must_say_which_move_it_strikes() -> None:
    assert "which move" in refusal(Verb.STRIKE, "NATO", text="a slip of the pen")


@pytest.mark.parametrize("verb", ANSWERS)
def test_an_addressee_may_answer_what_is_on_the_table(verb: Verb) -> None:
    allowed(verb, "NATO")


@pytest.mark.parametrize("verb", [Verb.REVISE, Verb.REAFFIRM, Verb.WITHDRAW])
def test_a_proponent_may_change_what_is_on_the_table(verb: Verb) -> None:
    allowed(verb, "RU", text="new")


def test_a_proponent_may_retable_what_was_withdrawn() -> None:
    allowed(Verb.RETABLE, "RU", wording=WITHDRAWN)


def test_anybody_may_answer_a_demand_of_an_unknown_proponent() -> None:
    demand = a_demand(proponent=None, addressees=())
    draft = Draft(Verb.REJECT, ("RU",), "RU-1", talk="T2")
    judge(draft, DemandState(demand, UNWORDED), when=DAY, today=TODAY)


def test_answers_on_record_must_fit_a_corrected_demand() -> None:
    draft = Draft(Verb.DEMAND, ("RU", "BY"), "RU-1", talk="T2", text="a ban")
    must_fit(draft, [Answered("NATO", "T3", before=False)])
    with pytest.raises(Refused, match="NATO answered RU-1 at T1, which would come before"):
        must_fit(draft, [Answered("NATO", "T1", before=True)])
    with pytest.raises(Refused, match="BY answered RU-1 at T3, so it cannot be a proponent"):
        must_fit(draft, [Answered("BY", "T3", before=False)])
