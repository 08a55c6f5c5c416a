"""Options that the views share: how and where to write, and which positions."""

from enum import StrEnum
from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import codes
from tracker.errors import UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.positions import STATUS_WORDS, Filter
from tracker.named import NamedTuple
from tracker.render.delivery import Destination


class Format(StrEnum):
    """The formats of a view."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"
    HTML = "html"
    ICS = "ics"
    XLSX = "xlsx"


class Output(NamedTuple):
    """How a view is written, and where to."""

    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="How to write it (ics: the agenda alone; xlsx: a file); "
            "else by -o, or a table on a terminal.",
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to this file, not the terminal."
        ),
    ] = None
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="A,B", help="Which columns, in this order."),
    ] = None
    include_private: Annotated[
        bool,
        typer.Option("--include-private", help="Let private moves into files and pipes too."),
    ] = False
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV without the guard against spreadsheet formulas.")
    ] = False
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV with a byte-order mark and CRLF, for Excel.")
    ] = False

    def as_csv(self) -> "Output":
        """The same, as CSV."""
        return self._replace(format=Format.CSV)

    def to_file(self, file: str, ending: str) -> "Output":
        """The same, to a file of this format."""
        return self._replace(output=file, format=Format(ending))

    def destination(self) -> Destination:
        """The same as the context takes it."""
        return Destination(
            form=self.format.value if self.format else None,
            file=self.output,
            columns=codes(self.columns),
            include_private=self.include_private,
            raw=self.raw,
            excel=self.excel,
        )


def _statuses(joined: str | None) -> tuple[str, ...]:
    wanted = tuple(each.casefold() for each in codes(joined))
    for each in wanted:
        if each not in STATUS_WORDS:
            from tracker.ledger import suggesting

            guess = suggesting.near(each, STATUS_WORDS)
            raise UsageError(
                f"“{each}” is not a status{guess}; use one of {', '.join(STATUS_WORDS)}."
            )
    return wanted


PartiesOption = Annotated[
    str | None,
    typer.Option(
        "--party",
        metavar="P,P",
        help="Only answers of these parties.",
        autocompletion=completers.several_parties,
    ),
]
ProponentsOption = Annotated[
    str | None,
    typer.Option(
        "--proponent",
        "--from",
        metavar="P,P",
        help="Only demands of these parties.",
        autocompletion=completers.several_parties,
    ),
]
IssueOption = Annotated[
    str | None,
    typer.Option(
        "--issue",
        metavar="PATH",
        help="Only this issue and those below.",
        autocompletion=completers.issues,
    ),
]
TextOption = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help="Only where the title or wording has this."),
]


class Choice(NamedTuple):
    """Which positions a view shows."""

    party: PartiesOption = None
    proponent: ProponentsOption = None
    issue: IssueOption = None
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="S,S",
            help="Only these statuses, e.g. deferred,open.",
            autocompletion=completers.several_statuses,
        ),
    ] = None
    text: TextOption = None

    def filter(self, case: Case) -> Filter:
        """The filter, its parties and issue looked up.

        Raises:
            NotFound: an unknown party or issue.
            UsageError: an unknown status.
        """
        return Filter(
            parties=tuple(refs.party_there(case, each).code for each in codes(self.party)),
            proponents=tuple(refs.party_there(case, each).code for each in codes(self.proponent)),
            issue=_found_issue(case, self.issue) if self.issue else "",
            statuses=_statuses(self.status),
            text=self.text or "",
        )


class Scope(NamedTuple):
    """Which positions a view counts, whatever their status."""

    party: PartiesOption = None
    proponent: ProponentsOption = None
    issue: IssueOption = None
    text: TextOption = None

    def filter(self, case: Case) -> Filter:
        """The filter, its parties and issue looked up.

        Raises:
            NotFound: an unknown party or issue.
        """
        return Choice(self.party, self.proponent, self.issue, None, self.text).filter(case)


def _found_issue(case: Case, wanted: str) -> str:
    from tracker.ledger.issues import find_issue

    return find_issue(case, wanted)


AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TALK|DATE",
        help="What was true then; else now.",
        autocompletion=completers.talks,
    ),
]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="TIME",
        help="Only what had been recorded by then, e.g. 2022-01-13 or 2022-01-13T18:00Z.",
    ),
]
