"""Ruling on a contested answer: one account stands, the others are taken out with the reason."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.errors import Refused, UsageError, as_argument
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.contests import rivals, ruled_for
from tracker.ledger.mending import strike
from tracker.ledger.positions import demand_id
from tracker.ledger.recording import Recorded, Recorder
from tracker.model import Move, Verb


class Ruling(NamedTuple):
    """A ruling.

    Attributes:
        stands: the account, as it is confirmed.
        struck: those that were struck.
        left: the moves on each counter-demand of theirs that stays on the table, by its key.
    """

    stands: Recorded
    struck: tuple[Move, ...]
    left: dict[str, list[Move]]


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
    others = rivals(case, move)
    if not others:
        raise Refused(
            f"{move.said.party} has no other answer to {move.said.demand} on record for that "
            "occasion, so there is nothing to rule on; see: tracker positions --status contested"
        )
    stands = recorder.record(move.said._replace(corrects=move.id), restoring=True)
    for each in others:
        strike(case, recorder, each, f"{ruled_for(move.id)}{reason.strip()}")
    return Ruling(stands, tuple(others), _left(case, move.said.demand, others))


def _left(case: Case, demand: str, struck: Iterable[Move]) -> dict[str, list[Move]]:
    """The moves on the counter-demands that no counter leads to any more, while they stand."""
    from tracker.ledger.history import standing_entries

    where = {"demand": demand_id(case, demand), "moment": END_OF_TIME}
    countering = {counter for (counter,) in case.store.all("counters_of", where)}
    found = {}
    for key in dict.fromkeys(each.said.counter for each in struck if each.said.counter):
        counter = demand_id(case, key)
        moves = [each.move for each in standing_entries(case, counter)]
        withdrawn = any(each.said.verb is Verb.WITHDRAW for each in moves[-1:])
        if moves and counter not in countering and not withdrawn:
            found[key] = moves
    return found


def _may_stand(case: Case, move: Move) -> None:
    by = case.store.all("set_aside_by", {"id": move.id})
    if any(verb != Verb.STRIKE for *_, verb in by):
        raise Refused(
            f"The move {move.id[:8]} was corrected; rule for the one that stands: "
            f"tracker show {as_argument(move.said.demand)} --history"
        )
