"""What a server is set to do otherwise than usual: told as what it is, or passed over."""

from __future__ import annotations

from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


def login(name: str, **settings: str) -> str:
    """A login that may record, with settings of its own."""
    server = engines.server()
    if not server.does(f"select 1 from pg_roles where rolname = '{name}'"):
        server.does(f"create role {name} login in role tracker_recorder")
        for setting, value in settings.items():
            server.does(f"alter role {name} set {setting} = {value}")
    return name


def live(folder: Path, role: str, database: str = "") -> Session:
    """Somebody who works on a server as a role of it."""
    server = engines.server()
    session = Session(folder)
    name = database or server.database(engines.EMPTY)
    session.env["TRACKER_DB"] = server.address(name, role)
    return session


def test_a_read_that_takes_too_long_for_the_server_is_told_as_that(tmp_path: Path) -> None:
    session = live(tmp_path, login("in_a_hurry", statement_timeout="200"))
    begin(session)
    server, name = engines.server(), session.env["TRACKER_DB"].rpartition("/")[2]
    with psycopg.connect(server.address(name)) as keeper:
        keeper.execute("lock table tracker.talk in access exclusive mode")
        said = session("talk list", fails=5).err
    assert "statement timeout" in said
    assert "Others have been recording" not in said
    session("talk list")
