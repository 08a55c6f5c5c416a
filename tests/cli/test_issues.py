"""Issues: made, found, renamed, and merged once that is confirmed."""

from __future__ import annotations

import pytest
from builders import Session, changes_of


def test_issues_are_made_by_the_demands_filed_under_them(run: Session) -> None:
    assert run("issue add Ukraine/troops") == "Added the issue Ukraine/troops.\n"
    run("demand 'a ban' --by RU --to NATO --issue Ukraine/membership")
    assert run.rows("issue list") == [
        {"issue": "Ukraine/membership", "demands": "1"},
        {"issue": "Ukraine/troops", "demands": "0"},
    ]
    assert "already an issue Ukraine/troops" in run("issue add Ukraine/troops", fails=4).err
    assert "write it as a path such as" in run("issue add Ukraine//troops", fails=2).err


def test_an_issue_shows_the_positions_on_it_and_below_it(story: Session) -> None:
    found = {row["demand"] for row in story.rows("issue show 'risk reduction'")}
    assert found == {"RU-7", "RU-9"}
    assert {row["issue"] for row in story.rows("issue show 'Risk reduction/hotline'")} == {
        "Risk reduction/hotline"
    }
    assert "no issue “Risk”" in story("issue show Risk", fails=3).err


def test_a_renamed_issue_takes_all_below_it_along(run: Session) -> None:
    run("demand a --by RU --to NATO --issue Ukraine")
    run("demand b --by RU --to NATO --issue Ukraine/membership")
    assert "(2 issues renamed)" in run("issue rename ukraine UA")
    assert {row["demand"]: row["issue"] for row in run.rows("positions")} == {
        "RU-1": "UA",
        "RU-2": "UA/membership",
    }
    assert [change[1:4] for change in changes_of(run, "issue")] == [
        ("path", "Ukraine", "UA"),
        ("path", "Ukraine/membership", "UA/membership"),
    ]


def filed(session: Session) -> dict[str, str]:
    return {row["demand"]: row["issue"] for row in session.rows("positions")}


@pytest.fixture
def arms(run: Session) -> Session:
    """RU-1 under Arms, RU-2 under Arms control, RU-3 under Arms/missiles."""
    for name, issue in (("a", "Arms"), ("b", "Arms control"), ("c", "Arms/missiles")):
        run(f"demand {name} --by RU --to NATO", "--issue", issue)
    return run


def test_an_issue_renamed_to_another_becomes_one_with_it(arms: Session) -> None:
    said = arms("issue rename Arms 'Arms control' --yes")
    assert said == (
        "Arms → Arms control (merged into “Arms control”, 1 demand; 1 issue renamed).\n"
    )
    assert arms.rows("issue list") == [
        {"issue": "Arms control", "demands": "2"},
        {"issue": "Arms control/missiles", "demands": "1"},
    ]


def test_a_merge_is_to_be_confirmed(arms: Session) -> None:
    before = arms("issue list")
    question = "Merge 1 demand into “Arms control”, which exists already?"
    refused = arms("issue rename Arms 'Arms control'", fails=2)
    assert question in refused.err
    assert "give --yes" in refused.err
    declined = arms("issue rename Arms 'Arms control'", typed="n\n", fails=1)
    assert f"{question} [y/N]" in declined.err
    assert arms("issue list") == before
    arms("issue rename Arms 'Arms control'", typed="y\n")
    assert filed(arms)["RU-1"] == "Arms control"


def test_all_that_is_merged_is_counted(arms: Session) -> None:
    arms("demand d --by RU --to NATO --issue 'Arms control/missiles'")
    arms("demand e --by RU --to NATO --issue Arms/missiles")
    refused = arms("issue rename Arms 'Arms control'", fails=2)
    assert (
        "Merge 3 demands into “Arms control” and “Arms control/missiles”, which exist already?"
        in refused.err
    )


def test_each_demand_that_is_merged_keeps_its_old_issue_in_the_history(arms: Session) -> None:
    arms("issue rename Arms 'Arms control' --yes")
    assert [change[:4] for change in changes_of(arms, "demand") if change[1] == "issue"] == [
        ("Security talks/RU-1", "issue", "Arms", "Arms control")
    ]


def test_a_merge_is_undone_and_brought_back(arms: Session) -> None:
    before = filed(arms), arms("issue list")
    arms("issue rename Arms 'Arms control' --yes")
    after = filed(arms), arms("issue list")
    arms("undo --yes")
    assert (filed(arms), arms("issue list")) == before
    arms("undo --redo --yes")
    assert (filed(arms), arms("issue list")) == after
    arms("undo --yes")
    assert (filed(arms), arms("issue list")) == before


def test_what_was_known_before_a_merge_and_before_its_undoing(arms: Session) -> None:
    views = ("positions --format csv", "issue list --format csv")
    states = [[arms(view) for view in views]]
    times = [arms.clock]
    for line in ("issue rename Arms 'Arms control' --yes", "undo --yes", "undo --redo --yes"):
        arms(line)
        states.append([arms(view) for view in views])
        times.append(arms.clock)
    for then, state in zip(times, states, strict=True):
        assert [arms(f"{view} --known-at {then}") for view in views] == state


def test_an_issue_goes_back_to_a_path_that_was_taken_since(run: Session) -> None:
    run("demand a --by RU --to NATO --issue Arms")
    run("issue rename Arms 'Arms control'")
    run("demand b --by RU --to NATO --issue Arms")
    run("undo --yes")
    run("undo --yes")
    assert filed(run)["RU-1"] == "Arms"
    assert run.rows("issue list") == [{"issue": "Arms", "demands": "1"}]


@pytest.mark.parametrize(
    ("new", "code", "sentence"),
    [("Arms/nuclear", 4, "lies below “Arms”"), ("a//b", 2, "is not an issue")],
)
def test_renames_that_cannot_be(run: Session, new: str, code: int, sentence: str) -> None:
    run("issue add Arms")
    assert sentence in run("issue rename Arms", new, fails=code).err
    assert "no issue “Fish”" in run("issue rename Fish Meat", fails=3).err


def test_a_path_that_an_issue_has_already_changes_nothing(arms: Session) -> None:
    changes = arms.sql("select count(*) from registry_change")
    said = arms("issue rename arms Arms", fails=4)
    assert "called “Arms” already; nothing was changed" in said.err
    assert arms.sql("select count(*) from registry_change") == changes
