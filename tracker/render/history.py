"""The whole history of one demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tracker.ledger.history import Entry, History
from tracker.ledger.moves import When
from tracker.model import Demand, Position, Verb
from tracker.render.entries import done, draw_entry, fates_of
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import (
    by,
    did,
    direction,
    parties,
    recorded,
    status_words,
    when_words,
)

if TYPE_CHECKING:
    from tracker.ledger.refs import AsOf
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

HISTORY_COLUMNS = (
    "negotiation", "demand", "talk", "date", "party", "move", "version", "text", "condition",
    "until", "counter", "quote", "speaker", "source", "note", "id",
)  # fmt: skip
RECORD_COLUMNS = ("recorded_at", "recorded_by", "set_aside")
"""What follows them where the history is whole."""


def history_view(
    found: History, title: str, talks: dict[str, str], when: When, as_of: AsOf
) -> View:
    """The history of a demand as a view: one row a move.

    Args:
        found: the history.
        title: of the negotiation.
        talks: the label of each talk by its ref.
        when: gives the date of a move.
        as_of: the moment it ends at.
    """
    return View(
        kind="history",
        columns=(*HISTORY_COLUMNS, *(RECORD_COLUMNS if found.whole else ()), VISIBILITY),
        rows=[
            (
                *_record(found.demand, entry, when),
                *(_of_record(entry) if found.whole else ()),
                visibility(entry.move.said.private),
            )
            for entry in found.entries
        ],
        sheet=lambda: _sheet(found, when),
        draw=partial(_draw, found, title, talks, when, as_of.past),
        about={
            "as_of": as_of.ref or "now",
            "demand": found.demand.key,
            "title": found.demand.title,
            "by": list(by(found.demand)),
            "to": list(found.demand.addressees),
            "issue": found.demand.issue,
            "chain": [each.key for each in found.chain],
        },
        marked=True,
        page=None if found.whole else partial(_page, found, title, talks, when),
        moment=as_of.past,
    )


def _page(found: History, title: str, talks: dict[str, str], when: When) -> Page:
    from tracker.render.page.report import occasions
    from tracker.render.page.view import Page, Part, Told

    fields = {
        "title": title,
        "report": Told(demands=[found.demand]),
        "histories": [found],
        "occasions": partial(occasions, when, talks),
        "anchors": {found.demand.key: "h"},
    }
    return Page([Part(template="histories.html")], fields)


def _record(demand: Demand, entry: Entry, when: When) -> Row:
    move = entry.move
    return (
        move.negotiation,
        demand.key,
        move.said.talk,
        when(move) or None,
        ";".join(move.said.parties),
        did(move.said),
        entry.version or None,
        move.said.text,
        move.said.condition,
        move.said.until,
        move.said.counter,
        move.said.quote,
        move.said.speaker,
        move.said.source,
        move.said.note,
        move.id,
    )


def _of_record(entry: Entry) -> Row:
    move = entry.move
    set_aside = ";".join(each.id for each in entry.set_aside) or None
    return (move.recorded_at, move.recorded_by, set_aside)


def _sheet(found: History, when: When) -> Sheet:
    columns = [Column("When"), Column("Who"), Column("Did"), Column("Words", flex=1)]
    rows = [_cells(entry, when) for entry in found.entries]
    if found.whole:
        columns += [Column("Recorded"), Column("Set aside")]
        for row, entry in zip(rows, found.entries, strict=True):
            set_aside = "; ".join(fates_of(entry))
            row += [Cell(recorded(entry.move)), Cell(set_aside)]
    return Sheet(columns, rows)


def _cells(entry: Entry, when: When) -> list[Cell]:
    move = entry.move
    return [
        Cell(f"{move.said.talk or ''} {when(move)}".strip()),
        Cell(parties(move.said.parties)),
        Cell(done(entry)),
        Cell(move.said.text or move.said.condition or ""),
    ]


def _draw(
    found: History, title: str, talks: dict[str, str], when: When, past: str, screen: Screen
) -> None:
    demand = found.demand
    screen.print_line(heading(demand, past), hanging=2)
    screen.print_line([Cell(about(demand, title), Role.MUTED)], indent=2)
    for line in _chain(found):
        screen.print_line(line, indent=2, hanging=2)
    screen.print_line()
    screen.print_sheet(_standing(found.positions, screen))
    last = None
    for entry, first, times in _told(found):
        label = talks.get(entry.move.said.talk or "") or f"{when(entry.move)}, outside any talk"
        if label != last:
            screen.print_line()
            screen.print_line([Cell(label, Role.HEADING)])
            last = label
        draw_entry(entry, screen, whole=found.whole)
        if times:
            screen.print_line([Cell(_redone(first, times), Role.MUTED)], indent=6, hanging=2)
    if found.put_aside and not found.whole:
        screen.print_line()
        screen.print_line([Cell(_put_aside(found.put_aside), Role.MUTED)])


def _told(found: History) -> Sequence[tuple[Entry, str, int]]:
    """The entries to draw: a strike is told with what it struck, what was redone is told once."""
    if not found.whole:
        return [(entry, "", 0) for entry in found.entries]
    from tracker.render.redone import folded

    told = {each.id for entry in found.entries for each in entry.set_aside}
    return folded(
        entry
        for entry in found.entries
        if entry.move.said.verb is not Verb.STRIKE or entry.move.id not in told
    )


def _redone(first: str, times: int) -> str:
    often = "" if times == 1 else f" {times} times"
    return f"undone and redone{often}; first recorded as {first[:8]}"


def heading(demand: Demand, past: str) -> list[Cell]:
    """The key and title of a demand, with the past moment that is looked at, if one is."""
    when = f", as of {past}" if past else ""
    return [Cell(f"{demand.key}  ", Role.KEY), Cell(demand.title, Role.HEADING), Cell(when)]


def _put_aside(count: int) -> str:
    if count == 1:
        return "1 move was corrected or struck; --history shows it."
    return f"{count} moves were corrected or struck; --history shows them."


def about(demand: Demand, title: str) -> str:
    """Who put a demand to whom, its issue and negotiation, in one line."""
    put = f"{demand.kind.value} of {parties(by(demand)) or 'an unknown party'}"
    to = f" to {parties(demand.addressees)}" if demand.addressees else " to all"
    issue = f" · {demand.issue}" if demand.issue else ""
    return f"{put}{to}{issue} · {title}"


def _chain(found: History) -> Iterator[Line]:
    if not found.chain:
        return
    steps = [f"{each.key} {each.title}" for each in found.chain]
    yield (Cell("chain of counters: ", Role.MUTED), Cell(" ← ".join(steps)))


def _standing(positions: Sequence[Position], screen: Screen) -> Sheet:
    columns = [Column(""), Column(""), Column("", flex=1, minimum=12)]
    rows = [
        [
            Cell("  " + direction(each.demand, each.party)),
            Cell(screen.glyph(each.status), each.status.value),
            Cell(position_words(each), each.status.value),
        ]
        for each in positions
    ]
    return Sheet(columns, rows)


def position_words(position: Position) -> str:
    """A position in words with when it came to that: `deferred at T4`, `settled by US-2 at T5`."""
    answer = position.settlement or position.answer
    words_ = status_words(position._replace(private=False))
    at = f" {when_words(answer)}" if answer and not position.stale else ""
    return f"{words_}{at}{'; private' if position.private else ''}"
