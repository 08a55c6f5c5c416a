"""Rich is known to the screen and the progress alone, and loaded only for colour."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PRINTING = """
import io, sys
from tracker.render.screen import for_stream
from tracker.render.sheet import Cell, Column, Sheet

screen = for_stream(io.StringIO(), color=sys.argv[1], env={})
screen.print_line([Cell("rejected", "rejected")])
screen.print_sheet(Sheet([Column("A")], [[Cell("x")]]))
print("rich" in sys.modules)
"""


def imported_by(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_only_the_screen_and_the_progress_import_rich(checkout: Path) -> None:
    files = sorted((checkout / "tracker" / "render").rglob("*.py"))
    assert [file.name for file in files if "rich" in imported_by(file)] == [
        "progress.py",
        "screen.py",
    ]


@pytest.mark.parametrize(("color", "loaded"), [("never", "False"), ("always", "True")])
def test_rich_is_loaded_only_for_colour(color: str, loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINTING, color], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == loaded
