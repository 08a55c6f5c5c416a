"""Syncing again and again: whenever something is new in the database, or the hub says so."""

import time
from collections.abc import Callable

from tracker.context import Context
from tracker.errors import DatabaseBusy, DatabaseUnusable
from tracker.ledger.union import syncing

LOOK_SECONDS = 1.0
LONGEST_PAUSE = 60.0


def watched(context: Context, sync: Callable[[], None]) -> None:
    """Sync until somebody stops it; what cannot be reached is tried again, ever more seldom."""
    pause = LOOK_SECONDS
    while True:
        try:
            sync()
            pause = LOOK_SECONDS
            _wait(context)
        except (DatabaseUnusable, DatabaseBusy) as error:
            context.say(f"{error} Trying again in {pause:.0f} s.")
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _wait(context: Context) -> None:
    """Wait until something is new on either side."""
    from tracker.store.server.address import Address
    from tracker.store.server.store import open_server

    mark, hub = _here(context)
    server = open_server(Address(hub.address))
    try:
        server.listen()  # before it is looked at, so that nothing is recorded unheard in between
        with server.reading():
            if syncing.mark_of(server) != hub.pulled:
                return
        while not server.heard(LOOK_SECONDS):
            if _here(context)[0] != mark:
                return
    finally:
        server.close()


def _here(context: Context) -> tuple[syncing.Mark, syncing.Hub]:
    with context.looking() as store:
        return syncing.mark_of(store), syncing.joined(store)
