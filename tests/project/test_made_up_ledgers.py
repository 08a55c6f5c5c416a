"""The made-up ledgers of the benchmarks are what the program itself would have recorded."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session

MOVES = 1000
COUNTS = """
select count(*), sum(private), (select count(*) from set_aside), (select count(*) from membership)
from move
"""
USUAL = {"demand", "revise", "reaffirm", "accept", "reject", "defer", "counter", "ask", "note"}


def test_one_has_something_of_everything_and_breaks_no_rule(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(checkout / "benchmarks")
    from _realistic import write_realistic

    session = Session(tmp_path)
    write_realistic(session.db, MOVES, seed=7)
    with closing(sqlite3.connect(session.db)) as connection:
        moves, *others = connection.execute(COUNTS).fetchone()
        verbs = {verb for (verb,) in connection.execute("select distinct verb from move")}
    assert MOVES <= moves <= MOVES + 2
    assert min(others) > 0
    assert verbs >= USUAL
    found = json.loads(session("check --format json", fails=None))["rows"]
    assert {each["code"] for each in found} <= {"bloc-moved-on", "contested", "source-missing"}
