"""The Parquet tables of a ledger, asked for the positions by the query that docs/scale.md gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb

SQL = re.compile(r"```sql\n(.*?)```", re.DOTALL)
NOW = "99991231999999"
Cell = tuple[str, str, str]


def sql_of(page: Path) -> tuple[str, str]:
    """What makes the views of DuckDB, and the query."""
    blocks = SQL.findall(page.read_text(encoding="utf-8"))
    (views,) = (each for each in blocks if "read_parquet" in each)
    (query,) = (each for each in blocks if each.startswith("with counted"))
    return views, query


def asked(page: Path, folder: Path, moment: int | None = None) -> dict[Cell, dict[str, Any]]:
    """The positions as of a moment, by negotiation, demand and party; a row each."""
    views, query = sql_of(page)
    assert query.count(NOW) == 1
    with duckdb.connect() as connection:
        connection.execute(views.replace("'talks/", f"'{folder}/"))
        found = connection.execute(query.replace(NOW, str(moment)) if moment else query)
        names = [each[0] for each in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {(row["negotiation"], row["demand"], row["party"]): row for row in rows}
