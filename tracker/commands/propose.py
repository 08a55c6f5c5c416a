"""The moves of a proponent: demand, offer, revise, reaffirm, withdraw, retable."""

from typing import Annotated

import typer

from tracker.commands.params import (
    DemandArgument,
    Said,
    TextArgument,
    Where,
    codes,
    context_of,
    family,
)
from tracker.commands.recording import record_and_tell
from tracker.ledger.statements import Statement
from tracker.model import Kind, Manner, Verb

app = family()

NewTextArgument = Annotated[
    str, typer.Argument(metavar="TEXT", help="The wording; - reads stdin, @FILE a file.")
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="P[,P]", help="The proponent, then any co-sponsors.")
]
MaybeByOption = Annotated[
    str | None, typer.Option("--by", metavar="P", help="Who made the move; else the proponent.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="P[,P]", help="Whom it is put to; else to all.")
]
IssueOption = Annotated[
    str | None, typer.Option("--issue", metavar="PATH", help="The issue, e.g. Ukraine/membership.")
]
KeyOption = Annotated[
    str | None, typer.Option("--key", metavar="KEY", help="Its key; else the next, e.g. RU-7.")
]
TitleOption = Annotated[
    str | None, typer.Option("--title", metavar="TITLE", help="A short title; else first words.")
]


@app.command("demand")
def demand(
    ctx: typer.Context,
    text: NewTextArgument,
    by: ByOption,
    where: Where,
    said: Said,
    to: ToOption = None,
    kind: Annotated[Kind, typer.Option("--kind", help="What sort of demand.")] = Kind.DEMAND,
    issue: IssueOption = None,
    key: KeyOption = None,
    title: TitleOption = None,
) -> None:
    """Record that a party demands something of others."""
    context = context_of(ctx, where)
    new = _new(by, to, kind, issue, key, title)
    record_and_tell(context, said.statement(context, Verb.DEMAND, text=text, **new))


@app.command("offer")
def offer(
    ctx: typer.Context,
    text: NewTextArgument,
    by: ByOption,
    where: Where,
    said: Said,
    to: ToOption = None,
    issue: IssueOption = None,
    key: KeyOption = None,
    title: TitleOption = None,
) -> None:
    """Record that a party offers something to others."""
    context = context_of(ctx, where)
    new = _new(by, to, Kind.OFFER, issue, key, title)
    record_and_tell(context, said.statement(context, Verb.DEMAND, text=text, **new))


def _new(
    by: str, to: str | None, kind: Kind, issue: str | None, key: str | None, title: str | None
) -> dict[str, object]:
    return {
        "by": codes(by),
        "to": codes(to),
        "kind": kind,
        "issue": issue or "",
        "key": key or "",
        "title": title or "",
    }


@app.command("revise")
def revise(
    ctx: typer.Context,
    demand: DemandArgument,
    text: NewTextArgument,
    where: Where,
    said: Said,
    by: MaybeByOption = None,
    editorial: Annotated[
        bool, typer.Option("--editorial", help="Only the words change: answers stand.")
    ] = False,
) -> None:
    """Record a new wording of a demand: a new version, which earlier answers do not answer."""
    context = context_of(ctx, where)
    manner = Manner.EDITORIAL if editorial else None
    made = said.statement(
        context, Verb.REVISE, demand=demand, text=text, by=codes(by), manner=manner
    )
    record_and_tell(context, made)


def _plain(verb: Verb, doc: str) -> None:
    @app.command(verb.value, help=doc)
    def command(
        ctx: typer.Context,
        demand: DemandArgument,
        where: Where,
        said: Said,
        text: TextArgument = None,
        by: MaybeByOption = None,
    ) -> None:
        context = context_of(ctx, where)
        made: Statement = said.statement(context, verb, demand=demand, text=text, by=codes(by))
        record_and_tell(context, made)


_plain(Verb.REAFFIRM, "Record that the proponent said its demand again, with no new version.")
_plain(Verb.WITHDRAW, "Record that the proponent took its demand off the table.")
_plain(Verb.RETABLE, "Record that the proponent put a withdrawn demand back: answers start anew.")
