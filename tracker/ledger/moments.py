"""The two moments of a diff, from how they were typed."""

from datetime import date

from tracker.errors import NotFound
from tracker.ledger.case import Case
from tracker.ledger.refs import AsOf, as_of, held_talks, of_talk


def between(case: Case, first: str | None, second: str | None, *, today: date) -> tuple[AsOf, AsOf]:
    """The two moments of a diff: two refs, a range `A..B`, `A..`, or the last two talks held.

    Raises:
        NotFound: a ref is unknown, or fewer than two talks are held.
    """
    if first and ".." in first and second is None:
        first, _, second = first.partition("..")
        second = second.lstrip(".") or "last"
    if first is None:
        return _last_two(case)
    start = as_of(case, first or "first", today=today)
    return start, as_of(case, second or "last", today=today)


def _last_two(case: Case) -> tuple[AsOf, AsOf]:
    held = held_talks(case)
    if len(held) < 2:
        raise NotFound(
            f"A diff needs two talks, and {len(held)} {'has' if len(held) == 1 else 'have'} "
            "been held. Add talks with: tracker talk add TITLE --date DATE"
        )
    return of_talk(held[-2]), of_talk(held[-1])
