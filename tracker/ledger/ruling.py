"""Ruling on a contested answer: one account stands, the others are taken out with the reason."""

from typing import NamedTuple

from tracker.errors import Refused, UsageError
from tracker.ledger.case import Case
from tracker.ledger.mending import strike
from tracker.ledger.moves import move_of
from tracker.ledger.positions import demand_id
from tracker.ledger.recording import Recorded, Recorder
from tracker.model import Draft, Move, Verb
from tracker.rules.standing import Account, account_of, answer_of, contest, wording_of


class Ruling(NamedTuple):
    """A ruling: the account as it is confirmed, and those that were struck."""

    stands: Recorded
    struck: tuple[Move, ...]


def rule(case: Case, recorder: Recorder, move: Move, reason: str) -> Ruling:
    """Let one account of a contested answer stand, and strike the others.

    The account is confirmed by a correction that changes nothing, so that two rulings made apart
    from each other both stand, and the cell is contested again.

    Args:
        case: the negotiation.
        recorder: of the open transaction.
        move: the account that stands; it may have been struck by an earlier ruling.
        reason: why.

    Raises:
        Refused: there is no other account that differs, or the move was corrected.
        UsageError: no reason is given.
    """
    if not reason.strip():
        raise UsageError("Say why this account stands: --reason TEXT.")
    _may_stand(case, move)
    others = _others(case, recorder, move)
    if not others:
        raise Refused(
            f"{move.said.party} has no other answer to {move.said.demand} on record for that "
            "occasion, so there is nothing to rule on; see: tracker positions --status contested"
        )
    stands = recorder.record(move.said._replace(corrects=move.id), restoring=True)
    for each in others:
        strike(case, recorder, each, f"ruled for {move.id[:8]}: {reason.strip()}")
    return Ruling(stands, tuple(others))


def _may_stand(case: Case, move: Move) -> None:
    by = case.store.all("set_aside_by", {"id": move.id})
    if any(verb != Verb.STRIKE for *_, verb in by):
        raise Refused(
            f"The move {move.id[:8]} was corrected; rule for the one that stands: "
            f"tracker show {move.said.demand} --history"
        )


def _others(case: Case, recorder: Recorder, move: Move) -> list[Move]:
    """The other answers of the party to the same wording on the same occasion that differ."""
    known = recorder.docket.known(move.said.demand)
    assert known is not None
    wording = wording_of([each for each, _ in known.wordings])
    version = wording.version_at((move.moment, move.rank))
    where = {"demand": demand_id(case, move.said.demand), "moment": move.moment}
    found = (move_of(case, row) for row in case.store.all("moves_of_demand", where))
    return [
        each
        for each in found
        if each.in_force
        and (each.said.party, each.moment) == (move.said.party, move.moment)
        and each.said.private == move.said.private
        and wording.version_at((each.moment, each.rank)) == version
        and _differ(move, each)
    ]


def _differ(move: Move, other: Move) -> bool:
    """Whether two answers contest each other."""
    one, two = _account(move.said), _account(other.said)
    return one is not None and two is not None and bool(contest(one, [two]))


def _account(said: Draft) -> Account | None:
    answer = answer_of(said.verb, said.manner)
    return account_of(answer, said.condition) if answer else None
