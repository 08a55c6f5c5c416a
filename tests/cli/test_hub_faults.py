"""A hub that fails in the middle: the wire is cut, the server killed, everybody records at once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import engines
import pytest
import servers
from builders import TODAY, Session
from hubs import begin, member, synced
from wires import Wire

from tracker.ledger import logbook, refs
from tracker.ledger.case import Case
from tracker.ledger.recording import Recorder
from tracker.ledger.stamp import Stamp
from tracker.model import Draft, Kind, Verb
from tracker.store.server.address import Address
from tracker.store.server.store import open_server

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
PATIENCE = 20.0


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A wire to the server of the tests."""
    made = Wire(engines.server().port)
    yield made
    made.close()


@pytest.fixture
def hub() -> str:
    """The name of the database of an empty hub."""
    return engines.server().database(engines.EMPTY)


def by(wire: Wire, hub: str) -> str:
    return f"postgresql://{servers.ADMIN}@{servers.LOOPBACK}:{wire.port}/{hub}"


def let_go(hub: str) -> None:
    """Wait until the server has noticed that everybody has gone, and ended what they were in."""
    server, end = engines.server(), time.monotonic() + PATIENCE
    there = f"select 1 from pg_stat_activity where datname = '{hub}'"
    while server.does(there) and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.parametrize("every", [17, pytest.param(1, marks=pytest.mark.torture)])
def test_a_wire_that_is_cut_at_whichever_message_loses_nothing(
    tmp_path: Path, wire: Wire, hub: str, every: int
) -> None:
    alice = member(tmp_path, "alice", by(wire, hub))
    bob = member(tmp_path, "bob", engines.server().address(hub), ahead=60)
    begin(alice)
    synced(alice, bob)
    message, done = random.Random(every).randrange(every), False
    while not done:
        alice(f"demand 'a ban, {message}' --by RU --to NATO")
        bob(f"demand 'a pause, {message}' --by RU --to US")
        bob("sync")
        wire.cut_at(message)
        said = alice("sync", fails=None)
        done = said.code == 0
        assert done or (said.code == 6 and "cannot be reached" in said.err), said.err
        wire.cut_at(None)
        synced(alice, bob)
        message += every
    assert message > 2 * every


def test_who_records_is_told_nothing_that_the_record_denies(
    tmp_path: Path, wire: Wire, hub: str
) -> None:
    live = Session(tmp_path)
    live.env["TRACKER_DB"] = engines.server().address(hub)
    begin(live)
    live("demand 'a ban' --by RU --to NATO")
    live("note RU-1 --by US")
    wire.cut_at(None)
    live(f"note RU-1 --by US --db {by(wire, hub)}")
    last, doubtful, moves = wire.passed, 0, 3
    for message, arrives in product(range(last - 4, last), (False, True)):
        wire.cut_at(message, arrives=arrives)
        said = live(f"note RU-1 --by US --db {by(wire, hub)}", fails=None)
        wire.cut_at(None)
        let_go(hub)
        now = len(live.rows("log"))
        if said.code == 0:
            assert now == moves + 1
        elif "nothing was recorded" in said.err:
            assert now == moves
        else:
            assert "whether this was recorded is not known" in said.err
            doubtful += now > moves
        moves = now
    assert doubtful


@pytest.mark.parametrize(
    "messages", [(15, 80), pytest.param((15, 40, 80, 120), marks=pytest.mark.torture)]
)
def test_a_server_that_is_killed_while_it_is_told_something_loses_nothing(
    tmp_path: Path, messages: tuple[int, ...]
) -> None:
    server = servers.Server("-c fsync=on")
    wire = Wire(server.port)
    try:
        name = server.database()
        maker = Session(tmp_path)
        maker.env["TRACKER_DB"] = str(maker.db)
        maker(f"hub init {server.address(name)} --private")
        alice = member(tmp_path, "alice", by(wire, name))
        bob = member(tmp_path, "bob", server.address(name), ahead=60)
        begin(alice)
        for message in messages:
            alice(f"demand 'a ban, {message}' --by RU --to NATO")
            wire.cut_at(message, server.stop)
            said = alice("sync", fails=None)
            if said.code == 0:
                server.stop()
            assert said.code in (0, 6)
            assert "cannot be reached" in bob("sync", fails=6).err
            server.start()
            wire.cut_at(None)
            synced(alice, bob)
    finally:
        wire.close()
        server.remove()


@pytest.mark.parametrize("moves", [3, pytest.param(50, marks=pytest.mark.torture)])
def test_twenty_who_record_on_the_server_at_once_lose_nothing(
    tmp_path: Path, hub: str, moves: int
) -> None:
    address = Address(engines.server().address(hub))
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = address
    begin(session)
    failed: list[BaseException] = []

    def record(who: str) -> None:
        try:
            for each in range(moves):
                _demand(address, who, each)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=record, args=(f"u{n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    rows = session.rows("export moves")
    assert len({row["demand"] for row in rows}) == len({row["id"] for row in rows}) == 20 * moves
    session("check --fail-on error")  # ends with 0


def _demand(address: Address, who: str, number: int) -> None:
    store = open_server(address)
    try:
        with store.writing():
            stamp = Stamp(who, f"2026-01-15T13:00:00.{number:06}Z", TODAY)
            case = Case(store, refs.negotiation(store, None), TODAY)
            said = Draft(Verb.DEMAND, ("RU",), f"{who}-{number}", talk="T1", kind=Kind.DEMAND,
                         to=("NATO",), text=f"{number} of {who}")  # fmt: skip
            Recorder(case, stamp).record(said)
            logbook.keep_command(store, "demand", stamp)
    finally:
        store.close()
