"""Reading whole moves back: the history of one demand, the log, and the ledger in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from tracker import dates
from tracker.errors import NotFound, UsageError
from tracker.ledger import positions
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.deriving import demands_of
from tracker.model import Demand, FuzzyDate, Kind, Manner, Move, Position, Verb
from tracker.rules.standing import life_of
from tracker.store.store import Row

PAGE = 1000
SHORTEST_ID = 6
When = Callable[[Move], str]
_ANY_DAY = date(2000, 1, 1)  # stored dates are never relative, so which day is today is no matter


@dataclass(frozen=True, slots=True)
class Entry:
    """One move in a demand's history.

    Attributes:
        version: number of the version it made or speaks of.
        before: the wording it replaced, for a revision.
    """

    move: Move
    version: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class History:
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
    standing = [move for move in moves if move.in_force]
    if not standing:
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
        life = life_of(move.verb, move.manner)
        before = wording if life in ("worded", "editorial") and move.text else None
        if life == "worded":
            version += 1
        if life in ("worded", "editorial"):
            wording = move.text or wording
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


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which moves of the log to show; None lets everything through."""

    talk: str | None = None
    demand: str | None = None
    party: str | None = None
    limit: int | None = None

    def lets_through(self, move: Move) -> bool:
        """Whether `move` is to be shown."""
        return (
            move.in_force
            and self.talk in (None, move.talk)
            and self.demand in (None, move.demand)
            and (self.party is None or self.party in move.parties)
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


def moves_in_order(case: Case) -> Iterator[Move]:
    """Every move of the negotiation as it was recorded, those set aside among them."""
    after = 0
    while True:
        where = {
            "negotiation": case.negotiation.id,
            "after": after,
            "until": END_OF_TIME,
            "limit": PAGE,
        }
        moves = [move_of(case, row) for row in case.store.each("moves_in_order", where)]
        yield from moves
        if len(moves) < PAGE:
            return
        after = moves[-1].nr


def move_by_id(case: Case, prefix: str) -> Move:
    """The move whose id begins with `prefix`, of six or more characters.

    Raises:
        UsageError: too short, not hexadecimal, or it fits several.
        NotFound: none.
    """
    wanted = prefix.casefold()
    if len(wanted) < SHORTEST_ID or set(wanted) - set("0123456789abcdef"):
        raise UsageError(f"“{prefix}” is not a move's id: give six or more of its characters.")
    where = {"prefix": wanted, "beyond": wanted + "g"}
    found = [move_of(case, row) for row in case.store.each("moves_by_id", where)]
    if not found:
        raise NotFound(f"There is no move {prefix}; see: tracker log")
    if len(found) > 1:
        ids = ", ".join(move.id[: len(wanted) + 4] for move in found[:5])
        raise UsageError(f"{prefix} fits several moves: {ids}; give more characters.")
    return found[0]


def short_id(case: Case, move: str) -> str:
    """The shortest prefix of a move's id, of six or more characters, that fits no other."""
    row = case.store.one("move_neighbours", {"id": move})
    shared = max((_shared(move, each) for each in row or () if each), default=0)
    return move[: max(SHORTEST_ID, shared + 1)]


def _shared(one: str, other: str) -> int:
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same


def move_of(case: Case, row: Row) -> Move:
    """One move of the ledger from a row of the queries that include move_columns."""
    (nr, move, parent, talk, day, party, sponsors, verb, manner, ad_referendum, demand, kind,
     addressees, text, condition, until, counter, quote, speaker, source, note, private,
     corrects, recorded_at, recorded_by, moment, rank, in_force) = row  # fmt: skip
    return Move(
        nr=nr,
        id=move,
        parent=parent,
        negotiation=case.negotiation.name,
        talk=case.talks_by_id[talk].ref if talk else None,
        date=_stored_date(day),
        parties=(party, *_split(sponsors)),
        verb=Verb(verb),
        manner=Manner(manner) if manner else None,
        ad_referendum=bool(ad_referendum),
        demand=demand,
        kind=Kind(kind) if kind else None,
        to=_split(addressees),
        text=text,
        condition=condition,
        until=until,
        counter=counter,
        quote=quote,
        speaker=speaker,
        source=source,
        note=note,
        private=bool(private),
        corrects=corrects,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        moment=moment,
        rank=rank,
        in_force=bool(in_force),
    )


def _split(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(";")) if joined else ()


def _stored_date(text: str | None) -> FuzzyDate | None:
    return dates.parse(text, today=_ANY_DAY) if text else None


def when_of(case: Case, move: Move) -> str:
    """The date of a move: its own, else that of its talk."""
    found: Any = move.date or (case.talks_by_ref[move.talk].date if move.talk else None)
    return found.text if found else ""
