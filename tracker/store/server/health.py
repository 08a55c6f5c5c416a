"""How a ledger on a server is: what a report of a fault needs, and nothing of what is in it."""

from contextlib import closing
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.store.server.address import Address
from tracker.store.server.connecting import connect
from tracker.store.server.store import ServerStore

WAIT_SECONDS = 3


class Seen(NamedTuple):
    """What a server says.

    Attributes:
        version: of the server.
        encrypted: whether the connection is.
        role: as which it was asked.
        roles: which of our roles that has.
        replica: whether it is a copy that is only read.
        lag: how far that lies behind; empty where it does not.
        schema: the version of the schema of the ledger.
        private: whether private moves are sent there.
        counts: how many of each of `tracker.store.health.COUNTED` the role sees.
        head: the id of the newest move; empty where there is none.
        recorded_at: when that was recorded, in UTC.
    """

    version: str
    encrypted: bool
    role: str
    roles: str
    replica: bool
    lag: str
    schema: int
    private: bool
    counts: tuple[int, ...]
    head: str
    recorded_at: str


def look_at(address: Address, *, read_only: bool = False) -> Seen | TrackerError:
    """What a server says of itself and of the ledger; or why it cannot be used."""
    try:
        connection = connect(address, seconds=WAIT_SECONDS)
        store = ServerStore(address, connection, read_only=read_only)
        with closing(store) as opened, opened.reading():
            version, encrypted, role, roles = opened.one("server") or ()
            _, private, schema = opened.one("about") or ()
            _, _, head, recorded_at = opened.one("holding") or ()
            return Seen(
                version,
                bool(encrypted),
                role,
                roles,
                bool(opened.replica.is_one),
                opened.lag(),
                schema,
                bool(private),
                opened.one("counts") or (),
                head or "",
                recorded_at or "",
            )
    except TrackerError as error:
        return error
