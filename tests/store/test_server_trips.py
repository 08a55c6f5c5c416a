"""What reads a whole ledger asks a server for much at a time, not for each demand anew."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import servers
from builders import SET_UP, Session
from trips import Trips

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

FEW, MANY = 5, 60


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> Trips:
    return Trips(monkeypatch)


def session(folder: Path, demands: int) -> Session:
    """Somebody whose ledger on a server has so many demands, each put and answered."""
    folder.mkdir()
    made = Session(folder)
    server = engines.server()
    made.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    for line in ("init 'Security talks'", *SET_UP):
        made(line)
    lines = ["talk,party,move,demand,to,text"]
    for number in range(1, demands + 1):
        lines.append(f"T1,RU,demand,RU-{number},NATO,words {number}")
        lines.append(f"T2,NATO,reject,RU-{number},,never {number}")
    (folder / "moves.csv").write_text("\n".join(lines), encoding="utf-8")
    made(f"import {folder / 'moves.csv'} --yes")
    return made


@pytest.mark.parametrize(
    "line", ["export moves", "export moves --format json", "export moves --known-at 2100-01-01"]
)
def test_an_export_takes_as_many_round_trips_for_many_demands(
    tmp_path: Path, trips: Trips, line: str
) -> None:
    few, many = (session(tmp_path / str(each), each) for each in (FEW, MANY))
    assert len(many.rows("export moves")) == 2 * MANY
    assert trips.of(many, line) == trips.of(few, line)


def test_so_does_one_with_the_columns_that_only_some_ledgers_need(
    tmp_path: Path, trips: Trips
) -> None:
    few, many = (session(tmp_path / str(each), each) for each in (FEW, MANY))
    for each in (few, many):
        (each.folder / "said.txt").write_text("What was said.", encoding="utf-8")
        each(f"ask RU-1 why --by NATO --at T3 --source-file {each.folder / 'said.txt'}")
    assert many.rows("export moves")[-1]["source_text"]
    assert trips.of(many, "export moves") == trips.of(few, "export moves")


def test_the_timeline_of_a_demand_takes_no_more_round_trips_for_talks_that_say_nothing_of_it(
    tmp_path: Path, trips: Trips
) -> None:
    few, many = (session(tmp_path / str(each), FEW) for each in (FEW, MANY))
    for day in range(1, 29):
        many(f"talk add Later --date 2022-03-{day:02}")
    many("reject RU-2 'still not' --by NATO --at 2022-03-05")
    assert trips.of(many, "timeline --demand RU-1") == trips.of(few, "timeline --demand RU-1")
