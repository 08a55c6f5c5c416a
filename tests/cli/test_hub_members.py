"""Three members and a hub, five hundred operations, with wires cut and the server killed."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import servers
from builders import Session
from hubs import begin, ledger, member, synced
from wires import Wire

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
OPERATIONS = 500
KILLED_EVERY = 160
# What is kept is written, so that a server that is killed has it; nobody cuts the power.
WRITTEN = "-c fsync=off -c full_page_writes=off -c max_connections=50"
PATIENCE = 60.0


@pytest.fixture
def server() -> Iterator[servers.Server]:
    """A server of its own, to be killed."""
    started = servers.Server(WRITTEN)
    yield started
    started.remove()


@pytest.fixture
def wire(server: servers.Server) -> Iterator[Wire]:
    """A wire to it."""
    made = Wire(server.port)
    yield made
    made.close()


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.torture) for seed in (2, 3, 4))]
)
def test_three_members_with_clocks_apart_come_to_one_ledger(
    tmp_path: Path, server: servers.Server, wire: Wire, seed: int
) -> None:
    chance, name = random.Random(seed), server.database()
    hub = f"postgresql://{servers.ADMIN}@{servers.LOOPBACK}:{wire.port}/{name}"
    live = Session(tmp_path)
    live.env["TRACKER_DB"] = server.address(name)
    live(f"hub init {server.address(name)} --private")
    everybody = [member(tmp_path, who, hub, ahead=50 * n)
                 for n, who in enumerate(("alice", "bob", "carol"))]  # fmt: skip
    begin(everybody[0])
    synced(*everybody)
    for step in range(OPERATIONS):
        session = chance.choice(everybody)
        if step % KILLED_EVERY == KILLED_EVERY - 1:
            _killed_in_a_sync(server, wire, session, chance.randrange(60))
        wire.cut_at(chance.choice([None, None, chance.randrange(150)]))
        _does_something(session, chance, step)
    wire.cut_at(None)
    synced(*everybody)
    assert tuple(ledger(live)) == tuple(ledger(everybody[0]))
    for session in (*everybody, live):
        session("check --fail-on error")  # ends with 0


def _killed_in_a_sync(server: servers.Server, wire: Wire, session: Session, message: int) -> None:
    """Kill the server when so many messages of a sync have come to it, and start it again."""
    down = threading.Event()

    def kill() -> None:
        if not down.is_set():
            server.stop()
            down.set()

    wire.cut_at(message, kill)
    session("sync", fails=None)
    if wire.passed < message:
        kill()
    assert down.wait(PATIENCE)
    server.start()


def _does_something(session: Session, chance: random.Random, step: int) -> None:
    with closing(sqlite3.connect(session.db)) as client:
        keys = [key for (key,) in client.execute("select key from demand order by key")] or ["RU-1"]
    key, party = chance.choice(keys), chance.choice(["NATO", "US", "RU"])
    at, private = chance.choice(["T1", "T2", "T3"]), chance.choice(["", "", "--private"])
    line = chance.choice([
        "sync",
        "sync",
        f"demand 'wording {step}' --by {party} --at {at} {private}",
        f"reject {key} --by {party} --at {at} {private}",
        f"accept {key} --in-principle --by {party} --at {at} {private}",
        f"defer {key} --by {party} --at {at}",
        f"counter {key} 'instead {step}' --by {party} --at {at}",
        f"revise {key} 'better {step}' --at {at}",
        f"party edit {party} --name 'The {party} {step}'",
        f"talk edit {at} --title 'Round {step}'",
        "undo --yes",
    ])  # fmt: skip
    said = session(line, fails=None)
    assert said.code in (0, 1, 2, 3, 4, 6), (line, said.err)
    assert "Traceback" not in said.err
