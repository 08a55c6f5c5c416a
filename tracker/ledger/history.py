"""Reading whole moves back: the history of one demand, the log, and the ledger in order."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tracker.errors import NotFound
from tracker.ledger import positions, refs
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.deriving import demands_of
from tracker.ledger.moves import PAGE, move_of
from tracker.model import Demand, Move, Position, Verb
from tracker.rules.standing import life_of


class Entry(NamedTuple):
    """One move in a demand's history.

    Attributes:
        version: number of the version it made or speaks of.
        before: the wording it replaced, for a revision.
    """

    move: Move
    version: int
    before: str | None = None


class History(NamedTuple):
    """Everything recorded of one demand, as of a moment.

    Attributes:
        positions: where each party stands on it.
        entries: its moves in force, in ledger order.
        chain: the demands of its chain of counters in order, itself among them; else empty.
        put_aside: how many of its moves were corrected or struck.
    """

    demand: Demand
    positions: tuple[Position, ...]
    entries: tuple[Entry, ...]
    chain: tuple[Demand, ...] = ()
    put_aside: int = 0


def history(case: Case, key: str, moment: int = END_OF_TIME) -> History:
    """The history of the demand with this key up to `moment`.

    Raises:
        NotFound: it had not been put yet.
    """
    demand = positions.demand_id(case, key)
    where = {"demand": demand, "moment": moment}
    moves = [move_of(case, row) for row in case.store.each("moves_of_demand", where)]
    standing = [move for move in moves if move.in_force and move.said.verb is not Verb.STRIKE]
    if not standing:
        if moment == END_OF_TIME:
            raise refs.unknown("demand", key, (), "tracker positions")
        raise NotFound(f"Nothing had been said of {key} by then; leave out --as-of to see all.")
    return History(
        demand=demands_of(case, [demand], moment)[demand],
        positions=tuple(positions.positions_of(case, [demand], moment)),
        entries=tuple(_entries(standing)),
        chain=_chain(case, demand, moment),
        put_aside=len(moves) - len(standing),
    )


def _entries(moves: list[Move]) -> Iterator[Entry]:
    version, wording = 0, None
    for move in moves:
        life = life_of(move.said.verb, move.said.manner)
        words = life in ("worded", "editorial") and move.said.verb is not Verb.RETABLE
        before = wording if words and move.said.text else None
        if life == "worded":
            version += 1
        if words:
            wording = move.said.text or wording
        yield Entry(move, version, before)


def _chain(case: Case, demand: int, moment: int) -> tuple[Demand, ...]:
    first = demands_of(case, [demand], moment)[demand].chain
    found = [positions.demand_id(case, first)]
    while len(found) < positions.LONGEST_CHAIN:
        wanted = {"demand": found[-1], "moment": moment}
        onward = [
            counter for (counter,) in case.store.each("counters_of", wanted) if counter not in found
        ]
        if not onward:
            break
        found.append(demand if demand in onward else onward[-1])
    if len(found) < 2:
        return ()
    every = demands_of(case, found, moment)
    return tuple(every[each] for each in found)


class LogFilter(NamedTuple):
    """Which moves of the log to show; None lets everything through."""

    talk: str | None = None
    demand: str | None = None
    party: str | None = None
    limit: int | None = None

    def lets_through(self, move: Move) -> bool:
        """Whether `move` is to be shown."""
        return (
            move.in_force
            and move.said.verb is not Verb.STRIKE
            and self.talk in (None, move.said.talk)
            and self.demand in (None, move.said.demand)
            and (self.party is None or self.party in move.said.parties)
        )


def log(case: Case, wanted: LogFilter) -> Iterator[Move]:
    """The moves in force that a filter lets through, the latest in time first."""
    found = filter(wanted.lets_through, _backwards(case, wanted))
    return islice(found, wanted.limit)


def _backwards(case: Case, wanted: LogFilter) -> Iterator[Move]:
    since, moment, rank = -1, END_OF_TIME + 1, 0
    if wanted.talk:
        since, moment = _just_before(case, wanted.talk), case.talks_by_ref[wanted.talk].moment + 1
    size = min(PAGE, (wanted.limit or PAGE) + 1)
    while True:
        where = {
            "negotiation": case.negotiation.id,
            "since": since,
            "moment": moment,
            "rank": rank,
            "limit": size,
        }
        moves = [move_of(case, row) for row in case.store.each("moves_latest", where)]
        yield from moves
        if len(moves) < size:
            return
        moment, rank, size = moves[-1].moment, moves[-1].rank, PAGE


def _just_before(case: Case, talk: str) -> int:
    return case.talks_by_ref[talk].moment - 1
