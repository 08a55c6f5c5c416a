"""What a database or an installed package brings is not let in: texts without end, plugins."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils
from builders import with_talks
from sqlite_utils import plugins

from tracker.errors import DatabaseUnusable
from tracker.store import opening
from tracker.store.store import open_for_writing


def test_a_text_longer_than_the_program_writes_any_is_not_loaded(tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    with closing(sqlite3.connect(session.db)) as client, client:
        client.execute("insert into setting (name, value) values ('x', hex(zeroblob(25000001)))")
    with (
        closing(open_for_writing(session.db, create=False)) as store,
        pytest.raises(DatabaseUnusable, match="A text is too long for the database"),
        opening.explaining(session.db),
    ):
        store.connection.execute("select value from setting where name = 'x'").fetchone()


class Intruder:
    """A plugin of sqlite-utils, as any package may bring one."""

    @sqlite_utils.hookimpl
    def prepare_connection(self) -> None:
        raise AssertionError("a plugin was loaded")


def test_plugins_of_sqlite_utils_are_not_loaded(tmp_path: Path) -> None:
    plugins.pm.register(Intruder(), name="intruder")
    try:
        with pytest.raises(AssertionError, match="a plugin was loaded"):
            sqlite_utils.Database(memory=True)
        session = with_talks(tmp_path)
        file = session.write("in.csv", "talk,party,move,demand", "T1,NATO,reject,RU-9")
        session(f"import {file} --yes")
        session("check")
    finally:
        plugins.pm.unregister(name="intruder")


def test_a_function_that_fails_prints_no_traceback(tmp_path: Path) -> None:
    sqlite3.enable_callback_tracebacks(True)  # as Datasette does when it is loaded
    session = with_talks(tmp_path)
    with closing(opening.connect(session.db, writing=False)) as reader:
        reader.create_function("fails", 0, lambda: 1 // 0)
        with pytest.raises(sqlite3.OperationalError, match="raised exception"):
            reader.execute("select fails()")  # what it printed would fail this test
