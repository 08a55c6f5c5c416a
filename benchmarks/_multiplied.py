"""A ledger several times as large as one that was recorded, made of it through SQL: in minutes.

All its demands and moves stand in it so often, each time with keys, ids and issues of their own.
The talks are as many as a recorded ledger of that size has, a command for each, and the moves
follow one another as the talks do. Wordings, answers, blocs and what is private, corrected and
struck are those of the recorded one. The ids are no hashes of what they name, so `tracker check` is
not for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple

from _realistic import day_of_talk, talks_of

from tracker.ledger.identity import rank_of
from tracker.store.store import open_for_writing

_COPIED = ("negotiation", "party", "membership", "setting")
_TURNED = "substr({0}, 1 + :copy) || substr({0}, 1, :copy)"
"""Another id for each copy, the same each time: the digits moved round."""
_OF_COPY = "{} + :copy * :demands"
_CHANGED = {
    "move": {
        "nr": "nr + :shift",
        "id": _TURNED.format("id"),
        "parent": _TURNED.format("parent"),
        "talk": ":talk",
        "demand": _OF_COPY.format("demand"),
        "counter": _OF_COPY.format("counter"),
        "corrects": _TURNED.format("corrects"),
        "recorded_at": ":at",
        "generation": "generation + :shift",
        "moment": ":moment",
        "rank": "rank + :later",
    },
    "demand": {
        "id": _OF_COPY.format("id"),
        "key": "prefix || '-' || (number + :copy * :demands)",
        "number": _OF_COPY.format("number"),
        "opening": _TURNED.format("opening"),
        "issue": "issue + :copy * :issues",
    },
    "set_aside": {"move": "move + :shift"},
    "pair": {"demand": _OF_COPY.format("demand")},
    "issue": {
        "id": "id + :copy * :issues",
        "path": "path || iif(:copy, '.' || :copy, '')",
    },
}
"""What is another value in a copy; all else is as it was."""
_BESIDE = """
select type, name, sql
from main.sqlite_master
where tbl_name in ('move', 'set_aside') and type in ('index', 'trigger') and sql is not null
order by rowid
"""
"""What is made after the rows, which is quicker; in the same order, by which SQLite breaks ties."""
_SPANS = """
select talk, min(nr) as first, max(nr) as last
from old.move
where nr <= (select max(last_move) from old.command where name = 'minutes')
group by talk
order by talk
"""
_DEMANDS_IN = """
select min(demand), max(demand) from old.move where verb = 'demand' and nr between ? and ?
"""
_ISSUES_OF = "select min(issue), max(issue) from old.demand where id between ? and ?"
_ISSUES_KNOWN = "select coalesce(max(id), :before) from issue where id > :before and id <= :until"


class _Part(NamedTuple):
    """The moves of one talk of the recorded ledger, to be copied."""

    copy: int
    first: int
    last: int


def write_multiplied(source: Path, target: Path, moves: int, times: int) -> None:
    """Make a database of about so many moves of a recorded one, which is copied so many times."""
    with closing(open_for_writing(target, create=True)) as store:
        connection = store.connection
        # Made up, so it need not survive a power cut while it is made.
        connection.execute("pragma synchronous = off")
        connection.execute("pragma cache_size = -2000000")
        connection.execute("pragma foreign_keys = off")
        connection.execute("attach ? as old", (str(source),))
        with store.writing():
            beside = connection.execute(_BESIDE).fetchall()
            for kind, name, _ in beside:
                connection.execute(f"drop {kind} {name}")
            _Copier(connection, talks_of(moves), times).copy()
            for *_, sql in beside:
                connection.execute(sql)
        connection.execute("detach old")


class _Copier:
    def __init__(self, connection: Connection, talks: int, times: int) -> None:
        self._connection = connection
        self._talks = talks
        self._times = times
        self._told = 0
        self._sizes = {
            f"{table}s": self._one(f"select max(id) from old.{table}")[0]
            for table in ("demand", "issue")
        }
        self._statements = {table: self._statement(table) for table in _CHANGED}

    def copy(self) -> None:
        """Everything of the recorded ledger, as often as is wanted."""
        execute = self._connection.execute
        begun = self._one("select last_change, at from old.command where nr = 1")
        for table in _COPIED:
            execute(f"delete from main.{table}")
            execute(f"insert into main.{table} select * from old.{table}")
        execute("insert into registry_change select * from old.registry_change where nr <= ?",
                begun[:1])  # fmt: skip
        self._keep("init", begun[1])
        spans = execute(_SPANS).fetchall()
        parts = [_Part(copy, *span[1:]) for span in spans for copy in range(self._times)]
        for number, some in self._by_talk(parts):
            values = self._talk(number)
            for part in some:
                self._part(part, values)
            self._keep("minutes", values["at"])

    def _by_talk(self, parts: list[_Part]) -> Iterator[tuple[int, Iterator[_Part]]]:
        places = ((at * self._talks // len(parts) + 1, part) for at, part in enumerate(parts))
        for number, some in itertools.groupby(places, key=lambda each: each[0]):
            yield number, (part for _, part in some)

    def _talk(self, number: int) -> dict[str, object]:
        """Add a talk, and give what its moves share."""
        day = day_of_talk(number, self._talks).isoformat()
        moment = int(day.replace("-", "")) * 1_000_000 + number
        row = {"id": number, "negotiation": 1, "ref": f"T{number}", "title": f"Round {number}",
               "date": day, "earliest": day, "latest": day, "place": "Geneva", "status": "held",
               "seq": number, "moment": moment, "first_date": day}  # fmt: skip
        self._connection.execute(
            f"insert into talk ({', '.join(row)}) values (:{', :'.join(row)})", row
        )
        at = f"{day}T18:00:00.{number:06}Z"
        self._added("talk", number, f"Scale/T{number}", at)
        return {"talk": number, "moment": moment, "at": at, **self._sizes}

    def _part(self, part: _Part, values: Mapping[str, object]) -> None:
        shift = self._told + 1 - part.first
        bound = {**values, "copy": part.copy, "shift": shift, "later": rank_of(shift, "00000")}
        first, last = self._one(_DEMANDS_IN, (part.first, part.last))
        if first:
            self._issues(part.copy, self._one(_ISSUES_OF, (first, last))[1], bound)
            for table in ("demand", "pair"):
                self._insert(table, (first, last), bound)
        for table in ("move", "set_aside"):
            self._insert(table, (part.first, part.last), bound)
        self._told = part.last + shift

    def _issues(self, copy: int, last: int, bound: Mapping[str, object]) -> None:
        """The issues that this copy has not met before: an issue is begun by its first demand."""
        before = copy * self._sizes["issues"]
        span = {"before": before, "until": before + self._sizes["issues"]}
        new = self._one(_ISSUES_KNOWN, span)[0] - before + 1
        self._insert("issue", (new, last), bound)
        for row in range(before + new, before + last + 1):
            path = self._one("select path from issue where id = ?", (row,))[0]
            self._added("issue", row, f"Scale/{path}", bound["at"])

    def _added(self, subject: str, row: int, ref: str, at: object) -> None:
        self._connection.execute(
            "insert into registry_change (subject, ref, field, changed_at, changed_by, row)"
            " values (?, ?, 'added', ?, 'benchmark', ?)",
            (subject, ref, at, row),
        )

    def _keep(self, name: str, at: object) -> None:
        self._connection.execute(
            "insert into command (name, at, by, last_move, last_change)"
            " select ?, ?, 'benchmark', ?, max(nr) from registry_change",
            (name, at, self._told),
        )

    def _insert(self, table: str, span: tuple[int, int], bound: Mapping[str, object]) -> None:
        self._connection.execute(
            self._statements[table], {**bound, "first": span[0], "last": span[1]}
        )

    def _statement(self, table: str) -> str:
        changed = _CHANGED[table]
        told = self._connection.execute("select name from pragma_table_info(?)", (table,))
        names = [name for (name,) in told]
        values = ", ".join(changed.get(name, name) for name in names)
        key = {"move": "nr", "pair": "demand", "set_aside": "move"}.get(table, "id")
        within = "negotiation = 1 and " if table == "pair" else ""  # as its key begins
        return (
            f"insert into main.{table} ({', '.join(names)}) select {values} from old.{table}"
            f" where {within}{key} between :first and :last order by {key}"
        )

    def _one(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
        found: tuple[Any, ...] = self._connection.execute(sql, values).fetchone()
        return found
