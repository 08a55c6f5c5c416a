"""Looking: status, positions, show, log."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import DemandArgument, Where, bounded, context_of, family
from tracker.commands.viewing import AsOfOption, Choice, KnownAtOption, Output
from tracker.context import Context
from tracker.errors import UsageError
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.positions import SORTS, is_live, positions, sorted_positions
from tracker.model import Move, Position

if TYPE_CHECKING:
    from tracker.ledger.history import LogFilter
    from tracker.ledger.moves import When
    from tracker.render.views import View

app = family()


@app.command("status")
def status(
    ctx: typer.Context,
    where: Where,
    output: Output,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> None:
    """Show where the negotiation stands, what changed last, and who owes an answer."""
    from tracker.ledger.overview import overview
    from tracker.render.overview import overview_view

    context = context_of(ctx, where, known_at)
    today = context.stamp().today
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        found = overview(
            case,
            refs.as_of(case, as_of, today=today),
            today=case.today or today,
            rulings=deliver.form == "table",
        )
        deliver(overview_view(found, case.negotiation))


@app.command("positions")
def positions_(
    ctx: typer.Context,
    where: Where,
    output: Output,
    choice: Choice,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="BY",
            help=f"One of {', '.join(SORTS)}.",
            autocompletion=completers.orders,
        ),
    ] = "demand",
    every: Annotated[
        bool, typer.Option("--all", help="Every link of the chains of counter-demands.")
    ] = False,
    expand_blocs: Annotated[
        bool,
        typer.Option("--expand-blocs", help="Below each bloc a row for each of its members."),
    ] = False,
) -> None:
    """Show the table of positions: a row for each demand and responding party."""
    from tracker.render.positions import positions_view

    context = context_of(ctx, where, known_at)
    today = context.stamp().today
    if sort not in SORTS:
        raise UsageError(f"“{sort}” is no order; sort by one of {', '.join(SORTS)}.")
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        chosen = choice.filter(case)
        moment = refs.as_of(case, as_of, today=today)
        found = positions(case, moment.moment, chosen, members=expand_blocs)
        gone_on: list[Position] = []
        if deliver.form == "table" and not every and not chosen.statuses:
            found = _live_ends(found, gone_on)
        if sort != "demand":
            found = iter(sorted_positions(found, sort))
        deliver(positions_view(found, case.negotiation, moment))
    if gone_on:
        from tracker.render.wording import gone_on_words

        context.say(gone_on_words(len(gone_on)))


def _live_ends(found: Iterator[Position], gone_on: list[Position]) -> Iterator[Position]:
    """The positions that a table of live ones shows, the others put aside."""
    for each in found:
        if is_live(each):
            yield each
        else:
            gone_on.append(each)


@app.command("show")
def show(
    ctx: typer.Context,
    demand: DemandArgument,
    where: Where,
    output: Output,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--history", help="What was corrected or struck too, and who recorded each move when."
        ),
    ] = False,
    private_line: Annotated[
        bool,
        typer.Option(
            "--private-line", help="Only where private positions differ from the public ones."
        ),
    ] = False,
) -> None:
    """Show the whole history of one demand: wordings with word diffs, answers, quotes, sources."""
    from tracker.ledger import history as histories
    from tracker.render.history import history_view

    context = context_of(ctx, where, known_at)
    if private_line:
        if whole:
            raise UsageError("Give either --history or --private-line, not both.")
        if known_at:
            raise UsageError("The private line is told as it is known now; leave out --known-at.")
        _show_private_line(context, demand, output, as_of)
        return
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        moment = refs.as_of(case, as_of, today=context.stamp().today)
        found = histories.history(case, refs.demand(case, demand), moment.moment, whole=whole)
        talks = {talk.ref: refs.label_of(talk) for talk in case.talks}
        deliver(history_view(found, case.negotiation.title, talks, _when(case), moment))


def _show_private_line(context: Context, demand: str, output: Output, as_of: str | None) -> None:
    from tracker.ledger.private_line import private_line
    from tracker.render.private_line import no_difference, private_line_view

    with context.delivery(output.destination()) as deliver:
        if not deliver.private:
            raise UsageError(
                "The private line is for your terminal; --include-private lets it into a pipe or "
                "a file."
            )
        with context.reading() as case:
            moment = refs.as_of(case, as_of, today=context.stamp().today)
            found = private_line(case, refs.demand(case, demand), moment.moment)
            deliver(private_line_view(found, case.negotiation, moment))
    if not found.sides and deliver.form != "table":
        context.say(no_difference(found.demand.key))


@app.command("log")
def log(
    ctx: typer.Context,
    where: Where,
    output: Output,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="TALK",
            help="Only the moves of this talk.",
            autocompletion=completers.talks,
        ),
    ] = None,
    demand: Annotated[
        str | None,
        typer.Option(
            "--demand",
            metavar="KEY",
            help="Only moves on this demand.",
            autocompletion=completers.demands,
        ),
    ] = None,
    party: Annotated[
        str | None,
        typer.Option(
            "--party",
            metavar="P",
            help="Only moves of this party.",
            autocompletion=completers.parties,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, callback=bounded, metavar="N", help="At most so many."),
    ] = None,
    known_at: KnownAtOption = None,
    mended: Annotated[
        bool,
        typer.Option(
            "--corrections", help="Only what was corrected or struck, the latest first, and how."
        ),
    ] = False,
) -> None:
    """Show the moves, the latest in time first."""
    from tracker.ledger import history as histories

    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        wanted = histories.LogFilter(
            talk=refs.talk(case, at).ref if at else None,
            demand=refs.demand(case, demand) if demand else None,
            party=refs.party_there(case, party).code if party else None,
            limit=limit,
        )
        deliver(_log_view(case, wanted, mended=mended))


def _log_view(case: Case, wanted: "LogFilter", *, mended: bool) -> "View":
    if mended:
        from tracker.ledger.corrections import corrections
        from tracker.render.corrections import corrections_view

        return corrections_view(corrections(case, wanted), _when(case))
    from tracker.ledger.history import log
    from tracker.render.log import log_view

    return log_view(log(case, wanted), case.negotiation.name, _when(case))


def _when(case: Case) -> "When":
    from tracker.ledger.moves import when_of

    def when(move: Move) -> str:
        return when_of(case, move)

    return when
