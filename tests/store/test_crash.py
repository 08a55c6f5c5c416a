"""Killed, interrupted, out of space, damaged: what was acknowledged is there, all of it or none."""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from builders import STAMP, Session, with_talks
from processes import LIMITED, Tell, ended, in_shell, killed
from story import copied
from tally import share, tried

from tracker.errors import DatabaseUnusable
from tracker.ledger.case import Case
from tracker.ledger.recording import Recorder
from tracker.ledger.refs import negotiation
from tracker.ledger.statements import Statement, record
from tracker.model import Verb
from tracker.store.store import open_for_reading, open_for_writing

RECORD = "reject RU-1 no --by NATO"
ROWS = 200


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = with_talks(tmp_path_factory.mktemp("prepared"))
    made("demand 'no expansion' --by RU --to NATO,US --at T1")
    return made.db


@pytest.fixture
def session(prepared: Path, tmp_path: Path) -> Session:
    """A ledger with one demand."""
    return copied(prepared, tmp_path)


def rows(session: Session, sql: str) -> list[tuple[object, ...]]:
    """Rows as the program reads them, which first undoes what was under way; all is sound."""
    with closing(open_for_reading(session.db)) as store:
        assert store.connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert store.connection.execute("pragma foreign_key_check").fetchall() == []
        return store.connection.execute(sql).fetchall()


def record_on(database: Path, name: str, tell: Tell) -> None:
    """Record commands of two moves each without end, and tell their ids when they are kept."""
    for turn in range(1_000_000):
        with closing(open_for_writing(database, create=False)) as store, store.writing():
            case = Case(store, negotiation(store, None))
            stamp = STAMP._replace(by=f"{name}.{turn}")
            said = Statement(Verb.REJECT, "RU-1", by=("NATO", "US"), text="no " * 50)
            if turn % 3 == 2:
                said = Statement(Verb.COUNTER, "RU-1", by=("NATO",), text="if you do " * 50)
            made = record(case, Recorder(case, stamp), said)
        for each in made.moves:
            tell(each.move.id)


@pytest.mark.parametrize("kills", [12, pytest.param(share(400), marks=pytest.mark.torture)])
def test_killed_while_recording(session: Session, kills: int) -> None:
    chance = random.Random(kills)
    told = {str(row[0]) for row in rows(session, "select id from move")}
    for turn in range(kills):
        work = killed(
            lambda tell, n=turn: record_on(session.db, f"N{n}", tell), chance.random() / 20
        )
        told |= set(work)
        stored = rows(session, "select id, parent, recorded_by from move order by nr")
        assert told <= {row[0] for row in stored}
        assert [row[1] for row in stored] == [None, *(row[0] for row in stored[:-1])]
        tried()
        commands = [row[2] for row in stored[1:]]
        assert {commands.count(each) for each in commands} == {2}
    session(RECORD)


def moves_file(session: Session) -> Path:
    """A file of demands that are not on record yet."""
    lines = [f"T1,RU,demand,X-{n},NATO,something of number {n} {'more ' * 20}" for n in range(ROWS)]
    return session.write("moves.csv", "talk,party,move,demand,to,text", *lines)


@pytest.mark.parametrize("kills", [6, pytest.param(share(80), marks=pytest.mark.torture)])
def test_killed_while_importing(session: Session, kills: int) -> None:
    file, chance = moves_file(session), random.Random(kills)
    whole = shutil.copy(session.db, session.folder / "whole.db")
    start = time.monotonic()
    session(f"--db {whole} import {file} --yes")
    took = time.monotonic() - start

    def work(tell: Tell) -> None:
        tell("begun")
        session(f"import {file} --yes")

    for _ in range(kills):
        killed(work, chance.random() * took * 1.2)
        ((stored, demands, pairs),) = rows(
            session,
            "select count(*), (select count(*) from demand), (select count(*) from pair) from move",
        )
        assert (stored, demands, pairs) in {(1, 1, 2), (1 + ROWS, 1 + ROWS, 2 + ROWS)}
        tried()
    session(f"import {file} --yes")
    assert rows(session, "select count(*) from move") == [(1 + ROWS,)]


@pytest.mark.parametrize("kills", [4, pytest.param(share(40), marks=pytest.mark.torture)])
def test_killed_while_creating(tmp_path: Path, kills: int) -> None:
    chance = random.Random(kills)
    for turn in range(kills):
        (tmp_path / str(turn)).mkdir()
        session = Session(tmp_path / str(turn))

        def work(tell: Tell, session: Session = session) -> None:
            tell("begun")
            session("init Talks")

        killed(work, chance.random() / 25)
        tried()
        with suppress(DatabaseUnusable):  # not there, or empty
            if rows(session, "select name from negotiation"):
                continue
        session("init Talks")
        assert rows(session, "select name from negotiation") == [("Talks",)]


@pytest.mark.parametrize("kills", [4, pytest.param(share(80), marks=pytest.mark.torture)])
def test_killed_while_writing_a_file(session: Session, kills: int) -> None:
    session(f"import {moves_file(session)} --yes")
    out, chance = session.write("out.csv", "old"), random.Random(kills)
    new = session("export moves")

    def work(tell: Tell) -> None:
        tell("begun")
        session(f"export moves -o {out}")

    for _ in range(kills):
        killed(work, chance.random() / 30)
        assert out.read_bytes() in (b"old\n", new.encode())
        tried()


