"""All that one page tells of a negotiation, put together from the views that stand alone too.

Nothing is derived here a second time: the positions, the matrix, the timeline, the figures, the
diffs and the histories are those of their own commands.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from tracker.diff import Diff
from tracker.ledger.case import Case
from tracker.ledger.history import History, history
from tracker.ledger.matrix import Matrix, matrix, of_most_answers
from tracker.ledger.positions import Filter, positions
from tracker.ledger.refs import AsOf, held_talks
from tracker.ledger.stats import Stats, moments_of_talks, stats
from tracker.ledger.timeline import Timeline, timeline
from tracker.ledger.walking import walk
from tracker.model import Demand, Headline, Position, Rollup, Talk

MOST_PARTIES = 60
"""The most parties of a matrix on a page: nobody follows more."""


class Step(NamedTuple):
    """What changed from one talk to the next, or to the moment looked at."""

    start: AsOf
    end: AsOf
    diff: Diff


class Report(NamedTuple):
    """What a page tells, as of a moment.

    Attributes:
        positions: the cells that a filter lets through, in the order of their demands.
        demands: the demands of these cells.
        talks: the talks held by then.
        matrix: the same cells; where there are too many parties, of those who answered most.
        beyond: how many parties the matrix leaves out for that.
        stats: the figures; timeline: what happened.
    """

    as_of: AsOf
    chosen: Filter
    positions: tuple[Position, ...]
    demands: tuple[Demand, ...]
    talks: tuple[Talk, ...]
    matrix: Matrix
    beyond: int
    stats: Stats
    timeline: Timeline

    @property
    def headlines(self) -> Counter[Headline]:
        """How many positions stand at each headline."""
        return Counter(each.status.headline for each in self.positions)

    @property
    def rollups(self) -> Counter[Rollup]:
        """Where how many demands stand over their addressees."""
        return Counter({each.demand.id: each.rollup for each in self.positions}.values())

    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of those who answer, as far as the record says."""
        return tuple(dict.fromkeys(each.party for each in self.positions if each.party))


def report(case: Case, as_of: AsOf, chosen: Filter | None = None) -> Report:
    """What a page tells of the cells that a filter lets through, as of a moment."""
    wanted = chosen or Filter()
    found = tuple(positions(case, as_of.moment, wanted))
    whole = matrix(case, as_of.moment, wanted)
    shown = of_most_answers(whole, MOST_PARTIES)
    return Report(
        as_of=as_of,
        chosen=wanted,
        positions=found,
        demands=tuple({each.demand.id: each.demand for each in found}.values()),
        talks=tuple(each for each in held_talks(case) if each.moment <= as_of.moment),
        matrix=shown,
        beyond=len(whole.parties) - len(shown.parties),
        stats=stats(case, as_of, wanted),
        timeline=timeline(case, as_of, wanted),
    )


def steps(case: Case, found: Report) -> Iterator[Step]:
    """What changed between each talk of a report and the next, one after the other."""
    moments = moments_of_talks(case, found.as_of)
    walked = walk(case, moments, found.chosen)
    starts = iter(moments)
    for end, diff, _ in islice(walked, 1, None):
        step = Step(next(starts), end, diff)
        if end is not found.as_of or not diff.empty:
            yield step


def histories(case: Case, found: Report) -> Iterator[History]:
    """The history of each demand of a report, one after the other."""
    return case.store.together(
        partial(history, case, each.key, found.as_of.moment) for each in found.demands
    )
