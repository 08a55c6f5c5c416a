"""A check of the rules and of the record: what people left open, and the command that mends it."""

from __future__ import annotations

import json

import pytest
from builders import Session


def found(session: Session, options: str = "", fails: int = 0) -> dict[str, str]:
    """The sentences of what a check finds, by their codes; one each."""
    rows = session.rows(f"check {options}", fails=fails)
    assert len({row["code"] for row in rows}) == len(rows)
    return {row["code"]: row["finding"] for row in rows}


def mend(session: Session, code: str) -> str:
    """The first command that a finding names, as it is typed after `tracker`."""
    (row,) = [row for row in session.rows("check", fails=None) if row["code"] == code]
    return row["mend"].split(",")[0].removeprefix("tracker ")


@pytest.fixture
def put(run: Session) -> Session:
    """RU-1, put to NATO and US at T1."""
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    return run


def test_an_answer_without_a_source_is_a_hint_until_it_has_one(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    assert found(put) == {"source-missing": "the answer of NATO to RU-1 (reject) names no source"}
    put(mend(put, "source-missing").replace("URL", "https://example.org"))
    assert found(put) == {}


def test_an_answer_recorded_twice_is_one_hint_and_one_source_will_do(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    put("reject RU-1 'never' --by NATO --at T1")
    assert len(put.rows("check")) == 1
    put(mend(put, "source-missing").replace("URL", "https://example.org"))
    assert found(put) == {}


def test_a_contested_answer_is_a_warning_until_it_is_ruled_on(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1 --source x")
    put("accept RU-1 --by NATO --at T1 --source x")
    assert found(put) == {
        "contested": "what NATO answered to RU-1 at T1 is contested: accepted, and rejected"
    }
    put(mend(put, "contested").replace("TEXT", "'so the protocol'"))
    assert found(put) == {}


def test_a_move_that_a_rule_would_refuse_by_what_is_known_now_is_a_warning(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2 --source x")
    put("withdraw RU-1 --at T1")
    assert "would be refused: RU-1 has been withdrawn" in found(put)["rule-broken"]
    (row,) = put.rows("check")
    assert row["severity"] == "warning"
    put(f"strike {row['move']} --reason 'too late'")
    assert found(put) == {}


def test_a_talk_whose_date_is_mended_leaves_an_answer_before_its_demand(put: Session) -> None:
    put("reject RU-1 --by NATO --at T2 --source x")
    put("talk edit T1 --date 2022-02-01")
    assert "was first made at T1, after this answer" in found(put)["rule-broken"]


def test_a_demand_of_unknown_wording_is_a_hint_until_somebody_reports_it(run: Session) -> None:
    file = run.write("moves.csv", "talk,party,move,demand,source", "T2,NATO,reject,X-9,x")
    run(f"import {file} --yes")
    assert found(run) == {"wording-unknown": "nobody has reported the wording of X-9"}
    run(
        mend(run, "wording-unknown").replace("TEXT", "'a ban'").replace("PARTY", "RU"), "--at", "T1"
    )
    assert found(run) == {}


def test_nor_is_one_whose_only_mention_was_struck(run: Session) -> None:
    file = run.write("moves.csv", "talk,party,move,demand,source", "T2,NATO,reject,X-9,x")
    run(f"import {file} --yes")
    run("undo --yes")
    assert found(run) == {}


def test_a_counter_that_nobody_reported_is_a_hint_until_it_is_linked(put: Session) -> None:
    put("counter RU-1 --by NATO --at T1 --wording-unknown --source x")
    assert found(put) == {"counter-unworded": "nobody has reported what NATO countered RU-1 with"}
    put("demand 'a pause' --by NATO --at T1")
    (row,) = put.rows("check")
    put(f"correct {row['move']} --with NATO-1")
    assert found(put) == {}


def test_a_date_outside_its_talk_is_a_hint(put: Session) -> None:
    lines = ("talk,date,party,move,demand,source", "T1,2022-03-01,NATO,reject,RU-1,x",
             "T1,2022-01,US,reject,RU-1,x")  # fmt: skip
    put(f"import {put.write('moves.csv', *lines)} --yes")
    assert [text.partition(" is ")[2] for text in found(put).values()] == [
        "dated 2022-03-01, and its talk T1 2022-01-10"
    ]


def test_a_member_whose_bloc_moved_after_it_spoke_is_a_hint_until_it_moves_too(
    put: Session,
) -> None:
    put("reject RU-1 --by US --at T1 --source x")
    assert found(put) == {}
    put("accept RU-1 --by NATO --at T2 --source x")
    assert found(put) == {
        "bloc-moved-on": "US stands at rejected on RU-1, though NATO is at accepted since then"
    }
    put(f"{mend(put, 'bloc-moved-on')} --at T3 --source x")
    assert found(put) == {}


def test_a_bloc_that_spoke_first_or_says_the_same_is_no_finding(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1 --source x")
    put("defer RU-1 --by US --at T2 --source x")
    put("defer RU-1 --by NATO --at T3 --source x")
    assert found(put) == {}


def test_a_state_that_was_not_yet_a_member_is_not_overtaken(put: Session) -> None:
    put("party add FI Finland --member-of NATO=2023-04-04/.. ", fails=None)
    put("reject RU-1 --by FI --at T1 --source x", fails=None)
    put("accept RU-1 --by NATO --at T2 --source x")
    assert "bloc-moved-on" not in found(put)


def test_how_grave_a_finding_must_be_to_fail_can_be_said(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    assert put("check") == put("check --fail-on warning") == put("check --fail-on hint", fails=1)
    put("accept RU-1 --by NATO --at T1")
    put("check --fail-on warning", fails=1)
    put("check")


def test_only_the_negotiation_that_is_named_is_checked(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    put("init 'Other talks'")
    assert found(put, "-n 'Other talks'") == {}
    assert "Security talks: RU-1 at T1" in put("check", tty=True)
    assert "Security talks" not in put("check -n 'Security talks'", tty=True)
    assert "no negotiation" in put("check -n 'No talks'", fails=3).err.casefold()


def test_a_person_is_shown_the_first_of_each_code_and_all_if_wanted(put: Session) -> None:
    for day in range(1, 8):
        put(f"note RU-1 --by NATO --on 2022-02-0{day}")
    shown = put("check", tty=True)
    assert shown.count("names no source") == 5
    assert "and 2 more; all of them: tracker check --all" in shown
    assert shown.endswith("8 moves checked: 7 hints\n")
    assert put("check --all", tty=True).count("names no source") == 7
    assert len(put.rows("check")) == 7


def test_the_envelope_says_which_negotiation_was_checked(put: Session) -> None:
    put("reject RU-1 --by NATO --at T1")
    envelope = json.loads(put("check -n 'Security talks' --format json"))
    assert (envelope["kind"], envelope["negotiation"]) == ("check", "Security talks")
    assert envelope["rows"][0]["code"] == "source-missing"
    assert "| hint | source\\-missing |".replace("\\", "") in put("check --format md")


@pytest.fixture
def secret(put: Session) -> Session:
    """A private answer without a source, beside a public demand."""
    put("accept RU-1 zimtstern --by NATO --at T1 --private")
    put("demand zimtstern --title zimtstern --key zimtstern-1 --by RU --to US --at T1 --private")
    return put


def test_hints_on_private_moves_stay_on_the_terminal(secret: Session) -> None:
    assert secret("check") == ""
    assert "names no source" in secret("check", tty=True)
    assert "private  the answer of NATO" in secret("check", tty=True)
    (row,) = secret.rows("check --include-private")
    assert row["visibility"] == "private"
