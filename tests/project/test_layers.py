"""Imports run one way, and each library is known to the layers that need it alone."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", LINT, "--no-logo", "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_import_contracts_hold(checkout: Path) -> None:
    report = lint(checkout)
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("errors", "import tracker.model", "Imports run one way"),
        ("settings", "import tracker.dates", "Imports run one way"),
        ("helpers", "", "Imports run one way"),
        ("model", "import typer", "Only cli, commands and context know Typer"),
        ("model", "import rich.table", "Only render and context know Rich"),
        ("model", "def late():\n    import sqlite3", "Only store knows SQLite"),
        ("model", "from dateutil import parser", "Only dates knows dateutil"),
        ("render/views", "def late():\n    import jinja2", "Only the pages know Jinja2"),
    ],
)
def test_a_planted_import_is_found(
    checkout: Path, tmp_path: Path, module: str, line: str, broken: str
) -> None:
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    shutil.copytree(checkout / "tracker", tmp_path / "tracker")
    with (tmp_path / "tracker" / f"{module}.py").open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    report = lint(tmp_path)
    assert report.returncode == 1, report.stdout + report.stderr
    assert f"{broken} BROKEN" in report.stdout
