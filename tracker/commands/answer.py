"""The moves of the others: accept, reject, defer, counter, ask, note."""

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
from tracker.errors import UsageError
from tracker.model import Kind, Manner, Verb

app = family()

ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="P[,P]", help="Who answers; else the only addressee."),
]


@app.command("accept")
def accept(
    ctx: typer.Context,
    demand: DemandArgument,
    where: Where,
    said: Said,
    text: TextArgument = None,
    by: ByOption = None,
    in_part: Annotated[
        str | None, typer.Option("--in-part", metavar="SCOPE", help="Only this part of it.")
    ] = None,
    condition: Annotated[
        str | None, typer.Option("--if", metavar="CONDITION", help="Only on this condition.")
    ] = None,
    in_principle: Annotated[
        bool, typer.Option("--in-principle", help="In principle, the details open.")
    ] = False,
    ad_referendum: Annotated[
        bool, typer.Option("--ad-referendum", help="Subject to approval at home.")
    ] = False,
) -> None:
    """Record that a party accepts a demand: in full, in part, on condition or in principle."""
    context = context_of(ctx, where)
    manners = {
        Manner.IN_PART: in_part is not None,
        Manner.IF: condition is not None,
        Manner.IN_PRINCIPLE: in_principle,
    }
    chosen = [manner for manner, given in manners.items() if given]
    if len(chosen) > 1:
        raise UsageError("Give only one of --in-part, --if and --in-principle.")
    made = said.statement(
        context,
        Verb.ACCEPT,
        demand=demand,
        text=text,
        by=codes(by),
        manner=chosen[0] if chosen else None,
        condition=context.words(in_part if in_part is not None else condition),
        ad_referendum=ad_referendum,
    )
    record_and_tell(context, made)


@app.command("reject")
def reject(
    ctx: typer.Context,
    demand: DemandArgument,
    where: Where,
    said: Said,
    text: TextArgument = None,
    by: ByOption = None,
    final: Annotated[bool, typer.Option("--final", help="A declared red line.")] = False,
) -> None:
    """Record that a party rejects a demand."""
    context = context_of(ctx, where)
    manner = Manner.FINAL if final else None
    made = said.statement(
        context, Verb.REJECT, demand=demand, text=text, by=codes(by), manner=manner
    )
    record_and_tell(context, made)


@app.command("defer")
def defer(
    ctx: typer.Context,
    demand: DemandArgument,
    where: Where,
    said: Said,
    text: TextArgument = None,
    by: ByOption = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="When it will answer.")
    ] = None,
) -> None:
    """Record that a party puts its answer off."""
    context = context_of(ctx, where)
    day = context.day(until)
    made = said.statement(context, Verb.DEFER, demand=demand, text=text, by=codes(by), until=day)
    record_and_tell(context, made)


@app.command("counter")
def counter(
    ctx: typer.Context,
    demand: DemandArgument,
    where: Where,
    said: Said,
    text: TextArgument = None,
    by: ByOption = None,
    with_: Annotated[
        str | None, typer.Option("--with", metavar="KEY", help="A demand that is on the table.")
    ] = None,
    wording_unknown: Annotated[
        bool, typer.Option("--wording-unknown", help="Nobody reported its wording.")
    ] = False,
    to: Annotated[
        str | None, typer.Option("--to", metavar="P[,P]", help="Whom; else the proponent.")
    ] = None,
    kind: Annotated[Kind, typer.Option("--kind", help="What sort of demand.")] = Kind.PROPOSAL,
    issue: Annotated[
        str | None, typer.Option("--issue", metavar="PATH", help="Its issue; else the same.")
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help="Its key; else the next.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="Its title; else first words.")
    ] = None,
) -> None:
    """Record that a party answers with a demand of its own, in the words of TEXT."""
    context = context_of(ctx, where)
    made = said.statement(
        context,
        Verb.COUNTER,
        demand=demand,
        text=text,
        by=codes(by),
        to=codes(to),
        counter=with_,
        wording_unknown=wording_unknown,
        kind=kind,
        issue=issue or "",
        key=key or "",
        title=title or "",
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
        by: ByOption = None,
    ) -> None:
        context = context_of(ctx, where)
        made = said.statement(context, verb, demand=demand, text=text, by=codes(by))
        record_and_tell(context, made)


_plain(Verb.ASK, "Record that a party asks a question before it answers.")
_plain(Verb.NOTE, "Record that a party has heard a demand and takes no stance.")
