"""A journal beside a database that is another's, or that somebody took away."""

import random
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import Session, with_talks
from processes import Tell, killed
from story import copied
from tally import share

from tracker.errors import DatabaseBusy
from tracker.store import opening

RECORD = "reject RU-1 --by NATO"
LONG = "x" * 3000


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = with_talks(tmp_path_factory.mktemp("prepared"))
    for number in range(30):
        made(f"demand 'ban {number}, {LONG}' --by RU --to NATO --at T1")
    return made.db


@pytest.fixture
def session(prepared: Path, tmp_path: Path) -> Session:
    """A ledger of some length."""
    return copied(prepared, tmp_path)


def beside(database: Path) -> Path:
    return Path(f"{database}-journal")


@contextmanager
def amid_a_change(database: Path) -> Iterator[None]:
    """Somebody writes; a part of the change is in the file, and what was there in the journal."""
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("pragma cache_size = 5")
    guard = "from sqlite_schema where name = 'move_refuses_update'"
    (trigger,) = writer.execute(f"select sql {guard}").fetchone()
    writer.executescript("begin immediate; drop trigger move_refuses_update")
    writer.execute("update move set text = ?", ("y" * 3000,))
    writer.execute(trigger)
    yield
    writer.execute("rollback")
    writer.close()


def crashed(database: Path, folder: Path) -> Path:
    """A copy of a database as a crash amid a change leaves it, with its journal."""
    folder.mkdir()
    with amid_a_change(database):
        shutil.copy(beside(database), beside(folder / database.name))
        return Path(shutil.copy(database, folder))


def test_a_journal_of_its_own_is_played_back(session: Session) -> None:
    before = session("export moves")
    left = crashed(session.db, session.folder / "left")
    assert left.read_bytes() != session.db.read_bytes()
    assert session(f"--db {left} export moves") == before
    assert left.read_bytes() == session.db.read_bytes()


@pytest.mark.parametrize("line", ["positions", RECORD, "check", "backup -o copy.db", "doctor"])
def test_the_journal_of_another_file_is_not_played_into_this_one(
    session: Session, line: str
) -> None:
    other = with_talks(session.folder / "other")
    for number in range(5):
        other(f"demand 'a ban, {number}' --by RU --to NATO --at T1")
    left = crashed(other.db, session.folder / "left")
    assert_refused(session, beside(left), line)


@pytest.mark.parametrize("pages", [0, 3])
def test_nor_is_one_that_would_cut_this_one_off(session: Session, pages: int) -> None:
    head = struct.pack(">8s5I", bytes.fromhex("d9d505f920a163d7"), 0, 1, pages, 512, 4096)
    left = session.folder / "left-journal"
    left.write_bytes(head.ljust(512, b"\0"))
    assert_refused(session, left, "positions")


def test_nor_into_a_copy_of_it_that_is_merged(session: Session) -> None:
    other = with_talks(session.folder / "other")
    other("demand 'a ban' --by RU --to NATO --at T1")
    left = crashed(session.db, session.folder / "left")
    shutil.copy(beside(left), beside(other.db))
    said = session(f"merge {other.db}", fails=6).err
    assert f"{other.db}-journal is the journal of another file" in said


def test_nor_is_one_of_an_earlier_time(session: Session) -> None:
    left = crashed(session.db, session.folder / "left")
    session(RECORD)
    session("accept RU-2 --by NATO")
    assert_refused(session, beside(left), "positions")


def assert_refused(session: Session, journal: Path, line: str) -> None:
    shutil.copy(journal, beside(session.db))
    before = session.db.read_bytes(), beside(session.db).read_bytes()
    said = session(line, fails=6)
    assert "is the journal of another file, or of an earlier time" in f"{said}{said.err}"
    assert (session.db.read_bytes(), beside(session.db).read_bytes()) == before
    beside(session.db).rename(session.folder / "kept")
    session(line.replace("copy.db", str(session.folder / "copy.db")))
    session("check")


def test_beside_the_journal_of_another_a_backup_is_restored(session: Session) -> None:
    session(f"backup -o {session.folder / 'copy.db'}")
    left = crashed(session.db, session.folder / "left")
    session(RECORD)
    session("accept RU-2 --by NATO")
    shutil.copy(beside(left), beside(session.db))
    session(f"restore {session.folder / 'copy.db'} --yes")
    assert set(session.cells().values()) == {"open"}
    session("check")


@pytest.mark.parametrize("kills", [8, pytest.param(share(100), marks=pytest.mark.torture)])
def test_one_of_another_size_of_pages_is_played_back(session: Session, kills: int) -> None:
    def work(tell: Tell) -> None:
        with closing(sqlite3.connect(session.db, isolation_level=None)) as writer:
            writer.execute("pragma cache_size = 5")
            tell("begun")
            for turn in range(1_000):
                writer.execute(f"pragma page_size = {1024 << turn % 3}")
                writer.execute("vacuum")

    before = session("export moves")
    chance = random.Random(kills)
    for _ in range(kills):
        killed(work, chance.random() / 10)
        assert session("export moves") == before


def test_who_looks_for_one_gives_up_no_lock(session: Session) -> None:
    left = crashed(session.db, session.folder / "left")
    opening.connect(left, writing=True).close()  # the file has been looked into
    steal = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('begin exclusive')"
    )
    with amid_a_change(session.db):
        with pytest.raises(DatabaseBusy):
            opening.connect(session.db, writing=False, seconds=0.1)
        found = subprocess.run(
            [sys.executable, "-c", steal, session.db], capture_output=True, text=True, check=False
        )
    assert "database is locked" in found.stderr


def test_a_change_whose_journal_was_taken_away_is_found_by_the_check(session: Session) -> None:
    left = crashed(session.db, session.folder / "left")
    beside(left).unlink()
    said = session(f"--db {left} check", fails=None)
    assert said.code
    assert "move-altered" in said or "is damaged" in said.err
