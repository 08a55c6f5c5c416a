"""Copies of the database for bad days: backup and restore."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.params import Where, YesOption, context_of, family
from tracker.context import Context
from tracker.errors import OutputError, UsageError
from tracker.render.holding import differing, newest, told
from tracker.store import backups, must_be_recordable
from tracker.store.holding import Holding, Recorded, held_by, lacking, recorded_in

app = family()


@app.command("backup")
def backup(
    ctx: typer.Context,
    where: Where,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file, or folder."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file where there is one already.")
    ] = False,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep", metavar="N", min=1, help="Keep the newest N backups; remove older ones."
        ),
    ] = None,
) -> None:
    """Write a verified copy of the whole database, whoever else is recording in it.

    Without -o it goes beside the database, with the time in its name; --keep counts those names.
    """
    context = context_of(ctx, where)
    folder = output if output and output.is_dir() else None
    if output and not folder and keep:
        raise UsageError("--keep counts backups that have the time in their names: give no FILE.")
    with backups.steady(context.path, read_only=context.read_only) as store:
        target = output if output and not folder else _named(context, folder)
        _must_be_free(context, target, force=force)
        held = backups.write(store, target, replace=force)
    size = target.stat().st_size
    context.print(f"Backed up {context.path} to {target}: {told(held, size)}.")
    context.print(newest(held))
    if keep:
        _remove_older(context, target, held, keep)


def _named(context: Context, folder: Path | None) -> Path:
    moment = backups.moment(context.stamp().at)
    return backups.beside(context.path, f"backup-{moment}", folder)


def _must_be_free(context: Context, target: Path, *, force: bool) -> None:
    if target.exists() and target.samefile(context.path):
        raise UsageError(f"{target} is the database itself; write to another file.")
    if target.exists() and not force:
        raise UsageError(f"There is a file {target} already; give --force to replace it.")


def _remove_older(context: Context, target: Path, held: Holding, keep: int) -> None:
    """Remove what is older than the newest `keep` backups of this ledger, and surely one."""
    kept = 1  # the one just made, whatever the clock says
    for file in backups.of_database(context.path, target.parent):
        if file.name == target.name:
            continue
        reason = backups.why_not_ours(file, held)
        if reason:
            context.say(f"{file} was left alone: {reason.rstrip('.')}.")
        elif kept < keep:
            kept += 1
        else:
            _remove(file)
            context.print(f"Removed the older backup {file}.")


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{file} cannot be removed: {error.strerror}.") from None


@app.command("restore")
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or another copy.")],
    where: Where,
    yes: YesOption = False,
) -> None:
    """Put a backup in the place of the database, after showing what differs.

    What is replaced is kept beside it. The backup is checked first, and only read.
    """
    from tracker.store.foreign import examined
    from tracker.store.restoring import restore, standing

    context = context_of(ctx, where)
    path = context.path
    must_be_recordable(path, read_only=context.read_only)
    if path.exists() and file.exists() and file.samefile(path):
        raise UsageError(f"{file} is the database itself; name a backup of it.")
    with examined(file) as source:
        seen = standing(path)
        _say_what_differs(context, file, seen.moves, recorded_in(source))
        context.confirm(f"Restore {path} from {file}?", yes=yes)
        held = held_by(source)
        kept = restore(path, source, seen, context.stamp().at)
    context.print(f"Restored {path} from {file}: {told(held, path.stat().st_size)}.")
    context.print(newest(held))
    if kept:
        context.print(f"What it replaced is kept in {kept}.")


def _say_what_differs(
    context: Context, file: Path, ours: Sequence[Recorded] | None, theirs: Sequence[Recorded]
) -> None:
    if ours is None:
        context.say(f"{context.path} is damaged, so what it holds cannot be compared.")
        return
    shown = context.world.stderr.isatty()
    for line in differing(lacking(ours, theirs), lacking(theirs, ours), file, private=shown):
        context.say(line)
