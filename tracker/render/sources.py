"""The sources that moves cite, and the texts that are kept of them: as records and as a table."""

from collections.abc import Sequence

from tracker.ledger.citing import Cited
from tracker.ledger.sources import short_hashes
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, View, visibility

COLUMNS = ("negotiation", "source", "source_text", "bytes", "moves", "quotes")


def sources_view(found: Sequence[Cited], negotiation: str) -> View:
    """The sources as a view: a row for each text of each."""
    rows = [
        (
            negotiation,
            each.source or None,
            each.hash or None,
            each.size,
            each.moves,
            each.quotes,
            visibility(bool(each.private)),
        )
        for each in found
    ]
    return View("sources", (*COLUMNS, VISIBILITY), rows, lambda: _sheet(found), marked=True)


def _sheet(found: Sequence[Cited]) -> Sheet:
    short = short_hashes(each.hash for each in found if each.hash)
    columns = [
        Column("Source", flex=1, minimum=20),
        Column("Text"),
        Column("Bytes", right=True),
        Column("Moves", right=True),
        Column("Quotes", right=True),
    ]
    rows = [
        [
            Cell(_source(each), Role.PRIVATE if each.private else ""),
            Cell(short.get(each.hash, "none")),
            Cell(_size(each)),
            Cell(str(each.moves)),
            Cell(str(each.quotes)),
        ]
        for each in found
    ]
    return Sheet(columns, rows)


def _source(source: Cited) -> str:
    cited = source.source or "no source named"
    return f"{cited}, private" if source.private else cited


def _size(source: Cited) -> str:
    if source.size is not None:
        return f"{source.size:,}"
    return "not here" if source.hash else ""
