"""Private moves between public ones: corrections, strikes, and accounts of one talk."""

from __future__ import annotations

import pytest
from builders import Session


def id_of(session: Session, text: str) -> str:
    (found,) = session.sql("select id from move where text = ? order by nr desc limit 1", text)
    return str(found[0])


@pytest.fixture
def put(run: Session) -> Session:
    """RU-1, put to NATO at T1."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    return run


@pytest.mark.file("the view for other tools is in files")
def test_what_was_struck_in_public_is_gone_though_a_private_correction_lies_between(
    put: Session,
) -> None:
    put("defer RU-1 later --by NATO --at T2")
    put(f"correct {id_of(put, 'later')} soon --private")
    put("undo --yes")
    put(f"strike {id_of(put, 'later')} --reason never")
    assert put.cells() == put.cells("--include-private") == {("RU-1", "NATO"): "open"}
    assert [row["status"] for row in put.rows("positions")] == ["open"]
    assert put.sql("select status from position_now") == [("open",)]


def test_what_was_corrected_in_public_is_not_there_twice(put: Session) -> None:
    put("reject RU-1 no --by NATO --at T2")
    put(f"correct {id_of(put, 'no')} 'no, in private' --private")
    put(f"correct {id_of(put, 'no, in private')} later --public --move defer")
    (row,) = put.rows("positions")
    assert (row["status"], row["contested"]) == ("deferred", "")
    assert [row["move"] for row in put.rows("log")] == ["deferred", "demanded"]


def test_the_labels_of_a_struck_private_demand_stay_unsaid(put: Session) -> None:
    put("demand w --title SECRETTITLE --issue SECRETISSUE --by RU --to NATO --at T1 --private")
    put(f"strike {id_of(put, 'w')} --reason 'never said'")
    put("reject RU-2 x --by NATO --at T2")
    for view in (
        "positions",
        "show RU-2",
        "search x",
        "issue list",
        "log",
        "positions --format json",
    ):
        assert "SECRET" not in put(view), view


def test_a_private_answer_contests_nothing_that_was_said_in_public(put: Session) -> None:
    put("reject RU-1 no --by NATO --at T2")
    said = put("accept RU-1 'between us' --by NATO --at T2 --private")
    assert "contested" not in said.err
    (row,) = put.rows("positions --include-private")
    assert (row["status"], row["contested"]) == ("accepted", "")
    assert put.cells() == {("RU-1", "NATO"): "rejected"}
    said = put(f"rule {id_of(put, 'between us')} --reason 'so the protocol'", fails=4)
    assert "nothing to rule on" in said.err


def test_counts_of_changes_say_whether_one_of_them_is_private(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1 --issue Ukraine")
    run("demand 'no bases' --by RU --to US --at T1")
    run("reject RU-1 --by NATO --at T2 --private")
    run("defer RU-2 --by US --at T2")
    rows = run.rows("diff T1 T2 --stat --include-private")
    assert {row["name"]: row["visibility"] for row in rows} == {
        "NATO": "private", "Ukraine": "private", "US": "public", "(no issue)": "public",
    }  # fmt: skip
    assert "visibility" not in run.rows("diff T1 T2 --stat")[0]
