"""moves.csv goes out and comes back: the same ledger, byte for byte, and nothing twice."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pytest
import story as sessions
from builders import Session
from generated import Plan, made, plans
from hypothesis import HealthCheck, given, settings
from ledgers import Ledger

from tracker.exchange import kinds, moves_in, moves_out
from tracker.exchange.files.opening import Dialect, open_table
from tracker.exchange.files.source import from_stdin
from tracker.exchange.mapping.columns import Columns
from tracker.exchange.mapping.rules import Mapping
from tracker.exchange.rows import Record
from tracker.ledger.case import Case
from tracker.render.records import write_delimited
from tracker.store.sqlfiles import example

EXAMPLE = example("nato-russia-2022")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Session:
    """Another person, with no database yet."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Session(folder)


def exported(session: Session, what: str = "moves", options: str = "") -> Path:
    file = session.folder / f"{what}.csv"
    session(f"export {what} {options} -o {file}")
    return file


def copy_all(session: Session, to: Session, options: str = "") -> None:
    """Take parties, talks and moves from one database to another."""
    for what in ("parties", "talks", "moves"):
        to(f"import {exported(session, what, options if what == 'moves' else '')} --yes")


def test_the_worked_example_goes_out_and_comes_back_byte_for_byte(
    story: Session, elsewhere: Session
) -> None:
    copy_all(story, elsewhere)
    for what in ("moves", "talks", "parties", "positions", "diff"):
        assert exported(elsewhere, what).read_bytes() == exported(story, what).read_bytes(), what


def test_the_file_alone_is_enough_for_the_moves_and_the_positions(
    story: Session, elsewhere: Session
) -> None:
    elsewhere(f"import {exported(story)} --yes")
    assert exported(elsewhere).read_bytes() == exported(story).read_bytes()
    assert elsewhere.rows("positions --as-of T3") == story.rows("positions --as-of T3")


def test_importing_twice_adds_nothing(story: Session) -> None:
    counts = ("move", "registry_change", "party", "talk", "demand", "pair")
    before = [story.sql(f"select count(*) from {each}") for each in counts]
    for name in ("parties", "talks", "moves"):
        said = story(f"import {EXAMPLE / f'{name}.csv'} --yes")
        assert ": 0 added" in said, name
        assert "on record already" in said
        said = story(f"import {exported(story, name)} --yes")
        assert ": 0 added" in said, name
    assert story.sql("select count(*) from move") == [(47,)]
    assert [story.sql(f"select count(*) from {each}") for each in counts] == before


def test_what_is_new_in_a_file_is_added_to_what_is_there(
    story: Session, elsewhere: Session
) -> None:
    elsewhere = sessions.copied(story.db, elsewhere.folder)
    story("reject RU-3 --at T5")
    said = elsewhere(f"import {exported(story)} --yes")
    assert "1 added, 47 were on record already" in said
    assert elsewhere.cells()["RU-3", "NATO"] == "rejected"
    assert exported(elsewhere).read_bytes() == exported(story).read_bytes()


def test_corrections_and_strikes_go_out_and_come_back(run: Session, elsewhere: Session) -> None:
    run("demand 'a ban' --by RU --to NATO,US --at T1 --title 'The ban' --issue Ukraine")
    run("reject RU-1 --by NATO --at T2")
    run("accept RU-1 --by US --at T2")
    ids = [row["id"] for row in run.rows("export moves")]
    run(f"correct {ids[1]} --move defer --until 2022-03-01")
    run(f"strike {ids[2]} --reason 'not said'")
    run(f"correct {ids[0]} 'a full ban' --to NATO")
    copy_all(run, elsewhere)
    assert exported(elsewhere).read_bytes() == exported(run).read_bytes()
    assert elsewhere.cells() == run.cells() == {("RU-1", "NATO"): "deferred"}
    assert ": 0 added" in elsewhere(f"import {exported(run)} --yes")


def test_a_changed_file_is_found_out(story: Session, elsewhere: Session) -> None:
    file = exported(story)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Firmly upholds", "Loosely upholds"), encoding="utf-8")
    said = elsewhere(f"import {file} --yes", fails=7)
    assert "does not fit what the move says" in said.err
    assert "changed after it was recorded" in said.err


@pytest.mark.parametrize("code", ["CONFEDERATION", "IG-Metall/Süd"])
def test_codes_of_any_length_come_back_as_they_were(
    run: Session, elsewhere: Session, code: str
) -> None:
    run("party add", code, "A party")
    run("demand", "a ban", "--by", code, "--to", "NATO")
    elsewhere(f"import {exported(run)} --yes")
    assert exported(elsewhere).read_bytes() == exported(run).read_bytes()


