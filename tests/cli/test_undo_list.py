"""The list of what can be undone: which command did what, in words."""

from __future__ import annotations

import engines
import pytest
from builders import Session


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, put to NATO at T1 and rejected at T2."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 'the door stays open' --by NATO --at T2")
    return run


def test_the_list_says_which_command_did_what(asked: Session) -> None:
    asked("accept RU-1 'quietly' --by NATO --at T3 --private")
    asked("undo --yes")
    rows = asked.rows("undo --list --limit 4")
    assert [row["name"] for row in rows] == ["undo", "accept", "reject", "demand"]
    assert rows[1]["undone_by"] == rows[0]["command"]
    assert "NATO rejected RU-1 at T2" in rows[2]["what"]
    assert "accepted" not in rows[1]["what"]
    assert "accepted RU-1" in asked("undo --list", tty=True)


def test_the_list_says_what_was_done_in_words(run: Session) -> None:
    told = {row["name"]: row["what"] for row in run.rows("undo --list")}
    assert told["talk add"] == "talk T1 of Security talks added"
    used = "" if engines.IS_SERVER else "; current negotiation “Security talks”"
    assert told["init"] == f"negotiation Security talks added{used}"
    stays = [row["what"] for row in run.rows("undo --list") if "NATO" in row["what"]]
    assert "party US added; party US: a member of NATO" in stays


def test_a_strike_is_not_told_as_the_partys(asked: Session) -> None:
    asked(f"strike {asked.rows('log')[0]['id']} --reason 'misheard'")
    told = asked.rows("undo --list")[0]["what"]
    assert told.startswith("a move of NATO on RU-1 struck at T2")


def test_labels_of_demands_are_told_by_their_fields_where_anybody_may_see(asked: Session) -> None:
    asked(f"correct {asked.rows('log')[-1]['id']} --title Bases --issue Arms")
    told = asked.rows("undo --list")[0]["what"]
    assert "the title of a demand; " in told
    assert "the issue of a demand" in told
    assert "Bases" not in told


def test_undoing_labels_says_what_does_not_change(asked: Session) -> None:
    asked(f"correct {asked.rows('log')[-1]['id']} --title Bases --issue Arms")
    said = asked("undo --dry-run").err
    assert "no position changes" in said
    assert "takes back: the title of a demand" in said


@pytest.mark.parametrize("typed", [None, "y\n"])
def test_what_stands_again_is_told_by_the_id_it_has_now(asked: Session, typed: str | None) -> None:
    asked(f"correct {asked.rows('log')[0]['id']} 'not now'")
    said = asked(f"undo{'' if typed else ' --yes'}", typed=typed)
    told = " ".join((said + said.err).split())
    now = asked.rows("log")[0]["id"]
    assert f"stands again: NATO rejected RU-1 at T2 {now[:8]}" in told
    asked(f"correct {now[:8]} 'never'")
