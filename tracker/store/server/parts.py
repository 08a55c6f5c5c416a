"""The rows of a whole ledger, some at a time: a server gives all rows of an answer at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.store.server.sending import Sender
from tracker.store.store import Row

SIZE = 2000
"""How many rows the server gives at a time."""
LONG = frozenset(("demands_to_check", "moves_to_check", "moves_to_tell", "quotes_to_check"))
"""The queries that give a row for each move or demand, and are read to their end one by one.

Of all others the whole answer is held, as a page or a diff is anyway.
"""


def parts(sender: Sender, number: int, sql: str, values: Mapping[str, Any]) -> Iterator[list[Row]]:
    """The rows of a query by a cursor of the transaction, beside which others may be asked.

    One that is not read to its end ends with the transaction.

    Args:
        sender: of the connection.
        number: of the cursor in its transaction.
        sql: the query, which gives its rows in order.
        values: its parameters.
    """
    # All of it is read: the server is not to choose what gives the first rows soonest.
    declared = f"set local cursor_tuple_fraction = 1; declare long_{number} no scroll cursor for "
    fetched = f"fetch {SIZE} from long_{number}"
    part = sender.read(f"{declared}{sql};\n{fetched}", values).fetchall()
    while len(part) == SIZE:
        yield part
        part = sender.run_all(fetched).fetchall()
    sender.run_all(f"close long_{number}")
    yield part
