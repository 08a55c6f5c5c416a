"""Statements on their way to a server, in as few round trips as they need.

What is only written waits, and goes together with the next statement that reads it, or with the end
of the transaction. Many rows of one table go by COPY.
"""

import re
import time
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from tracker.store.server import dialect
from tracker.store.server.prepared import Prepared
from tracker.store.store import Row

MANY = 100
"""From how many rows on they go by COPY."""
MOST = 2000
"""How many statements wait at most."""
LONGEST_SECONDS = 10.0
"""How long they do: the server takes who says nothing for gone."""
_ROWS = ("move_insert", "words_insert")
"""The statements that add one row each, of which many come one after the other."""
_APART = (*_ROWS, "pair_insert", "demand_opened", "registry_change_insert")
"""The statements among which the order is no matter, so that rows may go before the others."""
_WAITING = frozenset((
    *_APART, "command_insert", "demand_call", "demand_first_labels", "demand_put",
    "demand_set_first_labels", "pair_of_all_insert", "pairs_answered_insert", "pairs_unaddressed",
    "sponsor_insert", "sponsors_delete", "talk_call", "talk_moment_update", "talk_set_date",
    "talk_set_earliest", "talk_set_latest", "talk_set_moment", "talk_set_seq",
))  # fmt: skip
"""The statements that wait, since nobody asks what became of them."""
_FOLLOWING = {"move": "|set_aside|mended|gone_in_public|move_words"}
"""What changes with a table: what its triggers write, and views."""
_WRITES = re.compile(r"\s*(?:insert into|update|delete from) (\w+)")
_INSERT = re.compile(r"(insert into (\w+) \(([^)]*)\))\s*values\s*(.*)", re.DOTALL)
_PARAMETER = re.compile(r"%\((\w+)\)s")

Values = Mapping[str, Any]


class Statement(NamedTuple):
    """A statement that waits: the query of this name with its values, or, without them, a text."""

    name: str
    values: Values | None = None


class Question(NamedTuple):
    """A query that only reads, by its name, and its values."""

    query: str
    values: Values


class Mark(NamedTuple):
    """How often had been sent, and how much was waiting, when an attempt began, and its name.

    Each within another has a name of its own, so that undoing that one undoes all within.
    """

    sent: int
    waiting: int
    name: str


