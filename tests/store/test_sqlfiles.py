"""db/ is found in a wheel and in a checkout, and its SQL is put together as written."""

from pathlib import Path

import pytest

from tracker.errors import DatabaseUnusable
from tracker.store import sqlfiles


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An empty db/ folder with a place for queries."""
    (tmp_path / "db" / "queries").mkdir(parents=True)
    return tmp_path / "db"


def write_query(db: Path, name: str, sql: str) -> None:
    (db / "queries" / f"{name}.sql").write_text(sql, encoding="utf-8")


def test_in_a_wheel_db_lies_inside_the_package(tmp_path: Path) -> None:
    packed = tmp_path / "tracker" / "db"
    packed.mkdir(parents=True)
    assert sqlfiles.find_root(tmp_path / "tracker") == packed


def test_in_a_checkout_db_lies_beside_the_package(tmp_path: Path, db: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert sqlfiles.find_root(tmp_path / "tracker") == db


def test_the_packed_folder_wins_over_one_beside(tmp_path: Path, db: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    packed = tmp_path / "tracker" / "db"
    packed.mkdir(parents=True)
    assert sqlfiles.find_root(tmp_path / "tracker") == packed


def test_a_foreign_db_folder_beside_an_installed_package_is_not_taken(
    tmp_path: Path, db: Path
) -> None:
    with pytest.raises(DatabaseUnusable, match=r"SQL files are missing from .*install it again"):
        sqlfiles.find_root(tmp_path / "tracker")


def test_the_running_program_has_its_folder() -> None:
    assert sqlfiles.root().name == "db"
    assert sqlfiles.root().is_dir()


def test_a_query_is_the_text_of_its_file(db: Path) -> None:
    write_query(db, "party_by_code", "-- One row: a party.\nselect 1 where 'ü' = :code\n")
    text = sqlfiles.read_query(db, "party_by_code")
    assert text == "-- One row: a party.\nselect 1 where 'ü' = :code\n"


def test_an_include_line_becomes_the_other_query_without_its_header(db: Path) -> None:
    write_query(db, "live", "-- One row: a demand.\n-- By id.\n\nselect 1\n-- why\n, 2\n")
    write_query(db, "positions", "-- One row: a position.\nwith live as (\n-- include: live\n)\n")
    assert sqlfiles.read_query(db, "positions") == (
        "-- One row: a position.\nwith live as (\nselect 1\n-- why\n, 2\n)\n"
    )


def test_an_included_query_may_include_another(db: Path) -> None:
    write_query(db, "inner", "-- header\nselect 1\n")
    write_query(db, "middle", "-- header\n-- include: inner\n")
    write_query(db, "outer", "select * from (\n-- include: middle\n)")
    assert sqlfiles.read_query(db, "outer") == "select * from (\nselect 1\n)"


@pytest.mark.parametrize("line", ["select 1 -- include: x", "-- include: x y", "--include: x"])
def test_only_a_line_of_its_own_includes(db: Path, line: str) -> None:
    write_query(db, "asked", line)
    assert sqlfiles.read_query(db, "asked") == line


@pytest.mark.parametrize("sql", [None, "-- include: absent"])
def test_a_query_that_is_not_there_is_named(db: Path, sql: str | None) -> None:
    name = "absent" if sql is None else "asked"
    if sql is not None:
        write_query(db, name, sql)
    with pytest.raises(DatabaseUnusable, match=r"absent\.sql is missing"):
        sqlfiles.read_query(db, name)


def test_files_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("0010_later.sql", "0002_index.sql", "0001_ledger.sql", "README.md"):
        (tmp_path / name).write_text(f"-- {name}", encoding="utf-8")
    assert sqlfiles.read_all(tmp_path) == (
        ("0001_ledger", "-- 0001_ledger.sql"),
        ("0002_index", "-- 0002_index.sql"),
        ("0010_later", "-- 0010_later.sql"),
    )


def test_the_first_migration_makes_the_ledger() -> None:
    name, sql = sqlfiles.migrations()[0]
    assert name.startswith("0001_")
    assert "create table move (" in sql


def test_every_view_is_named_after_its_file() -> None:
    for name, sql in sqlfiles.views():
        assert f"create view {name}" in sql


def test_every_query_that_ships_can_be_read() -> None:
    for file in (sqlfiles.root() / "queries").glob("*.sql"):
        text = sqlfiles.query(file.stem)
        assert text.startswith("-- "), f"{file.name} has no header that says what a row means"
        assert "-- include:" not in text


def test_an_example_is_found_by_name() -> None:
    assert (sqlfiles.example("nato-russia-2022") / "moves.csv").is_file()


def test_an_example_that_is_not_there_is_named() -> None:
    with pytest.raises(DatabaseUnusable, match="atlantis is missing"):
        sqlfiles.example("atlantis")
