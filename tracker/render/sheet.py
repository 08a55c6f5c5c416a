"""What is to be shown, as data: cells with a role, lines of prose, sheets of columns and rows."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tracker.named import NamedTuple


class Cell(NamedTuple):
    """A piece of text and what it is.

    Attributes:
        text: any text; line feeds break lines.
        role: a status, headline or `theme.Role`; empty for ordinary text.
    """

    text: str
    role: str = ""


Line: TypeAlias = tuple[Cell, ...]
"""One logical line of prose, its pieces following each other without a space between."""


Row: TypeAlias = Sequence[Cell]
"""One cell for each column of a sheet."""


class Column(NamedTuple):
    """One column of a sheet.

    Attributes:
        heading: its title.
        flex: its share of the width left over; 0 for keys and the like, which are as wide as
            what they hold.
        minimum: cells below which a column with `flex` is not narrowed.
        right: whether it is aligned to the right.
    """

    heading: str
    flex: int = 0
    minimum: int = 4
    right: bool = False


class Sheet(NamedTuple):
    """Columns, and rows of as many cells each. The rows may be an iterator, then read once.

    Without any heading there is no heading row.
    """

    columns: Sequence[Column]
    rows: Iterable[Row]
