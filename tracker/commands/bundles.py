"""A ledger to hand to others, and what others hand in: bundle create and apply."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from tracker.commands.params import Where, YesOption, context_of, family
from tracker.commands.progress import MANY, followed, progress
from tracker.commands.taking import DryRunOption, Source, take_in
from tracker.context import Context
from tracker.errors import UsageError
from tracker.exchange.bundles import files, reading, writing
from tracker.ledger import refs
from tracker.ledger.union.since import span_of
from tracker.ledger.union.telling import Teller
from tracker.render.files import replacing
from tracker.render.spool import Spool

app = family("Make and apply bundles: a ledger, or what is new in it, to hand to others.")


@app.command("create")
def create(
    ctx: typer.Context,
    where: Where,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="WHEN|MOVE",
            help="Only what came into this database since a date or time, or after a move.",
        ),
    ] = None,
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Put private moves in, too; it says so.")
    ] = False,
) -> None:
    """Write the ledger, or what is new in it, as a bundle that another copy can take in."""
    context = context_of(ctx, where)
    with _goal(context, output) as stream, context.looking() as store:
        only = refs.negotiation(store, context.negotiation) if context.negotiation else None
        span = span_of(store, since, context.world.now()) if since else None
        teller = Teller(store, private=include_private, since=span, only=only)
        heading = writing.Heading(context.stamp(), since, only.name if only else None)
        plain = not (stream.encoding or "utf-8").lower().startswith("utf")
        is_long = output is not None and teller.count >= MANY
        with progress(context, f"Writing {output}", is_long=is_long) as told:
            lines = writing.text_of(teller, heading, ascii_only=plain)
            for text in followed(lines, told, lambda turn, _: turn / teller.count):
                stream.write(text)
    if output:
        private = "private moves included" if include_private else "private moves left out"
        moves = "1 move" if teller.count == 1 else f"{teller.count} moves"
        context.say(f"Wrote {output}: {moves}, {private}.")


@contextmanager
def _goal(context: Context, output: str | None) -> Iterator[TextIO]:
    """Where a bundle goes: a file, written whole or not at all, or a pipe."""
    stdout = context.world.stdout
    if output is not None:
        with replacing(Path(output), context.file) as file:
            yield file
        return
    if stdout.isatty():
        raise UsageError("A bundle is for a file or a pipe; name a file with -o FILE.")
    spool = Spool(stdout)
    yield spool
    spool.release()


@app.command("apply")
def apply(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The bundle; - reads it from standard input.")
    ],
    where: Where,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Take a bundle into the ledger: all of it or nothing, and nothing twice."""
    context = context_of(ctx, where)
    name = "standard input" if file == "-" else file
    lines = (
        files.lines_of_stream(context.world.stdin)
        if file == "-"
        else files.lines_of_file(Path(file))
    )
    bundle = reading.read(lines, name)
    take_in(context, bundle.facts, Source(name, bundle.made_by), yes=yes, dry_run=dry_run)
