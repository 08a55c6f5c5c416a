"""A journal beside a database that is another's, or that somebody took away."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import Session, with_talks
from story import copied

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


def test_nor_is_one_of_an_earlier_time(session: Session) -> None:
    left = crashed(session.db, session.folder / "left")
    session(RECORD)
    session("accept RU-2 --by NATO")
    assert_refused(session, beside(left), "positions")


def assert_refused(session: Session, journal: Path, line: str) -> None:
    shutil.copy(journal, beside(session.db))
    before = session.db.read_bytes(), beside(session.db).read_bytes()
    code = 0 if line == "doctor" else 6
    said = session(line, fails=code or None)
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


def test_a_change_whose_journal_was_taken_away_is_found_by_the_check(session: Session) -> None:
    left = crashed(session.db, session.folder / "left")
    beside(left).unlink()
    said = session(f"--db {left} check", fails=None)
    assert said.code
    assert "move-altered" in said or "is damaged" in said.err
