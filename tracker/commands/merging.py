"""Taking in another copy of the ledger as a whole: merge."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.params import Where, YesOption, context_of, family
from tracker.commands.taking import DryRunOption, Source, take_in
from tracker.errors import UsageError
from tracker.exchange.bundles.lines import retold
from tracker.ledger.union.facts import Facts
from tracker.ledger.union.telling import Teller
from tracker.store.foreign import foreign

app = family()


@app.command("merge")
def merge(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The database of another copy of the ledger.")
    ],
    where: Where,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Take another copy's database into the ledger: all of it or nothing, and nothing twice.

    The other file is only read. Private moves come along and stay marked.
    """
    context = context_of(ctx, where)
    if (own := context.file) and own.exists() and file.exists() and file.samefile(own):
        raise UsageError(f"{file} is the database itself; name another copy.")
    with foreign(file) as store:
        teller = Teller(store, private=True)
        facts = retold(
            Facts(
                teller.changes(), list(teller.labels()), list(teller.moves()), list(teller.texts())
            )
        )
    take_in(context, facts, Source(str(file)), yes=yes, dry_run=dry_run)
