"""The table of positions, and its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from tracker.ledger.positions import turn_of
from tracker.model import Negotiation, Position
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import by, direction, stand_words, title_words

if TYPE_CHECKING:
    from tracker.ledger.refs import AsOf
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "demand", "chain", "title", "kind", "issue", "by", "to", "status", "headline",
    "stale", "movement", "version", "text", "talk", "date", "speaker", "quote", "source",
    "condition", "until", "contested", "via", "rollup",
)  # fmt: skip
_NARROW = 76


def positions_view(found: Iterable[Position], negotiation: Negotiation, as_of: AsOf) -> View:
    """The positions as a view: one row a demand and responding party.

    Args:
        found: the positions.
        negotiation: theirs.
        as_of: the moment they hold for.
    """

    def show(screen: Screen) -> None:
        when = f", as of {as_of.past}" if as_of.past else ""
        screen.print_line([Cell(negotiation.title, "heading"), Cell(when)], hanging=2)
        draw(found, screen)

    return View(
        kind="positions",
        columns=(*COLUMNS, VISIBILITY),
        rows=((*record(each), visibility(each.private)) for each in found),
        sheet=lambda: positions_sheet(found, unicode=True, narrow=False),
        draw=show,
        about={"negotiation": negotiation.name, "as_of": as_of.ref or "now"},
        marked=True,
        moment=as_of.past,
    )


def draw(found: Iterable[Position], screen: Screen) -> None:
    """Show the table on a screen, or that it has no row."""
    rows = iter(found)
    first = next(rows, None)
    if first is None:
        screen.print_line([Cell("There is no position to show.")])
        return
    found = chain((first,), rows)
    narrow = screen.width < _NARROW
    screen.print_sheet(positions_sheet(found, unicode=screen.unicode, narrow=narrow))


def positions_sheet(found: Iterable[Position], *, unicode: bool, narrow: bool) -> Sheet:
    """The table of positions; the column of whose turn it is goes where space is short."""
    columns = [
        Column("Demand"),
        Column("What", flex=3, minimum=14),
        Column("By → to" if unicode else "By -> to", flex=4, minimum=7),
        Column("Position", flex=2, minimum=14),
        Column("At"),
        Column("Awaited"),
    ]
    if narrow:
        columns.pop()
    return Sheet(columns, (row[: len(columns)] for row in _rows(found, unicode=unicode)))


def _rows(found: Iterable[Position], *, unicode: bool) -> Iterator[list[Cell]]:
    from tracker.render.theme import glyph

    above = ""
    for each in found:
        words = f"{glyph(each.status, unicode=unicode)} {stand_words(each)}"
        yield [
            Cell(each.demand.key, "key"),
            _what(each, above),
            Cell(direction(each.demand, each.party)),
            Cell(words, _role(each)),
            Cell(_talk(each), "muted"),
            Cell(turn_of(each) or ""),
        ]
        above = each.demand.key


def _what(position: Position, above: str) -> Cell:
    """The title; not again where the row above has it and a demand reaches one more member."""
    if position.through and position.demand.key == above:
        return Cell(f"through {position.through}", "muted")
    return Cell(title_words(position.demand))


def _role(position: Position) -> str:
    if position.contested:
        return "contested"
    return "accepted" if position.settled_by else position.status.value


def _talk(position: Position) -> str:
    answer = position.settlement or position.answer
    return (answer.talk or answer.date) if answer else ""


def record(position: Position) -> Row:
    """One row of positions.csv."""
    demand, live = position.demand, position.live_answer
    return (
        position.negotiation,
        demand.key,
        demand.chain,
        demand.title,
        demand.kind.value,
        demand.issue or None,
        ";".join(by(demand)) or None,
        position.party or None,
        position.status.value,
        position.status.headline.value,
        position.stale.value if position.stale else None,
        f"settled by {position.settled_by}" if position.settled_by else position.movement or None,
        position.version or None,
        position.text,
        live.talk if live else None,
        live.date if live else None,
        live.speaker if live else None,
        live.quote if live else None,
        live.source if live else None,
        condition_of(position),
        live.until if live else None,
        ";".join(position.contested) or None,
        position.via,
        position.rollup.value,
    )


def condition_of(position: Position) -> str | None:
    """The part or condition of the answer, with `ad referendum` or `final` where it was."""
    answer = position.live_answer
    if answer is None:
        return None
    marks = [
        word
        for word, holds in (("ad referendum", answer.ad_referendum), ("final", answer.final))
        if holds
    ]
    return "; ".join([answer.condition or "", *marks]).strip("; ") or None
