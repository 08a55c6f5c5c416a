"""The stable formats for machines, written row by row: CSV, TSV, JSON, JSON lines, Markdown.

Their shape changes only with a line in CHANGELOG.md. What is written is the data as it is; only
on a terminal are characters that it would obey replaced (in JSON: escaped, which loses nothing).
Streams are text streams that leave line ends alone (`newline=""`); they are not closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

from tracker.errors import OutputError

if TYPE_CHECKING:
    import re

SCHEMA = 1
"""Version of the JSON envelope."""

_BOM = "\ufeff"
_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def write_delimited(
    stream: TextIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    *,
    delimiter: str = ",",
    header: bool = True,
    guard: bool = True,
    excel: bool = False,
) -> None:
    """Write CSV (RFC 4180, but with plain line feeds). An absent value is an empty cell.

    Args:
        stream: where to.
        columns: names of the columns.
        rows: one record each.
        delimiter: what stands between two cells.
        header: whether the names come first.
        guard: whether to keep spreadsheets from running cells as formulas (`tracker.guard`).
        excel: whether to begin with a byte-order mark and end lines as Excel does.

    Raises:
        OutputError: the stream's encoding cannot write the data.
    """
    import csv

    if stream.isatty():
        rows = _cleaned(rows)
    if guard:
        rows = _guarded(rows)
    if excel:
        stream.write(_BOM)
    # Told to end lines with CR LF, the module also quotes values that hold a bare CR.
    writer = csv.writer(stream if excel else _LineFeeds(stream), delimiter=delimiter)
    try:
        if header:
            writer.writerow(columns)
        writer.writerows(rows)
    except UnicodeEncodeError as error:
        raise OutputError(
            f"“{error.object[error.start]}” cannot be written as {error.encoding}."
            " Write to a file with -o, or set PYTHONIOENCODING=utf-8."
        ) from error


class _LineFeeds:
    """A stream for `csv.writer`, which writes it one row at a time, ended by CR LF."""

    def __init__(self, stream: TextIO) -> None:
        self._write = stream.write

    def write(self, row: str) -> None:
        self._write(row[:-2] + "\n")


def _guarded(rows: Iterable[Sequence[str | None]]) -> Iterator[Sequence[str | None]]:
    from tracker.guard import FIRST_CHARACTERS as risky
    from tracker.guard import guard_cell

    for row in rows:
        yield [guard_cell(value) if value and value[0] in risky else value for value in row]


def _cleaned(rows: Iterable[Sequence[str | None]]) -> Iterator[Sequence[str | None]]:
    from tracker.render.text import clean

    for row in rows:
        yield [clean(value) if value else value for value in row]


def write_tsv(
    stream: TextIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    *,
    header: bool = True,
    guard: bool = False,
) -> None:
    r"""Write tab-separated values for `cut`, `awk` and the like: one record is one line.

    Nothing is quoted. A tab, line feed, carriage return or backslash inside a value is written as
    `\t`, `\n`, `\r` or `\\`; what the stream's encoding lacks as `\u4e2d`.

    Args:
        stream: where to.
        columns: names of the columns.
        rows: one record each; an absent value is an empty cell.
        header: whether the names come first.
        guard: as for `write_delimited`; off, since these are read by programs.
    """
    if stream.isatty():
        rows = _cleaned(rows)
    if guard:
        rows = _guarded(rows)
    lines = map(_tsv_line, chain([columns] if header else [], rows))
    stream.writelines(encodable(stream, lines))


def _tsv_line(row: Sequence[str | None]) -> str:
    values = [value or "" for value in row]
    line = "\t".join(values)
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(values):
        line = "\t".join([value.translate(_TSV_ESCAPES) for value in values])
    return f"{line}\n"


def encodable(stream: TextIO, lines: Iterable[str]) -> Iterable[str]:
    """The lines, degraded where the stream cannot write every character."""
    encoding = stream.encoding or "utf-8"
    if encoding.lower().startswith("utf"):
        return lines
    from tracker.render.encoding import within

    return (within(encoding, line) for line in lines)


def write_json(
    stream: TextIO,
    kind: str,
    fields: Mapping[str, Any],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Write one envelope: schema, kind, the further fields, then the rows, one a line.

    Args:
        stream: where to.
        kind: what the rows are, such as `positions`.
        fields: what else belongs to the envelope, such as the talks compared; a function gives one.
        columns: names of the members of each row.
        rows: one record each.
    """
    encode = _encoder(stream)
    stream.write("{\n")
    for name, value in dict(schema=SCHEMA, kind=kind, **fields).items():
        written = value() if callable(value) else value
        stream.write(f"  {encode(name)}: {encode(written)},\n")
    stream.write('  "rows": [')
    separator = "\n    "
    for row in rows:
        stream.write(separator + encode(dict(zip(columns, row, strict=True))))
        separator = ",\n    "
    stream.write("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def write_jsonl(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write one JSON object a line.

    Args:
        stream: where to.
        columns: names of the members of each object.
        rows: one record each.
    """
    encode = _encoder(stream)
    stream.writelines(encode(dict(zip(columns, row, strict=True))) + "\n" for row in rows)


def _encoder(stream: TextIO) -> Callable[[Any], str]:
    """Values to JSON, with characters as they are where the stream takes them, else escaped."""
    import json

    from tracker.render.text import clean

    plain = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    escaped = json.JSONEncoder(allow_nan=False).encode
    encoding = stream.encoding or "utf-8"
    if not encoding.lower().startswith("utf"):
        return escaped
    if not stream.isatty():
        return plain

    def shown(value: Any) -> str:
        text = plain(value)
        return text if clean(text) == text else escaped(value).replace("\x7f", "\\u007f")

    return shown


def write_markdown(
    stream: TextIO, headings: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> None:
    """Write a Markdown table in which text stays text.

    What Markdown would read as a sign is escaped, a line feed becomes `<br>`, and characters that
    a terminal would obey are replaced, since people read this.

    Args:
        stream: where to.
        headings: titles of the columns.
        rows: one record each.
    """
    head = [map(_markdown, headings), ["---"] * len(headings)]
    table = chain(head, (map(_markdown, row) for row in rows))
    stream.writelines(encodable(stream, (f"| {' | '.join(cells)} |\n" for cells in table)))


def _markdown(text: str | None) -> str:
    if not text:
        return ""
    from tracker.render.text import clean

    shown = clean(text.replace("\r\n", "\n"))
    return _markdown_special().sub(r"\\\g<0>", shown).replace("\n", "<br>")


def markdown_words(text: str) -> str:
    """One line for a Markdown document, in which text stays text even where it begins an item."""
    import re

    beginning = r"^(\s*(?:\d+(?=[.)])|(?=[#+=-])))"
    return re.sub(beginning, r"\1\\", _markdown(text))


@cache
def _markdown_special() -> re.Pattern[str]:
    """What Markdown would read as a sign.

    Underscores inside words and single tildes after a slash, as in addresses, mean nothing.
    """
    import re

    return re.compile(r"[\\`*{}\[\]<>|$]|(?<![^\W_])_|_(?![^\W_])|(?<!/)~|~(?=~)|&(?=#?\w+;)")
