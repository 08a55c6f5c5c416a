"""Several people with a ledger of their own each, and a hub between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import engines
import pytest
import servers
from builders import Session
from hubs import begin, member, synced

from tracker.commands import hub as commands

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
COUNTS = ("moves_to_send", "changes_to_send", "moves_to_take", "changes_to_take",
          "private_moves_here")  # fmt: skip


@pytest.fixture
def hub() -> str:
    """The address of an empty hub that takes private moves."""
    server = engines.server()
    return server.address(server.database(engines.EMPTY))


@pytest.fixture
def alice(tmp_path: Path, hub: str) -> Session:
    """Alice, who has begun a negotiation and joined the hub."""
    session = member(tmp_path, "alice", hub)
    begin(session)
    return session


@pytest.fixture
def bob(tmp_path: Path, hub: str) -> Session:
    """Bob, who has joined the hub and has nothing yet; his clock is ahead."""
    return member(tmp_path, "bob", hub, ahead=60)


def test_what_one_recorded_reaches_the_other_by_the_hub(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    assert "sent 1 move" in alice("sync")
    assert "took 1 move" in bob("sync")
    assert bob.cells() == {("RU-1", "NATO"): "open"}
    bob("reject RU-1 --by NATO")
    synced(bob, alice)
    assert alice.cells() == {("RU-1", "NATO"): "rejected"}


def test_who_has_joined_and_has_nothing_yet_is_told_to_sync(bob: Session) -> None:
    assert "Take in what its hub has with: tracker sync" in bob("positions", fails=3).err


def test_a_second_sync_has_nothing_to_do(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    for session in (alice, bob):
        assert "sent nothing, took nothing" in session("sync")


def test_two_accounts_of_one_answer_are_contested_for_both(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    alice("reject RU-1 --by NATO")
    bob("accept RU-1 --in-principle --by NATO")
    synced(alice, bob)
    for session in (alice, bob):
        assert session.rows("positions --status contested")


def test_two_demands_of_one_key_are_told_apart_alike(alice: Session, bob: Session) -> None:
    synced(alice, bob)
    alice("demand 'a ban' --by RU --to NATO")
    bob("demand 'a pause' --by RU --to NATO")
    synced(alice, bob)
    titles = {row["title"] for row in alice.rows("positions")}
    assert titles == {"a ban", "a pause"}


def test_a_dry_run_changes_nothing_on_either_side(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    assert "To send: 1 move" in alice("sync --dry-run")
    bob("sync", fails=0)
    assert "took nothing" in bob("sync")


def test_the_status_says_what_is_to_be_sent_and_taken(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    alice("note RU-1 --by US --private")
    assert "2 moves and" in alice("hub status", tty=True)
    alice("sync")
    (before,) = alice.rows("hub status")
    assert [before[each] for each in COUNTS] == ["0", "0", "0", "0", "0"]
    (there,) = bob.rows("hub status")
    assert there["hub"] == hub
    assert there["private_moves"] == "are sent"
    assert there["synced"] == ""
    assert there["moves_to_take"] == "2"
    bob("sync")
    (after,) = bob.rows("hub status")
    assert after["synced"] > before["synced"]
    assert after["moves_to_take"] == after["changes_to_take"] == "0"


def test_a_private_move_stays_where_the_hub_does_not_take_it(tmp_path: Path) -> None:
    server = engines.server()
    closed = server.address(server.database("template1"))
    alice, bob = (member_of_closed(tmp_path, name, closed) for name in ("alice", "bob"))
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO")
    alice("reject RU-1 zimtstern --by NATO --private")
    assert "1 private move stays here" in alice("sync --dry-run").err
    assert "1 private move stays here" in alice("sync").err
    assert "private" not in alice("sync").err
    assert "1 private move" in alice("hub status", tty=True)
    (waiting,) = alice.rows("hub status")
    assert [waiting[each] for each in COUNTS] == ["0", "0", "0", "0", "1"]
    assert waiting["private_moves"] == "stay here"
    bob("sync")
    assert bob.cells() == {("RU-1", "NATO"): "open"}
    name = closed.rpartition("/")[2]
    assert server.does("select count(*) from tracker.move where private = 1", name) == [(0,)]


def member_of_closed(folder: Path, name: str, hub: str) -> Session:
    if name == "alice":
        maker = Session(folder)
        maker.env["TRACKER_DB"] = str(maker.db)
        maker(f"hub init {hub}")
    return member(folder, name, hub)


def test_what_is_private_is_not_named_in_a_pipe_where_it_comes(
    alice: Session, bob: Session
) -> None:
    alice("demand zimtstern --key ZIMT --by RU --to NATO --private")
    alice("sync")
    said = bob("sync")
    assert "zimt" not in (said + said.err).lower()
    assert bob.cells("--include-private") == {("ZIMT", "NATO"): "open"}


def test_what_comes_into_conflict_is_warned_of(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    bob("reject RU-1 --by NATO")
    bob("sync")
    alice("accept RU-1 --in-principle --by NATO")
    assert "contested: NATO on RU-1" in alice("sync").err


def test_a_database_that_joined_no_hub_says_how_to(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.env["TRACKER_DB"] = str(session.db)
    session("init 'Security talks'")
    assert "tracker hub join" in session("sync", fails=3).err


def test_another_ledger_at_the_address_is_not_synced_with(alice: Session, hub: str) -> None:
    alice("sync")
    server, name = engines.server(), hub.rpartition("/")[2]
    server.does("update tracker.about set ledger = 'another'", name)
    assert "Another ledger is at" in alice("sync", fails=6).err


def test_what_was_changed_on_the_hub_is_refused_by_name(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    alice("sync")
    server, name = engines.server(), hub.rpartition("/")[2]
    server.does(
        "set session_replication_role = replica;"
        "update tracker.move set text = 'a pause' where verb = 'demand'",
        name,
    )
    (move,) = alice.rows("log")
    refused = bob("sync", fails=7).err
    assert move["id"][:8] in refused
    assert bob("negotiation list --format csv").count("\n") <= 1


def test_a_hub_put_back_from_a_backup_gets_from_its_members_what_it_lost(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    server, name = engines.server(), hub.rpartition("/")[2]
    backup = server.database(name)
    bob("reject RU-1 --by NATO")
    alice("demand 'a pause' --by RU --to NATO")
    synced(alice, bob)
    server.does(f'drop database "{name}"')
    server.does(f'create database "{name}" template "{backup}"')
    alice("note RU-1 --by US")
    synced(alice, bob)
    newcomer = member(alice.folder, "carol", hub)
    newcomer("sync")
    synced(alice, bob, newcomer)


def test_undo_takes_back_no_move_of_somebody_else(alice: Session, bob: Session) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    assert "a ban" in bob("positions")
    bob("undo --yes", fails=None)
    assert bob.cells() == {("RU-1", "NATO"): "open"}


def test_what_was_sent_beside_another_is_sent_again_where_the_hub_lost_it(
    alice: Session, bob: Session, hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice("demand 'a ban' --by RU --to NATO")
    synced(alice, bob)
    alice("reject RU-1 --by NATO")
    (tmp_path / "live").mkdir()
    live, send = Session(tmp_path / "live"), commands._send
    live.env["TRACKER_DB"] = hub

    def beside_another(*told: Any) -> Any:
        live("note RU-1 'of another' --by US")
        return send(*told)

    monkeypatch.setattr(commands, "_send", beside_another)
    assert "sent 1 move" in alice("sync")
    monkeypatch.undo()
    server, name = engines.server(), hub.rpartition("/")[2]
    server.does(
        "set session_replication_role = replica; delete from tracker.move where verb = 'reject'",
        name,
    )
    assert "put back from a backup" in alice("sync").err
    bob("sync")
    assert bob.cells()["RU-1", "NATO"] == "rejected"


def test_a_member_is_asked_before_private_moves_go_to_a_hub_that_took_none(tmp_path: Path) -> None:
    server = engines.server()
    closed = server.address(server.database("template1"))
    alice, bob = (member_of_closed(tmp_path, who, closed) for who in ("alice", "bob"))
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO")
    alice("reject RU-1 zimtstern --by NATO --private")
    alice("demand zimtstern --by US --to NATO --issue zimtstern --private")
    assert "sent 1 move and" in alice("sync")
    bob("sync")
    assert "takes private moves from now on" in alice(f"hub init {closed} --private").err
    alice("note RU-1 zimtstern --by US --private")
    for line in ("sync", "sync --dry-run", "hub status", "sync --watch"):
        assert f"tracker hub join {closed}" in alice(line, fails=4).err
    assert b"zimtstern" not in engines.kept(closed)
    assert "Private moves are sent there, too" in alice(f"hub join {closed}").err
    (waiting,) = alice.rows("hub status")
    assert [waiting[each] for each in COUNTS] == ["3", "1", "0", "0", "0"]
    assert "sent 3 moves and 1 change of the registry, took nothing" in alice("sync")
    bob("sync", fails=4)
    bob(f"hub join {closed}")
    synced(alice, bob)
    server.does("update tracker.about set private = false", closed.rpartition("/")[2])
    assert "takes no private moves any more" in alice("sync", fails=4).err
    assert "Private moves stay here" in alice(f"hub join {closed}").err


def test_a_database_that_is_not_there_is_told_from_a_server_that_is_not(
    alice: Session, hub: str
) -> None:
    said = alice(f"positions --db {hub.rpartition('/')[0]}/nosuch", fails=6).err
    assert "knows none such" in said
    assert "nosuch" in said
    assert "createdb" in said


def test_who_archives_a_negotiation_tells_everybody_in_words(alice: Session, bob: Session) -> None:
    synced(alice, bob)
    alice("negotiation archive")
    alice("sync")
    assert "Security talks is archived" in bob("sync").err
    alice("negotiation archive --undo")
    alice("sync")
    assert "Security talks is archived no longer" in bob("sync").err
