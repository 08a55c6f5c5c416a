"""What somebody writes to a hub by SQL of their own: refused, or named and taken out again."""

from __future__ import annotations

import re
from pathlib import Path

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, member, synced

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

GUARDS = """
drop trigger if exists move_is_next on tracker.move;
drop trigger if exists registry_change_holds_what_it_says on tracker.registry_change;
drop function if exists tracker.move_is_next();
drop function if exists tracker.registry_change_holds();
"""
COLUMNS = (
    "parent, negotiation, talk, party, verb, demand, text, recorded_at, recorded_by, generation,"
    " moment, rank, answer"
)
MADE_UP = "0123456789abcdef" * 2
LAST = (1 << 63) - 1


@pytest.fixture
def hub() -> str:
    """The address of an empty hub."""
    server = engines.server()
    return server.address(server.database(engines.EMPTY))


@pytest.fixture
def alice(tmp_path: Path, hub: str) -> Session:
    """Alice, whose ledger is on the hub."""
    session = member(tmp_path, "alice", hub)
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    session("reject RU-1 --by NATO")
    session("sync")
    return session


def written(hub: str, sql: str) -> None:
    """Write to the hub by SQL, as a login that may record."""
    server = engines.server()
    if not server.does("select 1 from pg_roles where rolname = 'a_writer'"):
        server.does("create role a_writer login in role tracker_recorder")
    with psycopg.connect(server.address(hub.rpartition("/")[2], "a_writer")) as connection:
        connection.execute(sql.encode())


def moves(*numbers: int) -> str:
    """What adds moves of these numbers, each as the last one but for its id."""
    values = ", ".join(f"({n}, '{n % 10}{MADE_UP[1:]}')" for n in numbers)
    return (
        f"insert into tracker.move (nr, id, {COLUMNS})"
        f" select told.nr, told.id, {COLUMNS} from tracker.move, (values {values}) as told (nr, id)"
        " where move.nr = 2"
    )


CHANGE = (
    "insert into tracker.registry_change (subject, ref, field, {column}, changed_at, changed_by)"
    " values ('party', 'XX', '{field}', '{value}', '2026-01-15T12:00:00.000000Z', 'x')"
)


@pytest.mark.parametrize("numbers", [(LAST,), (2,), (4,), (0,), (-1,), (3, 3), (3, 5), (5, 3)])
def test_a_move_of_another_number_than_the_next_is_refused(
    alice: Session, hub: str, numbers: tuple[int, ...]
) -> None:
    with pytest.raises(psycopg.Error, match=r"without gaps|duplicate key"):
        written(hub, moves(*numbers))
    alice("sync")
    alice(f"note RU-1 --by US --db {hub}")


def test_moves_of_the_next_numbers_are_taken(alice: Session, hub: str) -> None:
    written(hub, moves(4, 3))
    written(hub, moves(5))
    assert len(alice.rows(f"log --db {hub}")) == 5


@pytest.mark.parametrize("value", ["{no", "[1,2]", "7", "[" * 200_000])
@pytest.mark.parametrize(("column", "field"), [("new", "added"), ("old", "removed")])
def test_an_addition_that_is_no_object_is_refused(
    alice: Session, hub: str, column: str, field: str, value: str
) -> None:
    with pytest.raises(psycopg.Error):
        written(hub, CHANGE.format(column=column, field=field, value=value))
    assert "took nothing" in alice("sync")


def test_a_hub_that_was_made_without_these_guards_gets_them(alice: Session, hub: str) -> None:
    engines.server().does(GUARDS, hub.rpartition("/")[2])
    said = alice(f"hub init {hub}").err
    assert "“move_is_next on move” was missing, and is made again" in said
    with pytest.raises(psycopg.Error, match="without gaps"):
        written(hub, moves(LAST))
    assert "made again" not in alice(f"hub init {hub}").err


def as_documented(checkout: Path, column: str, before: int, now: int) -> str:
    """What docs/scale.md lets the owner run, with another number."""
    page = (checkout / "docs" / "scale.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sql\n(begin;.*?commit;\n)```", page, re.DOTALL)
    (block,) = (each for each in blocks if f"update command set {column} " in each)
    assert str(before) in block
    return block.replace(str(before), str(now))


@pytest.mark.parametrize("number", [3, LAST])
def test_a_move_that_no_tracker_recorded_is_named_and_taken_out_as_documented(
    alice: Session, hub: str, tmp_path: Path, checkout: Path, number: int
) -> None:
    server, name = engines.server(), hub.rpartition("/")[2]
    if number == LAST:
        server.does(GUARDS, name)
    written(hub, moves(number).replace("(nr, id,", "(corrects, nr, id,")
            .replace("select told.nr,", "select move.id, told.nr,"))  # fmt: skip
    if number != LAST:
        alice(f"note RU-1 --by US --db {hub}")
    alice("demand 'a pause' --by RU --to US")
    refused = alice("sync", fails=7).err
    assert f"{number % 10}{MADE_UP[1:8]}" in refused
    found = alice.rows(f"check --db {hub}", fails=6)
    assert any("docs/scale.md" in row["mend"] for row in found)
    assert not any("restore FILE" in row["mend"] for row in found)
    server.does(as_documented(checkout, "last_move", 1234, number), name)
    alice(f"hub init {hub}")
    found = alice.rows(f"check --db {hub}", fails=None)
    assert {row["code"] for row in found if row["severity"] == "error"} <= {"parent-missing"}
    bob = member(tmp_path, "bob", hub, ahead=60)
    synced(alice, bob)
    assert alice.cells()["RU-1", "NATO"] == "rejected"


def test_a_change_that_no_tracker_kept_is_named_and_taken_out_as_documented(
    alice: Session, hub: str, tmp_path: Path, checkout: Path
) -> None:
    server, name = engines.server(), hub.rpartition("/")[2]
    server.does(GUARDS, name)
    written(hub, CHANGE.format(column="new", field="added", value="{no"))
    ((number,),) = server.does("select max(nr) from tracker.registry_change", name)
    alice(f"talk edit T1 --place Vienna --db {hub}")
    for line in ("sync", "hub status"):
        assert f"the change {number} of the registry (party XX): new" in alice(line, fails=7).err
    assert alice.rows(f"check --db {hub}", fails=6)
    server.does(as_documented(checkout, "last_change", 567, number), name)
    alice(f"hub init {hub}")
    alice(f"check --db {hub} --fail-on error")  # ends with 0
    synced(alice, member(tmp_path, "bob", hub, ahead=60))
