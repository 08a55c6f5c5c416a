"""A long export shows how far it has come to whoever looks on, and leaves no half a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from builders import Session
from story import copied
from terminals import at_terminal

from tracker.commands import progress

pytestmark = pytest.mark.file("is about an export that takes no longer than it does from a file")
TRACKER = [sys.executable, "-P", "-m", "tracker"]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that takes a while to write."""
    made = Session(tmp_path_factory.mktemp("long"))
    made("init Long")
    lines = (f"T1,RU,demand,RU-{n},words {n}" for n in range(1, progress.MANY + 3_000))
    file = made.write("long.csv", "talk,party,move,demand,text", *lines)
    made(f"import {file} --yes")
    return made.db


@pytest.fixture
def session(long: Path, tmp_path: Path) -> Session:
    """That ledger."""
    return copied(long, tmp_path)


def at_a_terminal(session: Session) -> dict[str, str]:
    return {**os.environ, **session.env, "TERM": "xterm-256color"}


def test_how_far_it_has_come_is_shown(session: Session) -> None:
    command = [*TRACKER, "export", "moves", "-o", "out.csv"]
    with at_terminal(command, at_a_terminal(session), session.folder) as keyboard:
        assert "Writing out.csv" in keyboard.wait_for(r"[1-9]\d* %")
        assert keyboard.exit_code() == 0
    assert len((session.folder / "out.csv").read_text(encoding="utf-8").splitlines()) > 8_000 - 2


@pytest.mark.parametrize("line", ["export positions -o out.csv", "bundle create -o out.csv"])
def test_so_it_is_of_positions_and_of_a_bundle(session: Session, line: str) -> None:
    command = [*TRACKER, *line.split()]
    with at_terminal(command, at_a_terminal(session), session.folder) as keyboard:
        assert "Writing out.csv" in keyboard.wait_for(r"[1-9]\d* %")
        assert keyboard.exit_code() == 0
    assert (session.folder / "out.csv").stat().st_size > 0


def test_interrupted_it_leaves_no_file_and_the_one_that_was_there(session: Session) -> None:
    there = session.write("out.jsonl", "what was there")
    before = set(session.folder.iterdir())
    command = [*TRACKER, "export", "moves", "-o", "out.jsonl"]
    with at_terminal(command, at_a_terminal(session), session.folder) as keyboard:
        keyboard.wait_for(r"\d+ %")
        keyboard.type("\x03")
        assert keyboard.exit_code() == 130
    assert there.read_text(encoding="utf-8") == "what was there\n"
    assert set(session.folder.iterdir()) == before


@pytest.mark.parametrize("env", [{}, {"TERM": "dumb"}])
def test_in_a_pipe_nothing_is_shown(session: Session, env: dict[str, str]) -> None:
    assert session(f"export moves -o {session.folder / 'out.csv'}", env=env).err == ""
