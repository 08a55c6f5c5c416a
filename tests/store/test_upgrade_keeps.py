"""Before an older database is brought up to date it is kept; what fails leaves it as it was."""

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session
from processes import LIMITED, as_nobody, ended

from tracker.store import schema

DUMP = Path(__file__).parent / "schemas" / "1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Session:
    """A session at a database of the first schema."""
    session = Session(tmp_path)
    with closing(sqlite3.connect(session.db)) as client:
        client.executescript(DUMP.read_text(encoding="utf-8"))
    return session


@pytest.mark.parametrize("line", ["positions", "accept UNION-1 --by EMP"])
def test_it_is_kept_as_it_was_and_that_is_said_once(old: Session, line: str) -> None:
    with closing(sqlite3.connect(old.db)) as client:
        before = list(client.iterdump())
    kept = old.folder / "talks.schema-1.db"
    said = old(line).err
    assert f"{old.db} has been brought up to date; as it was, it is kept in {kept}.\n" in said
    with closing(sqlite3.connect(kept)) as client:
        assert list(client.iterdump()) == before
        assert client.execute("pragma user_version").fetchone() == (1,)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "kept" not in old("positions").err


def test_an_earlier_one_that_was_kept_stays(old: Session) -> None:
    before = old.write("talks.schema-1.db", "of last year").read_bytes()
    assert "talks.schema-1-2.db" in old("positions").err
    assert (old.folder / "talks.schema-1.db").read_bytes() == before


def test_a_new_database_has_nothing_to_keep(tmp_path: Path) -> None:
    session = Session(tmp_path)
    assert "kept" not in session("init Talks").err
    assert {file.name for file in tmp_path.iterdir()} == {"talks.db", "talks.db-journal"}


def test_an_upgrade_that_fails_changes_nothing(
    old: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.db.read_bytes()

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("drop table setting")
        raise sqlite3.OperationalError("stopped")

    monkeypatch.setattr(schema, "migrate", half)
    assert "cannot be used: stopped" in old("positions", fails=6).err
    assert old.db.read_bytes() == before
    assert list(old.folder.glob("*.schema-*")) == []


def test_without_room_for_the_backup_nothing_is_changed(old: Session) -> None:
    before = old.db.read_bytes()
    code, _, err = ended(old, f"{LIMITED} ulimit -f 16; tracker positions")
    assert code == 6
    assert "has to be brought up to date" in err
    assert "so nothing was changed" in err
    assert old.db.read_bytes() == before
    assert list(old.folder.glob("*schema-*")) == []


@pytest.fixture
def public(old: Session) -> Iterator[Session]:
    """The database in a folder of root's that everybody may enter."""
    old("negotiation list", env={"TRACKER_DB": "nowhere.db"}, fails=6)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        moved = Session(Path(folder))
        shutil.copy(old.db, moved.db)
        moved.db.chmod(0o644)
        yield moved


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_where_nothing_can_be_written_an_older_database_is_told_as_that(public: Session) -> None:
    before = public.db.read_bytes()
    said = as_nobody(public, "positions", fails=6)
    assert "was written by an earlier tracker (schema 1)" in said
    assert "Copy it into a folder of yours, and name the copy with --db." in said
    assert public.db.read_bytes() == before
