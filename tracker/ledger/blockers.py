"""What stands between the demands on the table and agreement, answer by answer."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from tracker.ledger.board import Board, board_of, stands_between
from tracker.ledger.case import Case
from tracker.ledger.circles import Circle, circles, condition_names
from tracker.ledger.history import nothing_of
from tracker.ledger.positions import Filter
from tracker.ledger.refs import AsOf
from tracker.model import Demand, Headline, Position, Status

Turned: TypeAlias = dict[tuple[str, str], tuple[str, ...]]


class Obstacle(StrEnum):
    """What sort of answer stands in the way."""

    REJECTED = "rejected"
    CONDITION = "condition"
    PARTIAL = "not in full"
    COUNTERED = "countered"
    DEFERRED = "deferred"
    UNANSWERED = "unanswered"


_OBSTACLES = {
    Headline.REJECTED: Obstacle.REJECTED,
    Headline.QUALIFIED: Obstacle.PARTIAL,
    Headline.COUNTERED: Obstacle.COUNTERED,
    Headline.DEFERRED: Obstacle.DEFERRED,
    Headline.OPEN: Obstacle.UNANSWERED,
}


class Blocker(NamedTuple):
    """One answer that stands between its demand and agreement.

    Attributes:
        position: the answer.
        obstacle: what sort it is.
        path: how it is come to: a demand, whose answer stands in its way, the counter-demand that
            this answer is, and so on up to the party of the position.
        counter: the counter-demand that the answer is, while it is on the table.
        names: keys of the demands that its condition names.
        releases: keys of the demands that would be agreed or settled, were it an acceptance.
        circle: keys of the demands that wait for each other by this answer, its own first.
        private: whether the answer is, or any other that stands to what is named here.
    """

    position: Position
    obstacle: Obstacle
    path: tuple[str, ...]
    counter: Demand | None = None
    names: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()
    private: bool = False


class Blockers(NamedTuple):
    """What stands in the way as of a moment.

    Attributes:
        found: the answers in the way, those to a counter-demand after the one that it is.
        circles: the answers that wait for each other.
        reached: the demands asked for that nothing stands in the way of.
        private: how many of the positions looked at rest on private moves.
    """

    found: tuple[Blocker, ...]
    circles: tuple[Circle, ...]
    reached: tuple[Position, ...] = ()
    private: int = 0

    @property
    def most(self) -> tuple[Blocker, ...]:
        """The answers that would release most, were they acceptances; more than one if equal."""
        best = max((len(each.releases) for each in self.found), default=0)
        return tuple(each for each in self.found if best and len(each.releases) == best)


def blockers(
    case: Case, as_of: AsOf, keys: Sequence[str] = (), chosen: Filter | None = None
) -> Blockers:
    """What stands between some demands, or all on the table, and agreement.

    Args:
        case: the negotiation.
        as_of: the moment to look at.
        keys: of the demands asked for; all without any.
        chosen: which answers to tell of.

    Raises:
        NotFound: a demand had not been put by then.
    """
    board, wanted = board_of(case, as_of.moment), chosen or Filter()
    for key in keys:
        if key not in board.answers:
            raise nothing_of(case, key, as_of.moment)
    every = circles(board)
    told = [each for each in _tree(board, keys, every) if wanted.lets_through(each.position)]
    shown = {each.position.demand.key for each in told}
    return Blockers(
        found=tuple(told),
        circles=tuple(each for each in every if shown.intersection(each.keys)),
        reached=tuple(board.answers[key][0] for key in keys if not _blocking(board, key)),
        private=_private(board, keys, wanted),
    )


def _private(board: Board, keys: Sequence[str], wanted: Filter) -> int:
    looked_at = (each for key in keys or board.answers for each in board.answers[key])
    return sum(each.private for each in looked_at if wanted.lets_through(each))


def _blocking(board: Board, key: str) -> list[Position]:
    return [each for each in board.put_to(key) if stands_between(each)]


def _tree(board: Board, keys: Sequence[str], every: Sequence[Circle]) -> Iterator[Blocker]:
    """The answers in the way, each once: below the demand its chain begins with, if that is."""
    seen, turned = set[str](), _turned(every)
    for key in keys or (*_firsts(board), *board.answers):
        yield from _below(board, key, (), seen, turned)


def _firsts(board: Board) -> list[str]:
    """The demands that are not the answer to another one still in question."""
    later = {board.goes_on_with(each) for key in board.answers for each in _blocking(board, key)}
    return [key for key in board.answers if key not in later]


def _below(
    board: Board, key: str, path: tuple[str, ...], seen: set[str], turned: Turned
) -> Iterator[Blocker]:
    if key in seen:
        return
    seen.add(key)
    for each in _blocking(board, key):
        counter = board.goes_on_with(each)
        way = (*path, key, each.party)
        names, releases = condition_names(board, each), board.released_by(each)
        circle = turned.get((key, each.party), ())
        named = {*way[::2], *names, *releases, *circle, *([counter] if counter else [])}
        yield Blocker(
            position=each,
            obstacle=_obstacle(each),
            path=way,
            counter=board.answers[counter][0].demand if counter else None,
            names=names,
            releases=releases,
            circle=circle,
            private=any(other.private for key in named for other in board.answers[key]),
        )
        if counter:
            yield from _below(board, counter, way, seen, turned)


def _obstacle(position: Position) -> Obstacle:
    if position.status is Status.IF:
        return Obstacle.CONDITION
    return _OBSTACLES[position.status.headline]


def _turned(every: Sequence[Circle]) -> Turned:
    """For the demand and party of each answer in a circle, its keys from that demand on."""
    found: Turned = {}
    for circle in every:
        for at, wait in enumerate(circle.waits):
            place = wait.position.demand.key, wait.position.party
            found.setdefault(place, circle.keys[at:] + circle.keys[:at])
    return found
