"""Counter-demands: chains, whose turn it is, what settles them; and mending the record."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, put to US at T1."""
    run("demand 'a ban' --by RU --to US --at T1 --issue Arms/missiles")
    return run


def row_of(session: Session, demand: str) -> dict[str, str]:
    """The position on a demand that one party has a cell on."""
    (row,) = [each for each in session.rows("positions") if each["demand"] == demand]
    return row


def test_a_counter_makes_its_demand_in_the_same_step(asked: Session) -> None:
    said = asked("counter RU-1 'Transparency, if reciprocated' --at T2")
    first, second = said.splitlines()
    assert first.startswith("+ US proposed US-1 to RU: Transparency, if reciprocated at T2")
    assert second.startswith("↷ US countered RU-1 v1 with US-1 at T2")
    assert "put to RU, the proponent of RU-1" in said
    counter = row_of(asked, "US-1")
    assert (counter["by"], counter["to"], counter["status"]) == ("US", "RU", "open")
    assert (counter["kind"], counter["issue"]) == ("proposal", "Arms/missiles")
    assert row_of(asked, "RU-1")["status"] == "countered"


def test_the_counter_demand_can_be_said_to_be_otherwise(asked: Session) -> None:
    asked(
        "counter RU-1 'Transparency' --to RU,NATO --kind offer --issue Arms/bases --key US-9"
        " --title 'The mechanism' --quote 'in writing' --source here"
    )
    rows = [row for row in asked.rows("positions") if row["demand"] == "US-9"]
    assert [row["to"] for row in rows] == ["RU", "NATO"]
    assert (rows[0]["kind"], rows[0]["issue"]) == ("offer", "Arms/bases")
    assert rows[0]["title"] == "The mechanism"


def test_a_counter_can_be_a_demand_that_is_on_the_table(asked: Session) -> None:
    asked("demand 'Transparency' --by US --to RU --at T2")
    assert "with US-1" in asked("counter RU-1 --with us-1 --at T2")
    assert row_of(asked, "US-1")["chain"] == "RU-1"
    assert "no demand “US-7”" in asked("counter RU-1 --with US-7", fails=3).err


def test_a_demand_cannot_counter_itself(asked: Session) -> None:
    assert "RU-1" in asked("counter RU-1 --with RU-1", fails=4).err


def test_a_counter_whose_wording_nobody_reported_invents_no_demand(asked: Session) -> None:
    asked("counter RU-1 --wording-unknown")
    assert asked.cells() == {("RU-1", "US"): "countered"}
    assert "wording unknown" in asked("positions --all", tty=True)


def test_a_counter_by_the_proponent_is_a_revision_and_says_so(asked: Session) -> None:
    said = asked("counter RU-1 'a milder ban' --by RU")
    assert said.startswith("~ RU revised RU-1 v2")
    assert "a counter by RU to its own demand is a revision" in said


def test_a_joint_counter_is_one_demand_and_an_answer_of_each(run: Session) -> None:
    run("demand 'a ban' --by RU --to US,NATO --at T1")
    assert len(run("counter RU-1 'Transparency' --by US,NATO").splitlines()) == 3
    assert row_of(run, "US-1")["by"] == "US;NATO"
    assert {row["status"] for row in run.rows("positions --proponent RU --party US,NATO")} == {
        "countered"
    }


@pytest.fixture
def chain(asked: Session) -> Session:
    """RU-1, countered by US-1 at T1, which is countered by RU-2 at T2."""
    asked("counter RU-1 'Transparency' --at T1")
    asked("counter US-1 'Transparency on both sides' --at T2")
    return asked


def test_machine_formats_hold_every_link_with_the_key_of_the_first(chain: Session) -> None:
    assert [(row["demand"], row["chain"]) for row in chain.rows("positions")] == [
        ("RU-1", "RU-1"),
        ("US-1", "RU-1"),
        ("RU-2", "RU-1"),
    ]


def test_tables_show_the_live_end_with_its_length(chain: Session) -> None:
    shown = chain("positions", tty=True, env={"COLUMNS": "200"})
    assert "RU-2" in shown
    assert "3rd in its chain" in shown
    assert "US-1 " not in shown


def test_all_shows_every_link(chain: Session) -> None:
    shown = chain("positions --all", tty=True)
    assert all(key in shown for key in ("RU-1", "US-1", "RU-2"))
    assert "countered (with US-1)" in shown


def test_the_end_of_the_chain_says_whose_turn_it_is(chain: Session) -> None:
    owed = [row for row in chain.rows("status") if row["part"] == "owed"]
    assert [(row["party"], row["demand"]) for row in owed] == [("US", "RU-2")]


