"""The worked example says what is known of the talks of December 2021 to February 2022."""

from __future__ import annotations

import pytest
from builders import Session

TALKS = ("T1", "T2", "T3", "T4", "T5")

# One line a cell: the demand, who answers, then its status and version as of each talk.
STATUSES = """
RU-1    NATO  open 1  open 2      rejected 2   rejected 2          rejected 2
RU-1    US    open 1  rejected 2  rejected 2   rejected 2          rejected 2
RU-2    NATO  open 1  open 1      rejected 1   rejected 1          rejected 1
RU-3    NATO  open 1  open 1      open 1       open 1              open 1
RU-4    US    open 1  rejected 1  rejected 1   rejected 1          rejected 1
RU-5    NATO  open 1  open 1      deferred 1   deferred 1          deferred 1
RU-5    US    open 1  deferred 1  deferred 1   countered 1         countered 1
RU-6    NATO  open 1  open 1      deferred 1   countered 1         countered 1
RU-6    US    open 1  deferred 1  deferred 1   deferred 1          deferred 1
RU-7    NATO  open 1  open 1      open 1       accepted-in-part 1  accepted-in-part 1
RU-8    NATO  -       -           open 1       open 1              open 1
RU-9    NATO  -       -           open 1       accepted-in-part 1  accepted-in-part 1
NATO-1  RU    -       -           deferred 1   open 2              rejected 2
NATO-2  RU    -       -           deferred 1   deferred 1          accepted-if 1
NATO-3  RU    -       -           open 1       open 1              open 1
NATO-4  RU    -       -           accepted 1   accepted 1          accepted 1
US-1    RU    -       -           -            open 1              open 1
NATO-5  RU    -       -           -            open 1              open 1
"""


def expected(talk: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The status and the version of each cell as of a talk."""
    cells = {}
    for line in STATUSES.strip().splitlines():
        demand, party, *states = line.replace(" -", " - -").split()
        status, version = states[2 * TALKS.index(talk) :][:2]
        if status != "-":
            cells[demand, party] = (status.replace("-", " "), version)
    return cells


@pytest.mark.parametrize("talk", TALKS)
def test_where_every_demand_stood_as_of_each_talk(story: Session, talk: str) -> None:
    rows = story.rows(f"positions --as-of {talk}")
    found = {(row["demand"], row["to"]): (row["status"], row["version"]) for row in rows}
    assert found == expected(talk)


def steps(session: Session, talks: str) -> dict[str, str]:
    """Each changed cell of a diff with its step and movement, as one line."""
    return {
        f"{row['demand']} {row['to']}": (
            f"{row['from_status'] or 'new'} → {row['to_status']}, {row['movement']}"
        )
        for row in session.rows(f"diff {talks}")
    }


def test_what_the_geneva_talks_changed(story: Session) -> None:
    assert steps(story, "T1 T2") == {
        "RU-1 NATO": "open → open, revised",
        "RU-1 US": "open → rejected, first answer",
        "RU-4 US": "open → rejected, first answer",
        "RU-5 US": "open → deferred, first answer",
        "RU-6 US": "open → deferred, first answer",
    }


def test_what_the_council_changed(story: Session) -> None:
    assert steps(story, "T2 T3") == {
        "RU-1 NATO": "open → rejected, first answer",
        "RU-2 NATO": "open → rejected, first answer",
        "RU-5 NATO": "open → deferred, first answer",
        "RU-6 NATO": "open → deferred, first answer",
        "RU-8 NATO": "new → open, new",
        "RU-9 NATO": "new → open, new",
        "NATO-1 RU": "new → deferred, new",
        "NATO-2 RU": "new → deferred, new",
        "NATO-3 RU": "new → open, new",
        "NATO-4 RU": "new → accepted, new",
    }


def test_at_the_council_the_us_rejection_of_geneva_stands(story: Session) -> None:
    found = story.json("diff T2 T3")
    assert ("RU-1", "US") not in story.changes("T2 T3")
    assert found["counts"] == {"rejected": 2, "deferred": 4, "accepted": 1, "new": 3, "revised": 0}
    assert found["unchanged"] == 6


def test_what_the_written_replies_changed(story: Session) -> None:
    assert steps(story, "T3 T4") == {
        "RU-5 NATO": "deferred → deferred, deferred again (2nd time)",
        "RU-5 US": "deferred → countered, towards",
        "RU-6 NATO": "deferred → countered, towards",
        "RU-7 NATO": "open → accepted in part, first answer",
        "RU-9 NATO": "open → accepted in part, first answer",
        "NATO-1 RU": "deferred → open, reopened",
        "US-1 RU": "new → open, new",
        "NATO-5 RU": "new → open, new",
    }


def test_the_written_replies_restate_the_rejections(story: Session) -> None:
    found = story.json("diff T3 T4")
    assert found["restated"] >= 3
    shown = story("diff T3 T4 --all", tty=True, env={"COLUMNS": "200"})
    restated = shown.split("Restated")[1].split("Not mentioned")[0]
    for cell in ("RU-1", "RU-2", "RU → NATO", "RU → US"):
        assert cell in restated, cell


def test_the_withdrawal_demand_stands_open_again_on_its_new_wording(story: Session) -> None:
    (row,) = [row for row in story.rows("diff T3 T4") if row["demand"] == "NATO-1"]
    assert (row["from_version"], row["to_version"], row["change"]) == ("1", "2", "revised")
    assert "Georgia and Moldova" in row["to_text"]
    assert "Georgia" not in row["from_text"]
    shown = story("diff T3 T4", tty=True, env={"COLUMNS": "200"})
    assert "was deferred on v1 (RU)" in shown


def test_what_russias_reaction_changed(story: Session) -> None:
    assert steps(story, "T4 T5") == {
        "NATO-1 RU": "open → rejected, hardening",
        "NATO-2 RU": "deferred → accepted if, towards",
    }
    (row,) = story.rows("positions --status 'accepted if'")
    assert row["condition"] == "the talks form a package with Russia's core demands"


def test_the_chains_of_the_two_counters(story: Session) -> None:
    chains = {row["demand"]: row["chain"] for row in story.rows("positions")}
    assert {key: first for key, first in chains.items() if key != first} == {
        "US-1": "RU-5",
        "NATO-5": "RU-6",
    }


def test_silence_is_never_rejection(story: Session) -> None:
    rows = story.rows("positions")
    silent = {row["demand"] for row in rows if not row["talk"] and not row["stale"]}
    assert silent == {"RU-3", "RU-8", "NATO-3", "US-1", "NATO-5"}
    assert {row["status"] for row in rows if row["demand"] in silent} == {"open"}


def test_the_statement_outside_the_talks_changes_nothing(story: Session) -> None:
    assert story("diff T3 2022-01-13 --exit-code --format csv").count("\n") == 1
    (row,) = [row for row in story.rows("log") if row["date"] == "2022-01-13"]
    assert (row["party"], row["speaker"]) == ("RU", "Ministry of Defence")


def test_the_united_states_is_a_member_of_nato_with_answers_of_its_own(story: Session) -> None:
    assert story.json("party show US")["rows"][0]["blocs"] == "NATO (1949-04-04/..)"
    assert {row["via"] for row in story.rows("positions")} == {""}


def test_every_move_but_those_of_the_chronicler_has_a_source(story: Session) -> None:
    assert [row["demand"] for row in story.rows("log") if not row["source"]] == []


def test_the_demo_shows_the_very_same_diff(story: Session) -> None:
    shown = story("diff T2 T3", tty=True)
    assert story("demo", tty=True).startswith(shown)
