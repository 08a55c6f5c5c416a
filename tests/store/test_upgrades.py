"""Databases of earlier schemas, with rows, are brought up to date and say what they said before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session

from tracker.store import schema

SCHEMAS = Path(__file__).parent / "schemas"
"""One dump for each earlier schema: the same wage round, recorded by the program of that time."""


@pytest.fixture(params=range(1, schema.NEWEST))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Session:
    """A session at a database of an earlier schema."""
    session = Session(tmp_path)
    with closing(sqlite3.connect(session.db)) as client:
        client.executescript((SCHEMAS / f"{request.param}.sql").read_text(encoding="utf-8"))
    return session


def test_every_position_stands_as_before(old: Session) -> None:
    assert old.cells() == {
        ("UNION-1", "EMP"): "open (was countered)",
        ("EMP-1", "UNION"): "accepted in part",
    }
    assert old.cells("--as-of T1") == {("UNION-1", "EMP"): "rejected"}
    assert old.sql("pragma user_version") == [(schema.NEWEST,)]
    assert old.sql("pragma foreign_key_check") == []


def test_every_move_is_there_and_its_id_still_fits(old: Session) -> None:
    before = old.sql("select id, text, party from move order by nr")
    exported = old.write("moves.csv", old("export moves --include-private").rstrip("\n"))
    assert len(before) >= 10
    said = old(f"import {exported} --yes")
    assert f"Imported {exported}: 0 added, {len(before)} were on record already" in said
    assert old.sql("select id, text, party from move order by nr") == before


def test_what_is_recorded_next_stands_on_what_was_there(old: Session) -> None:
    old("accept UNION-1 --by EMP")
    old("demand 'Thirty days of leave' --by UNION --to EMP")
    assert old.cells()["UNION-1", "EMP"] == "accepted"
    assert ("UNION-2", "EMP") in old.cells()


def test_the_registry_knows_what_it_held_from_its_beginning(old: Session) -> None:
    old("use 'Wage round'")
    first = "select subject, ref, new from registry_change where field = 'added' order by nr"
    assert ("party", "EMP", '{"name":"The Employer"}') in old.sql(first)
    assert old.sql("select ref, first_date from talk order by ref") == [
        ("T1", "2026-03-02"),
        ("T2", "2026-03-16"),
    ]
    assert old.sql("select new from registry_change where field = 'stays in FED'") == [
        ("2020-01-01/..",)
    ]


def test_each_demand_knows_the_move_that_put_it_first(old: Session) -> None:
    old("positions")
    assert old.sql(
        "select demand.key, move.text from demand join move on move.id = demand.opening order by 1"
    ) == [("EMP-1", "Wages rise by 2 %"), ("UNION-1", "Wages rise by 5 %")]


def test_what_was_said_before_is_indexed_and_found(old: Session) -> None:
    (row,) = old.rows("search wages may")
    assert row["snippet"] == "*Wages* rise by 4 % [from *May*]"
    assert old.sql("select count(*) from move_words_docsize") == old.sql(
        "select count(*) from move"
    )


def test_edits_made_before_commands_were_logged_are_taken_back_by_their_times(old: Session) -> None:
    at = "2026-11-24T13:13"
    assert [row["name"] for row in old.rows(f"party list --known-at {at}:48Z")][1] == "The Employer"
    assert [row["name"] for row in old.rows(f"party list --known-at {at}:50Z")][1] == (
        "The Employers"
    )
    before, after = (
        {row["talk"]: row["date"] for row in old.rows(f"talk list --known-at {at}:{second}Z")}
        for second in (48, 49)
    )
    assert before == {"T1": "2026-03-02", "T2": "2026-03-16"}
    assert after == {"T1": "2026-03-02", "T2": "2026-03-17"}
    blocs = [
        next(
            row["blocs"]
            for row in old.rows(f"party list --known-at {at}:{second}Z")
            if row["code"] == "UNION"
        )
        for second in (46, 48)
    ]
    assert blocs == ["", "FED (2020-01-01/..)"]


def test_and_moves_stand_where_their_talk_stood_then(old: Session) -> None:
    at = "--known-at 2026-11-24T13:13:49.1Z"
    assert old.cells(f"--as-of 2026-03-16 {at}") == old.cells(f"--as-of T2 {at}")
    assert old.cells("--as-of 2026-03-16") != old.cells("--as-of T2")


def test_an_upgraded_database_is_in_order(old: Session) -> None:
    old("positions")
    assert [row for row in old.rows("check") if row["severity"] == "error"] == []
