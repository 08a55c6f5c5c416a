"""Where a negotiation stands: counts, the last change, and what is owed by whom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from tracker.diff import Diff
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.changes import changes
from tracker.ledger.positions import owed_by, positions
from tracker.ledger.refs import AsOf
from tracker.model import Headline, Position, Talk, TalkStatus
from tracker.named import NamedTuple


class Overview(NamedTuple):
    """What `status` shows.

    Attributes:
        counts: how many cells stand at each headline.
        compared: the last two talks held, where there are two; diff: what changed between them.
        owed: for each party whose move is awaited, the cells it is awaited on.
        contested: cells with two answers on record for one talk.
        rulings: for a demand and party among them, the command that lets one of them stand.
        next_talk: the next scheduled one; of a past moment the one that followed it.
        overdue: talks still marked as scheduled although their day has passed.
        private: how many cells at each headline rest on private moves.
    """

    as_of: AsOf
    counts: dict[Headline, int]
    owed: dict[str, list[Position]]
    contested: list[Position]
    compared: tuple[AsOf, AsOf] | None = None
    diff: Diff | None = None
    last_talk: Talk | None = None
    next_talk: Talk | None = None
    overdue: Sequence[Talk] = ()
    private: Mapping[Headline, int] = MappingProxyType({})
    rulings: Mapping[tuple[str, str], str] = MappingProxyType({})


def overview(case: Case, as_of: AsOf, *, today: date, rulings: bool = True) -> Overview:
    """Where the negotiation stands as of a moment.

    Args:
        case: the negotiation.
        as_of: the moment.
        today: the day by which a scheduled talk is overdue.
        rulings: whether to tell how each contested cell is settled.
    """
    counts: Counter[Headline] = Counter()
    owed: dict[str, list[Position]] = {}
    private: Counter[Headline] = Counter()
    contested = []
    for each in positions(case, as_of.moment):
        counts[each.status.headline] += 1
        private[each.status.headline] += each.private
        if each.contested:
            contested.append(each)
        party = owed_by(each)
        if party:
            owed.setdefault(party, []).append(each)
    held = [talk for talk in refs.held_talks(case) if talk.moment <= as_of.moment]
    compared = (refs.of_talk(held[-2]), refs.of_talk(held[-1])) if len(held) > 1 else None
    return Overview(
        as_of=as_of,
        counts=dict(counts),
        owed=owed,
        contested=contested,
        compared=compared,
        diff=changes(case, *compared) if compared else None,
        last_talk=held[-1] if held else None,
        next_talk=_next_talk(case, as_of, today),
        overdue=[
            talk
            for talk in case.talks
            if is_overdue(talk, today) and (not as_of.ref or talk.moment <= as_of.moment)
        ],
        private=+private,
        rulings=_rulings(case, contested) if rulings and contested else {},
    )


def _rulings(case: Case, contested: Sequence[Position]) -> dict[tuple[str, str], str]:
    """The command that settles each of some contested cells, but for those a bloc answered."""
    from tracker.ledger.contests import contests, ruling

    demands = dict.fromkeys(each.demand.id for each in contested)
    shown = {each.answer.move for each in contested if each.answer}
    found = contests(case, list(demands))
    return {
        (each.demand, each.party): ruling([one.id[:8] for one in each.accounts])
        for each in found
        if shown & {one.id for one in each.accounts}
    }


def _next_talk(case: Case, as_of: AsOf, today: date) -> Talk | None:
    if not as_of.ref:
        return next((talk for talk in case.talks if _is_ahead(talk, today)), None)
    later = (talk for talk in case.talks if talk.moment > as_of.moment)
    return next((talk for talk in later if talk.status is not TalkStatus.CANCELLED), None)


def _is_ahead(talk: Talk, today: date) -> bool:
    return talk.status is TalkStatus.SCHEDULED and not is_overdue(talk, today)


def is_overdue(talk: Talk, today: date) -> bool:
    """Whether a talk is still marked as scheduled although its day has passed."""
    scheduled = talk.status is TalkStatus.SCHEDULED
    return scheduled and talk.date.latest is not None and talk.date.latest < today
