"""The worked example: loaded into a database of its own, and shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.diff import compare
from tracker.commands.params import Where, context_of, family
from tracker.context import Context
from tracker.errors import Refused
from tracker.exchange.files.source import from_path
from tracker.exchange.loading import load
from tracker.ledger import refs
from tracker.ledger.moments import between
from tracker.ledger.positions import Filter, is_live, positions
from tracker.render import changes_drawn
from tracker.render import positions as table
from tracker.settings import data_folder
from tracker.store.sqlfiles import example

app = family()

NAME = "nato-russia-2022"


@app.command("demo")
def demo(
    ctx: typer.Context,
    where: Where,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the example in a database to play with.")
    ] = False,
) -> None:
    """Show the worked example: the Russia–NATO talks of December 2021 to February 2022.

    Shows the diff from the Geneva talks to the NATO–Russia Council, and the positions now.
    """
    context = context_of(ctx, where)
    with _database(context, keep=keep) as path:
        read_only = context.read_only and (keep or context.db is not None)
        example_context = context._replace(db=str(path), negotiation=None, read_only=read_only)
        _load(example_context)
        _show(example_context)
    if keep or context.db is not None:
        context.say(f"The example is in {path}; look around with: export TRACKER_DB={path}")
        context.say("Then try: tracker status, tracker diff T3 T4, tracker show RU-5")


@contextmanager
def _database(context: Context, *, keep: bool) -> Iterator[Path]:
    from tempfile import TemporaryDirectory

    kept = context.path if context.db is not None else None
    if keep and kept is None:
        kept = data_folder(context.world.environment) / "demo.db"
    if kept is None:
        with TemporaryDirectory(prefix="tracker-demo-") as folder:
            yield Path(folder) / "demo.db"
        return
    if kept.exists() and kept.stat().st_size:
        raise Refused(f"{kept} is there already; name another file with --db, or remove it.")
    yield kept


def _load(context: Context) -> None:
    folder = example(NAME)
    with context.recording(create=True) as (store, stamp):
        for name in ("parties", "talks", "moves"):
            load(store, from_path(folder / f"{name}.csv"), stamp)


def _show(context: Context) -> None:
    with context.reading() as case:
        start, end = between(case, "T2", "T3", today=context.stamp().today)
        found = compare(case, start, end, Filter())
        now = list(filter(is_live, positions(case, refs.NOW.moment)))
    screen = context.screen()
    changes_drawn.draw(found, screen)
    screen.print_line()
    screen.print_line([changes_drawn.heading("Positions after the last talk")])
    table.draw(now, screen)
