"""What is very long: found on a server as in a file, or refused in one sentence on both."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path
from string import ascii_lowercase

import engines
import pytest
import servers
from builders import Session, with_talks
from hubs import begin, member, synced

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

CHANCE = random.Random(7)
MANY = 130_000
LETTERS = "".join(map(chr, range(0x20000, 0x20040)))
"""Of four bytes each."""


def random_name(length: int, letters: str = LETTERS) -> str:
    return "".join(CHANCE.choices(letters, k=length))


def speech() -> str:
    """More than a megabyte of words that differ, with two to be found at its end."""
    words = (f"w{CHANCE.randrange(10**7)}" for _ in range(MANY))
    return f"{' '.join(words)} the very zimtstern"


@pytest.fixture
def hub() -> str:
    """The address of an empty hub."""
    server = engines.server()
    return server.address(server.database(engines.EMPTY))


def found(session: Session, text: str, options: str = "") -> list[str]:
    return sorted(row["id"] for row in session.rows(f"search '{text}' {options}"))


def test_a_move_of_more_words_than_an_index_takes_is_synced_and_found(
    tmp_path: Path, hub: str
) -> None:
    alice, bob = member(tmp_path, "alice", hub), member(tmp_path, "bob", hub, ahead=60)
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO --at T1")
    said = str(alice.write("speech.txt", speech()))
    alice("reject RU-1 --by NATO --at T2", f"@{said}")
    alice("note RU-1 zimtstern --by US")
    synced(alice, bob)
    live = f"--db {hub}"
    for text in ("zimtstern", '"the very zimtstern"', '"very the"', "zimtst -very", "zimts ban"):
        for order in ("", "--sort time"):
            assert found(alice, text, f"{live} {order}") == found(alice, text, order), text
    assert len(found(alice, "zimtstern", live)) == 2
    alice(f"demand 'a pause' --by RU --to US {live}")
    alice("note RU-1 --by US --db", hub, f"@{said}", fails=None)
    alice(f"check --fail-on error {live}")  # ends with 0


TOO_LONG = (
    "demand 'a ban' --by RU --to NATO --key {}",
    "demand 'a ban' --by RU --to NATO --issue {}",
    "talk add Round --ref {}",
    "party add FR France --alias {}",
    "party edit RU --alias {}",
    "issue rename Arms {}",
    "init {}",
)


@pytest.mark.parametrize("line", TOO_LONG)
def test_what_is_found_by_its_name_has_a_name_of_five_hundred_characters_at_most(
    tmp_path: Path, hub: str, line: str
) -> None:
    session = with_talks(tmp_path)
    live = Session(tmp_path)
    live.env["TRACKER_DB"] = hub
    begin(live)
    for each in (session, live):
        each("demand 'a pause' --by RU --to NATO --issue Arms")
        said = each(line.format(random_name(501)), fails=2)
        assert "501 characters, where 500 are the most" in said.err
        each(line.format(random_name(500)))


def test_a_long_name_of_a_file_to_import_is_told_by_its_line(tmp_path: Path) -> None:
    session = with_talks(tmp_path)
    for column, told in (("demand", "a demand's key"), ("issue", "path of an issue")):
        row = {"demand": "X-1", "issue": "Arms"} | {column: random_name(4000)}
        file = session.write("in.csv", "talk,party,move,to,text,demand,issue",
                             f"T1,RU,demand,NATO,ban,{row['demand']},{row['issue']}")  # fmt: skip
        said = session(f"import {file} --yes", fails=7).err
        assert "line 2" in said
        assert told in said


@pytest.mark.parametrize(
    ("option", "told"),
    [("key", "The key of a demand put by"), ("issue", "The path of an issue")],
)
def test_a_name_that_was_recorded_before_and_no_server_can_hold_is_named(
    tmp_path: Path, hub: str, option: str, told: str
) -> None:
    from tracker.ledger import edits

    alice = member(tmp_path, "alice", hub)
    begin(alice)
    before, edits.LONGEST_NAME = edits.LONGEST_NAME, 10_000
    try:
        alice(f"demand 'a ban' --by RU --to NATO --{option} {random_name(4000, ascii_lowercase)}")
    finally:
        edits.LONGEST_NAME = before
    said = alice("sync", fails=4).err
    assert told in said
    assert "4,000 bytes, where 2,600 are the most" in said
    assert engines.server().does("select count(*) from tracker.move", hub.rpartition("/")[2]) == [
        (0,)
    ]


def test_what_a_server_cannot_hold_has_a_sentence_of_its_own(hub: str) -> None:
    from tracker.errors import Refused
    from tracker.store.server.address import Address
    from tracker.store.server.store import open_server

    store = open_server(Address(hub))
    name = random_name(4000)

    def record() -> None:
        with closing(store), store.writing():
            store.write("negotiation_insert", {"name": name, "title": name})

    with pytest.raises(Refused, match=r"can hold .*nothing was recorded"):
        record()
