"""A bundle as text: a header, a line for each fact, and the checksum of all of it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from tracker.exchange.bundles.lines import line_of, written
from tracker.ledger.stamp import Stamp
from tracker.ledger.union.telling import Teller

FORM, SOURCED_FORM = 1, 2
"""The form of a bundle, and that of one with texts of sources, which the first readers refuse."""


class Heading(NamedTuple):
    """What the first line of a bundle says of it, beside its size.

    Attributes:
        since: from when on it tells, as it was asked for; None where it tells all.
        negotiation: the name of the only one it tells of; None where it tells of all.
    """

    made: Stamp
    since: str | None = None
    negotiation: str | None = None


def text_of(teller: Teller, heading: Heading, *, ascii_only: bool = False) -> Iterator[str]:
    """The lines of a bundle, each with its end.

    Args:
        teller: of the ledger, which does not change while it is told.
        heading: what the first line says.
        ascii_only: whether other characters are written as escapes.
    """
    digest, count = sha256(), 0
    for line in _lines(teller, heading):
        text = written(line, ascii_only=ascii_only) + "\n"
        digest.update(text.encode())
        count += 1
        yield text
    yield written({"end": count + 1, "sha256": digest.hexdigest()}) + "\n"


def _lines(teller: Teller, heading: Heading) -> Iterator[dict[str, object]]:
    changes, labels = teller.changes(), list(teller.labels())
    yield {
        "bundle": SOURCED_FORM if teller.sourced else FORM,
        "private": "included" if teller.private else "left out",
        "negotiation": heading.negotiation,
        "since": heading.since,
        "lines": len(changes) + len(labels) + teller.count + len(teller.named) + 2,
        "moves": teller.count,
        "made_at": heading.made.at,
        "made_by": heading.made.by,
    }
    for facts in (changes, labels, teller.moves(), teller.texts()):
        for fact in facts:
            yield line_of(fact)
