"""The registry: parties and blocs, talks, issues; and that an edit keeps the old value."""

from __future__ import annotations

import pytest
from builders import Session, changes_of


def test_a_party_is_added_with_its_other_names(session: Session) -> None:
    said = session("party add RU 'Russian Federation' --alias Russia --alias РФ")
    assert said == "Added the party RU, Russian Federation.\n"
    assert session.rows("party list") == [
        {"code": "RU", "name": "Russian Federation", "aliases": "Russia;РФ", "blocs": ""}
    ]


@pytest.mark.parametrize("name", ["RU", "ru", "russian federation", "Russia"])
def test_a_party_goes_by_its_code_its_name_or_another_name(run: Session, name: str) -> None:
    assert run("party show --columns code", name) == "RU\n"


@pytest.mark.parametrize("code", ["", "R U", "R;U", "R,U", "R|U", "x" * 41])
def test_a_code_is_short_and_has_no_marks_that_lists_are_split_at(
    session: Session, code: str
) -> None:
    said = session("party add", code, "Russia", fails=2)
    assert f"“{code}” cannot be a party's code" in said.err
    assert "for example NATO" in said.err


@pytest.mark.parametrize(
    "new", ["RU Russia", "ru 'Some other'", "R2 'Russian federation'", "R2 Two --alias russia"]
)
def test_no_two_parties_go_by_one_name(run: Session, new: str) -> None:
    said = run(f"party add {new}", fails=4)
    assert "already stands for the party RU (Russian Federation)" in said.err
    assert "tracker party show RU" in said.err


@pytest.mark.parametrize("edit", ["--alias NATO", "--name NATO", "--alias 'united states'"])
def test_an_edit_cannot_take_the_name_of_another_party(run: Session, edit: str) -> None:
    assert "already stands for" in run(f"party edit RU {edit}", fails=4).err


@pytest.mark.parametrize("edit", ["party edit RU --name ''", "talk edit T1 --title ' '"])
def test_an_edit_cannot_empty_a_name(run: Session, edit: str) -> None:
    assert "needs a" in run(edit, fails=2).err


def test_an_edit_of_a_party_keeps_what_was_known_before(run: Session) -> None:
    said = run("party edit RU --name Russia --alias 'The Federation' --drop-alias Russia")
    assert "RU: name “Russian Federation” → “Russia”" in said
    assert "RU: aliases “Russia” → “The Federation”" in said
    assert changes_of(run, "party")[-3:] == [
        ("RU", "name", "Russian Federation", "Russia", "tester"),
        ("RU", "alias Russia", "Russia", "", "tester"),
        ("RU", "alias The Federation", "", "The Federation", "tester"),
    ]


def test_what_is_added_is_kept_with_who_added_it_and_when(session: Session) -> None:
    session("party add NATO 'North Atlantic Treaty Organization'")
    session("party add SE Sweden --alias Sverige --member-of NATO --since 2024-03-07")
    session("talk add Council --date 2024-03-11 --place Brussels")
    session("issue add Accession")
    kept = (
        "select subject, ref, field, new, changed_by from registry_change"
        " where subject <> 'setting' order by nr"  # on a server everybody has a choice of their own
    )
    talk = '{"title": "Council", "place": "Brussels", "form": null, "status": "held", '
    talk += '"track": "", "deadline": null, "date": "2024-03-11", "seq": 1}'
    assert session.sql(kept)[2:] == [
        ("party", "SE", "added", '{"name": "Sweden"}', "tester"),
        ("party", "SE", "alias Sverige", "Sverige", "tester"),
        ("party", "SE", "stays in NATO", "2024-03-07/..", "tester"),
        ("talk", "Security talks/T1", "added", talk, "tester"),
        ("issue", "Security talks/Accession", "added", "", "tester"),
    ]


def test_the_history_of_the_registry_cannot_be_rewritten(run: Session) -> None:
    run("party edit RU --name Russia")
    with pytest.raises(Exception, match="append-only"):
        run.sql("update registry_change set old = ''")


def test_membership_of_a_bloc_is_dated(session: Session) -> None:
    session("party add NATO 'North Atlantic Treaty Organization'")
    session("party add FI Finland --member-of NATO --since 2023-04-04 --until 2030-12-31")
    session("party add SE Sweden")
    assert "blocs “NATO from 2024-03-07”" in session(
        "party edit SE --member-of NATO --since 2024-03-07"
    )
    assert [row["blocs"] for row in session.rows("party list")] == [
        "",
        "NATO (2023-04-04/2030-12-31)",
        "NATO (2024-03-07/..)",
    ]
    assert session.json("party show NATO")["rows"][0]["members"] == "FI, SE"


def test_a_party_leaves_a_bloc_and_has_been_in_it_before(run: Session) -> None:
    said = run("party edit US --leaves NATO --until 2022-01-11")
    assert "US: blocs “NATO” → “NATO until 2022-01-11”" in said
    assert run.json("party show US")["rows"][0]["blocs"] == "NATO (../2022-01-11)"


@pytest.mark.parametrize(
    ("edit", "code", "sentence"),
    [
        ("RU --leaves NATO --until 2022-01-11", 3, "RU is not a member of NATO"),
        ("US --leaves NATO", 2, "--leaves BLOC --until DATE"),
        ("US --member-of NATO", 4, "already a member of NATO"),
        ("NATO --member-of US", 4, "within itself"),
        ("RU --member-of RU", 4, "within itself"),
        ("RU --member-of EU", 3, "no party “EU”"),
        ("RU --member-of NATO --since 2022-02-01 --until 2022-01-01", 2, "cannot end on"),
    ],
)
def test_stays_in_a_bloc_that_cannot_be(run: Session, edit: str, code: int, sentence: str) -> None:
    assert sentence in run(f"party edit {edit}", fails=code).err


