"""All positions of a moment side by side, to ask what would follow from one more acceptance."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.ledger.blocs import Blocs, blocs_on
from tracker.ledger.case import Case
from tracker.ledger.chains import settling
from tracker.ledger.positions import positions
from tracker.model import Position, Status


class Keys:
    """The keys of some demands, to find those that a text names.

    A search costs what its text is long, however many keys there are.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._turns = {key: turn for turn, key in enumerate(keys)}
        self._lengths = {len(key) for key in self._turns}

    def named_in(self, text: str) -> list[str]:
        """Those that stand in a text, as whole words in the same letters; in their own order."""
        found = set[str]()
        for at in range(len(text)):
            if not text[at - 1 : at].isalnum():
                begun = (text[at : at + length] for length in self._lengths)
                found.update(
                    key
                    for key in begun
                    if key in self._turns and not text[at + len(key) :][:1].isalnum()
                )
        return sorted(found, key=self._turns.__getitem__)


class Board(NamedTuple):
    """The positions of one moment.

    Attributes:
        keys: the keys of its demands.
        answers: the positions on each demand by its key, in the order of the demands.
        counters: for each counter-demand the keys of the demands that it was the answer to.
        blocs: who belongs to which bloc then.
    """

    keys: Keys
    answers: Mapping[str, Sequence[Position]]
    counters: Mapping[str, Sequence[str]]
    blocs: Blocs

    def put_to(self, key: str) -> list[Position]:
        """The positions of those whom a demand asks: its addressees, or all if it names none."""
        named = self.answers[key][0].demand.addressees
        return [each for each in self.answers[key] if not named or each.party in named]

    def is_on_table(self, key: str) -> bool:
        """Whether there is such a demand, and it is not withdrawn."""
        return key in self.answers and self.answers[key][0].status is not Status.WITHDRAWN

    def is_done(self, key: str) -> bool:
        """Whether a demand is agreed or settled with everyone whom it names.

        One that names nobody never is: who else would have to agree is not known.
        """
        named = self.answers[key][0].demand.addressees
        return bool(named) and all(self._is_done_with(each) for each in self.put_to(key))

    def _is_done_with(self, position: Position) -> bool:
        if position.status is Status.COUNTERED:
            return settling(position, self.answers) is not None
        return position.status is Status.ACCEPTED

    def goes_on_with(self, position: Position) -> str | None:
        """Key of the counter-demand that an answer is, while that is on the table."""
        answer = position.live_answer if position.status is Status.COUNTERED else None
        key = answer.counter if answer else None
        return key if key and self.is_on_table(key) else None

    def released_by(self, position: Position) -> tuple[str, ...]:
        """Keys of the demands that would be agreed or settled, were this answer an acceptance."""
        key = position.demand.key
        accepted = {key: self._after(position)}
        then = self._replace(answers=ChainMap(accepted, self.answers))  # type: ignore[arg-type]  # only read
        touched = (key, *self._above(key))
        return tuple(each for each in touched if not self.is_done(each) and then.is_done(each))

    def _after(self, position: Position) -> list[Position]:
        return [
            each._replace(status=Status.ACCEPTED, settled_by=None)
            if each == position or self._follows(each, position.party)
            else each
            for each in self.answers[position.demand.key]
        ]

    def _follows(self, position: Position, bloc: str) -> bool:
        """Whether an answer of a bloc is the position of this party too."""
        if position.via:
            return position.via == bloc
        silent = position.status in (Status.OPEN, Status.NOTED)
        return silent and bloc in self.blocs.all_above(position.party)

    def _above(self, key: str) -> Iterator[str]:
        """The demands that a demand counters, itself or through others, the nearest first."""
        found = [key]
        for each in found:
            above = [up for up in self.counters.get(each, ()) if up not in found]
            found += above
            yield from above


def board_of(case: Case, moment: int) -> Board:
    """The board as of a moment."""
    answers: dict[str, list[Position]] = {}
    counters: dict[str, list[str]] = {}
    for each in positions(case, moment):
        answers.setdefault(each.demand.key, []).append(each)
        counter = each.live_answer.counter if each.live_answer else None
        if counter and each.demand.key not in counters.get(counter, ()):
            counters.setdefault(counter, []).append(each.demand.key)
    return Board(Keys(answers), answers, counters, blocs_on(case, case.day_of(moment)))


def stands_between(position: Position) -> bool:
    """Whether an answer stands between its demand and agreement."""
    accepted = position.status in (Status.ACCEPTED, Status.WITHDRAWN)
    return not (accepted or position.settled_by)
