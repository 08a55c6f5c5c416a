"""The schema as the migrations make it, its sum for reading, its settings, and damage to it."""

import io
import random
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import START, Session
from story import loaded
from tally import share, tried

from tracker.cli import run
from tracker.context import World
from tracker.errors import DatabaseUnusable
from tracker.store import opening, schema, sqlfiles
from tracker.store.store import open_for_reading, open_for_writing

HEADER = """\
-- The schema as the migrations and views make it, for reading; the program does not use this file.
-- Written by: pytest tests/store/test_schema.py --update-golden
"""
MADE = """
select type, name, sql
from sqlite_schema
where sql is not null and substr(tbl_name, 1, 1) <> '_' and substr(name, 1, 7) <> 'sqlite_'
  and tbl_name not in (select name from pragma_table_list where type = 'shadow')
order by rowid
"""
"""Kind, name and text of everything that is not a library's own."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database as the program makes it."""
    path = tmp_path / "talks.db"
    open_for_writing(path, create=True).close()
    return path


def made(database: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(database)) as client:
        return client.execute(MADE).fetchall()


def written(database: Path) -> str:
    """The sum of the schema, each statement below what its migration says of it."""
    sources = "\n".join(text for _, text in (*sqlfiles.migrations(), *sqlfiles.views()))
    parts = [remark(sources, kind, name) + lowered(sql) for kind, name, sql in made(database)]
    return "\n".join([HEADER, *(f"{part};\n" for part in parts)])


def lowered(sql: str) -> str:
    """A statement with its first words as we write them; SQLite keeps the rest as it was."""
    return re.sub(r"^CREATE( UNIQUE| VIRTUAL)? [A-Z]+", lambda start: start[0].lower(), sql)


def remark(sources: str, kind: str, name: str) -> str:
    """The comment above the statement that last made this table, index, trigger or view."""
    words = rf"create (?:unique |virtual )?{kind} (?:if not exists )?\"?{name}\b"
    found = re.findall(rf"((?:^--.*\n)*)^{words}", sources, re.MULTILINE)
    return found[-1] if found else ""


