"""What was tried on a server and not kept leaves no trace in the numbers of what is kept."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import servers
from builders import Session
from hubs import begin

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


def test_an_undo_after_a_dry_run_takes_back_one_command_alone(tmp_path: Path) -> None:
    server = engines.server()
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    file = session.write("in.csv", "talk,party,move,demand", "T3,NATO,reject,RU-1")
    for _ in range(3):
        session(f"import {file} --dry-run")
    session("party add FR France")
    session("reject RU-1 --by NATO")
    session("undo --yes")
    assert session.cells() == {("RU-1", "NATO"): "open"}
    session("undo --yes")  # the party
    assert [row["code"] for row in session.rows("party list")] == ["RU", "NATO", "US"]
    assert session.rows("talk list")
    session("check --fail-on error")  # ends with 0: no number is missing
