"""The dates by which something is due: those that deferrals named, and those that talks set."""

from collections.abc import Iterable, Iterator

from tracker.ledger.agenda import Item
from tracker.ledger.case import Case
from tracker.model import FuzzyDate, Talk, TalkStatus
from tracker.named import NamedTuple


class Deadline(NamedTuple):
    """One date by which something is due: either of a deferred position or of a talk."""

    date: FuzzyDate
    item: Item | None = None
    talk: Talk | None = None


def deadlines(case: Case, items: Iterable[Item], moment: int) -> Iterator[Deadline]:
    """The until-date of each deferred item, then the deadline of each talk up to a moment.

    A talk that was cancelled has none, nor has a member that takes its bloc's answer.
    """
    from tracker import dates

    for item in items:
        answer = item.position.live_answer
        if item.due and answer and answer.until and not item.position.via:
            yield Deadline(item.due, item=item)
    for talk in case.talks:
        if talk.deadline and talk.moment <= moment and talk.status is not TalkStatus.CANCELLED:
            yield Deadline(dates.stored(talk.deadline), talk=talk)
