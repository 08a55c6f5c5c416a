"""Restoring: the backup takes the database's place, and what it replaced is kept."""

import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session

from tracker.errors import DatabaseBusy
from tracker.store import placing, restoring
from tracker.store.foreign import examined

pytestmark = pytest.mark.file("a server is restored by its own means")

RECORD = "reject RU-1 no --by NATO"


@pytest.fixture
def ledger(run: Session) -> Session:
    """A ledger with a demand, a backup of it, and an answer recorded since."""
    run("demand 'no expansion' --by RU --to NATO --at T1")
    run(f"backup -o {run.folder / 'old.db'}")
    run(RECORD)
    return run


def kept(session: Session) -> list[Path]:
    """What restoring has kept."""
    return sorted(session.folder.glob("talks.replaced-*.db"))


def restored(session: Session) -> str:
    """What is said where the old state is restored."""
    said = session(f"restore {session.folder / 'old.db'} --yes")
    return str(said) + said.err


def test_the_state_of_the_backup_comes_back_and_the_present_one_is_kept(ledger: Session) -> None:
    now = ledger("export moves")
    said = restored(ledger)
    assert ledger.cells() == {("RU-1", "NATO"): "open"}
    (file,) = kept(ledger)
    assert f"Restored {ledger.db} from {ledger.folder / 'old.db'}: 1 move, " in said
    assert f"What it replaced is kept in {file}." in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    ledger(f"restore {file} --yes")
    assert ledger("export moves") == now


def test_what_differs_is_shown_from_both_sides_before_it_asks(ledger: Session) -> None:
    ((answer,),) = ledger.sql("select id from move where verb = 'reject'")
    restored(ledger)
    ledger("note RU-1 'between us' --by NATO --private")
    (file,) = kept(ledger)
    said = ledger(f"restore {file}", typed="n\n", fails=1).err
    assert f"1 move now on record and not in {file}:\n" in said
    assert "  a private move  recorded 2026-01-15 12:00Z by tester\n" in said
    assert f"1 move only in {file}:\n  {answer[:8]}  NATO rejected RU-1  recorded" in said
    assert f"Restore {ledger.db} from {file}? [y/N] tracker: Nothing was changed." in said
    assert [row["move"] for row in ledger.rows("export moves --include-private")][-1] == "note"
    assert len(kept(ledger)) == 1


def test_long_differences_are_cut_short(ledger: Session) -> None:
    for number in range(12):
        ledger(f"note RU-1 'again {number}' --by NATO --on 2022-02-{number + 1:02}")
    said = restored(ledger)
    assert "13 moves now on record" in said
    assert said.count("NATO noted RU-1") == 10
    assert "  and 3 before\n" in said


def test_the_same_moves_are_said_to_be_the_same(ledger: Session) -> None:
    restored(ledger)
    assert "holds the same moves as the database now." in restored(ledger)


def test_nobody_there_to_ask_changes_nothing(ledger: Session) -> None:
    before = ledger.db.read_bytes()
    assert "give --yes to go ahead" in ledger(f"restore {ledger.folder / 'old.db'}", fails=2).err
    assert ledger.db.read_bytes() == before
    assert kept(ledger) == []


def test_a_missing_database_is_made_for_its_owner_alone(ledger: Session) -> None:
    (ledger.folder / "old.db").chmod(0o644)
    elsewhere = ledger.folder / "new" / "talks.db"
    said = ledger(f"--db {elsewhere} restore {ledger.folder / 'old.db'} --yes")
    assert "kept" not in said
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    assert stat.S_IMODE(elsewhere.parent.stat().st_mode) == 0o700
    assert ledger.cells(f"--db {elsewhere}") == {("RU-1", "NATO"): "open"}


def test_an_empty_file_is_no_loss(ledger: Session) -> None:
    ledger.db.write_bytes(b"")
    restored(ledger)
    assert ledger.cells() == {("RU-1", "NATO"): "open"}
    assert kept(ledger) == []


def test_a_damaged_database_is_kept_byte_by_byte(ledger: Session) -> None:
    broken = ledger.db.read_bytes()
    broken = broken[:4096] + b"\xa5" * (len(broken) - 4096)
    ledger.db.write_bytes(broken)
    assert "is damaged, so what it holds cannot be compared" in restored(ledger)
    assert ledger.cells() == {("RU-1", "NATO"): "open"}
    assert [file.read_bytes() for file in kept(ledger)] == [broken]


