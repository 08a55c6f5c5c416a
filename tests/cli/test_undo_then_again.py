"""What was undone, and is brought again by a file or minutes."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, put to NATO at T1."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    return run


MOVES = ("party,move,demand,talk,talk_date,talk_title,text",
         "RU,demand,RU-9,T9,2022-02-02,Ninth,a pause")  # fmt: skip
TALKS = ("talk,date,title,status", "T9,2022-02-02,Ninth,held")
NINTH = ("talk T9 2022-02-02 Ninth", "RU demands NATO as RU-9: a pause")


@pytest.mark.parametrize(
    ("command", "lines", "again"),
    [("import", MOVES, "held"), ("minutes", NINTH, "held"), ("import", TALKS, "held")],
)
def test_what_is_brought_again_brings_its_cancelled_talk_back(
    asked: Session, command: str, lines: tuple[str, ...], again: str
) -> None:
    file = asked.write("again.csv", *lines)
    for _ in range(2):
        asked(f"{command} {file} --yes")
        if lines == TALKS:
            asked("demand 'a pause' --by RU --at T9 --key RU-9")
            asked("undo --yes")
        asked("undo --yes")
        assert asked.rows("talk list")[-1]["status"] == "cancelled"
    asked("talk add X --date 2022-03-03")
    said = asked(f"{command} {file} --dry-run")
    assert "T9 is held again; an undo had left it as cancelled" in said + said.err
    asked(f"{command} {file} --yes")
    assert {each["talk"]: each["status"] for each in asked.rows("talk list")}["T9"] == again


def test_a_talk_that_somebody_cancelled_stays_so(asked: Session) -> None:
    file = asked.write("again.csv", *MOVES)
    asked(f"import {file} --yes")
    asked("undo --yes")
    asked("talk edit T9 --status held")
    asked("talk edit T9 --status cancelled")
    asked(f"import {file} --yes")
    assert asked.rows("talk list")[-1]["status"] == "cancelled"


def answer(session: Session) -> str:
    """The id of the answer that stands."""
    return session.rows("log --party NATO")[0]["id"]


@pytest.mark.parametrize(
    "mendings",
    [
        ("correct {} 'not now'",),
        ("strike {} --reason misheard",),
        ("correct {} 'not now'", "correct {} later --speaker 'J. Stoltenberg'"),
        ("correct {} 'not now'", "strike {} --reason misheard"),
    ],
)
def test_what_was_mended_is_undone_to_the_beginning_and_redone_to_the_end(
    asked: Session, mendings: tuple[str, ...]
) -> None:
    def state() -> list[tuple[str, ...]]:
        rows = asked.rows("log --columns party,move,demand,text,speaker")
        return [tuple(row.values()) for row in rows]

    states = [state()]
    for command in ("reject RU-1 never --by NATO --at T1", *mendings):
        asked(command.format(answer(asked) if len(states) > 1 else ""))
        states.append(state())
    for _ in range(2):
        for before in reversed(states[:-1]):
            asked("undo --yes")
            assert state() == before
        for after in states[1:]:
            asked("undo --redo --yes")
            assert state() == after
    for _ in states:
        asked("undo --yes")
    assert state() == []
