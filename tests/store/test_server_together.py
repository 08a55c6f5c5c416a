"""Readings that go on together, and queries that are prepared: the same answers in fewer trips."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import engines
import pytest
import servers
from builders import SET_UP, Session
from trips import Trips

from tracker.errors import NotFound
from tracker.ledger import positions
from tracker.store.server import together
from tracker.store.server.address import Address
from tracker.store.server.store import ServerStore, open_server
from tracker.store.store import Row

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

DEMANDS = 12
PREPARED = "select count(*) from pg_prepared_statements"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Somebody whose ledger on a server has a dozen demands, the last of them private."""
    made = Session(tmp_path)
    server = engines.server()
    made.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    for line in ("init 'Security talks'", *SET_UP):
        made(line)
    for number in range(1, DEMANDS + 1):
        private = "--private" if number == DEMANDS else ""
        made(f"demand 'words {number}' --by RU --to NATO --at T1 {private}")
    return made


@pytest.fixture
def store(session: Session) -> Iterator[ServerStore]:
    with closing(open_server(Address(session.env["TRACKER_DB"]))) as opened:
        yield opened


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> Trips:
    return Trips(monkeypatch)


def words(store: ServerStore, demand: int) -> list[str]:
    """The key of a demand and the words of its moves: two questions."""
    row = store.one("demand_key", {"id": demand}) or ("",)
    where = {"demands": f"[{demand}]", "moment": 10**15}
    return [str(row[0]), *(each[4] for each in store.each("wordings_of_demands", where))]


def every(store: ServerStore) -> list[Callable[[], list[str]]]:
    return [partial(words, store, demand) for demand in range(1, DEMANDS + 1)]


def test_each_reading_gives_what_it_gives_alone_in_their_order(store: ServerStore) -> None:
    with store.reading():
        alone = [each() for each in every(store)]
        assert list(store.together(every(store))) == alone
    assert alone[0][-1] == "words 1"
    assert alone[-1][-1] == f"words {DEMANDS}"


def test_what_several_ask_goes_in_one_round_trip(store: ServerStore, trips: Trips) -> None:
    with store.reading():
        before = trips.count
        list(store.together(every(store)))
        assert trips.count - before == 2 * 2  # two questions each: of four, then of the eight left
        assert together.FIRST == 4


def test_readings_within_readings_go_together_too(store: ServerStore, trips: Trips) -> None:
    def four(first: int) -> list[list[str]]:
        return list(store.together(every(store)[first : first + 4]))

    with store.reading():
        alone = [each() for each in every(store)]
        before = trips.count
        found = list(store.together(partial(four, first) for first in (0, 4, 8)))
        assert trips.count - before == 2
    assert [each for some in found for each in some] == alone


def test_they_go_on_fewer_at_a_time_where_they_read_much(
    store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    going: list[int] = []
    asked = store._sender.ask_all

    def counted(questions: Any) -> list[list[Row]]:
        going.append(len(questions))
        return asked(questions)

    monkeypatch.setattr(store._sender, "ask_all", counted)
    monkeypatch.setattr(together, "ROWS", 4)
    with store.reading():
        list(store.together(every(store)))
    assert max(going) == going[0] == together.FIRST
    assert set(going[2:]) == {2}  # of two rows each


def test_one_that_fails_ends_the_others_and_the_store_goes_on(store: ServerStore) -> None:
    ended = []

    def fails() -> list[str]:
        words(store, 1)
        raise NotFound("nothing of the kind")

    def waits() -> list[str]:
        try:
            return words(store, 2)
        finally:
            ended.append(True)

    with store.reading():
        with pytest.raises(NotFound, match="of the kind"):
            list(store.together([waits, fails, waits]))
        assert ended == [True, True]
        assert words(store, 3)[-1] == "words 3"


def test_what_is_asked_again_is_prepared_and_let_go_of_with_the_transaction(
    store: ServerStore,
) -> None:
    with store.reading():
        found = [words(store, demand)[-1] for demand in (1, 2, 3)]
        assert store.connection.execute(PREPARED).fetchone() == (2,)
    assert found == ["words 1", "words 2", "words 3"]
    assert store.connection.execute(PREPARED).fetchone() == (0,)
    with store.reading():
        assert [words(store, demand)[-1] for demand in (4, 5)] == ["words 4", "words 5"]


def test_it_is_let_go_of_where_the_transaction_fails(store: ServerStore) -> None:
    with suppress(ZeroDivisionError), store.reading():
        assert [words(store, demand)[-1] for demand in (1, 2)] == ["words 1", "words 2"]
        raise ZeroDivisionError
    assert store.connection.execute(PREPARED).fetchone() == (0,)


def test_it_is_prepared_anew_where_something_stands_in_for_a_table(store: ServerStore) -> None:
    with store.reading():
        for _ in range(3):
            assert words(store, DEMANDS)[1:] == [f"words {DEMANDS}"]
        with store.without_private():
            for _ in range(3):
                assert words(store, DEMANDS)[1:] == []
        assert words(store, DEMANDS)[1:] == [f"words {DEMANDS}"]


def test_a_value_of_another_type_or_size_finds_what_it_finds_alone(store: ServerStore) -> None:
    with store.reading():
        for demand in (1, 2, 3):
            assert store.one("demand_key", {"id": demand})
        for other in (2**70, 1.5, None):
            assert store.one("demand_key", {"id": other}) is None
        assert store.one("demand_key", {"id": 4}) == ("RU-4",)


def test_that_it_is_not_installed_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "tracker.store.server.together")
    monkeypatch.setitem(sys.modules, "greenlet", None)
    said = session("positions", fails=2)
    assert "needs greenlet" in said.err
    assert "pip install 'negotiation-tracker[postgres]'" in said.err


def test_values_that_are_missing_are_asked_as_they_stand(store: ServerStore) -> None:
    where = {"negotiation": None}
    with store.reading():
        counts = [len(store.all("moves_to_check", where)) for _ in range(3)]
        assert counts == [DEMANDS] * 3
        assert len(store.all("moves_to_check", {"negotiation": 1})) == DEMANDS


@pytest.mark.parametrize(
    ("line", "page"),
    [
        *((each, positions.PAGE) for each in ("timeline", "stats", "check", "search words")),
        *((each, 5) for each in ("positions", "brief --for NATO")),
    ],
)
def test_a_view_of_many_talks_and_demands_takes_not_many_times_the_round_trips(
    session: Session, trips: Trips, monkeypatch: pytest.MonkeyPatch, line: str, page: int
) -> None:
    monkeypatch.setattr(positions, "PAGE", page)
    few = trips.of(session, line)
    rows = ["talk,party,move,demand,to,text"]
    for number in range(DEMANDS + 1, 8 * DEMANDS):
        rows.append(f"T{number % 3 + 1},RU,demand,RU-{number},NATO,words {number}")
    for day in range(1, 25):
        session(f"talk add Later --date 2022-03-{day:02}")
        rows.append(f"T{day + 3},NATO,reject,RU-{day % 11 + 1},,never {day}")
    session(f"import {session.write('more.csv', *rows)} --yes")
    assert trips.of(session, line) < 3 * few
