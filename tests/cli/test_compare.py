"""Two parties side by side: what each demands of the other, and what both answered to others."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def between(run: Session) -> Session:
    """RU and US with demands of each other, and one of FR that both answered."""
    run("party add FR France")
    run("demand 'a ban' --by RU --to US,NATO --issue Bases --at T1")
    run("demand 'a freeze' --by US --to RU --issue Arms --at T1")
    run("demand 'a hotline' --by FR --to RU,US --issue Arms --at T1")
    run("reject RU-1 --by US --at T2")
    run("accept US-1 --if mutual --by RU --at T2")
    run("accept FR-1 --by RU --at T2")
    run("defer FR-1 --by US --at T3")
    return run


def told(session: Session, options: str = "RU US") -> list[tuple[str, str, str, str, str]]:
    """Demand, whose answer, its status; of a demand of neither the other's, and how they side."""
    return [
        (row["demand"], row["to"], row["status"], row["other_status"], row["siding"])
        for row in session.rows(f"compare {options}")
    ]


def test_each_demand_of_one_on_the_other_is_told_with_its_answer(between: Session) -> None:
    assert told(between) == [
        ("US-1", "RU", "accepted if", "", ""),
        ("FR-1", "RU", "accepted", "deferred", "apart"),
        ("RU-1", "US", "rejected", "", ""),
    ]


def test_the_first_of_two_parties_comes_first(between: Session) -> None:
    assert told(between, "us russia")[1] == ("FR-1", "US", "deferred", "accepted", "apart")
    said = between("compare US RU", tty=True)
    assert said.index("US demands of RU: 1") < said.index("RU demands of US: 1")


def test_issues_are_named_only_where_there_are_any(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    for width in ("80", "160"):
        assert "no issue" not in run("compare RU US", tty=True, env={"COLUMNS": width})
    run("demand 'a pause' --by RU --to US --issue Arms --at T1")
    for width in ("80", "160"):
        said = run("compare RU US", tty=True, env={"COLUMNS": width})
        assert "(no issue)" in said
        assert "Arms" in said


def test_the_demand_of_a_co_sponsor_is_its_own(between: Session) -> None:
    between("demand 'a pause' --by FR,RU --to US --issue Bases --at T2")
    assert ("FR-2", "US", "open", "", "") in told(between)


def test_a_demand_that_one_of_them_has_not_answered_itself_is_not_shared(between: Session) -> None:
    between("demand 'a visit' --by FR --to RU,NATO,US --at T2")
    between("reject FR-2 --by NATO --at T2")
    between("reject FR-2 --by RU --at T2")
    assert "FR-2" not in {each[0] for each in told(between)}
    between("note FR-2 --by US --at T3")
    assert "FR-2" not in {each[0] for each in told(between)}
    between("reject FR-2 --by US --at T3")
    assert ("FR-2", "RU", "rejected", "rejected", "alike") in told(between)


def test_a_screen_says_how_often_they_are_alike(between: Session) -> None:
    assert "Alike on 0 of 1." in between("compare RU US", tty=True)
    for number in range(2, 6):
        between(f"demand 'number {number}' --by FR --to RU,US --at T2")
        between(f"reject FR-{number} --by RU,US --at T2")
    assert "Alike on 4 of 5, 80%." in between("compare RU US", tty=True)
    assert between.json("compare RU US")["alike"] == 4


def test_on_a_wide_screen_the_two_stand_beside_each_other(between: Session) -> None:
    between("demand 'a pause' --by US --to RU --issue Bases --at T2")
    (line,) = (
        line
        for line in between("compare RU US", tty=True, env={"COLUMNS": "100"}).splitlines()
        if "RU-1" in line
    )
    assert "a ban" in line
    assert "US-2  a pause" in line
    narrow = between("compare RU US", tty=True, env={"COLUMNS": "99"})
    assert not any("RU-1" in line and "US-2" in line for line in narrow.splitlines())


def test_only_one_issue_of_an_earlier_state(between: Session) -> None:
    assert told(between, "RU US --issue Bases --as-of T1") == [("RU-1", "US", "open", "", "")]


def test_two_names_of_one_party_are_refused(between: Session) -> None:
    said = between("compare RU Russia", fails=2).err
    assert "RU and Russia are both RU; compare takes two parties." in " ".join(said.split())


def test_two_with_nothing_between_them_are_said_to_have_nothing(between: Session) -> None:
    said = between("compare NATO FR", tty=True)
    assert "NATO demands of FR: 0" in said
    assert "NATO and FR have answered no demand of others in common." in said


def test_a_terminal_marks_what_is_private(between: Session) -> None:
    between("accept RU-1 --by US --at T3 --private")
    said = between("compare RU US", tty=True)
    assert "accepted; private ·\u00a0T3" in said
    assert "Counted in: 1 position that rests on private moves." in said
    assert ("RU-1", "US", "rejected", "", "") in told(between)
