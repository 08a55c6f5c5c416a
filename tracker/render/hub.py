"""A hub and what is to be synced with it, for the eye and as a view."""

from tracker.ledger.union.syncing import Hub, Waiting
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import View

COLUMNS = (
    "hub",
    "private_moves",
    "synced",
    "moves_to_send",
    "changes_to_send",
    "moves_to_take",
    "changes_to_take",
    "private_moves_here",
)
_SENT, _STAYING = "are sent", "stay here"


def hub_view(hub: Hub, waiting: Waiting) -> View:
    """One row: a hub, when it was last synced with, and how much waits on either side."""
    private = _SENT if hub.private else _STAYING
    row = (hub.address, private, hub.at or None, *waiting)
    return View("hub", COLUMNS, [row], lambda: _sheet(hub, private, waiting))


def _sheet(hub: Hub, private: str, waiting: Waiting) -> Sheet:
    told = [
        ("Hub", hub.address),
        ("Private moves", private),
        ("Synced", f"{hub.at[:10]} {hub.at[11:19]} UTC" if hub.at else "never"),
        ("To send", counted(waiting.moves_to_send, waiting.changes_to_send)),
        ("To take", counted(waiting.moves_to_take, waiting.changes_to_take)),
    ]
    if waiting.staying:
        told.append(("Staying here", _number(waiting.staying, "private move")))
    rows = [[Cell(name), Cell(value)] for name, value in told]
    return Sheet([Column(""), Column("", flex=1, minimum=20)], rows)


def counted(moves: int, changes: int) -> str:
    """How much there is to tell, in words."""
    parts = [_number(moves, "move")] if moves else []
    if changes:
        parts.append(f"{_number(changes, 'change')} of the registry")
    return " and ".join(parts) or "nothing"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
