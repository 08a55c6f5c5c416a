"""Another copy's database: looked at, taken in as bundles are, and left as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session
from story import copied
from unguarded import unguarded

from tracker.store import foreign

pytestmark = pytest.mark.file("it takes in a file; into a server: test_server_merge")


@pytest.fixture
def bob(prepared: Path, tmp_path: Path) -> Session:
    """Bob, with a copy of the same ledger, and a demand that RU put to NATO."""
    (tmp_path / "bob").mkdir()
    session = copied(prepared, tmp_path / "bob")
    session.env["TRACKER_USER"] = "bob"
    session("demand 'A ban' --by RU --to NATO --issue Ukraine")
    session("reject RU-1 --by NATO")
    return session


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_two_ledgers_become_one_from_either_side(alice: Session, bob: Session) -> None:
    alice("demand 'A pause' --by NATO --to RU")
    alice("accept NATO-1 --by RU")
    before = content(bob.folder)
    said = alice("merge --yes", str(bob.db))
    assert said == f"Took in {bob.db}: 2 added.\n"
    assert "new demands: RU-1" in said.err
    assert content(bob.folder) == before
    bob("merge --yes", str(alice.db))
    assert sorted(alice.cells().items()) == sorted(bob.cells().items())
    assert ": 0 added, 4 were on record already." in alice("merge --yes", str(bob.db))


def test_private_moves_come_along_and_stay_private(alice: Session, bob: Session) -> None:
    bob("accept RU-1 'between us' --by NATO --private")
    assert "holds private moves (1); they stay marked" in alice("merge --yes", str(bob.db)).err
    assert "between us" in alice("show RU-1", tty=True)
    assert "between us" not in alice("show RU-1")


def test_a_dry_run_shows_what_would_come(alice: Session, bob: Session) -> None:
    before = alice.kept()
    said = alice("merge --dry-run", str(bob.db))
    assert "2 to add" in said.err
    assert alice.kept() == before


def test_the_database_itself_is_no_other_copy(alice: Session) -> None:
    assert "is the database itself" in alice("merge --yes", str(alice.db), fails=2).err
    other = alice.folder / "linked.db"
    other.symlink_to(alice.db)
    assert "is the database itself" in alice("merge --yes", str(other), fails=2).err


def test_a_copy_of_an_earlier_schema_is_brought_up_to_date_in_the_copy_alone(
    alice: Session, checkout: Path
) -> None:
    for number in (1, 2, 3):
        other = alice.folder / f"old-{number}.db"
        dump = checkout / "tests" / "store" / "schemas" / f"{number}.sql"
        with closing(sqlite3.connect(other)) as client:
            client.executescript(dump.read_text(encoding="utf-8"))
        before = other.read_bytes()
        alice("merge --yes", str(other))
        assert other.read_bytes() == before
    cells = alice.cells("-n 'Wage round'")
    assert cells["UNION-1", "EMP"].startswith("open (was ")


def test_what_a_crashed_writer_left_is_rolled_back_in_the_copy_alone(
    alice: Session, bob: Session
) -> None:
    whole = bob.cells()
    with closing(sqlite3.connect(bob.db, isolation_level=None)) as writer:
        writer.execute("pragma cache_size = 1")
        writer.execute("begin immediate")
        writer.execute("insert into party (code, name) values ('X', 'Never')")
        for number in range(300):
            writer.execute("insert into setting values (?, ?)", (f"s{number}", "x" * 2000))
        crashed = alice.folder / "crashed"
        crashed.mkdir()
        for name in ("talks.db", "talks.db-journal"):
            shutil.copy(bob.folder / name, crashed / name)
        writer.execute("rollback")
    assert (crashed / "talks.db-journal").stat().st_size
    before = content(crashed)
    alice("merge --yes", str(crashed / "talks.db"))
    assert content(crashed) == before
    assert alice.cells() == whole
    assert "X" not in [row["code"] for row in alice.rows("party list")]


@pytest.fixture
def client(bob: Session) -> Iterator[sqlite3.Connection]:
    """A client at Bob's database."""
    with closing(sqlite3.connect(bob.db, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "create trigger sly after insert on move begin select 1; end",
            "holds the trigger “sly”, which no tracker made",
        ),
        (
            "create view positions as select * from positions",
            "holds the view “positions”, which no tracker made",
        ),
        ("create table more (x)", "holds the table “more”"),
        ("create index more on move (text)", "holds the index “more”"),
        ("drop view move_log", "lacks the view “move_log”"),
        ("drop trigger move_refuses_delete", "lacks the trigger “move_refuses_delete”"),
        ("pragma user_version = 99", "was written by a newer tracker"),
        ("pragma application_id = 7", "is not a tracker database"),
    ],
)
def test_what_no_tracker_made_is_refused(
    alice: Session, bob: Session, client: sqlite3.Connection, statement: str, said: str
) -> None:
    client.execute(statement)
    client.close()
    before = alice.kept()
    assert said in alice("merge --yes", str(bob.db), fails=6).err
    assert alice.kept() == before


