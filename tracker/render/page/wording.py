"""The words of a page: those of the terminal's views, and links to where something is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tracker import words
from tracker.diff import CellChange, Revision
from tracker.ledger.positions import turn_of
from tracker.model import Answer, Position, Status
from tracker.render.changes import direction_of, summary, transition
from tracker.render.history import about
from tracker.render.matrix import MEANING
from tracker.render.said import short_source
from tracker.render.wording import (
    by,
    did,
    direction,
    parties,
    private_words,
    status_words,
    title_words,
)

if TYPE_CHECKING:
    from markupsafe import Markup

    from tracker.ledger.report import Report

_TAGS = {"same": "", "gone": "del", "new": "ins"}


def bdi(text: str | None) -> Markup:
    """A text of the record, whose direction of writing is its own."""
    from markupsafe import Markup

    from tracker.render.text import clean

    return Markup("<bdi>{}</bdi>").format(clean(text or ""))


def worded(before: str | None, after: str | None, *, short: bool = False) -> Markup:
    """A word diff: what is gone struck through, what is new underlined.

    Args:
        before: the older wording.
        after: the newer wording.
        short: whether what stayed the same is cut to a few words beside each change.
    """
    from markupsafe import Markup, escape

    from tracker.render.text import clean

    spans: Sequence[words.Span] = words.diff(before or "", after or "")
    if short:
        spans = words.excerpt(spans)
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(_TAGS[span.op], clean(span.text))
        if _TAGS[span.op]
        else escape(clean(span.text))
        for span in spans
    )


def source_link(source: str, *, short: bool = False) -> Markup:
    """A source, with links where it has addresses of the web.

    Args:
        source: an address, a citation, or several.
        short: whether an address that is all of it is told by its host.
    """
    from markupsafe import Markup, escape

    from tracker.render.text import clean

    whole = _address().fullmatch(source)
    if whole and short:
        return _link(source, short_source(source))
    found, last = Markup(""), 0
    for each in _address().finditer(source):
        found += escape(clean(source[last : each.start()])) + _link(each[0], each[0])
        last = each.end()
    return found + escape(clean(source[last:]))


def _link(address: str, shown: str) -> Markup:
    from markupsafe import Markup

    from tracker.render.text import clean

    link = Markup('<a href="{}" rel="noreferrer noopener">{}</a>')
    return link.format(address, clean(shown))


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")


def standing(position: Position, *, at: bool = False) -> str:
    """A position in words, with its condition: `accepted in part: the hotline`.

    Args:
        position: any.
        at: whether it is said when the answer was given, where it holds for the present wording.
    """
    live = position.live_answer
    condition = f": {live.condition}" if live and live.condition else ""
    when = f" at {since(position)}" if at and position.answer and not position.stale else ""
    private = "; private" if position.private else ""
    return f"{status_words(position._replace(private=False))}{when}{condition}{private}"


def since(position: Position) -> str:
    """The talk or the date of the answer; empty for none."""
    answer = position.answer
    return (answer.talk or answer.date) if answer else ""


def lapsed(revision: Revision) -> str:
    """The answers that a new wording left behind: `was rejected on v1 (NATO)`."""
    found = (f"{each.stale} on v{each.answer.version} ({each.party})"
             for each in revision.lapsed if each.answer)  # fmt: skip
    return ", ".join(found)


def said_with(change: CellChange) -> Answer | None:
    """The answer that a changed cell came to."""
    return change.after.live_answer if change.after else None


def is_private(change: CellChange) -> bool:
    """Whether either side of a change is private."""
    return change.private


def order_of(position: Position) -> int:
    """The turn of a status where positions are sorted by it."""
    return list(Status).index(position.status)


def marks_in_words(marks: Sequence[str]) -> Iterator[str]:
    """What the marks of a cell of the matrix say, but for what its words tell already."""
    return (MEANING[each] for each in marks if each in ("overdue", "deviates"))  # type: ignore[index]


def extent(found: Report) -> str:
    """How much it tells, as `15 demands, 18 positions of 3 parties, 5 talks held` does."""
    return (
        f"{_many(len(found.demands), 'demand')}, {_many(len(found.positions), 'position')} of "
        f"{_many(len(found.parties), 'party', 'parties')}, {_many(len(found.talks), 'talk')} held."
    )


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or f'{one}s'}"


WORDS = {
    "extent": extent,
    "bdi": bdi,
    "worded": worded,
    "source_link": source_link,
    "standing": standing,
    "since": since,
    "lapsed": lapsed,
    "said_with": said_with,
    "is_private": is_private,
    "order_of": order_of,
    "turn_of": turn_of,
    "status_words": status_words,
    "title_words": title_words,
    "direction": direction,
    "direction_of": direction_of,
    "transition": transition,
    "summary": summary,
    "about": about,
    "by": by,
    "did": did,
    "parties": parties,
    "private_words": private_words,
    "marks_in_words": marks_in_words,
    "MEANING": MEANING,
}
"""What templates call."""
