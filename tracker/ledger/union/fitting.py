"""What no server can take, since its indexes hold no name that is so long."""

from collections.abc import Iterator

from tracker.errors import Refused
from tracker.ledger.union.facts import DEMAND, ISSUE, Change, Facts
from tracker.ledger.union.history import ALIAS
from tracker.store.store import Store

MOST_BYTES = 2600
"""Of a B-tree of PostgreSQL with pages of 8 kB, which takes 2704 with what is beside a name."""


def must_fit(store: Store, facts: Facts) -> None:
    """See that a server can hold every name in the facts; a file holds any.

    Such were recorded before what is recorded was bounded.

    Raises:
        Refused: one is too long; it is named by what is never private.
    """
    if store.in_file:
        return
    for thing, name in _names(facts):
        size = len(name.encode())
        if size > MOST_BYTES:
            raise Refused(
                f"{thing} is too long for a server: {size:,} bytes, where {MOST_BYTES:,} are the "
                "most. Nothing was recorded there."
            )


def _names(facts: Facts) -> Iterator[tuple[str, str]]:
    """What is found by a name, and that name."""
    for change in facts.changes:
        yield from _names_of(change)
    for label in facts.labels:
        put = f" put by {label.opening[:8]}" if label.opening else ""
        yield f"The key of a demand{put}", label.key
        yield f"The path of the issue of a demand{put}", label.issue or ""


def _names_of(change: Change) -> Iterator[tuple[str, str]]:
    subject = change.subject
    if subject.kind == DEMAND:
        return
    what = "The path of an issue"
    if subject.kind != ISSUE:
        name = subject.name or subject.negotiation
        what = f"The name of the {subject.kind} that begins “{name[:40]}”"
    yield what, subject.name
    yield what, subject.negotiation
    if subject.kind == ISSUE and change.field == "path":
        yield what, change.new or ""
    if change.field.startswith(ALIAS):
        yield f"Another name of the party {subject.name}", change.field.removeprefix(ALIAS)
