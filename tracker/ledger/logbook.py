"""The log of commands: what each recorded, so that it can be told, dated and undone."""

from collections.abc import Iterator

from tracker.ledger.stamp import Stamp
from tracker.named import NamedTuple
from tracker.store.store import Row, Store

UNDO, REDO = "undo", "undo --redo"
UNDONE = "undone: "  # how the reason begins with which an undo strikes
FROM_OTHERS = ("bundle apply", "merge", "sync")  # what they bring was recorded by other people


class Command(NamedTuple):
    """One command that recorded something.

    Attributes:
        moves: the numbers of its moves lie above the first and go up to the second.
        changes: likewise of its changes of the registry.
        undone_by: number of the command that undid it, if any.
    """

    nr: int
    name: str
    at: str
    by: str
    moves: tuple[int, int]
    changes: tuple[int, int]
    undone_by: int | None


def keep_command(store: Store, name: str, stamp: Stamp, *, undoes: int | None = None) -> None:
    """Log a command at the end of its transaction, if it recorded anything.

    Args:
        store: the database, its transaction open.
        name: of the command, such as `party add`.
        stamp: who gave it, and when.
        undoes: number of the command that it undoes, if it does.
    """
    values = {"name": name, "at": stamp.at, "by": stamp.by, "undoes": undoes}
    store.write("command_insert", values)


def commands(store: Store, limit: int) -> Iterator[Command]:
    """The commands that recorded something, the latest first."""
    return map(_command, store.each("commands", {"limit": limit}))


def to_undo(store: Store) -> Command | None:
    """The latest command that has not been undone."""
    return _one(store, "command_to_undo")


def to_redo(store: Store) -> Command | None:
    """The undoing that can be brought back: nothing else was recorded after it."""
    return _one(store, "command_to_redo")


def _one(store: Store, query: str) -> Command | None:
    row = store.one(query)
    return _command(row) if row else None


def _command(row: Row) -> Command:
    nr, name, at, by, after_move, last_move, after_change, last_change, undone_by = row
    moves, changes = (after_move, last_move), (after_change, last_change)
    return Command(nr, name, at, by, moves, changes, undone_by)
