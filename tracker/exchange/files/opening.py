"""Opening a file as a table, by the format that its name or an option says."""

from pathlib import Path
from typing import NamedTuple

from tracker.errors import UsageError
from tracker.exchange.files import separated
from tracker.exchange.files.source import Source, Text
from tracker.exchange.files.table import Table

FORMATS = ("csv", "tsv", "json", "jsonl")
_BY_ENDING = {".tsv": "tsv", ".tab": "tsv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}


class Dialect(NamedTuple):
    """How a file is written; None for what it shows by itself.

    Attributes:
        format: one of `FORMATS`; else by the file's ending, and CSV for any other.
        encoding: the name of a text codec.
        delimiter: what stands between two cells.
        raw: whether it is without the guard against formulas.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    raw: bool = False


def is_csv(source: Source, dialect: Dialect) -> bool:
    """Whether a file is CSV as this program writes it, so far as its name and its dialect say."""
    return dialect[:3] == (None, None, None) and _by_ending(source.path) == "csv"


def open_table(
    source: Source,
    dialect: Dialect,
    makes_sense: separated.Sense,
    *,
    ours: separated.Sense,
    makes_some: separated.Sense | None = None,
) -> Table:
    """The columns of a file, and its rows.

    Args:
        source: the file.
        dialect: how it is written.
        makes_sense: tells a header that was split at the right character.
        makes_some: tells one that was likely split so, where none makes sense altogether.
        ours: tells the columns of a file that this program wrote.

    Raises:
        InputFileError: it cannot be read.
        UsageError: the dialect contradicts itself, or names an encoding there is not.
    """
    form = dialect.format or _by_ending(source.path)
    text = Text(source, dialect.encoding)
    delimiter = separated.delimiter_of(dialect.delimiter)
    if form in ("json", "jsonl"):
        if delimiter:
            raise UsageError(f"{source.name} is read as JSON, which --delimiter has no part in.")
        from tracker.exchange.files import jsonfile

        read = jsonfile.read_json if form == "json" else jsonfile.read_json_lines
        return read(text)
    if form == "tsv" and delimiter is None:
        if ours(separated.first_names(text)):
            return separated.read_own_tsv(text)
        delimiter = "\t"
    guarded = not dialect.raw
    return separated.read_separated(
        text,
        makes_sense=makes_sense,
        makes_some=makes_some,
        delimiter=delimiter,
        guarded=guarded,
    )


def _by_ending(path: Path | None) -> str:
    return _BY_ENDING.get(path.suffix.lower(), "csv") if path else "csv"
