"""The ledger, or one talk of it, as minutes that read back to the same moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tracker.exchange.minutes import writing
from tracker.exchange.minutes.characters import is_plain
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.docket import Docket, first_words
from tracker.ledger.history import LogFilter, log
from tracker.ledger.known import Known
from tracker.ledger.moves import SHORTEST_ID, move_of, moves_in_order
from tracker.model import Demand, Draft, Kind, Move, Talk, Verb

PRIVATE_INCLUDED = "# Private moves are included."
FROM_BEFORE = "# On the table from other talks:"


def lines(case: Case, talk: Talk | None, *, private: bool) -> Iterator[str]:
    """The lines of minutes.

    Args:
        case: the negotiation, private moves hidden unless `private`.
        talk: of this talk what stands of it; None for the whole ledger in the order of
            recording, with what was corrected and struck.
        private: whether private moves are among them.
    """
    found = moves_in_order(case) if talk is None else _standing(case, talk)
    moves = [move for move in found if private or not move.said.private]
    writer = _Writer(case, moves, whole=talk is None, private=private)
    body = list(writer.body(talk))
    if private:
        yield PRIVATE_INCLUDED
    for code in sorted(writer.named, key=lambda code: case.parties[code].id):
        yield from writing.party_lines(case.parties[code])
    yield from body if writer.named or private else body[1:]


def _standing(case: Case, talk: Talk) -> Iterable[Move]:
    return sorted(log(case, LogFilter(talk=talk.ref)), key=lambda move: (move.moment, move.rank))


class _Writer:
    """Writes some moves in order, each demand said to exist before it is spoken of.

    Attributes:
        named: codes of the parties that what was written names.
    """

    def __init__(self, case: Case, moves: Sequence[Move], *, whole: bool, private: bool) -> None:
        self.case = case
        self.docket = Docket(case)
        self.shows_all = private or not _any_private(case)
        self.moves = moves
        self.labels = _labels(moves) if whole else {}
        self.named: set[str] = set()
        self._met: set[str] = set()
        self._given: set[str] = set()
        self._put: dict[str, Draft] = {}
        for move in moves:
            if move.said.verb is Verb.DEMAND:
                self._put.setdefault(move.said.demand, move.said)
        self._whole = whole

    def body(self, talk: Talk | None) -> Iterator[str]:
        """The lines of all moves, below those of their talks and dates."""
        if talk is not None and not self.moves:
            yield ""
            yield from writing.talk_lines(talk)
        for (ref, day), block in groupby(self.moves, key=_when):
            yield from self._begin(self.case.talks_by_ref[ref] if ref else None, day)
            yield from self._block(list(block))
        if self._whole:
            for each in self._talks_before(None):
                yield ""
                yield from writing.talk_lines(each)

    def _begin(self, talk: Talk | None, day: str | None) -> Iterator[str]:
        if talk is None:
            yield from ("", f"on {day}")
            return
        for each in self._talks_before(talk) if self._whole else ():
            yield ""
            yield from writing.talk_lines(each)
            self._given.add(each.ref)
        yield ""
        if talk.ref in self._given:
            yield writing.talk_again(talk)
        else:
            yield from writing.talk_lines(talk)
        self._given.add(talk.ref)

    def _talks_before(self, talk: Talk | None) -> list[Talk]:
        """The talks that were added before this one and have not been written yet."""
        every = sorted(self.case.talks, key=lambda each: each.seq)
        return [
            each
            for each in every
            if each.ref not in self._given and (talk is None or each.seq < talk.seq)
        ]

    def _block(self, moves: Sequence[Move]) -> Iterator[str]:
        source = _common_source(moves)
        if source:
            yield f"source {source}"
        yield ""
        if not self._whole:
            yield from self._from_before(moves)
        for move in moves:
            if move.said.verb is Verb.STRIKE and move.said.corrects not in self.labels:
                continue
            yield from self._unworded(move.said)
            yield from writing.move_lines(move.said, self._beside(move, source))
            self.named |= {*move.said.parties, *move.said.to}
            self._met.add(move.said.demand)

    def _from_before(self, moves: Sequence[Move]) -> Iterator[str]:
        """The demands of one talk that other talks made, in one place."""
        before: list[str] = []
        for move in moves:
            before += self._unworded(move.said)
            self._met.add(move.said.demand)
        if before:
            yield from (FROM_BEFORE, *before, "")

    def _beside(self, move: Move, source: str | None) -> writing.Beside:
        said, title, issue = move.said, "", ""
        if said.verb is Verb.DEMAND and self._shows_labels(said.demand):
            demand = self._known(said.demand).demand
            title = "" if demand.title == first_words(said.text or "") else demand.title
            issue = demand.issue
        return writing.Beside(
            title=title,
            issue=issue,
            label=self.labels.get(move.id, ""),
            strikes=self.labels.get(said.corrects or "", ""),
            source=source,
        )

    def _unworded(self, said: Draft) -> Iterator[str]:
        """The demands that a move speaks of before the moves that make them, if any do."""
        spoken_of = [] if said.verb is Verb.DEMAND else [said.demand]
        for key in [*spoken_of, *([said.counter] if said.counter else [])]:
            if key not in self._met:
                self._met.add(key)
                yield from self._declared(key)

    def _declared(self, key: str) -> Iterator[str]:
        demand = self._known(key).demand
        later = self._put.get(key)
        if not self._shows_labels(key):
            hidden = _bare(demand)._replace(kind=Kind.DEMAND)
            yield from writing.demand_lines(hidden, by=False, to=())
            return
        to = tuple(code for code in demand.addressees if not later or code not in later.to)
        self.named |= {*to, *(() if later or not demand.proponent else (demand.proponent,))}
        self.named |= set() if later else {*demand.sponsors}
        shown = _bare(demand) if later else demand
        yield from writing.demand_lines(shown, by=not later, to=to)

    def _shows_labels(self, key: str) -> bool:
        """Whether the labels of a demand may be shown: not where it was put privately."""
        if self.shows_all:
            return True
        where = {"demand": self._known(key).demand.id, "moment": END_OF_TIME}
        moves = (move_of(self.case, row) for row in self.case.store.all("moves_of_demand", where))
        return not any(move.said.private and move.said.verb is Verb.DEMAND for move in moves)

    def _known(self, key: str) -> Known:
        known = self.docket.known(key)
        assert known is not None, key
        return known


def _any_private(case: Case) -> bool:
    row = case.store.one("any_private")
    return row is not None and bool(row[0])


def _bare(demand: Demand) -> Demand:
    return demand._replace(title="", issue="")


def _when(move: Move) -> tuple[str | None, str | None]:
    said = move.said
    return said.talk, said.date.text if said.date and not said.talk else None


def _labels(moves: Sequence[Move]) -> dict[str, str]:
    """A label for each move that another of them corrects or strikes: the first of its id."""
    there = {move.id for move in moves}
    targets = [move.said.corrects for move in moves if move.said.corrects in there]
    ids = sorted({each for each in targets if each})
    length = SHORTEST_ID
    while len({each[:length] for each in ids}) < len(ids):
        length += 1
    return {each: each[:length] for each in ids}


def _common_source(moves: Sequence[Move]) -> str | None:
    """The source that most of the moves have, where it can stand above them."""
    (source, count), *_ = Counter(move.said.source for move in moves).most_common(1)
    if source is None or count < 2 or 2 * count <= len(moves) or not is_plain(source):
        return None
    return source
