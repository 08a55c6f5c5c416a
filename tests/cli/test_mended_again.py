"""What was corrected or struck, and what may be said of it after that."""

from __future__ import annotations

from builders import Session


def test_an_answer_to_a_struck_demand_is_warned_about(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run(f"strike {run.rows('export moves')[0]['id']} --reason 'never put'")
    said = run("reject RU-1 --by NATO --at T2")
    assert "warning: the move that put RU-1 was struck" in said.err
    assert "tracker demand TEXT --key RU-1" in said.err
    run("demand 'a ban after all' --key RU-1 --by RU --to NATO --at T2")
    assert run("defer RU-1 --by NATO --at T3").err == ""


def test_what_cannot_be_mended_says_what_became_of_it(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("reject RU-1 never --by NATO --at T2")
    first = run.rows("export moves")[-1]["id"]
    run(f"correct {first} 'in other words'")
    stands = run.rows("export moves")[-1]["id"]
    said = run(f"correct {first} later", fails=4)
    assert f"what stands now is {stands[:8]}: mend that" in said.err
    run(f"strike {stands} --reason 'never said'")
    assert "was struck and counts for nothing" in run(f"strike {first} --reason so", fails=4).err


def test_a_demand_that_gave_an_unknown_wording_can_be_corrected(run: Session) -> None:
    rows = ("talk,party,move,demand,text", "T1,NATO,reject,RU-7,never")
    run(f"import {run.write('in.csv', *rows)} --yes")
    run("demand 'no bases' --key RU-7 --by RU --to NATO --at T1")
    run(f"correct {run.rows('export moves')[-1]['id']} 'no bases at all'")
    assert run.rows("positions")[-1]["text"] == "no bases at all"
