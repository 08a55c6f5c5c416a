"""Options that several commands share, written once.

A group of options is a frozen dataclass whose fields are annotated for typer. A command takes it
as one parameter; `grouped` unfolds it into the options and folds their values back.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from tracker.context import Context, Destination
from tracker.errors import UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.positions import STATUS_WORDS, Filter
from tracker.ledger.statements import Statement
from tracker.model import Verb

_Parameter = inspect.Parameter


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Unfold the option groups among a command's parameters into options of their own."""
    groups: dict[str, Any] = {}
    unfolded: list[_Parameter] = []
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        if is_dataclass(parameter.annotation):
            groups[parameter.name] = parameter.annotation
            unfolded.extend(_options(parameter.annotation))
        else:
            unfolded.append(parameter.replace(kind=_Parameter.KEYWORD_ONLY))

    @wraps(command)
    def folded(**values: Any) -> None:
        made = {
            name: group(**{each.name: values.pop(each.name) for each in fields(group)})
            for name, group in groups.items()
        }
        command(**values, **made)

    folded.__signature__ = inspect.Signature(unfolded)  # type: ignore[attr-defined]
    folded.__annotations__ = {each.name: each.annotation for each in unfolded}
    return folded


def _options(group: Any) -> list[_Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        _Parameter(
            each.name, _Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name]
        )
        for each in fields(group)
    ]


def context_of(ctx: typer.Context, where: Where) -> Context:
    """The context of this run, with the options that were given after the command."""
    context: Context = ctx.obj
    return replace(
        context,
        db=where.db if where.db is not None else context.db,
        negotiation=where.negotiation or context.negotiation,
    )


def say_edits(context: Context, ref: str, done: dict[str, tuple[str, str]]) -> None:
    """Print what an edit changed, old and new."""
    for field, (old, new) in done.items():
        context.print(f"{ref}: {field} “{old}” → “{new}”" if old else f"{ref}: {field} “{new}”")
    if not done:
        context.say(f"{ref} is as it was: nothing to change was given.")


def codes(joined: str | None) -> tuple[str, ...]:
    """The party refs of a value such as `EU,US`, without empty ones."""
    return tuple(each.strip() for each in (joined or "").split(",") if each.strip())


class Format(StrEnum):
    """The formats of a view."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"


@dataclass(frozen=True)
class Where:
    """Which database and which negotiation."""

    db: Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database to use.")] = (
        None
    )
    negotiation: Annotated[
        str | None,
        typer.Option("--negotiation", "-n", metavar="NAME", help="The negotiation to use."),
    ] = None


@dataclass(frozen=True)
class Output:
    """How a view is written, and where to."""

    format: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", help="How to write it; else by -o, or a table on a terminal."
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

    def as_csv(self) -> Output:
        """The same, as CSV."""
        return replace(self, format=Format.CSV)

    def to_file(self, file: str, ending: str) -> Output:
        """The same, to a file of this format."""
        return replace(self, output=file, format=Format(ending))

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
            raise UsageError(f"“{each}” is not a status; use one of {', '.join(STATUS_WORDS)}.")
    return wanted


@dataclass(frozen=True)
class Choice:
    """Which positions a view shows."""

    party: Annotated[
        str | None, typer.Option("--party", metavar="P,P", help="Only answers of these parties.")
    ] = None
    proponent: Annotated[
        str | None,
        typer.Option("--proponent", "--from", metavar="P,P", help="Only demands of these parties."),
    ] = None
    issue: Annotated[
        str | None, typer.Option("--issue", metavar="PATH", help="Only this issue and those below.")
    ] = None
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="S,S", help="Only these statuses, e.g. deferred,open."),
    ] = None
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="WORDS", help="Only where the title or wording has this."),
    ] = None

    def filter(self, case: Case) -> Filter:
        """The filter, its parties and issue looked up.

        Raises:
            NotFound: an unknown party or issue.
            UsageError: an unknown status.
        """
        from tracker.ledger.issues import find_issue

        return Filter(
            parties=tuple(refs.party(case, each).code for each in codes(self.party)),
            proponents=tuple(refs.party(case, each).code for each in codes(self.proponent)),
            issue=find_issue(case, self.issue) if self.issue else "",
            statuses=_statuses(self.status),
            text=self.text or "",
        )


@dataclass(frozen=True)
class Said:
    """What every recorded move may say besides its words."""

    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TALK", help="The talk; else the latest one held."),
    ] = None
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The date of a statement outside any talk."),
    ] = None
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="TEXT", help="The speaker's own words.")
    ] = None
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Who spoke for the party.")
    ] = None
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help="A link or a citation.")
    ] = None
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A remark of yours.")
    ] = None
    private: Annotated[
        bool, typer.Option("--private", help="Keep it out of every export and report.")
    ] = False

    def statement(
        self, context: Context, verb: Verb, *, text: str | None, **more: Any
    ) -> Statement:
        """The statement of one command, its texts read from wherever they are."""
        return Statement(
            verb=verb,
            text=context.words(text),
            at=self.at,
            on=self.on,
            quote=context.words(self.quote),
            speaker=self.speaker,
            source=self.source,
            note=context.words(self.note),
            private=self.private,
            **more,
        )


AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TALK|DATE", help="What was true then; else now."),
]
DemandArgument = Annotated[
    str, typer.Argument(metavar="DEMAND", help="The key of a demand, e.g. RU-1.")
]
TextArgument = Annotated[
    str | None,
    typer.Argument(metavar="[TEXT]", help="The words; - reads them from stdin, @FILE from a file."),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; go ahead.")]
