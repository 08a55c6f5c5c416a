"""What was undone and redone is one entry for a reader, and whole in the machine formats."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, rejected by NATO at T1, undone and redone twice."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 never --by NATO --at T1")
    for _ in range(2):
        run("undo --yes")
        run("undo --redo --yes")
    return run


def ids(session: Session) -> list[str]:
    return [row["id"] for row in session.rows("show RU-1 --history") if row["move"] == "rejected"]


def test_what_was_undone_and_redone_is_drawn_once(asked: Session) -> None:
    first, _, last = ids(asked)
    said = asked("show RU-1 --history", tty=True)
    assert said.count("rejected v1") == 1
    assert f"rejected v1  {last[:8]}\n" in said
    assert f"undone and redone 2 times; first recorded as {first[:8]}" in said


def test_what_was_undone_for_good_says_so(asked: Session) -> None:
    asked("undo --yes")
    said = asked("show RU-1 --history", tty=True)
    assert said.count("rejected v1") == 1
    assert "struck: undone: undo --redo" in said
    assert "undone and redone 2 times" in said


def test_a_correction_that_was_undone_and_redone_stands_once(asked: Session) -> None:
    found = ids(asked)[-1]
    asked(f"correct {found} 'not now'")
    asked("undo --yes")
    assert asked("show RU-1 --history", tty=True).count("rejected v1") == 3
    asked("undo --redo --yes")
    said = asked("show RU-1 --history", tty=True)
    assert said.count("rejected v1") == 2
    assert said.index("never") < said.index("not now") < said.index("undone and redone; first")


def test_an_account_that_was_ruled_to_stand_was_not_redone(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("defer RU-1 'needs time' --by NATO --at T1")
    run("reject RU-1 never --by NATO --at T1")
    run(f"rule {run.rows('log')[0]['id']} --reason 'so the protocol'")
    assert "redone" not in run("show RU-1 --history", tty=True)