def test_talks_are_numbered_and_listed_in_order_of_time(session: Session) -> None:
    assert "T1 2022-01-12 Council, Brussels" in session(
        "talk add Council --date 2022-01-12 --place Brussels --form 'in person'"
    )
    session("talk add Dialogue --date 2022-01-10 --track arms --deadline 2022-02-01")
    assert [(row["talk"], row["date"], row["form"]) for row in session.rows("talk list")] == [
        ("T2", "2022-01-10", ""),
        ("T1", "2022-01-12", "in person"),
    ]
    (shown,) = session.json("talk show T2")["rows"]
    assert (shown["track"], shown["deadline"]) == ("arms", "2022-02-01")


@pytest.mark.parametrize(
    ("date", "kept", "status"),
    [
        ("2022-01", "2022-01", "held"),
        ("12 January 2022", "2022-01-12", "held"),
        ("2022-01-12~", "2022-01-12~", "held"),
        ("2022-01-10/2022-01-12", "2022-01-10/2022-01-12", "held"),
        ("unknown", "unknown", "held"),
        ("today", "2026-01-15", "held"),
        ("2026-03-01", "2026-03-01", "scheduled"),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(
    session: Session, date: str, kept: str, status: str
) -> None:
    session("talk add Council --date", date)
    (talk,) = session.rows("talk list")
    assert (talk["date"], talk["status"]) == (kept, status)


def test_a_talk_to_come_is_not_the_one_that_moves_are_recorded_at(run: Session) -> None:
    assert "(scheduled)" in run("talk add Next --date 2026-03-01")
    run("talk add Off --date 2025-12-01 --status cancelled")
    assert "at T3, the latest talk held" in run("demand x --by RU --to NATO")
    run("talk edit T4 --status held")
    assert "at T4, the latest talk held" in run("demand y --by RU --to NATO")


@pytest.mark.parametrize(
    ("word", "ref"),
    [
        ("t2", "T2"),
        ("2022-01-12", "T2"),
        ("first", "T1"),
        ("last", "T3"),
        ("prev", "T2"),
        ("last~2", "T1"),
    ],
)
def test_a_talk_goes_by_its_ref_its_date_or_a_word(run: Session, word: str, ref: str) -> None:
    assert run("talk show --columns talk", word) == f"{ref}\n"


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("T9", "no talk “T9” (did you mean"),
        ("last~3", "reaches back 3 talks before the last one, but 3 are held"),
        ("2022-05-05", "no talk “2022-05-05”"),
    ],
)
def test_a_talk_that_is_not_there(run: Session, word: str, sentence: str) -> None:
    said = run("talk show", word, fails=3)
    assert sentence in said.err
    assert "tracker talk list" in said.err


def test_a_date_that_two_talks_share_names_neither(run: Session) -> None:
    run("talk add Evening --date 2022-01-12")
    assert "2022-01-12 is the date of 2 talks; name one of them: T2, T4" in (
        run("talk show 2022-01-12", fails=3).err
    )


def test_a_ref_is_given_once(run: Session) -> None:
    assert "already a talk T2" in run("talk add Again --ref T2", fails=4).err
    assert "Added R1-bis undated Extra." in run("talk add Extra --ref R1-bis")


def test_an_undated_talk_follows_the_one_added_before_it(run: Session) -> None:
    run("talk add Undated")
    run("talk add Late --date 2022-03-01")
    assert [row["talk"] for row in run.rows("talk list")] == ["T1", "T2", "T3", "T4", "T5"]


def test_an_edit_of_a_talk_keeps_the_old_values(run: Session) -> None:
    said = run("talk edit T2 --title Council --place Geneva --form written --status cancelled")
    assert "T2: title “Second round” → “Council”" in said
    assert "T2: form “written”" in said
    assert "deadline “2022-02-01”" in run("talk edit T1 --deadline 2022-02-01 --track arms")
    assert changes_of(run, "talk")[:4] == [
        ("Security talks/T2", "title", "Second round", "Council", "tester"),
        ("Security talks/T2", "place", "Brussels", "Geneva", "tester"),
        ("Security talks/T2", "form", "", "written", "tester"),
        ("Security talks/T2", "status", "held", "cancelled", "tester"),
    ]


def test_mending_the_date_of_a_talk_moves_its_moves_in_time(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --at T2")
    run("reject RU-1 --at T3")
    assert run.cells() == {("RU-1", "NATO"): "rejected"}
    assert "T2: date “2022-01-12” → “2022-02-12”" in run("talk edit T2 --date 2022-02-12")
    assert run.cells() == {("RU-1", "NATO"): "accepted"}
    assert run.cells("--as-of T3") == {("RU-1", "NATO"): "rejected"}
    assert [row["talk"] for row in run.rows("log")] == ["T2", "T3", "T1"]
    assert changes_of(run, "talk") == [
        ("Security talks/T2", "date", "2022-01-12", "2022-02-12", "tester"),
        ("Security talks/T2", "moment", "20220112000002", "20220212000002", "tester"),
    ]


def test_a_party_is_common_to_all_negotiations_and_edited_while_the_current_is_archived(
    run: Session,
) -> None:
    run("negotiation archive")
    assert run("party edit RU --name 'The Russian Federation'")
    assert run("party add CH Switzerland")
    assert "takes no more" in run("talk add Fourth --date 2022-03-01", fails=4).err
