"""What a database holds, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.store.holding import Holding

_STEP = 1024
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


def told(held: Holding, size: int) -> str:
    """How many moves a database holds, which is the newest, and how large the file is."""
    moves = "1 move" if held.moves == 1 else f"{held.moves} moves"
    newest = f", the newest {held.head} of {minute(held.recorded_at)}" if held.head else ""
    return f"{moves}{newest}, {sized(size)}"


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
