"""How a file is to be imported: the options of import."""

from enum import StrEnum
from typing import Annotated, NamedTuple

import typer

from tracker.commands import completers
from tracker.exchange.files.opening import Dialect
from tracker.exchange.mapping.ordering import DateOrder


class FileFormat(StrEnum):
    """The formats that are read."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"


class Reading(NamedTuple):
    """How a file is written, and which of its columns and values are which of ours."""

    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="RULE",
            help='COLUMN=THEIRS, COLUMN=THEIRS:table.csv or COLUMN="constant".',
        ),
    ] = None
    use_map: Annotated[
        str | None,
        typer.Option(
            "--use-map",
            metavar="NAME",
            help="A mapping that was kept; --map overrides it.",
            autocompletion=completers.mappings,
        ),
    ] = None
    dates: Annotated[
        DateOrder | None,
        typer.Option("--dates", help="Which part of dates such as 12/01/2022 comes first."),
    ] = None
    save_map: Annotated[
        str | None,
        typer.Option("--save-map", metavar="NAME", help="Keep the mapping for the next file."),
    ] = None
    format: Annotated[
        FileFormat | None, typer.Option("--format", "-f", help="How FILE is written; else by name.")
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Of text; else UTF-8, or UTF-16 with BOM."),
    ] = None
    delimiter: Annotated[
        str | None,
        typer.Option("--delimiter", metavar="MARK", help="Between cells; else by the header."),
    ] = None
    raw: Annotated[
        bool, typer.Option("--raw", help="The file has no guard against spreadsheet formulas.")
    ] = False

    def again(self, file: str, *, raw: bool) -> list[str]:
        """The options that read the same table from a CSV file of this program's.

        Args:
            file: its name.
            raw: whether it has no guard against formulas.
        """
        options = [] if file.endswith(".csv") else ["--format", "csv"]
        options += ["--use-map", self.use_map] if self.use_map else []
        for rule in self.map or ():
            options += ["--map", rule]
        options += ["--dates", self.dates.value] if self.dates else []
        return [*options, "--raw"] if raw else options

    def dialect(self) -> Dialect:
        """How the file is written."""
        form = self.format.value if self.format else None
        return Dialect(form, self.encoding, self.delimiter, self.raw)


class BadRows(NamedTuple):
    """What becomes of the rows that cannot be recorded."""

    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Pass over bad rows, and write them to a file to mend."),
    ] = False
    skipped: Annotated[
        str | None,
        typer.Option("--skipped", metavar="FILE", help="That file; else FILE.skipped.csv."),
    ] = None
