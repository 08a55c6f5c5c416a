"""A replica of the server: looked at while it is one, and synced with when it takes over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from builders import SET_UP, Session
from hubs import begin, member, synced
from walked import VIEWS, tell_secrets
from wires import Wire

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
ELSEWHERE = ("doctor", "bundle create", "undo", "serve", "report", "check")
LINES = [lines[0] for name, lines in VIEWS.items() if name not in ELSEWHERE]
PATIENCE = 30.0


@pytest.fixture(scope="module")
def primary() -> Iterator[servers.Server]:
    """A server that has a replica."""
    started = servers.Server()
    yield started
    started.remove()


@pytest.fixture(scope="module")
def both(
    primary: servers.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Session, Session]]:
    """A session at a ledger on the primary, and one at the same on its replica."""
    recorder = Session(tmp_path_factory.mktemp("primary"))
    name = primary.database()
    recorder.env["TRACKER_DB"] = primary.address(name)
    recorder(f"hub init {primary.address(name)}")
    for line in ("init 'Security talks'", *SET_UP):
        recorder(line)
    tell_secrets(recorder)
    replica = servers.Server(primary=primary)
    end = time.monotonic() + PATIENCE
    while not replica.has_all_of(primary):
        assert time.monotonic() < end
        time.sleep(0.1)
    reader = Session(tmp_path_factory.mktemp("replica"))
    reader.env["TRACKER_DB"] = replica.address(name)
    yield recorder, reader
    replica.remove()


@pytest.mark.parametrize("line", LINES)
def test_a_view_says_the_same_on_a_replica(both: tuple[Session, Session], line: str) -> None:
    said = [session(line.format(folder=session.folder), fails=None) for session in both]
    told = [
        (each.code, *(text.replace(str(session.folder), "").replace(session.env["TRACKER_DB"], "")
         for text in (each, each.err)))
        for each, session in zip(said, both, strict=True)
    ]  # fmt: skip
    assert told[0] == told[1]


def test_a_replica_takes_no_recording_and_shows_no_earlier_knowledge(
    both: tuple[Session, Session],
) -> None:
    _, reader = both
    assert "is a replica" in reader("talk add Fourth --date 2026-05-01", fails=6).err
    known = "positions --known-at 2026-01-15T12:00:30Z"
    assert "ask its primary" in reader(known, fails=6).err
    told = {row["fact"]: row["value"] for row in reader.rows("doctor")}
    assert told["replica"].startswith("yes")


def test_a_sync_goes_on_with_a_replica_that_took_over_and_lacks_the_latest(tmp_path: Path) -> None:
    primary = servers.Server()
    replica, wire = servers.Server(primary=primary), Wire(primary.port)
    try:
        name = primary.database()
        hub = f"postgresql://{servers.ADMIN}@{servers.LOOPBACK}:{wire.port}/{name}"
        maker = Session(tmp_path)
        maker.env["TRACKER_DB"] = str(maker.db)
        maker(f"hub init {hub} --private")
        alice, bob = member(tmp_path, "alice", hub), member(tmp_path, "bob", hub, ahead=60)
        begin(alice)
        alice("demand 'a ban' --by RU --to NATO")
        synced(alice, bob)
        while not replica.has_all_of(primary):
            time.sleep(0.1)
        replica.stop()
        bob("reject RU-1 --by NATO")
        synced(alice, bob)
        primary.stop()
        replica.start()
        replica.promote()
        wire.lead_to(replica.port)
        alice("note RU-1 --by US")
        assert "was put back from a backup" in alice("sync").err
        synced(alice, bob)
        newcomer = member(tmp_path, "carol", hub)
        newcomer("sync")
        synced(alice, bob, newcomer)
    finally:
        wire.close()
        for each in (replica, primary):
            each.remove()