@pytest.mark.parametrize(
    ("statement", "said", "code"),
    [
        (
            "update move set text = 'Never said' where verb = 'demand'",
            "(RU: demand RU-1 at T3): its id does not fit what it says",
            7,
        ),
        ("update move set recorded_by = 'alice'", "its id does not fit what it says", 7),
        ("update move set party = 1 where verb = 'reject'", "its id does not fit", 7),
        ("update talk set first_date = 'one fine day'", "is not a date", 7),
        (
            "update registry_change set new = '{' where field = 'added'",
            "the change 1 of the registry (negotiation Security talks): new is not as a tracker",
            7,
        ),
        ("update move set demand = 99", "is damaged", 6),
        ("update registry_change set changed_at = 'now'", "is not a time", 7),
        (
            "update registry_change set ref = 'a b' where ref = 'RU'",
            "is not the code of a party",
            7,
        ),
    ],
)
def test_what_was_changed_behind_its_back_is_refused(
    alice: Session, bob: Session, client: sqlite3.Connection, statement: str, said: str, code: int
) -> None:
    client.execute("pragma foreign_keys = off")
    unguarded(client, statement)
    client.close()
    before = alice.kept()
    assert said in alice("merge --yes", str(bob.db), fails=code).err
    assert alice.kept() == before


def test_a_file_that_is_no_database_is_refused(alice: Session) -> None:
    notes = alice.write("notes.db", "not a database " * 100)
    assert "is not a tracker database" in alice("merge --yes", str(notes), fails=6).err
    assert "There is no file" in alice("merge --yes nowhere.db", fails=6).err
    assert "is not a file" in alice("merge --yes", str(alice.folder), fails=6).err
    empty = alice.folder / "empty.db"
    empty.touch()
    assert "is not a tracker database" in alice("merge --yes", str(empty), fails=6).err


def test_a_damaged_database_is_refused(alice: Session, bob: Session) -> None:
    whole = bob.kept()
    for at in range(4096, len(whole), 4096):
        bob.db.write_bytes(whole[:at] + b"\xff" * 300 + whole[at + 300 :])
        said = alice("merge --yes", str(bob.db), fails=None)
        assert said.code in (0, 6, 7), said.err
        assert said.err.count("\n") < 12


def test_a_database_in_another_mode_is_refused(
    alice: Session, bob: Session, client: sqlite3.Connection
) -> None:
    client.execute("pragma journal_mode = wal")
    client.close()
    assert "(WAL)" in alice("merge --yes", str(bob.db), fails=6).err


def test_reading_ends_where_it_takes_too_long(
    alice: Session, bob: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "MOST_SECONDS", -1)
    monkeypatch.setattr(foreign, "_STEPS", 1)
    assert "took longer than" in alice("merge --yes", str(bob.db), fails=6).err
