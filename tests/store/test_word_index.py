"""The index of words: wrong entries show nothing, and damage is told in one sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from builders import Session, with_talks


@pytest.fixture
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A session with one demand and its answer."""
    made = with_talks(tmp_path_factory.mktemp("index"))
    made("demand 'no expansion' --by RU --to NATO")
    made("reject RU-1 'the open door'")
    return made


def changed(session: Session, *statements: str) -> Session:
    """The session, after another client has changed the index."""
    with closing(sqlite3.connect(session.db)) as client, client:
        for statement in statements:
            client.execute(statement)
    return session


@pytest.mark.parametrize("nr", [1, 99])
def test_what_the_index_makes_up_is_not_shown(session: Session, nr: int) -> None:
    changed(session, f"insert into move_words (rowid, text) values ({nr}, 'tanks')")
    assert session.rows("search tanks") == []
    assert len(session.rows("search expansion")) == 1


def test_a_move_that_is_indexed_twice_is_shown_once(session: Session) -> None:
    changed(session, "insert into move_words (rowid, text) values (2, 'the open door')")
    assert len(session.rows("search door")) == 1
    assert len(session.rows("search door --sort time")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update move_words_data set block = x'0102030405' where id > 10",
        "delete from move_words_data",
        "drop table move_words",
    ],
)
def test_a_damaged_index_is_told_in_one_sentence(session: Session, statement: str) -> None:
    output = changed(session, statement)("search door", fails=6)
    assert output.err.startswith(f"tracker: The database {session.db} ")
    assert output.err.count("\n") == 1


def test_an_emptied_index_is_filled_by_the_next_command(session: Session) -> None:
    changed(session, "insert into move_words (move_words) values ('delete-all')")
    assert len(session.rows("search door")) == 1
    session("note RU-1 heard --by US")
    assert session.sql("select count(*) from move_words_docsize") == [(3,)]
    assert len(session.rows("search door")) == 1
