"""A ledger on a server: the same queries by name, and transactions that are whole or not at all.

Whoever records holds one lock to the end of the transaction, so that moves are numbered in the
order in which they can be seen, as in a file. Reads see one unchanging state and wait for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

from tracker.searching.sought import Sought
from tracker.store.server import beginning, dialect, failing, schema, words
from tracker.store.server.address import Address
from tracker.store.server.connecting import connect
from tracker.store.server.parts import LONG, parts
from tracker.store.server.replica import Replica
from tracker.store.server.sending import Question, Sender
from tracker.store.store import Params, Row, Store

if TYPE_CHECKING:
    from tracker.store.server.together import Together

T = TypeVar("T")
MUCH = 1000
"""After how many rows by COPY the server is to look at its tables anew, and after four times that.

What reads them before they are kept is planned by what the server knows of them.
"""
_BATCH = 500


class ServerStore(Store):
    """One connection to a ledger on a server. Made by `open_server`.

    Attributes: as of `Store`; `path` is the address, and `kept` is always None.
        replica: how the server stood to its primary when the transaction began.
    """

    in_file = False

    def __init__(self, address: Address, connection: Any, *, read_only: bool = False) -> None:
        self.address = address
        self.replica = Replica()
        self._begins_reading = beginning.READING_ALONE if read_only else beginning.READING
        self._makes_no_tables = False
        self._look_again_at = MUCH
        self._cursors = 0
        self._together: Together | None = None
        place: Any = address
        super().__init__(place, connection)

    def use(self, connection: Any) -> None:
        """Go on with a connection to the server."""
        self.connection: Any = connection
        self._sender = Sender(connection)

    def _run(self, query: str, params: Params | None) -> Any:
        values = dialect.values(params)
        return self._explained(lambda: self._sender.run(dialect.query(query), values))

    def _asked(self, query: str, params: Params | None) -> Any:
        """Run a query that only reads; a NUL, which no text of a server holds, finds nothing.

        It overtakes what waits and has nothing to do with it.
        """
        found = {
            name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
            for name, value in (params or {}).items()
        }
        values = dialect.values(found)
        if self._sender.copied >= self._look_again_at:
            self._look_again_at = 4 * self._sender.copied
            self._run("take_stock", None)
        if self._together and self._together.is_reading:
            return self._together.held(Question(query, values))
        return self._explained(lambda: self._sender.ask(query, values))

    def together(self, readings: Iterable[Callable[[], T]]) -> Iterator[T]:
        """What each of some readings gives, in order; what several ask goes in one round trip."""
        if self._together is None:
            from tracker.store.server.together import Together

            self._together = Together(
                lambda questions: self._explained(self._sender.ask_all, questions)
            )
        return self._together.read(readings)

    def all(self, query: str, params: Params | None = None) -> list[Row]:
        """Every row of a query."""
        rows: list[Row] = self._asked(query, params).fetchall()
        return rows

    def one(self, query: str, params: Params | None = None) -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self._asked(query, params).fetchone()
        return row

    def each(self, query: str, params: Params | None = None) -> Iterator[Row]:
        """The rows of a query as they are read; those of a whole ledger come some at a time."""
        if query in LONG and self._in_transaction:
            yield from self._in_parts(query, params)
            return
        rows = self._asked(query, params)
        while batch := rows.fetchmany(_BATCH):
            yield from batch

    def _in_parts(self, query: str, params: Params | None) -> Iterator[Row]:
        self._cursors += 1
        values = dialect.values(params)
        found = parts(self._sender, self._cursors, dialect.query(query), values)
        while part := self._explained(lambda: next(found, None)):
            yield from part

    def write(self, query: str, params: Params | None = None) -> int:
        """Run a changing statement and give the id of the row it inserted.

        One that inserts what has no id may be sent later, with what comes next.
        """
        if self._explained(lambda: self._sender.later(query, dialect.values(params))):
            self._written += 1
            return 0
        done = self._run(query, params)
        self._written += max(done.rowcount, 0)
        if done.description is None:
            return 0
        row = done.fetchone()
        return int(row[0]) if row else 0

    def put(self, query: str, params: Params | None = None) -> None:
        """Run a changing statement some time before the next that reads what it changes."""
        self._explained(lambda: self._sender.wait(query, dialect.values(params)))
        self._written += 1

    def _explained(self, action: Callable[..., T], *given: Any, ending: bool = False) -> T:
        try:
            return action(*given)
        except psycopg.Error as error:
            self.failure = failing.explain(error, self.address, ending=ending)
            raise self.failure from None

    @property
    def _in_transaction(self) -> bool:
        status: TransactionStatus = self.connection.info.transaction_status
        return status not in (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)

    def _execute(self, sql: str) -> None:
        self._explained(lambda: self.connection.execute(sql))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging view of the ledger for all the reads within."""
        try:
            self._begin(self._begins_reading)
            self._sender.prepared.begin()
            yield
        finally:
            self._leave()

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[None]:
        """One transaction, committed at the end, or undone when anything fails.

        Args:
            keep: False undoes it at the end as well: a dry run along the same path.

        Raises:
            DatabaseBusy: others recorded all the time that it waited.
        """
        try:
            self.recorder = self._begin(beginning.WRITING)
            written, self._look_again_at = self._written, MUCH
            yield
            if keep:
                self.index_words()
                last = [] if self._written == written else [dialect.query("tell_others")]
                if self._sender.copied >= MUCH:
                    last.insert(0, dialect.query("take_stock"))
                self._explained(lambda: self._sender.send(*last, "commit"), ending=True)
            else:
                self._explained(self._sender.send)
        finally:
            self._leave()

    @contextmanager
    def choosing(self) -> Iterator[None]:
        """One transaction for what is this role's own, which waits for nobody who records."""
        try:
            self.recorder = self._begin(beginning.CHOOSING)
            yield
            self._explained(lambda: self._sender.send("commit"), ending=True)
        finally:
            self._leave()

    def _begin(self, statements: str) -> str:
        """Begin a transaction, in one round trip, and give the role that it is of."""
        begun = self._explained(lambda: self._sender.run_all(statements).fetchone())
        version, role, alone, *replica = begun
        schema.check(version, self.address)
        self._makes_no_tables, self.replica = bool(alone), Replica(*replica)
        return str(role)

    def lag(self) -> str:
        """How far the server lies behind its primary, to be told; empty where it does not."""
        again = self.replica.looking_again
        if again and self._explained(lambda: self.connection.execute(*again).fetchone())[0]:
            return ""
        return self.replica.lag

    def _leave(self) -> None:
        let_go = self._sender.forget()
        if not self.connection.closed and self._in_transaction:
            try:
                self.connection.execute(";\n".join(["rollback", *let_go]))
            except psycopg.Error:
                self.connection.close()  # the server ends what it was in the middle of

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the open transaction that leaves nothing behind where it fails."""
        mark = self._sender.begin()
        try:
            yield
        except BaseException:
            if not self.connection.closed and self._in_transaction:
                self._explained(lambda: self._sender.undo(mark))
            raise
        self._sender.keep(mark)

    def index_words(self) -> None:
        """Take the moves that the index of words lacks into it."""
        for nr, *texts in self.all("search_index"):
            self.write("words_insert", {"nr": nr, "words": words.indexed(tuple(texts))})

    def expression(self, sought: Sought) -> str:
        """What is sought, in the words of the engine's search."""
        return words.expression(sought)

    def stand_in(self, nr: int, *, private: bool) -> None:
        """Count only the moves up to number `nr`, and private ones only where `private`.

        Raises:
            DatabaseUnusable: no table can be made: it is a replica, or only to be read.
        """
        if self._makes_no_tables:
            alone = self._begins_reading is beginning.READING_ALONE
            raise failing.no_tables(self.address, is_replica=bool(self.replica.is_one), alone=alone)
        super().stand_in(nr, private=private)

    def stand_in_public(self) -> None:
        """Count public moves only; where no table can be made, as a role that sees no others."""
        if self._makes_no_tables:
            self.hides_by_role = True
            self._execute("set local role tracker_reader")
        else:
            super().stand_in_public()

    def forget(self, *queries: str) -> None:
        """End what stands in for something else."""
        if self._makes_no_tables:
            self.hides_by_role = False
            self._execute("set local role none")
        else:
            super().forget(*queries)

    @contextmanager
    def standing_in(self) -> Iterator[None]:
        """Let temporary tables be made that stand in for those of the ledger."""
        self._sender.prepared.outdate()
        yield

    def is_sound(self) -> bool:
        """True: what the server holds it vouches for itself."""
        return True

    def listen(self) -> None:
        """Hear from now on whenever somebody records: what is told while we ask is kept."""
        self._execute("listen tracker")

    def heard(self, seconds: float) -> bool:
        """Whether somebody recorded since `listen`, or does within some seconds from now."""
        return self._explained(
            lambda: any(True for _ in self.connection.notifies(timeout=seconds, stop_after=1))
        )

    def close(self) -> None:
        """Let go of the connection."""
        self.failure = None
        self.connection.close()


def open_server(address: Address, *, read_only: bool = False) -> ServerStore:
    """Open a ledger on a server, to read or to record; with `read_only` it refuses that itself."""
    return ServerStore(address, connect(address), read_only=read_only)
