"""The matrix: demands down, parties across."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def run(run: Session) -> Session:
    """RU's demands on NATO: a ban, and a pause; their issues come in another order."""
    run("demand 'a ban' --by RU --to NATO --at T1 --issue Ukraine/membership")
    run("demand 'a pause' --by RU --to NATO --at T1 --issue 'Arms control'")
    return run


def lines(session: Session, options: str = "", **env: str) -> list[str]:
    """What the terminal shows, each line with its spaces run together."""
    shown = session(f"matrix {options}", tty=True, env=env)
    return [" ".join(line.split()) for line in shown.splitlines()]


def cells(session: Session, options: str = "") -> dict[tuple[str, str], str]:
    """Status and marks of each cell by demand and party."""
    found = session.rows(f"matrix {options}")
    return {
        (row["demand"], row["to"]): "; ".join(filter(None, (row["status"], row["marks"])))
        for row in found
    }


def test_the_demands_of_an_issue_stand_below_it(run: Session) -> None:
    run("demand 'no issue yet' --by RU --to NATO --at T1")
    shown = lines(run)
    assert shown[3:9] == [
        "Arms control",
        "RU-2 a pause ◦ O ◦ O",
        "Ukraine/membership",
        "RU-1 a ban ◦ O ◦ O",
        "No issue",
        "RU-3 no issue yet ◦ O ◦ O",
    ]


