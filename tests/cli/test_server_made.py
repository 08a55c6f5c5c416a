"""What is taken away from a ledger on a server, or altered there, is found, and made again."""

from __future__ import annotations

from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, live

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database on the server with a few moves."""
    name = engines.server().database(engines.EMPTY)
    session = live(tmp_path_factory.mktemp("made"), name)
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    session("reject RU-1 --by NATO")
    return name


@pytest.fixture
def session(prepared: str, tmp_path: Path) -> Session:
    """Somebody who keeps a copy of that ledger."""
    return live(tmp_path, engines.server().database(prepared))


def found(session: Session) -> list[str]:
    rows = session.rows("check --fail-on error", fails=None)
    return [row["finding"] for row in rows if row["code"] == "schema-differs"]


TAKEN_AWAY = {
    "drop index tracker.move_answer": "the index “move_answer” is missing",
    "drop index tracker.demand_by_opening": "the index “demand_by_opening” is missing",
    "alter table tracker.demand drop constraint demand_issue_fkey":
        "the constraint “demand_issue_fkey of demand” is missing",
    "alter table tracker.move drop constraint move_verb_check":
        "the constraint “move_verb_check of move” is missing",
    "drop trigger move_refuses_delete on tracker.move":
        "the trigger “move_refuses_delete on move” is missing",
    "drop policy to_read on tracker.move": "the policy “to_read on move” is missing",
}  # fmt: skip
ALTERED = {
    "drop index tracker.move_answer; create index move_answer on tracker.move (demand)":
        "the index “move_answer” is not as a tracker makes it",
    "alter table tracker.command disable trigger command_refuses_change":
        "the trigger “command_refuses_change on command” is not as a tracker makes it",
    "alter table tracker.move_0 disable trigger user":
        "the table “move_0” is not as a tracker makes it",
    "create or replace function tracker.move_keeps() returns trigger language plpgsql"
    " as 'begin return new; end'": "the function “move_keeps()” is not as a tracker makes it",
    "create or replace view tracker.mended as select 0::bigint as move":
        "the view “mended” is not as a tracker makes it",
    "drop policy to_read on tracker.move; create policy to_read on tracker.move using (true)":
        "the policy “to_read on move” is not as a tracker makes it",
    "alter table tracker.pair disable row level security":
        "the table “pair” is not as a tracker makes it",
}  # fmt: skip


@pytest.mark.parametrize("done", [TAKEN_AWAY, ALTERED], ids=["taken away", "altered"])
def test_what_is_not_as_it_was_made_is_found_and_made_again(
    session: Session, done: dict[str, str]
) -> None:
    assert found(session) == []
    for sql in done:
        engines.server().does(sql, session.env["TRACKER_DB"].rpartition("/")[2])
    besides = {"table “command”", "trigger “move_refuses_truncate on move_0”"}
    assert set(found(session)) - {
        f"the {each} is not as a tracker makes it" for each in besides
    } == {*done.values()}
    said = session(f"hub init {session.env['TRACKER_DB']}").err
    assert "made again" in said
    assert found(session) == []
    session("note RU-1 --by US")
    with (
        psycopg.connect(session.env["TRACKER_DB"]) as client,
        pytest.raises(psycopg.Error, match="append-only"),
    ):
        client.execute("delete from tracker.move")


def test_what_no_tracker_made_is_found_and_left_to_a_person(session: Session) -> None:
    name = session.env["TRACKER_DB"].rpartition("/")[2]
    for sql in (
        "create policy all_see on tracker.move for select using (true)",
        "create trigger theirs before insert on tracker.move for each row"
        " execute function tracker.comes_now()",
        "alter table tracker.party add column theirs text",
    ):
        engines.server().does(sql, name)
    before = found(session)
    assert before == [
        f"the {what} is not as a tracker makes it"
        for what in ("policy “all_see on move”", "table “party”", "trigger “theirs on move”")
    ]
    session(f"hub init {session.env['TRACKER_DB']}")
    assert found(session) == before


def test_a_ledger_that_lacks_the_list_of_what_was_made_says_how_to_get_it(
    session: Session,
) -> None:
    name = session.env["TRACKER_DB"].rpartition("/")[2]
    engines.server().does("drop table tracker.made", name)
    assert found(session) == ["the table “made” is missing"]
    session(f"hub init {session.env['TRACKER_DB']}")
    assert found(session) == []


def test_whoever_reads_may_check(session: Session) -> None:
    server = engines.server()
    server.does("create role a_checker login in role tracker_reader")
    name = session.env["TRACKER_DB"].rpartition("/")[2]
    reader = live(session.folder, name, "a_checker")
    assert found(reader) == []
    server.does("drop index tracker.move_answer", name)
    assert found(reader) == ["the index “move_answer” is missing"]


def test_as_many_partitions_as_were_made_are_expected(tmp_path: Path) -> None:
    server = engines.server()
    session = live(tmp_path, server.database())
    hub = session.env["TRACKER_DB"]
    session(f"hub init {hub} --partitions 3")
    assert found(session) == []
    assert "made again" not in session(f"hub init {hub}").err
    session(f"hub init {hub} --partitions 3")
    said = session(f"hub init {hub} --partitions 4", fails=4).err
    assert "keeps its moves in 3 tables, and not in 4" in said
    server.does("alter table tracker.move_2 disable trigger user", hub.rpartition("/")[2])
    assert found(session) == [
        f"the {what} is not as a tracker makes it"
        for what in ("table “move_2”", "trigger “move_refuses_truncate on move_2”")
    ]
