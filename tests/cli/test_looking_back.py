"""Every view of a past state says which state it shows, where people read it and in JSON."""

from __future__ import annotations

import pytest
from builders import Session

KNOWN = "As it was known at 2026-01-15T12:00:30Z; what was recorded later is left out."
AS_OF = "T1 2022-01-10 First round, Geneva"
VIEWS = (
    "status",
    "positions",
    "matrix",
    "timeline",
    "agenda",
    "blockers",
    "stats",
    "compare RU NATO",
    "show RU-1",
    "show RU-1 --private-line --include-private",
)
KNOWN_VIEWS = (
    *VIEWS[:-1],
    "diff T1 T2",
    "log",
    "search ban",
    "brief --for RU",
    "party list",
    "talk list",
    "issue list",
)


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, which NATO rejects at T2."""
    run("demand 'a ban' --by RU --to NATO --at T1 --issue Arms")
    run("reject RU-1 --by NATO --at T2")
    return run


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_as_of_a_talk_says_so(asked: Session, view: str) -> None:
    assert f", as of {AS_OF}" in asked(f"{view} --as-of T1", tty=True, env={"COLUMNS": "200"})
    assert asked(f"{view} --as-of T1 --format md").count(f"As of {AS_OF}.\n\n") == 1
    assert asked.json(f"{view} --as-of T1")["as_of"] == "T1"
    assert asked.json(view)["as_of"] == "now"


@pytest.mark.parametrize("view", KNOWN_VIEWS)
def test_a_view_of_what_was_known_says_so(asked: Session, view: str) -> None:
    then = f"{view} --known-at 2026-01-15T12:00:30Z"
    assert asked(then, tty=True, env={"COLUMNS": "200"}).startswith(f"{KNOWN}\n")
    assert asked(f"{then} --format md").startswith(f"{KNOWN}\n\n")
    assert asked.json(then)["known_at"] == "2026-01-15T12:00:30Z"
    assert "known_at" not in asked.json(view)


def test_a_pipe_is_told_on_stderr_and_stays_clean(asked: Session) -> None:
    said = asked("positions --known-at 2026-01-15T12:00:30Z")
    assert said.err == f"{KNOWN}\n"
    assert "known" not in said


def test_a_present_view_says_nothing_of_the_past(asked: Session) -> None:
    for view in VIEWS:
        assert "as of" not in asked(view, tty=True).casefold()
        assert "as of" not in asked(f"{view} --format md").casefold()
