"""The log of moves."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.ledger.moves import When
from tracker.model import Move
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import did, parties, role_of

LOG_COLUMNS = (
    "talk", "date", "party", "move", "demand", "text", "quote", "speaker", "source", "id",
    "recorded_at", "recorded_by",
)  # fmt: skip


def log_view(moves: Iterable[Move], negotiation: str, when: When) -> View:
    """The log of a negotiation as a view: one row a move, the latest first."""
    return View(
        kind="log",
        columns=(*LOG_COLUMNS, VISIBILITY),
        rows=((*_log_record(move, when), visibility(move.said.private)) for move in moves),
        sheet=lambda: log_sheet(moves, when),
        about={"negotiation": negotiation},
        marked=True,
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
