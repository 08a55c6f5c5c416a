"""A PostgreSQL server of the tests' own: started on a loopback port, stopped at their end."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ADMIN = "tester"
SYSTEM_USER = "postgres"
LOOPBACK = "127.0.0.1"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
ROOM = 4_000_000_000
PATIENCE = 120.0
_numbers = itertools.count(1)


@cache
def programs() -> Path | None:
    """The folder with PostgreSQL's own programs, the newest; None where there is none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return max(folders, key=lambda each: int(each.parent.name), default=None)


def why_not() -> str:
    """Why no server can be started here; empty where one can."""
    if programs() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.getuid() == 0 and not shutil.which("setpriv"):
        return "PostgreSQL does not run as root, and setpriv is not here"
    return ""


def in_memory() -> Path | None:
    """A folder in memory with room for some databases; None where there is none.

    A database of three hundred files is copied there in a tenth of the time.
    """
    folder = Path("/dev/shm")
    if folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM:
        return folder
    return None


@cache
def _sorting() -> tuple[str, ...]:
    """How a cluster sorts texts: where it can, as English does, and not byte by byte."""
    folder = programs()
    assert folder
    said = subprocess.run([folder / "initdb", "--help"], capture_output=True, text=True, check=True)
    if "--icu-locale" not in said.stdout:  # before PostgreSQL 15
        return ("--locale=C",)
    return ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C")


class Server:
    """A cluster in a folder of its own, which trusts whoever comes by the loopback."""

    def __init__(
        self, options: str = QUICK, *, primary: Server | None = None, disk: Path | None = None
    ) -> None:
        """Make it and start it.

        Args:
            options: of the server.
            primary: the server that it is a replica of, if any.
            disk: the folder to lie in, if it matters; else in memory, where there is some.
        """
        self._ending = threading.Lock()
        self.folder = Path(tempfile.mkdtemp(prefix="tracker-pg-", dir=disk or in_memory()))
        self.data = self.folder / "data"
        with socket.socket() as free:
            free.bind((LOOPBACK, 0))
            self.port: int = free.getsockname()[1]
        if os.getuid() == 0:
            shutil.chown(self.folder, SYSTEM_USER)
        if primary:
            self.run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "--no-sync",
                     "-h", LOOPBACK, "-p", str(primary.port), "-U", ADMIN)  # fmt: skip
        else:
            self.run("initdb", "-A", "trust", "-U", ADMIN, "-E", "UTF8", *_sorting(), "--no-sync")
        self._options = f"-h {LOOPBACK} -p {self.port} -k {self.folder} {options}".split()
        self.start()

    def start(self) -> None:
        """Start it, and wait until it lets us in; it ends with the thread that starts it."""
        with self._ending, (self.folder / "log").open("a") as log:
            self._running = subprocess.Popen(
                self._line("postgres", *self._options), stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, cwd="/", start_new_session=True,
            )  # fmt: skip
        folder = programs()
        assert folder
        ready = [str(folder / "pg_isready"), "-q", "-h", LOOPBACK, "-p", str(self.port)]
        end = time.monotonic() + PATIENCE
        while subprocess.run(ready, check=False).returncode:
            waits = self._running.poll() is None and time.monotonic() < end
            assert waits, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.05)

    @property
    def runs(self) -> bool:
        """Whether it has not ended by itself."""
        return self._running.poll() is None

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate` is what a power cut does."""
        with self._ending:  # which a thread that cuts a wire may do, too
            if self._running.poll() is None:
                self.run("pg_ctl", "-w", "-m", mode, "stop")
                self._running.wait()

    def promote(self) -> None:
        """Let a replica be a primary of its own."""
        self.run("pg_ctl", "-w", "promote")

    def has_all_of(self, primary: Server) -> bool:
        """Whether a replica shows all that its primary has."""
        ((place,),) = primary.does("select pg_current_wal_lsn()::text")
        return self.does(f"select pg_last_wal_replay_lsn() >= '{place}'::pg_lsn") == [(True,)]

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        if (self.data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str, role: str = ADMIN) -> str:
        """The address of a database in it."""
        return f"postgresql://{role}@{LOOPBACK}:{self.port}/{database}"

    def database(self, template: str = "template0") -> str:
        """Make a database, as a copy of another, and give its name."""
        name = f"t{next(_numbers)}"
        self.does(f'create database "{name}" template "{template}" {self._strategy}')
        return name

    @cached_property
    def _strategy(self) -> str:
        """How a database is copied: by its files takes a seventh of the time that the log takes."""
        ((version,),) = self.does("select current_setting('server_version_num')::int")
        return "strategy file_copy" if version >= 150_000 else ""

    def does(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run SQL as the administrator of the server."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            done = connection.execute(sql.encode())
            return done.fetchall() if done.description else []

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the cluster."""
        with (self.folder / "said").open("a") as said:
            subprocess.run(
                self._line(program, *arguments), check=True,
                stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/",
            )  # fmt: skip

    def _line(self, program: str, *arguments: str) -> list[str]:
        """What runs one of the programs, such that it ends when we do."""
        folder = programs()
        assert folder
        line = [str(folder / program), "-D", str(self.data), *arguments]
        if not shutil.which("setpriv"):
            return line
        user = f"--reuid={SYSTEM_USER} --regid={SYSTEM_USER} --init-groups".split()
        is_root = os.getuid() == 0  # as which PostgreSQL refuses to run
        return ["setpriv", "--pdeathsig=QUIT", *(user if is_root else ()), *line]
