"""Members and a hub of different versions, and members whose clocks are years apart."""

from __future__ import annotations

from pathlib import Path

import engines
import pytest
import servers
from builders import Session
from hubs import begin, ledger, member, synced

from tracker.store.schema import NEWEST

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())
YEAR = 365 * 86_400
EARLIER = """
drop table tracker.source_text cascade;
alter table tracker.move drop column source_text;
update tracker.about set schema = 4;
"""
"""What makes a hub one of the version before the texts of sources were kept."""


@pytest.fixture
def name() -> str:
    """The name of the database of an empty hub."""
    return engines.server().database(engines.EMPTY)


@pytest.fixture
def alice(tmp_path: Path, name: str) -> Session:
    """Alice, who has synced a demand with the hub, and recorded an answer since."""
    session = member(tmp_path, "alice", engines.server().address(name))
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    session("sync")
    session("reject RU-1 --by NATO")
    return session


LINES = ("sync", "hub status", "positions --db {hub}", "note RU-1 --by US --db {hub}")


def refused(session: Session, hub: str, lines: tuple[str, ...]) -> set[str]:
    """What lines are refused with, which leave the hub and the member's ledger as they are."""
    before, here = engines.kept(hub), tuple(ledger(session))
    said = {session(line.format(hub=hub), fails=6).err for line in lines}
    assert engines.kept(hub) == before
    assert tuple(ledger(session)) == here
    return said


def test_a_hub_of_a_newer_version_is_left_alone_and_the_version_is_told(
    alice: Session, name: str
) -> None:
    server, newer = engines.server(), NEWEST + 1
    server.does(f"update tracker.about set schema = {newer}", name)
    (said,) = refused(alice, server.address(name), (*LINES, "hub init {hub}"))
    assert f"newer tracker (schema {newer}; this one knows {NEWEST})" in said
    assert "pip install --upgrade" in said
    alice("note RU-1 --by US")  # at home one works on


def test_a_hub_of_an_earlier_version_is_brought_up_to_date_by_who_keeps_it(
    alice: Session, name: str, tmp_path: Path
) -> None:
    server = engines.server()
    hub = server.address(name)
    server.does(EARLIER, name)
    (said,) = refused(alice, hub, LINES)
    assert f"earlier tracker (schema 4) and has to be brought up to date (schema {NEWEST})" in said
    assert f"tracker hub init {hub}" in said
    assert "Brought up to date" in alice(f"hub init {hub}")
    speech = alice.write("speech.txt", "He said so, in so many words.")
    alice(f"note RU-1 --by US --quote 'in so many words' --source-file {speech}")
    bob = member(tmp_path, "bob", hub, ahead=60)
    synced(alice, bob)
    bob("check --fail-on error")
    assert bob.rows("export moves")[-1]["source_text"]


def test_clocks_that_are_years_apart_change_nothing_of_what_was_said(
    tmp_path: Path, name: str
) -> None:
    hub = engines.server().address(name)
    clocks = {"bob": YEAR, "carol": -YEAR, "alice": 0}
    bob, carol, alice = everybody = [member(tmp_path, each, hub, ahead=clocks[each])
                                     for each in clocks]  # fmt: skip
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO --at T1")
    tell(alice, bob, carol)
    bob("reject RU-1 no --by NATO --at T1")
    tell(bob, carol)
    (rejection,) = [row["id"] for row in carol.rows("log --party NATO")]
    carol(f"correct {rejection} 'not yet' --move defer")  # made upon what is a year ahead
    carol("revise RU-1 'a pause' --at T2")
    tell(carol, alice, bob)
    alice("accept RU-1 --by NATO --in-principle --at T3")
    bob("defer RU-1 --by NATO --at T3")  # of one and the same talk, apart
    synced(*everybody)
    for session in everybody:
        assert session.rows("positions --as-of T1")[0]["status"] == "deferred"
        (cell,) = session.rows("positions")
        assert cell["version"] == "2"
        assert cell["contested"]
        assert "sent nothing, took nothing" in session("sync")
        session("check --fail-on error")
    live = Session(tmp_path)
    live.env["TRACKER_DB"] = hub
    assert tuple(ledger(live)) == tuple(ledger(alice))
    live("check --fail-on error")


def tell(teller: Session, *others: Session) -> None:
    """Let others know by the hub what one knows."""
    for session in (teller, *others):
        session("sync")
