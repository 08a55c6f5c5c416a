"""What a command does not need, it does not load: the start-up time, measured without noise."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import Session, with_talks
from story import copied
from terminals import at_terminal

PROBE = """
import os, sys

report, *sys.argv[1:] = sys.argv[1:]
sys.argv[0] = "tracker"
os._exit = sys.exit  # a process may end in a hurry, but not before the report is written
from tracker.__main__ import main

code = 0
try:
    main()
except SystemExit as stop:
    code = stop.code or 0
finally:
    with open(report, "w", encoding="utf-8") as loaded:
        loaded.write("\\n".join(sys.modules))
sys.exit(code)
"""
HEAVY = {"rich", "sqlite_utils", "dateutil", "pydantic", "importlib.metadata"}
AS_SEEN = {"NO_COLOR": "", "TERM": "xterm-256color"}


def loaded_by(command: str, folder: Path, env: Mapping[str, str] | None = None) -> set[str]:
    """The modules in memory after `tracker COMMAND`, run in a process of its own with a pipe."""
    report = folder / "modules.txt"
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, str(report), *command.split()],
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return modules_in(report)


def loaded_at_terminal(command: str, folder: Path, env: Mapping[str, str]) -> set[str]:
    """The modules in memory after `tracker COMMAND`, run at a terminal."""
    report = folder / "modules.txt"
    line = [sys.executable, "-P", "-c", PROBE, str(report), *command.split()]
    with at_terminal(line, {**os.environ, **env}, folder) as keyboard:
        assert keyboard.exit_code() == 0, keyboard.shown
    return modules_in(report)


def modules_in(report: Path) -> set[str]:
    """The modules of a report, each with the packages it lies in."""
    names = report.read_text(encoding="utf-8").split()
    return {
        ".".join(name.split(".")[:depth])
        for name in names
        for depth in range(1, name.count(".") + 2)
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = with_talks(tmp_path_factory.mktemp("prepared"))
    made("demand 'no expansion' --by RU --to NATO --at T1")
    made("reject RU-1 --by NATO --at T2")
    return made.db


@pytest.fixture
def session(prepared: Path, tmp_path: Path) -> Session:
    """A ledger with a demand and its answer."""
    return copied(prepared, tmp_path)


def test_the_version_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    unwanted = {"typer", "sqlite3", "pathlib", "importlib.metadata"}
    assert loaded_by("--version", tmp_path) & unwanted == set()


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "path",
        "reject RU-1 no --by NATO --on 2022-01-20",
        "demand more --by RU --to NATO --issue Security",
        "positions",
        "positions --as-of 2022-01-11 --format csv",
        "status",
        "diff T1 T2",
        "show RU-1",
        "log --format json",
        "export moves",
        "export moves -o moves.csv",
        "talk add Fourth --date 2022-02-01",
        "party list",
    ],
)
def test_an_everyday_command_loads_nothing_heavy(session: Session, command: str) -> None:
    assert loaded_by(command, session.folder, session.env) & HEAVY == set()


@pytest.mark.parametrize("command", ["positions", "diff T1 T2", "show RU-1", "status"])
def test_rich_draws_on_a_coloured_terminal(session: Session, command: str) -> None:
    env = {**session.env, **AS_SEEN}
    assert loaded_at_terminal(command, session.folder, env) & HEAVY == {"rich"}


@pytest.mark.parametrize(
    ("command", "env"),
    [
        ("positions", {"NO_COLOR": "1"}),
        ("positions", {"TERM": "dumb"}),
        ("--color never positions", {}),
        ("positions --format json", {}),
    ],
)
def test_rich_stays_away_from_a_terminal_without_colour(
    session: Session, command: str, env: dict[str, str]
) -> None:
    env = {**session.env, **AS_SEEN, **env}
    assert loaded_at_terminal(command, session.folder, env) & HEAVY == set()


def test_only_a_new_database_is_made_with_sqlite_utils(session: Session) -> None:
    assert "sqlite_utils" in loaded_by("--db new.db init Talks", session.folder, session.env)
    assert "sqlite_utils" not in loaded_by("init More", session.folder, session.env)
