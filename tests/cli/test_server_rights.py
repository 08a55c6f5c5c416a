"""Who may do what on a server: what was granted beside `hub init` is found, and ours taken back."""

from __future__ import annotations

from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, older

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

NOT_SO, LACKING = "which no tracker makes so", "as a tracker lets them"
OURS = {
    "grant select on tracker.move_0 to public": "everybody may read the table “move_0”",
    "grant update on tracker.move to tracker_recorder":
        "tracker_recorder may change the table “move”",
    "grant delete on tracker.registry_change to tracker_admin":
        "tracker_admin may delete from the table “registry_change”",
    "grant select (text) on tracker.move_0 to tracker_reader":
        "tracker_reader may read the column text of the table “move_0”",
    "grant execute on function tracker.take_stock() to public":
        "everybody may call the function “take_stock()”",
    "grant usage on sequence tracker.demand_id_seq to tracker_reader":
        "tracker_reader may use the sequence “demand_id_seq”",
    "grant create on schema tracker to public": "everybody may create in the schema",
    "grant select on tracker.mended to tracker_reader with grant option":
        "tracker_reader may read the view “mended”, and let others",
}  # fmt: skip
OF_OTHERS = {
    "grant update on tracker.move to a_stranger": "a_stranger may change the table “move”",
    "grant usage on schema tracker to a_stranger": "a_stranger may use the schema",
    "grant select (text) on tracker.move to a_stranger":
        "a_stranger may read the column text of the table “move”",
    "alter table tracker.party owner to a_stranger": "a_stranger owns the table “party”",
    "alter function tracker.is_open(bigint) owner to a_stranger":
        "a_stranger owns the function “is_open(id bigint)”",
}  # fmt: skip
OF_ROLES = {
    "alter role tracker_reader bypassrls": "no policy holds tracker_reader",
    "grant pg_read_all_data to tracker_reader": "tracker_reader belongs to pg_read_all_data",
}
UNDONE = "revoke pg_read_all_data from tracker_reader; alter role tracker_reader nobypassrls"
TAKEN = {
    "revoke select on tracker.move from tracker_reader":
        "tracker_reader may not read the table “move”",
    "revoke insert on tracker.command from tracker_recorder":
        "tracker_recorder may not add to the table “command”",
}  # fmt: skip


@pytest.fixture(scope="module")
def stranger() -> str:
    engines.server().does("create role a_stranger login; create role a_reader_there login in role"
                          " tracker_reader")  # fmt: skip
    return "a_stranger"


@pytest.fixture
def session(tmp_path: Path, stranger: str) -> Session:
    """Who keeps a ledger."""
    session = Session(tmp_path)
    name = engines.server().database(engines.EMPTY)
    session.env["TRACKER_DB"] = engines.server().address(name)
    begin(session)
    return session


def does(session: Session, sql: str) -> None:
    engines.server().does(sql, session.env["TRACKER_DB"].rpartition("/")[2])


def found(session: Session) -> set[str]:
    rows = session.rows("check --fail-on error", fails=None)
    return {row["finding"] for row in rows if row["code"] == "schema-differs"}


def init(session: Session) -> str:
    return session(f"hub init {session.env['TRACKER_DB']}").err


def test_what_was_granted_to_our_roles_or_to_everybody_is_found_and_taken_back(
    session: Session,
) -> None:
    assert found(session) == set()
    for sql in OURS:
        does(session, sql)
    assert found(session) == {f"{right}, {NOT_SO}" for right in OURS.values()}
    said = init(session)
    for right in OURS.values():
        assert f"{right}, which was taken back." in said
    assert found(session) == set()
    assert "taken back" not in init(session)


def test_what_others_were_granted_is_told_and_left_to_a_person(session: Session) -> None:
    for sql in OF_OTHERS:
        does(session, sql)
    told = {f"{right}, {NOT_SO}" for right in OF_OTHERS.values()}
    assert found(session) == told
    for said in (init(session), session("check --all", fails=6)):
        assert "revoke update on table tracker.move from a_stranger cascade" in said
    assert found(session) == told
    does(session, "revoke all on all tables in schema tracker from a_stranger")
    does(session, "revoke usage on schema tracker from a_stranger")
    does(session, "alter table tracker.party owner to tester")
    does(session, "alter function tracker.is_open(bigint) owner to tester")
    assert found(session) == set()


def test_what_our_roles_became_is_found(session: Session) -> None:
    try:
        for sql in OF_ROLES:
            does(session, sql)
        assert found(session) == {f"{right}, {NOT_SO}" for right in OF_ROLES.values()}
        assert "revoke pg_read_all_data from tracker_reader" in init(session)
    finally:
        does(session, UNDONE)
    assert found(session) == set()


def test_what_was_taken_from_our_roles_is_found_and_given_back(session: Session) -> None:
    for sql in TAKEN:
        does(session, sql)
    assert found(session) == {f"{right}, {LACKING}" for right in TAKEN.values()}
    init(session)
    assert found(session) == set()


def test_people_in_our_roles_are_as_they_should_be(session: Session) -> None:
    does(session, "create role one_more login in role tracker_admin, tracker_reader")
    assert found(session) == set()


def test_row_security_that_is_made_to_bind_the_owner_is_found(session: Session) -> None:
    does(session, "alter table tracker.move force row level security")
    assert found(session) == {"the table “move” is not as a tracker makes it"}


@pytest.mark.parametrize("way", ["quote_all_identifiers = on", "search_path = 'public'"])
def test_how_a_role_likes_to_be_told_makes_no_difference(session: Session, way: str) -> None:
    does(session, f"alter role a_reader_there set {way}")
    try:
        name = session.env["TRACKER_DB"].rpartition("/")[2]
        session.env["TRACKER_DB"] = engines.server().address(name, "a_reader_there")
        assert found(session) == set()
    finally:
        does(session, "alter role a_reader_there reset all")


def test_who_made_the_ledger_may_like_to_be_told_in_any_way(session: Session) -> None:
    name = session.env["TRACKER_DB"].rpartition("/")[2]
    engines.server().does(f'alter database "{name}" set quote_all_identifiers = on')
    assert "made again" not in init(session)
    engines.server().does(f'alter database "{name}" reset all')
    assert found(session) == set()


def test_an_older_hub_learns_who_may_do_what(tmp_path: Path, stranger: str) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = engines.server().address(older(engines.server()))
    begin(session)
    assert "it is not noted who may do what with it" in found(session)
    assert "taken back" not in init(session)
    assert found(session) == set()


def test_who_keeps_a_ledger_need_not_be_let_give_roles(tmp_path: Path, stranger: str) -> None:
    session = Session(tmp_path)
    name = engines.server().database()
    engines.server().does("create role a_keeper login")
    engines.server().does(f'grant create on database "{name}" to a_keeper')
    session.env["TRACKER_DB"] = engines.server().address(name, "a_keeper")
    for _ in range(2):
        assert "may not make roles" not in init(session)
        assert found(session) == set()
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    session("undo --yes")
    shown = engines.server().does("select count(*) from tracker.mended", name)
    assert shown == [(1,)]
    with psycopg.connect(session.env["TRACKER_DB"]) as keeper:
        assert keeper.execute("select count(*) from tracker.mended").fetchall() == shown
