"""Exported minutes, read into an empty database, give the same moves again."""

from __future__ import annotations

from collections.abc import Sequence

from generated import Plan, made, plans
from hypothesis import given
from ledgers import Ledger
from noted import empty, taken

from tracker.exchange import minutes_out
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.moves import moves_in_order
from tracker.ledger.positions import positions
from tracker.model import Draft, Move, Talk, Verb


def written(case: Case, talk: Talk | None = None, *, private: bool = True) -> str:
    return "\n".join(minutes_out.lines(case, talk, private=private))


def said(moves: Sequence[Move]) -> list[Draft]:
    """What moves say, those they set aside told by their turn among them instead of their id."""
    turns = {move.id: str(turn) for turn, move in enumerate(moves)}
    return [move.said._replace(corrects=turns.get(move.said.corrects or "")) for move in moves]


def standing(ledger: Ledger, talk: Talk) -> list[Draft]:
    """What stands of a talk, in its order."""
    moves = [
        move
        for move in moves_in_order(ledger.case)
        if move.said.talk == talk.ref and move.in_force and move.said.verb is not Verb.STRIKE
    ]
    moves.sort(key=lambda move: (move.moment, move.rank))
    return [move.said._replace(corrects=None) for move in moves]


def stands(case: Case) -> dict[tuple[str, str], str]:
    """Where each party stands on each demand that was spoken of."""
    return {
        (each.demand.key, each.party): f"{each.demand.title} {each.demand.issue} {each.text} "
        f"{each.status} {each.stale} {each.version} {each.movement} {each.rollup}"
        for each in positions(case, END_OF_TIME)
        if not each.via and not each.contested
    }


@given(plans)
def test_the_whole_ledger_reads_back_to_the_same_moves_in_the_same_order(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        text = written(ledger.case)
        case = empty()
        assert taken(case, text).faults == [], text
        assert said(list(moves_in_order(case))) == said(moves)


@given(plans)
def test_the_whole_ledger_reads_back_to_the_same_positions(plan: Plan) -> None:
    ledger, moves = made(plan._replace(stays=()))
    with ledger:
        spoken_of = {key for move in moves for key in (move.said.demand, move.said.counter)}
        case = empty()
        taken(case, written(ledger.case))
        before = {cell: at for cell, at in stands(ledger.case).items() if cell[0] in spoken_of}
        assert stands(case) == before


@given(plans)
def test_reading_it_where_it_came_from_adds_nothing(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        again = taken(ledger.case, written(ledger.case))
        assert (again.faults, again.recorded) == ([], [])
        assert again.done.known == len(moves)


@given(plans)
def test_a_talk_reads_back_to_what_stands_of_it(plan: Plan) -> None:
    """A talk that goes on from a withdrawal at another talk says so, and no more."""
    ledger, _ = made(plan)
    with ledger:
        for talk in ledger.case.talks:
            case = empty()
            done = taken(case, written(ledger.case, talk))
            if done.faults:
                assert all("withdrawn" in fault.reason for fault in done.faults)
            else:
                assert said(list(moves_in_order(case))) == standing(ledger, talk)


@given(plans)
def test_without_private_moves_it_reads_back_to_the_public_ones(plan: Plan) -> None:
    ledger, moves = made(plan)
    with ledger:
        text = written(ledger.case, private=False)
        assert "private" not in text
        case = empty()
        public = [move for move in moves if not move.said.private]
        there = {move.id for move in public}
        shown = [
            move
            for move in public
            if move.said.verb is not Verb.STRIKE or move.said.corrects in there
        ]
        if not taken(case, text).faults:
            assert said(list(moves_in_order(case))) == said(shown)
