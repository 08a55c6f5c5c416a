"""The doctor tells how things are, whatever is wrong, and nothing of what is on record."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import Output, Session

from tracker.store import health

pytestmark = pytest.mark.file("of a server other things are told: test_server_roles")


@pytest.fixture
def ledger(run: Session) -> Session:
    """A ledger with one demand."""
    run("demand 'no expansion' --by RU --to NATO --at T1 --issue Enlargement --title 'A ban'")
    return run


def facts(session: Session, **options: int) -> dict[str, tuple[str, str]]:
    """The value and state of every fact."""
    return {
        row["fact"]: (row["value"], row["state"])
        for row in session.json("doctor", **options)["rows"]
    }


def test_what_holds_is_told(ledger: Session) -> None:
    found = facts(ledger)
    ((head,),) = ledger.sql("select id from move")
    assert found["newest move"] == (head, "ok")
    assert found["integrity"] == ("ok", "ok")
    assert found["moves"] == ("1", "ok")
    assert found["parties"] == ("3", "ok")
    assert found["path"] == (str(ledger.db), "ok")
    assert found["sqlite"] == (sqlite3.sqlite_version, "ok")
    assert found["journal mode"] == ("rollback", "ok")


def test_nothing_of_the_record_is_told(ledger: Session) -> None:
    for form in ("table", "json", "csv"):
        said = ledger(f"doctor --format {form}")
        for word in ("expansion", "Enlargement", "ban", "NATO", "Russia", "Security", "tester"):
            assert word not in said.replace(str(ledger.db), "")


def test_it_changes_nothing(ledger: Session) -> None:
    before = {file: file.read_bytes() for file in ledger.folder.iterdir() if file.is_file()}
    ledger("doctor")
    assert {f: f.read_bytes() for f in ledger.folder.iterdir() if f.is_file()} == before


def test_what_others_may_read_is_pointed_out(ledger: Session) -> None:
    ledger.db.chmod(0o644)
    ledger.folder.chmod(0o777)
    found = facts(ledger)
    assert found["permissions"] == ("0644", "look")
    assert found["folder's permissions"] == ("0777", "look")


def test_an_older_database_is_looked_at_without_bringing_it_up_to_date(
    tmp_path: Path, checkout: Path
) -> None:
    session = Session(tmp_path)
    with closing(sqlite3.connect(session.db)) as client:
        dump = checkout / "tests" / "store" / "schemas" / "1.sql"
        client.executescript(dump.read_text(encoding="utf-8"))
    before = session.db.read_bytes()
    assert facts(session)["schema"] == ("1, to be brought up to date when it is next used", "look")
    assert session.db.read_bytes() == before


def test_a_log_beside_the_database_is_pointed_out(ledger: Session) -> None:
    with closing(sqlite3.connect(ledger.db)) as client:
        client.execute("pragma journal_mode = wal")
        client.execute("insert into setting values ('x', 'y')")
        client.commit()
        assert facts(ledger)["journal mode"][1] == "look"


def test_what_a_crashed_command_left_is_pointed_out(ledger: Session) -> None:
    journal = Path(f"{ledger.db}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    assert health.seen_from_outside(ledger.db).journal == 512
    value, state = facts(ledger)["journal"]
    assert (value, state) == ("512 bytes, of a command that runs or has crashed", "look")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as client:
        client.execute("pragma user_version = 99")


def _damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (Path.unlink, "There is no database at"),
        (lambda path: os.truncate(path, 0), "is empty"),
        (lambda path: path.write_text("a letter"), "is not a tracker database"),
        (_newer, "was written by a newer tracker"),
        (_damaged, "is damaged"),
        (_folder, "is not a file"),
        (_loop, "Too many levels of symbolic links"),
    ],
    ids=["missing", "empty", "text", "newer", "damaged", "folder", "loop"],
)
def test_what_cannot_be_used_is_told_with_all_else(
    ledger: Session, make: Callable[[Path], object], sentence: str
) -> None:
    make(ledger.db)
    found = facts(ledger, fails=6)
    value, state = found["usable"]
    assert sentence in value
    assert state == "wrong"
    assert found["tracker"][1] == "ok"
    assert sentence in ledger("doctor", fails=6).err


def test_damage_that_only_the_checks_see_ends_with_6(
    ledger: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health.Store, "is_sound", lambda _: False)
    output: Output = ledger("doctor --format csv", fails=6)
    assert "database,integrity,damaged,wrong" in output
    assert "is damaged" in output.err


def test_a_locked_database_is_told_after_a_short_wait(
    ledger: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(ledger.db, isolation_level=None)) as other:
        other.execute("begin exclusive")
        found = facts(ledger, fails=5)
    assert "Another program has held the database" in found["usable"][0]


def test_a_report_can_be_kept_in_a_file(ledger: Session) -> None:
    shutil.rmtree(ledger.folder / "data", ignore_errors=True)
    ledger(f"doctor -o {ledger.folder / 'report.md'}")
    assert "| newest move |" in (ledger.folder / "report.md").read_text(encoding="utf-8")
