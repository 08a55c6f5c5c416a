"""A server whose disk is full: nothing half there, and all goes on when there is room again."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import servers
from builders import Output, Session
from hubs import begin, member, synced

SIZE = "128m"
LONG = 30_000
PATIENCE = 60.0


def why_not() -> str:
    """Why no small disk can be made here; empty where one can."""
    if os.getuid() != 0 or not shutil.which("mount"):
        return "only root can mount a small disk"
    return servers.why_not()


pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small disk, where the server may go, too."""
    made = Path(tempfile.mkdtemp(prefix="tracker-disk-"))
    made.chmod(0o755)
    line = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(made)]
    try:
        if subprocess.run(line, check=False, capture_output=True).returncode:
            pytest.skip("no file system can be mounted here")
        yield made
        subprocess.run(["umount", "-l", str(made)], check=True)
    finally:
        made.rmdir()


@pytest.fixture
def server(disk: Path) -> Iterator[servers.Server]:
    """A server on the small disk, where who writes to it does not wait for another."""
    started = servers.Server(disk=disk)
    yield started
    started.remove()


def fill(disk: Path) -> Path:
    """Write a file until the disk is full."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def is_told(said: Output) -> bool:
    """Whether a command failed of it, in one sentence."""
    if said.code == 0:
        return False
    assert said.code == 6, said.err
    assert "is full" in said.err or "cannot be reached" in said.err
    assert said.err.count("\n") == 1
    return True


@pytest.mark.parametrize("log_too", [False, True])
def test_a_full_disk_of_a_server_is_told_and_nothing_is_half_there(
    tmp_path: Path, disk: Path, server: servers.Server, log_too: bool
) -> None:
    hub = server.address(server.database())
    maker = Session(tmp_path)
    maker(f"hub init {hub} --private", env={"TRACKER_DB": str(tmp_path / "none.db")})
    alice, bob = member(tmp_path, "alice", hub), member(tmp_path, "bob", hub, ahead=60)
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    live = Session(tmp_path)
    live.env["TRACKER_DB"] = hub
    texts = random.Random(1)
    alice("demand", texts.randbytes(LONG * 20).hex(), "--by", "US", "--to", "RU")
    ballast = fill(disk)
    if log_too:  # the next that is recorded needs a new file of the server's log
        with suppress(Exception):
            server.does("select pg_switch_wal()")
    kept = 0
    while not is_told(live("note", "RU-1", texts.randbytes(LONG).hex(), "--by", "US", fails=None)):
        kept += 1
    assert is_told(alice("sync", fails=None))
    ballast.unlink()
    end = time.monotonic() + PATIENCE
    while live("log", fails=None).code and time.monotonic() < end:
        if not server.runs:
            server.start()
        time.sleep(0.2)
    assert len(live.json("log --limit 999")["rows"]) == 1 + kept
    live("note RU-1 --by NATO")
    synced(alice, bob)
    assert len(bob.json("log --limit 999")["rows"]) == kept + 3
    for session in (alice, bob, live):
        session("check --fail-on error")