def test_a_cell_has_the_glyph_and_the_letter_of_its_status(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    run("defer RU-2 --by NATO --at T2")
    shown = lines(run, "--party NATO")
    assert "RU-1 a ban ✘ R" in shown
    assert "RU-2 a pause ◌ D" in shown


def test_the_legend_has_just_what_occurs(run: Session) -> None:
    assert lines(run)[-1] == "◦ O open"
    run("reject RU-1 --by NATO --at T2")
    assert lines(run)[-1] == "◦ O open ✘ R rejected ✘ r small: as its bloc"


def test_statuses_that_look_alike_share_a_place_in_the_legend(run: Session) -> None:
    run("accept RU-1 --in-part 'for a year' --by NATO --at T2")
    run("accept RU-2 --in-principle --by NATO --at T2")
    assert lines(run, "--party NATO")[-1] == "✓ P accepted in principle or accepted in part"


def test_members_follow_their_bloc_in_a_small_letter_and_are_marked_where_they_deviate(
    run: Session,
) -> None:
    run("reject RU-1 --by NATO --at T2")
    run("reject RU-2 --by NATO --at T2")
    run("accept RU-2 --by US --at T2")
    shown = lines(run)
    assert "Demand What NATO US" in shown
    assert "RU-1 a ban ✘ R ✘ r" in shown
    assert "RU-2 a pause ✘ R ✔ A^" in shown
    assert "^ not as its bloc" in shown[-1]
    assert cells(run, "--party US") == {
        ("RU-1", "US"): "rejected",
        ("RU-2", "US"): "accepted; deviates",
    }


def test_a_member_that_says_what_its_bloc_says_does_not_deviate(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    run("reject RU-1 --by US --at T2")
    assert cells(run)["RU-1", "US"] == "rejected"


def test_members_stand_beside_their_bloc_in_the_order_of_the_registry(run: Session) -> None:
    run("party add CN China")
    run("party add FR France --member-of NATO")
    run("demand 'for China' --by RU --to CN --at T1")
    assert "Demand What NATO US FR CN" in lines(run)


def test_a_stale_answer_is_marked(run: Session) -> None:
    run("reject RU-1 --by NATO --at T1")
    run("revise RU-1 'a wider ban' --at T2")
    assert "RU-1 a ban ◦ O~" in lines(run, "--party NATO")
    assert cells(run, "--as-of T1 --party NATO")["RU-1", "NATO"] == "rejected"
    assert cells(run, "--party NATO")["RU-1", "NATO"] == "open; stale"


def test_a_contested_answer_is_marked(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    run("accept RU-1 --by NATO --at T2")
    assert "RU-1 a ban ✔ A?" in lines(run, "--party NATO")
    assert cells(run, "--party NATO")["RU-1", "NATO"] == "accepted; contested"


@pytest.mark.parametrize(
    ("until", "as_of", "overdue"),
    [
        ("2022-01-20", "2022-01-20", False),
        ("2022-01-20", "2022-01-21", True),
        ("2022-01", "2022-01-31", False),
        ("2022-01", "2022-02-01", True),
        ("2022-01-20", "T2", False),
    ],
)
def test_an_answer_put_off_until_a_date_is_overdue_after_it(
    run: Session, until: str, as_of: str, overdue: bool
) -> None:
    run(f"defer RU-1 --by NATO --at T2 --until {until}")
    found = cells(run, f"--party NATO --as-of {as_of}")["RU-1", "NATO"]
    assert found == ("deferred; overdue" if overdue else "deferred")


def test_an_answer_that_was_given_in_time_is_not_overdue(run: Session) -> None:
    run("defer RU-1 --by NATO --at T2 --until 2022-01-20")
    assert "RU-1 a ban ◌ D!" in lines(run, "--party NATO")
    run("accept RU-1 --by NATO --at T3")
    assert cells(run, "--party NATO")["RU-1", "NATO"] == "accepted"


def test_a_private_answer_is_marked_on_the_terminal_and_nowhere_else(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2 --private")
    assert "RU-1 a ban ✘ R*" in lines(run, "--party NATO")
    assert cells(run, "--party NATO")["RU-1", "NATO"] == "open"
    assert cells(run, "--party NATO --include-private")["RU-1", "NATO"] == "rejected; private"


def test_what_a_counter_demand_has_settled_is_marked(run: Session) -> None:
    run("counter RU-1 'a promise' --by NATO --at T2")
    run("accept NATO-1 --by RU --at T3")
    assert "RU-1 a ban by ↷ C+ ↷ c+" in lines(run, "--all")


def test_who_made_a_demand_has_a_word_in_its_own_column(run: Session) -> None:
    run("demand 'withdraw' --by NATO --to RU --at T1")
    shown = lines(run)
    assert "RU-1 a ban by ◦ O ◦ O" in shown
    assert "by made the demand" in shown[-1]


def test_a_demand_on_which_all_have_gone_on_to_counter_demands_is_left_out(run: Session) -> None:
    run("counter RU-1 'a promise' --by NATO --at T2")
    shown = run("matrix", tty=True)
    assert "RU-1" not in [line.split()[0] for line in shown.splitlines() if line]
    assert shown.err == (
        "1 countered position is left out: its counter-demand goes on; --all shows it.\n"
    )
    assert "RU-1 a ban by ↷ C ↷ c" in lines(run, "--all")
    assert ("RU-1", "NATO") in cells(run)


def test_a_demand_put_to_all_has_a_column_until_somebody_answers(run: Session) -> None:
    run("demand 'for all' --by RU --at T1")
    assert "Demand What NATO US all" in lines(run)
    assert run.rows("matrix --wide --text 'for all'")[0]["all"] == "open"


def test_a_narrow_terminal_gets_pages_of_columns_with_the_keys_on_each(run: Session) -> None:
    for code in ("FRANCE", "GERMANY", "ITALY", "POLAND"):
        run(f"party add {code} '{code}'")
    run("demand 'a long demand' --by RU --to FRANCE,GERMANY,ITALY,POLAND --key 'PEP 8000' --at T1")
    shown = lines(run, COLUMNS="42")
    heads = [line for line in shown if line.startswith("Demand")]
    assert heads == ["Demand What NATO US", "Demand FRANCE GERMANY ITALY POLAND"]
    assert shown[shown.index(heads[1]) + 2 :][:2] == ["No issue", "PEP 8000 ◦ O ◦ O ◦ O ◦ O"]
    wide = run("matrix", tty=True, env={"COLUMNS": "42"}).splitlines()
    assert max(map(len, wide)) <= 42


def test_where_no_title_fits_the_keys_stand_alone(run: Session) -> None:
    heads = [line for line in lines(run, COLUMNS="20") if line.startswith("Demand")]
    assert heads == ["Demand NATO US"]


def test_a_long_key_is_whole_where_only_one_party_fits_beside_it(run: Session) -> None:
    run("demand 'a long key' --by RU --to NATO --key C4-03-07-2-and-then-some --at T1")
    assert "C4-03-07-2-and-then-some" in run("matrix", tty=True, env={"COLUMNS": "34"})


def test_an_encoding_without_glyphs_gets_letters(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    shown = run("matrix", tty=True, encoding="ascii")
    assert ["RU-1", "a", "ban", "R", "r"] in [line.split() for line in shown.splitlines()]


def test_the_wide_form_has_a_column_for_each_party(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    rows = run.rows("matrix --wide")
    assert [(row["demand"], row["NATO"], row["US"]) for row in rows] == [
        ("RU-2", "open", "open"),
        ("RU-1", "rejected", "rejected; via NATO"),
    ]


def test_a_party_whose_code_is_the_name_of_a_column_keeps_its_own(run: Session) -> None:
    run("party add by Belarus")
    run("party add all 'The League'")
    run("demand 'open to anyone' --by RU --to by,all --at T1")
    row = run.rows("matrix --wide --text anyone")[0]
    assert (row["by"], row["party by"], row["party all"]) == ("RU", "open", "open")


def test_filters_leave_demands_and_parties_out(run: Session) -> None:
    run("reject RU-1 --by NATO --at T2")
    assert cells(run, "--status rejected --party NATO") == {("RU-1", "NATO"): "rejected"}
    assert "Demand What US" in lines(run, "--party US")


def test_where_there_is_nothing_to_show_a_sentence_says_so(run: Session) -> None:
    assert lines(run, "--status accepted")[-1] == "There is no demand to show."


def test_square_brackets_and_other_scripts_are_text(run: Session) -> None:
    run("demand 'x' --by RU --to NATO --at T1 --title '[bold]禁止 حظر[/bold]' --issue '[red]議題'")
    shown = run("matrix", tty=True, env={"NO_COLOR": "", "FORCE_COLOR": "1"})
    assert "[bold]禁止 حظر[/bold]" in shown
    assert "[red]議題" in shown
