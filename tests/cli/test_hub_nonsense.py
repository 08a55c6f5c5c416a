"""A hub that tells nonsense is refused by name, whatever its tables let be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, member

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

DEEP = "[" * 200_000
TEXTS = ("", "bogus", "a\x01\x1b[31mb\u202e\x85" + "9" * 5_000, None)
NUMBERS = (-1, (1 << 63) - 1, 7, None)
HELD = (
    "{no", "[1,2]", "null", "7", '"a"', DEEP, '{"title": "\\ud800"}', '{"title": "a\\u0000b"}',
    '{"name": "a\\u0000b", "title": ["a"]}', '{"name": {"a": "b"}}', '{"title": NaN}',
    '{"seq": 1e999}', '{"bogus": "a"}', "{\"a\":" * 300 + "1" + "}" * 300,
)  # fmt: skip
TOLD = {
    "move": (
        "id", "parent", "date", "sponsors", "verb", "manner", "kind", "addressees", "text",
        "condition", "until", "quote", "speaker", "source", "note", "corrects", "recorded_at",
        "recorded_by", "source_text",
    ),
    "talk": ("ref", "given", "first_date"),
    "party": ("code",),
    "negotiation": ("name",),
    "demand": ("key", "given", "opening", "first_title", "first_issue", "title", "kind"),
    "registry_change": (
        "subject", "ref", "field", "old", "new", "changed_at", "changed_by", "by_union",
    ),
}  # fmt: skip
COUNTED = {
    "move": ("generation", "rank", "ad_referendum", "private", "by_key", "pinned"),
    "registry_change": ("row",),
}
FREE = """
do $$
declare each text;
begin
  for each in
    select format('alter table %s drop constraint %I', conrelid::regclass, conname)
    from pg_constraint
    where connamespace = 'tracker'::regnamespace and contype in ('c', 'f')
    union all
    select format('alter table %s alter column %I drop not null', attrelid::regclass, attname)
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    where relnamespace = 'tracker'::regnamespace and relkind in ('r', 'p') and attnum > 0
  loop
    begin
      execute each;
    exception when others then null;  -- of a primary key, or gone with that of its table
    end;
  end loop;
