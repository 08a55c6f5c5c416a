"""The figures: who answers what and how fast, who moves, who sides with whom."""

from typing import Annotated

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import AsOfOption, KnownAtOption, Output, Scope
from tracker.ledger import refs

app = family()


@app.command("stats")
def stats_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    scope: Scope,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every talk and every pair of parties on the screen.")
    ] = False,
) -> None:
    """Count the answers of each party, who moved, how fast they answer, and who answers as whom."""
    from tracker.ledger.stats import stats
    from tracker.render.stats import stats_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        moment = refs.as_of(case, as_of, today=context.stamp().today)
        found = stats(case, moment, scope.filter(case))
        deliver(stats_view(found, case.negotiation, moment, every=every))
