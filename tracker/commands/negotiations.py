"""Managing negotiations."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family, say_edits
from tracker.commands.viewing import Output
from tracker.ledger import negotiations, refs
from tracker.render.lists import fields_view, negotiations_view
from tracker.store import registry

app = family("Add, list, show, edit and archive negotiations.")

NameArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[NEGOTIATION]",
        help="Its title; else the current one.",
        autocompletion=completers.negotiations,
    ),
]


@app.command("add")
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its title.")],
    where: Where,
) -> None:
    """Add a negotiation and make it the current one."""
    context = context_of(ctx, where)
    with context.recording() as (store, stamp):
        made = negotiations.add_negotiation(store, title, stamp)
    context.print(f"Added “{made.title}”; it is now the current negotiation.")


@app.command("list")
def list_(ctx: typer.Context, where: Where, output: Output) -> None:
    """List the negotiations; archived ones are marked."""
    context = context_of(ctx, where)
    with context.delivery(output.destination()) as deliver, context.looking() as store:
        every = registry.negotiations(store)
        deliver(negotiations_view(every, registry.current_negotiation(store)))


@app.command("show")
def show(ctx: typer.Context, where: Where, output: Output, name: NameArgument = None) -> None:
    """Show one negotiation."""
    context = context_of(ctx, where)
    with context.delivery(output.destination()) as deliver, context.looking() as store:
        found = refs.negotiation(store, name or context.negotiation)
        fields: dict[str, str | int | None] = {
            "negotiation": found.name,
            "title": found.title,
            "state": "archived" if found.archived else "open",
        }
        deliver(fields_view("negotiation", fields))


@app.command("edit")
def edit(
    ctx: typer.Context,
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="The new title.")],
    where: Where,
    name: NameArgument = None,
) -> None:
    """Change the title of a negotiation.

    Exports keep the name it was started with.
    """
    context = context_of(ctx, where)
    with context.recording() as (store, stamp):
        found = refs.negotiation(store, name or context.negotiation)
        done = negotiations.edit_negotiation(store, found, stamp, title=title, archived=None)
    say_edits(context, found.name, done)


@app.command("archive")
def archive(
    ctx: typer.Context,
    where: Where,
    name: NameArgument = None,
    undo: Annotated[bool, typer.Option("--undo", help="Bring it back.")] = False,
) -> None:
    """Mark a negotiation as over; it stays readable."""
    context = context_of(ctx, where)
    with context.recording() as (store, stamp):
        found = refs.negotiation(store, name or context.negotiation)
        negotiations.edit_negotiation(store, found, stamp, title=None, archived=not undo)
    context.print(f"“{found.title}” is {'open again' if undo else 'archived'}.")