@pytest.mark.parametrize(
    ("title", "guarded"),
    [
        ("=1+1", True),
        ("'quoted", True),
        ("-5%", True),
        ("@home", True),
        ("\ttab", True),
        ("  +1", True),
        ("\uff1d1", True),
        ("a\nb", False),
        ("a\r\nb", False),
        ('"q",', False),
        (" x ", False),
    ],
)
def test_texts_that_a_spreadsheet_would_run_come_back_as_they_were(
    run: Session, elsewhere: Session, title: str, guarded: bool
) -> None:
    run("demand 'a ban' --by RU --to NATO", f"--title={title}")
    file = exported(run)
    assert (f"'{title}" in file.read_bytes().decode()) == guarded
    elsewhere(f"import {file} --yes")
    assert elsewhere.rows("export moves") == run.rows("export moves")
    assert elsewhere.rows("positions")[0]["title"] == title
    raw = exported(run, options="--raw")
    assert f"'{title}" not in raw.read_bytes().decode()
    assert ": 0 added" in elsewhere(f"import {raw} --raw --yes")


def test_a_title_that_reads_like_the_key_comes_back(run: Session, elsewhere: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --title RU-1")
    elsewhere(f"import {exported(run)} --yes")
    assert elsewhere.rows("positions")[0]["title"] == "RU-1"


def test_excel_gets_its_mark_and_line_ends_and_gives_them_back(
    story: Session, elsewhere: Session
) -> None:
    file = exported(story, options="--excel")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfnegotiation,")
    assert b"\r\n" in file.read_bytes()
    elsewhere(f"import {file} --yes")
    assert elsewhere.cells() == story.cells()


def test_registry_files_keep_what_is_there_already(story: Session) -> None:
    story("party edit RU --name Russia")
    story("talk edit T2 --place Vienna")
    for name in ("parties", "talks"):
        story(f"import {EXAMPLE / f'{name}.csv'} --yes")
    assert story.rows("party list")[0]["name"] == "Russia"
    assert story.rows("talk list")[1]["place"] == "Vienna"


def test_reports_are_a_whole_set_of_files(story: Session) -> None:
    folder = story.folder / "reports"
    said = story(f"export reports {folder}")
    names = sorted(file.name for file in folder.iterdir())
    assert names == sorted(line.rpartition("/")[2] for line in said.splitlines())
    begins = "russia-nato-security-talks_"
    assert names == [
        f"{begins}{name}.csv"
        for name in (
            "diff_t1_to_t2", "diff_t2_to_t3", "diff_t3_to_t4", "diff_t4_to_t5",
            "moves_as-of-t5", "parties_as-of-t5", "positions_as-of-t5", "talks_as-of-t5",
        )
    ]  # fmt: skip
    assert (folder / names[1]).read_text(encoding="utf-8") == story("export diff T2 T3")
    story(f"export reports {folder} --format json")
    assert len(list(folder.glob("*.json"))) == 8
    assert "Say which folder" in story("export reports", fails=2).err


def test_an_export_takes_no_more_than_it_needs(story: Session) -> None:
    assert "“T1” is one too many" in story("export moves T1", fails=2).err
    assert "WHAT" in story("export everything", fails=2).err
    assert story("export positions --as-of T3") == story("positions --as-of T3 --format csv")
    assert story("export diff T2 T3") == story("diff T2 T3 --format csv")


@pytest.mark.parametrize("what", ["moves", "talks", "parties", "diff T2 T3"])
def test_a_moment_is_taken_only_by_what_has_one(story: Session, what: str) -> None:
    assert "--as-of" in story(f"export {what} --as-of T2", fails=2).err


def csv_of(case: Case, *, private: bool = True) -> str:
    stream = io.StringIO(newline="")
    columns = moves_out.columns(case)
    write_delimited(stream, columns, moves_out.rows(case, private=private))
    return stream.getvalue()


def records(text: str) -> list[Record]:
    """The rows of a moves.csv with this text."""
    with closing(from_stdin(io.StringIO(text))) as source:
        table = open_table(source, Dialect(), kinds.is_known, ours=kinds.is_own)
        columns = Columns(table, Mapping())
        found = [columns.read(raw) for raw in table.rows]
    assert all(isinstance(each, Record) for each in found)
    return [each for each in found if isinstance(each, Record)]


def read_into(ledger: Ledger, text: str) -> None:
    moves_in.import_moves(ledger.case, records(text), ledger.recorder.stamp)


generously = settings(suppress_health_check=[HealthCheck.too_slow])


@generously
@given(plans)
def test_any_ledger_goes_out_and_comes_back(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger, Ledger(*plan.stays) as other:
        text = csv_of(ledger.case)
        read_into(other, text)
        assert csv_of(other.case) == text
        assert other.positions() == ledger.positions()
        rows = records(text)
        again = moves_in.import_moves(other.case, rows, other.recorder.stamp)
        assert (again.recorded, again.known) == (0, len(rows))


@generously
@given(plans)
def test_without_its_private_moves_too(plan: Plan) -> None:
    ledger, _ = made(plan)
    with ledger, Ledger(*plan.stays) as other:
        ledger.store.hide_private()
        text = csv_of(ledger.case, private=False)
        read_into(other, text)
        assert csv_of(other.case) == text
