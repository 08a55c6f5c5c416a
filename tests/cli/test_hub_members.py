"""Three members and a hub, five hundred operations, with wires cut and the server killed.

Once the hub takes private moves, and all copies are alike; once it takes none, and all are alike in
what is public, and nothing private is there.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import engines
import pytest
import servers
from builders import Session
from hubs import begin, ledger, member, synced, told_in_public
from wires import Wire

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
OPERATIONS = 500
KILLED_EVERY = 160
# What is kept is written, so that a server that is killed has it; nobody cuts the power.
WRITTEN = "-c fsync=off -c full_page_writes=off -c max_connections=50"
PATIENCE = 60.0
SECRET = "zimtstern"


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
        _does_something(session, _line(session, chance, step))
    wire.cut_at(None)
    synced(*everybody)
    assert tuple(ledger(live)) == tuple(ledger(everybody[0]))
    for session in (*everybody, live):
        session("check --fail-on error")  # ends with 0


@pytest.mark.parametrize(
    "seed", [5, *(pytest.param(seed, marks=pytest.mark.torture) for seed in range(6, 12))]
)
def test_where_the_hub_takes_nothing_private_all_that_is_public_is_alike(
    tmp_path: Path, server: servers.Server, wire: Wire, seed: int
) -> None:
    chance, name = random.Random(seed), server.database()
    address = server.address(name)
    hub = f"postgresql://{servers.ADMIN}@{servers.LOOPBACK}:{wire.port}/{name}"
    maker = Session(tmp_path)
    maker.env["TRACKER_DB"] = str(maker.db)
    maker(f"hub init {address}")
    everybody = [member(tmp_path, who, hub, ahead=50 * n)
                 for n, who in enumerate(("alice", "bob", "carol"))]  # fmt: skip
    begin(everybody[0])
    told_in_public(address, *everybody)
    for step in range(OPERATIONS):
        session = chance.choice(everybody)
        wire.cut_at(chance.choice([None, None, chance.randrange(150)]))
        line = chance.choice([_line, _line, _labelling])(session, chance, step)
        _does_something(session, _kept_apart(line))
    wire.cut_at(None)
    told_in_public(address, *everybody)
    newcomer = member(tmp_path, "dave", hub)
    told_in_public(address, *everybody, newcomer)
    assert SECRET.encode() not in engines.kept(address)


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


def _line(session: Session, chance: random.Random, step: int) -> str:
    """Something that a member may do."""
    key, party = chance.choice(_keys(session)), chance.choice(["NATO", "US", "RU"])
    at, private = chance.choice(["T1", "T2", "T3"]), chance.choice(["", "", "--private"])
    text = f"{SECRET} {step}" if private else f"wording {step}"
    return chance.choice([
        "sync",
        "sync",
        f"demand '{text}' --by {party} --at {at} {private}",
        f"reject {key} --by {party} --at {at} {private}",
        f"accept {key} --in-principle --by {party} --at {at} {private}",
        f"defer {key} --by {party} --at {at}",
        f"counter {key} 'instead {step}' --by {party} --at {at}",
        f"revise {key} 'better {step}' --at {at}",
        f"party edit {party} --name 'The {party} {step}'",
        f"talk edit {at} --title 'Round {step}'",
        "undo --yes",
    ])  # fmt: skip


def _kept_apart(line: str) -> str:
    """A line that brings nothing private into public itself.

    An undo puts what was published in private beside that, and a counter in public takes the issue
    of what it counters.
    """
    if line.startswith("undo"):
        return "sync"
    return f"{line} --issue I0" if line.startswith("counter") else line


def _labelling(session: Session, chance: random.Random, step: int) -> str:
    """Something that a member may do about titles and issues, in private or in public."""
    issues = [f"I{n}" for n in range(4)]
    (issue, other), party = chance.sample(issues, 2), chance.choice(["NATO", "US", "RU"])
    public, private = _put(session, 0), _put(session, 1)
    lines = [
        f"demand 'filed {step}' --by {party} --title 'T{step}' --issue {issue}",
        f"demand '{SECRET} {step}' --by {party} --title '{SECRET}{step}' --private "
        f"--issue {chance.choice([issue, f'{SECRET}{step}'])}",
        f"issue rename {issue} {other} --yes",
    ]
    if public:
        move = chance.choice(public)
        lines += [f"correct {move} --issue {issue}", f"correct {move} --title 'T{step}'"]
    if private:
        move = chance.choice(private)
        secret = f"{SECRET}{step}"
        lines += [
            f"correct {move} --public 'published {step}' --title 'T{step}' --issue {issue}",
            f"correct {move} --title '{secret}' --issue {issue}",
            f"correct {move} --issue '{secret}'",
        ]
        if filed := session.sql("select path from issue where path like ?", f"{SECRET}%"):
            lines.append(f"issue rename {chance.choice(filed)[0]} {secret} --yes")
    return chance.choice(lines)


def _keys(session: Session) -> list[str]:
    rows = session.sql("select key from demand order by key")
    return [key for (key,) in rows] or ["RU-1"]


def _put(session: Session, private: int) -> list[str]:
    """The moves that put demands, in private or in public."""
    query = "select id from move where verb = 'demand' and private = ? order by id"
    return [move for (move,) in session.sql(query, private)]


def _does_something(session: Session, line: str) -> None:
    said = session(line, fails=None)
    assert said.code in (0, 1, 2, 3, 4, 6), (line, said.err)
    assert "Traceback" not in said.err
