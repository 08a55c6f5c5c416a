"""A file as a table: the names of its columns, and its rows as they are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tracker.errors import InputFileError
from tracker.exchange.rows import Raw, folded

LONGEST_CELL = 10_000_000
MOST_COLUMNS = 1_000


class Table(NamedTuple):
    """The columns and rows of a file, the rows read one by one and once.

    Attributes:
        name: the file, in messages.
        names: its columns as it calls them.
        rows: what it holds, from the first to the last.
        share: gives how much of it has been read, from 0 to 1.
        guarded: whether a leading apostrophe may guard against spreadsheets in its format.
        texts: the texts of sources that it brings along, by their hashes.
    """

    name: str
    names: Sequence[str]
    rows: Iterator[Raw]
    share: Callable[[], float]
    guarded: bool = False
    texts: Mapping[str, str] = MappingProxyType({})

    @property
    def header(self) -> list[str]:
        """Its columns as they are compared."""
        return [folded(name) for name in self.names]


def check_names(names: Sequence[str], file: str) -> None:
    """See that the columns of a file can be told apart.

    Raises:
        InputFileError: there are none or too many, or two have one name.
    """
    if len(names) > MOST_COLUMNS:
        raise InputFileError(
            f"{file} has {len(names):,} columns; up to {MOST_COLUMNS:,} are read. "
            "Is it a table, and are its cells separated as its name or --format says?"
        )
    seen: set[str] = set()
    for name in map(folded, names):
        if name and name in seen:
            raise InputFileError(f"{file} has two columns “{name}”; keep one of them.")
        seen.add(name)
    if not any(seen):
        raise InputFileError(f"{file} is empty: it needs a header and rows.")
