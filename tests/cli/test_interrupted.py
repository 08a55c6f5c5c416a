"""Ctrl-C ends the program quietly with 130, however early it comes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from builders import Session

RAISED = "raise KeyboardInterrupt"
LOST = "Lost()"  # gone at once, and what goes wrong in that Python only tells of
PROBE = """
import sys

class Lost:
    def __del__(self):
        raise KeyboardInterrupt

class CtrlC:
    @staticmethod
    def find_spec(name, *_):
        if name == {module!r}:
            {happens}

sys.meta_path.insert(0, CtrlC)
from tracker.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("happens", [RAISED, LOST])
@pytest.mark.parametrize(
    "module", ["tracker.cli", "typer", "tracker.commands.look", "tracker.render.positions"]
)
def test_ctrl_c_while_the_program_is_loaded(run: Session, module: str, happens: str) -> None:
    probe = PROBE.format(module=module, happens=happens)
    done = subprocess.run(
        [sys.executable, "-P", "-c", probe, "positions"],
        env=run.env, cwd=run.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
