"""Taking in what another copy of the ledger tells, after showing what it changes."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tracker.context import Context
from tracker.ledger.imports import Loaded, base_of
from tracker.ledger.secrets import veil
from tracker.ledger.stamp import Stamp
from tracker.ledger.union.facts import Facts
from tracker.ledger.union.narrowing import narrowed
from tracker.ledger.union.uniting import unite
from tracker.render.imported import draw_loaded
from tracker.store.store import Store

DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what it would change, and change nothing.")
]


class Source(NamedTuple):
    """Where facts come from: the name of the file, and who made it, if that is known."""

    name: str
    made_by: str = ""


def take_in(context: Context, facts: Facts, source: Source, *, yes: bool, dry_run: bool) -> None:
    """Take in what another copy tells, after showing what it changes.

    Where a negotiation is named, only what is told of that is taken in.

    Raises:
        NotFound: nothing is told of the negotiation that is named.
        InputFileError: it cannot be taken in; nothing was changed.
        Declined: the person said no.
    """
    name = source.name
    if context.negotiation is not None:
        facts = narrowed(facts, context.negotiation, name)
    hidden = sum(each.said.private for each in facts.moves)
    if hidden:
        context.say(f"{name} holds private moves ({hidden}); they stay marked as private.")
    if dry_run or not yes:
        seen = _united(context, facts, source, keep=False)
        show(context, seen)
        if dry_run:
            context.say("A dry run: nothing was changed.")
            return
        if seen.is_nothing:
            context.print(f"Nothing in {name} is new: {seen.known} were on record already.")
            return
        context.confirm(f"Take in {name}?", yes=yes)
    loaded = _united(context, facts, source, keep=True)
    if yes:
        show(context, loaded)
    again = f", {loaded.known} were on record already" if loaded.known else ""
    context.print(f"Took in {name}: {loaded.recorded} added{again}.")


def _united(context: Context, facts: Facts, source: Source, *, keep: bool) -> Loaded:
    if not keep and not context.exists:
        return _tried_elsewhere(context, facts, source)
    with context.recording(create=keep, keep=keep) as (store, stamp):
        return united(store, facts, stamp, teller=source.made_by)


def united(store: Store, facts: Facts, stamp: Stamp, *, teller: str = "") -> Loaded:
    """Take in what another copy tells, as `unite`, and leave out what is not to be shown of it."""
    base = base_of(store)
    loaded = unite(store, facts, stamp, teller=teller)
    loaded.is_nothing = base == base_of(store) and not any(
        each.touched for each in loaded.imported.values()
    )
    of_negotiations = (done for title, done in loaded.imported.items() if title)
    if store.keeps_secrets and veil(store, of_negotiations):
        loaded.veiled = True
    return loaded


def _tried_elsewhere(context: Context, facts: Facts, source: Source) -> Loaded:
    """What the facts would make of a database that is not there yet."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tracker-") as folder:
        tried = context._replace(db=str(Path(folder) / "tried.db"))
        return _united(tried, facts, source, keep=True)


def show(context: Context, loaded: Loaded) -> None:
    """Show what was taken in, or would be."""
    draw_loaded(loaded, context.screen(context.world.stderr))
    if loaded.veiled:
        context.say("What names private demands is told on a terminal alone.")
