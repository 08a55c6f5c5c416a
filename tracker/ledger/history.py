"""Reading whole moves back: the history of one demand, the log, and the ledger in order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracker.errors import NotFound, as_argument
from tracker.ledger import positions
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.contests import ruled_for
from tracker.ledger.deriving import demands_of
from tracker.ledger.identity import place_of
from tracker.ledger.moves import PAGE, move_of, rows_for, visible
from tracker.model import Demand, Move, Position, Verb
from tracker.named import NamedTuple
from tracker.rules.standing import life_of


class Entry(NamedTuple):
    """One move in a demand's history.

    Attributes:
        version: number of the version it made or speaks of; of a strike 0.
        before: the wording it replaced, for a revision.
        set_aside: the moves that corrected or struck it; empty for one in force.
        ruled: where it stands by a ruling, a strike of the other account that says why.
        commands: in a whole history, the commands that recorded those in `set_aside` here; empty
            for what another copy recorded.
    """

    move: Move
    version: int
    before: str | None = None
    set_aside: tuple[Move, ...] = ()
    ruled: Move | None = None
    commands: tuple[str, ...] = ()

    def command_of(self, later: str) -> str:
        """The command that recorded the move with this id, which set it aside; else nothing."""
        return next(
            (
                name
                for move, name in zip(self.set_aside, self.commands, strict=False)
                if move.id == later
            ),
            "",
        )


class History(NamedTuple):
    """Everything recorded of one demand, as of a moment.

    Attributes:
        positions: where each party stands on it.
        entries: its moves in ledger order: those in force, and with `whole` all of them.
        chain: the demands of its chain of counters in order, itself among them; else empty.
        put_aside: how many of its moves were corrected or struck.
        whole: whether the entries hold those as well, and the strikes.
    """

    demand: Demand
    positions: tuple[Position, ...]
    entries: tuple[Entry, ...]
    chain: tuple[Demand, ...] = ()
    put_aside: int = 0
    whole: bool = False


def history(case: Case, key: str, moment: int = END_OF_TIME, *, whole: bool = False) -> History:
    """The history of the demand with this key up to `moment`.

    Args:
        case: the negotiation.
        key: the demand's.
        moment: as of when.
        whole: whether moves that were corrected or struck are kept in their places.

    Raises:
        NotFound: it had not been put yet, or none of its moves stands and `whole` is not asked.
    """
    demand = positions.demand_id(case, key)
    moves = _moves_on(case, demand, moment)
    standing = [move for move in moves if _stands(move)]
    if not (standing or (moves and whole)):
        raise _nothing(key, moment, moves)
    set_aside = _setting_aside(case, moves)
    entries = _ruled(_entries(moves if whole else standing, set_aside), moves)
    return History(
        demand=demands_of(case, [demand], moment)[demand],
        positions=tuple(positions.positions_of(case, [demand], moment)),
        entries=tuple(_with_commands(case, entries) if whole else entries),
        chain=_chain(case, demand, moment),
        put_aside=sum(not move.in_force for move in moves),
        whole=whole,
    )


def standing_entries(case: Case, demand: int, moment: int = END_OF_TIME) -> list[Entry]:
    """The moves in force on the demand with this id up to `moment`, in ledger order."""
    moves = (each for each in _moves_on(case, demand, moment) if _stands(each))
    return list(_entries(list(moves), {}))


def _stands(move: Move) -> bool:
    return move.in_force and move.said.verb is not Verb.STRIKE


def _moves_on(case: Case, demand: int, moment: int) -> list[Move]:
    """Its moves in ledger order, each followed by what corrects it."""
    where = {"demand": demand, "moment": moment}
    found = visible(case, case.store.all("moves_of_demand", where))
    return sorted(found, key=lambda each: (each.moment, place_of(each.rank), each.generation))


def nothing_of(case: Case, key: str, moment: int) -> NotFound:
    """Why there is nothing to show of a demand up to a moment."""
    return _nothing(key, moment, _moves_on(case, positions.demand_id(case, key), moment))


def _nothing(key: str, moment: int, moves: list[Move]) -> NotFound:
    if moves:
        return NotFound(
            f"No move on {key} stands any more; see those that were struck or corrected: "
            f"tracker show {as_argument(key)} --history"
        )
    if moment == END_OF_TIME:
        from tracker.ledger import suggesting

        return suggesting.unknown("demand", key, (), "tracker positions")
    return NotFound(f"Nothing had been said of {key} by then; leave out --as-of to see all.")


def _setting_aside(case: Case, moves: list[Move]) -> dict[str, tuple[Move, ...]]:
    """The moves that corrected or struck some others, by the ids of these."""
    ids = [move.id for move in moves if not move.in_force]
    found: dict[str, tuple[Move, ...]] = {}
    for each in visible(case, rows_for(case, "moves_naming", ids)):
        target = each.said.corrects or ""
        found[target] = (*found.get(target, ()), each)
    return found


def _entries(moves: list[Move], set_aside: dict[str, tuple[Move, ...]]) -> Iterator[Entry]:
    version, wording = 0, None
    for move in moves:
        if move.said.verb is Verb.STRIKE:
            yield Entry(move, 0)
            continue
        life = life_of(move.said.verb, move.said.manner)
        words = life in ("worded", "editorial") and move.said.verb is not Verb.RETABLE
        made = version + (life == "worded")
        before = wording if words and move.said.text else None
        yield Entry(move, made, before, set_aside.get(move.id, ()))
        if move.in_force:
            version = made
            wording = (move.said.text or wording) if words else wording


def _ruled(entries: Iterable[Entry], moves: Sequence[Move]) -> Iterator[Entry]:
    """The entries, those that stand by a ruling with the strike that says so."""
    strikes = {
        (
            each.recorded_at,
            each.recorded_by,
            (each.said.text or "")[: len(ruled_for("0" * 8))],
        ): each
        for each in moves
        if each.said.verb is Verb.STRIKE
    }
    for entry in entries:
        move = entry.move
        confirms = ruled_for(move.said.corrects or "")
        strike = strikes.get((move.recorded_at, move.recorded_by, confirms))
        yield entry._replace(ruled=strike) if strike and not entry.set_aside else entry


def _with_commands(case: Case, entries: Iterable[Entry]) -> Iterator[Entry]:
    from tracker.ledger.logbook import FROM_OTHERS

    for entry in entries:
        names = (case.store.one("command_of_move", {"nr": each.nr}) for each in entry.set_aside)
        own = ("" if row is None or row[0] in FROM_OTHERS else row[0] for row in names)
        yield entry._replace(commands=tuple(own))


def _chain(case: Case, demand: int, moment: int) -> tuple[Demand, ...]:
    first = demands_of(case, [demand], moment)[demand].chain
    found = [positions.demand_id(case, first)]
    while onward := _counters(case, found, moment):
        found.append(demand if demand in onward else onward[-1])
    if len(found) < 2:
        return ()
    every = demands_of(case, found, moment)
    return tuple(every[each] for each in found if each in every)


def _counters(case: Case, found: Sequence[int], moment: int) -> list[int]:
    """The demands that counter the last of some, but for those that are among them."""
    wanted = {"demand": found[-1], "moment": moment}
    return [each for (each,) in case.store.each("counters_of", wanted) if each not in found]


class LogFilter(NamedTuple):
    """Which moves of the log to show; None lets everything through."""

    talk: str | None = None
    demand: str | None = None
    party: str | None = None
    limit: int | None = None

    def lets_through(self, move: Move) -> bool:
        """Whether `move` is to be shown in the log of moves in force."""
        return _stands(move) and self.fits(move)

    def fits(self, move: Move) -> bool:
        """Whether `move` speaks of what is asked for."""
        return (
            self.talk in (None, move.said.talk)
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
