"""Whatever somebody asks of a server by SQL of their own: no more than their role may is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import engines
import psycopg
import pytest
import servers
from builders import Session
from hubs import begin, live, older

pytestmark = pytest.mark.skipif(bool(servers.why_not()), reason=servers.why_not())

WORD = "zimtstern"
LOGINS = {"a_looker": "tracker_reader", "a_writer": "tracker_recorder"}
RELATIONS = """
select relname::text from pg_class
where relnamespace = 'tracker'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
order by relname
"""
FUNCTIONS = """
select proname::text, coalesce(array_agg(format_type(type, null) order by place)
  filter (where type is not null), '{}')
from pg_proc
left join unnest(proargtypes) with ordinality as of (type, place) on true
where pronamespace = 'tracker'::regnamespace and prorettype <> 'trigger'::regtype
group by pg_proc.oid, proname
"""


@pytest.fixture(scope="module")
def _logins() -> None:
    for login, role in LOGINS.items():
        engines.server().does(f"create role {login} login in role {role}")


def the_id(session: Session, said: str) -> str:
    """The id of the move with these words after the word."""
    rows = session.rows("export moves --include-private")
    return next(row["id"] for row in rows if row["text"] == f"{WORD} {said}")


def fill(folder: Path, database: str) -> None:
    """Record something public, and beside it what is private or archived, each with the word."""
    session = live(folder, database, "a_writer")
    begin(session)
    session("demand 'a ban' --by RU --to NATO")
    session("reject RU-1 'no' --by NATO")
    (answer,) = (row["id"] for row in session.rows("log --party NATO"))
    session(f"correct {answer} '{WORD} corrected' --private")
    for line in (
        f"demand '{WORD} text' --title '{WORD} title' --issue '{WORD} issue' --by RU --to NATO",
        f"reject RU-2 '{WORD} answer' --by NATO --quote '{WORD} quote' --speaker '{WORD} speaker'",
        f"reject RU-1 '{WORD} answer' --by US --note '{WORD} note'",
    ):
        session(f"{line} --private")
    session(f"note RU-1 '{WORD} aside' --by US --private")
    session(f"strike {the_id(session, 'aside')} --reason '{WORD} reason'")
    session(f"demand '{WORD} first' --title 'a title' --issue Open --by RU --private")
    session(f"correct {the_id(session, 'first')} '{WORD} mended' --title '{WORD} title'")
    session(f"correct {the_id(session, 'mended')} 'now open' --title 'in public' --public")
    session(f"init '{WORD} negotiation'")
    for line in (
        f"talk add '{WORD} talk' --date 2022-04-01 --place '{WORD} place'",
        f"talk add '{WORD} gone' --date 2022-04-02",
        f"demand '{WORD} text' --title '{WORD} title' --issue '{WORD} issue' --by RU --to NATO",
        f"revise RU-1 '{WORD} again'",
        f"reject RU-1 '{WORD} answer' --by NATO --quote '{WORD} quote'",
        f"issue rename '{WORD} issue' '{WORD} issue again'",
        f"demand '{WORD} struck' --by RU --to NATO",
        f"negotiation edit '{WORD} negotiation' --title '{WORD} other title'",
        f"negotiation archive '{WORD} other title'",
    ):
        session(line)
        if "struck" in line:
            session(f"strike {the_id(session, 'struck')} --reason '{WORD} reason'")
    engines.server().does("analyze", database)


@pytest.fixture(scope="module", params=["new", "older"])
def secret(request: Any, tmp_path_factory: pytest.TempPathFactory, _logins: None) -> str:
    """A ledger with secrets: of a hub that is new, or that an older program made first."""
    server = engines.server()
    folder = tmp_path_factory.mktemp("secret")
    if request.param == "new":
        database = server.database(engines.EMPTY)
        fill(folder, database)
        return database
    database = older(server)
    fill(folder, database)
    keeper = live(folder, database, servers.ADMIN)
    keeper(f"hub init {keeper.env['TRACKER_DB']}")
    return database


@pytest.fixture
def looker(secret: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(
        engines.server().address(secret, "a_looker"), autocommit=True
    ) as connection:
        yield connection


def every_text(connection: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    """What is read of everything in the schema, with the name of it."""
    for (name,) in connection.execute(RELATIONS).fetchall():
        try:
            yield name, str(connection.execute(f"select * from tracker.{name}".encode()).fetchall())
        except psycopg.errors.InsufficientPrivilege:
            yield name, ""
    for name in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
        rows = connection.execute(f"select * from {name} where schemaname = 'tracker'".encode())
        yield name, str(rows.fetchall())


def test_a_reader_finds_no_secret_in_any_table_view_partition_or_statistic(
    looker: psycopg.Connection[Any], secret: str
) -> None:
    found = dict(every_text(looker))
    assert {name for name, text in found.items() if WORD in text} == set()
    assert "a ban" in found["move"]
    assert {"move_0", "mended", "gone_in_public", "command"} <= found.keys()
    with psycopg.connect(engines.server().address(secret)) as owner:
        assert WORD in dict(every_text(owner))["pg_stats"]


def test_no_function_tells_a_reader_a_secret(looker: psycopg.Connection[Any]) -> None:
    called = set()
    for name, types in looker.execute(FUNCTIONS).fetchall():
        for number in range(30):
            given = [{"bigint": number, "text": "[1]"}[each] for each in types]
            call = f"select tracker.{name}({', '.join(['%s'] * len(given))})"
            try:
                told = looker.execute(call.encode(), given).fetchall()
            except psycopg.errors.InsufficientPrivilege:
                continue
            assert WORD not in str(told)
            called.add(name)
    assert {"is_public", "is_shown", "is_told"} <= called
    assert not {"take_stock", "same_key"} & called


def test_numbers_of_what_is_private_are_not_told(
    looker: psycopg.Connection[Any], secret: str
) -> None:
    hidden = {nr for (nr,) in engines.server().does(
        "select nr from tracker.move join tracker.negotiation on negotiation.id = negotiation"
        " where private = 1 or archived = 1", secret,
    )}  # fmt: skip
    for name in ("mended", "gone_in_public", "set_aside", "move_words"):
        first = "nr" if name == "move_words" else "move"
        shown = looker.execute(f"select {first} from tracker.{name}".encode()).fetchall()
        assert not hidden & {nr for (nr,) in shown}


def test_no_partition_is_read_by_its_name(looker: psycopg.Connection[Any], secret: str) -> None:
    for login in LOGINS:
        with (
            psycopg.connect(engines.server().address(secret, login)) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("select nr from tracker.move_0")


def test_a_table_of_the_caller_s_own_stands_before_no_other(
    looker: psycopg.Connection[Any],
) -> None:
    for sql in (
        "create temp table negotiation (id bigint, archived bigint)",
        "insert into pg_temp.negotiation select id, 0 from generate_series(1, 50) as id",
        "create temp table demand (id bigint, negotiation bigint)",
        "insert into pg_temp.demand select id, 1 from generate_series(1, 50) as id",
        "create temp table talk as select * from pg_temp.demand",
        "create temp table move (nr bigint, demand bigint, verb text, private bigint,"
        " negotiation bigint)",
        "insert into pg_temp.move select n, n, 'demand', 0, 1 from generate_series(1, 50) as n",
        "grant select on all tables in schema pg_temp to public",
    ):
        looker.execute(sql.encode())
    assert {name for name, text in every_text(looker) if WORD in text} == set()


def test_a_function_of_the_caller_s_own_stands_before_no_other(secret: str) -> None:
    server = engines.server()
    server.does("create schema if not exists theirs; grant all on schema theirs to public", secret)
    with psycopg.connect(server.address(secret, "a_looker"), autocommit=True) as looker:
        for sql in (
            "create or replace function theirs.pg_has_role(name, text, text) returns boolean"
            " language sql as 'select true'",
            "create or replace function theirs.pg_has_role(name, unknown, unknown)"
            " returns boolean language sql as 'select true'",
            "set search_path = theirs, pg_catalog, tracker",
        ):
            try:
                looker.execute(sql.encode())
            except psycopg.errors.InvalidFunctionDefinition:
                continue  # none takes what is of no type
        assert {name for name, text in every_text(looker) if WORD in text} == set()


def test_an_operator_of_the_caller_s_own_lets_no_move_be_changed(secret: str) -> None:
    server = engines.server()
    server.does("create schema if not exists theirs; grant all on schema theirs to public", secret)
    with psycopg.connect(server.address(secret, "a_writer")) as writer:
        for sql in (
            "create function theirs.never(bigint, bigint) returns boolean"
            " language sql as 'select false'",
            "create operator theirs.<> (leftarg = bigint, rightarg = bigint,"
            " function = theirs.never)",
            "set search_path = theirs, pg_catalog, tracker",
        ):
            writer.execute(sql.encode())
        with pytest.raises(psycopg.Error, match="append-only"):
            writer.execute(
                "update tracker.move set demand = (select max(id) from tracker.demand) where nr = 1"
            )


@pytest.mark.parametrize("table", ["move", "move_0", "registry_change", "command", "set_aside"])
def test_nobody_empties_a_table_the_owner_included(secret: str, table: str) -> None:
    with (
        psycopg.connect(engines.server().address(secret)) as owner,
        pytest.raises(psycopg.Error, match="append-only"),
    ):
        owner.execute(f"truncate tracker.{table} cascade".encode())
