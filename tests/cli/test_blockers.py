"""What stands between here and agreement: the answers in the way, and what would release most."""

from __future__ import annotations

import pytest
from builders import Output, Session


@pytest.fixture
def run(run: Session) -> Session:
    """A session with a party that is in no bloc, too."""
    run("party add FR France")
    return run


def shown(session: Session, options: str = "") -> Output:
    return session(f"blockers {options}", tty=True)


def paths(session: Session, options: str = "") -> dict[str, str]:
    """What sort of answer is in the way, by the path to it."""
    return {row["path"]: row["obstacle"] for row in session.rows(f"blockers {options}")}


def releases(session: Session) -> dict[tuple[str, str], str]:
    """The demands that an acceptance would turn to agreed or settled."""
    return {(row["demand"], row["to"]): row["releases"] for row in session.rows("blockers")}


def test_every_answer_but_a_full_acceptance_is_in_the_way(run: Session) -> None:
    for verb in ("reject", "accept --if mutual", "accept --in-part half", "accept --in-principle",
                 "defer", "ask", "note", "accept"):  # fmt: skip
        made = run("demand something --by RU --to US")
        key = made.split(" demanded ")[1].split()[0]
        word, _, options = verb.partition(" ")
        run(f"{word} {key} {options} --by US")
    assert list(paths(run).values()) == [
        "rejected", "condition", "not in full", "not in full", "deferred", "deferred",
        "unanswered",
    ]  # fmt: skip


def test_only_addressees_are_in_the_way(run: Session) -> None:
    run("demand 'a ban' --by RU --to US")
    run("reject RU-1 --by FR")
    run("accept RU-1 --by US")
    assert paths(run) == {}
    assert "Nothing stands in the way of RU-1: it is agreed." in shown(run, "RU-1")


def test_a_demand_put_to_all_waits_for_those_who_answered(run: Session) -> None:
    run("demand 'a ban' --by RU")
    assert paths(run) == {"RU-1;all": "unanswered"}
    run("reject RU-1 --by FR")
    assert paths(run) == {"RU-1;FR": "rejected"}
    run("accept RU-1 --by FR")
    assert "RU-1: all who have answered accept it." in shown(run, "RU-1")


def test_what_is_withdrawn_or_settled_is_not_in_the_way(run: Session) -> None:
    run("demand 'a ban' --by RU --to US")
    run("demand 'a pause' --by RU --to US")
    run("counter RU-1 'a freeze' --by US")
    run("accept US-1 --by RU")
    run("withdraw RU-2")
    assert paths(run) == {}
    assert "RU-1: it is settled by US-1." in shown(run, "RU-1")
    assert "RU-2: it is withdrawn." in shown(run, "RU-2")


@pytest.fixture
def chained(run: Session) -> Session:
    """RU-1, countered by US-1, countered by RU-2."""
    run("demand 'a ban' --by RU --to US,FR --at T1")
    run("counter RU-1 'a freeze' --by US --at T2")
    run("counter US-1 'a longer freeze' --by RU --at T3")
    run("accept RU-1 --by FR --at T3")
    return run


def test_a_chain_of_counters_is_a_path_of_demands_and_answers(chained: Session) -> None:
    assert paths(chained) == {
        "RU-1;US": "countered",
        "RU-1;US;US-1;RU": "countered",
        "RU-1;US;US-1;RU;RU-2;US": "unanswered",
    }
    tree = shown(chained).split("\n\n")[1].splitlines()
    assert [len(line) - len(line.lstrip()) for line in tree] == [0, 2, 6, 10]


def test_a_demand_asked_for_is_told_with_what_follows_from_it(chained: Session) -> None:
    assert list(paths(chained, "US-1")) == ["US-1;RU", "US-1;RU;RU-2;US"]
    assert list(paths(chained, "RU-2 ru-1")) == ["RU-2;US", "RU-1;US", "RU-1;US;US-1;RU"]


def test_the_end_of_a_chain_releases_all_of_it(chained: Session) -> None:
    assert releases(chained)["RU-2", "US"] == "RU-2;US-1;RU-1"
    said = shown(chained)
    assert "US accepting RU-2 would turn 3 demands to agreed or settled: RU-2, US-1, RU-1" in said
    chained("accept RU-2 --by US --at T3")
    assert paths(chained) == {}


def test_one_acceptance_of_several_that_are_needed_releases_nothing(run: Session) -> None:
    run("demand 'a ban' --by RU --to US,FR")
    assert releases(run) == {("RU-1", "FR"): "", ("RU-1", "US"): ""}
    assert "release" not in shown(run)


