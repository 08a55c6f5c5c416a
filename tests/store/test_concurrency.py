"""Several processes at one database: nothing is lost, no key is given twice, nobody fails."""

import io
import multiprocessing
import sqlite3
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import STAMP, START, Session, with_talks
from tally import share, tried

from tracker.cli import run
from tracker.context import World
from tracker.errors import DatabaseBusy
from tracker.ledger.case import Case
from tracker.ledger.negotiations import add_negotiation
from tracker.ledger.recording import Recorder
from tracker.ledger.refs import negotiation
from tracker.ledger.statements import Statement, record
from tracker.model import Verb
from tracker.store import opening
from tracker.store.schema import NEWEST
from tracker.store.store import open_for_writing

PROCESSES, MOVES = 8, 40
RECORD = "reject RU-1 no --by NATO"
Told = list[tuple[str, str]]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A ledger with one demand."""
    made = with_talks(tmp_path)
    made("demand 'no expansion' --by RU --to NATO")
    return made


def record_many(database: Path, name: str) -> Told:
    """Record demands and answers to them in turn, each as a command of its own does."""
    told: Told = []
    for turn in range(MOVES):
        with closing(open_for_writing(database, create=False)) as store, store.writing():
            case = Case(store, negotiation(store, None))
            said = Statement(Verb.DEMAND, by=("RU",), to=("NATO",), text=f"{turn} of {name}")
            if turn % 2:
                said = Statement(Verb.REJECT, told[-1][0], by=("NATO",), text=f"{turn} of {name}")
            (made,) = record(case, Recorder(case, STAMP), said).moves
        told.append((made.move.said.demand, made.move.id))
    return told


def create(database: Path, name: str) -> Told:
    """Make the database, or find it made, and start a negotiation in it."""
    with closing(open_for_writing(database, create=True)) as store, store.writing():
        return [(add_negotiation(store, name, STAMP).name, "")]


def at_once(task: Callable[[Path, str], Told], database: Path, processes: int = PROCESSES) -> Told:
    """What all processes tell that do one task at the same time; each must end well."""
    context = multiprocessing.get_context("fork")
    start, queue = context.Barrier(processes), context.SimpleQueue()

    def work(name: str) -> None:
        start.wait()
        queue.put(task(database, name))

    running = [context.Process(target=work, args=(f"N{n}",)) for n in range(processes)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which have no part here
        for process in running:
            process.start()
    told = []
    for process in running:
        process.join(60)
        told += queue.get() if process.exitcode == 0 else []
    assert [process.exitcode for process in running] == [0] * processes
    return told


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as client:
        assert client.execute("pragma integrity_check").fetchall() == [("ok",)]
        return client.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("processes", "times"),
    [(PROCESSES, 1), pytest.param(16, share(10), marks=pytest.mark.torture)],
)
def test_what_is_recorded_at_once_is_all_there(
    session: Session, processes: int, times: int
) -> None:
    for _ in range(times):
        known = rows(session.db, "select id from move")
        told = at_once(record_many, session.db, processes)
        assert len(told) == processes * MOVES
        tried("moves there", len(told))
        stored = rows(
            session.db,
            "select move.id, move.parent, demand.key from move"
            " join demand on demand.id = move.demand order by move.nr",
        )
        assert sorted(told) == sorted((row[2], row[0]) for row in stored[len(known) :])
        assert [row[1] for row in stored] == [None, *(row[0] for row in stored[:-1])]
        keys = rows(session.db, "select demand.key from move join demand on demand.id = demand"
                                " where verb = 'demand'")  # fmt: skip
        assert len(set(keys)) == len(keys) == len(stored) // 2 + 1


@pytest.mark.parametrize(
    ("processes", "times"),
    [(PROCESSES, 3), pytest.param(16, share(100), marks=pytest.mark.torture)],
)
def test_one_file_is_created_at_once(tmp_path: Path, processes: int, times: int) -> None:
    for turn in range(times):
        database = tmp_path / f"{turn}.db"
        told = at_once(create, database, processes)
        stored = rows(database, "select name, '' from negotiation")
        assert sorted(told) == sorted(stored) == sorted((f"N{n}", "") for n in range(processes))
        tried("processes", processes)
        assert len(rows(database, "select name from _sqlite_migrations")) == NEWEST


def test_a_wait_for_another_writer_has_an_end(session: Session) -> None:
    with (
        closing(open_for_writing(session.db, create=False)) as store,
        store.writing(),
        closing(opening.connect(session.db, writing=True)) as other,
    ):
        start = time.monotonic()
        with pytest.raises(DatabaseBusy) as failure:
            opening.waiting(lambda: other.execute("begin immediate"), session.db, seconds=0.1)
    assert 0.1 < time.monotonic() - start < 1
    assert failure.value.exit_code == 5
    assert str(session.db) in str(failure.value)


@pytest.mark.torture
@pytest.mark.parametrize("line", [RECORD, "positions", "init Talks"])
def test_a_busy_database_ends_a_command_with_5(session: Session, line: str) -> None:
    with closing(sqlite3.connect(session.db, isolation_level=None)) as other:
        other.execute("begin exclusive")
        output = session(line, fails=5)
        assert output == ""
        assert f"has held the database {session.db} for 30 seconds; nothing was" in output.err


def test_a_command_waits_until_the_other_writer_is_done(session: Session) -> None:
    with closing(sqlite3.connect(session.db, check_same_thread=False)) as other:
        other.execute("begin exclusive")
        release = threading.Timer(0.2, other.rollback)
        release.start()
        session(RECORD)
        release.join()
    assert session.cells() == {("RU-1", "NATO"): "rejected"}


def test_a_reader_sees_the_state_before_an_open_transaction(session: Session) -> None:
    with closing(open_for_writing(session.db, create=False)) as store, store.writing(keep=False):
        store.write("party_insert", {"code": "FR", "name": "France"})
        assert "FR" not in session("party list")


class Pipe(io.StringIO):
    """A stream at whose other end somebody works in the database before reading on."""

    def __init__(self, database: Path) -> None:
        super().__init__()
        self.database = database

    def write(self, text: str) -> int:
        with closing(sqlite3.connect(self.database, timeout=0)) as other:
            other.execute("begin exclusive")
        return super().write(text)


@pytest.mark.parametrize("line", ["positions", "log", "export moves", "diff T1 T3", RECORD])
def test_the_database_is_let_go_before_anything_is_printed(session: Session, line: str) -> None:
    out, err = Pipe(session.db), io.StringIO()
    world = World(session.env, io.StringIO(), out, err, lambda: START)
    assert run(line.split(), world) == 0, err.getvalue()
    assert "RU-1" in out.getvalue()
