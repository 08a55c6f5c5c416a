"""Tables of separated cells: CSV in the dialects that are met, and tab-separated values."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, count

from tracker.errors import InputFileError, Problem, UsageError
from tracker.exchange.files.source import Text
from tracker.exchange.files.table import LONGEST_CELL, Table, check_names
from tracker.exchange.rows import Raw, folded
from tracker.guard import unguard_cell

Sense = Callable[[Sequence[str]], bool]
"""Whether the names of columns are those that are looked for."""

_DELIMITERS = (",", ";", "\t")
_NAMED = {"tab": "\t", r"\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_LONGEST_HEADER = 100
_ESCAPE = re.compile(r"\\([\\tnr])")
_ESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def delimiter_of(given: str | None) -> str | None:
    """What stands between two cells, as an option names it.

    Raises:
        UsageError: it cannot stand there.
    """
    if given is None:
        return None
    found = _NAMED.get(given, given)
    if len(found) != 1 or found in '"\r\n\0':
        raise UsageError(
            f"“{given}” cannot separate cells; name one character, or tab, comma, semicolon, pipe."
        )
    return found


def read_separated(
    text: Text,
    *,
    makes_sense: Sense,
    makes_some: Sense | None = None,
    delimiter: str | None = None,
    guarded: bool = True,
) -> Table:
    """Read a table of the form of RFC 4180, its delimiter recognised by the header alone.

    Args:
        text: the file.
        makes_sense: tells a header that was split at the right character.
        makes_some: tells one that was likely split so, where none makes sense altogether.
        delimiter: what stands between two cells, where that is known.
        guarded: whether the apostrophe against formulas is taken off.

    Raises:
        InputFileError: it cannot be read, has no header, or is not CSV; the latter from where the
            rows are read.
    """
    head, lines = _header_lines(text)
    found = delimiter or _recognised(head, makes_sense, makes_some)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(head, lines), delimiter=found, strict=True)
    records = _numbered(reader, text.name)
    names = next((cells for _, cells in records if cells), [])
    check_names(names, text.name)
    if delimiter is None:
        _check_split(names, text.name)
    rows = _rows(records, len(names), guarded=guarded)
    return Table(text.name, names, rows, lambda: text.share, guarded=True)


def _unguarded(cells: list[str]) -> list[str]:
    if "\n'" not in "\n".join(("", *cells)):  # one search for all: there is hardly ever one
        return cells
    return [unguard_cell(cell) if cell[:1] == "'" else cell for cell in cells]


def _header_lines(text: Text) -> tuple[list[str], Iterator[str]]:
    """The lines that the header stands in, those before it included, and the lines after it."""
    lines = text.lines()
    head: list[str] = []
    quotes = 0
    for line in lines:
        head.append(line)
        quotes += line.count('"')
        if (line.strip() and quotes % 2 == 0) or len(head) == _LONGEST_HEADER:
            break
    return head, lines


def _recognised(head: Sequence[str], makes_sense: Sense, makes_some: Sense | None) -> str:
    found = _first_sense(head, makes_sense) or (makes_some and _first_sense(head, makes_some))
    return found or ","


def _first_sense(head: Sequence[str], makes_sense: Sense) -> str | None:
    for each in _DELIMITERS:
        try:
            names = next((row for row in csv.reader(head, delimiter=each) if row), [])
        except csv.Error:
            continue
        if makes_sense([folded(name) for name in names]):
            return each
    return None


def _check_split(names: Sequence[str], file: str) -> None:
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        raise InputFileError(
            f"{file} is not separated by commas: its header reads “{names[0]}”. "
            "Say what separates its cells with --delimiter."
        )


def _numbered(reader: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = getattr(reader, "line_num", 0) + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputFileError(_what_is_wrong(file, line, str(error))) from None
        yield line, cells


def _what_is_wrong(file: str, line: int, error: str) -> str:
    if "field limit" in error:
        return f"{file} has a cell of more than {LONGEST_CELL:,} characters, from line {line} on."
    if "unexpected end" in error:
        return f"{file} is not CSV from line {line} on: a quote that opens there is never closed."
    return (
        f"{file} is not CSV from line {line} on ({error}). Look for a stray quote: inside a cell "
        "in quotes each is written twice."
    )


def _rows(
    records: Iterator[tuple[int, list[str]]], columns: int, *, guarded: bool
) -> Iterator[Raw]:
    for line, read in records:
        cells = _unguarded(read) if guarded else read
        if len(cells) == columns and any(cells):
            yield Raw(line, cells)
        elif any(cells):
            yield Raw(line, cells, _ragged(line, len(cells), columns))


def _ragged(line: int, cells: int, columns: int) -> Problem:
    return Problem(line, "", "", f"the row has {cells} cells, the header {columns} columns")


def read_own_tsv(text: Text) -> Table:
    r"""Read tab-separated values as this program writes them: unquoted, with `\t`, `\n`, `\\`.

    Raises:
        InputFileError: it cannot be read, or has no header.
    """
    lines = text.lines()
    names = _cells(next(lines, ""))
    check_names(names, text.name)
    return Table(text.name, names, _own_rows(lines, len(names)), lambda: text.share)


def _own_rows(lines: Iterator[str], columns: int) -> Iterator[Raw]:
    for number, line in zip(count(2), lines, strict=False):
        cells = _cells(line)
        if not any(cells):
            continue
        fault = None if len(cells) == columns else _ragged(number, len(cells), columns)
        yield Raw(number, cells, fault)


def _cells(line: str) -> list[str]:
    cells = line.rstrip("\r\n").split("\t")
    if "\\" not in line:
        return cells
    return list(map(partial(_ESCAPE.sub, lambda found: _ESCAPED[found[1]]), cells))


def first_names(text: Text) -> list[str]:
    """The columns that the first line names if tabs stand between them, as they are compared."""
    return [folded(name) for name in next(text.lines(), "").rstrip("\r\n").split("\t")]
