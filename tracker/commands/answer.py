"""The moves of the others: accept, reject, defer, counter, ask, note."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import (
    DemandArgument,
    TextArgument,
    Where,
    codes,
    context_of,
    family,
)
from tracker.commands.recording import MaybeByOption, New, Said, add_plain, record_and_tell
from tracker.errors import UsageError
from tracker.model import Kind, Manner, Verb

app = family()


@app.command("accept")
def accept(
    ctx: typer.Context,
    demand: DemandArgument,
    where: Where,
    said: Said,
    text: TextArgument = None,
    by: MaybeByOption = None,
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
    for option, value in (("--in-part", in_part), ("--if", condition)):
        if value and value.startswith("--"):
            raise UsageError(f"{option} needs its words before {value}: {option} 'the words'.")
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
    by: MaybeByOption = None,
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
    by: MaybeByOption = None,
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
    new: New,
    text: TextArgument = None,
    by: MaybeByOption = None,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="KEY",
            help="A demand that is on the table.",
            autocompletion=completers.demands,
        ),
    ] = None,
    wording_unknown: Annotated[
        bool, typer.Option("--wording-unknown", help="Nobody reported its wording.")
    ] = False,
    kind: Annotated[Kind, typer.Option("--kind", help="What sort of demand.")] = Kind.PROPOSAL,
) -> None:
    """Record that a party answers with a demand of its own, in the words of TEXT.

    The counter-demand is put to the proponent, and filed under the same issue, unless told
    otherwise.
    """
    import tracker.ledger.countering  # noqa: F401, loaded before the database is held

    context = context_of(ctx, where)
    made = said.statement(
        context,
        Verb.COUNTER,
        demand=demand,
        text=text,
        by=codes(by),
        counter=with_,
        wording_unknown=wording_unknown,
        kind=kind,
        **new.fields(),
    )
    record_and_tell(context, made)


add_plain(app, Verb.ASK, "Record that a party asks a question before it answers.")
add_plain(app, Verb.NOTE, "Record that a party has heard a demand and takes no stance.")
