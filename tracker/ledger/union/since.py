"""What arrived in a database since a time, or after a move."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from tracker import dates
from tracker.errors import DateError, NotFound
from tracker.ledger.moves import SHORTEST_ID
from tracker.ledger.union.telling import Span
from tracker.store.store import Store

_TO_THE_SECOND = re.compile(r"T\d\d:\d\d:\d\d", re.ASCII | re.IGNORECASE)
_MOVE = re.compile(rf"[0-9a-f]{{{SHORTEST_ID},32}}", re.ASCII | re.IGNORECASE)


def span_of(store: Store, since: str, now: datetime) -> Span:
    """What arrived since a date or a time, or after a move.

    Args:
        store: the database.
        since: `2026-01-15` (from its first minute where the person is), `2026-01-15T12:00Z`,
            `yesterday`, or the beginning of a move's id.
        now: the present time where the person is.

    Raises:
        DateError: it is neither.
        NotFound: there is no such move.
    """
    if _MOVE.fullmatch(since):
        return _after_move(store, since.casefold())
    row = store.one("command_by_time", {"at": _stamp(since, now)})
    return Span(*row) if row else Span()


def _after_move(store: Store, begun: str) -> Span:
    rows = store.all("moves_named", {"prefix": begun, "beyond": f"{begun}g"})
    if len(rows) != 1:
        many = "There is no move" if not rows else "Several moves begin with"
        raise NotFound(f"{many} {begun}; see: tracker log")
    (nr,) = rows[0]
    row = store.one("command_before_move", {"nr": nr})
    return Span(nr, row[0] if row else 0)


def _stamp(since: str, now: datetime) -> str:
    """The last moment before what is meant, as the record writes times."""
    if "T" in since.upper() or ":" in since:
        return _before(dates.parse_timestamp(since), since)
    try:
        found = dates.parse(since, today=now.astimezone().date())
    except DateError as reason:
        raise DateError(
            f"{reason} Or name a move, by {SHORTEST_ID} or more characters of its id."
        ) from None
    if found.earliest is None:
        raise DateError(f"“{since}” has no first day to begin at.")
    begins = datetime.combine(found.earliest, time(), now.astimezone().tzinfo).astimezone(UTC)
    return f"{begins.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _before(last: str, since: str) -> str:
    """The last moment before a time, of which the last moment is known."""
    if "." in since:
        return last
    end = datetime.fromisoformat(last)
    begins = end.replace(microsecond=0, second=end.second if _TO_THE_SECOND.search(since) else 0)
    return f"{(begins - timedelta(microseconds=1)).replace(tzinfo=None).isoformat()}Z"
