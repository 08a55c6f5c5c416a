"""Where what parties said in private differs from what they said in public, on one demand."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.deriving import demands_of
from tracker.ledger.history import nothing_of
from tracker.ledger.positions import demand_id, positions_of
from tracker.model import Demand, Position


class Sides(NamedTuple):
    """One party's position in public, as if private moves were not there, and with them.

    Either is None where the party has no position then.
    """

    party: str
    public: Position | None
    private: Position | None


class PrivateLine(NamedTuple):
    """The parties of a demand whose private position differs from their public one."""

    demand: Demand
    sides: tuple[Sides, ...]


def private_line(case: Case, key: str, moment: int = END_OF_TIME) -> PrivateLine:
    """The private line on the demand with this key as of `moment`.

    Raises:
        NotFound: it had not been put yet.
    """
    demand = demand_id(case, key)
    with case.store.without_private():
        public = positions_of(case, [demand], moment)
    private = positions_of(case, [demand], moment)
    if not (public or private):
        raise nothing_of(case, key, moment)
    sides = [each for each in _sides(public, private) if _differ(each)]
    return PrivateLine(demands_of(case, [demand], moment)[demand], tuple(sides))


def _sides(public: Sequence[Position], private: Sequence[Position]) -> list[Sides]:
    """Both sides of each party; all of them together only where none is named on either side."""
    before, after = ({each.party: each for each in found} for found in (public, private))
    parties = dict.fromkeys((*after, *before))
    if any(parties):
        parties.pop("", None)
    return [Sides(each, before.get(each), after.get(each)) for each in parties]


def _differ(sides: Sides) -> bool:
    return _said(sides.public) != _said(sides.private)


def _said(position: Position | None) -> tuple[object, ...] | None:
    """What two positions are compared by: where they stand, on which wording, by which move."""
    if position is None:
        return None
    return (
        position.status,
        position.stale,
        position.version,
        position.text,
        position.answer and position.answer.move,
        position.contested,
        position.via,
        position.settled_by,
    )