def test_a_chain_was_shorter_then(chain: Session) -> None:
    assert chain.cells("--as-of T1") == {("RU-1", "US"): "countered", ("US-1", "RU"): "open"}
    assert "2nd in its chain" in chain("positions --as-of T1", tty=True, env={"COLUMNS": "200"})


def test_accepting_the_end_settles_what_it_countered(chain: Session) -> None:
    chain("accept RU-2 --at T3")
    shown = chain("positions --all", tty=True)
    assert shown.count("settled by RU-2") == 2
    assert {row["demand"] for row in chain.rows("positions --status settled")} == {"RU-1", "US-1"}
    assert [row for row in chain.rows("status") if row["part"] == "owed"] == []


@pytest.mark.parametrize("answer", ["reject RU-2", "defer RU-2", "accept RU-2 --in-principle"])
def test_nothing_less_than_acceptance_settles_a_chain(chain: Session, answer: str) -> None:
    chain(f"{answer} --at T3")
    assert "settled" not in chain("positions --all", tty=True)


def test_show_prints_the_chain(chain: Session) -> None:
    for key in ("RU-1", "US-1", "RU-2"):
        assert chain.json(f"show {key}")["chain"] == ["RU-1", "US-1", "RU-2"]
    assert "RU-1 a ban ← US-1 Transparency ← RU-2" in chain("show US-1", tty=True)


def the_id(session: Session, number: int) -> str:
    """The id of a move, counted in the order of recording."""
    return session.rows("export moves --include-private")[number]["id"]


def test_a_correction_replaces_a_move_that_stays_in_the_history(asked: Session) -> None:
    asked("reject RU-1 'never' --at T2")
    said = asked(f"correct {the_id(asked, -1)[:8]} --move defer --until 2022-03-01")
    assert "rejected" in said
    assert "deferred" in said
    assert asked.cells() == {("RU-1", "US"): "deferred"}
    assert [row["move"] for row in asked.rows("log")] == ["deferred", "demanded"]
    before, after = asked.rows("export moves")[-2:]
    assert (before["move"], after["move"]) == ("reject", "defer")
    assert after["corrects"] == before["id"]
    assert after["text"] == "never"


