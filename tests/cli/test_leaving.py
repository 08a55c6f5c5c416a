"""How the process ends: at once when all is written, and with nothing left undone."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest
from builders import Session

pytestmark = pytest.mark.file("it is about how a process ends, with a file")

PROGRAM = """
import atexit, os, sys
from tracker.__main__ import main

class Witness:
    def __del__(self):
        os.write(2, b"taken apart")

witness = Witness()
atexit.register(print, "tidied")
sys.exit(main())
"""
MODULE = ["-P", "-m", "tracker"]
COMMAND = ["-P", "-c", PROGRAM]


def _kept(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what makes Python write at once, not at the end."""
    return {name: value for name, value in environment.items() if name != "PYTHONUNBUFFERED"}


def ended(
    session: Session, line: str, *, python: list[str] = COMMAND, shell: str = ""
) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of `tracker LINE`; `shell` redirects what it writes."""
    done = subprocess.run(
        ["sh", "-c", f'"$@" {shell}', "sh", sys.executable, *python, *line.split()],
        env={**_kept(os.environ), **session.env},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_process_that_is_done_is_not_taken_apart(session: Session) -> None:
    code, _, err = ended(session, "party list")
    assert (code, err) == (0, "")


def test_what_others_put_off_to_the_end_is_done(session: Session) -> None:
    _, out, _ = ended(session, "path")
    assert out == f"{session.db}\ntidied\n"


@pytest.mark.parametrize(
    ("line", "code"), [("party list", 0), ("party add", 2), ("show RU-9", 3), ("nonsense", 2)]
)
def test_the_exit_code_is_the_same_either_way(session: Session, line: str, code: int) -> None:
    hurried, ordinary = ended(session, line), ended(session, line, python=MODULE)
    assert hurried[0] == ordinary[0] == code
    assert hurried[2] == ordinary[2]


def test_what_cannot_be_written_at_the_end_is_told_as_python_tells_it(session: Session) -> None:
    session.env["_TRACKER_COMPLETE"] = "fish"
    code, _, err = ended(session, "tracker party", shell=">/dev/full")
    assert code == 120
    assert "No space left on device" in err


def test_a_process_without_any_streams_ends_well(session: Session) -> None:
    assert ended(session, "party list", shell="<&- >&- 2>&-") == (0, "", "")


def test_an_ordinary_end_takes_the_process_apart(session: Session) -> None:
    """The tests above would notice."""
    ordinary = PROGRAM.replace("import main", "import run_program as main")
    assert ended(session, "party list", python=["-P", "-c", ordinary])[2] == "taken apart"
