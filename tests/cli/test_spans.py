"""Answers of which only a span of days is known, to demands that are worded or moved later."""

from __future__ import annotations

import pytest
from builders import Session, send

HEAD = "date,party,move,demand"


@pytest.fixture
def met(alice: Session) -> Session:
    """X-1, of which only an answer of some day in January was known, and its wording of T1."""
    file = alice.write("met.csv", HEAD, "2022-01,NATO,reject,X-1")
    alice(f"import {file} --yes")
    alice("demand 'A ban' --by RU --to NATO --at T1 --key X-1")
    return alice


def test_a_demand_that_is_worded_within_the_span_was_worded_before_its_answer(
    met: Session,
) -> None:
    assert met.cells()["X-1", "NATO"] == "rejected"
    met("undo --yes")
    assert met.cells()["X-1", "NATO"] == "rejected"


def test_a_union_with_something_else_moves_no_answer(met: Session, bob: Session) -> None:
    send(met, bob)
    bob("demand 'Talks' --by NATO --to RU --at T2 --key X-2")
    before = met.cells(), met.cells("--as-of 2022-01-05")
    assert "1 new without answer; 0 unchanged" in send(bob, met)
    after = met.cells(), met.cells("--as-of 2022-01-05")
    assert after[0].pop(("X-2", "RU")) == "open"
    assert after == before
    assert met.cells() == bob.cells()


def test_an_answer_follows_its_demand_to_another_day_of_the_span(met: Session) -> None:
    met("talk edit T1 --date 2022-01-11")
    assert met.cells()["X-1", "NATO"] == "rejected"


def test_earlier_knowledge_has_an_answer_where_it_stood_before_its_demand_was_worded(
    alice: Session,
) -> None:
    file = alice.write("met.csv", HEAD, "2022-01,NATO,reject,X-1")
    alice(f"import {file} --yes")
    known = f"{alice.clock}Z"
    looked = ("", "--as-of 2022-01-05", "--as-of T1")
    before = [alice.cells(options) for options in looked]
    alice("demand 'A ban' --by RU --to NATO --at T1 --key X-1")
    alice("talk edit T1 --date 2022-01-11")
    assert [alice.cells(f"{options} --known-at {known}") for options in looked] == before
    worded = f"{alice.clock}Z"
    after = [alice.cells(options) for options in looked]
    alice("talk edit T1 --date 2022-01-12")
    assert [alice.cells(f"{options} --known-at {worded}") for options in looked] == after