def one_sentence(said: str, words: str) -> bool:
    lines = said.splitlines()
    return len(lines) == 1 and lines[0].startswith("tracker: ") and words in lines[0]


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl-C is not ignored by what is started, as it is where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("line", [RECORD, "positions", "import moves.csv --yes"])
def test_ctrl_c_ends_a_wait_at_once(session: Session, line: str) -> None:
    moves_file(session)
    before = session.db.read_bytes()
    with closing(sqlite3.connect(session.db, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with in_shell(session, f"exec tracker {line}") as waiting:
            until_it_has_opened(session.db, waiting.pid)
            start = time.monotonic()
            waiting.send_signal(signal.SIGINT)
            out, err = waiting.communicate()
        assert time.monotonic() - start < 5  # of the 30 seconds that it would wait
        assert (waiting.returncode, out, err) == (130, "", "")
    assert session.db.read_bytes() == before


def until_it_has_opened(file: Path, process: int) -> None:
    """Wait until a process holds a file open, and a moment more; where none can tell, a second."""
    links = Path(f"/proc/{process}/fd")
    deadline = time.monotonic() + (10 if links.exists() else 1)
    while time.monotonic() < deadline:
        with suppress(OSError):
            if any(link.resolve() == file for link in links.iterdir()):
                break
        time.sleep(0.02)
    time.sleep(0.1)


@pytest.mark.parametrize("line", ["reject RU-1 @long.txt --by NATO", "import moves.csv --yes"])
def test_no_room_for_the_database(session: Session, line: str) -> None:
    session.write("long.txt", "no " * 100_000)
    moves_file(session)
    before, files = rows(session, "select * from move"), set(session.folder.iterdir())
    most = session.db.stat().st_size // 1024 + 4
    code, out, err = ended(session, f"{LIMITED} ulimit -f {most}; tracker {line}")
    assert (code, out) == (6, "")
    assert one_sentence(err, "nothing was recorded")
    assert rows(session, "select * from move") == before
    assert set(session.folder.iterdir()) - files <= {Path(f"{session.db}-journal")}
    assert ended(session, f"tracker {line}")[0] == 0


@pytest.mark.parametrize("line", ["export moves -o out.csv", "positions --format json -o out.csv"])
def test_no_room_for_a_file(session: Session, line: str) -> None:
    session(f"import {moves_file(session)} --yes")
    out = session.write("out.csv", "old")
    files = set(session.folder.iterdir())
    code, said, err = ended(session, f"{LIMITED} ulimit -f 8; tracker {line}")
    assert (code, said) == (2, "")
    assert one_sentence(err, "out.csv cannot be written: File too large")
    assert out.read_text() == "old\n"
    assert set(session.folder.iterdir()) == files


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk(session: Session) -> None:
    code, out, err = ended(
        session,
        "unshare -m bash -c 'mkdir small && mount -t tmpfs -o size=300k none small || exit 99;"
        " cp talks.db small; cd small; export TRACKER_DB=$PWD/talks.db; echo old >out.csv;"
        " cat /dev/zero >rest 2>/dev/null;"
        f" tracker {RECORD}; echo $?; tracker export moves -o out.csv; echo $?;"
        " tracker path; cat out.csv; ls -A'",
    )
    if code == 99:
        pytest.skip("no disk can be mounted here")
    small = session.folder / "small" / "talks.db"
    full, unwritten = err.splitlines()
    assert one_sentence(full, f"The disk with {small} is full; nothing was recorded")
    assert one_sentence(unwritten, "out.csv cannot be written: No space left on device")
    files = ["out.csv", "rest", "talks.db", "talks.db-journal"]
    assert out.splitlines() == ["6", "2", str(small), "old", *files]


@pytest.mark.parametrize("line", ["log", "positions", "export moves"])
def test_a_reader_that_has_seen_enough_is_no_error(session: Session, line: str) -> None:
    session("reject RU-1 --by NATO", "no " * 100_000)
    session("revise RU-1", "more " * 100_000)
    code, out, err = ended(session, f"tracker {line} | head -c 10; exit ${{PIPESTATUS[0]}}")
    assert (code, len(out), err) == (0, 10, "")


PRINTING = ("positions", "log", "export moves", "path", "--version", "--help", RECORD)


@pytest.mark.parametrize("line", PRINTING)
def test_output_that_finds_no_room_gives_one_sentence(session: Session, line: str) -> None:
    code, _, err = ended(session, f"tracker {line} >/dev/full")
    assert one_sentence(err, "The output cannot be written: No space left on device")
    assert code == 2


@pytest.mark.parametrize("line", PRINTING)
def test_a_closed_output_gives_no_traceback(session: Session, line: str) -> None:
    code, _, err = ended(session, f"tracker {line} >&-")
    assert err == "" or one_sentence(err, "The output cannot be written")
    assert code in (0, 2)


@pytest.mark.parametrize("name", ["talks.db", "./talks.db", "link.db", "hard.db"])
def test_the_database_is_not_written_over(session: Session, name: str) -> None:
    (session.folder / "link.db").symlink_to(session.db)
    (session.folder / "hard.db").hardlink_to(session.db)
    before = session.db.read_bytes()
    output = session(f"export moves --format csv -o {session.folder}/{name}", fails=2)
    assert one_sentence(output.err, "is the database itself; write to another file")
    assert session.db.read_bytes() == before
