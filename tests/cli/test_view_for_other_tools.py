"""The view position_now says what the program says."""

import pytest
from builders import Session


@pytest.mark.file("the view for other tools is in files")
def test_a_note_of_an_older_wording_leaves_the_position_open(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("note RU-1 'heard it' --by NATO --at T1")
    run("reject RU-1 never --by US --at T1")
    run("revise RU-1 'a wider ban' --at T2")
    told = run.sql('select "to", status, stale, talk, text from position_now order by 1')
    assert told == [("NATO", "open", None, None, None), ("US", "open", "rejected", "T1", "never")]
    rows = run.rows("positions --columns to,status,stale,talk,text")
    assert [(row["to"], row["status"], row["stale"]) for row in rows] == [
        ("NATO", "open", ""),
        ("US", "open", "rejected"),
    ]


@pytest.mark.file("the view for other tools is in files")
def test_a_note_of_the_present_wording_stands(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("note RU-1 'heard it' --by NATO --at T1")
    assert run.sql("select status, stale, talk, text from position_now") == [
        ("noted", None, "T1", "heard it")
    ]
