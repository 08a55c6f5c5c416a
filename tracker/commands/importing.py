"""Bringing data in: import."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.params import Where, YesOption, context_of, family
from tracker.context import Context
from tracker.errors import NotFound
from tracker.exchange.loading import load
from tracker.ledger.imports import Loaded
from tracker.render.imported import draw_loaded

app = family()


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="moves.csv, talks.csv, parties.csv.")
    ],
    where: Where,
    yes: YesOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would change, and change nothing.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="The file has no guard against spreadsheet formulas.")
    ] = False,
) -> None:
    """Read a CSV file into the ledger: all of it or nothing, and nothing twice."""
    context = context_of(ctx, where)
    if not yes:
        _preview(context, _load(context, file, raw=raw, keep=False))
        if dry_run:
            context.say("A dry run: nothing was changed.")
            return
        context.confirm(f"Import {file}?", yes=yes)
    elif dry_run:
        _preview(context, _load(context, file, raw=raw, keep=False))
        return
    loaded = _load(context, file, raw=raw, keep=True)
    if yes:
        _preview(context, loaded)
    context.print(f"Imported {file}: {_total(loaded)}.")


def _load(context: Context, file: Path, *, raw: bool, keep: bool) -> Loaded:
    if not keep and not context.path.exists():
        return _tried_elsewhere(context, file, raw=raw)
    with context.recording(create=keep, keep=keep) as (store, stamp):
        return load(store, file, stamp, negotiation=context.negotiation, raw=raw)


def _tried_elsewhere(context: Context, file: Path, *, raw: bool) -> Loaded:
    """What the file would bring to a database that is not there yet."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tracker-") as folder:
        tried = context._replace(db=str(Path(folder) / "tried.db"))
        try:
            return _load(tried, file, raw=raw, keep=True)
        except NotFound:
            raise NotFound(
                f"The rows of {file} name no negotiation, and there is no database at "
                f"{context.path}. Start with: tracker init TITLE"
            ) from None


def _preview(context: Context, loaded: Loaded) -> None:
    draw_loaded(loaded, context.screen(context.world.stderr))


def _total(loaded: Loaded) -> str:
    again = f", {loaded.known} were on record already" if loaded.known else ""
    return f"{loaded.recorded} added{again}"
