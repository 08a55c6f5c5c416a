"""What is still to be settled: by whom it is owed, since when, and how urgent it is.

The rules are those of docs/data-model.md, "Agenda".
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from tracker.ledger.case import Case, day_of
from tracker.ledger.positions import Filter, is_live_end, owed_by, positions
from tracker.model import FuzzyDate, Position, Status
from tracker.named import NamedTuple


class Why(StrEnum):
    """Why a position is on the agenda; several may hold."""

    OVERDUE = "overdue"
    CONTESTED = "contested"
    UNANSWERED = "unanswered"
    STALE = "stale"
    DEFERRED = "deferred"
    ASKED = "asked"
    COUNTERED = "countered"
    CONDITIONAL = "conditional"


_OF_STATUS = {
    Status.OPEN: Why.UNANSWERED,
    Status.NOTED: Why.UNANSWERED,
    Status.DEFERRED: Why.DEFERRED,
    Status.ASKED: Why.ASKED,
    Status.COUNTERED: Why.COUNTERED,
    Status.IF: Why.CONDITIONAL,
}


class Since(NamedTuple):
    """When something was said.

    Attributes:
        talk: ref of the talk; None outside any.
        when: the date as it was given; empty where nobody knows.
        day: the first day that may be meant.
    """

    talk: str | None = None
    when: str = ""
    day: date | None = None


class Item(NamedTuple):
    """One position that is still to be settled.

    Attributes:
        why: the reasons, in the order of `Why`.
        owes: code of the party whose move is wanted; empty where nobody in particular.
        owed: codes of those who wait for it.
        since: when its wording was put, or the answer that leaves it unsettled was given.
        days: from then to the day looked at; None where either is unknown.
        due: by when the move was announced or wanted.
    """

    position: Position
    why: tuple[Why, ...]
    owes: str
    owed: tuple[str, ...]
    since: Since
    days: int | None
    due: FuzzyDate | None

    @property
    def overdue(self) -> bool:
        """Whether its date has passed."""
        return Why.OVERDUE in self.why


class Sides(NamedTuple):
    """The agenda as one party sees it."""

    ours: Sequence[Item]
    theirs: Sequence[Item]


def agenda(case: Case, moment: int, chosen: Filter | None = None) -> list[Item]:
    """What is to be settled as of a moment: by party, what is overdue first, then the oldest."""
    return agenda_of(case, positions(case, moment, chosen), moment)


def agenda_of(case: Case, found: Iterable[Position], moment: int) -> list[Item]:
    """What some positions as of a moment leave to be settled, in the same order."""
    today = case.day_of(moment)
    items = (_item(case, each, today) for each in found)
    turns = {code: turn for turn, code in enumerate(case.parties)}

    def urgency(item: Item) -> tuple[object, ...]:
        due = item.due.latest if item.due and item.overdue else None
        began = item.since.day or date.max
        turn = turns.get(item.owes, len(turns))
        return (turn, due is None, due or date.max, began, item.position.demand.id)

    return sorted((each for each in items if each), key=urgency)


def sides(items: Iterable[Item], party: str) -> Sides:
    """What a party owes, and what it is owed."""
    every = list(items)
    ours = [each for each in every if each.owes == party]
    return Sides(ours, [each for each in every if party in each.owed and each.owes != party])


def _item(case: Case, position: Position, today: date | None) -> Item | None:
    why = _reasons(position)
    if not why:
        return None
    since = _since(case, position)
    due = _due(case, position, since)
    if due and due.latest and today and due.latest < today:
        why = (Why.OVERDUE, *why)
    owes = _owes(position)
    days = max(0, (today - since.day).days) if today and since.day else None
    return Item(position, why, owes, _owed(position, owes), since, days, due)


def _reasons(position: Position) -> tuple[Why, ...]:
    """Why a position is not settled, its date aside; empty where it is."""
    why = [Why.CONTESTED] if position.contested else []
    reason = _OF_STATUS.get(position.status)
    if reason and not position.settled_by and is_live_end(position):
        why.append(reason)
    if position.stale and reason:
        why.append(Why.STALE)
    return tuple(why)


def _owes(position: Position) -> str:
    """Who is to move: to say what holds, to meet the condition, or whoever owes the next move."""
    if position.contested:
        return position.via or position.party
    if position.status is Status.IF:
        return position.demand.proponent or ""
    return owed_by(position)


def _owed(position: Position, owes: str) -> tuple[str, ...]:
    demand = position.demand
    proponents = ((demand.proponent,) if demand.proponent else ()) + demand.sponsors
    answers = position.via or position.party
    if owes in proponents or (not proponents and owes != answers):
        return (answers,) if answers else ()
    return proponents


def _since(case: Case, position: Position) -> Since:
    answer = position.live_answer
    if answer and (position.status is not Status.NOTED or not position.put):
        talk = case.talks_by_ref[answer.talk] if answer.talk else None
        when = talk.date if talk else _read(answer.date)
        return Since(answer.talk, answer.date, when.earliest or when.latest)
    return _put(case, position.put) if position.put else Since()


def _put(case: Case, moment: int) -> Since:
    """When a wording was put: a talk has its place in time for itself."""
    talk = next((each for each in case.talks if each.moment == moment), None)
    if talk:
        return Since(talk.ref, talk.date.text, talk.date.earliest or talk.date.latest)
    day = day_of(moment)
    return Since(None, day.isoformat() if day else "", day)


def _due(case: Case, position: Position, since: Since) -> FuzzyDate | None:
    """The date a deferral named, else by when its talk wanted answers, where one is awaited."""
    answer = position.live_answer
    if position.contested or position.status is Status.IF:
        return None
    if answer and answer.until:
        return _read(answer.until)
    deadline = case.talks_by_ref[since.talk].deadline if since.talk else None
    return _read(deadline) if deadline else None


def _read(text: str) -> FuzzyDate:
    from tracker import dates

    return dates.stored(text)
