"""A check finds what was altered behind the back of the program, and names it."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import story as example
from builders import Session
from unguarded import alter


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """A ledger with a demand, a revision, answers with sources, a correction and a strike."""
    session = example.copied(prepared, tmp_path_factory.mktemp("recorded"))
    for line in (
        "demand 'A ban on missiles' --by RU --to NATO,US --at T1 --issue Arms/missiles",
        "reject RU-1 'never' --by NATO --at T1 --source protocol",
        "defer RU-1 'later' --by US --at T2 --source protocol",
        "revise RU-1 'A ban on new missiles' --at T2",
        "accept RU-1 --in-part 'short range' --by NATO --at T3 --source protocol",
        "demand 'Talks on talks' --by NATO --to RU --at T2",
        "accept NATO-1 'gladly' --by RU --at T2 --source protocol",
        "ask NATO-1 'which' --by US --on 2022-01 --source letter",
        "talk edit T1 --title 'Opening'",
    ):
        session(line)
    session(f"correct {id_of(session, 'never')} 'never, ever'")
    session(f"strike {id_of(session, 'gladly')} --reason 'a slip'")
    return session.db


@pytest.fixture
def run(recorded: Path, tmp_path: Path) -> Session:
    return example.copied(recorded, tmp_path)


def id_of(session: Session, text: str) -> str:
    (found,) = session.sql("select id from move where text = ? order by nr desc limit 1", text)
    return str(found[0])


def codes(session: Session, options: str = "", fails: int = 6) -> set[str]:
    return {row["code"] for row in session.rows(f"check {options}", fails=fails)}


def test_a_ledger_that_is_in_order_is_clean_and_left_as_it_was(run: Session) -> None:
    before = run.kept()
    assert run("check") == ""
    assert run("check", tty=True) == "10 moves checked: nothing found\n"
    assert run.kept() == before


ALTERATIONS = {
    "a wording": (
        "update move set text = 'A ban on all' where verb = 'demand' and demand = 1",
        "move-altered",
    ),
    "who spoke": ("update move set party = 2 where text = 'later'", "move-altered"),
    "when it was recorded": (
        "update move set recorded_at = '2020-01-01T00:00:00.000000Z' where text = 'later'",
        "move-altered",
    ),
    "its privacy": ("update move set private = 1 where text = 'later'", "move-altered"),
    "its parent": (
        "update move set parent = (select id from move where nr = 1) where nr = 5",
        "move-altered",
    ),
    "its talk": ("update move set talk = 3 where text = 'later'", "move-altered"),
    "its demand": ("update move set demand = 2 where text = 'later'", "move-altered"),
    "its id": ("update move set id = replace(id, substr(id, 1, 1), '0') where nr = 4",
               "move-altered"),
    "a move in the middle": ("delete from move where nr = 4", "parent-missing"),
    "a move without a trace in the numbers": (
        "delete from move where nr = 4; update move set nr = nr - 1 where nr > 4",
        "parent-missing",
    ),
    "the newest move": ("delete from move where nr = 10", "numbers-missing"),
    "an entry of the history": ("delete from registry_change where nr = 2", "numbers-missing"),
    "a command": ("delete from command where nr = 2", "numbers-missing"),
    "an answer as it is counted": (
        "update move set answer = 'accepted' where text = 'later'",
        "derived-differs",
    ),
    "the length of a chain": (
        "update move set generation = 99 where text = 'later'",
        "derived-differs",
    ),
    "a turn": ("update move set rank = rank + 1 where text = 'later'", "derived-differs"),
    "a place in time": (
        "update move set moment = moment - 1 where text = 'later'",
        "derived-differs",
    ),
    "the place of a span": (
        "update move set moment = moment + 5 where text = 'which'",
        "derived-differs",
    ),
    "what a move does to the wording": (
        "update move set life = 'withdrawn' where verb = 'revise'",
        "derived-differs",
    ),
    "what an id covers": ("update move set pinned = 0 where text = 'later'", "derived-differs"),
    "a strike that no longer counts": ("delete from set_aside", "derived-differs"),
    "a move that is set aside without a reason": (
        "insert into set_aside (move) select nr from move where text = 'later'",
        "derived-differs",
    ),
    "the date of a talk": (
        "update talk set date = '2022-01-11', earliest = '2022-01-11', latest = '2022-01-11'"
        " where ref = 'T1'",
        "registry-differs",
    ),
    "the days of a talk": (
        "update talk set earliest = '2021-01-11' where ref = 'T1'",
        "registry-differs",
    ),
    "the title of a talk": ("update talk set title = 'x' where ref = 'T2'", "registry-differs"),
    "the place of a talk in time": (
        "update talk set moment = moment + 1000000 where ref = 'T1'",
        "registry-differs",
    ),
    "the name of a party": ("update party set name = 'x' where code = 'RU'", "registry-differs"),
    "another name": ("delete from party_alias", "registry-differs"),
    "a membership": ("delete from membership", "registry-differs"),
    "a stay": ("update membership set until = '2020-01-01'", "registry-differs"),
    "a title": ("update demand set title = 'x' where key = 'RU-1'", "registry-differs"),
    "an issue": ("update demand set issue = null where key = 'RU-1'", "registry-differs"),
    "a kind": ("update demand set kind = 'offer' where key = 'RU-1'", "registry-differs"),
    "a proponent": ("update demand set proponent = 3 where key = 'RU-1'", "registry-differs"),
    "a sponsor": ("insert into sponsor values (1, 3)", "registry-differs"),
    "an addressee": ("update pair set addressed = 0 where party = 3", "registry-differs"),
    "a cell": ("delete from pair where demand = 1", "registry-differs"),
    "the number of a key": ("update demand set number = 7 where key = 'RU-1'",
                            "registry-differs"),
    "an opening": (
        "update demand set opening = (select id from move where text = 'later') where id = 2",
        "registry-differs",
    ),
    "the title of the negotiation": ("update negotiation set title = 'x'", "registry-differs"),
    "the history of a name": (
        "update registry_change set new = 'x' where field = 'title' and subject = 'talk'",
        "registry-differs",
    ),
    "a history that cannot be read": (
        "update registry_change set new = '{' where field = 'added'",
        "unreadable",
    ),
    "a date that is none": ("update move set date = 'x' where text = 'which'", "move-altered"),
    "a word in the index": (
        "insert into move_words (move_words, rowid, text) values ('delete', 3, 'later'); "
        "insert into move_words (rowid, text) values (3, 'sooner')",
        "index-differs",
    ),
    "a move in the index": (
        "delete from move_words_docsize where id = 3",
        "index-differs",
    ),
    "a reference": ("update move set demand = 99 where text = 'later'", "reference-broken"),
    "a trigger": (
        "create trigger sly after insert on party begin select 1;end",
        "schema-differs",
    ),
    "a guard": ("drop index move_by_generation", "schema-differs"),
}  # fmt: skip
OF_A_FILE = pytest.mark.file("a server answers for its indexes, references and triggers itself")
EACH = [
    pytest.param(what, marks=OF_A_FILE) if code in ("index-differs", "schema-differs",
                                                    "reference-broken") else what
    for what, (_, code) in ALTERATIONS.items()
]  # fmt: skip


@pytest.mark.parametrize("what", EACH)
def test_what_was_altered_is_found(run: Session, what: str) -> None:
    statements, code = ALTERATIONS[what]
    alter(run, *statements.split("; "))
    assert code in codes(run)
    assert code in run("check", tty=True, fails=6)


@pytest.mark.parametrize("what", EACH)
def test_what_was_altered_is_found_whatever_negotiation_is_checked(run: Session, what: str) -> None:
    statements, code = ALTERATIONS[what]
    alter(run, *statements.split("; "))
    assert code in codes(run, "-n 'Security talks'")


def test_a_move_that_was_altered_is_named_with_its_demand_and_talk(run: Session) -> None:
    move = id_of(run, "later")
    alter(run, "update move set text = 'never' where text = 'later'")
    (row,) = [each for each in run.rows("check", fails=6) if each["code"] == "move-altered"]
    assert (row["move"], row["demand"], row["talk"]) == (move, "RU-1", "T2")
    assert row["finding"].startswith(f"the move {move[:8]} does not say what was recorded")
    assert "later" not in str(row)
    assert "never" not in str(row)


@pytest.mark.file("it is about the state of a file")
def test_a_file_that_is_damaged_is_told_as_such(run: Session) -> None:
    whole = run.kept()
    for at in range(4096, len(whole), 4096):
        run.db.write_bytes(whole[:at] + b"\xff" * 300 + whole[at + 300 :])
        assert run("check", fails=6) + run("check", fails=6).err
    run.db.write_bytes(whole)
    run("check")


def test_what_is_derived_is_mended_by_taking_it_into_a_new_file(run: Session) -> None:
    alter(
        run,
        "update move set rank = rank + 1, generation = generation + 1 where text = 'later'",
        "update demand set title = 'x', proponent = 3 where key = 'RU-1'",
        "update talk set title = 'x' where ref = 'T2'",
    )
    rows = run.rows("check", fails=6)
    found = {row["mend"] for row in rows if row["severity"] == "error"}
    taken = f"hub join {run.env['TRACKER_DB']}" if engines.IS_SERVER else f"merge {run.db} --yes"
    assert found == {f"tracker --db NEW.db {taken.removesuffix(' --yes')}"}
    run(f"--db {run.folder / 'new.db'} {taken}")
    if engines.IS_SERVER:
        run(f"sync --db {run.folder / 'new.db'}")
    assert run(f"check --db {run.folder / 'new.db'}") == ""


@pytest.mark.file("it is about the state of a file")
def test_a_strange_schema_is_mended_by_a_bundle_into_a_new_file(run: Session) -> None:
    alter(run, "create trigger sly after insert on party begin select 1;end")
    (row,) = run.rows("check", fails=6)
    assert row["finding"] == "the trigger “sly” is not as a tracker makes it"
    mend = row["mend"].replace("NEW.db", str(run.folder / "new.db"))
    create, apply = mend.replace("all.jsonl", str(run.folder / "all.jsonl")).split(", then ")
    run(create.removeprefix("tracker "))
    run(f"{apply.removeprefix('tracker ')} --yes")
    assert run(f"check --db {run.folder / 'new.db'}") == ""
