"""The mappings of imports, for the eye and as a view."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from tracker.ledger.mappings import Kept
from tracker.render.records import write_delimited
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import Row, View

COLUMNS = ("mapping", "columns", "kept_at", "kept_by")


def mappings_view(every: Sequence[Kept], filled: Sequence[Sequence[str]]) -> View:
    """The mappings, with the columns of ours that each fills."""
    rows: list[Row] = [
        (each.name, ";".join(columns), each.at, each.by)
        for each, columns in zip(every, filled, strict=True)
    ]
    return View("mappings", COLUMNS, rows, lambda: _sheet(every, filled))


def _sheet(every: Sequence[Kept], filled: Sequence[Sequence[str]]) -> Sheet:
    names = [Column("Mapping"), Column("Columns", flex=1, minimum=16), Column("Kept")]
    rows = [
        [Cell(each.name), Cell(", ".join(columns)), Cell(f"{each.at[:10]} by {each.by}")]
        for each, columns in zip(every, filled, strict=True)
    ]
    return Sheet(names, rows)


def mapping_lines(
    arguments: Sequence[str], tables: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[str]:
    """A mapping as it is typed, then the entries of its tables as CSV."""
    yield from arguments
    for name, pairs in tables.items():
        stream = io.StringIO(newline="")
        write_delimited(stream, ("from", "to"), pairs, guard=False)
        yield from ("", f"{name}:", *stream.getvalue().splitlines())
