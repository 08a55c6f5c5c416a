"""What has been recorded stays as it is, whatever another SQLite client tries."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import with_talks

APPEND_ONLY = "append-only"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A client with SQLite's own settings, at a ledger of four moves and one edit."""
    session = with_talks(tmp_path)
    session("demand 'no expansion' --by RU --to NATO,US")
    session("reject RU-1 no --by NATO --quote 'out of the question'")
    session("defer RU-1 later --by US --until 2022-02-01")
    session("revise RU-1 'no expansion to the east'")
    session("party edit RU --name Russia")
    connection = sqlite3.connect(session.db)
    yield connection
    connection.close()


def table(client: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    return client.execute(f"select * from {name} order by nr").fetchall()


def columns(client: sqlite3.Connection, name: str) -> list[str]:
    return [row[1] for row in client.execute(f"pragma table_info({name})")]


def refused(client: sqlite3.Connection, statement: str, parameters: tuple[object, ...] = ()) -> str:
    """What SQLite says to a statement that it does not carry out."""
    before = table(client, "move"), table(client, "registry_change")
    with pytest.raises(sqlite3.IntegrityError) as failure, client:
        client.execute(statement, parameters)
    assert (table(client, "move"), table(client, "registry_change")) == before
    return str(failure.value)


def test_no_column_of_a_move_can_be_changed_but_its_place_in_time(
    client: sqlite3.Connection,
) -> None:
    every = columns(client, "move")
    for column in set(every) - {"moment"}:
        said = refused(client, f"update move set {column} = {column} where nr = 2")
        assert APPEND_ONLY in said, column
    assert "moment" in every


def test_a_move_told_by_its_key_goes_to_another_demand_of_that_key_alone(
    client: sqlite3.Connection,
) -> None:
    with client:
        client.execute(
            "insert into demand (id, negotiation, key, given, title, kind)"
            " values (7, 1, 'RU-1.b1c2', 'RU-1', 'the other RU-1', 'demand'),"
            " (8, 1, 'RU-8', null, 'another', 'demand')"
        )
        client.execute(
            "insert into move (id, negotiation, talk, party, verb, demand, recorded_at,"
            " recorded_by, generation, moment, rank, answer, by_key)"
            " select printf('%032x', 5), negotiation, talk, party, verb, demand, recorded_at,"
            " recorded_by, generation, moment, rank, answer, 1 from move where nr = 2"
        )
    assert APPEND_ONLY in refused(client, "update move set demand = 8 where nr = 5")
    assert APPEND_ONLY in refused(client, "update move set demand = 7 where nr = 2")
    with client:
        client.execute("update move set demand = 7 where nr = 5")
    assert client.execute("select demand from move where nr = 5").fetchone() == (7,)


def test_the_place_in_time_follows_a_mended_date(client: sqlite3.Connection) -> None:
    with client:
        client.execute("update move set moment = 20220101000001 where nr = 2")
    assert client.execute("select moment from move where nr = 2").fetchall() == [(20220101000001,)]


@pytest.mark.parametrize("alias", ["rowid", "oid", "_rowid_"])
def test_the_number_cannot_be_changed_by_another_name(
    client: sqlite3.Connection, alias: str
) -> None:
    refused(client, f"update move set {alias} = 99 where nr = 2")


def test_no_update_slips_in_beside_the_place_in_time(client: sqlite3.Connection) -> None:
    said = refused(client, "update move set moment = moment, text = 'never said' where nr = 2")
    assert APPEND_ONLY in said


def test_a_move_cannot_be_deleted(client: sqlite3.Connection) -> None:
    assert APPEND_ONLY in refused(client, "delete from move where nr = 4")
    assert APPEND_ONLY in refused(client, "delete from move")


@pytest.mark.parametrize("same", ["nr", "id"])
@pytest.mark.parametrize("verb", ["insert or replace", "replace", "insert or ignore", "insert"])
def test_a_move_cannot_be_replaced(client: sqlite3.Connection, verb: str, same: str) -> None:
    values = dict(zip(columns(client, "move"), table(client, "move")[1], strict=True))
    values |= {"text": "never said", "nr": 99, "id": "0" * 32, same: values[same]}
    marks = ", ".join("?" * len(values))
    said = refused(
        client, f"{verb} into move ({', '.join(values)}) values ({marks})", tuple(values.values())
    )
    assert "already recorded" in said


def test_an_upsert_does_not_change_a_move(client: sqlite3.Connection) -> None:
    names = ", ".join(columns(client, "move"))
    said = refused(
        client,
        f"insert into move ({names}) select {names} from move where nr = 2"
        " on conflict (nr) do update set text = 'never said'",
    )
    assert "already recorded" in said


@pytest.mark.parametrize(
    "statement",
    [
        "update registry_change set old = 'never so'",
        "delete from registry_change",
        "replace into registry_change select nr, subject, ref, field, 'never so', new,"
        " changed_at, changed_by, row, by_union from registry_change",
        pytest.param(
            "insert or replace into registry_change (nr, subject, ref, field, changed_at,"
            " changed_by) values (1, 'party', 'RU', 'name', '', '')"
        ),
    ],
)
def test_the_history_of_edits_stays_too(client: sqlite3.Connection, statement: str) -> None:
    assert APPEND_ONLY in refused(client, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into set_aside (move) values (2)",
        "delete from set_aside where move = 1",
        "update set_aside set move = 2 where move = 1",
    ],
)
def test_which_moves_stand_is_told_by_the_moves_alone(
    client: sqlite3.Connection, statement: str
) -> None:
    correct(client, 1)
    assert APPEND_ONLY in refused(client, statement)


def correct(client: sqlite3.Connection, nr: int) -> None:
    """Add a strike of move `nr`, as the program would."""
    values = dict(zip(columns(client, "move"), table(client, "move")[nr - 1], strict=True))
    values |= {"nr": 99, "id": "9" * 32, "verb": "strike", "corrects": values["id"], "life": None}
    marks = ", ".join("?" * len(values))
    with client:
        client.execute(
            f"insert into move ({', '.join(values)}) values ({marks})", tuple(values.values())
        )
    assert client.execute("select move from set_aside").fetchall() == [(nr,)]


def test_a_move_must_be_of_a_party_a_demand_and_a_talk_that_are_there(
    client: sqlite3.Connection,
) -> None:
    client.execute("pragma foreign_keys = on")
    names = columns(client, "move")
    for column in ("party", "demand", "talk", "negotiation", "counter"):
        values = dict(zip(names, table(client, "move")[1], strict=True))
        values |= {"nr": 99, "id": "0" * 32, column: 4711}
        marks = ", ".join("?" * len(values))
        said = refused(
            client, f"insert into move ({', '.join(values)}) values ({marks})",
            tuple(values.values()),
        )  # fmt: skip
        assert "FOREIGN KEY" in said, column
