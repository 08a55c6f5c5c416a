"""The matrix of demands and parties."""

from typing import Annotated

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import AsOfOption, Choice, KnownAtOption, Output
from tracker.ledger import refs

app = family()


@app.command("matrix")
def matrix_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    choice: Choice,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every link of the chains of counter-demands.")
    ] = False,
    wide: Annotated[
        bool,
        typer.Option("--wide", help="In a file or pipe a row a demand, with a column a party."),
    ] = False,
) -> None:
    """Show the demands down and the parties across: who stands where, at a glance."""
    from tracker.ledger.matrix import matrix
    from tracker.render.matrix import matrix_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        chosen = choice.filter(case)
        moment = refs.as_of(case, as_of, today=context.stamp().today)
        whole = every or deliver.form != "table" or bool(chosen.statuses)
        found = matrix(case, moment.moment, chosen, every=whole)
        deliver(matrix_view(found, case.negotiation, moment, wide=wide))
    if found.gone_on:
        from tracker.render.wording import gone_on_words

        context.say(gone_on_words(found.gone_on))
