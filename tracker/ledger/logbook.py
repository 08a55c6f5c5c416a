"""The log of commands: what each recorded, so that it can be told, dated and undone."""

from __future__ import annotations

from tracker.ledger.stamp import Stamp
from tracker.store.store import Store


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
