"""Reading a CSV file: decoded, its header known, each row with its line, every problem listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import InputFileError, Problem, TrackerError
from tracker.guard import unguard_cell

LONGEST_CELL = 10_000_000
# The columns whose values are words, refs and dates: spaces around them are never meant.
REFS = frozenset(
    ("negotiation", "talk", "talk_date", "date", "party", "move", "demand", "kind", "to", "counter",
     "visibility", "corrects", "id", "parent", "recorded_at", "recorded_by", "by", "code", "form",
     "status")
)  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file.

    Attributes:
        line: number of the line it begins at, counted from 1.
        cells: the value of each column; an empty cell is "".
    """

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, column: str, reason: str) -> Problem:
        """Something wrong with one cell of this row; the value is not said twice."""
        value = self[column]
        return Problem(self.line, column, value, reason.removeprefix(f"“{value}” "))


class BadCell(Exception):
    """One cell of a row cannot be used as it is."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@contextmanager
def reading(column: str) -> Iterator[None]:
    """Blame what goes wrong within on one column.

    Raises:
        BadCell: an error of ours came up.
    """
    try:
        yield
    except TrackerError as error:
        raise BadCell(column, str(error)) from None


@dataclass(slots=True)
class Rows:
    """What a file holds: its rows, and what is wrong with it so far."""

    header: tuple[str, ...]
    rows: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path, text: str | None = None, *, guarded: bool = True) -> Rows:
    """Read a CSV file of the form of RFC 4180, in UTF-8 with or without a byte-order mark.

    Args:
        path: the file, or its name in messages where `text` is given.
        text: its content, where it has been read already.
        guarded: whether the apostrophe against formulas is taken off.

    Raises:
        InputFileError: it cannot be read, is not UTF-8, or has no header.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text if text is not None else _decoded(path)), strict=True)
    lines = _numbered(reader, path)
    _, header = next(lines, (0, []))
    found = Rows(tuple(" ".join(name.split()).casefold() for name in header))
    if not any(found.header):
        raise InputFileError(f"{path} is empty: it needs a header and rows.")
    _check_header(found, path)
    for line, cells in lines:
        if any(cells):
            _add(found, line, cells, guarded=guarded)
    return found


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}.") from None
    if content[:2] in _UTF_16 or b"\0" in content[:1000]:
        raise InputFileError(f"{path} is UTF-16 or not text; save it as CSV in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputFileError(
            f"{path} is not UTF-8 (line {line}, byte {error.start}); save it as CSV in UTF-8."
        ) from None


def _numbered(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = getattr(reader, "line_num", 0) + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputFileError(
                f"{path} is not CSV from line {line} on: {error}. Look for a stray quote."
            ) from None
        yield line, cells


def _check_header(found: Rows, path: Path) -> None:
    seen: set[str] = set()
    for name in found.header:
        if name and name in seen:
            raise InputFileError(f"{path} has two columns “{name}”; keep one of them.")
        seen.add(name)
    if len(found.header) == 1 and any(mark in found.header[0] for mark in ";\t|"):
        raise InputFileError(
            f"{path} is not separated by commas: its header reads “{found.header[0]}”. "
            "Save it as comma-separated CSV."
        )


def _add(found: Rows, line: int, cells: Sequence[str], *, guarded: bool) -> None:
    if len(cells) != len(found.header):
        reason = f"the row has {len(cells)} cells, the header {len(found.header)} columns"
        found.problems.append(Problem(line, "", "", reason))
        return
    values = map(unguard_cell, cells) if guarded else cells
    named = zip(found.header, values, strict=True)
    row = {name: value.strip() if name in REFS else value for name, value in named}
    found.rows.append(Record(line, row))


def require(found: Rows, columns: Sequence[str], path: Path) -> None:
    """See that a file has the columns it cannot do without.

    Raises:
        InputFileError: it lacks one; the sentence says which columns there are.
    """
    missing = [column for column in columns if column not in found.header]
    if missing:
        raise InputFileError(
            f"{path} lacks {'the column' if len(missing) == 1 else 'the columns'} "
            f"{', '.join(missing)}; it has: {', '.join(found.header)}."
        )


def unread(found: Rows, known: Sequence[str], path: Path) -> list[str]:
    """The columns that will not be read.

    Raises:
        InputFileError: one of them looks like a misspelt known column.
    """
    from difflib import get_close_matches

    others = [name for name in found.header if name and name not in known]
    free = [name for name in known if name not in found.header]
    for name in others:
        near = get_close_matches(name, free, n=1, cutoff=0.8)
        if near:
            raise InputFileError(
                f"{path} has a column “{name}”; did you mean “{near[0]}”? Rename it."
            )
    return others
