"""The moves of a proponent: demand, offer, revise, reaffirm, withdraw, retable."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import DemandArgument, Where, codes, context_of, family
from tracker.commands.recording import MaybeByOption, New, Said, add_plain, record_and_tell
from tracker.model import Kind, Manner, Verb

app = family()

WordingArgument = Annotated[
    str, typer.Argument(metavar="TEXT", help="The wording; - reads stdin, @FILE a file.")
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="P[,P]",
        help="The proponent, then any co-sponsors.",
        autocompletion=completers.several_parties,
    ),
]


@app.command("demand")
def demand(
    ctx: typer.Context,
    text: WordingArgument,
    by: ByOption,
    where: Where,
    said: Said,
    new: New,
    kind: Annotated[Kind, typer.Option("--kind", help="What sort of demand.")] = Kind.DEMAND,
) -> None:
    """Record that a party demands something of others."""
    context = context_of(ctx, where)
    more = {**new.fields(), "by": codes(by), "kind": kind}
    record_and_tell(context, said.statement(context, Verb.DEMAND, text=text, **more))


@app.command("offer")
def offer(
    ctx: typer.Context, text: WordingArgument, by: ByOption, where: Where, said: Said, new: New
) -> None:
    """Record that a party offers something to others."""
    context = context_of(ctx, where)
    more = {**new.fields(), "by": codes(by), "kind": Kind.OFFER}
    record_and_tell(context, said.statement(context, Verb.DEMAND, text=text, **more))


@app.command("revise")
def revise(
    ctx: typer.Context,
    demand: DemandArgument,
    text: WordingArgument,
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


add_plain(
    app, Verb.REAFFIRM, "Record that the proponent said its demand again, with no new version."
)
add_plain(app, Verb.WITHDRAW, "Record that the proponent took its demand off the table.")
add_plain(
    app,
    Verb.RETABLE,
    "Record that the proponent put a withdrawn demand back: answers start anew.",
)
