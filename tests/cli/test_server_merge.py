"""Somebody's database in a file is taken into a ledger on a server, and the other way round."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import servers
from builders import Session
from hubs import begin, ledger

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


def test_a_database_in_a_file_is_merged_into_a_server(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    in_file, live = Session(tmp_path / "file"), Session(tmp_path)
    in_file.env["TRACKER_DB"] = str(in_file.db)
    server = engines.server()
    live.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    begin(in_file)
    in_file("demand 'a ban' --by RU --to NATO --private")
    in_file("demand 'a pause' --by RU --to NATO")
    said = live("merge --dry-run", str(in_file.db))
    assert "2 to add" in said + said.err
    assert live("merge --yes", str(in_file.db)) == f"Took in {in_file.db}: 2 added.\n"
    assert tuple(ledger(live)) == tuple(ledger(in_file))
    assert ": 0 added, 2 were on record already." in live("merge --yes", str(in_file.db))
    live("check --fail-on error")  # ends with 0
