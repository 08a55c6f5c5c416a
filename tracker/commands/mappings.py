"""Managing the mappings of imports that are kept under a name."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import Output
from tracker.ledger import mappings
from tracker.render.mappings import mapping_lines, mappings_view

app = family("List, show and remove the mappings of imports.")

NameArgument = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Its name.", autocompletion=completers.mappings),
]


@app.command("list")
def list_(ctx: typer.Context, where: Where, output: Output) -> None:
    """List the mappings that are kept, with the columns they fill."""
    from tracker.exchange.mapping.rules import from_text

    context = context_of(ctx, where)
    with context.delivery(output.destination()) as deliver, context.looking() as store:
        every = mappings.every_mapping(store)
        columns = [[rule.column for rule in from_text(each.rules)] for each in every]
        deliver(mappings_view(every, columns))


@app.command("show")
def show(ctx: typer.Context, name: NameArgument, where: Where) -> None:
    """Show a mapping as it is typed, and what its tables hold."""
    from tracker.exchange.mapping.rules import as_argument, from_text, order_of

    context = context_of(ctx, where)
    with context.looking() as store:
        kept = mappings.find_mapping(store, name).rules
    rules, order = from_text(kept), order_of(kept)
    tables = {rule.table.name: rule.table.pairs for rule in rules if rule.table}
    arguments = [as_argument(rule) for rule in rules] + ([f"--dates {order}"] if order else [])
    for line in mapping_lines(arguments, tables):
        context.print(line)


@app.command("remove")
def remove(ctx: typer.Context, name: NameArgument, where: Where) -> None:
    """Remove a mapping; what was imported with it stays."""
    context = context_of(ctx, where)
    with context.recording() as (store, stamp):
        removed = mappings.remove_mapping(store, name, stamp)
    context.print(f"Removed the mapping {removed}.")
