"""The made-up ledgers of the benchmarks are what the program itself would have recorded."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session

MOVES, TIMES = 1000, 10
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


def test_one_made_of_another_through_sql_has_all_of_it_ten_times(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(checkout / "benchmarks")
    from _multiplied import write_multiplied
    from _realistic import talks_of, write_realistic

    recorded, session = tmp_path / "recorded.db", Session(tmp_path)
    write_realistic(recorded, MOVES // TIMES, seed=7)
    write_multiplied(recorded, session.db, MOVES, TIMES)
    with closing(sqlite3.connect(recorded)) as one, closing(sqlite3.connect(session.db)) as many:
        once, often = (each.execute(COUNTS).fetchone() for each in (one, many))
        assert often[:3] == tuple(TIMES * each for each in once[:3])
        assert often[3] == once[3]
        assert many.execute("pragma foreign_key_check").fetchall() == []
        assert many.execute("select count(*) from talk").fetchone() == (talks_of(MOVES),)
        demands = one.execute("select count(*) from demand").fetchone()[0]
    stands: dict[int, list[tuple[str, str]]] = {}
    for each in json.loads(session("positions --all --format json"))["rows"]:
        number = int(each["demand"].removeprefix("D-"))
        stands.setdefault(number, []).append((each["to"], each["status"]))
    for number, found in stands.items():
        assert found == stands[(number - 1) % demands + 1], number
    assert len(stands) == TIMES * demands
