"""Managing issues: the neutral topics that demands are filed under."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import Where, context_of, family
from tracker.commands.viewing import KnownAtOption, Output
from tracker.ledger import issues, refs
from tracker.ledger.positions import Filter, positions
from tracker.render.lists import issues_view
from tracker.render.positions import positions_view

app = family("Add, list, show and rename issues.")

PathArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATH",
        help="Its path, e.g. Ukraine/membership.",
        autocompletion=completers.issues,
    ),
]


@app.command("add")
def add(ctx: typer.Context, path: PathArgument, where: Where) -> None:
    """Add an issue before anything is filed under it."""
    context = context_of(ctx, where)
    with context.writing() as (case, recorder):
        added = issues.add_issue(case, path, recorder.stamp)
    context.print(f"Added the issue {added}.")


@app.command("list")
def list_(ctx: typer.Context, where: Where, output: Output, known_at: KnownAtOption = None) -> None:
    """List the issues, with how many demands are filed under each."""
    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        deliver(issues_view(issues.every_issue(case)))


@app.command("show")
def show(
    ctx: typer.Context,
    path: PathArgument,
    where: Where,
    output: Output,
    known_at: KnownAtOption = None,
) -> None:
    """Show the positions on one issue and those below it."""
    context = context_of(ctx, where, known_at)
    with (
        context.delivery(output.destination()) as deliver,
        context.reading(private=deliver.private) as case,
    ):
        found = issues.find_issue(case, path)
        on_it = positions(case, refs.NOW.moment, Filter(issue=found))
        deliver(positions_view(on_it, case.negotiation, refs.NOW))


@app.command("edit")
@app.command("rename")
def rename(
    ctx: typer.Context,
    path: PathArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new path.")],
    where: Where,
) -> None:
    """Give an issue a new path.

    All below it move along; where the new path exists, the two become one.
    """
    context = context_of(ctx, where)
    with context.writing() as (case, recorder):
        changed = issues.rename_issue(case, issues.find_issue(case, path), new, recorder.stamp)
    many = "1 issue" if changed == 1 else f"{changed} issues"
    context.print(f"{path} → {new} ({many} renamed).")
