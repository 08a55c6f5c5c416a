"""Killed while a backup is made, restored, or an old database upgraded: one state or the other.

The program runs in processes of its own, which are killed at random moments, and with strace at
the calls that change a file.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session, with_talks
from processes import LIMITED, Tell, ended, killed
from story import copied
from tally import share, tried

from tracker.store import schema

DUMP = Path(__file__).parent / "schemas" / "1.sql"
ROWS = 150
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,fchmod,close"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with many demands."""
    made = with_talks(tmp_path_factory.mktemp("prepared"))
    lines = [f"T1,RU,demand,X-{n},NATO,number {n} {'more ' * 20}" for n in range(ROWS)]
    file = made.write("moves.csv", "talk,party,move,demand,to,text", *lines)
    made(f"import {file} --yes")
    return made.db


@pytest.fixture
def session(prepared: Path, tmp_path: Path) -> Session:
    """A ledger with many demands, and a backup of an earlier state, `old.db`."""
    made = copied(prepared, tmp_path)
    shutil.copy(prepared, made.folder / "old.db")
    for number in range(30):
        made(f"demand 'later {number}' --by RU --to NATO --at T2")
    return made


@pytest.fixture
def older(tmp_path: Path) -> Session:
    """A session at a database of the first schema."""
    made = Session(tmp_path)
    with closing(sqlite3.connect(made.db)) as client:
        client.executescript(DUMP.read_text(encoding="utf-8"))
    return made


def moves_in(database: Path) -> int:
    """How many moves a database holds, which is sound; what was under way in it is undone."""
    with closing(sqlite3.connect(database)) as client:
        assert client.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert client.execute("pragma foreign_key_check").fetchall() == []
        found: int = client.execute("select count(*) from move").fetchone()[0]
        return found


def visible(session: Session, pattern: str) -> list[Path]:
    """The files of a pattern in the folder that are in their place."""
    return [file for file in session.folder.glob(pattern) if not file.name.startswith(".")]


def kills(session: Session, line: str, times: int) -> Iterator[None]:
    """Run a command and kill it at random moments; the whole of it takes the time it once took."""
    start = time.monotonic()
    session(line)
    took, chance = time.monotonic() - start, random.Random(times)

    def work(tell: Tell) -> None:
        tell("begun")
        session(line)

    for _ in range(times):
        killed(work, chance.random() * took * 1.2)
        yield
        tried()


@pytest.mark.parametrize("times", [8, pytest.param(share(150), marks=pytest.mark.torture)])
def test_killed_while_backing_up(session: Session, times: int) -> None:
    for _ in kills(session, "backup --keep 3", times):
        for file in visible(session, "talks.backup-*.db"):
            assert moves_in(file) == ROWS + 30
        assert moves_in(session.db) == ROWS + 30
    for _ in range(3):
        session("backup --keep 3")
    assert len(visible(session, "talks.backup-*.db")) == 3


@pytest.mark.parametrize("times", [8, pytest.param(share(150), marks=pytest.mark.torture)])
def test_killed_while_restoring(session: Session, times: int) -> None:
    late = session.folder / "late.db"
    session(f"backup -o {late}")
    for _ in kills(session, f"restore {session.folder / 'old.db'} --yes", times):
        assert moves_in(session.db) in (ROWS, ROWS + 30)
        for file in visible(session, "talks.replaced-*.db"):
            assert moves_in(file) in (ROWS, ROWS + 30)
            file.unlink()
        session(f"restore {late} --yes")
        assert moves_in(session.db) == ROWS + 30


@pytest.mark.parametrize("times", [6, pytest.param(share(80), marks=pytest.mark.torture)])
def test_killed_while_upgrading(older: Session, times: int) -> None:
    before = older.db.read_bytes()
    count = moves_in(older.db)
    for _ in kills(older, "positions", times):
        with closing(sqlite3.connect(older.db)) as client:
            (version,) = client.execute("pragma user_version").fetchone()
        assert version in (1, schema.NEWEST)
        assert moves_in(older.db) == count
        kept = visible(older, "talks.schema-1*.db")
        assert kept or version == 1
        for file in kept:
            assert moves_in(file) == count
            file.unlink()
        older.db.write_bytes(before)
        Path(f"{older.db}-journal").unlink(missing_ok=True)
    older("positions")
    assert moves_in(older.db) == count


STRACE = shutil.which("strace")
LINES = {
    "backup": "backup -o {folder}/new.db",
    "restore": "restore {folder}/old.db --yes",
}


def injected(session: Session, line: str, what: str) -> tuple[int, str]:
    """Run a command while strace makes a call on its files fail or kills it there."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {**session.env, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [str(STRACE), "-f", "-qq", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e",
         f"inject={what}", sys.executable, "-P", "-m", "tracker", *line.split()],
        env=env, cwd=session.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.skipif(STRACE is None, reason="strace is not installed here")
@pytest.mark.parametrize("command", LINES)
@pytest.mark.parametrize(
    ("call", "fault"),
    [("fsync", "error=EIO"), ("rename", "error=ENOSPC"), ("rename", "signal=KILL"),
     ("pwrite64", "error=ENOSPC"), ("pwrite64", "signal=KILL"), ("fsync", "signal=KILL")],
)  # fmt: skip
@pytest.mark.parametrize("nth", [1, *(pytest.param(n, marks=pytest.mark.torture) for n in (3, 40))])
def test_a_call_of_the_system_that_fails_leaves_the_one_state_or_the_other(
    session: Session, command: str, call: str, fault: str, nth: int
) -> None:
    line = LINES[command].format(folder=session.folder)
    code, err = injected(session, line, f"{call}:{fault}:when={nth}+")
    assert "Traceback" not in err
    assert moves_in(session.db) in {ROWS, ROWS + 30} if command == "restore" else {ROWS + 30}
    new = session.folder / "new.db"
    assert code != 0 or command == "restore" or moves_in(new) == ROWS + 30
    assert not new.exists() or moves_in(new) == ROWS + 30
    if code == 0 and command == "restore":
        assert moves_in(session.db) == ROWS
    session(line if command == "restore" else f"{line} --force")


@pytest.mark.parametrize("line", LINES.values())
def test_without_room_the_old_state_stays(session: Session, line: str) -> None:
    before = session.db.read_bytes()
    names = set(session.folder.iterdir())
    command = line.format(folder=session.folder)
    code, out, err = ended(session, f"{LIMITED} ulimit -f 64; tracker {command}")
    assert (code in (2, 6), out) == (True, "")
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("tracker: ")
    assert session.db.read_bytes() == before
    assert set(session.folder.iterdir()) - names <= {Path(f"{session.db}-journal")}
    session(command)
