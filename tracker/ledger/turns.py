"""The order of talks: their turns, their places in time, and the moves that follow them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.ledger.case import DAY, Case, moment_of
from tracker.ledger.edits import keep, within
from tracker.ledger.stamp import Stamp
from tracker.model import FuzzyDate, Talk


def place(when: FuzzyDate, seq: int, before: int) -> int:
    """The place in time of a talk with a date and a turn; an undated one follows another's place.

    Args:
        when: its date.
        seq: its turn.
        before: the place of the talk whose turn is before it, 0 where there is none.
    """
    day = when.earliest or when.latest
    return moment_of(day, seq) if day else before // DAY * DAY + seq


def before(talks: Iterable[Talk], seq: int) -> int:
    """The place in time of the talk whose turn is the last before `seq`."""
    earlier = (each for each in talks if each.seq < seq)
    found = max(earlier, key=lambda each: each.seq, default=None)
    return found.moment if found else 0


def places(talks: Iterable[Talk]) -> dict[int, int]:
    """The place in time of each talk, by its id, from its date and its turn."""
    found: dict[int, int] = {}
    last = 0
    for talk in sorted(talks, key=lambda each: each.seq):
        last = found[talk.id] = place(talk.date, talk.seq, last)
    return found


def settle(case: Case, stamp: Stamp, turns: Mapping[int, int] | None = None) -> None:
    """Put each talk in its place in time, and its moves with it.

    Args:
        case: the negotiation.
        stamp: who changes them, and when.
        turns: for talks by their ids, the turns they are to have from now on.
    """
    for talk in case.talks:
        if turns and turns[talk.id] != talk.seq:
            case.store.write("talk_set_seq", {"id": talk.id, "value": turns[talk.id]})
    talks = [talk._replace(seq=turns[talk.id]) for talk in case.talks] if turns else case.talks
    wanted = places(talks)
    astray = [talk for talk in talks if talk.moment != wanted[talk.id]]
    for talk in astray:  # two talks may change places
        case.store.write("talk_set_moment", {"id": talk.id, "value": -talk.id})
    for talk in astray:
        _put(case, talk, wanted[talk.id], stamp)
    case.forget_talks()


def _put(case: Case, talk: Talk, moment: int, stamp: Stamp) -> None:
    case.store.write("talk_set_moment", {"id": talk.id, "value": moment})
    case.store.write("talk_moment_update", {"talk": talk.id, "moment": moment})
    if talk.moment < 0:  # it has had no place yet
        return
    subject = within(case, "talk", talk.ref, talk.id)
    keep(case.store, subject, "moment", (str(talk.moment), str(moment)), stamp)
