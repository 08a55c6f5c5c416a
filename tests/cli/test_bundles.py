"""Two people with a ledger each: what one recorded comes to the other, and what becomes of it."""

from __future__ import annotations

import json
import stat

from builders import Session, send


def test_a_ledger_comes_to_somebody_who_has_none(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO --issue Ukraine --title 'No membership'")
    alice("reject RU-1 'never' --by NATO")
    said = send(alice, bob)
    assert "Took in" in said
    assert ": 2 added." in said
    assert "new parties: RU, NATO, US" in said
    assert bob("positions") == alice("positions")
    assert bob("party show US") == alice("party show US")
    assert bob("talk list") == alice("talk list")
    assert bob("issue list") == alice("issue list")
    assert bob.json("export moves")["rows"] == alice.json("export moves")["rows"]


def test_taking_it_in_again_adds_nothing(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    send(alice, bob)
    before = bob.kept()
    assert ": 0 added, 1 were on record already." in send(alice, bob)
    assert bob.kept() == before


def test_answers_go_back_and_forth(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO,US")
    send(alice, bob)
    bob("reject RU-1 --by NATO")
    alice("accept RU-1 --by US")
    send(bob, alice)
    send(alice, bob)
    assert (
        alice.cells() == bob.cells() == {("RU-1", "NATO"): "rejected", ("RU-1", "US"): "accepted"}
    )


def test_different_answers_at_one_talk_are_contested_and_told(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    send(alice, bob)
    bob("reject RU-1 --by NATO")
    alice("accept RU-1 --by NATO")
    assert "warning: contested: NATO on RU-1 at T3: " in send(bob, alice)
    send(alice, bob)
    for person in (alice, bob):
        (row,) = person.rows("positions --status contested")
        assert {row["status"], row["contested"]} == {"accepted", "rejected"}


def test_the_same_deferral_noted_twice_is_one(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    send(alice, bob)
    bob("defer RU-1 --by NATO")
    alice("defer RU-1 --by NATO")
    send(bob, alice)
    (row,) = alice.rows("positions")
    assert (row["status"], row["contested"]) == ("deferred", "")
    alice("talk add 'Fourth round' --date 2022-02-01")
    alice("defer RU-1 --by NATO")
    assert "deferred again (2nd time)" in alice("diff T3 T4")


def test_a_key_given_twice_is_told_apart_in_the_same_way_by_both(
    alice: Session, bob: Session
) -> None:
    send(alice, bob)
    alice("demand 'The ban of alice' --by RU --to NATO")
    bob("demand 'The ban of bob' --by RU --to US")
    alice("reject RU-1 --by NATO")
    bob("accept RU-1 --by US")
    said = send(bob, alice)
    assert "RU-1 was given to 2 demands" in said
    send(alice, bob)
    keys = {row["text"]: row["demand"] for row in alice.rows("positions")}
    other = keys["The ban of bob"]
    assert keys["The ban of alice"] == "RU-1"
    assert other.startswith("RU-1.")
    assert len(other) == len("RU-1.") + 4
    for person in (alice, bob):
        assert person.cells() == {("RU-1", "NATO"): "rejected", (other, "US"): "accepted"}
        assert "The ban of bob" in person(f"show {other}")
        person(f"withdraw {other}", "--on", "2022-01-27")
        assert "RU-2" in person("demand 'The next one' --by RU --to US")


def test_minutes_speak_of_such_a_key(alice: Session, bob: Session) -> None:
    send(alice, bob)
    alice("demand 'The ban of alice' --by RU --to NATO")
    bob("demand 'The ban of bob' --by RU --to US")
    send(bob, alice)
    other = next(row["demand"] for row in alice.rows("positions") if "." in row["demand"])
    notes = alice.write("notes.txt", "talk T3", f"US accepts {other}: in the end")
    alice(f"minutes {notes} --yes")
    assert alice.cells()[other, "US"] == "accepted"
    assert f"US accepts {other}" in alice("export minutes T3")


def test_talks_of_one_ref_are_told_apart(alice: Session, bob: Session) -> None:
    send(alice, bob)
    alice("talk add 'Of alice' --date 2022-02-01")
    bob("talk add 'Of bob' --date 2022-02-02")
    assert "T4 was given twice: the talk 2022-02-02 Of bob is T4." in send(bob, alice)
    send(alice, bob)
    refs = [row["talk"] for row in alice.rows("talk list")]
    assert [row["talk"] for row in bob.rows("talk list")] == refs
    assert refs[:4] == ["T1", "T2", "T3", "T4"]
    assert refs[4].startswith("T4.")
    assert "Added T5" in alice("talk add 'The next' --date 2022-02-03")


def test_the_earlier_edit_gives_way_and_both_are_told(alice: Session, bob: Session) -> None:
    send(alice, bob)
    alice("party edit RU --name Russia")
    bob("party edit RU --name 'The Federation' --alias RF")
    said = send(bob, alice)
    assert "RU: the name “Russia” → “The Federation”" in said
    assert "RU: the alias RF is “RF” from now on" in said
    assert "RU keeps the name “The Federation”, not “Russia”" in send(alice, bob)
    assert alice("party show RU") == bob("party show RU")


def test_a_renamed_issue_carries_what_others_filed_under_it(alice: Session, bob: Session) -> None:
    alice("issue add Ukraine")
    alice("demand 'A ban' --by RU --to NATO --issue Ukraine/membership")
    send(alice, bob)
    alice("demand 'A pause' --by RU --to NATO --issue Ukraine/exercises")
    bob("issue rename Ukraine Kyiv --yes")
    send(alice, bob)
    issues = {row["demand"]: row["issue"] for row in bob.rows("positions")}
    assert issues == {"RU-1": "Kyiv/membership", "RU-2": "Kyiv/exercises"}


def test_private_moves_stay_at_home_unless_they_are_asked_for(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    alice("accept RU-1 'between us' --by NATO --private")
    alice("demand 'A secret wish' --by NATO --to RU --issue Secret --private --title 'Whispered'")
    plain = alice("bundle create")
    assert json.loads(plain.splitlines()[0])["private"] == "left out"
    assert not {"between us", "secret", "Secret", "Whispered"} & set(plain.split('"'))
    said = send(alice, bob)
    assert bob.cells() == {("RU-1", "NATO"): "open"}
    assert "private moves left out" not in said
    assert alice("bundle create --include-private").startswith('{"bundle":1,"private":"included"')
    assert "holds private moves (2)" in send(alice, bob, "--include-private")
    assert bob("positions", tty=True) == alice("positions", tty=True)
    assert bob.cells() == {("RU-1", "NATO"): "open"}


def test_a_public_answer_to_a_private_demand_is_told_without_it(
    alice: Session, bob: Session
) -> None:
    alice("demand 'A secret wish' --by NATO --to RU --key WISH --private --title Whispered")
    alice("reject WISH 'in public' --by RU")
    send(alice, bob)
    assert bob.cells() == {("WISH", "RU"): "rejected"}
    assert "secret" not in bob("show WISH")
    send(alice, bob, "--include-private")
    assert "A secret wish" in bob("show WISH", tty=True)


def test_a_bundle_goes_through_a_pipe(alice: Session, bob: Session) -> None:
    alice("demand '禁止 [a] “ban”' --by RU --to NATO")
    told = alice("bundle create")
    assert "禁止" in told
    assert "Took in standard input: 1 added." in bob("bundle apply - --yes", stdin=told)
    plain = alice("bundle create", encoding="ascii")
    assert plain.isascii()
    assert ": 0 added, 1 were" in bob("bundle apply - --yes", stdin=plain)
    assert "name a file with -o FILE" in alice("bundle create", tty=True, fails=2).err


def test_the_file_is_for_its_owner_alone(alice: Session) -> None:
    file = alice.folder / "bundle.jsonl"
    said = alice("bundle create -o", str(file))
    assert said == ""
    assert said.err == f"Wrote {file}: 0 moves, private moves left out.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_preview_changes_nothing_and_no_means_no(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    file = str(alice.folder / "bundle.jsonl")
    alice("bundle create -o", file)
    assert "A dry run" in bob("bundle apply --dry-run", file).err
    assert not bob.db.exists()
    assert "Nothing was changed" in bob("bundle apply", file, typed="n\n", fails=1).err
    assert not bob.db.exists()
    assert "Took in" in bob("bundle apply", file, typed="y\n")


def test_one_negotiation_alone_is_told_with_its_parties(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to US")
    alice("init 'Wage round'")
    alice("party add UNION 'The Union'")
    alice("party add EMP Employers")
    alice("demand 'More pay' --by UNION --to EMP --on 2026-01-01")
    told = alice("bundle create -n 'Security talks'")
    assert "UNION" not in told
    send(alice, bob, "-n 'Security talks'")
    assert [row["code"] for row in bob.rows("party list")] == ["RU", "NATO", "US"]
    assert [row["title"] for row in bob.rows("negotiation list")] == ["Security talks"]
    assert "new negotiations: Wage round" in send(alice, bob)


def test_what_others_recorded_is_not_undone(alice: Session, bob: Session) -> None:
    alice("demand 'A ban' --by RU --to NATO")
    send(alice, bob)
    assert "brought what others recorded" in bob("undo --yes", fails=4).err
    bob("reject RU-1 --by NATO")
    bob("undo --yes")
    assert bob.cells() == {("RU-1", "NATO"): "open"}


def test_what_was_known_before_can_be_seen_after(alice: Session, bob: Session) -> None:
    send(alice, bob)
    bob("party edit RU --name Russia")
    bob("demand 'A pause' --by NATO --to RU --issue Arms")
    bob("issue rename Arms Weapons")
    before = {view: bob(view) for view in ("positions", "party list", "talk list", "issue list")}
    at = bob.sql("select max(at) from command")[0][0]
    alice("party edit RU --name 'The Federation' --alias RF")
    alice("talk edit T2 --title Council --date 2022-01-13")
    alice("party add BY Belarus --member-of NATO")
    alice("demand 'A ban' --by RU --to NATO")
    send(alice, bob)
    assert bob("talk list") != before["talk list"]
    for view, shown in before.items():
        assert bob(f"{view} --known-at {at}") == shown


def test_where_it_is_not_shown_on_a_terminal_no_private_demand_is_named(
    alice: Session, bob: Session
) -> None:
    send(alice, bob)
    alice("demand 'A ban' --by NATO --to RU --key WISH --private")
    said = send(alice, bob, "--include-private")
    assert "holds private moves (1)" in said
    assert "WISH" not in said
