"""Bundles of what is new since a time or a move."""

from __future__ import annotations

import json

import pytest
from builders import Session, send


def test_only_what_is_new_is_told(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    send(alice, bob)
    last = alice.rows("export moves")[-1]["id"]
    alice("reject RU-1 --by NATO")
    alice("talk edit T2 --title Council")
    plain = alice(f"bundle create --since {last[:8]}").splitlines()
    assert [next(iter(json.loads(each))) for each in plain] == [
        "bundle", "change", "demand", "move", "end",
    ]  # fmt: skip
    assert ": 1 added." in send(alice, bob, f"--since {last[:8]}")
    assert bob.cells() == alice.cells()
    assert "Council" in bob("talk show T2")
    assert len(alice("bundle create --since 2030-01-01").splitlines()) == 2
    assert len(alice("bundle create --since 2026-01-15T11:59Z").splitlines()) > 8
    assert "is not a move" not in alice("bundle create --since abcdef", fails=3).err


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_what_builds_on_what_is_not_here_says_what_to_ask_for(alice: Session, bob: Session) -> None:
    send(alice, bob)
    alice("demand 'A ban' --by RU --to NATO")
    last = alice.rows("export moves")[-1]["id"]
    alice("talk add 'Fourth round' --date 2022-02-01")
    alice("reject RU-1 --by NATO")
    alice("ask RU-1 --by US")
    said = send(alice, bob, f"--since {last}", fails=7)
    assert "the demand RU-1 (put by" in said
    lacking = [line for line in said.splitlines() if " is not here" in line]
    assert len({line.split(":", 1)[1].split(" (so too")[0] for line in lacking}) == len(lacking)
    assert "Ask for a bundle of all there is." in said
    assert bob.rows("export moves") == []
    assert len(bob.rows("talk list")) == 3
    send(alice, bob)
    alice("demand 'A pause' --by RU --to NATO")
    last = alice.rows("export moves")[-1]["id"]
    alice("accept RU-2 --by NATO")
    said = send(alice, bob, f"--since {last}", fails=7)
    assert "Ask for a bundle of what came since 2026-01-15 (--since 2026-01-15), or of all" in said


def test_what_came_within_the_second_or_minute_that_is_named_is_told(alice: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    at = alice.rows("export moves")[-1]["recorded_at"]
    for since in (at[:16] + "Z", at[:19] + "Z", at[:16] + "+00:00"):
        assert '"moves":1' in alice(f"bundle create --since {since}").splitlines()[0]
