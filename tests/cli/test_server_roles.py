"""Who may do what with a ledger on a server."""

from __future__ import annotations

from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, live, logins

from tracker.store.server.store import MUCH

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
WORD = "zimtstern"


@pytest.fixture(scope="module")
def roles() -> dict[str, str]:
    return logins("a")


@pytest.fixture
def database() -> str:
    server = engines.server()
    return server.database(engines.EMPTY)


def test_a_recorder_records_and_a_reader_looks(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    begin(recorder)
    recorder("demand 'a ban' --by RU --to NATO")
    recorder("undo --yes")
    recorder("undo --redo --yes")
    reader = live(tmp_path, database, roles["reader"])
    reader("use 'Security talks'")
    assert reader.cells() == {("RU-1", "NATO"): "open"}
    refused = reader("reject RU-1 --by NATO", fails=6).err
    assert "You may not do this" in refused
    assert reader.cells() == {("RU-1", "NATO"): "open"}


def test_a_recorder_imports_many_moves_as_the_owner_does(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    begin(recorder)
    recorder("demand 'a ban' --by RU --to NATO --at T1")
    rows = "".join(f"T2,NATO,defer,RU-1,number {number}\n" for number in range(MUCH))
    (tmp_path / "many.csv").write_text(f"talk,party,move,demand,text\n{rows}", encoding="utf-8")
    recorder(f"import {tmp_path / 'many.csv'} --yes")
    stock = "select reltuples from pg_class where oid = 'tracker.move'::regclass"
    assert engines.server().does(stock, database) == [(MUCH + 1,)]
    reader = live(tmp_path, database, roles["reader"])
    assert len(reader.rows("export moves")) == MUCH + 1


def test_a_reader_sees_nothing_private_and_what_is_public_stands(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    begin(recorder)
    for line in (
        "demand 'a ban' --by RU --to NATO",
        "reject RU-1 'no' --by NATO",
        f"demand {WORD}text --title {WORD}title --issue {WORD}issue --by RU --to NATO --private",
    ):
        recorder(line)
    (answer,) = (row["id"] for row in recorder.rows("log --party NATO"))
    recorder(f"correct {answer} {WORD}corrected --private")
    reader = live(tmp_path, database, roles["reader"])
    for line in ("positions", "log", "show RU-1 --history", "matrix", f"search {WORD}", "stats",
                 "check", "undo --list", "export moves", "diff T1 T3", "issue list"):  # fmt: skip
        for options in ("", "--include-private"):
            said = reader(f"{line} {options}", fails=None)
            assert WORD not in said.replace(f"“{WORD}”", "")
    assert reader.cells("--include-private") == {("RU-1", "NATO"): "rejected"}


def test_a_reader_sees_no_negotiation_that_is_archived(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    begin(recorder)
    recorder("demand 'a ban' --by RU --to NATO")
    recorder("negotiation archive")
    reader = live(tmp_path, database, roles["reader"])
    assert "Security talks" not in reader("negotiation list")
    server = engines.server()
    with psycopg.connect(server.address(database, roles["reader"])) as connection:
        for table in ("move", "demand", "talk", "negotiation"):
            rows = connection.execute(f"select count(*) from tracker.{table}".encode()).fetchone()
            assert rows == (0,)


@pytest.mark.parametrize("sql", [
    "update tracker.move set text = 'other'",
    "update tracker.move set nr = nr + 1",
    "update tracker.move set moment = moment, rank = 7",
    "delete from tracker.move",
    "truncate tracker.move",
    "delete from tracker.set_aside",
    "update tracker.set_aside set move = 0",
    "insert into tracker.set_aside select nr from tracker.move",
    "delete from tracker.registry_change",
    "update tracker.registry_change set new = 'other'",
    "delete from tracker.command",
    "truncate tracker.registry_change",
])  # fmt: skip
@pytest.mark.parametrize("role", ["admin", "owner"])
def test_nobody_changes_what_was_recorded(
    tmp_path: Path, roles: dict[str, str], sql: str, role: str, prepared_server: str
) -> None:
    person = roles.get(role, servers.ADMIN)
    with (
        psycopg.connect(engines.server().address(prepared_server, person)) as connection,
        pytest.raises(psycopg.Error),
    ):
        connection.execute(sql.encode())


@pytest.fixture(scope="module")
def prepared_server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database on the server with a few moves."""
    name = engines.server().database(engines.EMPTY)
    session = live(tmp_path_factory.mktemp("kept"), name, servers.ADMIN)
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    session("reject RU-1 --by NATO")
    (answer,) = (row["id"] for row in session.rows("log --party NATO"))
    session(f"strike {answer} --reason mistaken")
    return name


def test_who_sees_what_is_public_alone_does_not_sync_and_checks_how_the_ledger_is_made(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    reader, recorder = (live(tmp_path, database, roles[each]) for each in list(roles)[:2])
    begin(recorder)
    address = reader.env["TRACKER_DB"]
    recorder("demand 'a ban' --by RU --to NATO --private")
    recorder("demand 'talks' --by RU --to NATO")
    assert "no more was checked than how it is made" in reader("check").err
    assert reader.rows("check") == []
    assert recorder("check --fail-on error").err == ""
    reader.env["TRACKER_DB"] = str(tmp_path / "own.db")
    said = reader(f"hub join {address}", fails=4).err
    assert "lets you look at what is public, and not sync" in said
    assert f"tracker positions --db {address}" in said
    assert not (tmp_path / "own.db").exists()


def test_who_may_record_no_more_syncs_no_more(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    begin(live(tmp_path, database, roles["recorder"]))
    server = engines.server()
    server.does("create role once_a_member login in role tracker_reader, tracker_recorder")
    once = Session(tmp_path)
    once.env["TRACKER_DB"] = str(tmp_path / "own.db")
    once(f"hub join {server.address(database, 'once_a_member')}")
    once("sync")
    server.does("revoke tracker_recorder from once_a_member")
    for line in ("sync", "sync --watch", "sync --dry-run", "hub status"):
        assert "and not sync" in once(line, fails=4).err
    assert once("talk list")


def test_a_public_counter_to_what_was_put_in_private_breaks_no_view_of_a_reader(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    begin(recorder)
    recorder("demand zimtstern --by RU --to US --private")
    recorder("counter RU-1 'another way' --by US")
    recorder("demand 'a ban' --by RU --to NATO")
    recorder("accept RU-2 --by US --private")
    reader = live(tmp_path, database, roles["reader"])
    views = ("positions", "timeline", "status", "stats", "matrix", "show US-1", "brief --for RU")
    for line in (*views, "diff T1 T3", "export moves", f"report -o {tmp_path / 'page.html'}"):
        assert "zimtstern" not in reader(line)
    with psycopg.connect(reader.env["TRACKER_DB"]) as connection:
        # That the United States answered in private is nobody's to know.
        unaddressed = "select count(*) from tracker.pair where addressed = 0 and party > 0"
        assert connection.execute(unaddressed).fetchone() == (0,)


def test_a_server_knows_itself_who_records(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    recorder.env["TRACKER_USER"] = "somebody else"
    begin(recorder)
    recorder("demand 'a ban' --by RU --to NATO")
    assert {row["recorded_by"] for row in recorder.rows("export moves")} == {"a_recorder"}
    sql = (
        "insert into tracker.move select (jsonb_populate_record(move, %s)).* from tracker.move"
        " where verb = 'demand'"
    )
    claimed = '{"nr": 2, "id": "%s", "recorded_by": "a_reader", "told_by": "a_reader"}' % ("7" * 32)
    server = engines.server()
    with psycopg.connect(server.address(database, roles["recorder"])) as connection:
        connection.execute(sql.encode(), (claimed,))
    assert server.does("select distinct told_by from tracker.move", database) == [("a_recorder",)]


def test_the_doctor_tells_how_a_server_is_and_no_password(
    tmp_path: Path, roles: dict[str, str], database: str
) -> None:
    recorder = live(tmp_path, database, roles["recorder"])
    recorder.env["PGPASSWORD"] = WORD
    begin(recorder)
    recorder("demand 'a ban' --by RU --to NATO")
    told = {row["fact"]: row["value"] for row in recorder.rows("doctor")}
    assert told["role"] == "a_recorder"
    assert told["its rights"] == "tracker_reader, tracker_recorder"
    assert told["private moves"] == "are sent there"
    assert told["moves"] == "1"
    assert told["newest move"] == recorder.rows("log")[0]["id"]
    assert WORD not in recorder("doctor")


def test_the_doctor_tells_what_it_can_of_a_server_that_is_not_there(tmp_path: Path) -> None:
    session = Session(tmp_path)
    said = session("doctor --format csv --db postgresql://127.0.0.1:1/x", fails=6)
    assert "no: The server of postgresql://127.0.0.1:1/x cannot be reached" in said


@pytest.mark.parametrize("line", ["backup", "restore x.db --yes", "demo"])
def test_what_is_about_a_file_says_so_of_a_server(tmp_path: Path, database: str, line: str) -> None:
    session = live(tmp_path, database, servers.ADMIN)
    said = session(f"{line} --db {session.env['TRACKER_DB']}", fails=2)
    assert "is for a database in a file" in said.err


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    session = Session(tmp_path)
    for address in ("postgresql://a:geheim@localhost/x", "postgresql://a:geheim@[::1/x",
                    "postgresql://localhost/x?password=geheim"):  # fmt: skip
        said = session(f"positions --db '{address}'", fails=2)
        assert "geheim" not in said.err


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_nothing_goes_over_a_network_in_the_open(tmp_path: Path, mode: str) -> None:
    session = Session(tmp_path)
    said = session(f"positions --db postgresql://db.example.org/x?sslmode={mode}", fails=2)
    assert "sslmode=verify-full" in said.err


def test_a_server_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    session = Session(tmp_path)
    said = session("positions --db postgresql://127.0.0.1:1/x", fails=6)
    assert "cannot be reached" in said.err
    assert said.err.count("\n") == 1


def test_a_database_without_a_ledger_says_how_to_make_one(tmp_path: Path) -> None:
    server = engines.server()
    session = live(tmp_path, server.database(), servers.ADMIN)
    assert "tracker hub init" in session("positions", fails=6).err


def test_a_ledger_of_a_newer_tracker_is_refused(tmp_path: Path, database: str) -> None:
    engines.server().does("update tracker.about set schema = 99", database)
    session = live(tmp_path, database, servers.ADMIN)
    assert "newer tracker (schema 99" in session("positions", fails=6).err
    assert (
        "newer tracker (schema 99" in session(f"hub init {session.env['TRACKER_DB']}", fails=6).err
    )


def test_a_schema_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    server = engines.server()
    name = server.database()
    server.does("create schema tracker; create table tracker.theirs (a int)", name)
    session = live(tmp_path, name, servers.ADMIN)
    assert "holds no ledger" in session(f"hub init {session.env['TRACKER_DB']}", fails=4).err
    assert server.does("select count(*) from tracker.theirs", name) == [(0,)]
