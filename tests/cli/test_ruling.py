"""Contested answers: both accounts are kept until somebody corrects one, or rules on them."""

from __future__ import annotations

import pytest
from builders import Session, send


@pytest.fixture
def contested(run: Session) -> Session:
    """RU-1, which NATO rejected at T2 by one account and deferred at T2 by another."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 'the door stays open' --by NATO --at T2")
    said = run("defer RU-1 'needs time' --by NATO --at T2")
    assert "contested" in said.err
    return run


def account(session: Session, verb: str) -> str:
    """The id of the latest account with this verb, whether it stands or not."""
    (found,) = session.sql("select id from move where verb = ? order by nr desc limit 1", verb)
    return str(found[0])


def cell(session: Session) -> tuple[str, str]:
    """The status of the cell, and what contests it."""
    (row,) = session.rows("positions")
    return row["status"], row["contested"]


def test_both_accounts_are_kept_and_marked(contested: Session) -> None:
    assert cell(contested) == ("deferred", "rejected")
    assert [row["demand"] for row in contested.rows("positions --status contested")] == ["RU-1"]


@pytest.mark.parametrize(("verb", "status"), [("reject", "rejected"), ("defer", "deferred")])
def test_a_ruling_lets_one_account_stand(contested: Session, verb: str, status: str) -> None:
    said = contested(f"rule {account(contested, verb)} --reason 'so the protocol'")
    assert said.startswith(f"Ruled: NATO {status} RU-1, now ")
    assert "struck " in said
    assert cell(contested) == (status, "")


def test_what_was_ruled_out_stays_in_the_ledger_with_the_reason(contested: Session) -> None:
    stands = account(contested, "reject")
    contested(f"rule {stands} --reason 'so the protocol'")
    moves = contested.rows("export moves")
    assert [row["move"] for row in moves] == ["demand", "reject", "defer", "reject", "strike"]
    assert moves[3]["corrects"] == stands
    assert moves[3]["text"] == moves[1]["text"] == "the door stays open"
    assert moves[4]["corrects"] == moves[2]["id"]
    assert moves[4]["text"] == f"ruled for {stands[:8]}: so the protocol"


def test_the_account_that_stands_reads_confirmed_among_the_corrections(contested: Session) -> None:
    contested(f"rule {account(contested, 'reject')} --reason 'so the protocol'")
    told = contested("log --corrections", tty=True)
    assert "confirmed: NATO rejected RU-1 at T2" in told
    assert "stands as it was said" in told
    assert "struck: NATO deferred RU-1 at T2" in told


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_the_history_says_by_whose_ruling_an_account_stands_and_why(contested: Session) -> None:
    contested.env["TRACKER_USER"] = "ana"
    stands = account(contested, "reject")
    contested(f"rule {stands} --reason 'so the protocol'")
    confirmed = account(contested, "reject")
    for line in ("show RU-1", "show RU-1 --history"):
        shown = " ".join(contested(line, tty=True).split())
        ruled = "stands by the ruling of ana: so the protocol"
        assert f"NATO rejected v1 {confirmed[:8]} {ruled} the door stays open" in shown
    assert f"{stands[:8]} confirmed by ana, as {confirmed[:8]}" in shown
    assert f"struck by ana, who ruled for {stands[:8]}: so the protocol" in shown


def test_a_ruling_can_be_changed_by_another(contested: Session) -> None:
    deferred = account(contested, "defer")
    contested(f"rule {account(contested, 'reject')} --reason 'so the protocol'")
    contested(f"rule {deferred} --reason 'the protocol was mended'")
    assert cell(contested) == ("deferred", "")


@pytest.mark.file("a server says itself who records: one role, for all that these are")
def test_opposing_rulings_each_say_whose_they_are(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO --at T1")
    alice("reject RU-1 --by NATO --at T2")
    alice("defer RU-1 --by NATO --at T2")
    send(alice, bob)
    for person, verb, why in ((alice, "reject", "my notes"), (bob, "defer", "the protocol")):
        person(f"rule {account(person, verb)} --reason '{why}'")
    send(bob, alice)
    shown = " ".join(alice("show RU-1", tty=True).split())
    for verb, ruling in (("reject", "alice: my notes"), ("defer", "bob: the protocol")):
        stands = f"{account(alice, verb)[:8]} stands by the ruling of {ruling}"
        assert stands in shown


def test_there_is_nothing_to_rule_on_where_no_account_differs(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    run("ask RU-1 'which states?' --by NATO --at T2")
    run("reject RU-1 --by NATO --at T3")
    said = run(f"rule {account(run, 'reject')} --reason why", fails=4)
    assert "nothing to rule on" in said.err


def test_answers_to_two_wordings_contest_nothing(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --by NATO --at T2")
    run("revise RU-1 'a wider ban' --at T2")
    run("reject RU-1 --by NATO --at T2")
    assert cell(run) == ("rejected", "")
    assert "nothing to rule on" in run(f"rule {account(run, 'reject')} --reason x", fails=4).err


def test_a_corrected_account_cannot_stand(contested: Session) -> None:
    corrected = account(contested, "reject")
    contested(f"correct {corrected} 'in other words'")
    said = contested(f"rule {corrected} --reason why", fails=4)
    assert "was corrected" in said.err


@pytest.mark.parametrize("options", ["", "--reason ''"])
def test_a_ruling_needs_a_reason(contested: Session, options: str) -> None:
    contested(f"rule {account(contested, 'reject')} {options}", fails=2)


def test_a_private_account_is_ruled_on_in_private(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 'whispered' --by NATO --at T2 --private")
    run("defer RU-1 'between us' --by NATO --at T2 --private")
    run(f"rule {account(run, 'reject')} --reason 'a secret reason'")
    (row,) = run.rows("positions --include-private")
    assert (row["status"], row["contested"]) == ("rejected", "")
    assert cell(run) == ("open", "")
    told = run("export moves") + run("log --corrections") + run("show RU-1 --history")
    assert not any(word in told for word in ("between us", "whispered", "secret"))


def test_two_accounts_of_a_condition_are_contested_until_one_is_ruled_out(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --if 'no bases; ever' --at T2")
    assert run("accept RU-1 --if 'no bases; ever' --at T2").err == ""
    assert cell(run) == ("accepted if", "")
    assert "contested" in run("accept RU-1 --if 'не раньше осени' --at T2").err
    assert cell(run) == ("accepted if", "accepted if")
    shown = run("positions", tty=True, env={"COLUMNS": "200"})
    assert "contested: also accepted if (another condition)" in shown
    assert [row["demand"] for row in run.rows("positions --status contested")] == ["RU-1"]
    run(f"rule {account(run, 'accept')} --reason 'so the protocol'")
    assert cell(run) == ("accepted if", "")


def test_the_counter_demand_of_a_struck_account_stays_and_it_is_said(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("accept RU-1 --in-principle --by NATO --at T2")
    run("counter RU-1 'talks' --by NATO --at T2")
    said = run(f"rule {account(run, 'accept')} --reason 'so the protocol'").err
    assert said.startswith("NATO-1 stays on the table, though the account that countered with it")
    (put,) = run.sql("select id from move where verb = 'demand' and text = 'talks'")
    assert f"tracker strike {put[0][:8]} --reason TEXT" in said
    run(f"strike {put[0][:8]} --reason 'never put'")
    assert [row["demand"] for row in run.rows("positions")] == ["RU-1"]


def test_a_counter_demand_that_is_withdrawn_or_still_counters_is_not_mentioned(
    run: Session,
) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("accept RU-1 --in-principle --by NATO --at T2")
    run("counter RU-1 'talks' --by NATO,US --at T2")
    assert not run(f"rule {account(run, 'accept')} --reason 'so the protocol'").err
    run("reject RU-1 --by NATO --at T3")
    run("accept RU-1 --if 'no bases' --by NATO --at T3")
    run("counter RU-1 'more talks' --by NATO --at T3")
    run("withdraw NATO-2 --at T3")
    (kept,) = run.sql("select id from move where manner = 'if'")
    assert not run(f"rule {kept[0]} --reason 'so the protocol'").err


def test_the_warning_names_every_account(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 --by NATO --at T2")
    run("accept RU-1 --if 'no bases' --by NATO --at T2")
    warned = run("counter RU-1 'talks' --by NATO --at T2").err
    for status in ("rejected (", "accepted if (", "countered ("):
        assert status in warned
