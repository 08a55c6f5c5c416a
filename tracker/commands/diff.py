"""What changed between two talks."""

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import Choice, KnownAtOption, Output
from tracker.ledger import refs
from tracker.ledger.case import Case
from tracker.ledger.changes import changes, not_mentioned
from tracker.ledger.moments import between
from tracker.ledger.positions import Filter
from tracker.render.changes import Comparison, changes_view
from tracker.render.views import View

if TYPE_CHECKING:
    from tracker.render.screen import Screen

app = family()


@app.command("diff")
def diff(
    ctx: typer.Context,
    where: Where,
    output: Output,
    choice: Choice,
    start: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]",
            help="A talk, a date or a range T2..T3; else the last two.",
            autocompletion=completers.talk_range,
        ),
    ] = None,
    end: Annotated[
        str | None,
        typer.Argument(
            metavar="[B]",
            help="A talk or a date; else the last talk.",
            autocompletion=completers.talks,
        ),
    ] = None,
    known_at: KnownAtOption = None,
    stat: Annotated[
        bool, typer.Option("--stat", help="Only counts, by party and by issue.")
    ] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Only the last line.")] = False,
    every: Annotated[bool, typer.Option("--all", help="The unchanged positions too.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 where anything changed.")
    ] = False,
) -> None:
    """Show what changed between two talks: accepted, rejected, deferred, revised; who moved."""
    context = context_of(ctx, where, known_at)
    wanted = output.destination()
    if summary and wanted.form is None and wanted.file is None:
        wanted = wanted._replace(form="table")
    with (
        context.delivery(wanted) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        a, b = between(case, start, end, today=context.stamp().today)
        if a.moment > b.moment:
            context.say(f"{a.ref or 'now'} lies after {b.ref}, so this diff runs backwards.")
        chosen = choice.filter(case)
        found = compare(case, a, b, chosen, every=every)
        if every and deliver.form != "table":
            context.say(
                "--all adds the unchanged positions to the table alone (--format table); "
                "tracker positions has them in every format."
            )
        deliver(_view(found, stat=stat, summary=summary))
    if exit_code and not found.diff.empty:
        raise typer.Exit(1)


def compare(
    case: Case, start: refs.AsOf, end: refs.AsOf, chosen: Filter, *, every: bool = False
) -> Comparison:
    """The diff of two moments with what it compares."""
    found = changes(case, start, end, chosen)
    silent = not_mentioned(case, end, found, chosen) if every else None
    return Comparison(case.negotiation.name, case.negotiation.title, start, end, found, silent)


def _view(found: Comparison, *, stat: bool, summary: bool) -> View:
    if stat:
        from tracker.render.changes_stat import stat_view

        return stat_view(found)
    return changes_view(found, _draw_summary if summary else _draw)


def _draw(found: Comparison, screen: "Screen") -> None:
    from tracker.render.changes_drawn import draw

    draw(found, screen)


def _draw_summary(found: Comparison, screen: "Screen") -> None:
    from tracker.render.changes_drawn import draw_summary

    draw_summary(found, screen)
