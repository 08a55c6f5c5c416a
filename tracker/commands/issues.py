"""Managing issues: the neutral topics that demands are filed under."""

from typing import Annotated

import typer

from tracker.commands import completers
from tracker.commands.params import NoInputOption, Where, YesOption, context_of, family
from tracker.commands.viewing import KnownAtOption, Output
from tracker.errors import Refused
from tracker.ledger import issues, refs
from tracker.ledger.issues import Renaming
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
    yes: YesOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Give an issue a new path.

    All below it move along; where the new path exists, the two become one, once that is confirmed.
    """
    context = context_of(ctx, where).asking(no_input=no_input)
    seen = None
    if not yes:
        with context.reading() as case:
            seen = issues.renaming(case, issues.find_issue(case, path), new)
        if seen.merged:
            context.confirm(_question(seen), yes=yes)
    with context.writing() as (case, recorder):
        found = issues.renaming(case, issues.find_issue(case, path), new)
        if seen and found.merged != seen.merged:
            raise Refused("Others have changed the issues in the meantime; look at them again.")
        issues.rename_issue(case, found, recorder.stamp)
    context.print(f"{path} → {new} ({_done(found)}).")


def _question(found: Renaming) -> str:
    exist = "exists" if len(found.merged) == 1 else "exist"
    demands = _many(found.demands, "demand")
    return f"Merge {demands} into {_into(found)}, which {exist} already?"


def _into(found: Renaming) -> str:
    return " and ".join(f"“{each}”" for each in found.merged)


def _done(found: Renaming) -> str:
    renamed = len(found.paths) - len(found.merged)
    told = [f"merged into {_into(found)}, {_many(found.demands, 'demand')}"] if found.merged else []
    if renamed:
        told.append(f"{_many(renamed, 'issue')} renamed")
    return "; ".join(told)


def _many(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"
