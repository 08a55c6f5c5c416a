"""What a file can hold: moves, talks or parties, told apart by its columns."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.errors import InputFileError
from tracker.exchange import moves_out, registry_in
from tracker.exchange.given import GIVEN
from tracker.exchange.rows import folded

WHEN = ("talk", "talk_date", "date")
PROBLEM = "problem"
"""The column that says, in a file of skipped rows, what was wrong; it is not read."""
OF_THE_RECORD = ("id", "parent", "recorded_at", "recorded_by")
"""Columns that hold what only this program writes: in another's file they mean something else."""


class Kind(NamedTuple):
    """One kind of file.

    Attributes:
        name: what it holds.
        columns: those that are read.
        needed: those it cannot do without.
    """

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]


MOVES = Kind(
    "moves",
    (*moves_out.COLUMNS, moves_out.BY, GIVEN, moves_out.SOURCE_TEXT),
    ("party", "move", "demand"),
)
TALKS = Kind("talks", registry_in.TALK_COLUMNS, ("talk", "title"))
PARTIES = Kind("parties", registry_in.PARTY_COLUMNS, ("code", "name"))
KINDS = (MOVES, PARTIES, TALKS)
EVERY_COLUMN = tuple(dict.fromkeys(column for kind in KINDS for column in kind.columns))
TRIMMED = frozenset(
    ("negotiation", "talk", "talk_date", "date", "party", "move", "demand", "kind", "to", "counter",
     "visibility", "corrects", "id", "parent", "recorded_at", "recorded_by", "by", "source_text",
     "code", "form", "status")
)  # fmt: skip
"""The columns of words, refs and dates: spaces around their values are never meant."""


def kind_of(columns: Sequence[str]) -> Kind:
    """What a file with these columns of ours holds."""
    if "move" in columns:
        return MOVES
    found = (kind for kind in (PARTIES, TALKS) if set(kind.needed) <= set(columns))
    return next(found, MOVES)


def is_known(header: Sequence[str]) -> bool:
    """Whether columns have all that some kind of file cannot do without."""
    return any(set(kind.needed) <= set(header) for kind in KINDS)


def is_own(header: Sequence[str]) -> bool:
    """Whether the columns are those of a file that this program wrote."""
    return tuple(header) in (TALKS.columns, PARTIES.columns) or (
        set(OF_THE_RECORD) <= set(header) and set(header) <= {*MOVES.columns, PROBLEM}
    )


def require(columns: Sequence[str], kind: Kind, names: Sequence[str], file: str) -> None:
    """See that a file has the columns it cannot do without.

    Args:
        columns: those of ours that it has, mapped ones included.
        kind: what it holds.
        names: its columns as it calls them.
        file: its name.

    Raises:
        InputFileError: it lacks one; the sentence says which columns there are.
    """
    missing = [column for column in kind.needed if column not in columns]
    there = ", ".join(filter(None, map(folded, names)))
    if missing:
        noun = "the column" if len(missing) == 1 else "the columns"
        raise InputFileError(
            f"{file} lacks {noun} {', '.join(missing)}; it has: {there}. Rename one, or map it "
            f"with --map {missing[0]}=THEIRS."
        )
    if kind is MOVES and not any(column in columns for column in WHEN):
        raise InputFileError(
            f"{file} lacks a column that says when: talk, talk_date or date; it has: {there}."
        )