def test_a_correction_stands_in_the_place_of_what_it_corrects(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    first = the_id(asked, -1)
    asked("accept RU-1 --at T2")
    asked(f"correct {first} 'other words'")
    (row,) = asked.rows("positions")
    assert (row["status"], row["contested"]) == ("accepted", "rejected")


def test_what_is_recorded_after_a_correction_still_comes_last(asked: Session) -> None:
    asked("reject RU-1 --at T1")
    asked(f"correct {the_id(asked, 0)} 'a full ban'")
    asked("accept RU-1 --at T1")
    assert asked.cells() == {("RU-1", "US"): "accepted"}
    assert [row["move"] for row in asked.rows("log")] == ["accepted", "rejected", "demanded"]


def test_a_correction_moves_an_answer_to_another_talk(asked: Session) -> None:
    asked("reject RU-1 --at T3")
    asked(f"correct {the_id(asked, -1)} --at T2")
    assert asked.cells("--as-of T2") == {("RU-1", "US"): "rejected"}


@pytest.mark.parametrize("field", ["quote", "speaker", "source", "note"])
def test_what_goes_with_a_move_is_corrected_and_emptied(asked: Session, field: str) -> None:
    asked(f"reject RU-1 --at T2 --{field} old")
    said = asked(f"correct {the_id(asked, -1)} --{field} new")
    assert "“old” → “new”" in said
    assert asked.rows("export moves")[-1][field] == "new"
    asked(f"correct {the_id(asked, -1)} --{field} ''")
    assert asked.rows("export moves")[-1][field] == ""


def test_a_condition_and_a_counter_are_corrected(asked: Session) -> None:
    asked("accept RU-1 --if 'if mutual' --at T2")
    asked(f"correct {the_id(asked, -1)} --condition 'if verified' --on 2022-01-13")
    (row,) = asked.rows("positions")
    assert (row["condition"], row["talk"], row["date"]) == ("if verified", "", "2022-01-13")
    asked("demand 'Transparency' --by US --to RU --at T2")
    asked("counter RU-1 --wording-unknown --at T3")
    asked(f"correct {the_id(asked, -1)} --with US-1")
    assert row_of(asked, "US-1")["chain"] == "RU-1"


def test_a_correction_can_make_a_move_private_and_public_again(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    assert "now private" in asked(f"correct {the_id(asked, -1)} --private")
    assert "now public" in asked(f"correct {the_id(asked, -1)} --public")
    assert asked.cells() == {("RU-1", "US"): "rejected"}


def test_a_correction_of_the_demand_mends_whom_it_is_put_to(asked: Session) -> None:
    asked(f"correct {the_id(asked, 0)} 'a full ban' --to NATO --title 'The ban'")
    (row,) = asked.rows("positions")
    assert (row["to"], row["text"], row["title"]) == ("NATO", "a full ban", "The ban")


def test_a_correction_obeys_the_rules(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    move = the_id(asked, -1)
    assert "its own demand" in asked(f"correct {move} --by RU", fails=4).err
    assert "says just that already" in asked(f"correct {move}", fails=4).err
    assert "strike it" in asked(f"correct {move} --move withdraw", fails=4).err
    assert "“vanish” is not a move" in asked(f"correct {move} --move vanish", fails=2).err
    assert asked.cells() == {("RU-1", "US"): "rejected"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--by US", "US answered RU-1 at T2, so it cannot be a proponent of it"),
        ("--by RU,US --to NATO", "US answered RU-1 at T2, so it cannot be a proponent of it"),
        ("--at T3", "US answered RU-1 at T2, which would come before the demand"),
        ("--on 2022-01-20", "US answered RU-1 at T2, which would come before the demand"),
    ],
)
def test_a_corrected_demand_still_fits_the_answers_to_it(
    asked: Session, options: str, sentence: str
) -> None:
    asked("reject RU-1 --at T2")
    before = asked("positions --all")
    assert sentence in asked(f"correct {the_id(asked, 0)} {options}", fails=4).err
    assert asked("positions --all") == before
    asked(f"strike {the_id(asked, -1)} --reason 'said of another demand'")
    asked(f"correct {the_id(asked, 0)} --to NATO {options.replace('--to NATO', '')}")


def test_a_corrected_demand_may_move_to_where_nobody_had_answered(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    asked(f"correct {the_id(asked, 0)} --on 2022-01-11 --by NATO")
    assert asked.cells() == {("RU-1", "US"): "rejected"}


def test_a_struck_move_is_out_of_every_view_and_in_the_export(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    said = asked(f"strike {the_id(asked, -1)} --reason 'said by another party'")
    assert "Struck" in said
    assert asked.cells() == {("RU-1", "US"): "open"}
    assert [row["move"] for row in asked.rows("log")] == ["demanded"]
    before, after = asked.rows("export moves")[-2:]
    assert (after["move"], after["text"]) == ("strike", "said by another party")
    assert after["corrects"] == before["id"]


def test_what_was_set_aside_cannot_be_mended_again(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    move = the_id(asked, -1)
    assert "--reason TEXT" in asked(f"strike {move} --reason ' '", fails=2).err
    asked(f"strike {move} --reason 'a slip'")
    for line in (f"strike {move} --reason again", f"correct {move} other"):
        assert "was struck and counts for nothing" in asked(line, fails=4).err
    assert "cannot be mended" in asked(f"correct {the_id(asked, -1)} other", fails=4).err


def test_a_demand_that_others_have_answered_cannot_be_struck(asked: Session) -> None:
    asked("reject RU-1 --at T2")
    assert "RU-1" in asked(f"strike {the_id(asked, 0)} --reason 'a slip'", fails=4).err


@pytest.mark.parametrize("option", ["--kind offer", "--to NATO"])
def test_only_a_demand_has_a_kind_and_addressees_to_correct(asked: Session, option: str) -> None:
    asked("reject RU-1 --at T2")
    assert "made a demand" in asked(f"correct {the_id(asked, -1)} {option}", fails=2).err


def test_a_correction_cannot_leave_nobody_who_spoke(asked: Session) -> None:
    assert "--by" in asked(f"correct {the_id(asked, 0)} --by ,", fails=2).err


@pytest.mark.parametrize(
    ("move", "code", "sentence"),
    [
        ("abc", 2, "six or more"),
        ("not-hex", 2, "six or more"),
        ("aaaaaaa", 3, "There is no move aaaaaaa"),
    ],
)
def test_a_move_that_cannot_be_found(asked: Session, move: str, code: int, sentence: str) -> None:
    assert sentence in asked(f"strike {move} --reason x", fails=code).err


def test_a_move_of_another_negotiation_is_mended_there(asked: Session) -> None:
    move = the_id(asked, 0)
    asked("negotiation add 'Wages 2026'")
    said = asked(f"strike {move} --reason x", fails=4)
    assert "belongs to another negotiation" in said.err
    assert "-n" in said.err