class Sender:
    """Sends the statements of one connection, none before another whose result it needs.

    Every method raises psycopg.Error where a statement fails, be it one that waited.

    Attributes:
        copied: how many rows have gone by COPY in this transaction.
        prepared: the queries that it asks again and again.
    """

    def __init__(self, connection: Any) -> None:
        self.copied = 0
        self._connection = connection
        self._cursor = connection.cursor()
        self.prepared = Prepared(self._text)
        self._waiting: list[Statement] = []
        self._sent = 0
        self._last = time.monotonic()
        self._depth = 0

    def read(self, sql: str, values: Values | None = None) -> Any:
        """Run a query now, and before it what waits, if it reads anything of that."""
        if any(_reading(table).search(sql) for table in self._written()):
            return self.run(sql, values)
        return self.run_all(self._text(sql, values))

    def ask(self, query: str, values: Values) -> Any:
        """Run the query of a name, as `read` does."""
        if self._waiting:
            return self.read(dialect.query(query), values)
        return self.run_all(self.prepared.text(query, values))

    def ask_all(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The rows of each of some queries, in one round trip, and before it what waits."""
        self.send()
        self._last = time.monotonic()
        text = ";\n".join(self.prepared.text(*each) for each in questions)
        done = self._connection.execute(text)
        found = [done.fetchall()] if done.description else []
        while done.nextset():
            found += [done.fetchall()] if done.description else []
        assert len(found) == len(questions)
        return found

    def run(self, sql: str, values: Values | None = None) -> Any:
        """Run a statement now, and before it what waits."""
        return self.run_all(";\n".join([*self._due(), self._text(sql, values)]))

    def run_all(self, text: str) -> Any:
        """Run statements in one round trip, and give the cursor of the last."""
        self._last = time.monotonic()
        done = self._connection.execute(text)
        while done.nextset():
            pass
        return done

    def later(self, name: str, values: Values) -> bool:
        """Whether a statement can wait; if so, it does."""
        if name not in _WAITING:
            return False
        self.wait(name, values)
        return True

    def wait(self, name: str, values: Values) -> None:
        """Let a statement wait, whichever it is; it must be one of which nothing is asked."""
        self._waiting.append(Statement(name, values))
        if len(self._waiting) >= MOST or time.monotonic() > self._last + LONGEST_SECONDS:
            self.send()

    def send(self, *last: str) -> None:
        """Send all that waits, and after it some more."""
        if texts := [*self._due(), *last]:
            self.run_all(";\n".join(texts))

    def forget(self) -> list[str]:
        """Send nothing of what waits, as the transaction ends; and give what is to follow that."""
        self._waiting, self._depth, self.copied = [], 0, 0
        return self.prepared.end()

    def begin(self) -> Mark:
        """Begin an attempt: a part of the transaction that may be undone."""
        self._depth += 1
        mark = Mark(self._sent, len(self._waiting), f"attempt_{self._depth}")
        self._waiting.append(Statement(f"savepoint {mark.name}"))
        return mark

    def keep(self, mark: Mark) -> None:
        """End an attempt, and keep what it did."""
        self._depth -= 1
        if mark.sent == self._sent:
            del self._waiting[mark.waiting]
        else:
            self._waiting.append(Statement(f"release savepoint {mark.name}"))

    def undo(self, mark: Mark) -> None:
        """End an attempt, and undo what it did."""
        self._depth -= 1
        if mark.sent == self._sent:
            del self._waiting[mark.waiting :]
            return
        self._waiting = []
        self.run_all(f"rollback to savepoint {mark.name}; release savepoint {mark.name}")

    def _written(self) -> set[str]:
        """The tables that waiting statements write."""
        return {_written(each.name) for each in self._waiting if each.values is not None}

    def _due(self) -> list[str]:
        """The text of all that waits, but for what goes by COPY at once, with what is before it."""
        waiting, self._waiting = self._waiting, []
        self._sent += bool(waiting)
        texts: list[str] = []
        for is_apart, part in groupby(waiting, key=lambda each: each.name in _APART):
            statements = list(part)
            if not is_apart:
                texts += map(self._text_of, statements)
                continue
            for name in _ROWS:
                rows = [each.values for each in statements if each.name == name and each.values]
                if len(rows) >= MANY:
                    if texts:
                        self.run_all(";\n".join(texts))
                        texts.clear()
                    self._copy(name, rows)
                elif rows:
                    texts.append(self._inserted(name, rows))
            texts += [self._text_of(each) for each in statements if each.name not in _ROWS]
        return texts

    def _text_of(self, waiting: Statement) -> str:
        if waiting.values is None:
            return waiting.name
        return self._text(dialect.query(waiting.name), waiting.values)

    def _text(self, sql: str, values: Values | None) -> str:
        return sql if values is None else str(self._cursor.mogrify(sql, values))

    def _inserted(self, name: str, rows: Sequence[Values]) -> str:
        """One statement that adds a few rows."""
        insert = _insertion(name)
        lists = ", ".join(self._text(insert.values, row) for row in rows)
        return f"{insert.head} values {lists}"

    def _copy(self, name: str, rows: Sequence[Values]) -> None:
        """Add many rows, by a table of this transaction: none under row security takes a COPY."""
        self.copied += len(rows)
        insert = _insertion(name)
        names = _PARAMETER.findall(insert.values)
        self.run_all(insert.table)
        with self._cursor.copy(insert.copy) as copy:
            for row in rows:
                copy.write_row([row[each] for each in names])
        self.run_all(insert.arrived)


class _Insertion(NamedTuple):
    """How rows are inserted, from the query that inserts one.

    Attributes:
        head: up to the values.
        values: of one row, with its parameters.
        table: makes the table that many arrive in.
        copy: takes them into that.
        arrived: moves them on from there, in order.
    """

    head: str
    values: str
    table: str
    copy: str
    arrived: str


@cache
def _insertion(name: str) -> _Insertion:
    found = _INSERT.match(dialect.query(name).strip())
    assert found
    head, table, columns, values = found.groups()
    arriving = f"{table}_arriving"
    select = f"select {columns} from"
    return _Insertion(
        head,
        values,
        f"create temp table if not exists {arriving} on commit drop as {select} {table}"
        " with no data",
        f"copy pg_temp.{arriving} ({columns}) from stdin",
        f"{head} {select} pg_temp.{arriving} order by nr; truncate pg_temp.{arriving}",
    )


@cache
def _written(name: str) -> str:
    """The table that a statement writes."""
    found = _WRITES.match(dialect.query(name))
    assert found
    return found[1]


@cache
def _reading(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table}{_FOLLOWING.get(table, '')})\b")
