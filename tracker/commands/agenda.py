"""What is owed, by whom and since when."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, codes, context_of, family
from tracker.commands.viewing import AsOfOption, Choice, KnownAtOption, Output
from tracker.errors import UsageError
from tracker.ledger import refs
from tracker.ledger.agenda import Why, agenda

app = family()


@app.command("agenda")
def agenda_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    choice: Choice,
    side: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="P",
            help="Only what this party owes and what it is owed, apart.",
            autocompletion=completers.parties,
        ),
    ] = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="WHY,WHY",
            help=f"Exit with 1 where any is one of these: {', '.join(Why)}.",
            autocompletion=completers.several_reasons,
        ),
    ] = None,
) -> None:
    """Show what is still to be settled: who owes it, since when, how often it was put off."""
    from tracker.ledger.deadlines import deadlines
    from tracker.render.agenda import Agenda, agenda_view

    context = context_of(ctx, where, known_at)
    stamp = context.stamp()
    failing = _reasons(fail_on)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        moment = refs.as_of(case, as_of, today=stamp.today)
        items = agenda(case, moment.moment, choice.filter(case))
        party = refs.party_there(case, side) if side else None
        found = Agenda(case.negotiation, moment, items, party, (), stamp.at)
        due = tuple(deadlines(case, found.shown, moment.moment))
        found = found._replace(deadlines=due)
        deliver(agenda_view(found))
    if failing & found.counts.keys():
        raise typer.Exit(1)


def _reasons(joined: str | None) -> set[Why]:
    wanted = [each.casefold() for each in codes(joined)]
    for each in wanted:
        if each not in list(Why):
            raise UsageError(f"“{each}” is no reason; use one of {', '.join(Why)}.")
    return {Why(each) for each in wanted}
