"""`export parquet`: the ledger as tables for DuckDB and its like."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from asked import asked
from builders import Session
from pyarrow import parquet
from walked import WORD, tell_secrets

from tracker.commands.parquet_export import MOVES, partition_of
from tracker.render.parquet import ParquetWriter


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one of the tables, as DuckDB reads them."""
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select * from read_parquet('{folder}/{name}/*/*.parquet', hive_partitioning = true,"
            " hive_types = {'negotiation': varchar}) order by all"
        )
        names = [each[0] for each in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_query_of_the_docs_finds_the_positions_of_the_worked_example(
    story: Session, checkout: Path
) -> None:
    story(f"export parquet {story.folder / 'talks'}")
    page = checkout / "docs" / "scale.md"
    moments = {row["talk"]: row["moment"] for row in table(story.folder / "talks", "talks")}
    for talk, moment in {**moments, "": None}.items():
        found = asked(page, story.folder / "talks", moment)
        ours = story.rows(f"positions --all {f'--as-of {talk}' if talk else ''}")
        assert len(ours) == len(found)
        for row in ours:
            there = found[row["negotiation"], row["demand"], row["to"]]
            for column in ("status", "stale", "talk", "quote"):
                assert (there[column] or "") == row[column], (talk, row["demand"], column)


def test_the_moves_are_those_of_the_csv(story: Session) -> None:
    story(f"export parquet {story.folder / 'talks'}")
    moves = sorted(table(story.folder / "talks", "moves"), key=lambda row: row["nr"])
    ours = story.rows("export moves")
    assert [{name: row[name] or "" for name in ours[0]} for row in moves] == ours


def test_each_negotiation_has_a_folder_of_its_own(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    run("negotiation add '50% / 2024=?'")
    run("negotiation add 2024")
    run("talk add First --date 2024-01-01")
    run("demand 'a pause' --by RU")
    run("export parquet", str(run.folder / "talks"))
    moves = table(run.folder / "talks", "moves")
    assert {row["negotiation"] for row in moves} == {"Security talks", "2024"}
    assert len(list((run.folder / "talks" / "moves").iterdir())) == 3
    run("export parquet -n 'Security talks'", str(run.folder / "one"))
    assert len(list((run.folder / "one" / "moves").iterdir())) == 1
    assert table(run.folder / "talks", "put_to")[0]["party"] == ""


def test_the_name_of_a_folder_is_read_back_as_that_of_the_negotiation(run: Session) -> None:
    run("negotiation add '50% / 2024=?'")
    run("export parquet", str(run.folder / "talks"))
    names = {row["negotiation"] for row in table(run.folder / "talks", "parties")}
    assert names == {"Security talks", "50% / 2024=?"}
    assert partition_of("Лодзь") == "negotiation=Лодзь"


def test_private_moves_are_left_out_and_so_are_the_labels_that_they_gave(run: Session) -> None:
    tell_secrets(run)
    closed, opened = run.folder / "closed", run.folder / "opened"
    run(f"export parquet {closed}")
    run(f"export parquet {opened} --include-private")
    tables = ("moves", "demands", "put_to", "talks", "parties")
    assert WORD not in str([table(closed, each) for each in tables])
    assert not [file for file in closed.rglob("*.parquet") if WORD.encode() in file.read_bytes()]
    assert f"{WORD}key" in str(table(opened, "demands"))
    for folder, said in ((closed, b"left out"), (opened, b"included")):
        for file in folder.rglob("*.parquet"):
            assert parquet.read_schema(file).metadata[b"tracker.private"] == said
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_past_state_of_knowledge_is_written_and_said(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    known = run.clock
    run("reject RU-1 --by NATO")
    said = run(f"export parquet {run.folder / 'then'} --known-at {known}Z")
    assert "As it was known" in said.err
    assert [row["move"] for row in table(run.folder / "then", "moves")] == ["demand"]
    (file,) = (run.folder / "then" / "moves").rglob("*.parquet")
    assert b"tracker.known_at" in parquet.read_schema(file).metadata


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("export parquet", 2, "Say which folder"),
        ("export parquet {full}", 2, "not empty"),
        ("export parquet {file}", 2, "not empty"),
        ("export parquet {file}/below", 2, "cannot be made"),
        ("export parquet {new} T2", 2, "no other options"),
        ("export parquet {new} --format csv", 2, "no other options"),
        ("export parquet {new} --columns demand", 2, "no other options"),
        ("export parquet {new} -n nothing", 3, "nothing"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(
    run: Session, line: str, code: int, said: str
) -> None:
    (run.folder / "full").mkdir()
    places = {name: run.folder / name for name in ("full", "file", "new")}
    places["file"].write_text("theirs")
    (places["full"] / "theirs").write_text("theirs")
    before = sorted(run.folder.rglob("*"))
    failed = run(line.format(**places), fails=code).err
    assert said in failed
    assert failed.count("\n") == 1
    assert sorted(run.folder.rglob("*")) == before


def test_a_name_too_long_for_a_folder_is_refused(run: Session) -> None:
    run("negotiation add", "x" * 300)
    assert "too long" in run("export parquet", str(run.folder / "talks"), fails=2).err
    assert not (run.folder / "talks").exists()


def test_without_pyarrow_it_says_how_to_install_it(
    run: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = run(f"export parquet {run.folder / 'talks'}", fails=2).err
    assert "pip install 'negotiation-tracker[parquet]'" in said
    assert not (run.folder / "talks").exists()


def test_rows_are_written_in_groups_as_they_come(tmp_path: Path) -> None:
    """What is in memory is one group and not the ledger."""
    waiting: list[int] = []

    def rows() -> Iterator[tuple[int, str]]:
        for number in range(10):
            waiting.append(file.stat().st_size)
            yield (number, "x" * 1000)

    file = tmp_path / "moves.parquet"
    ParquetWriter().write(file, {"nr": int, "text": str}, rows(), {}, group=3)
    written = parquet.ParquetFile(file)
    assert written.num_row_groups == 4
    assert written.metadata.num_rows == 10
    assert len(set(waiting)) > 1


def test_an_empty_negotiation_has_tables_of_all_columns(session: Session) -> None:
    session(f"export parquet {session.folder / 'talks'}")
    (file,) = (session.folder / "talks" / "moves").rglob("*.parquet")
    assert parquet.read_schema(file).names == list(MOVES)
