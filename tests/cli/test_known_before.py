"""Looking back to before a party, a talk and their demands were first heard of."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session, with_talks

VIEWS = ("positions --all", "matrix", "timeline", "diff T1 T2", "show RU-1", "show RU-1 --history",
         "log", "log --corrections", "search a --history", "stats", "status", "agenda", "blockers",
         "brief --for RU", "compare RU NATO", "party list", "talk list", "issue list")  # fmt: skip
LATER = (
    "talk add 'Fourth round' --date 2022-02-01",
    "party add SE Sweden --member-of NATO",
    "note RU-1 'a remark' --by NATO --at T4",
    "demand 'a pause' --by SE --to RU --at T4 --issue Arms",
    "demand 'an end' --by RU --to SE --at T2",
    "counter SE-1 'a halt' --by RU --at T4",
    "reject RU-1 'a no' --by SE --at T1",
    "revise RU-1 'a wider ban' --at T4",
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = with_talks(tmp_path)
    made("demand 'a ban' --by RU --to NATO,US --at T1")
    made("defer RU-1 'a while' --by NATO --at T2")
    return made


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_shown_as_it_was(session: Session, view: str) -> None:
    then = session.clock
    before = session(view)
    for line in LATER:
        session(line)
    assert session(f"{view} --known-at {then}Z") == before
