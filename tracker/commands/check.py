"""Whether the database and the record in it can be relied on."""

from typing import Annotated

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import Output
from tracker.errors import DatabaseUnusable
from tracker.ledger import refs
from tracker.ledger.checking.findings import Severity

app = family()


@app.command("check")
def check_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    fail_on: Annotated[
        Severity,
        typer.Option("--fail-on", help="Fail where there is any as grave: 6 on errors, else 1."),
    ] = Severity.ERROR,
    every: Annotated[
        bool, typer.Option("--all", help="On the screen all findings, not the first of each kind.")
    ] = False,
) -> None:
    """Check the file, the ledger, the rules and the record, and say how to mend what is found.

    All negotiations are checked, or the one that is named. Nothing is changed. A large database is
    copied first, for the time of the check, so that others can record meanwhile.
    """
    from tracker.ledger.checking.whole import Check
    from tracker.render.checking import Tally, checking_view
    from tracker.store.apart import apart
    from tracker.store.registry import negotiations

    context = context_of(ctx, where)
    with (
        context.delivery(output.destination()) as deliver,
        context.looking() as looked_at,
        apart(looked_at) as store,
    ):
        only = refs.negotiation(store, context.negotiation) if context.negotiation else None
        check = Check(store, context.stamp(), only=only, private=deliver.private)
        found = Tally(check.findings())
        named = only is None and len(negotiations(store)) > 1
        name = only.name if only else None
        deliver(checking_view(found, name, lambda: check.moves, named=named, every=every))
    if not check.sees_all:
        context.say("You see what is public there, so no more was checked than how it is made.")
    if Severity.ERROR in found.severities:
        raise typer.Exit(DatabaseUnusable.exit_code)
    if any(each.reaches(fail_on) for each in found.severities):
        raise typer.Exit(1)
