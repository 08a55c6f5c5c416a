"""Dates in figures in a file: refused, unless somebody says which part comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.mapping.ordering import DateOrder, in_iso

HEADER = "talk_date,talk_title,party,move,text,until,demand"


@pytest.fixture
def session(run: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(run.folder)
    return run


def talks(session: Session) -> set[str]:
    return {row["date"] for row in session.rows("talk list")}


def row(day: str) -> str:
    return f"{day},A talk,RU,demand,a ban,,"


def test_without_an_order_both_days_are_named_and_the_option(session: Session) -> None:
    session.write("in.csv", HEADER, row("12/01/2023"))
    said = session("import in.csv --yes", fails=7).err
    assert "2023-12-01 or 2023-01-12?" in said
    assert "--dates day-first or month-first" in said


@pytest.mark.parametrize(("order", "day"), [("day-first", "01-12"), ("month-first", "12-01")])
@pytest.mark.parametrize("mark", ["/", ".", "-"])
def test_an_order_says_which_it_is(session: Session, order: str, day: str, mark: str) -> None:
    session.write("in.csv", HEADER, row(mark.join(("12", "01", "2023"))), row("2023-03-04"))
    session(f"import in.csv --yes --dates {order}")
    assert talks(session) >= {f"2023-{day}", "2023-03-04"}
    again = session(f"import in.csv --yes --dates {order}")
    assert "2 were on record already" in again


def test_a_value_that_contradicts_the_order_makes_a_bad_row(session: Session) -> None:
    session.write("in.csv", HEADER, row("12/01/2023"), row("01/13/2023"), row("31/02/2023"))
    said = session("import in.csv --yes --dates day-first", fails=7).err
    assert (
        "line 3, talk_date: “01/13/2023” is not day-first, as --dates says: there is no month 13"
    ) in said
    assert "line 4, talk_date:" in said
    assert "is not in the calendar" in said
    assert "2 rows have errors" in said


def test_a_mapping_keeps_the_order(session: Session) -> None:
    session.write("a.csv", "when,who,did,words,key", "12/01/2023,RU,demand,a ban,")
    session.write("b.csv", "when,who,did,words,key", "05/02/2023,RU,demand,a pact,")
    maps = "--map talk_date=when --map party=who --map move=did --map text=words --map demand=key"
    session(f"import a.csv --yes {maps} --dates day-first --save-map Theirs")
    session("import b.csv --yes --use-map Theirs")
    assert talks(session) >= {"2023-01-12", "2023-02-05"}
    assert session("mapping show Theirs").splitlines()[-1] == "--dates day-first"
    session.write("c.csv", "when,who,did,words,key", "06/02/2023,RU,demand,a pause,")
    session("import c.csv --yes --use-map Theirs --dates month-first")
    assert "2023-06-02" in talks(session)


def test_skipped_rows_are_read_with_the_same_order(session: Session, tmp_path: Path) -> None:
    session.write("in.csv", HEADER, row("12/01/2023"), row("01/13/2023"))
    said = session("import in.csv --yes --skip-bad --dates day-first", fails=7)
    assert "01/13/2023" in (tmp_path / "in.skipped.csv").read_text(encoding="utf-8")
    assert talks(session) >= {"2023-01-12"}
    assert "1 added" in said


@given(st.dates(), st.sampled_from(DateOrder), st.sampled_from("-/. "))
def test_every_day_in_figures_is_that_day(day: object, order: DateOrder, mark: str) -> None:
    year, month, number = str(day).split("-")
    parts = (number, month) if order is DateOrder.DAY_FIRST else (month, number)
    assert in_iso(mark.join((*parts, year)), order) == str(day)
    assert in_iso(str(day), order) == str(day)
