"""What goes to a server goes in few round trips, and whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import engines
import pytest
import servers
from builders import SET_UP, Session
from hubs import begin, member
from trips import Trips

from tracker.errors import UsageError
from tracker.store.server import sending
from tracker.store.server.address import Address
from tracker.store.server.store import ServerStore, open_server

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

ROWS = 1000
BAD = 7
"""Every so many rows of the file there is a bad one."""


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> Trips:
    return Trips(monkeypatch)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Somebody who records on a server."""
    made = Session(tmp_path)
    server = engines.server()
    made.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    for line in (
        "init 'Security talks'",
        *SET_UP,
        "demand 'No bases' --by RU --to NATO,US --at T1",
    ):
        made(line)
    return made


def rows(path: Path, *, every_bad: int = 0) -> Path:
    """A file of answers, some of which add a talk before they are refused."""
    lines = ["talk,talk_date,party,move,demand,text"]
    for number in range(1, ROWS + 1):
        talk, party = f"T{number * 3 // (ROWS + 1) + 1},", ("NATO", "US")[number % 2]
        said = ("defer", "reject", "ask")[number % 3]
        if every_bad and number % every_bad == 0:
            talk, said = f"X{number},2022-02-01", "withdraw"
        lines.append(f"{talk},{party},{said},RU-1,number {number}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_one_answer_takes_few_round_trips(session: Session, trips: Trips) -> None:
    assert trips.of(session, "reject RU-1 never --by NATO --at T2") <= 20


def test_a_page_of_positions_takes_few_round_trips(session: Session, trips: Trips) -> None:
    assert trips.of(session, "positions") <= 20


def test_an_import_of_many_rows_takes_no_more_round_trips_than_one_of_few(
    session: Session, trips: Trips
) -> None:
    file = rows(session.folder / "moves.csv")
    assert trips.of(session, f"import {file} --yes") < ROWS / 10
    assert trips.copies >= 2  # the moves, and their words


def test_of_an_import_that_leaves_bad_rows_out_all_others_are_there(
    session: Session, tmp_path: Path
) -> None:
    file = rows(session.folder / "moves.csv", every_bad=BAD)
    session(f"import {file} --yes --skip-bad", fails=7)
    texts = [row["text"] for row in session.rows("export moves") if row["party"] != "RU"]
    assert texts == [f"number {number}" for number in range(1, ROWS + 1) if number % BAD]
    assert [row["talk"] for row in session.rows("export talks")] == ["T1", "T2", "T3"]


def test_of_an_import_with_a_bad_row_nothing_is_there(session: Session) -> None:
    file = rows(session.folder / "moves.csv", every_bad=ROWS)
    session(f"import {file} --yes", fails=7)
    assert len(session.rows("export moves")) == 1


FEW, MANY = 50, 200
"""How many demands are synced."""


def sharing(folder: Path, demands: int) -> Session:
    """A member of a hub of its own with so many demands, each with an issue and three answers."""
    server = engines.server()
    made = member(folder, f"with-{demands}", server.address(server.database(engines.EMPTY)))
    begin(made)
    lines = ["talk,date,party,move,demand,to,text,issue,counter"]
    for number in range(1, demands + 1):
        key = f"RU-{number}"
        lines.append(f"T1,,RU,demand,{key},NATO;US,number {number},Issue/{number},")
        lines.append(f"T2,,NATO,counter,{key},,instead {number},,NATO-{number}")
        lines.append(f",2022-02,US,reject,{key},,never,,")
    return recorded(made, lines)


def recorded(member: Session, lines: list[str]) -> Session:
    """Somebody who has imported some lines."""
    path = member.folder / "moves.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    member(f"import {path} --yes")
    return member


def test_a_first_sync_of_many_demands_takes_hardly_more_round_trips_than_one_of_few(
    tmp_path: Path, trips: Trips
) -> None:
    few, many = (trips.of(sharing(tmp_path, demands), "sync") for demands in (FEW, MANY))
    assert many - few < (MANY - FEW) / 5


def test_of_answers_on_many_demands_that_the_hub_has_a_sync_takes_as_few(
    tmp_path: Path, trips: Trips
) -> None:
    found = []
    for demands in (FEW, MANY):
        made = sharing(tmp_path, demands)
        made("sync")
        answers = [f"T3,US,accept,RU-{number}" for number in range(1, demands + 1)]
        recorded(made, ["talk,party,move,demand", *answers])
        found.append(trips.of(made, "sync"))
    few, many = found
    assert many - few < (MANY - FEW) / 5


@pytest.fixture
def store(session: Session) -> Iterator[ServerStore]:
    with closing(open_server(Address(session.env["TRACKER_DB"]))) as opened:
        yield opened


def change(store: ServerStore, number: int) -> None:
    """Write something that waits."""
    store.write(
        "registry_change_insert",
        {
            "subject": "party", "ref": "RU", "row": 1, "field": "name", "old": "", "by_union": None,
            "new": str(number), "changed_at": "", "changed_by": "",
        },
    )  # fmt: skip


def changed(store: ServerStore) -> list[int]:
    """What was written so."""
    rows = store.connection.execute(
        "select new from tracker.registry_change where changed_at = '' order by nr"
    )
    return [int(new) for (new,) in rows]


def test_a_nul_in_what_is_sent_is_told_as_one_in_a_file(store: ServerStore) -> None:
    with store.writing(), pytest.raises(UsageError, match="holds a NUL character"):
        store.write("negotiation_insert", {"name": "a\0b", "title": "a"})
    with store.reading(), pytest.raises(UsageError, match="holds a NUL character"):
        store.all("issues_by_path", {"negotiation": 1, "paths": json.dumps(["a\0b"])})


@pytest.mark.parametrize("read", [(), (1,), (2,), (3,), (1, 2, 3), (2, 4), (3, 4), (5,)])
def test_an_attempt_that_fails_takes_with_it_what_it_wrote_and_nothing_else(
    store: ServerStore, read: tuple[int, ...]
) -> None:
    def write(number: int) -> None:
        change(store, number)
        if number in read:  # whatever waits is sent by then
            store.one("last_change")

    with store.writing():
        write(1)
        with suppress(ZeroDivisionError), store.attempt():
            write(2)
            with store.attempt():
                write(3)
            1 / 0  # noqa: B018 - any failure
        with store.attempt():
            write(4)
            with suppress(ZeroDivisionError), store.attempt():
                write(5)
                1 / 0  # noqa: B018 - any failure
        write(6)
    assert changed(store) == [1, 4, 6]


def test_nothing_that_waits_writes_another_table_unseen(store: ServerStore, checkout: Path) -> None:
    """What waits is sent before its table is read: so no trigger of it may write others."""
    put = {
        name
        for file in (checkout / "tracker").rglob("*.py")
        for name in re.findall(r'store\.put\(\s*"(\w+)"', file.read_text(encoding="utf-8"))
    }
    assert put
    written = {sending._written(each) for each in put | sending._WAITING}
    rows = store.connection.execute(
        "select tgrelid::regclass::text, prosrc"
        " from pg_trigger join pg_proc on tgfoid = pg_proc.oid"
        " where not tgisinternal and pronamespace = 'tracker'::regnamespace"
    ).fetchall()
    assert {table.removeprefix("tracker.") for table, _ in rows} >= {"move"}
    writing = {
        table.removeprefix("tracker.")
        for table, source in rows
        if re.search(r"\b(insert into|update \w+ set|delete from)\b", source)
    }
    assert writing & written <= sending._FOLLOWING.keys()


def test_what_waits_when_a_transaction_fails_is_not_there(store: ServerStore) -> None:
    with suppress(ZeroDivisionError), store.writing():
        change(store, 1)
        1 / 0  # noqa: B018 - any failure
    with store.writing():
        change(store, 2)
    assert changed(store) == [2]


def test_more_than_may_wait_is_sent_before_the_end(
    store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST", 3)
    with store.writing():
        for number in range(4):
            change(store, number)
        assert changed(store) == [0, 1, 2]
    assert changed(store) == [0, 1, 2, 3]
