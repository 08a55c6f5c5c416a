"""What a command does not need, it does not load: the start-up time, measured without noise."""

import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import sys

report, *sys.argv[1:] = sys.argv[1:]
sys.argv[0] = "tracker"
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


def loaded_by(command: str, folder: Path) -> set[str]:
    """The modules in memory after `tracker COMMAND`, run in a process of its own with a pipe."""
    report = folder / "modules.txt"
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, str(report), *command.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(report.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        ("--version", {"typer", "sqlite3", "pathlib", "importlib.metadata"}),
    ],
)
def test_a_command_leaves_what_it_does_not_need_unloaded(
    tmp_path: Path, command: str, unwanted: set[str]
) -> None:
    assert loaded_by(command, tmp_path) & unwanted == set()
