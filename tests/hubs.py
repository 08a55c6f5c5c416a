"""Members of a hub: people with a ledger of their own each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from builders import SET_UP, Session


def member(folder: Path, name: str, hub: str, *, ahead: float = 0) -> Session:
    """Somebody who has joined a hub and has nothing yet.

    Args:
        folder: where a folder is made for what is theirs.
        name: theirs.
        hub: its address.
        ahead: by how many seconds their clock is ahead; less than none where it is behind.
    """
    (folder / name).mkdir()
    session = Session(folder / name)
    session.env |= {"TRACKER_DB": str(session.db), "TRACKER_USER": name}
    session.put_clock(timedelta(seconds=ahead))
    session(f"hub join {hub}")
    return session


def begin(session: Session) -> None:
    """Start a negotiation of three parties and three talks."""
    for line in ("init 'Security talks'", *SET_UP):
        session(line)


def ledger(session: Session) -> Iterator[tuple[str, ...]]:
    """What is on record, and how it stands, whatever the order of its arrival."""
    for line in ("export moves", "positions", "talk list", "party list", "issue list"):
        yield tuple(sorted(session(f"{line} --include-private --format csv").splitlines()))


def synced(*sessions: Session) -> None:
    """Let everybody sync until everybody knows everything, and see that all have the same."""
    for session in (*sessions, *sessions):
        session("sync")
    assert len({tuple(ledger(session)) for session in sessions}) == 1
