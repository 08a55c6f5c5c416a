"""Bytes of the file changed at random: what a check passes holds what was recorded."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import Session, with_talks

TABLES = ("move", "negotiation", "party", "party_alias", "membership", "talk", "demand", "sponsor",
          "pair", "set_aside")  # fmt: skip
TRIES = 150


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a few demands, with long texts in which most of the bytes lie."""
    session = with_talks(tmp_path_factory.mktemp("whole"))
    for number in range(1, 5):
        words = f"that number {number} be ended for good " * 9
        session(f"demand '{words}' --by RU --to NATO,US --at T1 --title 'Number {number}'")
        session(f"reject RU-{number} '{words}' --by NATO --at T2 --quote '{words}' --source x")
    return session.db


def held(file: Path) -> list[object]:
    """All that a database holds of the record, its history and its log aside."""
    with closing(sqlite3.connect(file)) as connection:
        return [connection.execute(f"select * from {name}").fetchall() for name in TABLES]


@pytest.mark.parametrize("seed", range(4))
def test_no_change_of_what_was_recorded_goes_by_unseen(
    whole: Path, tmp_path: Path, seed: int
) -> None:
    chance, content, before = random.Random(seed), whole.read_bytes(), held(whole)
    session, seen = Session(tmp_path), 0
    for _ in range(TRIES):
        changed = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 8))):
            changed[chance.randrange(100, len(changed))] ^= 1 << chance.randrange(8)
        session.db.write_bytes(changed)
        said = session("check", fails=None)
        assert said.code in (0, 6), said + said.err
        seen += said.code == 6
        if said.code == 0:
            assert held(session.db) == before
    assert seen > TRIES // 10
