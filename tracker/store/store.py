"""The open database: queries by name, and transactions that are whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.errors import DatabaseUnusable, TrackerError
from tracker.store import opening, schema, sqlfiles

if TYPE_CHECKING:
    from tracker.searching.sought import Sought
    from tracker.store.waiting import Waiting

T = TypeVar("T")
_BATCH = 500
_SNAPSHOT = "select count(*) from sqlite_schema"
Row = tuple[Any, ...]
Params = Mapping[str, Any]


class Store:
    """One open database file. Made by `open_for_reading` or `open_for_writing`.

    Attributes:
        hides_private: whether private moves are left out of what is read.
        hides_by_role: whether they are left out by reading as a role that sees none.
        known_until: number of the last move that counts, where a past state of knowledge is read.
        keeps_secrets: whether what is said of a failure must not name what is private.
        failure: what the database first failed of, if it did.
        kept: the copy of it as it was, where it was brought up to date as it was opened.
        in_file: whether it is a file of ours, and not kept by a server.
        recorder: who records in it, where it knows that itself; else empty.
    """

    in_file = True
    recorder = ""
    hides_by_role = False

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.hides_private = False
        self.keeps_secrets = False
        self.known_until: int | None = None
        self.failure: TrackerError | None = None
        self.kept: Path | None = None
        self._is_writing, self._written = False, 0
        self._waiting: Waiting | None = None
        self.use(connection)

    def use(self, connection: sqlite3.Connection) -> None:
        """Go on with a connection to the file."""
        self.connection = connection
        connection.create_function("words_of", 1, opening.words_of, deterministic=True)

    def all(self, query: str, params: Params | None = None) -> list[Row]:
        """Every row of db/queries/`query`.sql."""
        return self._explained(self._run(query, params).fetchall)

    def one(self, query: str, params: Params | None = None) -> Row | None:
        """The first row of db/queries/`query`.sql, or None."""
        row: Row | None = self._explained(self._run(query, params).fetchone)
        return row

    def each(self, query: str, params: Params | None = None) -> Iterator[Row]:
        """The rows of db/queries/`query`.sql as they are read."""
        rows = self._run(query, params)
        while batch := self._explained(rows.fetchmany, _BATCH):
            yield from batch

    def together(self, readings: Iterable[Callable[[], T]]) -> Iterator[T]:
        """What each of some readings gives, in order; each is over when it returns."""
        return (reading() for reading in readings)

    def write(self, query: str, params: Params | None = None) -> int:
        """Run a changing statement and give the id of the row it inserted."""
        self._written += 1
        if self._waiting and self._waiting.takes(query, params or {}):
            return 0
        return self._run(query, params).lastrowid or 0

    def put(self, query: str, params: Params | None = None) -> None:
        """Run a changing statement of which nobody asks what became of it."""
        self.write(query, params)

    def _run(self, query: str, params: Params | None) -> Any:
        self._must_hold()
        if self._waiting:
            self._waiting.settle()
        return self._explained(self.connection.execute, sqlfiles.query(query), params or {})

    def _explained(self, action: Callable[..., T], *given: Any) -> T:
        try:
            return action(*given)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self.failure = opening.explain(error, self.path)
            raise self.failure from None

    def _must_hold(self) -> None:
        """See that SQLite has not ended what is written, as it does by itself where a disk fails.

        What followed would be kept without what went before.
        """
        if self._is_writing and not self.connection.in_transaction:
            ended = sqlite3.OperationalError("it has ended the transaction")
            raise self.failure or opening.explain(ended, self.path)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging view of the database for all the reads within."""
        self.connection.execute("begin")
        opening.waiting(lambda: self.connection.execute(_SNAPSHOT).fetchone(), self.path)
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("rollback")

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[None]:
        """One transaction, committed at the end, or undone when anything fails.

        Args:
            keep: False undoes it at the end as well: a dry run along the same path.
        """
        opening.waiting(lambda: self.connection.execute("begin immediate"), self.path)
        self._is_writing = True
        try:
            yield
            if keep:
                self.index_words()
                self._commit()
        finally:
            self._is_writing, self._waiting = False, None
            if self.connection.in_transaction:
                self.connection.execute("rollback")

    def _commit(self) -> None:
        written = self.one("written", {"move": None, "change": None, "command": None}) or ()
        self._is_writing = False
        try:
            opening.waiting(lambda: self.connection.execute("commit"), self.path)
        except DatabaseUnusable as failure:
            from tracker.store.securing import secure

            secure(self, written, failure)

    def attempt(self) -> AbstractContextManager[None]:
        """A part of the open transaction that leaves nothing behind where it fails."""
        from tracker.store.waiting import Attempt, Waiting

        self._must_hold()
        if self._waiting is None:
            self._waiting = Waiting(self.connection, self._explained)
        return Attempt(self._waiting)

    @property
    def changes(self) -> int:
        """How much has been written since the database was opened, what was undone included."""
        return self._written

    def index_words(self) -> None:
        """Take the moves that the index of words lacks into it, all at once.

        At the end of a transaction, not by a trigger: row by row an import takes three times as
        long.
        """
        self._run("search_index", None)

    def expression(self, sought: Sought) -> str:
        """What is sought, in the words of the engine's search."""
        from tracker.store import fts

        return fts.expression(sought)

    def hide_private(self) -> None:
        """Leave private moves out of everything read from here on.

        A temporary view of this connection takes the place of `set_aside`, so that every query
        passes them over; nothing is written to the file. A query that reads what is set aside as
        well gives them all the same: see `hides_private`.
        """
        self.hides_private = True
        row = self.one("any_private")
        if row and row[0]:
            self.stand_in_public()

    @contextmanager
    def without_private(self) -> Iterator[None]:
        """Leave private moves out of everything read within, each read to its end."""
        if self.hides_private:
            yield
            return
        self.hide_private()
        try:
            yield
        finally:
            self.hides_private = False
            self.forget("forget_stand_in")

    def stand_in_public(self) -> None:
        """Count public moves only, with a temporary view of this connection."""
        with self.standing_in():
            self._run("hidden_stand_in", None)

    def stand_in(self, nr: int, *, private: bool) -> None:
        """Count only the moves up to number `nr`, and private ones only where `private`."""
        with self.standing_in():
            self._run("earlier_until", {"nr": nr})
            self._run("earlier_stand_in" if private else "earlier_public_stand_in", None)

    def forget(self, *queries: str) -> None:
        """End what stands in for something else."""
        with self.standing_in():
            for query in queries:
                self._run(query, None)

    @contextmanager
    def standing_in(self) -> Iterator[None]:
        """Let temporary tables be made that stand in for those of the file; it stays as it is."""
        if self._waiting:
            self._waiting.settle()
        with opening.sparing_the_file(self.connection):
            yield

    @contextmanager
    def as_recorded_until(self, nr: int, *, private: bool = True) -> Iterator[None]:
        """Leave out, of everything read within, moves after number `nr`; private ones at will."""
        self.stand_in(nr, private=private)
        try:
            yield
        finally:
            self.forget("forget_stand_in", "forget_until")

    def is_sound(self) -> bool:
        """Whether SQLite's own checks find nothing wrong with the file, its indexes among it."""
        from tracker.store.soundness import is_whole

        return is_whole(self.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.failure = None  # its traceback would hold on to open reads, and so to their locks
        self.connection.close()


def open_for_reading(path: Path, *, read_only: bool = False) -> Store:
    """Open an existing database; it is not created, and not changed unless it is older.

    With `read_only` nothing at all is written.

    Raises:
        DatabaseUnusable: missing, empty, newer, damaged or not ours; older and read-only.
    """
    store = Store(path, opening.connect(path, writing=False, read_only=read_only))
    if not _checked(store):
        from tracker.store.upgrading import must_be_possible

        with closing(store):
            must_be_possible(store, read_only=read_only)
        with closing(open_for_writing(path, create=False)) as upgraded:
            kept = upgraded.kept
        store = Store(path, opening.connect(path, writing=False))
        store.kept = kept
    return store


def open_for_writing(path: Path, *, create: bool) -> Store:
    """Open a database to record in it, upgraded where it is older; `create` makes a new one.

    Raises:
        DatabaseUnusable: as `open_for_reading`, or read-only.
    """
    if create:
        from tracker.store import placing

        placing.create(path)
    store = Store(path, opening.connect(path, writing=True))
    if not _checked(store):
        from tracker.store.upgrading import must_not_be_empty, upgrade

        try:
            if not create:
                must_not_be_empty(store)
            upgrade(store)
        except BaseException:
            store.close()
            raise
    return store


def _checked(store: Store) -> bool:
    try:
        return opening.waiting(lambda: schema.check(store.connection, store.path), store.path)
    except BaseException:
        store.close()
        raise
