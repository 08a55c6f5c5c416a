"""A hub that takes no private moves: all that is public ends alike, the rest stays at home."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import servers
from builders import Session
from hubs import begin, member, public, told_in_public

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())


@pytest.fixture
def hub(tmp_path: Path) -> str:
    """The address of an empty hub that takes no private moves."""
    server = engines.server()
    address = server.address(server.database("template1"))
    maker = Session(tmp_path)
    maker.env["TRACKER_DB"] = str(maker.db)
    maker(f"hub init {address}")
    return address


@pytest.fixture
def alice(tmp_path: Path, hub: str) -> Session:
    """Alice, who has begun a negotiation and told the hub."""
    session = member(tmp_path, "alice", hub)
    begin(session)
    session("sync")
    return session


@pytest.fixture
def bob(tmp_path: Path, hub: str, alice: Session) -> Session:
    """Bob, who knows what Alice has begun; his clock is behind hers."""
    session = member(tmp_path, "bob", hub, ahead=-60)
    session("sync")
    return session


def id_of(session: Session, text: str) -> str:
    """The id of the latest move of a wording."""
    (row,) = session.sql("select id from move where text = ? order by nr desc limit 1", text)
    return str(row[0])


def labels(session: Session) -> list[tuple[str, str]]:
    return sorted((row["title"], row["issue"]) for row in session.rows("positions"))


def test_what_is_corrected_after_it_was_published_is_told(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand secret --title OLD --issue P --by RU --to US --private")
    alice(f"correct {id_of(alice, 'secret')} --public")
    told_in_public(hub, alice, bob)
    assert labels(bob) == [("OLD", "P")]
    alice(f"correct {id_of(alice, 'secret')} --issue Q --title NEW")
    told_in_public(hub, alice, bob)
    assert labels(bob) == [("NEW", "Q")]
    bob(f"correct {id_of(bob, 'secret')} --title 'of Bob'")
    told_in_public(hub, bob, alice)
    assert labels(alice) == [("of Bob", "Q")]
    carol = member(alice.folder, "carol", hub)
    told_in_public(hub, carol, alice, bob)


def test_what_a_demand_was_called_before_it_was_published_stays_untold(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand w --title ZIMT1 --issue ZIMTA --by RU --to US --private")
    alice(f"correct {id_of(alice, 'w')} --title ZIMT2 --issue ZIMTB")
    alice("sync")
    alice("issue rename ZIMTB ZIMTC --yes")
    alice(f"correct {id_of(alice, 'w')} --title open --issue X --public")
    told_in_public(hub, alice, bob)
    assert labels(bob) == [("open", "X")]
    bob("issue rename X Y --yes")
    bob(f"correct {id_of(bob, 'w')} --title 'of Bob'")
    told_in_public(hub, bob, alice)
    assert labels(alice) == [("of Bob", "Y")]
    assert b"ZIMT" not in engines.kept(hub)


def test_a_renaming_of_what_was_private_is_told_when_it_concerns_what_is_public(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand secret --issue X --by RU --to US --private")
    bob("demand 'a ban' --issue X --by RU --to NATO")
    alice("issue rename X Y --yes")
    told_in_public(hub, alice, bob)
    assert labels(bob) == [("a ban", "Y")]


def test_a_renaming_of_what_only_private_moves_know_is_never_told(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand secret --issue ZIMT --by RU --to US --private")
    alice("issue rename ZIMT Y --yes")
    alice("sync")
    bob("demand 'a ban' --issue Y --by RU --to NATO")
    told_in_public(hub, bob, alice)
    alice("demand another --issue ZIMTSTERN --by RU --to US --private")
    alice("issue rename ZIMTSTERN Y --yes")
    alice("issue rename Y Z --yes")
    told_in_public(hub, alice, bob)
    assert labels(bob) == [("a ban", "Z")]
    assert b"ZIMT" not in engines.kept(hub)


def test_nothing_is_told_twice_once_it_came_out(alice: Session, bob: Session, hub: str) -> None:
    alice("demand secret --issue X --by RU --to US --private")
    bob("demand 'a ban' --issue X --by RU --to NATO")
    alice("issue rename X Y --yes")
    told_in_public(hub, alice, bob)
    for session in (alice, bob):
        (row,) = session.rows("hub status")
        assert (row["moves_to_send"], row["changes_to_send"]) == ("0", "0")
        assert "sent nothing, took nothing" in session("sync")


def test_a_bundle_since_then_tells_what_came_out_since(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand secret --title OLD --issue X --by RU --to US --private")
    alice("issue rename X Y --yes")
    alice("note RU-1 --by US 'to be since'")
    since = id_of(alice, "to be since")
    alice("sync")
    bob("sync")
    alice(f"correct {id_of(alice, 'secret')} --public")
    bundle = alice.folder / "news.jsonl"
    alice(f"bundle create --since {since} -o {bundle}")
    bob(f"bundle apply {bundle} --yes")
    assert public(bob) ^ public(alice) == set()
    assert labels(bob) == [("OLD", "Y")]


def test_nothing_private_is_recorded_there_live_either(alice: Session, hub: str) -> None:
    live = Session(alice.folder)
    live.env["TRACKER_DB"] = hub
    said = live("demand secret --by RU --to US --private", fails=4).err
    assert "takes no private moves; nothing was recorded" in said
    assert f"tracker hub init {hub} --private" in said
    assert live.rows("export moves --include-private") == []
    live(f"hub init {hub} --private")
    live("demand secret --by RU --to US --private")
    assert len(live.rows("export moves --include-private")) == 1


def names_at(hub: str) -> str:
    """All that the registry of a hub tells, and where a bundle would."""
    return str(
        engines.server().does("select * from tracker.registry_change", hub.rpartition("/")[2])
    )


def test_the_name_of_a_private_issue_beneath_a_public_one_stays_here(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand open --by RU --to US --issue X")
    alice("demand secret --by RU --to US --issue X/ZIMT --private")
    alice("issue rename X Y --yes")
    told_in_public(hub, alice, bob)
    alice("undo --yes")
    alice("issue rename X Z --yes")
    alice("issue rename Z X --yes")
    told_in_public(hub, alice, bob)
    assert [row["issue"] for row in bob.rows("positions")] == ["X"]
    assert "ZIMT" not in names_at(hub)
    alice(f"bundle create -o {alice.folder / 'all.jsonl'}")
    assert "ZIMT" not in (alice.folder / "all.jsonl").read_text(encoding="utf-8")


def test_nor_is_it_told_where_somebody_behind_the_time_renamed_what_is_above(
    alice: Session, bob: Session, hub: str
) -> None:
    alice("demand open --by RU --to US --issue X")
    alice("demand secret --by RU --to US --issue X/ZIMT --private")
    told_in_public(hub, alice, bob)
    alice("issue rename X Z --yes")
    alice("issue rename Z X --yes")
    bob("issue rename X Y --yes")  # by a clock that is behind
    told_in_public(hub, bob, alice)
    alice("issue rename X W --yes", fails=None)
    told_in_public(hub, alice, bob)
    assert "ZIMT" not in names_at(hub)
