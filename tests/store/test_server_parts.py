"""What gives a row for each move of a ledger comes from a server some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import engines
import psycopg
import pytest
import servers
from builders import SET_UP, Session

from tracker.store.server import parts
from tracker.store.server.address import Address
from tracker.store.server.store import ServerStore, open_server

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

DEMANDS = 7
EVERY = {"negotiation": None}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ServerStore]:
    """A ledger with seven moves."""
    made = Session(tmp_path)
    server = engines.server()
    made.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    for line in ("init 'Security talks'", *SET_UP):
        made(line)
    for number in range(DEMANDS):
        made(f"demand 'words {number}' --by RU --to NATO --at T1")
    with closing(open_server(Address(made.env["TRACKER_DB"]))) as opened:
        yield opened


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each answer of the server had, from here on."""
    counts: list[int] = []
    execute = psycopg.ClientCursor.execute

    def executed(cursor: Any, *given: Any, **named: Any) -> Any:
        done = execute(cursor, *given, **named)
        while done.nextset():
            pass
        counts.append(done.rowcount)
        return done

    monkeypatch.setattr(psycopg.ClientCursor, "execute", executed)
    return counts


@pytest.mark.parametrize("part", [1, 3, DEMANDS, DEMANDS + 1])
def test_all_moves_come_so_many_at_a_time_in_their_order(
    store: ServerStore, fetched: list[int], monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    with store.reading():
        whole = store.all("moves_to_check", EVERY)
        monkeypatch.setattr(parts, "SIZE", part)
        del fetched[:]
        assert list(store.each("moves_to_check", EVERY)) == whole
        assert len(whole) == DEMANDS
        assert max(fetched) <= part


def test_others_are_asked_while_they_come(
    store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SIZE", 2)
    with store.reading():
        found = [
            ((store.one("last_move") or ())[0], len(list(store.each("moves_to_check", EVERY))))
            for _ in store.each("moves_to_check", EVERY)
        ]
    assert found == [(DEMANDS, DEMANDS)] * DEMANDS


def test_a_cursor_that_is_left_ends_with_the_transaction(
    store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "SIZE", 2)
    with store.reading():
        assert next(iter(store.each("moves_to_check", EVERY)))
    assert store.connection.execute("select count(*) from pg_cursors").fetchone() == (0,)