end
$$
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a hub whose keeper lets anything be written."""
    server = engines.server()
    address = server.address(server.database(engines.EMPTY))
    alice = member(tmp_path_factory.mktemp("nonsense"), "alice", address)
    begin(alice)
    alice("demand 'a ban' --by RU --to NATO,US --title Ban --issue Arms/bans")
    alice("demand 'a vault' --by RU --to NATO --private --issue Arms")
    alice("reject RU-1 never --by NATO --quote no --source-file", str(alice.write("s.txt", "no")))
    alice("counter RU-1 'a pause' --by US")
    alice("issue rename Arms Weapons")
    alice("talk edit T1 --title Round")
    alice("party edit RU --name Russia")
    file = alice.write("in.csv", "talk,party,move,demand,by", "T2,US,reject,RU-9,RU")
    alice(f"import {file} --yes")
    alice("sync")
    server.does(FREE, address.rpartition("/")[2])
    return address


@pytest.fixture
def bob(tmp_path: Path, hub: str) -> Session:
    """Who syncs with it, and has nothing yet."""
    return member(tmp_path, "bob", hub, ahead=60)


def told(hub: str, table: str, column: str, value: object, where: str) -> Iterator[None]:
    """Let the hub tell a value in some rows, and put back what stood there."""
    key = "nr" if table in ("move", "registry_change") else "id"
    with psycopg.connect(hub, autocommit=True) as keeper:
        keeper.execute("set session_replication_role = replica; set search_path = tracker")
        rows: list[tuple[Any, ...]] = keeper.execute(
            f"select {key}, {column} from {table} where {where}".encode()
        ).fetchall()
        assert rows
        change = f"update {table} set {column} = %s where {key} = %s".encode()
        try:
            for number, _ in rows:
                keeper.execute(change, (value, number))
            yield
        finally:
            for number, before in rows:
                keeper.execute(change, (before, number))


def looked_at(bob: Session) -> None:
    """See that a sync ends with no traceback, and takes nothing in that it refuses."""
    before = bob.kept()
    said = bob("sync --dry-run", fails=None)
    assert said.code in (0, 7), (said.code, said.err[-600:])
    assert "Traceback" not in said.err
    if said.code == 7:
        assert "Nothing was taken over" in said.err
    assert bob.kept() == before


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, cs in TOLD.items() for c in cs])
def test_a_text_that_no_tracker_writes_is_refused(
    bob: Session, hub: str, table: str, column: str
) -> None:
    key = "nr" if table in ("move", "registry_change") else "id"
    for value in TEXTS:
        where = f"{key} = (select max({key}) from {table})"
        if table == "negotiation" or column == "first_date":
            where = f"{key} = (select min({key}) from {table})"
        try:
            for _ in told(hub, table, column, value, where):
                looked_at(bob)
        except psycopg.errors.NotNullViolation:
            assert value is None


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, cs in COUNTED.items() for c in cs])
def test_a_number_that_no_tracker_writes_is_refused(
    bob: Session, hub: str, table: str, column: str
) -> None:
    for value in NUMBERS:
        for _ in told(hub, table, column, value, f"nr = (select max(nr) from {table})"):
            looked_at(bob)


@pytest.mark.parametrize("subject", ["negotiation", "party", "talk", "issue"])
@pytest.mark.parametrize("column", [pytest.param("old", marks=pytest.mark.torture), "new"])
def test_a_change_that_no_tracker_keeps_is_refused(
    bob: Session, hub: str, subject: str, column: str
) -> None:
    where = f"nr = (select min(nr) from registry_change where subject = '{subject}')"
    for value in HELD:
        for _ in told(hub, "registry_change", column, value, where):
            looked_at(bob)


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "bogus"), ("manner", "bogus"), ("kind", "bogus"), ("date", "not a date")],
)
def test_a_move_that_cannot_be_is_named(bob: Session, hub: str, column: str, value: str) -> None:
    ((move, private),) = engines.server().does(
        "select id, private from tracker.move where nr = 1", hub.rpartition("/")[2]
    )
    for _ in told(hub, "move", column, value, "nr = 1"):
        for line in ("sync", "hub status"):
            said = bob(line, fails=7).err
            assert f"the move {move[:8]}: {column}" in said
            assert (value in said) is not private
    assert bob("negotiation list --format csv").count("\n") <= 1


def test_a_value_of_a_private_move_is_not_named(bob: Session, hub: str) -> None:
    for _ in told(hub, "move", "verb", "zimtstern", "private = 1"):
        said = bob("sync", fails=7)
        assert "zimt" not in said + said.err


def test_a_change_that_cannot_be_is_named(bob: Session, hub: str) -> None:
    for value in ("{no", "[1,2]", DEEP):
        for _ in told(hub, "registry_change", "new", value, "subject = 'party' and ref = 'RU'"):
            said = bob("sync", fails=7).err
            assert "(party RU): new" in said, said


def test_a_bundle_that_tells_nonsense_is_refused_by_line(bob: Session, hub: str) -> None:
    line = {"change": "party", "code": "RU", "field": "added", "new": {"name": "Russia"},
            "at": "", "by": ""}  # fmt: skip
    for depth in (10, 500, 900, 950, 970, 980, 985, 990, 995, 100_000):
        text = json.dumps(line).replace('"Russia"', "[" * depth + "]" * depth)
        head = '{"bundle":1,"private":"included"}'
        file = bob.write("nonsense.jsonl", head, text, '{"end":3,"sha256":"0"}')
        said = bob(f"bundle apply --yes {file}", fails=7).err
        assert "Traceback" not in said
