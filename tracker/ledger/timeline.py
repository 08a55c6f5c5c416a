"""The timeline: what happened to each cell, talk after talk.

The statuses are those of the positions at each talk, read once where a move touches them; the moves
only tell how it came about.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tracker.diff import NO_LONGER_SETTLED, CellChange, Diff
from tracker.ledger.case import Case
from tracker.ledger.changes import chain_below
from tracker.ledger.positions import Filter, positions
from tracker.ledger.refs import AsOf, held_talks, of_talk
from tracker.ledger.walking import steps
from tracker.model import Manner, Position, Talk, Verb
from tracker.named import NamedTuple
from tracker.store import cells


class Event(StrEnum):
    """What happened to a cell: by the proponent, by the party itself, its bloc, or a chain."""

    DEMANDED = "demanded"
    REVISED = "revised"
    MENDED = "revised editorially"
    REAFFIRMED = "reaffirmed"
    WITHDRAWN = "withdrawn"
    RETABLED = "retabled"
    ANSWERED = "answered"
    NOTED = "noted"
    RESTATED = "restated"
    FOLLOWED = "followed"
    SETTLED = "settled"
    UNSETTLED = "no longer settled"


class Occasion(NamedTuple):
    """A talk, or a day of statements outside any (then without `talk`).

    Attributes:
        moment: its place in time.
        day: its date as it was given.
        talk: the talk.
    """

    moment: int
    day: str
    talk: Talk | None = None


class Happening(NamedTuple):
    """What happened to a cell at one occasion, and where it stood after it.

    Attributes:
        movement: label of the change, `restated` where the party said the same again, else empty.
        private: whether what was done, or what stands after it, is private.
    """

    occasion: Occasion
    position: Position
    events: tuple[Event, ...]
    movement: str
    private: bool


class TimelineRow(NamedTuple):
    """One cell as it stands in the end, with all that happened to it, in order of time.

    Attributes:
        given_way: of a demand put to all, the moment at which it was first answered, so that the
            cells of those who answer stand in place of this one; else None.
    """

    position: Position
    happenings: tuple[Happening, ...]
    given_way: int | None = None


class Timeline(NamedTuple):
    """What happened up to a moment.

    Attributes:
        occasions: the talks from the first happening on, and the days of statements among them.
        rows: the cells, in the order of their demands.
    """

    occasions: tuple[Occasion, ...]
    rows: tuple[TimelineRow, ...]


class _Deed(NamedTuple):
    party: str
    verb: Verb
    manner: Manner | None
    private: bool


_Deeds: TypeAlias = dict[tuple[int, int], list[_Deed]]  # by moment and demand
_Told: TypeAlias = dict[tuple[int, str], list[Happening]]  # by demand and party

_BY_PROPONENT = {
    Verb.DEMAND: Event.DEMANDED,
    Verb.REVISE: Event.REVISED,
    Verb.REAFFIRM: Event.REAFFIRMED,
    Verb.WITHDRAW: Event.WITHDRAWN,
    Verb.RETABLE: Event.RETABLED,
}


def timeline(case: Case, end: AsOf, chosen: Filter | None = None) -> Timeline:
    """What happened to the cells that a filter lets through as of `end`.

    Args:
        case: the negotiation.
        end: the moment up to which it is told.
        chosen: which cells; all without it.
    """
    wanted = chosen or Filter()
    told = _told(case, end, wanted)
    rows = tuple(_rows(case, end, wanted, told))
    return Timeline(tuple(_shown(case, end, rows)), rows)


def _rows(case: Case, end: AsOf, chosen: Filter, told: _Told) -> Iterator[TimelineRow]:
    answered = _first_answers(told)
    above = 0
    for each in positions(case, end.moment, chosen):
        demand = each.demand.id
        put = told.get((demand, ""), []) if demand != above and each.party else []
        above = demand
        if put and chosen.lets_through(put[-1].position):
            yield TimelineRow(put[-1].position, tuple(put), answered[demand])
        yield TimelineRow(each, tuple(told.get((demand, each.party), ())))


def _first_answers(told: _Told) -> dict[int, int]:
    """The moment at which each demand first had the cell of a party."""
    found: dict[int, int] = {}
    for (demand, party), happenings in told.items():
        if party:
            first = happenings[0].occasion.moment
            found[demand] = min(first, found.get(demand, first))
    return found


def _deeds(case: Case, end: AsOf, key: str) -> _Deeds:
    """What was done, by moment and demand; for a key, only with its demand and what counters it."""
    found: _Deeds = {}
    where: dict[str, object] = {"negotiation": case.negotiation.id, "until": end.moment}
    query = "deeds"
    if key:
        query, where["demands"] = "deeds_of_demands", cells.ids(chain_below(case, key))
    for moment, demand, party, verb, manner, private in case.store.each(query, where):
        deed = _Deed(
            case.codes[party or 0], Verb(verb), Manner(manner) if manner else None, bool(private)
        )
        found.setdefault((moment, demand), []).append(deed)
    return found


def _told(case: Case, end: AsOf, chosen: Filter) -> _Told:
    talks = {talk.moment: talk for talk in case.talks}
    deeds = _deeds(case, end, chosen.demand)
    times = _moments(case, end)
    if chosen.demand:  # most moments say nothing of it, and each takes several questions
        times = _eventful(case, times, {moment for moment, _ in deeds})
    moments = [_as_of(case, moment, talks) for moment in times]
    found: _Told = {}
    for step in steps(case, moments, Filter(demand=chosen.demand)):
        occasion = _occasion(case, step.at.moment, talks)
        for happening in _happenings(occasion, step.diff, deeds):
            position = happening.position
            found.setdefault((position.demand.id, position.party), []).append(happening)
    return found


def _moments(case: Case, end: AsOf) -> list[int]:
    """The talks held, and whatever days something else was said on, up to a moment, and that."""
    where = {"negotiation": case.negotiation.id, "until": end.moment}
    spoken = (moment for (moment,) in case.store.each("moments_spoken_at", where))
    return sorted({*spoken, *(each.moment for each in _held(case, end)), end.moment})


def _eventful(case: Case, moments: Sequence[int], spoken: Container[int]) -> list[int]:
    """The moments at which cells may change: somebody spoke of them, or a bloc's members changed.

    What is left out lies between two of them, or before the first; the last is always one.
    """
    found = list[int]()
    before: date | None = None
    for turn, moment in enumerate(moments, 1):
        day = case.day_of(moment)
        if turn == len(moments) or moment in spoken or _has_moved(case, before, day):
            found.append(moment)
        before = day
    return found


def _has_moved(case: Case, before: date | None, day: date | None) -> bool:
    """Whether any membership covers one of two days and not the other, as an unknown day is all."""
    return before != day and any(
        each.covers(before) != each.covers(day) for each in case.memberships
    )


def _held(case: Case, end: AsOf) -> list[Talk]:
    return [talk for talk in held_talks(case) if talk.moment <= end.moment]


def _as_of(case: Case, moment: int, talks: Mapping[int, Talk]) -> AsOf:
    if moment in talks:
        return of_talk(talks[moment])
    day = _occasion(case, moment, talks).day
    return AsOf(moment, day, day)


def _occasion(case: Case, moment: int, talks: Mapping[int, Talk]) -> Occasion:
    talk = talks.get(moment)
    if talk:
        return Occasion(moment, talk.date.text if talk.date.known else "", talk)
    day = case.day_of(moment)
    return Occasion(moment, day.isoformat() if day else "")


def _happenings(occasion: Occasion, diff: Diff, deeds: _Deeds) -> Iterator[Happening]:
    for change in diff.changes:
        if change.after:
            yield _happening(occasion, change.after, change, deeds)
    for position in diff.restated:
        yield _happening(occasion, position, None, deeds)


def _happening(
    occasion: Occasion, position: Position, change: CellChange | None, deeds: _Deeds
) -> Happening:
    done = deeds.get((occasion.moment, position.demand.id), [])
    before = change.before if change else None
    blocs = {each.via for each in (before, position) if each and each.via}
    named = [(_event(deed, position.party, blocs, change), deed.private) for deed in done]
    told = (*(event for event, _ in named if event), *_settlement(change))
    events = tuple(dict.fromkeys(told)) or (Event.FOLLOWED,)
    return Happening(
        occasion=occasion,
        position=position,
        events=events,
        movement=change.movement if change else _unchanged(events),
        private=position.private or any(private for event, private in named if event),
    )


def _event(
    deed: _Deed, party: str, blocs: Iterable[str], change: CellChange | None
) -> Event | None:
    """What a deed was for the cell of a party; None where it does not speak of it."""
    if deed.verb in _BY_PROPONENT:
        return Event.MENDED if deed.manner is Manner.EDITORIAL else _BY_PROPONENT[deed.verb]
    if deed.party != party:
        return Event.FOLLOWED if deed.party in blocs else None
    if deed.verb is Verb.NOTE:
        return Event.NOTED
    return Event.ANSWERED if change else Event.RESTATED


def _settlement(change: CellChange | None) -> Iterator[Event]:
    """That the chain of a cell came to be settled, or is not settled any longer."""
    before = change.before.settled_by if change and change.before else None
    after = change.after.settled_by if change and change.after else None
    if after and after != before:
        yield Event.SETTLED
    elif change and change.movement == NO_LONGER_SETTLED:
        yield Event.UNSETTLED


def _unchanged(events: Iterable[Event]) -> str:
    return "restated" if Event.RESTATED in events else ""


def _shown(case: Case, end: AsOf, rows: Iterable[TimelineRow]) -> Iterator[Occasion]:
    """The occasions to be shown: all talks held, and what else something happened at."""
    talks = {talk.moment: talk for talk in case.talks}
    spoken = {each.occasion.moment for row in rows for each in row.happenings}
    first = min(spoken, default=0)
    held = {talk.moment for talk in _held(case, end) if talk.moment >= first}
    for moment in sorted(spoken | held) if spoken else ():
        yield _occasion(case, moment, talks)
