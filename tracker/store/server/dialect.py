"""The queries of db/queries as PostgreSQL takes them.

Where the two engines say a thing in different words, the words are put here, once for all queries;
where they need another query, it stands under the same name in db/postgres/queries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from tracker.store import sqlfiles

ROW_IDS = {
    "party": "id", "talk": "id", "issue": "id", "demand": "id", "negotiation": "id",
    "membership": "id", "registry_change": "nr", "command": "nr",
}  # fmt: skip
"""The tables of which an insertion gives the id of the row, with its column."""

_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)\b")
_IS = re.compile(r"\bis (not )?(?!null\b|not\b|true\b|false\b|distinct\b)(?=[:'\w])")
_CROSS = re.compile(r"\bcross join ([\w.]+(?: as \w+)?) on\b")
_GLOB = re.compile(r"\b(not )?glob '([^']*)'")
_BLOB = re.compile(r"cast\((\S+) as blob\)")
_INSERTED = re.compile(r"insert into (\w+)")
_SET_ASIDE = re.compile(r"(?<=exists )\((select 1 from set_aside where [\w.]+ = [\w.]+)\)")
"""Asked of one move after the other, as SQLite does: joined with what stands in for the table,
every move would be compared with all that are set aside.
"""
_WORDS = (
    (re.compile(r"(?<=[\s(])\+(?=[a-z_]+\.)"), ""),  # SQLite: not by an index
    (re.compile(r" indexed by \w+"), ""),
    (re.compile(r"\bjson_each\("), "each_of("),
    (re.compile(r"\bchar\("), "chr("),
    (re.compile(r"\blike\b"), "ilike"),  # SQLite: whatever the case of ASCII letters
    (re.compile(r"\bmain\.(?=\w)"), "tracker."),
    (re.compile(r"\btemp\.(?=\w)"), "pg_temp."),
    (re.compile(r"\bindex pg_temp\.(\w+) on (\w+)"), r"index \1 on pg_temp.\2"),
    (re.compile(r"\blimit (:[a-z_]+)"), r"limit nullif(\1, -1)"),  # SQLite: -1 for all
    (re.compile(r"\binteger\b"), "bigint"),
    (_SET_ASIDE, r"(\1 offset 0)"),
)  # fmt: skip


@cache
def query(name: str) -> str:
    """The text of a query for PostgreSQL, its parameters as `%(name)s`.

    Raises:
        DatabaseUnusable: there is no such file.
    """
    folder = sqlfiles.root()
    twin = folder / "postgres" / "queries" / f"{name}.sql"
    return translated(sqlfiles.read_twin(folder, name) if twin.exists() else sqlfiles.query(name))


def translated(sql: str) -> str:
    """A query of SQLite's as PostgreSQL takes it."""
    text = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    for pattern, word in _WORDS:
        text = pattern.sub(word, text)
    text = _CROSS.sub(r"join \1 on", text)
    text = _IS.sub(lambda found: f"is {'' if found[1] else 'not '}distinct from ", text)
    text = _GLOB.sub(_as_pattern, text)
    text = _BLOB.sub(r"convert_to(\1, 'UTF8')", text)
    text = _joined(text)
    text = _temporary(text)
    inserted = _INSERTED.match(text.lstrip())
    if inserted and inserted[1] in ROW_IDS and "returning" not in text:
        text = f"{text.rstrip()}\nreturning {ROW_IDS[inserted[1]]}"
    return _PARAMETER.sub(r"%(\1)s", text.replace("%", "%%"))


def _as_pattern(found: re.Match[str]) -> str:
    pattern = found[2].replace("*", ".*")
    return f"{'!~' if found[1] else '~'} '^{pattern}$'"


def _joined(text: str) -> str:
    """Put in place of group_concat what joins texts, in the order of what is joined."""
    while (start := text.find("group_concat(")) >= 0:
        inside = start + len("group_concat(")
        parts, end = _arguments(text, inside)
        joined = parts[0].strip()
        between = parts[1].strip() if len(parts) > 1 else "','"
        put = f"string_agg(cast({joined} as text), {between} order by {joined})"
        text = text[:start] + put + text[end:]
    return text


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments that begin at `start`, and where the parenthesis after them ends."""
    parts: list[str] = []
    depth, quoted, begun = 0, False, start
    for place in range(start, len(text)):
        sign = text[place]
        if sign == "'":
            quoted = not quoted
        elif not quoted and sign == "(":
            depth += 1
        elif not quoted and sign == ")" and depth:
            depth -= 1
        elif not quoted and sign == ")":
            return [*parts, text[begun:place]], place + 1
        elif not quoted and sign == "," and not depth:
            parts.append(text[begun:place])
            begun = place + 1
    raise AssertionError("a parenthesis is not closed")


_TEMPORARY = re.compile(r"create temp table (\w+)( as\b)?")
_TEXT_COLUMN = re.compile(r"(\b\w+ text\b)(?! collate)")


def _temporary(text: str) -> str:
    """Let temporary tables end with their transaction: a pooled connection is another's next.

    Their texts compare byte by byte, as those of the ledger do, whatever the database is made with.
    """
    found = _TEMPORARY.search(text)
    if not found:
        return text
    if found[2]:
        return text.replace(found[0], f"create temp table {found[1]} on commit drop as")
    text = _TEXT_COLUMN.sub(r'\1 collate "C"', text)
    return text if "on commit" in text else f"{text.rstrip()} on commit drop"


def values(params: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values as the queries of SQLite take them."""
    return {name: _plain(value) for name, value in (params or {}).items()}


def _plain(value: Any) -> Any:
    """A value as the queries of SQLite take it: truth as a number, a word as its text."""
    if isinstance(value, bool):
        return int(value)
    return value.value if isinstance(value, Enum) else value
