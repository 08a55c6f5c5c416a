"""What a server is set to do otherwise than usual: told as what it is, or passed over."""

from __future__ import annotations

from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, live

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


def empty() -> str:
    """The database of an empty ledger."""
    return engines.server().database(engines.EMPTY)


def login(name: str, **settings: str) -> str:
    """A login that may record, with settings of its own."""
    server = engines.server()
    if not server.does(f"select 1 from pg_roles where rolname = '{name}'"):
        server.does(f"create role {name} login in role tracker_recorder")
        for setting, value in settings.items():
            server.does(f"alter role {name} set {setting} = {value}")
    return name


SAID = (r"back\slash", "it's", r"\' or 1 = 1 --", r"\\", "50% _ !", "E'x'", r"\u0041 \x41 \n")

MANY = range(20)


def test_backslashes_mean_themselves_whatever_a_role_is_set_to(tmp_path: Path) -> None:
    session = live(
        tmp_path,
        engines.server().database(engines.EMPTY),
        login("of_old", standard_conforming_strings="off"),
    )
    begin(session)
    session("demand 'a ban' --by RU --to NATO --issue", r"Arms\it's! 50%/new")
    for each in SAID:
        session("note RU-1 --by US", each)
    rows = (f'T3,NATO,ask,RU-1,"{each} {n}"' for n in MANY for each in SAID)
    file = session.write("in.csv", "talk,party,move,demand,text", *rows)
    session(f"import {file} --yes")
    texts = [row["text"] for row in session.rows("export moves") if row["party"] == "US"]
    assert texts == list(SAID)
    asked = [row["text"] for row in session.rows("export moves") if row["party"] == "NATO"]
    assert asked == [f"{each} {n}" for n in MANY for each in SAID]
    for text, many in ((r"back\slash", 21), ("it's", 21), ("\\", 84)):
        found = session.rows("search --party US,NATO", text)
        assert len(found) == many, text
        below = session.rows("search --party US,NATO", r"--issue=Arms\it's! 50%", text)
        assert len(below) == many, text
    session(f"hub init {session.env['TRACKER_DB']}", fails=6)  # may not: it keeps no ledger
    session("check --fail-on error")  # ends with 0


def test_a_read_that_takes_too_long_for_the_server_is_told_as_that(tmp_path: Path) -> None:
    session = live(
        tmp_path,
        engines.server().database(engines.EMPTY),
        login("in_a_hurry", statement_timeout="200"),
    )
    begin(session)
    server, name = engines.server(), session.env["TRACKER_DB"].rpartition("/")[2]
    with psycopg.connect(server.address(name)) as keeper:
        keeper.execute("lock table tracker.talk in access exclusive mode")
        said = session("talk list", fails=5).err
    assert "statement timeout" in said
    assert "Others have been recording" not in said
    session("talk list")


def test_what_was_known_is_in_the_order_of_a_file_however_the_database_sorts(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").mkdir()
    on_server, in_file = (
        live(tmp_path, engines.server().database(engines.EMPTY), servers.ADMIN),
        Session(tmp_path / "file"),
    )
    in_file.env["TRACKER_DB"] = str(in_file.db)
    for session in (on_server, in_file):
        begin(session)
        for path in ("delta", "Beta", "alpha", "Äther", "ether", "Zeta"):
            session(f"demand {path} --by RU --to NATO --issue {path}")
        session("party edit US --alias usa --alias 'The States'")
        known = session.clock
        session("issue rename Beta Omega")
        session("talk edit T1 --title Round")
    for view in ("issue list", "party list", "talk list", "positions"):
        there, here = (each.rows(f"{view} --known-at {known}Z") for each in (on_server, in_file))
        assert there == here


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_lacks_characters_is_refused(tmp_path: Path, encoding: str) -> None:
    server, name = engines.server(), f"in_{encoding.lower()}"
    ((version,),) = server.does("select current_setting('server_version_num')::int")
    provider = "locale_provider libc" if version >= 150_000 else ""
    server.does(
        f"create database {name} template template0 encoding '{encoding}' lc_collate 'C'"
        f" lc_ctype 'C' {provider}"
    )
    said = Session(tmp_path)(f"hub init {server.address(name)}", fails=4).err
    assert encoding in said
    assert "createdb --encoding=UTF8" in said
    assert server.does("select to_regnamespace('tracker')", name) == [(None,)]


@pytest.mark.parametrize("secret", ["password", "scram_client_key", "scram_server_key"])
def test_a_credential_in_an_address_is_refused_and_not_repeated(
    tmp_path: Path, secret: str
) -> None:
    from psycopg.pq import Conninfo

    if secret.encode() not in {each.keyword for each in Conninfo.get_defaults()}:
        pytest.skip("libpq is too old to know it")
    said = Session(tmp_path)(f"hub init postgresql://h/d?{secret}=zimtstern", fails=2)
    assert "Everybody on this machine can see a password in an address" in said.err
    assert "zimtstern" not in said + said.err
