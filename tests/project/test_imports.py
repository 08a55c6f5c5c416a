"""What a command does not need, it does not load: the start-up time, measured without noise."""

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ForwardRef

import pytest
from builders import Session, with_talks
from story import copied
from terminals import at_terminal

import tracker

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
BARE = """
import sys, typer

app = typer.Typer(add_completion=False)
app.command()(lambda: None)
try:
    app([])
finally:
    print(*sys.modules)
"""
HEAVY = {
    "rich", "sqlite_utils", "dateutil", "jinja2", "pydantic", "importlib.metadata", "xlsxwriter",
    "pyarrow", "psycopg", "greenlet",
}  # fmt: skip
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


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """The modules in memory after a Typer program of one command that does nothing."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", BARE], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


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
        "search expansion",
        "export moves",
        "export moves -o moves.csv",
        "talk add Fourth --date 2022-02-01",
        "party list",
        "mapping list",
    ],
)
def test_an_everyday_command_loads_nothing_heavy(session: Session, command: str) -> None:
    assert loaded_by(command, session.folder, session.env) & HEAVY == set()


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl"])
def test_an_import_loads_nothing_heavy_either(session: Session, ending: str) -> None:
    session(f"export moves -o {session.folder / 'moves'}.{ending}")
    command = f"import moves.{ending} --yes --skip-bad"
    assert loaded_by(command, session.folder, session.env) & HEAVY == set()


@pytest.mark.parametrize(
    "command", ["positions", "diff T1 T2", "show RU-1", "status", "search expansion"]
)
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


OF_ANY = {"__future__", "atexit", "gc"}
OF_THE_DATABASE = {"sqlite3", "sqlite3.dbapi2", "_sqlite3"}
OF_A_DIGEST = {"_sha256", "_sha2"}
OF_A_MARK = {"unicodedata"}
WRITING = {"tracker.ledger.recording", "tracker.ledger.statements", "tracker.rules.judging"}
READING = {"tracker.ledger.positions", "tracker.ledger.deriving", "tracker.render.views"}
DRAWING = {"tracker.render.screen", "tracker.render.text", "tracker.render.layout"}
COMPARING = {"tracker.diff", "tracker.words"}


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        ("--help", OF_ANY | {"typer._click._textwrap"}),
        ("positions", OF_ANY | OF_THE_DATABASE),
        ("status", OF_ANY | OF_THE_DATABASE),
        ("diff T1 T2", OF_ANY | OF_THE_DATABASE),
        ("show RU-1", OF_ANY | OF_THE_DATABASE | OF_A_MARK | OF_A_DIGEST),
        ("party list", OF_ANY | OF_THE_DATABASE),
        (
            "reject RU-1 no --by NATO --at T3",
            OF_ANY | OF_THE_DATABASE | OF_A_DIGEST | OF_A_MARK,
        ),
    ],
)
def test_an_everyday_command_loads_little_that_typer_has_not(
    session: Session, bare: set[str], command: str, allowed: set[str]
) -> None:
    loaded = loaded_by(command, session.folder, session.env)
    more = {name for name in loaded - bare if name.partition(".")[0] != "tracker"}
    assert more - allowed == set()


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        ("--help", {"tracker.ledger", "tracker.store", "tracker.model", "tracker.render"}),
        ("positions", WRITING | DRAWING | COMPARING | {"tracker.render.theme"}),
        ("status", WRITING | DRAWING | {"tracker.words"}),
        ("diff T1 T2", WRITING | DRAWING | {"tracker.words"}),
        ("show RU-1", WRITING | DRAWING | {"tracker.diff"}),
        ("log", WRITING | DRAWING | {"tracker.diff"}),
        ("reject RU-1 no --by NATO --at T3", READING | COMPARING | {"tracker.dates"}),
    ],
)
def test_an_everyday_command_leaves_out_what_others_need(
    session: Session, command: str, unwanted: set[str]
) -> None:
    assert loaded_by(command, session.folder, session.env) & unwanted == set()


@pytest.mark.parametrize(
    ("command", "most"),
    [("--help", 12), ("positions", 47), ("diff T1 T2", 51), ("reject RU-1 no --by NATO", 55)],
)
def test_a_command_is_made_of_few_modules(session: Session, command: str, most: int) -> None:
    """Each one costs 0.2 ms, however small. A figure may grow for a reason, not by accident."""
    loaded = loaded_by(command, session.folder, session.env)
    assert len({name for name in loaded if name.partition(".")[0] == "tracker"}) <= most


# Types that only others load; to load them for a name would cost more than to compile it.
FROM_ELSEWHERE = {"Context.color", "Context.theme", "View.draw", "View.page"}


def named_tuples() -> Iterator[Any]:
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if module.name != "tracker.__main__":
            for each in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(each, type)
                    and hasattr(each, "_fields")
                    and each.__module__ == module.name
                ):
                    yield each


def test_named_tuples_are_made_of_types_and_not_of_texts_to_compile() -> None:
    """`from __future__ import annotations` makes a text of each: 15 µs a field, at every start."""
    texts = {
        f"{each.__name__}.{field}"
        for each in named_tuples()
        for field, kind in each.__annotations__.items()
        if isinstance(kind, ForwardRef | str)
    }
    assert texts - FROM_ELSEWHERE == set()


SWEEPS = """
import gc, os, sys

def sweeps():
    return sum(each["collections"] for each in gc.get_stats())

before = sweeps()
os._exit = sys.exit
from tracker.__main__ import main

try:
    main()
finally:
    print(sweeps() - before, file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["positions", "reject RU-1 no --by NATO"])
def test_an_everyday_command_is_not_swept_for_garbage(session: Session, command: str) -> None:
    env = {**os.environ, **session.env}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(2):  # what is compiled at the first start is no part of an everyday one
        done = subprocess.run(
            [sys.executable, "-P", "-c", SWEEPS, *command.split()],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stderr.splitlines()[-1] == "0"
