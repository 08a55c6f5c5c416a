"""The figures of a negotiation: where the answers stand, who moved at which talk, who waits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple, TypeAlias

from tracker.diff import Diff
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.history import Entry, standing_entries
from tracker.ledger.positions import Filter
from tracker.ledger.refs import AsOf
from tracker.ledger.siding import Siding, sidings
from tracker.ledger.walking import Step, steps
from tracker.model import ANSWER_VERBS, Draft, Headline, Position, Verb

COUNTED = (
    Headline.ACCEPTED,
    Headline.QUALIFIED,
    Headline.COUNTERED,
    Headline.DEFERRED,
    Headline.OPEN,
    Headline.REJECTED,
)
"""The headlines that are counted, from agreement to refusal: what is withdrawn is not."""
AWAY = ("hardening", "reversal")
_STANCES = ANSWER_VERBS - {Verb.NOTE}


class Pair(NamedTuple):
    """Who put a demand, and who answers it; empty for unknown, and for all."""

    proponent: str
    party: str


Counts: TypeAlias = Mapping[Pair, Counter[Headline]]


class Stage(NamedTuple):
    """Where the answers stood at the end of a talk, and who had moved since the one before.

    Attributes:
        talk: its ref; for what was said after the last one, the moment looked at, or `now`.
        counts: how many positions stood at each headline.
        towards: how many answers had become warmer.
        away: how many had become colder.
        settled: how many of the positions were settled by their counter-demands.
        private: whose counts have private positions among them.
        moved_privately: of whom a move from or to a private position is counted.
    """

    talk: str
    counts: Counts
    towards: Counter[Pair]
    away: Counter[Pair]
    settled: Counter[Pair]
    private: frozenset[Pair]
    moved_privately: frozenset[Pair]


class Stats(NamedTuple):
    """The figures as of a moment.

    Attributes:
        stages: one for each talk held by then, and one more where something was said after it.
        waits: the days from a wording to the first answer to it, of every answer that can be
            dated to the day.
        sidings: who answered alike.
        private: how many of the positions counted rest on private moves.
        waited_privately: whose days are those of private answers or wordings too.
    """

    stages: tuple[Stage, ...]
    waits: Mapping[Pair, Sequence[int]]
    sidings: tuple[Siding, ...]
    private: int = 0
    waited_privately: frozenset[Pair] = frozenset()

    @property
    def counts(self) -> Counts:
        """Where the answers stand as of the moment."""
        return self.stages[-1].counts if self.stages else {}

    @property
    def settled(self) -> Counter[Pair]:
        """How many of the answers are settled by their counter-demands as of the moment."""
        return self.stages[-1].settled if self.stages else Counter()

    @property
    def towards(self) -> Counter[Pair]:
        """How many answers became warmer at all talks together."""
        return sum((each.towards for each in self.stages), Counter[Pair]())

    @property
    def away(self) -> Counter[Pair]:
        """How many answers became colder at all talks together."""
        return sum((each.away for each in self.stages), Counter[Pair]())


def stats(case: Case, as_of: AsOf, chosen: Filter | None = None) -> Stats:
    """The figures of the positions that a filter lets through, as of a moment."""
    wanted = chosen or Filter()
    stages, tally = [], _Tally(wanted)
    for step in steps(case, moments_of_talks(case, as_of)):
        tally.take(step)
        if step.at is not as_of or not step.diff.empty:
            stages.append(tally.stage(step.at.ref or "now", step.diff))
    shown = tally.shown
    waits = _waits(case, shown, as_of.moment)
    return Stats(
        stages=tuple(stages),
        waits={pair: [each.days for each in found] for pair, found in waits.items()},
        waited_privately=frozenset(
            pair for pair, found in waits.items() if any(each.private for each in found)
        ),
        sidings=tuple(sidings(shown)),
        private=sum(each.private for each in shown),
    )


def moments_of_talks(case: Case, as_of: AsOf) -> list[AsOf]:
    """The end of each talk held by then, and the moment itself where it lies after them."""
    held = [refs.of_talk(each) for each in refs.held_talks(case) if each.moment <= as_of.moment]
    last = held[-1].moment if held else -1
    return [*held, as_of] if as_of.moment > last else held


class _Tally:
    """The counts of the positions that a filter lets through, kept up from talk to talk."""

    def __init__(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._counts: dict[Pair, Counter[Headline]] = {}
        self._settled, self._private = Counter[Pair](), Counter[Pair]()
        self._state: Mapping[tuple[int, str], Position] = {}

    def take(self, step: Step) -> None:
        """Count what one step changed."""
        self._state = step.state
        touched: dict[Pair, Counter[Headline]] = {}
        for found, turn in ((step.gone, -1), (step.came, 1)):
            for each in filter(self._wanted.lets_through, found):
                pair, headline = pair_of(each), each.status.headline
                self._settled[pair] += turn * bool(each.settled_by)
                self._private[pair] += turn * each.private
                if headline in COUNTED:
                    touched.setdefault(pair, Counter())[headline] += turn
        for pair, change in touched.items():
            # Made anew, not changed: the stages before hold what there was.
            counted = Counter(self._counts.get(pair, ()))
            counted.update(change)
            self._counts[pair] = +counted

    def stage(self, talk: str, found: Diff) -> Stage:
        """Where the answers stand now, and who had moved in `found`."""
        towards, away = Counter[Pair](), Counter[Pair]()
        privately = set[Pair]()
        for change in found.changes:
            if self._wanted.lets_through(change.position):
                pair = pair_of(change.position)
                warmer, colder = change.movement == "towards", change.movement in AWAY
                towards[pair] += warmer
                away[pair] += colder
                if change.private and (warmer or colder):
                    privately.add(pair)
        return Stage(
            talk=talk,
            counts={pair: each for pair, each in self._counts.items() if each},
            towards=+towards,
            away=+away,
            settled=+self._settled,
            private=frozenset(+self._private),
            moved_privately=frozenset(privately),
        )

    @property
    def shown(self) -> list[Position]:
        """The positions that are let through."""
        return [each for each in self._state.values() if self._wanted.lets_through(each)]


def pair_of(position: Position) -> Pair:
    """Who put the demand of a position, co-sponsors left aside, and whose answer it is."""
    return Pair(position.demand.proponent or "", position.party)


class _Wait(NamedTuple):
    days: int
    private: bool


def _waits(case: Case, shown: Iterable[Position], moment: int) -> dict[Pair, list[_Wait]]:
    by_demand: dict[int, list[Position]] = {}
    for each in shown:
        by_demand.setdefault(each.demand.id, []).append(each)
    waits: dict[Pair, list[_Wait]] = {}
    demands = sorted(by_demand)
    reading = (partial(standing_entries, case, demand, moment) for demand in demands)
    for demand, entries in zip(demands, case.store.together(reading), strict=True):
        pairs = {each.party: pair_of(each) for each in by_demand[demand]}
        for party, wait in _first_answers(case, entries):
            if party in pairs:
                waits.setdefault(pairs[party], []).append(wait)
    return waits


def _first_answers(case: Case, entries: Iterable[Entry]) -> Iterator[tuple[str, _Wait]]:
    """The days that each party took for its first answer to each wording.

    What is not dated to the day, and what answers a wording nobody reported, has none.
    """
    worded: dict[int, tuple[date | None, bool]] = {}
    answered = set[tuple[str, int]]()
    for move, version, *_ in entries:
        said, day = move.said, _day(case, move.said)
        began, private = worded.setdefault(version, (day if version else None, said.private))
        if said.verb in _STANCES and (said.party, version) not in answered:
            answered.add((said.party, version))
            if began and day:
                yield said.party, _Wait((day - began).days, private or said.private)


def _day(case: Case, said: Draft) -> date | None:
    """The one day that the date of a move or its talk means, if it does."""
    when = case.talks_by_ref[said.talk].date if said.talk else said.date
    return when.earliest if when and when.earliest == when.latest else None


def median(values: Sequence[int]) -> int | float:
    """The value in the middle, or halfway between the two there."""
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    middle = (low + high) / 2
    return int(middle) if middle.is_integer() else middle
