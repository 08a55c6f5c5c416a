"""Taking back the last recorded command."""

from typing import Annotated

import typer

from tracker.commands.params import NoInputOption, Where, YesOption, bounded, context_of, family
from tracker.commands.viewing import Output
from tracker.context import Context
from tracker.errors import Refused, UsageError
from tracker.ledger import logbook, undoing
from tracker.ledger.undoing import Undone
from tracker.render.undone import commands_view, draw_restored, draw_undone

app = family()

LISTED = 20


@app.command("undo")
def undo(
    ctx: typer.Context,
    where: Where,
    output: Output,
    list_: Annotated[
        bool, typer.Option("--list", help="Only list the last commands, the latest first.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=1, callback=bounded, metavar="N", help="How many to list.")
    ] = LISTED,
    redo: Annotated[
        bool, typer.Option("--redo", help="Bring back what the last undo took back.")
    ] = False,
    yes: YesOption = False,
    no_input: NoInputOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would do, and change nothing.")
    ] = False,
) -> None:
    """Take back the last command that recorded something; given again, the one before it.

    Nothing goes: what the command recorded is struck, what it set aside is recorded again.
    """
    context = context_of(ctx, where).asking(no_input=no_input)
    if context.negotiation is not None:
        raise UsageError(
            "The last command is undone, whatever negotiation it was of: leave out -n."
        )
    if list_:
        _list(context, output, limit)
        return
    if yes and not dry_run:
        _tell(context, _tried(context, redo=redo, keep=True, expected=None), kept=True)
    else:
        seen = _tried(context, redo=redo, keep=False, expected=None)
        _tell(context, seen, kept=False)
        if dry_run:
            context.say("A dry run: nothing was changed.")
            return
        context.confirm("Redo it?" if redo else "Undo it?", yes=False)
        done = _tried(context, redo=redo, keep=True, expected=seen.command)
        stream = context.world.stderr
        draw_restored(done, context.screen(stream), private=stream.isatty())
    context.print("Redone." if redo else "Undone.")


def _tell(context: Context, done: Undone, *, kept: bool) -> None:
    stream = context.world.stderr
    draw_undone(done, context.screen(stream), private=stream.isatty(), kept=kept)


def _list(context: Context, output: Output, limit: int) -> None:
    with (
        context.delivery(output.destination()) as deliver,
        context.looking() as store,
    ):
        listed = [undoing.content(store, each) for each in logbook.commands(store, limit)]
        deliver(commands_view(listed, private=deliver.private))


def _tried(context: Context, *, redo: bool, keep: bool, expected: logbook.Command | None) -> Undone:
    """Undo in one transaction, kept or not.

    Raises:
        Refused: there is nothing to undo, or somebody recorded something since `expected`.
    """
    with context.recording(keep=keep) as (store, stamp):
        found = logbook.to_redo(store) if redo else logbook.to_undo(store)
        if found is None:
            raise Refused(_nothing(redo=redo))
        if expected is not None and found != expected:
            raise Refused("Others recorded something in the meantime; look again: tracker undo")
        done = undoing.undo(store, found, stamp)
        logbook.keep_command(store, logbook.REDO if redo else logbook.UNDO, stamp, undoes=found.nr)
        return done


def _nothing(*, redo: bool) -> str:
    if redo:
        return "Nothing was undone last, so there is nothing to bring back."
    return "There is no command left to undo; see: tracker undo --list"
