"""moves.csv of a ledger whose keys and refs were told apart: it reads back to the same ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session
from story import copied

pytestmark = pytest.mark.file("a database in a file is handed over")


@pytest.fixture
def both(prepared: Path, tmp_path: Path) -> tuple[Session, Session]:
    """Two people whose ledgers have an RU-1 and a T4 each, which are not the same."""
    people = []
    for name, day in (("alice", "2022-02-01"), ("bob", "2022-02-02")):
        (tmp_path / name).mkdir()
        session = copied(prepared, tmp_path / name)
        session.env["TRACKER_USER"] = name
        session(f"talk add 'Of {name}' --date {day}")
        session(f"demand 'The ban of {name}' --by RU --to NATO --issue Ukraine")
        session("reject RU-1 --by NATO")
        session("counter RU-1 'Something else' --by US")
        people.append(session)
    return people[0], people[1]


def merged(one: Session, other: Session) -> Session:
    one("merge --yes", str(other.db))
    return one


def seen(session: Session) -> list[dict[str, str]]:
    rows = session.rows("export moves --include-private")
    return sorted(rows, key=lambda row: row["id"])


def test_the_column_is_there_only_where_a_name_differs(both: tuple[Session, Session]) -> None:
    alice, bob = both
    assert "given" not in alice.rows("export moves")[0]
    merged(alice, bob)
    given = {row["given"] for row in alice.rows("export moves")}
    refs = [row["talk"] for row in alice.rows("talk list") if "." in row["talk"]]
    assert len(refs) == 1
    assert "" in given
    assert "demand RU-1\ntalk T4 2022-02-02" in given
    assert given & {"demand RU-1\ncounter US-1\ntalk T4 2022-02-02", "counter US-1"}


def test_the_file_makes_the_same_ledger(both: tuple[Session, Session], tmp_path: Path) -> None:
    alice = merged(*both)
    file = tmp_path / "moves.csv"
    alice("export moves -o", str(file))
    reader = Session(tmp_path)
    reader(f"import {file} --yes")
    assert seen(reader) == seen(alice)
    assert reader.cells() == alice.cells()
    again = reader(f"import {file} --yes")
    assert "0 added, 8 were on record already" in again
    reader("merge --yes", str(alice.db))
    assert seen(reader) == seen(alice)
    assert [row["talk"] for row in reader.rows("talk list")] == [
        row["talk"] for row in alice.rows("talk list")
    ]


def test_the_other_may_call_it_by_its_own_name(both: tuple[Session, Session]) -> None:
    alice, bob = both
    bob("merge --yes", str(alice.db))
    bob("accept RU-1 --by NATO --at T4")
    file = bob.folder / "moves.csv"
    bob("export moves -o", str(file))
    alice("merge --yes", str(bob.db))
    assert "0 added" in alice(f"import {file} --yes")


def test_another_talk_of_a_ref_that_is_taken_comes_with_a_merge_alone(
    both: tuple[Session, Session],
) -> None:
    alice, bob = both
    file = bob.folder / "moves.csv"
    bob("talk edit T4 --date 2022-02-01")
    bob("export moves -o", str(file))
    refused = alice(f"import {file} --yes", fails=7).err
    assert "is another talk here, added as that of 2022-02-01 and not of 2022-02-02" in refused
    alice("merge --yes", str(bob.db))
    assert len({row["demand"] for row in alice.rows("positions --all")}) == 4
    assert "The ban of alice" in alice("show RU-1")
    assert "0 added" in alice(f"import {file} --yes")


def test_a_name_that_no_export_writes_is_a_bad_cell(both: tuple[Session, Session]) -> None:
    alice, bob = both
    file = merged(alice, bob).folder / "moves.csv"
    alice("export moves -o", str(file))
    file.write_text(file.read_text("utf-8").replace("demand RU-1\n", "demands\n"), "utf-8")
    reader = Session(bob.folder)
    reader.db = bob.folder / "new.db"
    reader.env["TRACKER_DB"] = str(reader.db)
    assert "given" in reader(f"import {file} --yes", fails=7).err
