"""The whole history of one demand, and the log of moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tracker import words
from tracker.ledger.history import Entry, History
from tracker.ledger.moves import When
from tracker.model import Demand, Move, Position
from tracker.render.said import quoted, worded
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import Row, View
from tracker.render.wording import (
    by,
    did,
    direction,
    mark_of,
    parties,
    role_of,
    status_words,
)

if TYPE_CHECKING:
    from tracker.render.screen import Screen

HISTORY_COLUMNS = (
    "negotiation", "demand", "talk", "date", "party", "move", "version", "text", "condition",
    "until", "counter", "quote", "speaker", "source", "note", "id",
)  # fmt: skip


def history_view(found: History, title: str, talks: dict[str, str], when: When) -> View:
    """The history of a demand as a view: one row a move.

    Args:
        found: the history.
        title: of the negotiation.
        talks: the label of each talk by its ref.
        when: gives the date of a move.
    """
    return View(
        kind="history",
        columns=HISTORY_COLUMNS,
        rows=[_record(found.demand, entry, when) for entry in found.entries],
        sheet=lambda: _sheet(found.entries, when),
        draw=partial(_draw, found, title, talks, when),
        about={
            "demand": found.demand.key,
            "title": found.demand.title,
            "by": list(by(found.demand)),
            "to": list(found.demand.addressees),
            "issue": found.demand.issue,
            "chain": [each.key for each in found.chain],
        },
    )


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


def _sheet(entries: Sequence[Entry], when: When) -> Sheet:
    columns = [Column("When"), Column("Who"), Column("Did"), Column("Words", flex=1)]
    rows = [
        [
            Cell(f"{entry.move.said.talk or ''} {when(entry.move)}".strip()),
            Cell(parties(entry.move.said.parties)),
            Cell(
                f"{did(entry.move.said)} v{entry.version}"
                if entry.version
                else did(entry.move.said)
            ),
            Cell(entry.move.said.text or entry.move.said.condition or ""),
        ]
        for entry in entries
    ]
    return Sheet(columns, rows)


def _did(entry: Entry) -> str:
    version = f" v{entry.version}" if entry.version else ""
    return f"{did(entry.move.said)}{version}"


def _draw(found: History, title: str, talks: dict[str, str], when: When, screen: Screen) -> None:
    demand = found.demand
    screen.print_line(
        [Cell(f"{demand.key}  ", Role.KEY), Cell(demand.title, Role.HEADING)], hanging=2
    )
    screen.print_line([Cell(_about(demand, title), Role.MUTED)], indent=2)
    for line in _chain(found):
        screen.print_line(line, indent=2, hanging=2)
    screen.print_line()
    screen.print_sheet(_standing(found.positions, screen))
    last = None
    for entry in found.entries:
        label = talks.get(entry.move.said.talk or "") or f"{when(entry.move)}, outside any talk"
        if label != last:
            screen.print_line()
            screen.print_line([Cell(label, Role.HEADING)])
            last = label
        _draw_entry(entry, screen)


def _about(demand: Demand, title: str) -> str:
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
            Cell(_position_words(each), each.status.value),
        ]
        for each in positions
    ]
    return Sheet(columns, rows)


def _position_words(position: Position) -> str:
    answer = position.answer
    words_ = status_words(position)
    at = f" at {answer.talk or answer.date}" if answer and not position.stale else ""
    return f"{words_}{at}"


def _draw_entry(entry: Entry, screen: Screen) -> None:
    move = entry.move
    version = f" v{entry.version}" if entry.version else ""
    screen.print_line(
        [
            Cell(f"{mark_of(move.said, screen)} ", role_of(move.said)),
            Cell(parties(move.said.parties)),
            Cell(f" {did(move.said)}{version}", role_of(move.said)),
            *_with(move),
            Cell(f"  {move.id[:8]}", Role.MUTED),
            *([Cell("  private", Role.PRIVATE)] if move.said.private else []),
        ],
        indent=2,
        hanging=4,
    )
    for line in _details(entry):
        screen.print_line(line, indent=6, hanging=2)


def _with(move: Move) -> list[Cell]:
    found = []
    if move.said.counter:
        found.append(Cell(f" with {move.said.counter}"))
    if move.said.until:
        found.append(Cell(f" until {move.said.until}"))
    return found


def _details(entry: Entry) -> Iterator[Line]:
    move = entry.move
    if entry.before is not None and move.said.text:
        yield tuple(worded(words.diff(entry.before, move.said.text)))
    elif move.said.text:
        yield (Cell(move.said.text),)
    if move.said.condition:
        yield (Cell("condition: " if move.said.manner == "if" else "the part: ", Role.MUTED),
               Cell(move.said.condition))  # fmt: skip
    if move.said.quote:
        yield quoted(move.said.quote, move.said.speaker, None)
    elif move.said.speaker:
        yield (Cell("speaker: ", Role.MUTED), Cell(move.said.speaker))
    if move.said.note:
        yield (Cell("note: ", Role.MUTED), Cell(move.said.note))
    if move.said.source:
        yield (Cell(f"source: {move.said.source}", Role.MUTED),)


LOG_COLUMNS = (
    "talk", "date", "party", "move", "demand", "text", "quote", "speaker", "source", "id",
    "recorded_at", "recorded_by",
)  # fmt: skip


def log_view(moves: Iterable[Move], when: When) -> View:
    """The log as a view: one row a move, the latest first."""
    return View(
        kind="log",
        columns=LOG_COLUMNS,
        rows=(_log_record(move, when) for move in moves),
        sheet=lambda: log_sheet(moves, when),
    )


def _log_record(move: Move, when: When) -> Row:
    return (
        move.said.talk,
        when(move) or None,
        ";".join(move.said.parties),
        did(move.said),
        move.said.demand,
        move.said.text,
        move.said.quote,
        move.said.speaker,
        move.said.source,
        move.id,
        move.recorded_at,
        move.recorded_by,
    )


def log_sheet(moves: Iterable[Move], when: When) -> Sheet:
    """The log as a table."""
    columns = [
        Column("When"),
        Column("Who"),
        Column("Did", flex=1, minimum=9),
        Column("Demand"),
        Column("Words", flex=3, minimum=16),
        Column("Id"),
    ]
    rows = (
        [
            Cell(move.said.talk or when(move), Role.MUTED),
            Cell(parties(move.said.parties)),
            Cell(did(move.said), role_of(move.said)),
            Cell(move.said.demand, Role.KEY),
            Cell(_said(move)),
            Cell(move.id[:8], Role.MUTED),
        ]
        for move in moves
    )
    return Sheet(columns, rows)


def _said(move: Move) -> str:
    said = move.said
    words_ = said.text or said.condition or (f"with {said.counter}" if said.counter else "")
    if not words_ and said.quote:
        words_ = f"“{said.quote}”"
    return f"[private] {words_}" if said.private else words_
