"""A long import shows how far it has come to whoever looks on, and can be interrupted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from builders import Session
from terminals import at_terminal

from tracker.commands import importing

TRACKER = [sys.executable, "-P", "-m", "tracker"]
LONG_TEXT = "as long as texts are " * 20


def long_file(session: Session, rows: int) -> Path:
    lines = (f"T1,RU,demand,RU-{n},{LONG_TEXT}{n}" for n in range(1, rows + 1))
    return session.write("long.csv", "talk,party,move,demand,text", *lines)


def at_a_terminal(session: Session) -> dict[str, str]:
    return {**os.environ, **session.env, "TERM": "xterm-256color"}


@pytest.mark.file("is about an import that takes no longer than it does into a file")
def test_how_far_it_has_come_is_shown_and_goes_again(run: Session) -> None:
    command = [*TRACKER, "import", str(long_file(run, 2_000)), "--yes"]
    with at_terminal(command, at_a_terminal(run), run.folder) as keyboard:
        assert "Reading" in keyboard.wait_for(r"\d+ %")
        keyboard.wait_for("Imported")
        assert keyboard.exit_code() == 0


def test_interrupted_it_leaves_everything_as_it_was(run: Session) -> None:
    file = long_file(run, 60_000)
    before = run.kept()
    command = [*TRACKER, "import", str(file), "--yes", "--skip-bad"]
    with at_terminal(command, at_a_terminal(run), run.folder) as keyboard:
        keyboard.wait_for(r"\d+ %")
        keyboard.type("\x03")
        assert keyboard.exit_code() == 130
    assert run.kept() == before
    assert not list(run.folder.glob("*.skipped*"))


@pytest.mark.parametrize("env", [{}, {"TERM": "dumb"}])
def test_in_a_pipe_nothing_is_shown(
    run: Session, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LONG", 0)
    said = run(f"import {long_file(run, 300)} --yes", env=env)
    assert "Reading" not in said.err
    assert "%" not in said.err
