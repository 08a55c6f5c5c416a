"""show --private-line: where a party's private position differs from its public one."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def run(run: Session) -> Session:
    """RU-1 on NATO and the US: both reject it, and NATO would settle for a part in private."""
    run("demand 'a ban on enlargement' --by RU --to NATO,US --at T1 --title 'A ban'")
    run("reject RU-1 'never' --by NATO,US --at T2")
    run("accept RU-1 'could live with it' --in-part Georgia --by NATO --at T3 --private")
    return run


def sides(session: Session, options: str = "") -> dict[str, tuple[str, str]]:
    """The public and the private status of each party that is told of."""
    rows = session.rows(f"show RU-1 --private-line --include-private {options}")
    return {row["to"]: (row["public_status"], row["private_status"]) for row in rows}


def test_only_parties_whose_positions_differ_are_told_of(run: Session) -> None:
    assert sides(run) == {"NATO": ("rejected", "accepted in part")}


def test_each_side_comes_with_its_words(run: Session) -> None:
    (row,) = run.rows("show RU-1 --private-line --include-private")
    assert (row["public_answer"], row["private_answer"]) == ("never", "could live with it")
    assert (row["public_condition"], row["private_condition"]) == ("", "Georgia")
    assert (row["public_talk"], row["private_talk"]) == ("T2", "T3")
    assert row["public_text"] == row["private_text"] == "a ban on enlargement"


def test_a_terminal_shows_both_sides(run: Session) -> None:
    lines = run("show RU-1 --private-line", tty=True).splitlines()
    assert lines[3:] == [
        "RU → NATO",
        "  in public   ✘ rejected at T2",
        "      never",
        "  in private  ✓ accepted in part at T3",
        "      the part: Georgia",
        "      could live with it",
    ]


def test_the_same_answer_in_other_words_is_a_difference(run: Session) -> None:
    run("reject RU-1 'for now' --by US --at T3 --private")
    assert sides(run)["US"] == ("rejected", "rejected")
    assert "for now" in run("show RU-1 --private-line", tty=True)


def test_a_wording_held_in_reserve_is_shown_beside_the_public_one(run: Session) -> None:
    run("revise RU-1 'a pause in enlargement' --at T3 --private")
    assert sides(run) == {"NATO": ("rejected", "open"), "US": ("rejected", "open")}
    shown = run("show RU-1 --private-line", tty=True)
    assert "in public   v1\n      a ban on enlargement\n" in shown
    assert "in private  v2\n      a [-ban on-]{+pause in+} enlargement\n" in shown


def test_who_spoke_in_private_alone_has_said_nothing_in_public(run: Session) -> None:
    run("demand 'for all' --by RU --at T1")
    run("accept RU-2 --by US --at T2 --private")
    (row,) = run.rows("show RU-2 --private-line --include-private")
    assert (row["to"], row["public_status"], row["private_status"]) == ("US", "", "accepted")
    shown = run("show RU-2 --private-line", tty=True)
    assert "in public   nothing\n  in private  ✔ accepted at T2\n" in shown


def test_a_demand_that_is_private_as_a_whole_has_a_private_side_alone(run: Session) -> None:
    run("demand 'in reserve' --by RU --to NATO --at T1 --private")
    (row,) = run.rows("show RU-2 --private-line --include-private")
    assert (row["public_status"], row["private_status"]) == ("", "open")
    assert "in public   nothing" in run("show RU-2 --private-line", tty=True)


def test_a_private_correction_of_a_public_answer_is_a_difference(run: Session) -> None:
    rejected = [row["id"] for row in run.rows("export moves") if row["party"] == "US"][-1]
    run(f"correct {rejected} --move defer --private")
    assert sides(run)["US"] == ("rejected", "deferred")


def test_what_was_private_before_a_moment_is_looked_at_as_of_then(run: Session) -> None:
    assert sides(run, "--as-of T2") == {}
    assert sides(run, "--as-of T3") != {}


def test_where_nothing_differs_one_sentence_says_so(run: Session) -> None:
    sentence = "On RU-1 the parties' private positions are their public ones."
    shown = run("show RU-1 --private-line --as-of T2", tty=True)
    assert shown.splitlines()[-1] == sentence
    said = run("show RU-1 --private-line --as-of T2 --include-private")
    assert (said, said.err) == ("", f"{sentence}\n")


@pytest.mark.parametrize(
    "options",
    ["", "--format table", "--format json", "--format md", "-o line.csv", "--columns to"],
)
def test_it_goes_to_no_pipe_or_file_unless_private_moves_may(run: Session, options: str) -> None:
    command = (
        f"show RU-1 --private-line {options.replace('line.csv', str(run.folder / 'line.csv'))}"
    )
    said = run(command, fails=2)
    assert "--include-private" in said.err
    assert len(said.err.splitlines()) == 1
    assert said == ""
    assert not (run.folder / "line.csv").exists()
    run(f"{command} --include-private")


def test_whether_a_demand_is_there_is_not_told_either(run: Session) -> None:
    known = run("show RU-1 --private-line", fails=2)
    unknown = run("show RU-9 --private-line", fails=2)
    assert known.err == unknown.err


def test_a_file_asked_for_at_a_terminal_is_refused_too(run: Session) -> None:
    file = run.folder / "line.json"
    run(f"show RU-1 --private-line -o {file}", tty=True, fails=2)
    run(f"show RU-1 --private-line -o {file} --include-private", tty=True)
    assert '"private": "included"' in file.read_text(encoding="utf-8")


def test_markdown_has_a_column_for_each_side(run: Session) -> None:
    lines = run("show RU-1 --private-line --format md --include-private").splitlines()
    assert lines[:3] == [
        "Private moves are included.",
        "",
        "| By → to | In public | In private |",
    ]
    assert "accepted in part at T3<br>the part: Georgia<br>could live with it" in lines[4]


def test_the_line_and_the_history_are_two_views(run: Session) -> None:
    said = run("show RU-1 --private-line --history", tty=True, fails=2)
    assert "--history or --private-line" in said.err


def test_a_demand_that_is_not_there_is_not_found(run: Session) -> None:
    run("show RU-9 --private-line", tty=True, fails=3)
    said = run("show RU-1 --private-line --as-of 2021-01-01", tty=True, fails=3)
    assert "Nothing had been said of RU-1 by then" in said.err
