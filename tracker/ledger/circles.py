"""Circular conditions, "you first": answers that wait for each other."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracker.ledger.board import Board, stands_between
from tracker.model import Position, Status

_CONDITIONAL = (Status.IF, Status.IN_PART, Status.IN_PRINCIPLE)


class Wait(NamedTuple):
    """An answer by which one demand waits for another, named in its condition or its counter."""

    position: Position
    awaited: str


class Circle(NamedTuple):
    """Answers that wait for each other: each for the demand of the next, the last for the first."""

    waits: tuple[Wait, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its demands in order."""
        return tuple(each.position.demand.key for each in self.waits)


def condition_names(board: Board, position: Position) -> tuple[str, ...]:
    """The other demands on the table that the condition of an answer names."""
    answer = position.live_answer
    if answer is None or position.status not in _CONDITIONAL:
        return ()
    named = board.keys.named_in(answer.condition or "")
    return tuple(each for each in named if each != position.demand.key and board.is_on_table(each))


def circles(board: Board) -> list[Circle]:
    """The shortest circle through each demand that is in one; each circle once."""
    waits = {key: list(_waits(board, key)) for key in board.answers}
    found: dict[frozenset[str], Circle] = {}
    for key, onward in waits.items():
        circle = _shortest(key, waits) if onward else None
        if circle:
            found.setdefault(frozenset(circle.keys), circle)
    return list(found.values())


def _waits(board: Board, key: str) -> Iterator[Wait]:
    """What a demand waits for that is not agreed or settled itself."""
    for each in board.put_to(key):
        if stands_between(each):
            counter = board.goes_on_with(each)
            for awaited in (*condition_names(board, each), *([counter] if counter else ())):
                if not board.is_done(awaited):
                    yield Wait(each, awaited)


def _shortest(start: str, waits: Mapping[str, list[Wait]]) -> Circle | None:
    """The shortest way from a demand back to it."""
    ways: list[tuple[Wait, ...]] = [(each,) for each in waits[start]]
    seen = {start}
    for way in ways:
        at = way[-1].awaited
        if at == start:
            return Circle(way)
        if at not in seen:
            seen.add(at)
            ways += [(*way, each) for each in waits.get(at, ())]
    return None
