"""Connections that are pooled by transaction: what one command set is not there for the next."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pooling
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, member, synced

from tracker.store.server import parts

pytestmark = pytest.mark.skipif(bool(pooling.why_not()), reason=pooling.why_not())


def test_a_pool_of_one_connection_serves_everybody(tmp_path: Path) -> None:
    server = servers.Server()
    try:
        name = server.database()
        with pooling.pooled(server, connections=1) as port:
            hub = f"postgresql://{servers.ADMIN}@{servers.LOOPBACK}:{port}/{name}"
            live = Session(tmp_path)
            live.env["TRACKER_DB"] = hub
            live(f"hub init {hub} --private")
            alice, bob = member(tmp_path, "alice", hub), member(tmp_path, "bob", hub, ahead=60)
            begin(alice)
            alice("demand zimtstern --by RU --to NATO --private")
            alice("demand 'a ban' --by RU --to NATO")
            synced(alice, bob)
            for _ in range(3):  # what is hidden in a pipe is there again for the next
                assert "zimtstern" not in live("positions")
                assert "zimtstern" in live("positions --include-private")
                assert live.rows("positions --known-at 2026-01-15T12:00:30Z --include-private")
            bob("reject RU-2 --by NATO")
            synced(alice, bob)
            assert live.cells()["RU-2", "NATO"] == "rejected"
    finally:
        server.remove()


def test_nothing_prepared_and_no_cursor_is_left_for_the_next_of_a_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SIZE", 2)
    server = servers.Server()
    try:
        name = server.database()
        with pooling.pooled(server, connections=1) as port:
            hub = f"postgresql://{servers.ADMIN}@{servers.LOOPBACK}:{port}/{name}"
            live, other = (Session(tmp_path / each) for each in ("live", "other"))
            for each in (live, other):
                each.folder.mkdir()
                each.env["TRACKER_DB"] = hub
            live(f"hub init {hub}")
            begin(live)
            for number in range(5):
                live(f"demand 'words {number}' --by RU --to NATO --at T{number % 3 + 1}")
            lines = ("timeline", "stats", "positions", "check")
            said = [live(line) for line in lines]
            live(f"bundle create -o {tmp_path / 'all.jsonl'}")
            for _ in range(2):
                with closing(psycopg.connect(hub, autocommit=True)) as next_one:
                    for held in ("pg_prepared_statements", "pg_cursors"):
                        found = next_one.execute(f"select count(*) from {held}").fetchone()
                        assert found == (0,)
                assert [other(line) for line in lines] == said
    finally:
        server.remove()
