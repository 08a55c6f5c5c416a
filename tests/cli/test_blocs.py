"""Blocs in the table of positions: a row for each member that a demand reaches."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session, begun


@pytest.fixture
def run(run: Session) -> Session:
    """NATO with its members US, EU and FI (from 20 January), the EU with its member FR."""
    run("party add EU 'European Union' --member-of NATO")
    run("party add FR France --member-of EU")
    run("party add FI Finland --member-of NATO --since 2022-01-20")
    run("demand 'a ban' --by RU --to NATO --at T1")
    return run


def rows(session: Session, options: str = "") -> list[tuple[str, str, str]]:
    """Party, status and bloc of each position with the members of blocs, in their order."""
    found = session.rows(f"positions --expand-blocs {options}")
    return [(row["to"], row["status"], row["via"]) for row in found]


def test_a_demand_put_to_a_bloc_has_a_row_for_each_member_below_that_of_the_bloc(
    run: Session,
) -> None:
    assert rows(run) == [
        ("NATO", "open", ""),
        ("US", "open", ""),
        ("EU", "open", ""),
        ("FR", "open", ""),
        ("FI", "open", ""),
    ]
    assert run.cells() == {("RU-1", "NATO"): "open"}


def test_the_answer_of_a_bloc_is_that_of_its_members_and_of_theirs(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    assert rows(run)[1:] == [(party, "rejected", "NATO") for party in ("US", "EU", "FR", "FI")]


def test_the_nearest_bloc_that_has_answered_speaks_for_its_members(run: Session) -> None:
    run("defer RU-1 --by EU --at T2")
    run("reject RU-1 --by NATO --at T3")
    assert rows(run, "--party EU,FR,US") == [
        ("US", "rejected", "NATO"),
        ("EU", "deferred", ""),
        ("FR", "deferred", "EU"),
    ]


def test_a_member_that_deviates_has_its_own_answer(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    run("accept RU-1 --by FR --at T2")
    assert rows(run, "--party EU,FR") == [("EU", "rejected", "NATO"), ("FR", "accepted", "")]


def test_members_are_those_of_the_day_that_is_looked_at(run: Session) -> None:
    assert "FI" not in [party for party, *_ in rows(run, "--as-of T2")]
    assert "FI" in [party for party, *_ in rows(run, "--as-of T3")]


def test_a_filter_finds_what_reaches_a_party_through_its_blocs(run: Session) -> None:
    run("demand 'a pause' --by RU --to FR --at T1")
    run("demand 'for Finland' --by RU --to FI --at T1")
    run("reject RU-1 --by NATO --at T2")
    found = run.rows("positions --party FR --expand-blocs")
    assert [(row["demand"], row["status"]) for row in found] == [
        ("RU-1", "rejected"),
        ("RU-2", "open"),
    ]
    assert rows(run, "--party FR --status rejected") == [("FR", "rejected", "NATO")]
    assert rows(run, "--party FR --from NATO") == []


def test_a_bloc_that_answers_unasked_answers_for_its_members(run: Session) -> None:
    run("demand 'for all' --by RU --at T1")
    run("accept RU-2 --by EU --at T2")
    assert rows(run, "--text 'for all'") == [("EU", "accepted", ""), ("FR", "accepted", "EU")]


def test_a_demand_does_not_reach_the_member_that_made_it(run: Session) -> None:
    run("demand 'more of it' --by EU --to NATO --at T1")
    assert [party for party, *_ in rows(run, "--from EU")] == ["NATO", "US", "FI"]


def test_a_new_wording_or_a_withdrawal_reaches_the_members_too(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    run("revise RU-1 'a wider ban' --at T2")
    assert rows(run, "--party FR") == [("FR", "open", "")]
    run("withdraw RU-1 --at T3")
    assert rows(run, "--party FR") == [("FR", "withdrawn", "")]


def test_the_rollup_of_a_demand_stays_that_of_its_addressees(run: Session) -> None:
    run("accept RU-1 --by NATO --at T2")
    run("reject RU-1 --by FR --at T2")
    found = run.rows("positions --expand-blocs")
    assert {row["rollup"] for row in found} == {"agreed"}


def test_a_private_answer_of_a_bloc_stays_private_for_its_members(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2 --private")
    assert rows(run, "--party FR") == [("FR", "open", "")]
    assert rows(run, "--party FR --include-private") == [("FR", "rejected", "NATO")]
    shown = run("positions --expand-blocs --party FR", tty=True)
    assert "rejected, via NATO; private" in shown


def test_who_must_move_is_the_bloc_through_which_a_member_is_asked(run: Session) -> None:
    line = run("positions --expand-blocs --party FR", tty=True).splitlines()[-1]
    assert line.split() == ["RU-1", "a", "ban", "RU", "→", "FR", "◦", "open", "NATO"]


def test_what_a_bloc_says_changes_the_positions_of_its_members_members(run: Session) -> None:
    run("demand 'a pause' --by RU --to FR --at T1")
    run("reject RU-2 --by NATO --at T2")
    assert run.cells("--party FR") == {("RU-2", "FR"): "rejected"}
    assert run.changes("T1 T2")["RU-2", "FR"] == "first answer"


def test_a_bloc_that_joins_another_brings_its_members_along(run: Session) -> None:
    run("party add UN 'United Nations'")
    run("party edit NATO --member-of UN --since 2022-01-20")
    run("demand 'a pause' --by RU --to FR --at T1")
    run("accept RU-2 --by UN --at T2")
    assert run.cells("--party FR --as-of T2") == {("RU-2", "FR"): "open"}
    assert run.changes("T2 T3") == {("RU-2", "FR"): "first answer"}


def test_a_diff_from_an_undated_talk_on_names_whoever_was_no_member_then(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session("talk add Preparations --date unknown")
    session("talk add 'First round' --date 2022-01-10")
    session("party add NATO NATO")
    session("party add US 'United States' --member-of NATO --since 2022-02-01")
    session("party add RU Russia")
    session("demand 'a ban' --by RU --to NATO,US --at T1")
    session("reject RU-1 --by NATO --at T1")
    assert session.cells("--as-of T1")["RU-1", "US"] == "rejected"
    assert session.cells("--as-of T2")["RU-1", "US"] == "open"
    assert ("RU-1", "US") in session.changes("T1 T2")
