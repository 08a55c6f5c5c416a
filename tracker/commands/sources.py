"""The sources that moves cite, and the texts that are kept of them: source list, show, add."""

from typing import Annotated

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import KnownAtOption, Output
from tracker.context import Context
from tracker.errors import NotFound

app = family("List sources, show the texts that are kept of them, attach more.")

SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help="The link or citation, just as the moves have it.")
]


@app.command("list")
def list_(ctx: typer.Context, where: Where, output: Output, known_at: KnownAtOption = None) -> None:
    """List the sources that moves cite, with the text that is kept of each."""
    from tracker.ledger.citing import sources
    from tracker.render.sources import sources_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        deliver(sources_view(sources(case), case.negotiation.name))


@app.command("show")
def show(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="The link or citation, or the text's hash."),
    ],
    where: Where,
    include_private: Annotated[
        bool,
        typer.Option("--include-private", help="Give a text of private moves to a pipe, too."),
    ] = False,
) -> None:
    """Print the text that is kept of a source, in a pipe byte for byte."""
    from tracker.ledger.citing import text_named
    from tracker.ledger.sources import SHORT_HASH, text_of

    context = context_of(ctx, where)
    stdout = context.world.stdout
    with context.reading(private=include_private or stdout.isatty()) as case:
        found = text_named(case, source)
        text = text_of(case.store, found)
    if text is None:
        raise NotFound(
            f"The text {found[:SHORT_HASH]} has not come to this copy of the ledger; ask for a "
            "bundle of all there is."
        )
    _print(context, text)


def _print(context: Context, text: str) -> None:
    stdout = context.world.stdout
    if stdout.isatty():
        for line in text.splitlines():
            context.print(line)
        return
    raw = getattr(stdout, "buffer", None)
    if raw is None:
        stdout.write(text)
        return
    stdout.flush()
    raw.write(text.encode())


@app.command("add")
def add(
    ctx: typer.Context,
    source: SourceArgument,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Its text; - reads it from standard input.")
    ],
    where: Where,
) -> None:
    """Attach the text of a source to every move that cites it.

    Each of these moves is corrected, and stays in the history as it was. The file is plain text,
    Markdown or HTML, in UTF-8 or UTF-16.
    """
    from tracker.ledger.citing import attach
    from tracker.ledger.identity import text_hash
    from tracker.ledger.sources import SHORT_HASH
    from tracker.searching.quotes import Quoted

    context = context_of(ctx, where)
    text = context.source_text(file) or ""
    with context.writing() as (case, recorder):
        made = attach(case, recorder, source, text)
    found = text_hash(text)[:SHORT_HASH]
    if not made:
        context.print(f"Kept the text {found}, which had not come along with its moves.")
        return
    moves = "1 move" if len(made) == 1 else f"{len(made)} moves"
    context.print(f"Attached the text {found} to {moves}.")
    quotes = [each.move.said.quote for each in made if each.move.said.quote]
    quoted = Quoted(text) if quotes else None
    unfound = sum(1 for each in quotes if quoted and not quoted.holds(each))
    if unfound:
        context.say(
            f"warning: {unfound} of the quotes from it ({len(quotes)}) do not stand in it; see: "
            "tracker check"
        )
