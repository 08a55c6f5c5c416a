"""A connection to a server, opened with what keeps it private."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.numeric import IntLoader

from tracker.store.server import failing
from tracker.store.server.address import Address
from tracker.store.store import Row

CONNECT_SECONDS = 10


def connect(address: Address, *, seconds: int = CONNECT_SECONDS) -> psycopg.Connection[Row]:
    """Open a connection.

    Raises:
        UsageError: it would not be private.
        DatabaseUnusable: the server cannot be reached, or does not let us in.
    """
    wanted: dict[str, Any] = dict(address.settings())
    wanted.setdefault("connect_timeout", str(seconds))
    wanted.setdefault("application_name", "tracker")
    try:
        connection = psycopg.connect(
            **wanted,
            autocommit=True,
            cursor_factory=psycopg.ClientCursor,
            client_encoding="utf8",
        )
    except psycopg.Error as error:
        raise failing.explain(error, address) from None
    connection.adapters.register_loader("bool", _TruthLoader)
    connection.adapters.register_loader("numeric", IntLoader)
    return connection


class _TruthLoader(IntLoader):
    """Truth as a number, as SQLite gives it."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")
