"""A copy of what may be shown: a database of its own, with plain tables of nothing else."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tracker.store import opening, placing


class Table(NamedTuple):
    """One table of the copy.

    Attributes:
        name: of the table.
        columns: their names.
        rows: one record each.
        counted: the columns that hold numbers.
        searched: the columns whose words can be searched.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[str | int | float | None]]
    counted: Sequence[str] = ()
    searched: Sequence[str] = ()


def write_copy(path: Path, tables: Iterable[Table]) -> None:
    """Make a database that only its owner can read, with these tables.

    Args:
        path: the file; it must not exist.
        tables: what it holds.

    Raises:
        DatabaseUnusable: it cannot be written.
    """
    placing.create(path)
    try:
        with closing(sqlite3.connect(path)) as connection:
            for table in tables:
                _write(connection, table)
            connection.commit()
    except sqlite3.Error as error:
        raise opening.explain(error, path) from None


def _write(connection: sqlite3.Connection, table: Table) -> None:
    from sqlite_utils import Database

    made = Database(connection, execute_plugins=False).table(table.name)
    made.create({name: int if name in table.counted else str for name in table.columns})
    made.insert_all(dict(zip(table.columns, row, strict=True)) for row in table.rows)
    if table.searched:
        made.enable_fts(table.searched, tokenize="unicode61 remove_diacritics 2")
