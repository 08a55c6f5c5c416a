"""Every class of error, with its exit code, one sentence on stderr, and nothing on stdout."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import Output, Session

from tracker import errors
from tracker.store import opening

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")


def one_sentence(said: Output) -> str:
    assert said == ""
    (line,) = said.err.strip().splitlines()
    assert line.startswith("tracker: ")
    return line


def every_class(of: type[errors.TrackerError]) -> Iterator[type[errors.TrackerError]]:
    for each in of.__subclasses__():
        yield each
        yield from every_class(each)


def test_each_class_of_error_has_its_exit_code() -> None:
    codes = {each.__name__: each.exit_code for each in every_class(errors.TrackerError)}
    assert codes == {
        "Declined": 1,
        "UsageError": 2,
        "DateError": 2,
        "NotInstalled": 2,
        "OutputError": 2,
        "NotFound": 3,
        "Refused": 4,
        "DatabaseBusy": 5,
        "DatabaseUnusable": 6,
        "InputFileError": 7,
    }


def test_a_text_without_quotation_marks_is_told_as_such(run: Session) -> None:
    line = one_sentence(run("reject RU-1 too dear", fails=2))
    assert "Put a text of several words in quotation marks" in line
    assert "See: tracker" not in line


def test_declined(run: Session) -> None:
    file = run.write("in.csv", "talk,party,move,demand", "T1,NATO,reject,X-1")
    said = run(f"import {file}", typed="no\n", fails=1)
    assert said.err.splitlines()[-1].endswith("Nothing was changed.")
    assert run.cells() == {}


@contextmanager
def held(session: Session) -> Iterator[None]:
    """Another program that writes to the database."""
    with closing(sqlite3.connect(session.db, isolation_level=None)) as other:
        other.execute("begin exclusive")
        yield


@pytest.mark.file("it is about the state of a file")
def test_busy(run: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opening.waiting.__kwdefaults__ is not None
    monkeypatch.setitem(opening.waiting.__kwdefaults__, "seconds", 0.05)
    with held(run):
        said = one_sentence(run("demand x --by RU --to NATO", fails=5))
        assert "Another program has held the database" in said
        assert str(run.db) in said
        run("positions", fails=5)
    assert run.cells() == {}


@pytest.mark.file("it is about the state of a file")
def test_no_database(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    for command in ("positions", "demand x --by RU", "export moves", "use x", "party list"):
        said = one_sentence(nobody(command, fails=6))
        assert f"There is no database at {nobody.db}" in said
        assert "tracker init TITLE" in said
    assert not nobody.db.exists()


@pytest.mark.file("it is about the state of a file")
def test_an_empty_file(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    nobody.db.touch()
    assert "is empty" in one_sentence(nobody("positions", fails=6))
    nobody("init 'Security talks'")


@pytest.mark.file("it is about the state of a file")
def test_a_newer_database(run: Session) -> None:
    with closing(sqlite3.connect(run.db)) as connection:
        connection.execute("pragma user_version = 999")
    for command in ("positions", "demand x --by RU"):
        said = one_sentence(run(command, fails=6))
        assert "was written by a newer tracker" in said
        assert "pip install --upgrade negotiation-tracker" in said


@pytest.mark.file("it is about the state of a file")
def test_somebody_elses_database(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    with closing(sqlite3.connect(nobody.db)) as connection:
        connection.execute("create table recipe (name text)")
    for command in ("positions", "init x"):
        assert "is not a tracker database" in one_sentence(nobody(command, fails=6))
    nobody.db.write_text("This is no database at all, but it is long enough to be one.\n" * 20)
    assert "is not a tracker database" in one_sentence(nobody("positions", fails=6))


@pytest.mark.file("it is about the state of a file")
def test_a_damaged_database(story: Session) -> None:
    content = bytearray(story.kept())
    for at in range(8192, len(content), 4096):
        content[at : at + 200] = b"\xff" * 200
    story.db.write_bytes(content)
    said = one_sentence(story("positions", fails=6))
    assert "is damaged" in said
    assert "backup" in said


def test_a_folder_in_the_place_of_the_database(tmp_path: Path) -> None:
    said = one_sentence(Session(tmp_path)(f"positions --db {tmp_path}", fails=6))
    assert "is not a file" in said


def test_a_database_that_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = one_sentence(Session(tmp_path)(f"init x --db {tmp_path}/file/t.db", fails=6))
    assert "Name another with --db" in said


@as_root
def test_a_read_only_database(run: Session) -> None:
    run.db.chmod(0o400)
    assert "read-only" in one_sentence(run("demand x --by RU --to NATO", fails=6))
    assert run.cells() == {}


@as_root
def test_a_database_that_is_not_yours_to_read(run: Session) -> None:
    run.db.chmod(0)
    assert "may not read" in one_sentence(run("positions", fails=6))


@pytest.mark.parametrize("path", ["", ":memory:"])
def test_a_path_that_names_no_file(run: Session, path: str) -> None:
    assert "is not the path of a file" in one_sentence(run("positions --db", path, fails=2))


@pytest.mark.file("it is about the state of a file")
def test_an_output_that_cannot_be_written(story: Session) -> None:
    said = one_sentence(story(f"positions -o {story.folder}/none/there.csv", fails=2))
    assert "cannot be written" in said
    said = one_sentence(story(f"export moves --format csv -o {story.db}", fails=2))
    assert "is the database itself" in said
    assert story.cells()


def test_an_output_that_cannot_hold_the_data(story: Session) -> None:
    said = one_sentence(story("positions --format csv", encoding="ascii", fails=2))
    assert "cannot be written as ascii" in said


def test_an_argument_that_is_not_text(run: Session) -> None:
    said = one_sentence(run("demand --by RU --to NATO", "a ban \udcff", fails=2))
    assert "not valid UTF-8" in said


def test_user_text_in_a_sentence_cannot_drive_the_terminal(run: Session) -> None:
    said = run("show", "\x1b[2J\u202eRU", fails=3)
    assert "\x1b" not in said.err
    assert "\u202e" not in said.err


def test_a_pipe_that_is_not_text(run: Session) -> None:
    said = run("demand - --by RU --to NATO", stdin="a ban \udcff", fails=2)
    assert "UTF-8" in one_sentence(said)


def test_interrupted_while_it_works(run: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.ledger.recording.Recorder.record", interrupt)
    said = run("demand x --by RU --to NATO", fails=130)
    assert said == ""
    assert "Traceback" not in said.err
    monkeypatch.undo()
    assert run.cells() == {}


def test_a_mistyped_status_party_or_move_is_met_with_what_is_near(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --at T1")
    assert "(did you mean open?)" in run("positions --status opne", fails=2).err
    said = run("positions --party NAOT", fails=3).err
    assert "did you mean NATO" in said
    assert "tracker party list" in said
    assert "party add" not in said
    move = run.rows("export moves")[0]["id"][:8]
    mistyped = move[:5] + ("0" if move[5] != "0" else "1") + move[6:]
    assert f"(did you mean {move}?)" in run(f"strike {mistyped} --reason so", fails=3).err


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("accept RU-1 --in-part", "which part is accepted, for example: --in-part"),
        ("accept RU-1 --if", "on which condition, for example: --if"),
        ("search ban -word", "tracker search -- -word"),
        ("correct a3f9c2 --date 2022-01-12", "--on DATE"),
    ],
)
def test_a_wrong_option_says_what_is_meant(run: Session, line: str, hint: str) -> None:
    assert hint in run(line, fails=2).err
