"""The line that says what was recorded, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.ledger.recording import Recorded
from tracker.model import PROPONENT_VERBS, Move, Verb
from tracker.render.sheet import Cell, Line
from tracker.render.theme import Role
from tracker.render.wording import did, parties, role_of


def recorded_line(made: Recorded, mark: str, when: str, short: str, assumed: Sequence[str]) -> Line:
    """One line: ✘ NATO rejected RU-1 v1 at T3 (2022-01-12)  a3f9c2.

    Args:
        made: the move.
        mark: its glyph.
        when: `at T3 (2022-01-12)` or `on 2022-01-13`.
        short: the shortest prefix of its id.
        assumed: what was taken for granted.
    """
    move = made.move
    line = [
        Cell(f"{mark} ", role_of(move)),
        Cell(f"{parties(move.parties)} "),
        Cell(did(move), role_of(move)),
        Cell(f" {_object(move, made.version)} {when}  "),
        Cell(short, Role.MUTED),
    ]
    if move.private:
        line.append(Cell("  private", Role.PRIVATE))
    if assumed:
        line.append(Cell(f"  (assumed: {'; '.join(assumed)})", Role.MUTED))
    return tuple(line)


def _object(move: Move, version: int) -> str:
    if move.verb is Verb.DEMAND:
        to = f" of {parties(move.to)}" if move.to else " of all"
        return f"{move.demand}{to}: {move.text}" if len(move.text or "") < 60 else move.demand + to
    words = [move.demand]
    if version and move.verb not in (Verb.WITHDRAW,):
        words.append(f"v{version}")
    if move.counter:
        words.append(f"with {move.counter}")
    if move.condition and move.verb not in PROPONENT_VERBS:
        words.append(f"({move.condition})")
    if move.until:
        words.append(f"until {move.until}")
    return " ".join(words)