def test_a_journal_left_behind_is_not_played_into_what_was_restored(ledger: Session) -> None:
    journal = Path(f"{ledger.db}-journal")
    with closing(sqlite3.connect(ledger.db, isolation_level=None)) as writer:
        writer.execute("pragma cache_size = 1")
        writer.execute("begin immediate")
        for number in range(300):
            writer.execute("insert into setting values (?, ?)", (f"s{number}", "x" * 2000))
        left = journal.read_bytes()
        writer.execute("rollback")
    ledger.db.unlink()
    journal.write_bytes(left)
    restored(ledger)
    assert ledger.cells() == {("RU-1", "NATO"): "open"}
    assert ledger.sql("pragma integrity_check") == [("ok",)]
    (moved,) = ledger.folder.glob("talks.replaced-*-journal")
    assert moved.read_bytes() == left


def _text(path: Path) -> None:
    path.write_text("a letter")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as client:
        client.execute("pragma user_version = 99")


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as client:
        client.execute("pragma application_id = 7")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_text, "is not a tracker database"),
        (_of_another_program, "is not a tracker database"),
        (_newer, "was written by a newer tracker"),
    ],
)
def test_what_is_not_ours_is_neither_replaced_nor_restored(
    ledger: Session, make: object, sentence: str
) -> None:
    assert callable(make)
    other = Path(shutil.copy(ledger.db, ledger.folder / "other.db"))
    make(other)
    before = other.read_bytes(), ledger.db.read_bytes()
    assert sentence in ledger(f"restore {other} --yes", fails=6).err
    old = ledger.folder / "old.db"
    assert sentence in ledger(f"--db {other} restore {old} --yes", fails=6).err
    assert (other.read_bytes(), ledger.db.read_bytes()) == before
    assert kept(ledger) == []


def test_a_damaged_backup_is_refused(ledger: Session) -> None:
    old, before = ledger.folder / "old.db", ledger.db.read_bytes()
    old.write_bytes(old.read_bytes()[:20480])
    assert "old.db is damaged" in ledger(f"restore {old} --yes", fails=6).err
    assert "There is no file" in ledger("restore nowhere.db --yes", fails=6).err
    assert ledger.db.read_bytes() == before


def test_the_database_itself_is_no_backup(ledger: Session) -> None:
    assert "is the database itself" in ledger(f"restore {ledger.db} --yes", fails=2).err


def test_an_older_backup_is_brought_up_to_date_and_left_as_it_was(
    ledger: Session, checkout: Path
) -> None:
    old = ledger.folder / "older.db"
    with closing(sqlite3.connect(old)) as client:
        dump = checkout / "tests" / "store" / "schemas" / "1.sql"
        client.executescript(dump.read_text(encoding="utf-8"))
    before = old.read_bytes()
    ledger(f"restore {old} --yes")
    assert old.read_bytes() == before
    assert ("UNION-1", "EMP") in ledger.cells()
    assert ledger.rows("search wages")
    assert len(ledger.sql("select * from move_words_docsize")) == len(
        ledger.sql("select * from move")
    )


def test_whoever_waits_for_the_database_goes_on_in_what_was_restored(ledger: Session) -> None:
    with closing(sqlite3.connect(ledger.db, check_same_thread=False)) as other:
        other.execute("begin immediate")
        release = threading.Timer(0.2, other.rollback)
        release.start()
        restored(ledger)
        release.join()
        count = other.execute("select count(*) from move").fetchone()
    assert count == (1,)


def test_what_was_recorded_since_it_was_shown_stops_it(ledger: Session) -> None:
    with examined(ledger.folder / "old.db") as source:
        seen = restoring.standing(ledger.db)
        ledger("note RU-1 --by NATO --on 2022-03-01")
        before = ledger.db.read_bytes()
        with pytest.raises(DatabaseBusy, match=r"has recorded in .* meanwhile"):
            restoring.restore(ledger.db, source, seen, "2026-01-15T12:00:00.000000Z")
    assert ledger.db.read_bytes() == before
    assert kept(ledger) == []


def test_what_cannot_be_kept_is_not_replaced(
    ledger: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger.db.read_bytes()
    monkeypatch.setattr(placing, "put", _no_room)
    said = ledger(f"restore {ledger.folder / 'old.db'} --yes", fails=6).err
    assert "could not be kept, so nothing was restored" in said
    assert "No space left on device" in said
    assert ledger.db.read_bytes() == before
    assert kept(ledger) == []


def _no_room(beside: Path, target: Path) -> None:
    raise OSError(28, "No space left on device")
