"""What one party should have at hand before a talk."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import KnownAtOption, Output
from tracker.ledger import refs

app = family()


@app.command("brief")
def brief_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    party: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="P",
            help="The party that it is made for.",
            autocompletion=completers.parties,
        ),
    ],
    before: Annotated[
        str | None,
        typer.Option(
            "--before",
            metavar="TALK",
            help="As things stood before this talk; else now.",
            autocompletion=completers.talks,
        ),
    ] = None,
    known_at: KnownAtOption = None,
) -> None:
    """Show one page for one party: what changed, what is owed, what is near, red lines, quotes."""
    from tracker.ledger.brief import brief
    from tracker.ledger.moves import when_of
    from tracker.render.brief import brief_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        talk = refs.talk(case, before) if before else None
        found = brief(case, refs.party_there(case, party), talk)
        view = brief_view(
            found,
            case.negotiation,
            lambda move: when_of(case, move),
            private=deliver.private,
        )
        deliver(view)
