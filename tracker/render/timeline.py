"""The timeline: its records, and its rows as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tracker.ledger.timeline import Event, Happening, Occasion, Timeline, TimelineRow
from tracker.model import Negotiation, Position, Status
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import by, direction, title_words

if TYPE_CHECKING:
    from tracker.ledger.refs import AsOf
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "demand", "title", "issue", "by", "to", "talk", "date", "event", "status",
    "headline", "stale", "contested", "via", "version", "movement",
)  # fmt: skip
_SAID = frozenset({Event.ANSWERED, Event.NOTED, Event.FOLLOWED, Event.SETTLED, Event.UNSETTLED})
_WORDED = frozenset({Event.REVISED, Event.MENDED})
_PUT = frozenset({Event.DEMANDED, Event.RETABLED})


def timeline_view(found: Timeline, negotiation: Negotiation, as_of: AsOf) -> View:
    """The timeline as a view: one row a cell and occasion at which something happened to it.

    Args:
        found: the timeline.
        negotiation: whose it is.
        as_of: the moment it ends at.
    """
    return View(
        kind="timeline",
        columns=(*COLUMNS, VISIBILITY),
        rows=_records(found),
        sheet=lambda: timeline_sheet(found),
        draw=partial(_draw, found, negotiation, as_of),
        about={"negotiation": negotiation.name, "as_of": as_of.ref or "now"},
        marked=True,
        page=partial(_page, found),
        moment=as_of.past,
    )


def _draw(found: Timeline, negotiation: Negotiation, as_of: AsOf, screen: Screen) -> None:
    from tracker.render.timeline_drawn import draw

    when = f", as of {as_of.past}" if as_of.past else ""
    screen.print_line([Cell(negotiation.title, "heading"), Cell(when)], hanging=2)
    draw(found, screen)


def _page(found: Timeline) -> Page:
    from tracker.render.page.chart import drawn
    from tracker.render.page.view import Page, Part, Told

    told = Told([row.position for row in found.rows], timeline=found)
    return Page([Part(template="timeline.html")], {"report": told, **drawn(found)})


def mark_of(happening: Happening) -> Status | Role:
    """What marks a happening: a status it came to, or a demand that is new, revised, said again."""
    status, events = happening.position.status, set(happening.events)
    moved = happening.movement not in ("", "restated")
    reopened = status is Status.OPEN and bool(events & _WORDED)
    if status is Status.WITHDRAWN or (moved and events & _SAID and not reopened):
        return status
    if events & _PUT:
        return Role.NEW
    return Role.REVISED if events & _WORDED else Role.SAID_AGAIN


def shade(position: Position) -> Status:
    """The status in whose colour a position stands: a settled one looks as what is accepted."""
    return Status.ACCEPTED if position.settled_by else position.status


def label_of(occasion: Occasion) -> str:
    """The ref of a talk, or the day of statements outside any."""
    return occasion.talk.ref if occasion.talk else occasion.day


def _records(found: Timeline) -> Iterator[Row]:
    for row in found.rows:
        for each in row.happenings:
            yield _record(each)


def _record(happening: Happening) -> Row:
    position, occasion = happening.position, happening.occasion
    demand = position.demand
    return (
        position.negotiation,
        demand.key,
        demand.title,
        demand.issue or None,
        ";".join(by(demand)) or None,
        position.party or None,
        occasion.talk.ref if occasion.talk else None,
        occasion.day or None,
        ";".join(happening.events),
        position.status.value,
        position.status.headline.value,
        position.stale.value if position.stale else None,
        ";".join(position.contested) or None,
        position.via,
        position.version or None,
        happening.movement or None,
        visibility(happening.private),
    )


def timeline_sheet(found: Timeline) -> Sheet:
    """The course of each position as a table in words, for Markdown."""
    columns = [Column("Demand"), Column("What"), Column("By → to"), Column("Course")]
    rows = (
        [
            Cell(row.position.demand.key),
            Cell(title_words(row.position.demand)),
            Cell(direction(row.position.demand, row.position.party)),
            Cell(_course(row)),
        ]
        for row in found.rows
    )
    return Sheet(columns, rows)


def _course(row: TimelineRow) -> str:
    """All that happened to a cell in one line: `T1 + demanded → T2 ✘ rejected`."""
    from tracker.render.theme import glyph

    return " → ".join(
        f"{label_of(each.occasion)} {glyph(mark_of(each))} {_told(each)}" for each in row.happenings
    )


def _told(happening: Happening) -> str:
    position = happening.position
    mark = mark_of(happening)
    words = mark.value if isinstance(mark, Status) else ", ".join(happening.events)
    if position.settled_by and isinstance(mark, Status):
        words = f"settled by {position.settled_by}"
    if position.via and isinstance(mark, Status):
        words += f" (via {position.via})"
    return "; ".join([words, *marked(happening)])


def marked(happening: Happening) -> list[Role]:
    """What stands beside the mark of a happening: that it is contested, that it is private."""
    holds = {Role.CONTESTED: bool(happening.position.contested), Role.PRIVATE: happening.private}
    return [role for role, held in holds.items() if held]
