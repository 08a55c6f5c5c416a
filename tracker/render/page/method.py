"""How a report was made: what it holds for, and what is left out of it."""

from collections.abc import Iterator

from tracker.ledger.positions import Filter
from tracker.ledger.report import MOST_PARTIES, Report
from tracker.render.wording import parties

_PRIVATE = {
    True: "Private moves are included. They are marked as private.",
    False: "Private moves are left out, and so is everything that rests on them.",
}
_DERIVED = (
    "Every position is the latest answer on record to the present wording of a demand. After a "
    "revision an earlier answer no longer holds; silence is never a rejection. Nothing on this "
    "page was typed in: all of it follows from the moves on record."
)


def method(found: Report, *, known: str, private: bool) -> Iterator[tuple[str, str]]:
    """What is said of the making of a report: a heading with a sentence or two each.

    Args:
        found: the report.
        known: up to when it tells what was recorded.
        private: whether private moves are in it.
    """
    yield "As of", _as_of(found)
    yield "Known at", f"What had been recorded in the ledger by {known}; nothing recorded later."
    yield "Which demands", selection(found.chosen) or "All that are on record."
    yield "Private moves", _PRIVATE[private]
    yield "How it is derived", _DERIVED
    yield "Left out", " ".join(_left_out(found))


def _as_of(found: Report) -> str:
    if found.as_of.ref:
        return f"What was true at the end of {found.as_of.label}."
    return "What is true now."


def selection(chosen: Filter) -> str:
    """What a filter lets through: `Only answers of NATO.`; empty for all."""
    named = {
        "answers of": parties(chosen.parties),
        "demands of": parties(chosen.proponents),
        "the issue": chosen.issue,
        "titles and wordings with": chosen.text,
    }
    given = [f"{words} {value}" for words, value in named.items() if value]
    return f"Only {'; only '.join(given)}." if given else ""


def beyond(found: Report) -> str:
    """Which parties the matrix leaves out, and how to have them; empty for none."""
    if not found.beyond:
        return ""
    return (
        f"The matrix shows the {MOST_PARTIES} parties that answered most and leaves out "
        f"{found.beyond} more; “tracker report --party” makes a page of any of them, and "
        "“tracker matrix” has all."
    )


def _left_out(found: Report) -> Iterator[str]:
    yield "Moves that were corrected or struck."
    yield "In the changes, positions that did not change; they are counted."
    yield "In the changes, what stayed the same of a long wording; the histories have all of it."
    if found.beyond:
        yield beyond(found)
