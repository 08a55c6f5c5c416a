"""Two parties side by side."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import (
    AsOfOption,
    IssueOption,
    KnownAtOption,
    Output,
    Scope,
    TextOption,
)
from tracker.errors import UsageError
from tracker.ledger import refs

app = family()


@app.command("compare")
def compare(
    ctx: typer.Context,
    where: Where,
    output: Output,
    first: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A party, by its code or name.",
            autocompletion=completers.parties,
        ),
    ],
    second: Annotated[
        str,
        typer.Argument(
            metavar="B",
            help="Another party.",
            autocompletion=completers.parties,
        ),
    ],
    issue: IssueOption = None,
    text: TextOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Show two parties side by side: their demands of each other, and what both answered others."""
    from tracker.ledger.comparing import side_by_side
    from tracker.render.comparing import comparing_view

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        a, b = (refs.party_there(case, each).code for each in (first, second))
        if a == b:
            raise UsageError(f"{first} and {second} are both {a}; compare takes two parties.")
        moment = refs.as_of(case, as_of, today=context.stamp().today)
        chosen = Scope(issue=issue, text=text).filter(case)
        found = side_by_side(case, a, b, moment, chosen)
        deliver(comparing_view(found, case.negotiation, moment))
