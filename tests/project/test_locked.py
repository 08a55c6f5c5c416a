"""While a command holds the database, others wait for it: nothing is loaded then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import Session, with_talks


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A ledger with a demand and its answer."""
    made = with_talks(tmp_path)
    made("demand 'no expansion' --by RU --to NATO --at T1")
    made("reject RU-1 --by NATO --at T2")
    return made


LOCKED = """
import sys
from contextlib import contextmanager

from tracker.store.store import Store

writing = Store.writing

@contextmanager
def watched(self, **options):
    with writing(self, **options):
        before = set(sys.modules)
        yield
        print(*sorted(set(sys.modules) - before), file=sys.stderr)

Store.writing = watched
from tracker.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    "command",
    [
        "reject RU-1 no --by NATO",
        "defer RU-1 --by NATO --on 2022-01-20 --until 2022-02",
        "counter RU-1 instead --by US",
        "demand more --by RU --to NATO --issue Security",
        "correct {move} --move accept --on 2022-01-20",
        "strike {move} --reason twice",
    ],
)
def test_while_others_wait_for_the_database_nothing_is_loaded(
    session: Session, command: str
) -> None:
    move = session.rows("log")[0]["id"]
    done = subprocess.run(
        [sys.executable, "-P", "-c", LOCKED, *command.format(move=move).split()],
        env={**os.environ, **session.env}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (loaded,) = [line for line in done.stderr.splitlines() if not line.startswith("warning: ")]
    assert loaded == ""
