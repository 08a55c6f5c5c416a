"""What an import makes of a file: what is new, what is refused, and that it is all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Output, Session

HEADER = "talk,date,party,move,demand,text,to,condition,until,counter,issue,kind,visibility,by"


def row(**cells: str) -> str:
    """A line of a file with HEADER; a cell with a comma must come with its quotes."""
    return ",".join(cells.get(column, "") for column in HEADER.split(","))


def imported(session: Session, *rows: str, head: str = HEADER, **options: object) -> Output:
    file = session.write("in.csv", head, *rows)
    return session(f"import {file} --yes", **options)  # type: ignore[arg-type]


A_BAN = row(talk="T1", party="RU", move="demand", demand="RU-1", text="a ban", to="NATO")
NO = row(talk="T2", party="NATO", move="rejected", demand="RU-1", text="never")


def test_verbs_stand_in_either_tense_and_any_case(run: Session) -> None:
    lines = [
        row(talk="T1", party="RU", move="Demanded", demand="RU-1", text="a ban"),
        row(talk="T1", party="NATO", move="ACCEPTED IN PART", demand="RU-1", condition="half"),
        row(talk="T1", party="US", move="accept if", demand="RU-1", condition="mutual"),
        row(talk="T2", party="RU", move="revised", demand="RU-1", text="a full ban"),
        row(talk="T2", party="NATO", move="accepted in principle", demand="RU-1"),
        row(talk="T2", party="US", move="reject final", demand="RU-1"),
    ]
    imported(run, *lines)
    assert run.cells() == {
        ("RU-1", "NATO"): "accepted in principle",
        ("RU-1", "US"): "rejected",
    }


@pytest.mark.parametrize(
    ("move", "kind"),
    [("offered", "offer"), ("propose", "proposal"), ("requested", "request"),
     ("invited", "invitation"), ("demand", "demand")],
)  # fmt: skip
def test_a_demand_without_a_key_gets_the_next_one(run: Session, move: str, kind: str) -> None:
    imported(run, row(talk="T1", party="RU", move=move, text="talks", to="NATO"))
    (found,) = run.rows("positions")
    assert (found["demand"], found["kind"]) == ("RU-1", kind)


def test_keys_and_talks_keep_the_names_that_the_file_gives_them(run: Session) -> None:
    imported(run, row(talk="PEP 8", party="RU", move="demand", demand="Ñ 12*", text="x"))
    assert run.rows("positions")[0]["demand"] == "Ñ 12*"
    assert "PEP 8" in [each["talk"] for each in run.rows("talk list")]


def test_names_become_parties_with_codes_derived_from_them(run: Session) -> None:
    line = row(talk="T1", party="IG Metall", move="demand", text="x", to="Gesamtmetall;Russia;GM")
    said = imported(run, line)
    assert "new parties: IM (IG Metall), Gesamtmetall, GM" in " ".join(said.err.split())
    assert {each["code"]: each["name"] for each in run.rows("party list")[3:]} == {
        "IM": "IG Metall",
        "Gesamtmetall": "Gesamtmetall",
        "GM": "GM",
    }
    assert {each["to"] for each in run.rows("positions")} == {"Gesamtmetall", "RU", "GM"}


def test_a_derived_code_that_is_taken_gets_a_number(run: Session) -> None:
    imported(run, row(talk="T1", party="Upper Saxony", move="demand", text="x"))
    assert run.rows("positions")[0]["by"] == "US2"


def test_what_a_file_creates_is_listed_before_anything_is_kept(session: Session) -> None:
    file = session.write("in.csv", HEADER, A_BAN, NO)
    said = session(f"import {file}", typed="y\n")
    told = " ".join(said.err.split())
    assert "2 to add" in told
    assert "new parties: RU, NATO" in told
    assert "new talks: T1 (undated) T1, T2 (undated) T2" in told
    assert "new demands: RU-1" in told
    assert "positions: 1 rejected" in told
    assert f"Import {file}? [y/N]" in said.err


def test_a_no_keeps_nothing(run: Session) -> None:
    file = run.write("in.csv", HEADER, A_BAN)
    before = run.kept()
    assert "Nothing was changed" in run(f"import {file}", typed="n\n", fails=1).err
    assert "give --yes" in run(f"import {file}", fails=2).err
    assert run.kept() == before


@pytest.mark.parametrize("yes", ["", "--yes"])
def test_a_dry_run_shows_the_change_and_writes_nothing(run: Session, yes: str) -> None:
    before = run.kept()
    said = run(f"import {run.write('in.csv', HEADER, A_BAN, NO)} --dry-run {yes}")
    assert "positions: 1 rejected; 0 unchanged" in said.err
    assert run.kept() == before


def test_a_dry_run_makes_no_database(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    nobody(f"import {nobody.write('in.csv', 'negotiation,' + HEADER, 'N,' + A_BAN)} --dry-run")
    assert not nobody.db.exists()


def test_a_file_can_bring_its_negotiations(session: Session) -> None:
    lines = [f"Wages 2026,{A_BAN}", f"Trade,{A_BAN}", f"Wages 2026,{NO}"]
    imported(session, *lines, head=f"negotiation,{HEADER}")
    assert session.cells("-n 'Wages 2026'") == {("RU-1", "NATO"): "rejected"}
    assert session.cells("-n Trade") == {("RU-1", "NATO"): "open"}


def test_a_demand_first_met_in_an_answer_is_of_unknown_wording(run: Session) -> None:
    said = imported(run, row(talk="T1", party="NATO", move="reject", demand="X-9"))
    assert "X-9 (of unknown wording)" in said.err
    (found,) = run.rows("positions")
    assert (found["by"], found["text"], found["version"], found["status"]) == (
        "", "", "", "rejected"
    )  # fmt: skip
    imported(run, row(talk="T1", party="NATO", move="reject", demand="X-8", by="RU"))
    assert run.rows("positions")[1]["by"] == "RU"


def test_its_wording_can_follow_from_the_proponent_alone(run: Session) -> None:
    imported(run, row(talk="T2", party="NATO", move="reject", demand="X-8", by="RU"))
    wording = row(talk="T1", party="RU", move="demand", demand="X-8", text="a ban", to="NATO;US")
    imported(run, wording)
    assert run.cells() == {("X-8", "NATO"): "rejected", ("X-8", "US"): "rejected"}
    assert run.rows("positions")[0]["text"] == "a ban"
    imported(run, row(talk="T2", party="NATO", move="reject", demand="X-7", by="RU"))
    other = row(talk="T1", party="US", move="demand", demand="X-7", text="a ban")
    assert "“X-7” is a demand of RU, not of US" in imported(run, other, fails=7).err


def test_an_answer_given_jointly_is_a_move_of_each(run: Session) -> None:
    line = row(talk="T2", party="NATO;US", move="reject", demand="RU-1")
    assert ": 3 added" in imported(run, A_BAN, line)
    assert ": 0 added" in imported(run, A_BAN, line)


def test_an_undated_talk_takes_its_place_from_the_order_of_the_file(session: Session) -> None:
    lines = [
        row(talk="Second", party="RU", move="demand", demand="RU-1", text="a ban", to="NATO"),
        row(talk="First", party="NATO", move="reject", demand="RU-1"),
        row(talk="Zeroth", party="NATO", move="defer", demand="RU-1"),
    ]
    imported(session, *lines)
    assert session.cells() == {("RU-1", "NATO"): "deferred"}


def test_inside_one_talk_moves_stand_in_the_order_of_the_file(run: Session) -> None:
    more = [row(talk="T2", party="RU", move="revise", demand="RU-1", text="b"), NO, NO]
    imported(run, A_BAN, *more)
    assert [each["move"] for each in run.rows("log")] == [
        "rejected", "rejected", "revised", "demanded"
    ]  # fmt: skip
    assert run.cells() == {("RU-1", "NATO"): "rejected"}


@pytest.mark.parametrize("counter", ["", "NATO-7"])
def test_a_counter_with_words_makes_its_demand_once(run: Session, counter: str) -> None:
    line = row(
        talk="T2", party="NATO", move="counter", demand="RU-1", text="talks", counter=counter
    )
    assert ": 3 added" in imported(run, A_BAN, line)
    assert {key for key, _ in run.cells()} == {"RU-1", counter or "NATO-1"}


def test_a_counter_with_words_and_a_key_is_not_added_twice(run: Session) -> None:
    line = row(talk="T2", party="NATO", move="counter", demand="RU-1", text="x", counter="NATO-7")
    imported(run, A_BAN, line)
    assert ": 0 added" in imported(run, A_BAN, line)


def test_a_counter_with_words_alone_is_not_added_twice(run: Session) -> None:
    line = row(talk="T2", party="NATO", move="counter", demand="RU-1", text="talks")
    imported(run, A_BAN, line)
    assert ": 0 added" in imported(run, A_BAN, line)


def test_a_counter_without_words_stays_without(run: Session) -> None:
    imported(run, A_BAN, row(talk="T2", party="NATO", move="counter", demand="RU-1"))
    assert run.cells() == {("RU-1", "NATO"): "countered"}


def test_a_strike_without_an_id_of_its_own_is_not_added_twice(run: Session) -> None:
    imported(run, A_BAN, NO)
    target = run.rows("export moves")[-1]["id"]
    line = f"T2,NATO,strike,RU-1,a slip,{target}"
    head = "talk,party,move,demand,text,corrects"
    assert ": 1 added" in imported(run, line, head=head)
    assert ": 0 added" in imported(run, line, head=head)


def test_a_talk_without_a_ref_is_not_added_twice(run: Session) -> None:
    assert ": 1 added" in imported(run, ",2022-04-02,Extra session", head="talk,date,title")
    assert ": 0 added" in imported(run, ",2022-04-02,Extra session", head="talk,date,title")


def test_columns_that_are_not_read_are_named(run: Session) -> None:
    said = imported(run, f"{A_BAN},blue", head=f"{HEADER},colour")
    assert "columns not read: colour" in said.err
    said = imported(run, f"{A_BAN},blue", head=f"{HEADER},spaeker", fails=7)
    assert "column “spaeker”; did you mean “speaker”?" in said.err


def test_the_order_of_columns_is_free_and_their_names_in_any_case(run: Session) -> None:
    file = run.folder / "in.csv"
    file.write_bytes("\ufeffDemand , MOVE,party,Talk\r\nX-1,reject,NATO,T1\r\n".encode())
    run(f"import {file} --yes")
    assert run.cells() == {("X-1", "NATO"): "rejected"}


def test_a_long_preview_shows_the_first_changes_and_all_where_it_is_asked_to(run: Session) -> None:
    lines = [
        row(talk="T1", party="RU", move="demand", demand=f"K-{n}", text="x") for n in range(15)
    ]
    file = run.write("in.csv", HEADER, *lines)
    said = run(f"import {file} --dry-run").err
    assert "positions: 15 new without answer" in said
    assert said.count("new → open") == 10
    assert "… and 5 more changed positions (--all lists them)" in said
    assert run(f"import {file} --dry-run --all").err.count("new → open") == 15


def test_a_move_that_was_struck_here_is_counted_as_such(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 never --by NATO --at T2")
    file = run.folder / "moves.csv"
    run(f"export moves -o {file}")
    run("undo --yes")
    said = run(f"import {file} --yes")
    assert "0 to add, 2 on record already (1 of them corrected or struck here)" in said.err
    assert ": 0 added, 2 were on record already (1 of them corrected or struck here).\n" in said
