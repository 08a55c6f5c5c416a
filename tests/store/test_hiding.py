"""Private moves left out of a part of a reading, without a trace in the file or afterwards."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from builders import Session, with_talks

from tracker.errors import DatabaseUnusable
from tracker.store.store import Store, open_for_reading


def whispered(folder: Path) -> Session:
    """RU-1, put in public and rejected in private."""
    session = with_talks(folder)
    session("demand 'a ban' --by RU --to NATO --at T1")
    session("reject RU-1 --at T2 --private")
    return session


def standing(store: Store) -> int:
    """How many moves are in force."""
    query = """
      select count(*) from move
      where not exists (select 1 from set_aside where set_aside.move = move.nr)
    """
    return int(store.connection.execute(query).fetchone()[0])


def test_private_moves_are_left_out_within_and_there_again_after(tmp_path: Path) -> None:
    with closing(open_for_reading(whispered(tmp_path).db)) as store, store.reading():
        assert standing(store) == 2
        with store.without_private():
            assert store.hides_private
            assert standing(store) == 1
        assert not store.hides_private
        assert standing(store) == 2


def test_hidden_for_good_they_stay_so(tmp_path: Path) -> None:
    with closing(open_for_reading(whispered(tmp_path).db)) as store, store.reading():
        store.hide_private()
        with store.without_private():
            assert standing(store) == 1
        assert store.hides_private
        assert standing(store) == 1


def test_without_any_private_move_nothing_is_left_out(tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    session("demand 'a ban' --by RU --to NATO --at T1")
    with closing(open_for_reading(session.db)) as store, store.reading():
        with store.without_private():
            assert standing(store) == 1
        assert standing(store) == 1


def test_what_only_looks_still_cannot_write_afterwards(tmp_path: Path) -> None:
    session = whispered(tmp_path)
    before = session.db.read_bytes()
    with closing(open_for_reading(session.db)) as store, store.reading():
        with store.without_private():
            pass
        assert store.connection.execute("pragma query_only").fetchone() == (1,)
    assert session.db.read_bytes() == before


def test_an_error_within_ends_the_hiding_too(tmp_path: Path) -> None:
    with closing(open_for_reading(whispered(tmp_path).db)) as store, store.reading():
        try:
            with store.without_private():
                raise DatabaseUnusable("for a test")
        except DatabaseUnusable:
            assert standing(store) == 2
