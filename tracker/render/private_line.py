"""The private line on a demand: where a party stands in public, and where with private moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from tracker import words
from tracker.ledger.private_line import PrivateLine, Sides
from tracker.ledger.refs import AsOf
from tracker.model import Negotiation, Position
from tracker.render.history import about, heading, position_words
from tracker.render.positions import condition_of
from tracker.render.said import spoken, worded
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import Row, Value, View
from tracker.render.wording import direction

FIELDS = (
    "status", "stale", "version", "text", "answer", "talk", "date", "condition", "until",
    "counter", "quote", "speaker", "source", "via",
)  # fmt: skip
COLUMNS = (
    "negotiation", "demand", "to",
    *(f"{side}_{field}" for field in FIELDS for side in ("public", "private")),
)  # fmt: skip


def private_line_view(found: PrivateLine, negotiation: Negotiation, as_of: AsOf) -> View:
    """The private line as a view: one row a party whose two positions differ."""
    demand = found.demand
    return View(
        kind="private-line",
        columns=COLUMNS,
        rows=[_record(demand.key, each, negotiation) for each in found.sides],
        sheet=lambda: _sheet(found),
        draw=partial(_draw, found, negotiation.title, as_of.past),
        about={
            "as_of": as_of.ref or "now",
            "demand": demand.key,
            "title": demand.title,
            "private": "included",
        },
        moment=as_of.past,
    )


def no_difference(key: str) -> str:
    """What is said where there is nothing to show."""
    return f"On {key} the parties' private positions are their public ones."


def _record(key: str, sides: Sides, negotiation: Negotiation) -> Row:
    public, private = _fields(sides.public), _fields(sides.private)
    pairs = [value for pair in zip(public, private, strict=True) for value in pair]
    return (negotiation.name, key, sides.party or None, *pairs)


def _fields(position: Position | None) -> Row:
    """The fields of one side, in the order of FIELDS."""
    if position is None:
        return [None] * len(FIELDS)
    live = position.live_answer
    said: tuple[Value, ...] = (None,) * 4
    if live:
        said = (live.quote, live.speaker, live.source, position.via)
    return (
        position.status.value,
        position.stale.value if position.stale else None,
        position.version or None,
        position.text,
        live.text if live else None,
        live.talk if live else None,
        live.date if live else None,
        condition_of(position),
        live.until if live else None,
        live.counter if live else None,
        *said,
    )


def _sheet(found: PrivateLine) -> Sheet:
    columns = [Column("By → to"), Column("In public", flex=1), Column("In private", flex=1)]
    rows = [
        [
            Cell(direction(found.demand, each.party)),
            Cell(_in_a_cell(each.public)),
            Cell(_in_a_cell(each.private)),
        ]
        for each in found.sides
    ]
    return Sheet(columns, rows)


def _in_a_cell(position: Position | None) -> str:
    lines = ("".join(piece.text for piece in line) for line in _words(position))
    return "\n".join([_stand(position), *lines])


def _stand(position: Position | None) -> str:
    return position_words(position._replace(private=False)) if position else "nothing"


def _words(position: Position | None) -> Iterator[Line]:
    if position and position.live_answer:
        yield from spoken(position.live_answer)


def _draw(found: PrivateLine, title: str, past: str, screen: Screen) -> None:
    demand = found.demand
    screen.print_line(heading(demand, past), hanging=2)
    screen.print_line([Cell(about(demand, title), Role.MUTED)], indent=2)
    screen.print_line()
    if not found.sides:
        screen.print_line([Cell(no_difference(demand.key))])
        return
    _draw_wordings(found.sides, screen)
    for each in found.sides:
        screen.print_line([Cell(direction(demand, each.party), Role.HEADING)])
        for label, role, position in _labelled(each):
            glyph = f"{screen.glyph(position.status)} " if position else ""
            status = position.status.value if position else Role.MUTED
            screen.print_line(
                [Cell(label, role), Cell(f"{glyph}{_stand(position)}", status)], indent=2, hanging=4
            )
            for line in _words(position):
                screen.print_line(line, indent=6, hanging=2)


def _labelled(sides: Sides) -> tuple[tuple[str, str, Position | None], ...]:
    return (
        ("in public   ", Role.MUTED, sides.public),
        ("in private  ", Role.PRIVATE, sides.private),
    )


def _draw_wordings(every: Sequence[Sides], screen: Screen) -> None:
    """The two wordings of the demand, where they differ; they are the same for every party."""
    public = next((each.public for each in every if each.public), None)
    private = next((each.private for each in every if each.private), None)
    before, after = (each.text if each else None for each in (public, private))
    if before == after:
        return
    screen.print_line([Cell("wording", Role.HEADING)])
    for label, role, position in _labelled(Sides("", public, private)):
        version = f"v{position.version}" if position and position.version else "nothing"
        screen.print_line([Cell(label, role), Cell(version)], indent=2)
        if position and position.text:
            compared = worded(words.diff(before or position.text, position.text))
            screen.print_line(compared, indent=6, hanging=2)
    screen.print_line()
