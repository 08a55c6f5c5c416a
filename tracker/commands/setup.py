"""Starting: init, use, path."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.context import Context
from tracker.ledger import negotiations, refs
from tracker.ledger.stamp import Stamp
from tracker.store.store import Store

app = family()


@app.command("init")
def init(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title of the negotiation.")],
    where: Where,
) -> None:
    """Start a negotiation, and the database if there is none."""
    context = context_of(ctx, where)
    existed = context.exists
    with context.recording(create=True) as (store, stamp):
        made = negotiations.add_negotiation(store, title, stamp)
    verb = "Added" if existed else "Started"
    context.print(f"{verb} “{made.title}” in {context.place}; it is now the current negotiation.")
    context.say("Next: tracker party add CODE NAME, then tracker talk add TITLE --date DATE")


@app.command("use")
def use(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NEGOTIATION", help="Its title.", autocompletion=completers.negotiations
        ),
    ],
    where: Where,
) -> None:
    """Pick the negotiation that commands work on."""
    context = context_of(ctx, where)
    with _choosing(context) as (store, stamp):
        found = refs.negotiation(store, name)
        negotiations.pick_negotiation(store, found.name, stamp)
    context.print(f"“{found.title}” is now the current negotiation.")


@contextmanager
def _choosing(context: Context) -> Iterator[tuple[Store, Stamp]]:
    """The database, to choose what is used; on a server each role does for itself."""
    if context.file:
        with context.recording() as opened:
            yield opened
        return
    from tracker.store.server.store import ServerStore

    with context.store() as server:
        assert isinstance(server, ServerStore)
        with server.choosing():
            yield server, context.stamp(server)


@app.command("path")
def path(ctx: typer.Context, where: Where) -> None:
    """Print where the database is."""
    context = context_of(ctx, where)
    context.print(str(context.place))
