"""A PostgreSQL server for the measurements, and ledgers of any size on it."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from _ledgers import tables
from _measure import interleaved

sys.path.append(str(Path(__file__).parent.parent / "tests"))
import servers

from tracker.store.server import keeping
from tracker.store.server.address import Address
from tracker.store.server.store import open_server
from tracker.store.store import Store, open_for_writing

FILE, SERVER = "file", "server"
Homes = Mapping[str, str]
"""The file, and the address on the server, of two ledgers with the same moves."""
DURABLE = "-c shared_buffers=512MB -c max_connections=100 -c max_wal_size=4GB -c jit=on"
"""As it is installed, with what is in memory enlarged: what is committed is on the disk."""


@contextmanager
def started() -> Iterator[servers.Server]:
    """A server of its own, removed at the end.

    Raises:
        SystemExit: none can be started here, which is no failure.
    """
    if reason := servers.why_not():
        print(reason)
        sys.exit(0)
    server = servers.Server(DURABLE, disk=Path(tempfile.gettempdir()))
    try:
        yield server
    finally:
        server.remove()


def empty_ledger(server: servers.Server) -> str:
    """The address of a new ledger with nothing in it."""
    address = server.address(server.database())
    keeping.make(Address(address), partitions=1, private=True)
    return address


def filled_ledger(server: servers.Server, moves: int) -> str:
    """The address of a ledger of so many moves, taken in by COPY, its indexes made afterwards."""
    address = empty_ledger(server)
    with psycopg.connect(address) as connection:
        connection.execute("set search_path = tracker")
        # No triggers: the rows are as recorded.
        connection.execute("set session_replication_role = replica")
        indexes = connection.execute(
            "select indexname, replace(indexdef, ' ON ONLY ', ' ON ') from pg_indexes"
            " where tablename = 'move'"
            " and schemaname = 'tracker' and indexname <> 'move_pkey'"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"drop index {name}")
        for table, columns, rows in tables(moves):
            with connection.cursor().copy(f"copy {table} ({columns}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        for _, definition in indexes:
            connection.execute(definition)
        for table in ("negotiation", "party", "talk", "issue", "demand"):
            connection.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"
            )
        # The words of these moves are looked for nowhere: let them count as taken in.
        connection.execute("insert into move_words select max(nr), '' from move")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("vacuum analyze")
    return address


def opened(home: str) -> Store:
    """A ledger in a file or on a server, to be recorded in."""
    if "://" in home:
        return open_server(Address(home))
    return open_for_writing(Path(home), create=False)


class Compared(NamedTuple):
    """How long one thing took in both homes, in each round."""

    name: str
    times: Mapping[str, Sequence[float]]

    def median(self, home: str) -> float:
        """In milliseconds."""
        return statistics.median(self.times[home]) * 1000

    @property
    def ratio(self) -> float:
        """How many times as long the server takes: the median of the rounds."""
        both = zip(self.times[SERVER], self.times[FILE], strict=True)
        return statistics.median(server / file for server, file in both)

    def shown(self) -> str:
        """One line of the table."""
        cells = "".join(f"{self.median(home):11.1f} ms" for home in (FILE, SERVER))
        return f"  {self.name:<50}{cells}{self.ratio:9.2f}"


def compared(
    name: str, homes: Homes, job: Callable[[str], object], rounds: int, *, warm: bool = True
) -> Compared:
    """Do one thing in both homes in turn, and print how long it takes."""
    jobs = {each: (lambda home=home: job(home)) for each, home in homes.items()}
    found = Compared(name, interleaved(jobs, rounds, warm=warm))
    print(found.shown(), flush=True)
    return found
