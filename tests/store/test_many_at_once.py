"""Many processes at one database, with readers, an import and backups; and one that is stopped."""

import multiprocessing
import os
import signal
import sqlite3
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from builders import STAMP, Session, with_talks
from processes import Tell, forked
from tally import share, tried

from tracker.errors import DatabaseBusy
from tracker.ledger.case import Case
from tracker.ledger.recording import Recorder
from tracker.ledger.refs import negotiation
from tracker.ledger.statements import Statement, record
from tracker.model import Verb
from tracker.store import opening
from tracker.store.store import open_for_writing

ROWS = 60
PAUSE = 0.2
"""Seconds between what a reader does, so that those who record get a turn at the processor."""
FORK = multiprocessing.get_context("fork")
Work = Callable[[Session, Event], None]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = with_talks(tmp_path)
    made("demand 'no expansion' --by RU --to NATO --at T1")
    made.write(
        "moves.csv", "talk,party,move,demand,to,text",
        *(f"T1,US,demand,X-{n},RU,number {n}" for n in range(ROWS)),
    )  # fmt: skip
    return made


def recording(database: Path, name: str, moves: int) -> None:
    """Record demands, each as a command of its own does."""
    for turn in range(moves):
        with closing(open_for_writing(database, create=False)) as store, store.writing():
            case = Case(store, negotiation(store, None))
            said = Statement(Verb.DEMAND, by=("RU",), to=("NATO",), text=f"{turn} of {name}")
            record(case, Recorder(case, STAMP), said)


def reading(session: Session, done: Event) -> None:
    while not done.is_set():
        session("positions")
        session("log --limit 5")
        done.wait(PAUSE)


def backing_up(session: Session, done: Event) -> None:
    copy = session.folder / "copy.db"
    while not done.is_set():
        session(f"backup --force -o {copy}")
        whole(copy)
        done.wait(PAUSE)


def importing(session: Session, done: Event) -> None:
    session(f"import {session.folder / 'moves.csv'} --yes")


def whole(database: Path) -> list[str]:
    """The texts of the moves of a sound database, each of them the parent of the next."""
    with closing(sqlite3.connect(database)) as client:
        assert client.execute("pragma integrity_check").fetchall() == [("ok",)]
        rows = client.execute("select id, parent, text from move order by nr").fetchall()
    assert [row[1] for row in rows] == [None, *(row[0] for row in rows[:-1])]
    return [row[2] for row in rows]


@contextmanager
def meanwhile(session: Session, *works: Work) -> Iterator[None]:
    """Processes that work until what is done within is done; each must end well."""
    done = FORK.Event()
    running = [FORK.Process(target=work, args=(session, done)) for work in works]
    for process in running:
        process.start()
    yield
    done.set()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0] * len(works)


@pytest.mark.parametrize(
    ("processes", "moves"),
    [(4, 10), pytest.param(16, share(500), marks=pytest.mark.torture)],
)
def test_many_record_while_others_read_import_and_back_up(
    session: Session, processes: int, moves: int
) -> None:
    names = [f"N{n}" for n in range(processes)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which have no part here
        with meanwhile(session, reading, reading, backing_up, importing):
            running = [FORK.Process(target=recording, args=(session.db, name, moves))
                       for name in names]  # fmt: skip
            for process in running:
                process.start()
            for process in running:
                process.join()
    assert [process.exitcode for process in running] == [0] * processes
    texts = whole(session.db)
    recorded = [f"{turn} of {name}" for name in names for turn in range(moves)]
    imported = [f"number {n}" for n in range(ROWS)]
    assert sorted(texts[1:]) == sorted([*recorded, *imported])
    keys = [key for (key,) in session.sql("select key from demand")]
    assert len(set(keys)) == len(keys) == len(texts)
    session("check")
    tried("moves there", len(texts) - 1)


def test_who_waits_in_vain_is_told_for_whom(session: Session) -> None:
    def work(tell: Tell) -> None:
        with closing(open_for_writing(session.db, create=False)) as store, store.writing():
            tell("begun")
            time.sleep(60)

    with forked(work) as (child, pipe):
        assert pipe.readline()
        os.kill(child, signal.SIGSTOP)
        os.waitid(os.P_PID, child, os.WSTOPPED | os.WNOWAIT)
        assert "RU-1" in session("positions")
        with closing(opening.connect(session.db, writing=True)) as other:
            start = time.monotonic()
            with pytest.raises(DatabaseBusy, match="nothing was recorded") as failure:
                opening.waiting(lambda: other.execute("begin immediate"), session.db, seconds=0.3)
            assert time.monotonic() - start < 5
    assert failure.value.exit_code == 5
    if Path("/proc/locks").exists():
        assert f"process {child}, which is stopped) has held" in str(failure.value)
    session("reject RU-1 no --by NATO")


def test_a_check_of_a_large_database_does_not_keep_others_from_recording(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks at a copy, made while they are held up; so it does not see what comes after."""
    (session.folder / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(session.folder / "temporary"))
    monkeypatch.setattr("tracker.store.apart.LARGE", 1)
    recorded = []

    def record_meanwhile(*_: object) -> list[object]:
        if not recorded:
            with closing(sqlite3.connect(session.db, timeout=0)) as other:
                other.execute("begin exclusive")
            recorded.append(session("reject RU-1 no --by NATO"))
        return []

    monkeypatch.setattr("tracker.ledger.checking.file.schema_differences", record_meanwhile)
    assert "2 moves" not in session("check")
    assert recorded
    assert list((session.folder / "temporary").iterdir()) == []
