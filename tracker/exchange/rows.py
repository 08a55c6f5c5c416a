"""A row of a file on its way in: what it says by our columns, and what the file calls them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.errors import AS_GIVEN, InputFileError, Problem

LONGEST_SHOWN = 200
"""Characters of a wrong value that are told; the line says where the rest is."""


_IN_FILES = (
    (", as the first argument", "", "text"),
    (", as the second argument", "", "text"),
    ("needs its wording", "needs its wording", "text"),
    ("give the later talk with --at", "name the later talk", "talk"),
    ("give an earlier talk with --at", "name an earlier talk", "talk"),
    ("the others it is put to with --to", "the others it is put to", "to"),
    ("another demand with --with KEY", "another demand", "counter"),
    ("another key with --key", "another key", "demand"),
    ("record it with --private", "import it as private", "visibility"),
)
_FOR_FILES = (
    (
        "it can answer it, for example: tracker counter",
        "write counter for a wording that it puts against that one, or name the proponent as the "
        "party",
    ),
    (
        "its proponent can put it back with: tracker retable",
        "put a row above it in which its proponent retables it",
    ),
)
"""How commands that the rules advise begin, and what a row of a file says in their place."""
"""What the rules advise at the command line, what does the same in a file, and in which column."""


_IN_ORDER = (
    "? Write the date as YYYY-MM-DD.",
    "? Write YYYY-MM-DD, or say which it is in all of the file: --dates day-first or month-first.",
)


class Raw(NamedTuple):
    """One row as it stands in a file.

    Attributes:
        line: number of the line it begins at, counted from 1.
        cells: its values in the order of the file's columns; an absent one is "".
        fault: why it cannot be read as a row at all.
    """

    line: int
    cells: list[str]
    fault: Problem | None = None


class Naming(NamedTuple):
    """Where the values of a row come from: the same for all rows of a file.

    Attributes:
        at: the place of each of our columns among a row's values.
        origins: the place of the file's column that each of ours is made from.
        names: what the file calls its columns.
        pick: takes the values of our columns out of a row's.
    """

    at: dict[str, int]
    origins: dict[str, int]
    names: Sequence[str]
    pick: Callable[[list[str]], tuple[str, ...]]


class Record(dict[str, str]):
    """One row of a file by our columns; one that the file lacks is "".

    Attributes:
        line: number of the line it begins at, counted from 1.
        cells: its values in the order of the file, then what a mapping makes of them.
    """

    __slots__ = ("_naming", "cells", "line")

    def __init__(self, line: int, cells: list[str], naming: Naming) -> None:
        super().__init__(zip(naming.at, naming.pick(cells), strict=True))
        self.line = line
        self.cells = cells
        self._naming = naming

    def __missing__(self, column: str) -> str:
        return ""

    def rewrite(self, column: str, value: str) -> None:
        """Let one of its columns have another value than the one that was read."""
        self[column] = self.cells[self._naming.at[column]] = value

    def problem(self, column: str, reason: str) -> Problem:
        """Something wrong with one of our columns, told by what the file calls it.

        The value is not said twice, and one that was translated is given as well.
        """
        ours, origin = self[column], self._naming.origins.get(column)
        reason = reason.removeprefix(f"“{ours}” ")
        if origin is None:
            return Problem(self.line, column, shortened(ours), reason)
        name, theirs = self._naming.names[origin], self.cells[origin]
        if ours != theirs.strip():
            reason = f"(read as “{shortened(ours)}”) {reason}"
        return Problem(self.line, name, shortened(theirs), reason)


def shortened(value: str) -> str:
    """A value as it is told, its end cut off where it is very long."""
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


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
    except AS_GIVEN as error:
        raise BadCell(column, str(error).replace(*_IN_ORDER)) from None


def in_file(advice: str) -> tuple[str, str]:
    """The column that a sentence of the rules is about, and the sentence as it holds for a file."""
    for command, row in _FOR_FILES:
        before, found, _ = advice.partition(command)
        advice = before + row if found else advice
    for there, here, column in _IN_FILES:
        if there in advice:
            return column, advice.replace(there, here)
    return "move", advice


@dataclass(slots=True)
class Rows:
    """The rows of a small file, all at once: its records, and what is wrong with the others."""

    rows: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def bad_rows(problems: Sequence[Problem]) -> InputFileError:
    """The error for a file with bad rows, in the order of their lines."""
    many = "row has an error" if len(problems) == 1 else "rows have errors"
    return InputFileError(
        f"Nothing was imported: {len(problems)} {many}.",
        sorted(problems, key=lambda each: each.line),
    )


def folded(name: str) -> str:
    """The name of a column as it is compared: without needless spaces, in any case."""
    return " ".join(name.split()).casefold()
