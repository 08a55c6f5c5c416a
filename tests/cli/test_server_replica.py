"""A replica of the server: looked at while it is one, and synced with when it takes over."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import servers
from builders import SET_UP, Session
from hubs import begin, member, synced
from walked import VIEWS, tell_secrets
from wires import Wire

from tracker.store.server import parts

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
ELSEWHERE = ("doctor", "bundle create", "undo", "serve", "report", "check")
LINES = [lines[0] for name, lines in VIEWS.items() if name not in ELSEWHERE]
LINES += ["log --corrections", "positions --read-only"]
PATIENCE = 60.0
LATE = (
    r"This replica shows the ledger as of [\d-]{10}T[\d:]{8}Z, at most \d+ s behind its primary\.\n"
)
TOLD = "select 1 from pg_stat_wal_receiver"


@pytest.fixture(scope="module")
def primary() -> Iterator[servers.Server]:
    """A server that has a replica."""
    started = servers.Server()
    yield started
    started.remove()


@pytest.fixture(scope="module")
def recorder(primary: servers.Server, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A session at a ledger on the primary."""
    made = Session(tmp_path_factory.mktemp("primary"))
    made.env["TRACKER_DB"] = primary.address(primary.database())
    made(f"hub init {made.env['TRACKER_DB']} --private")
    for line in ("init 'Security talks'", *SET_UP):
        made(line)
    tell_secrets(made)
    return made


@pytest.fixture(scope="module")
def replica(primary: servers.Server, recorder: Session) -> Iterator[servers.Server]:
    """A replica of the primary, that has all it has, and is told what is new."""
    started = servers.Server(primary=primary)
    assert becomes(lambda: started.has_all_of(primary) and bool(started.does(TOLD)))
    yield started
    started.remove()


@pytest.fixture(scope="module")
def both(
    recorder: Session, replica: servers.Server, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Session, Session]:
    """The session at the primary, and one at the same ledger on its replica."""
    reader = Session(tmp_path_factory.mktemp("replica"))
    reader.env["TRACKER_DB"] = replica.address(recorder.env["TRACKER_DB"].rpartition("/")[2])
    return recorder, reader


def becomes(true: Callable[[], bool]) -> bool:
    """Whether something comes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.2)
    return found


@pytest.mark.parametrize("line", LINES)
def test_a_view_says_the_same_on_a_replica(both: tuple[Session, Session], line: str) -> None:
    said = [session(line.format(folder=session.folder), fails=None) for session in both]
    told = [
        (each.code, *(text.replace(str(session.folder), "").replace(session.env["TRACKER_DB"], "")
         for text in (each, each.err)))
        for each, session in zip(said, both, strict=True)
    ]  # fmt: skip
    assert told[0] == told[1]


@pytest.mark.parametrize("line", ["check --format json", "bundle create"])
def test_what_is_read_by_a_cursor_is_read_on_a_replica(
    both: tuple[Session, Session], monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(parts, "SIZE", 2)
    primary, replica = (session(line).splitlines() for session in both)
    assert len(primary) > 2
    # A bundle tells the time in its head, and so has another sum at its end.
    assert replica[1:-1] == primary[1:-1]


def test_a_replica_takes_no_recording_and_shows_no_earlier_knowledge(
    both: tuple[Session, Session],
) -> None:
    _, reader = both
    assert "if it is a replica" in reader("talk add Fourth --date 2026-05-01", fails=6).err
    known = "positions --known-at 2026-01-15T12:00:30Z"
    assert "ask its primary" in reader(known, fails=6).err
    told = {row["fact"]: row["value"] for row in reader.rows("doctor")}
    assert told["replica"].startswith("yes")


def test_a_replica_that_is_late_says_how_far_with_every_view(
    both: tuple[Session, Session], replica: servers.Server
) -> None:
    recorder, reader = both
    replica.does("select pg_wal_replay_pause()")
    try:
        assert reader("party list").err == ""  # where nothing is recorded, nothing is late
        recorder("party add FR France")
        assert becomes(lambda: "s behind its primary." in reader("status").err)
        said = reader("positions").err
        assert re.fullmatch(LATE, said)
        assert "FR" not in reader("party list")
        told = {row["fact"]: (row["value"], row["state"]) for row in reader.rows("doctor")}
        assert told["replica"][1] == "look"
        assert "behind its primary" in told["replica"][0]
    finally:
        replica.does("select pg_wal_replay_resume()")
    assert becomes(lambda: "FR" in reader("party list") and not reader("positions").err)
    told = {row["fact"]: (row["value"], row["state"]) for row in reader.rows("doctor")}
    assert told["replica"] == ("yes, with all that came to it", "ok")


def test_a_replica_that_is_cut_off_says_so(
    both: tuple[Session, Session], replica: servers.Server
) -> None:
    recorder, reader = both
    ((way,),) = replica.does("show primary_conninfo")
    replica.does("alter system set primary_conninfo = ''")
    try:
        replica.does("select pg_reload_conf()")
        assert becomes(lambda: "hears nothing from its primary" in reader("status").err)
        recorder("party add DE Germany")
        assert "DE" not in reader("party list")
    finally:
        replica.does("alter system set primary_conninfo = '{}'".format(way.replace("'", "''")))
        replica.does("select pg_reload_conf()")
    assert becomes(lambda: "DE" in reader("party list") and not reader("status").err)


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
