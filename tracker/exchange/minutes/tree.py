"""What minutes say, as data: one item a line, every ref with its place in the text."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from tracker.model import FuzzyDate, Kind, Manner, TalkForm, TalkStatus, Verb


class Fault(NamedTuple):
    """Something wrong with one place of the minutes.

    Attributes:
        line: number of the line, from 1.
        column: where in it the place begins, in characters, from 1.
        length: how many characters it is long.
        reason: what is wrong, and what would be right.
    """

    line: int
    column: int
    length: int
    reason: str


class Ref(NamedTuple):
    """The name of a party, talk or demand as it was written, and where."""

    text: str
    line: int
    column: int
    length: int

    def fault(self, reason: str) -> Fault:
        """Something wrong with it."""
        return Fault(self.line, self.column, self.length, reason)


class Misread(Exception):
    """A line that cannot be taken, for the reasons of its faults; without any, for earlier ones."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(fault.reason for fault in faults))
        self.faults = faults


class PartyLine(NamedTuple):
    """`party NATO North Atlantic Treaty Organization`: a party, added where there is none."""

    code: Ref
    name: str


class TalkLine(NamedTuple):
    """`talk T3 2022-01-12 NATO–Russia Council, Brussels`: the talk of the moves below it."""

    place: Ref
    ref: Ref | None = None
    date: FuzzyDate | None = None
    title: str = ""
    venue: str = ""
    form: TalkForm | None = None
    status: TalkStatus | None = None
    track: str = ""
    deadline: str | None = None


class OnLine(NamedTuple):
    """`on 2022-01-13`: the date of the moves below it, which were made outside any talk.

    None where it could not be read, as a talk line without ref and date.
    """

    date: FuzzyDate | None


class DemandLine(NamedTuple):
    """`demand RU-7 of RU to NATO`: a demand whose wording the minutes do not give."""

    key: Ref
    kind: Kind
    by: tuple[Ref, ...] = ()
    to: tuple[Ref, ...] = ()
    issue: str = ""
    title: str = ""


class MoveLine(NamedTuple):
    """One line of who did what; it becomes one move for each party and demand.

    Attributes:
        place: the whole head of the line.
        objects: the demands it speaks of; of a new demand, none.
        to: whom a new demand is put to; key: the key it is given.
        counter: the demand that serves as counter-demand; wording_unknown: there is one, but
            nobody reported its wording.
        date: its own date, where it has one besides its talk.
        label: what lines below call this move; corrects: the label of the move it replaces.
        is_faulty: whether it lacks what it needs, so that only its refs are looked up.
    """

    place: Ref
    verb: Verb
    parties: tuple[Ref, ...]
    objects: tuple[Ref, ...] = ()
    manner: Manner | None = None
    ad_referendum: bool = False
    kind: Kind | None = None
    to: tuple[Ref, ...] = ()
    key: Ref | None = None
    issue: str = ""
    title: str = ""
    text: str | None = None
    condition: str | None = None
    until: str | None = None
    counter: Ref | None = None
    wording_unknown: bool = False
    quote: str | None = None
    speaker: str | None = None
    source: str | None = None
    note: str | None = None
    private: bool = False
    date: FuzzyDate | None = None
    label: str = ""
    corrects: Ref | None = None
    is_faulty: bool = False

    @property
    def makes_demand(self) -> bool:
        """Whether it puts a demand on the table, be it to counter another."""
        if self.verb is Verb.COUNTER:
            return not self.counter and not self.wording_unknown
        return self.verb is Verb.DEMAND


Item: TypeAlias = PartyLine | TalkLine | OnLine | DemandLine | MoveLine


class Minutes(NamedTuple):
    """Minutes as they were read.

    Attributes:
        items: what could be read of them, in order.
        faults: everything that could not, in order.
        lost: the lines that could not be read, which may have made what others speak of.
    """

    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    lost: tuple[str, ...] = ()


_FURTHEST = 4


def nearest(word: str, known: Iterable[str], cutoff: float) -> str | None:
    """The word known that is nearest to this one, None where none is near."""
    folded = word.casefold()
    letters = set(folded)
    choices = {
        each.casefold(): each
        for each in known
        if abs(len(each) - len(word)) <= _FURTHEST
        and 2 * len(letters & set(each.casefold())) >= len(letters)
    }
    if not choices:
        return None
    from difflib import get_close_matches

    found = get_close_matches(folded, list(choices), n=1, cutoff=cutoff)
    return choices[found[0]] if found else None


def near(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """`; did you mean “rejects”?`, where one of the words known is near to this one, else empty."""
    found = nearest(word, known, cutoff)
    return f"; did you mean “{found}”?" if found else ""
