"""Syncing again and again, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import engines
import pytest
import servers
from builders import Session
from hubs import begin, member

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
PATIENCE = 60.0
AT_ONCE = 5.0


@contextmanager
def watching(session: Session) -> Iterator[subprocess.Popen[str]]:
    """A process that syncs somebody's database again and again."""
    line = [sys.executable, "-P", "-m", "tracker", "sync", "--watch"]
    env = {**os.environ, **session.env}
    with subprocess.Popen(
        line, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def becomes(true: Callable[[], bool]) -> bool:
    """Whether something comes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.2)
    return found


def test_a_watch_syncs_whatever_is_new_until_ctrl_c(tmp_path: Path) -> None:
    server = servers.Server()
    try:
        hub = server.address(server.database())
        maker = Session(tmp_path)
        maker.env["TRACKER_DB"] = str(maker.db)
        maker(f"hub init {hub}")
        alice, bob = member(tmp_path, "alice", hub), member(tmp_path, "bob", hub, ahead=60)
        begin(alice)
        with watching(alice) as process:
            alice("demand 'a ban' --by RU --to NATO")
            assert becomes(lambda: bool(bob("sync") and "a ban" in bob("positions", fails=None)))
            bob("reject RU-1 --by NATO")
            bob("sync")
            assert becomes(lambda: "rejected" in alice.cells().values())
            server.stop("fast")
            time.sleep(0.5)
            server.start()
            bob("demand 'a pause' --by RU --to US")
            bob("sync")
            assert becomes(lambda: len(alice.cells()) == 2)
            asked = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(AT_ONCE) == 130
            assert time.monotonic() - asked < AT_ONCE
            assert process.stderr
            assert "Traceback" not in process.stderr.read()
    finally:
        server.remove()


RECORDED_IN_THE_GAP = """
import sys
from builders import Session
from pathlib import Path
from tracker.__main__ import main
from tracker.store.server.store import ServerStore

wait, waiting = ServerStore.heard, [Session(Path(sys.argv.pop()))]
waiting[0].env["TRACKER_DB"] = sys.argv.pop()

def heard(store, seconds):
    if waiting:
        waiting.pop()("note RU-1 'in the gap' --by NATO")
    return wait(store, seconds)

ServerStore.heard = heard
main()
"""
"""A watch, and somebody who records between its look at the hub and its wait."""


def test_what_is_recorded_while_a_watch_looks_is_taken_at_once(tmp_path: Path) -> None:
    server = engines.server()
    hub = server.address(server.database(engines.EMPTY))
    alice = member(tmp_path, "alice", hub)
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO")
    alice("sync")
    line = [sys.executable, "-c", RECORDED_IN_THE_GAP, "sync", "--watch", hub, str(tmp_path)]
    env = {**os.environ, **alice.env, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL) as process:
        try:
            assert becomes(lambda: "noted" in alice.cells().values())
        finally:
            process.kill()
