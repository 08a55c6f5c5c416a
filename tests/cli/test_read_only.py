"""What --read-only promises: nothing is written to the database, whatever is asked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import engines
import pytest
import servers
from attacked import CHANGE_THE_LEDGER, LINES, arguments, prepare
from builders import SET_UP, Session, with_talks
from walked import OTHERS, VIEWS, tell_secrets

from tracker.errors import DatabaseUnusable
from tracker.store.server.address import Address
from tracker.store.server.store import open_server

REFUSED = (*CHANGE_THE_LEDGER, "init", "restore")
MOVING = ("undo --dry-run", "undo --yes", "undo --redo", "bundle create")
"""Views that record, and one that tells the time."""
on_server = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
in_file = pytest.mark.file("is about files")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the commands read or replace."""
    return prepare(tmp_path_factory.mktemp("prepared"))


def content(folder: Path) -> dict[str, bytes]:
    """The databases of a folder, and what stands beside them."""
    kept = ("kept.db", "talks.backup-")  # the copies, which a backup writes and removes
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if ".db" in file.name and not file.name.startswith(kept)
    }


@in_file
@pytest.mark.parametrize("name", LINES)
def test_a_command_that_writes_leaves_the_database_as_it_is(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    session, before = Session(tmp_path), content(tmp_path)
    files = {each.name: str(each) for each in tmp_path.iterdir()}
    line = [files.get(word, word) for word in arguments(name, tmp_path)]
    said = session("--read-only", *line, fails=None)
    assert said.code == {"upgrade": 6}.get(name, 4 if name in REFUSED else 0), said + said.err
    if said.code:
        assert "--read-only" in said.err
        assert said.err.count("\n") == 1
    assert content(tmp_path) == before


@in_file
def test_a_view_says_the_same_and_touches_nothing(tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    tell_secrets(session)
    before = content(tmp_path)
    for lines in VIEWS.values():
        for line in lines:
            asked = line.format(folder=tmp_path / "reports")
            if not asked.startswith(MOVING):
                free = session(asked, fails=None)
                bound = session(f"{asked} --read-only", fails=None)
                assert (free, free.code) == (bound, bound.code), asked
    assert content(tmp_path) == before


@in_file
@pytest.mark.parametrize("name", ["use", "party add", "talk edit", "demand", "source add"])
def test_the_environment_asks_for_it_too(tmp_path: Path, name: str) -> None:
    session = with_talks(tmp_path)
    session("demand 'a ban' --by RU --to NATO")
    session("accept RU-1 --by NATO")
    line, before = OTHERS[name][0], content(tmp_path)
    notes = session.write("notes.txt", "talk T3")
    refused = session(line.format(notes=notes), fails=4, env={"TRACKER_READ_ONLY": "1"}).err
    assert "TRACKER_READ_ONLY" in refused
    assert content(tmp_path) == before
    for off in ("", "0", "no", "False"):
        session("note RU-1 --by NATO", env={"TRACKER_READ_ONLY": off})


@in_file
def test_what_a_crashed_writer_left_is_left_to_who_may_write(tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with closing(sqlite3.connect(session.db, isolation_level=None)) as writer:
        writer.execute("pragma cache_size = 1")
        writer.execute("begin immediate")
        for number in range(300):
            writer.execute("insert into setting values (?, ?)", (f"s{number}", "x" * 2000))
        for name in ("talks.db", "talks.db-journal"):
            shutil.copy(tmp_path / name, crashed / name)
        writer.execute("rollback")
    before, where = content(crashed), f"--db {crashed / 'talks.db'}"
    said = session(f"{where} --read-only talk list", fails=6).err
    assert "cut off" in said
    assert said.count("\n") == 1
    assert content(crashed) == before
    assert "Second round" in session(f"{where} talk list")


@on_server
def test_a_server_itself_lets_nothing_be_written(tmp_path: Path) -> None:
    session, server = Session(tmp_path), engines.server()
    session.env["TRACKER_DB"] = server.address(server.database(engines.EMPTY))
    for line in ("init 'Security talks'", *SET_UP):
        session(line)
    tell_secrets(session)
    for line in ("positions", "show RU-1 --history", "diff T1 T3", "log --corrections", "search a"):
        for options in ("", "--include-private"):
            free = session(f"{line} {options}")
            assert free == session(f"{line} {options} --read-only"), line
    refused = session("reject RU-1 --by NATO --read-only", fails=4).err
    assert session.env["TRACKER_DB"] in refused
    fresh = f"hub init {server.address(server.database())} --read-only"
    assert "is left as it is" in session(fresh, fails=4).err
    known = "positions --known-at 2026-01-15T12:00:30Z --read-only"
    assert "leave out --read-only" in session(known, fails=6).err
    store = open_server(Address(session.env["TRACKER_DB"]), read_only=True)
    try:
        with store.reading(), pytest.raises(DatabaseUnusable):
            store.write("setting_set", {"name": "x", "value": "y"})
    finally:
        store.close()