def test_no_sign_of_private_is_written_where_there_is_no_dot(run: Session) -> None:
    run("demand 'a ban' --by RU --to US")
    run("reject RU-1 --by US --at T3")
    assert "R US  rejected - T3" in run("blockers --format table", encoding="ascii")


def test_equal_releases_are_told_by_who_could_give_them(run: Session) -> None:
    for party in ("US", "US", "FR"):
        run(f"demand 'a ban' --by RU --to {party}")
    said = shown(run)
    assert "No answer would release more than one demand; 3 would release one each." in said
    assert "US: RU-1, RU-2\n  FR: RU-3" in said


def test_an_acceptance_of_a_bloc_is_that_of_its_members(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US")
    assert releases(run) == {("RU-1", "NATO"): "RU-1", ("RU-1", "US"): ""}
    run("reject RU-1 --by NATO")
    assert releases(run) == {("RU-1", "NATO"): "RU-1", ("RU-1", "US"): ""}
    run("reject RU-1 --by US")
    assert releases(run) == {("RU-1", "NATO"): "", ("RU-1", "US"): ""}


@pytest.fixture
def first(run: Session) -> Session:
    """US accepts RU-1 if US-1 is accepted, and RU US-1 if RU-1."""
    run("demand 'a ban' --by RU --to US --at T1")
    run("demand 'a freeze' --by US --to RU --at T1")
    run("accept RU-1 --if 'US-1 comes first' --by US --at T2")
    run("accept US-1 --if 'RU-1 comes first' --by RU --at T2")
    return run


def circles(session: Session) -> dict[str, str]:
    return {row["demand"]: row["circle"] for row in session.rows("blockers")}


def test_conditions_that_wait_for_each_other_are_named(first: Session) -> None:
    assert circles(first) == {"RU-1": "RU-1;US-1", "US-1": "US-1;RU-1"}
    assert [row["names"] for row in first.rows("blockers")] == ["US-1", "RU-1"]
    said = shown(first)
    assert "You first: answers that wait for each other" in said
    assert "RU-1 → US-1 → RU-1" in said


def test_a_circle_is_broken_by_either_acceptance(first: Session) -> None:
    first("accept US-1 --by RU --at T3")
    assert circles(first) == {"RU-1": ""}
    assert "You first" not in shown(first)


def test_a_counter_whose_answer_waits_for_the_first_demand_closes_a_circle(run: Session) -> None:
    run("demand 'a ban' --by RU --to US --at T1")
    run("counter RU-1 'a freeze' --by US --at T2")
    run("accept US-1 --if 'once RU-1 is accepted' --by RU --at T3")
    assert circles(run) == {"RU-1": "RU-1;US-1", "US-1": "US-1;RU-1"}


@pytest.mark.parametrize("condition", ["US-12 comes first", "xUS-1", "us-1 comes first", "us"])
def test_a_condition_names_a_demand_by_its_whole_key_alone(run: Session, condition: str) -> None:
    run("demand 'a ban' --by RU --to US")
    run("demand 'a freeze' --by US --to RU")
    run(f"accept RU-1 --if '{condition}' --by US")
    assert [row["names"] for row in run.rows("blockers")] == ["", ""]


def test_a_condition_on_the_demand_itself_is_no_circle(run: Session) -> None:
    run("demand 'a ban' --by RU --to US")
    run("accept RU-1 --if 'RU-1 is dated' --by US")
    assert circles(run) == {"RU-1": ""}


def test_what_stood_in_the_way_of_an_earlier_state(chained: Session) -> None:
    assert list(paths(chained, "--as-of T1")) == ["RU-1;US", "RU-1;FR"]
    assert "Nothing had been said of RU-2" in shown_refused(chained, "RU-2 --as-of T2")


def shown_refused(session: Session, options: str) -> str:
    return " ".join(session(f"blockers {options}", fails=3).err.split())


def test_only_some_answers_are_told_of(chained: Session) -> None:
    assert list(paths(chained, "--party RU")) == ["RU-1;US;US-1;RU"]
    assert "US-1  a freeze  of US" in shown(chained, "--party RU")
    assert list(paths(chained, "--from US")) == ["RU-1;US;US-1;RU"]


def test_an_unknown_demand_is_refused_with_the_nearest(chained: Session) -> None:
    assert "did you mean RU-1" in shown_refused(chained, "RU-11")


def test_a_terminal_says_what_is_private(chained: Session) -> None:
    chained("reject RU-2 never --by US --at T3 --private")
    said = shown(chained)
    assert "✘ US  rejected; private ·\u00a0T3" in said
    assert "private moves" in said
    assert paths(chained)["RU-1;US;US-1;RU;RU-2;US"] == "unanswered"
