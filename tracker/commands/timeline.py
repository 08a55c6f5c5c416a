"""The timeline of demands and talks."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import AsOfOption, Choice, KnownAtOption, Output
from tracker.ledger import refs

app = family()


@app.command("timeline")
def timeline_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    choice: Choice,
    demand: Annotated[
        str | None,
        typer.Option(
            "--demand",
            metavar="KEY",
            help="Only this demand, with a row for each party.",
            autocompletion=completers.demands,
        ),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Show the demands down and the talks across: who moved, and when."""
    from tracker.ledger.timeline import timeline
    from tracker.render.timeline import timeline_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        chosen = choice.filter(case)
        if demand:
            chosen = chosen._replace(demand=refs.demand(case, demand))
        end = refs.as_of(case, as_of, today=context.stamp().today)
        deliver(timeline_view(timeline(case, end, chosen), case.negotiation, end))
