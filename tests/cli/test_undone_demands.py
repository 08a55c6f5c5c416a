"""A demand that was put and undone: what is then said of it is sound, here and in other copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session, with_talks


def errors(session: Session) -> list[dict[str, str]]:
    """What the check finds wrong with the record, beside what is doubtful in it."""
    return [row for row in session.rows("check") if row["severity"] == "error"]


@pytest.fixture
def met(tmp_path: Path) -> Session:
    """MET-1, a demand known from an answer alone, put by US, which was undone."""
    made = with_talks(tmp_path)
    rows = ("talk,party,move,demand", "T1,RU,reject,MET-1")
    made(f"import {made.write('in.csv', *rows)} --yes")
    made("demand 'a ban' --by US --to NATO --key MET-1 --at T2")
    made("undo --yes")
    return made


def test_anybody_may_speak_on_it_where_nobody_is_known_to_have_put_it(met: Session) -> None:
    met("withdraw MET-1 --by NATO --at T2")
    met("retable MET-1 --by NATO --at T3")
    met("reject MET-1 no --by US --at T3")
    assert errors(met) == []


def test_another_copy_takes_in_what_was_said_on_it(met: Session, tmp_path: Path) -> None:
    met("withdraw MET-1 --by NATO --at T2")
    met(f"bundle create -o {tmp_path / 'all.jsonl'}")
    other = Session(tmp_path / "other")
    other.folder.mkdir()
    other("init 'Other talks'")
    other(f"bundle apply {tmp_path / 'all.jsonl'} --yes")
    assert errors(other) == []


def test_one_that_was_put_twice_and_undone_twice_is_sound(tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    session("demand 'a ban' --by US --to NATO --key X-1 --at T1")
    session("undo --yes")
    session("demand 'another ban' --by US --to RU --key X-1 --at T1")
    session("undo --yes")
    assert errors(session) == []
    session("demand 'a third ban' --by US --to NATO --key X-1 --at T1")
    assert errors(session) == []
    assert session.cells() == {("X-1", "NATO"): "open"}
