"""How bad rows are told: once, in the words of the file, with what to do about the row."""

from __future__ import annotations

import pytest
from builders import Session

HEADER = "talk,party,move,demand,text"


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1 and RU-2 on NATO at T1."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("demand 'talks' --by RU --to NATO --at T1")
    return run


def row(**cells: str) -> str:
    given = {"talk": "T3", "party": "NATO", "move": "reject", "demand": "RU-2", **cells}
    return ",".join(given.get(column, "") for column in HEADER.split(","))


def problems(session: Session, *rows: str) -> list[str]:
    said = session(f"import {session.write('in.csv', HEADER, *rows)} --yes", fails=7)
    return [line.strip() for line in said.err.splitlines() if line.startswith("  line ")]


def test_a_value_that_is_wrong_in_many_rows_is_told_once_with_the_lines(asked: Session) -> None:
    rows = [row(move="tabled"), row(), *[row(move="tabled")] * 7, row(move="vanish")]
    first, second = problems(asked, *rows)
    assert first.startswith("line 2, move: “tabled” is not a move")
    assert "retabled" not in first
    assert first.endswith("words.csv, tabled,demand (so too lines 4, 5, 6, 7, 8 and 2 more)")
    assert second.startswith("line 11, move: “vanish”")


def test_parties_are_told_as_the_file_calls_them(asked: Session) -> None:
    rows = [
        row(party="Russian Federation", move="demand", demand="CE 1", text="x"),
        row(party="Chair Estrada", move="revise", demand="CE 1", text="y"),
    ]
    (line,) = problems(asked, *rows)
    assert "“revise” Chair Estrada cannot revise CE 1, a demand of Russian Federation;" in line


def test_a_key_in_an_advised_command_is_put_in_quotation_marks_where_it_needs_them(
    asked: Session,
) -> None:
    asked("demand 'a vote' --by RU --to NATO --key 'PEP 3150' --at T1")
    asked("withdraw 'PEP 3150' --at T2")
    said = asked("reject 'PEP 3150' --by NATO --at T3", fails=4).err
    assert said.strip().endswith("tracker retable 'PEP 3150'")
