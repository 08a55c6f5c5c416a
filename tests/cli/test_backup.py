"""Backups: whole, verified, private, and only those removed that are surely ours."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session
from story import copied

from tracker.store import backups

pytestmark = pytest.mark.file("a server is backed up by its own means")

RECORD = "reject RU-1 no --by NATO"


@pytest.fixture
def ledger(run: Session) -> Session:
    """A ledger with one demand."""
    run("demand 'no expansion' --by RU --to NATO --at T1")
    return run


def found(session: Session, folder: Path | None = None) -> list[str]:
    """The names of the backups, the oldest first."""
    return sorted(file.name for file in (folder or session.folder).glob("*.backup-*"))


def test_a_backup_holds_what_the_database_holds(ledger: Session) -> None:
    copy = ledger.folder / "copy.db"
    said = ledger(f"backup -o {copy}")
    ((head,),) = ledger.sql("select id from move")
    assert said.startswith(f"Backed up {ledger.db} to {copy}: 1 move, ")
    assert said.endswith(f" KB.\nThe newest is {head}, recorded 2026-01-15 12:00Z.\n")
    before = ledger("export moves --include-private")
    assert ledger(f"--db {copy} export moves --include-private") == before
    ledger(f"--db {copy} {RECORD}")
    assert ledger("export moves --include-private") == before


def test_without_a_file_it_goes_beside_the_database_with_the_time_in_its_name(
    ledger: Session,
) -> None:
    ledger("backup")
    assert found(ledger) == [f"talks.backup-{ledger.clock.replace(':', '')}Z.db"]
    assert stat.S_IMODE((ledger.folder / found(ledger)[0]).stat().st_mode) == 0o600


def test_two_backups_in_one_second_are_two_files(ledger: Session) -> None:
    at = "2026-01-15T120000Z"
    first = backups.beside(ledger.db, f"backup-{at}")
    first.touch()
    assert backups.beside(ledger.db, f"backup-{at}").name == f"talks.backup-{at}-2.db"


def test_through_a_link_it_goes_beside_the_file_itself(ledger: Session) -> None:
    (ledger.folder / "elsewhere").mkdir()
    link = ledger.folder / "elsewhere" / "link.db"
    link.symlink_to(ledger.db)
    ledger(f"--db {link} backup")
    assert len(found(ledger)) == 1


def test_a_file_that_is_there_is_replaced_by_force_alone(ledger: Session) -> None:
    old = ledger.write("old.db", "mine")
    said = ledger(f"backup -o {old}", fails=2).err
    assert f"There is a file {old} already; give --force to replace it." in said
    assert old.read_text() == "mine\n"
    old.chmod(0o644)
    ledger(f"backup -o {old} --force")
    assert ledger.cells() == {("RU-1", "NATO"): "open"}
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["talks.db", "link.db"])
def test_the_database_is_not_written_over(ledger: Session, name: str) -> None:
    (ledger.folder / "link.db").symlink_to(ledger.db)
    before = ledger.db.read_bytes()
    said = ledger(f"backup --force -o {ledger.folder / name}", fails=2).err
    assert "is the database itself" in said
    assert ledger.db.read_bytes() == before


def test_it_is_made_while_somebody_else_records(ledger: Session) -> None:
    with closing(sqlite3.connect(ledger.db, isolation_level=None)) as other:
        other.execute("begin immediate")
        other.execute("insert into setting values ('never', 'kept')")
        ledger("backup")
        other.execute("rollback")
    (name,) = found(ledger)
    with closing(sqlite3.connect(ledger.folder / name)) as copy:
        assert copy.execute("select * from setting where name = 'never'").fetchall() == []


def test_a_database_in_another_mode_makes_an_ordinary_backup(ledger: Session) -> None:
    with closing(sqlite3.connect(ledger.db)) as client:
        client.execute("pragma journal_mode = wal")
    copy = ledger.folder / "copy.db"
    ledger(f"backup -o {copy}")
    assert copy.read_bytes()[18:20] == b"\1\1"
    assert [file.name for file in ledger.folder.glob("copy*")] == ["copy.db"]


def test_a_damaged_database_makes_no_backup(ledger: Session) -> None:
    content = ledger.db.read_bytes()
    half = len(content) // 8192 * 4096
    ledger.db.write_bytes(content[:half] + b"\xa5" * 40960 + content[half + 40960 :])
    before = set(ledger.folder.iterdir())
    assert "is damaged" in ledger("backup", fails=6).err
    assert set(ledger.folder.iterdir()) - before <= {Path(f"{ledger.db}-journal")}


def test_an_empty_file_makes_no_backup(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.db.touch()
    assert "is empty" in session("backup", fails=6).err
    assert list(tmp_path.iterdir()) == [session.db]


def test_an_older_database_is_backed_up_as_it_is(tmp_path: Path, checkout: Path) -> None:
    session = Session(tmp_path)
    with closing(sqlite3.connect(session.db)) as client:
        dump = checkout / "tests" / "store" / "schemas" / "1.sql"
        client.executescript(dump.read_text(encoding="utf-8"))
    before = session.db.read_bytes()
    session(f"backup -o {tmp_path / 'copy.db'}")
    assert session.db.read_bytes() == before
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("pragma user_version").fetchone() == (1,)


def test_the_newest_are_kept_and_older_ones_removed_by_name(ledger: Session) -> None:
    for _ in range(4):
        ledger("backup")
    names = found(ledger)
    said = ledger("backup --keep 2")
    assert found(ledger) == [names[-1], f"talks.backup-{ledger.clock.replace(':', '')}Z.db"]
    removed = [line for line in said.splitlines() if line.startswith("Removed")]
    assert removed == [
        f"Removed the older backup {ledger.folder / name}." for name in reversed(names[:-1])
    ]


def test_backups_go_into_a_folder_and_are_counted_there(ledger: Session) -> None:
    folder = ledger.folder / "disk"
    folder.mkdir()
    ledger("backup")
    for _ in range(3):
        ledger(f"backup -o {folder} --keep 1")
    assert len(found(ledger)) == len(found(ledger, folder)) == 1


def test_the_one_just_made_stays_whatever_the_clock_says(ledger: Session) -> None:
    ledger("backup")
    (name,) = found(ledger)
    later = ledger.folder / name.replace("2026", "2036")
    (ledger.folder / name).rename(later)
    said = ledger("backup --keep 1")
    assert f"Removed the older backup {later}." in said
    assert len(found(ledger)) == 1


def test_what_is_not_surely_a_backup_of_ours_is_left_alone_and_named(
    ledger: Session, prepared: Path
) -> None:
    ledger("backup")
    (name,) = found(ledger)
    (ledger.folder / "apart").mkdir()
    other = copied(prepared, ledger.folder / "apart")
    other("demand 'something else' --by RU --to NATO --at T1")
    at = "talks.backup-2020-01-0{}T000000Z.db".format
    theirs, text, link, bad = (ledger.folder / at(number) for number in (1, 2, 3, 4))
    other(f"backup -o {theirs}")
    text.write_text("a letter")
    link.symlink_to(ledger.db)
    content = (ledger.folder / name).read_bytes()
    bad.write_bytes(content[: len(content) // 2])
    named_otherwise = shutil.copy(ledger.folder / name, ledger.folder / "talks.backup-old.db")
    said = ledger("backup --keep 1")
    assert f"Removed the older backup {ledger.folder / name}." in said
    assert "it holds another ledger" in said.err
    assert "it is a link" in said.err
    for file in (theirs, text, link, bad):
        assert file.exists()
        assert f"{file} was left alone: " in said.err
    assert named_otherwise.exists()
    assert str(named_otherwise) not in said.err


def test_a_single_file_has_nothing_to_count(ledger: Session) -> None:
    assert "give no FILE" in ledger("backup -o copy.db --keep 3", fails=2).err
    assert not Path("copy.db").exists()
