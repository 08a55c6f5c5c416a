"""What stands between here and agreement."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import AsOfOption, KnownAtOption, Output, Scope
from tracker.ledger import refs

app = family()


@app.command("blockers")
def blockers_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    scope: Scope,
    demands: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DEMAND]...",
            help="Only what stands in the way of these.",
            autocompletion=completers.demands,
        ),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Show what stands between the demands and agreement, and what would release most."""
    from tracker.ledger.blockers import blockers
    from tracker.render.blockers import blockers_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        keys = list(dict.fromkeys(refs.demand(case, each) for each in demands or ()))
        moment = refs.as_of(case, as_of, today=context.stamp().today)
        found = blockers(case, moment, keys, scope.filter(case))
        deliver(blockers_view(found, case.negotiation, moment))
