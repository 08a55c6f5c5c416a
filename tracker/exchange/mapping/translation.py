"""Tables of two columns that translate somebody's values into ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from tracker.errors import InputFileError, Problem
from tracker.exchange.files.opening import Dialect, open_table
from tracker.exchange.files.source import from_path
from tracker.exchange.files.table import Table
from tracker.exchange.rows import folded

FROM, TO = "from", "to"
STAR = "*"
_REMEMBERED = 4_096

Pair = tuple[str, str]


class Translation:
    """What each of somebody's values means.

    A value is looked for as it is, then whatever its case and spaces, then by the longest
    beginning that an entry with a star at its end has. A star at the end of what such an entry
    means stands for the rest of the value.

    Attributes:
        name: of the file it was read from.
        pairs: its entries, in order.
    """

    def __init__(self, name: str, pairs: Sequence[Pair]) -> None:
        self.name = name
        self.pairs = list(pairs)
        self._exact = dict(self.pairs)
        self._folded = _agreed((folded(theirs), ours) for theirs, ours in self.pairs)
        begun = [(_begins(theirs), ours) for theirs, ours in self.pairs if theirs.endswith(STAR)]
        self._begun = sorted(begun, key=lambda each: -len(each[0]))
        self.of = lru_cache(_REMEMBERED)(self._look_up)

    def _look_up(self, value: str) -> str | None:
        """What a value means; None where no entry says it. An empty one needs its own entry."""
        found = self._exact.get(value)
        if found is None:
            found = self._folded.get(folded(value))
        if found is not None or not value.strip():
            return found
        text = " ".join(value.split())
        for begins, ours in self._begun:
            if text.casefold().startswith(begins):
                return ours[:-1] + _rest(text, begins) if ours.endswith(STAR) else ours
        return None


def _agreed(pairs: Iterable[Pair]) -> dict[str, str]:
    """The entries that mean one thing, of those that are the same whatever their case."""
    meant: dict[str, set[str]] = {}
    for theirs, ours in pairs:
        meant.setdefault(theirs, set()).add(ours)
    return {theirs: next(iter(each)) for theirs, each in meant.items() if len(each) == 1}


def _begins(entry: str) -> str:
    return re.sub(r"\s+", " ", entry[:-1].lstrip()).casefold()


def _rest(text: str, begins: str) -> str:
    """What follows a beginning that was found whatever its case, which may change its length."""
    return next(text[at:] for at in range(len(text) + 1) if text[:at].casefold() == begins)


def read_translation(file: str, *, raw: bool = False) -> Translation:
    """Read a table of the columns `from` and `to`, in any of the formats of an import.

    Raises:
        InputFileError: it cannot be read, lacks a column, or says twice what a value means.
    """
    with closing(from_path(Path(file))) as source:
        sense = {FROM, TO}.issubset
        table = open_table(source, Dialect(raw=raw), sense, ours=lambda _: False)
        return Translation(file, _pairs(table))


def _pairs(table: Table) -> list[Pair]:
    if not {FROM, TO} <= set(table.header):
        raise InputFileError(
            f"{table.name} translates no values: it needs the columns from and to; "
            f"it has: {', '.join(table.names)}."
        )
    first, second = table.header.index(FROM), table.header.index(TO)
    pairs: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems = []
    for line, cells, fault in table.rows:
        if fault is not None:
            problems.append(fault)
        elif cells[first] in lines:
            reason = f"has an entry in line {lines[cells[first]]} already"
            problems.append(Problem(line, FROM, cells[first], reason))
        else:
            pairs[cells[first]], lines[cells[first]] = cells[second].strip(), line
    if problems:
        raise InputFileError(f"{table.name} cannot be used as it is.", problems)
    return list(pairs.items())
