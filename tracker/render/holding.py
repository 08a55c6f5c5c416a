"""What a database holds, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.model import Verb
from tracker.render.wording import PAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tracker.store.holding import Holding, Recorded

MOST_SHOWN = 10
_STEP = 1024
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


def told(held: Holding, size: int) -> str:
    """How many moves a database holds, and how large the file is."""
    return f"{_moves(held.moves)}, {sized(size)}"


def newest(held: Holding) -> str:
    """Which move is the newest: its whole id, to be noted elsewhere."""
    if not held.head:
        return "It holds no moves yet."
    return f"The newest is {held.head}, recorded {minute(held.recorded_at)}."


def _moves(count: int) -> str:
    return "1 move" if count == 1 else f"{count} moves"


def differing(
    gone: Sequence[Recorded], back: Sequence[Recorded], file: Path, *, private: bool
) -> Iterator[str]:
    """What restoring a file changes, a line each.

    Args:
        gone: the moves that are on record now and not in the file, in order of their recording.
        back: those in the file that are not on record now.
        file: the backup.
        private: whether to say what private moves are about.
    """
    if not gone and not back:
        yield f"{file} holds the same moves as the database now."
    for moves, what in ((gone, f"now on record and not in {file}"), (back, f"only in {file}")):
        if moves:
            yield f"{_moves(len(moves))} {what}:"
            yield from (
                f"  {_named(each, private=private)}" for each in moves[: -MOST_SHOWN - 1 : -1]
            )
        if len(moves) > MOST_SHOWN:
            yield f"  and {len(moves) - MOST_SHOWN} before"


def _named(move: Recorded, *, private: bool) -> str:
    about = f"{move.party} {PAST[Verb(move.verb)]} {move.demand}"
    if move.private and not private:
        about = "a private move"
    return f"{move.id[:8]}  {about}  recorded {minute(move.recorded_at)} by {move.recorded_by}"


def minute(at: str) -> str:
    """A time of recording to the minute."""
    return f"{at[:10]} {at[11:16]}Z"


def sized(size: int) -> str:
    """A size in the unit that suits it."""
    amount, unit = float(size), 0
    while amount >= _STEP and unit < len(_UNITS) - 1:
        amount, unit = amount / _STEP, unit + 1
    return (
        f"{amount:.1f} {_UNITS[unit]}" if unit and amount < 10 else f"{amount:.0f} {_UNITS[unit]}"
    )
