"""A walk through the moments of a negotiation: what changed at each, and the positions then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from tracker.diff import Cell, Diff, compare
from tracker.ledger.case import Case
from tracker.ledger.changes import (
    Pair,
    above,
    by_cell,
    cells_at,
    chain_below,
    mentioned_in,
    put_before,
    shown_of,
    take_in_settled,
    touched,
)
from tracker.ledger.positions import Filter
from tracker.ledger.refs import AsOf
from tracker.model import Position
from tracker.named import NamedTuple

BEFORE_ALL = AsOf(-1, "before everything", "")


class Step(NamedTuple):
    """What came between two moments of a walk.

    Attributes:
        at: the later of them.
        diff: what changed, as `changes` tells it.
        gone: the positions that stood before and were derived anew, or went.
        came: what they were derived to be, and what is new.
        state: every position as of the moment by demand and party; it goes on changing.
    """

    at: AsOf
    diff: Diff
    gone: tuple[Position, ...]
    came: tuple[Position, ...]
    state: Mapping[tuple[int, str], Position]


def walk(
    case: Case, moments: Iterable[AsOf], chosen: Filter | None = None
) -> Iterator[tuple[AsOf, Diff, tuple[Position, ...]]]:
    """What changed up to each of some moments since the one before, and the positions then.

    The positions are all there are, without rollup, in no order, each with its demand as it was
    when it was last spoken of. The arguments are those of `steps`.
    """
    for step in steps(case, moments, chosen):
        yield step.at, step.diff, tuple(step.state.values())


def steps(case: Case, moments: Iterable[AsOf], chosen: Filter | None = None) -> Iterator[Step]:
    """What changed up to each of some moments since the one before: its cost follows the changes.

    Args:
        case: the negotiation.
        moments: in order of time; the first is compared with a time before everything.
        chosen: which cells to compare, whatever their status; all without it. Of one demand only
            what was said of it, and of what counters it, is read, and the positions are those.
    """
    wanted = (chosen or Filter())._replace(statuses=())
    among = chain_below(case, wanted.demand) if wanted.demand else None
    state, passing = dict[tuple[int, str], Position](), 0
    stretches = pairwise((BEFORE_ALL, *moments))
    reading = (partial(_read, case, *each, among) for each in stretches)
    for end, spoken, through, pairs, after, now, on_table in case.store.together(reading):
        named = [(demand, case.codes[party]) for demand, party in pairs]
        before = by_cell(state.pop(each) for each in named if each in state)
        was = by_cell(state[place] for place in map(_place, now.values()) if place in state)
        state.update({_place(now[cell]): now[cell] for cell in was})
        gone = (*before.values(), *was.values())
        for cell in take_in_settled((before, after), was, now):
            del state[_place(now[cell])]
        kept = tuple(now[cell] for cell in was if cell not in after)
        passing += _count_of(kept, wanted) - _count_of(gone, wanted)
        shown = shown_of(before, after, wanted)
        found = compare(
            {cell: each for cell, each in before.items() if cell in shown},
            {cell: each for cell, each in after.items() if cell in shown},
            mentioned=mentioned_in(case, spoken, through, {**before, **after}),
            on_table=on_table,
            untouched=passing,
        )
        state.update({_place(each): each for each in after.values()})
        passing += _count_of(after.values(), wanted)
        yield Step(end, found, gone, (*kept, *after.values()), state)


class _Stretch(NamedTuple):
    """What is read of the ledger between two moments.

    Attributes:
        end: the later of them.
        spoken: the pairs spoken of; through: with a member of a bloc that was, and the bloc.
        pairs: all that may have changed.
        after: their cells then; now: those that stand above them in their chains.
        on_table: keys of their demands that had been put before.
    """

    end: AsOf
    spoken: list[Pair]
    through: list[tuple[int, int, int]]
    pairs: list[Pair]
    after: dict[Cell, Position]
    now: dict[Cell, Position]
    on_table: list[str]


def _read(case: Case, start: AsOf, end: AsOf, among: Sequence[int] | None) -> _Stretch:
    spoken, through, pairs = touched(case, start, end, among)
    return _Stretch(
        end=end,
        spoken=spoken,
        through=through,
        pairs=pairs,
        after=cells_at(case, pairs, end.moment),
        now=cells_at(case, above(case, pairs), end.moment),
        on_table=put_before(case, start, pairs),
    )


def _place(position: Position) -> tuple[int, str]:
    return position.demand.id, position.party


def _count_of(found: Iterable[Position], wanted: Filter) -> int:
    return sum(1 for each in found if wanted.lets_through(each))
