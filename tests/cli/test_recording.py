"""Recording moves: what each verb says back, what it takes for granted, and what it makes."""

from __future__ import annotations

import pytest
from builders import Output, Session


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1, put to NATO and US at T1."""
    run("demand 'a ban' --by RU --to NATO,US --at T1 --issue Ukraine/membership")
    return run


def assumed(said: Output) -> str:
    """What a command says it took for granted."""
    before, _, after = said.partition("(assumed: ")
    assert after, f"nothing was assumed: {before}"
    return after.rpartition(")")[0]


def the_move(session: Session) -> dict[str, str]:
    """The move recorded last, as it is exported."""
    return session.rows("export moves --include-private")[-1]


def test_a_demand_says_who_demanded_what_of_whom_and_when(run: Session) -> None:
    said = run("demand 'a ban' --by RU --to NATO --at T1")
    assert said.startswith("+ RU demanded RU-1 of NATO: a ban at T1 (2022-01-10)  ")
    assert run.cells() == {("RU-1", "NATO"): "open"}


def test_an_answer_says_which_wording_it_answered(asked: Session) -> None:
    said = asked("reject RU-1 --by NATO --at T2")
    assert said.startswith("✘ NATO rejected RU-1 v1 at T2 (2022-01-12)  ")


def test_the_id_at_the_end_of_the_line_finds_the_move(asked: Session) -> None:
    said = asked("reject RU-1 --by NATO --at T2")
    short = said.split()[-1]
    assert len(short) == 6
    assert the_move(asked)["id"].startswith(short)


def test_the_talk_and_the_only_addressee_go_without_saying(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    said = run("reject RU-1")
    assert said.startswith("✘ NATO rejected RU-1 v1 at T3")
    assert assumed(said) == "at T3, the latest talk held; by NATO, its only addressee"


def test_the_proponent_goes_without_saying(asked: Session) -> None:
    assert assumed(asked("reaffirm RU-1 --at T2")) == "by RU, its proponent"


def test_nothing_is_assumed_where_everything_was_said(asked: Session) -> None:
    assert "assumed" not in asked("reject RU-1 --by NATO --at T2")


def test_who_answers_must_be_said_where_several_were_asked(asked: Session) -> None:
    said = asked("reject RU-1", fails=2)
    assert "RU-1 is put to NATO and US" in said.err
    assert "tracker reject RU-1 --by NATO" in said.err


def test_who_answers_must_be_said_where_all_were_asked(run: Session) -> None:
    assert "of all" in run("demand 'a ban' --by RU")
    assert "RU-1 is put to all" in run("reject RU-1", fails=2).err
    run("reject RU-1 --by US")
    assert run.cells() == {("RU-1", "US"): "rejected"}


@pytest.mark.parametrize(
    ("command", "status", "did"),
    [
        ("accept RU-1", "accepted", "✔ NATO accepted RU-1"),
        ("accept RU-1 --in-part 'the first half'", "accepted in part", "✓ NATO accepted in part"),
        ("accept RU-1 --if 'if mutual'", "accepted if", "✓ NATO accepted on condition"),
        ("accept RU-1 --in-principle", "accepted in principle", "✓ NATO accepted in principle"),
        ("reject RU-1", "rejected", "✘ NATO rejected RU-1"),
        ("reject RU-1 --final", "rejected", "✘ NATO finally rejected RU-1"),
        ("defer RU-1", "deferred", "◌ NATO deferred RU-1"),
        ("ask RU-1 'what of Georgia?'", "asked", "◌ NATO asked about RU-1"),
        ("note RU-1", "noted", "NATO noted RU-1"),
        ("counter RU-1 --wording-unknown", "countered", "↷ NATO countered RU-1"),
    ],
)
def test_each_answer_and_its_status(asked: Session, command: str, status: str, did: str) -> None:
    assert did in asked(f"{command} --by NATO")
    assert asked.cells()["RU-1", "NATO"] == status


def test_the_part_and_the_condition_are_kept_and_shown(asked: Session) -> None:
    asked("accept RU-1 --in-part 'the first half' --by NATO --at T2")
    assert asked.rows("positions --party NATO")[0]["condition"] == "the first half"
    asked("accept RU-1 --if 'if mutual' --ad-referendum --by NATO --at T3")
    assert asked.rows("positions --party NATO")[0]["condition"] == "if mutual; ad referendum"
    assert "accepted if (ad referendum): if mutual" in asked("positions", tty=True)


def test_a_final_rejection_says_so_in_every_view(asked: Session) -> None:
    asked("reject RU-1 --final --by NATO")
    assert asked.rows("positions --party NATO")[0]["condition"] == "final"
    assert "rejected (final)" in asked("positions", tty=True)


def test_only_one_manner_of_acceptance_at_a_time(asked: Session) -> None:
    said = asked("accept RU-1 --by NATO --if x --in-principle", fails=2)
    assert "only one of --in-part, --if and --in-principle" in said.err


def test_a_deferral_may_name_its_day(asked: Session) -> None:
    assert "until 2022-02-01" in asked("defer RU-1 --by NATO --until '1 February 2022'")
    assert asked.rows("positions --party NATO")[0]["until"] == "2022-02-01"
    assert "“soon” cannot be read as a date" in (
        asked("defer RU-1 --by NATO --until soon", fails=2).err
    )


def test_an_answer_given_jointly_is_recorded_for_each_party(asked: Session) -> None:
    said = asked("reject RU-1 no --by NATO,US --quote 'never' --at T2")
    assert [line.split()[1] for line in said.splitlines()] == ["NATO", "US"]
    assert {row["quote"] for row in asked.rows("positions")} == {"never"}


def test_a_demand_put_jointly_has_co_sponsors(run: Session) -> None:
    assert "+ RU, US demanded RU-1 of NATO" in run("demand 'a ban' --by RU,US --to NATO")
    assert run.rows("positions")[0]["by"] == "RU;US"
    assert "its own demand" in run("reject RU-1 --by US", fails=4).err
    run("revise RU-1 'a wider ban' --by US")
    assert run.rows("positions")[0]["version"] == "2"


@pytest.mark.parametrize(
    ("command", "kind", "did"),
    [
        ("offer 'talks' --by RU --to NATO", "offer", "RU offered RU-1"),
        ("demand 'talks' --by RU --to NATO --kind proposal", "proposal", "RU proposed RU-1"),
        ("demand 'talks' --by RU --to NATO --kind request", "request", "RU requested RU-1"),
        ("demand 'talks' --by RU --to NATO --kind invitation", "invitation", "RU"),
    ],
)
def test_kinds_of_demands(run: Session, command: str, kind: str, did: str) -> None:
    assert did in run(command)
    assert run.rows("positions")[0]["kind"] == kind


def test_keys_run_on_from_the_highest_number(run: Session) -> None:
    run("demand a --by RU --to NATO")
    run("demand b --by RU --to NATO --key RU-7")
    assert "RU-8" in run("demand c --by RU --to NATO")
    assert "NATO-1" in run("demand d --by NATO --to RU")
    assert "Ñ 12*" in run("demand e --by RU --to NATO --key 'Ñ 12*'")
    assert "ñ 12*" not in run("reject 'ñ 12*' --by NATO")


def test_a_long_wording_gets_a_short_title(run: Session) -> None:
    run("demand", "No further enlargement of the alliance, " * 5, "--by", "RU", "--to", "NATO")
    run("demand 'a ban' --by RU --to NATO --title 'The ban'")
    titles = [row["title"] for row in run.rows("positions")]
    assert titles[0] == "No further enlargement of the alliance, No further…"
    assert titles[1] == "The ban"


def test_an_issue_is_a_path_whose_parts_are_tidy(run: Session) -> None:
    run("demand a --by RU --to NATO --issue ' Ukraine /  membership '")
    assert run.rows("positions")[0]["issue"] == "Ukraine/membership"


def test_an_issue_with_an_empty_part_is_refused(run: Session) -> None:
    assert "is not an issue" in run("demand a --by RU --to NATO --issue a//b", fails=2).err


def test_a_revision_makes_a_new_version_that_nobody_has_answered(asked: Session) -> None:
    asked("reject RU-1 --by NATO")
    assert "~ RU revised RU-1 v2" in asked("revise RU-1 'a wider ban'")
    assert asked.cells() == {("RU-1", "NATO"): "open (was rejected)", ("RU-1", "US"): "open"}
    assert asked.rows("positions")[0]["text"] == "a wider ban"


def test_an_editorial_revision_leaves_answers_standing(asked: Session) -> None:
    asked("reject RU-1 --by NATO")
    assert "RU revised editorially RU-1 v1" in asked("revise RU-1 'A ban.' --editorial")
    assert asked.cells()["RU-1", "NATO"] == "rejected"
    assert {row["text"] for row in asked.rows("positions")} == {"A ban."}


def test_withdrawn_and_retabled(asked: Session) -> None:
    asked("reject RU-1 --by NATO")
    assert "RU withdrew RU-1" in asked("withdraw RU-1")
    assert set(asked.cells().values()) == {"withdrawn"}
    assert "RU retabled RU-1 v2" in asked("retable RU-1")
    assert asked.cells() == {("RU-1", "NATO"): "open (was rejected)", ("RU-1", "US"): "open"}


def test_a_statement_outside_any_talk_has_its_own_date(asked: Session) -> None:
    said = asked("reject RU-1 --by NATO --on 2022-01-20")
    assert "at" not in said.split("RU-1 v1")[1].split()
    assert "on 2022-01-20" in said
    assert asked.cells("--as-of T2")["RU-1", "NATO"] == "open"
    assert asked.cells("--as-of T3")["RU-1", "NATO"] == "rejected"
    (row,) = asked.rows("positions --party NATO")
    assert (row["talk"], row["date"]) == ("", "2022-01-20")


def test_a_move_is_at_a_talk_or_on_a_date_and_never_both(asked: Session) -> None:
    said = asked("reject RU-1 --by NATO --at T1 --on 2022-01-20", fails=2)
    assert "either --at TALK or --on DATE" in said.err


def test_a_text_comes_from_the_pipe(asked: Session) -> None:
    asked("reject RU-1 - --by NATO", stdin="never,\nnot even then\n")
    assert the_move(asked)["text"] == "never,\nnot even then"


def test_a_text_comes_from_a_file(asked: Session) -> None:
    wording = asked.write("wording.txt", "a wider ban [Georgia included]")
    asked(f"revise RU-1 @{wording}")
    assert the_move(asked)["text"] == "a wider ban [Georgia included]"
    assert "nowhere.txt cannot be read" in asked("revise RU-1 @nowhere.txt", fails=2).err
    wording.write_bytes(b"\xff\xfe")
    assert "is not UTF-8 text" in asked(f"revise RU-1 @{wording}", fails=2).err


def test_a_text_that_begins_with_a_dash_follows_two(asked: Session) -> None:
    assert "No such option" in asked("reject RU-1 --by NATO '-5% tariff'", fails=2).err
    asked("reject RU-1 --by NATO -- '-5% tariff'")
    assert the_move(asked)["text"] == "-5% tariff"


def test_everything_that_was_said_is_kept_as_it_was_said(asked: Session) -> None:
    text = "[see annex 4] 5% „nie“ 禁止 ☢\n\ttab = +1"
    details = {"quote": text, "speaker": "J. Stoltenberg", "source": "https://x.y/z", "note": text}
    options = [part for name, value in details.items() for part in (f"--{name}", value)]
    asked("reject RU-1 --by NATO", text, *options)
    move = the_move(asked)
    assert {name: move[name] for name in ("text", *details)} == {"text": text, **details}


@pytest.mark.parametrize("field", ["quote", "speaker", "source", "note", "text"])
def test_an_empty_value_is_no_value(asked: Session, field: str) -> None:
    asked("reject RU-1 --by NATO", *([""] if field == "text" else [f"--{field}", ""]))
    column = f"select {field} from move order by nr desc limit 1"
    assert asked.sql(column) == [(None,)]


def test_a_private_move_says_so(asked: Session) -> None:
    assert "  private  " in asked("reject RU-1 --by NATO --private")
    assert the_move(asked)["visibility"] == "private"


@pytest.mark.file("it is about the file")
def test_who_recorded_it_and_when_is_kept(asked: Session) -> None:
    asked("reject RU-1 --by NATO", env={"TRACKER_USER": "anna"})
    move = the_move(asked)
    assert move["recorded_by"] == "anna"
    assert move["recorded_at"].startswith("2026-01-15T12:00:")


def test_a_title_made_of_an_older_wording_is_told_with_what_changes_it(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    said = run("revise RU-1 'a wider ban' --at T2")
    move = run.rows("export moves")[0]["id"][:6]
    assert f"tracker correct {move} --title TITLE" in said.err
    run(f"correct {move} --title 'The ban'")
    assert run("revise RU-1 'the widest ban' --at T3").err == ""


def test_the_line_of_a_demand_has_no_full_stop_within(run: Session) -> None:
    assert ": Leave at T1 (" in run("demand Leave. --by RU --to NATO --at T1")
    assert ": Leave... at T1 (" in run("demand Leave... --by RU --to NATO --at T1")


def test_an_option_is_no_part_and_no_condition(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    assert "--in-part needs its words" in run("accept RU-1 --in-part --by NATO", fails=2).err
