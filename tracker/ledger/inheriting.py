"""Positions with the answers that members of blocs take from them, and with those members' cells.

The rules are those of docs/data-model.md, "Positions".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tracker.ledger.blocs import Blocs, blocs_on, reached
from tracker.ledger.case import Case
from tracker.ledger.deriving import answer_from, contest_of, own_positions, unanswered
from tracker.model import Position, Status
from tracker.rules.standing import WordingState
from tracker.store import cells
from tracker.store.cells import CellRow


def derive(
    case: Case,
    rows: Sequence[CellRow],
    demands: Iterable[int],
    moment: int,
    *,
    members: Collection[str] = (),
) -> list[Position]:
    """The positions that some located cells of `demands` amount to, without their rollup.

    Args:
        case: the negotiation.
        rows: the cells; where there are `members`, all those of the demands.
        demands: ids of the demands.
        moment: as of when.
        members: codes of the parties that get a cell, below that of the bloc, where a bloc of
            theirs has one.
    """
    own = own_positions(case, rows, demands, moment)
    found = [position for _, position in own.found]
    if not case.memberships:
        return found
    blocs = blocs_on(case, case.day_of(moment))
    if members:
        found = list(_with_members(found, members, own.wordings, blocs))
    return _inherited(case, found, _Located(case, own.found, moment), own.wordings, blocs)


def _with_members(
    found: Sequence[Position],
    members: Collection[str],
    states: Mapping[int, WordingState],
    blocs: Blocs,
) -> Iterator[Position]:
    """The positions, and below those of blocs one, still open, for `members` without one."""
    by_demand: dict[int, dict[str, Position]] = {}
    for each in found:
        by_demand.setdefault(each.demand.id, {})[each.party] = each
    for demand, by_party in by_demand.items():
        some = next(iter(by_party.values()))
        proponents = (some.demand.proponent or "", *some.demand.sponsors)
        for party, through in reached(list(by_party), proponents, blocs):
            if through is None:
                yield by_party[party]
            elif party in members:
                yield _member(some, party, through, states[demand])


def _member(other: Position, party: str, bloc: str, wording: WordingState) -> Position:
    """The open cell of a member that a demand reaches through its bloc."""
    return Position(
        negotiation=other.negotiation,
        demand=other.demand,
        party=party,
        status=Status.WITHDRAWN if wording.withdrawn else Status.OPEN,
        version=wording.version,
        text=wording.text,
        movement="withdrawn" if wording.withdrawn else unanswered(wording, None),
        private=wording.private,
        private_wording=wording.private,
        put=wording.began,
        through=bloc,
    )


class _Located:
    """The located cells by demand and party, those of other parties read when they are needed."""

    def __init__(
        self, case: Case, present: Iterable[tuple[CellRow, Position]], moment: int
    ) -> None:
        self._case = case
        self._moment = moment
        self._rows: dict[tuple[int, str], CellRow] = {
            (row.demand, position.party): row for row, position in present
        }

    def read(self, cells_: Iterable[tuple[int, str]]) -> None:
        """Read some cells, those that are not here yet, in one go."""
        parties, codes = self._case.parties, self._case.codes
        missing = [(d, parties[p].id) for d, p in dict.fromkeys(cells_) if (d, p) not in self._rows]
        if missing:
            store, negotiation = self._case.store, self._case.negotiation.id
            for row in cells.cells_of_pairs(store, negotiation, missing, self._moment):
                self._rows[row.demand, codes[row.party]] = row

    def live(self, demand: int, party: str, wording: WordingState) -> CellRow | None:
        """The cell, where the party has taken a stance on the live wording."""
        row = self._rows.get((demand, party))
        stance = row.stance if row else None
        return row if stance and wording.version_at(stance.turn) == wording.version else None


def _inherited(
    case: Case,
    found: Sequence[Position],
    located: _Located,
    states: Mapping[int, WordingState],
    blocs: Blocs,
) -> list[Position]:
    """The positions, those of members without an answer of their own with that of their blocs."""
    heirs = [each for each in found if each.party in blocs.above and _may_inherit(each)]
    located.read((each.demand.id, bloc) for each in heirs for bloc in blocs.all_above(each.party))
    return [
        _inherit(case, each, _nearest(each, located, states, blocs), states)
        if each.party in blocs.above and _may_inherit(each)
        else each
        for each in found
    ]


def _may_inherit(position: Position) -> bool:
    return position.status in (Status.OPEN, Status.NOTED)


def _nearest(
    position: Position, located: _Located, states: Mapping[int, WordingState], blocs: Blocs
) -> list[CellRow]:
    """The live answers that come to a party from its blocs, or from theirs where one has none."""
    demand, found = position.demand.id, list[CellRow]()
    frontier, seen = list(blocs.above[position.party]), {position.party}
    for bloc in frontier:
        row = located.live(demand, bloc, states[demand])
        if row:
            found.append(row)
        elif bloc not in seen:
            frontier += blocs.above.get(bloc, ())
        seen.add(bloc)
    return found


def _inherit(
    case: Case, position: Position, live: Sequence[CellRow], states: Mapping[int, WordingState]
) -> Position:
    wording = states[position.demand.id]
    stances = [(row.stance, row) for row in live if row.stance]
    if not stances:
        return position
    stance, row = max(stances, key=lambda each: each[0].turn)
    differing = (s.status for s, _ in stances if s.account != stance.account)
    others = tuple(dict.fromkeys((*differing, *contest_of(row, stance, wording))))
    return position._replace(
        status=stance.status,
        answer=answer_from(case, stance, wording),
        stale=None,
        contested=others,
        via=case.codes[row.party],
        movement="first answer",
        private=position.private_wording or bool(stance.private),
    )