def test_the_sum_for_reading_is_what_the_migrations_make(
    database: Path, pytestconfig: pytest.Config
) -> None:
    file = sqlfiles.root() / "schema.sql"
    if pytestconfig.getoption("--update-golden"):
        file.write_text(written(database), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written(database), "see: pytest --update-golden"


def test_the_sum_for_reading_makes_the_same_schema(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as client:
        client.executescript((sqlfiles.root() / "schema.sql").read_text(encoding="utf-8"))
    assert sorted(made(other)) == sorted(made(database))


def test_the_newest_schema_is_that_of_the_last_migration() -> None:
    numbers = [int(name.partition("_")[0]) for name, _ in sqlfiles.migrations()]
    assert numbers == list(range(1, schema.NEWEST + 1))


def test_a_database_says_whose_it_is_and_how_new(database: Path) -> None:
    with closing(sqlite3.connect(database)) as client:
        assert client.execute("pragma application_id").fetchone() == (opening.APPLICATION_ID,)
        assert client.execute("pragma user_version").fetchone() == (schema.NEWEST,)
        migrations = client.execute("select name from _sqlite_migrations order by id").fetchall()
    assert [row[0] for row in migrations] == [name for name, _ in sqlfiles.migrations()]


def test_every_table_is_strict(database: Path) -> None:
    with closing(sqlite3.connect(database)) as client:
        kinds = client.execute("select name, strict, type from pragma_table_list").fetchall()
    strict = {name: strict for name, strict, kind in kinds if kind == "table"}
    tables = [name for kind, name, _ in made(database) if kind == "table" and name in strict]
    assert [name for name in tables if not strict[name]] == []
    assert "move" in tables


def test_the_schema_is_brought_up_to_date_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "talks.db"
    broken = (*sqlfiles.migrations(), ("0002_broken", "create table half (x); create nonsense;"))
    monkeypatch.setattr(sqlfiles, "migrations", lambda: broken)
    with pytest.raises(DatabaseUnusable, match="syntax error"):
        open_for_writing(database, create=True)
    assert made(database) == []
    monkeypatch.undo()
    open_for_writing(database, create=True).close()
    assert "move" in [name for _, name, _ in made(database)]


def test_an_older_database_is_brought_up_to_date_by_a_read(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_for_writing(database, create=False)) as store, store.writing():
        store.write("party_insert", {"code": "RU", "name": "Russia"})
    newer = f"{schema.NEWEST + 1:04}_rank", "alter table party add column rank integer;"
    every = (*sqlfiles.migrations(), newer)
    monkeypatch.setattr(sqlfiles, "migrations", lambda: every)
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)
    with closing(open_for_reading(database)) as store:
        found = store.connection.execute("select code, rank from party").fetchall()
    assert found == [("RU", None)]


def test_a_connection_for_reading_cannot_write(database: Path) -> None:
    with closing(open_for_reading(database)) as store:
        for statement in ("delete from setting", "create table x (y)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                store.connection.execute(statement)


@pytest.mark.parametrize("writing", [True, False])
def test_every_connection_is_guarded(database: Path, *, writing: bool) -> None:
    opened = open_for_writing(database, create=False) if writing else None
    with closing(opened or open_for_reading(database)) as store:
        settings = {
            "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "secure_delete": 1,
            "temp_store": 2, "recursive_triggers": 1, "query_only": int(not writing),
        }  # fmt: skip
        if writing:
            settings |= {"journal_mode": "truncate", "synchronous": 2}
        for name, value in settings.items():
            assert store.connection.execute(f"pragma {name}").fetchone() == (value,), name


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the worked example."""
    return loaded(tmp_path_factory.mktemp("example")).read_bytes()


def test_damage_that_is_met_past_the_first_row_gives_one_sentence(
    example: bytes, tmp_path: Path
) -> None:
    session = Session(tmp_path)
    session.db.write_bytes(example)
    with closing(sqlite3.connect(session.db)) as client, client:
        client.execute("update party set name = cast(x'ff41' as text) where code = 'US'")
    output = session("party list", fails=6)
    assert output.err.startswith(f"tracker: The database {session.db} ")


def test_a_damaged_definition_is_told_on_one_line(example: bytes, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.db.write_bytes(example)
    with closing(sqlite3.connect(session.db)) as client, client:
        client.execute("pragma writable_schema = on")
        client.execute(
            "update sqlite_schema set sql = sql || ' \"' || char(10) || sql where type = 'view'"
        )
    output = session("log", fails=6)
    assert "is damaged (malformed database schema" in output.err
    assert output.err.count("\n") == 1
    assert len(output.err) < 300 + len(str(session.db))


@pytest.mark.parametrize("line", ["log", "import in.csv --yes", "reject RU-1 --by US"])
def test_text_that_is_no_text_gives_one_sentence(
    example: bytes, tmp_path: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(tmp_path)
    monkeypatch.chdir(tmp_path)
    session.write("in.csv", "talk,party,move,demand", "T3,US,reject,RU-2")
    session.db.write_bytes(example)
    with closing(sqlite3.connect(session.db)) as client, client:
        client.execute("update talk set place = cast(x'ff41' as text) where ref = 'T3'")
    output = session(line, fails=6)
    assert output.err == (
        f"tracker: The database {session.db} is damaged (there is text in it that is not UTF-8); "
        "restore it from a backup.\n"
    )


def test_a_word_damaged_in_a_table_or_an_index_alone_gives_an_answer_or_one_sentence(
    example: bytes, tmp_path: Path
) -> None:
    session, codes = Session(tmp_path), set()
    for found in re.finditer(b"rejected|deferred", example):
        session.db.write_bytes(example[: found.end() - 1] + b"D" + example[found.end() :])
        code, said = told(session, "diff T2 T3")
        assert (code, said.count("\n")) in ((0, 0), (6, 1))
        codes.add(code)
    assert codes == {0, 6}


def test_a_damaged_date_gives_one_sentence(example: bytes, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.db.write_bytes(example)
    session("reject RU-1 --by US --on 2022-01-13")
    session.db.write_bytes(session.db.read_bytes().replace(b"2022-01-13", b"2022-01x13"))
    output = session("log", fails=6)
    assert "is damaged (a move is dated “2022-01x13”)" in output.err


@pytest.mark.parametrize("line", ["undo --redo --yes", "talk list --known-at {}"])
@pytest.mark.parametrize(
    ("sound", "unsound"),
    [(b'{"title": "Extra"', b'x"title": "Extra"'), (b"2022-03-01", b"2022-03x01")],
)
def test_a_damaged_history_of_the_registry_gives_one_sentence(
    example: bytes, tmp_path: Path, line: str, sound: bytes, unsound: bytes
) -> None:
    session = Session(tmp_path)
    session.db.write_bytes(example)
    session("talk add Extra --date 2022-03-01")
    added = session.clock
    session("undo --yes")
    session.db.write_bytes(session.db.read_bytes().replace(sound, unsound))
    output = session(line.format(added), fails=6)
    assert "(what is kept of a change of talk Russia–NATO security talks/T6 cannot be" in output.err
    assert output.err.count("\n") == 1


LINES = ("positions", "export moves", "diff T2 T3", "log", "reject RU-1 --by US", "show RU-1",
         "status", "export minutes", "talk list", "party show US", "issue list",
         "demand more --by RU --to US", "talk edit T3 --date 2022-01-13",
         "issue rename Ukraine Else", "party add XX YY", "undo --yes", "undo --list",
         "show RU-1 --history", "positions --known-at 2026-01-15T12:00:03")  # fmt: skip


@pytest.mark.parametrize("times", [60, pytest.param(share(4000), marks=pytest.mark.torture)])
def test_damage_anywhere_gives_an_answer_or_one_sentence(
    example: bytes, tmp_path: Path, times: int
) -> None:
    session, chance = Session(tmp_path), random.Random(times)
    for _ in range(times):
        session.db.write_bytes(damaged(example, chance))
        code, said = told(session, chance.choice(LINES))
        tried("an answer" if code == 0 else "told of")
        assert code in (0, 3, 4, 6)
        assert code == 0 or (said.startswith("tracker: ") and said.count("\n") == 1)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A copy with some bytes overwritten, but not those that say what file it is."""
    copy = bytearray(content)
    for _ in range(chance.choice((1, 4, 64))):
        copy[chance.randrange(100, len(copy))] = chance.randrange(256)
    at = chance.randrange(100, len(copy))
    return bytes(copy if chance.random() < 0.8 else copy[:at])


def told(session: Session, line: str) -> tuple[int, str]:
    """The exit code of a command, whatever it is, and what it said on stderr."""
    out, err = io.StringIO(), io.StringIO()
    world = World(session.env, io.StringIO(), out, err, lambda: START)
    return run(shlex.split(line), world), err.getvalue()
