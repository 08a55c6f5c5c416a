"""A ledger on a server that several people sync their own with: hub and sync."""

from typing import Annotated

import typer

from tracker.commands.params import Where, context_of, family
from tracker.commands.taking import DryRunOption, show, united
from tracker.commands.viewing import Output
from tracker.context import Context
from tracker.errors import DatabaseUnusable, Refused, UsageError
from tracker.exchange.bundles.lines import retold
from tracker.ledger.logbook import keep_command
from tracker.ledger.union import syncing
from tracker.ledger.union.facts import Facts
from tracker.ledger.union.syncing import Hub, Mark, News, Waiting
from tracker.ledger.union.uniting import unite
from tracker.render.hub import counted, hub_view
from tracker.render.sheet import Cell
from tracker.store import must_be_recordable
from tracker.store.store import Store

hub_app = family("Make a hub on a server, join it, and see what is to be synced.")
app = hub_app
Url = Annotated[str, typer.Argument(metavar="URL", help="postgresql://[ROLE@]HOST[:PORT]/DATABASE")]


@hub_app.command("init")
def init(
    ctx: typer.Context,
    url: Url,
    where: Where,
    private: Annotated[
        bool, typer.Option("--private", help="Let members send their private moves there, too.")
    ] = False,
    partitions: Annotated[
        int | None,
        typer.Option(
            "--partitions",
            metavar="N",
            min=1,
            max=1024,
            help="Spread the moves of a new ledger over N tables; else one.",
        ),
    ] = None,
) -> None:
    """Make a ledger in a database on a PostgreSQL server, or bring an older one up to date."""
    context = context_of(ctx, where)
    from tracker.store.server import keeping
    from tracker.store.server.address import Address

    address = Address(url)
    must_be_recordable(address, read_only=context.read_only)
    made = keeping.make(address, partitions=partitions, private=private)
    verb = "Made a ledger in" if made.new else "Brought up to date the ledger in"
    context.print(f"{verb} {address}.")
    if made.opened:
        context.say("It takes private moves from now on; each member is asked to join it again.")
    for sentence in made.notices:
        context.say(sentence)
    context.say(f"Next: tracker hub join {address}, or, to record there: --db {address}")


@hub_app.command("join")
def join(ctx: typer.Context, url: Url, where: Where) -> None:
    """Let this database be synced with a hub; nothing is sent or taken yet."""
    context = context_of(ctx, where)
    from tracker.store.server.address import Address

    with _at(context, Address(url)).looking() as server:
        hub = _about(server)
    with context.store(create=True) as store, store.writing():
        syncing.keep_hub(store, hub)
    context.print(f"{context.path} is synced with {hub.address} from now on.")
    context.say(
        "Private moves are sent there, too, those recorded before among them: it takes them."
        if hub.private
        else "Private moves stay here: it takes none."
    )
    context.say("Next: tracker sync")


@hub_app.command("leave")
def leave(ctx: typer.Context, where: Where) -> None:
    """Forget the hub; what was synced stays here and there."""
    context = context_of(ctx, where)
    with context.store() as store, store.writing():
        hub = syncing.joined(store)
        syncing.leave_hub(store)
    context.print(f"{context.path} is no longer synced with {hub.address}.")


@hub_app.command("status")
def status(ctx: typer.Context, where: Where, output: Output) -> None:
    """Say which hub this database is synced with, and what is to be sent and taken."""
    context = context_of(ctx, where)
    with context.delivery(output.destination()) as deliver:
        with context.looking() as store:
            hub = syncing.joined(store)
        with _at(context, hub.address).looking() as server:
            now = _as_it_is(context, server, hub)
            theirs = syncing.news(server, now.pulled, private=True).facts
        with context.looking() as store:
            ours = syncing.to_tell(store, now).facts
            staying = 0 if now.private else syncing.private_since(store, Mark())
        counts = (*syncing.count_apart(ours, theirs), *syncing.count_apart(theirs, ours))
        deliver(hub_view(now._replace(at=hub.at), Waiting(*counts, staying)))


def sync(
    ctx: typer.Context,
    where: Where,
    dry_run: DryRunOption = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: sync whenever something is new here or there.")
    ] = False,
) -> None:
    """Send what is new here to the hub, and take what is new there; nothing twice.

    What comes is looked at as a stranger's bundle is, and taken in whole or not at all.
    """
    context = context_of(ctx, where)
    if watch and dry_run:
        raise UsageError("--watch syncs again and again; try it without --dry-run.")
    if watch:
        from tracker.commands.watching import watched

        watched(context, lambda: sync_once(context, dry_run=False))
        return
    sync_once(context, dry_run=dry_run)


def sync_once(context: Context, *, dry_run: bool) -> None:
    """Sync once.

    Raises:
        NotFound: this database is synced with no hub.
        Refused: the hub takes private moves now, and did not when it was joined, or the reverse.
        DatabaseUnusable: the hub cannot be reached, or another ledger is there now.
        InputFileError: what the hub tells is not to be believed; nothing was taken from it.
    """
    with context.looking() as store:
        hub = syncing.joined(store)
    with _at(context, hub.address).store() as server:
        with server.reading():
            hub = _as_it_is(context, server, hub)
            theirs = syncing.news(server, hub.pulled, private=True)
        with context.looking() as store:
            ours = syncing.to_tell(store, hub)
            kept = 0 if hub.private else syncing.private_since(store, hub.pushed)
        pushed, pulled, sent = ours.mark, theirs.mark, hub.sent
        if not syncing.empty(theirs.facts):
            pushed, ours = _take(context, theirs, ours, dry_run=dry_run)
        if not dry_run and not syncing.empty(ours.facts):
            sent, pulled = _send(context, server, theirs, ours)
    to_send, to_take = _told(ours.facts, theirs.facts), _told(theirs.facts, ours.facts)
    if dry_run:
        context.print(f"To send: {to_send}. To take: {to_take}.")
        _say_what_stays(context, kept)
        context.say("A dry run: nothing was changed.")
        return
    with context.store() as store, store.writing():
        done = hub._replace(
            pushed=pushed, pulled=pulled, sent=sent, at=context.stamp().at, withheld=ours.withheld
        )
        syncing.keep_hub(store, done)
    said = f"Synced with {hub.address}: sent {to_send}, took {to_take}."
    context.print_line((Cell(said),))
    _say_what_stays(context, kept)


def _say_what_stays(context: Context, kept: int) -> None:
    if kept:
        stay = "move stays" if kept == 1 else "moves stay"
        context.say(f"{kept} private {stay} here: the hub takes none.")


def _take(context: Context, theirs: News, ours: News, *, dry_run: bool) -> tuple[Mark, News]:
    """Take in what the hub tells.

    Returns:
        How far this database is known to the hub by then, and what there is to tell.
    """
    facts = retold(theirs.facts)
    with context.recording(keep=not dry_run) as (store, stamp):
        before = syncing.mark_of(store)
        loaded = united(store, facts, stamp)
        after = syncing.mark_of(store)
        ours = syncing.with_what_came_out(store, ours)
    show(context, loaded)
    return after if before == ours.mark else ours.mark, ours


def _send(context: Context, server: Store, theirs: News, ours: News) -> tuple[Mark, Mark]:
    """Tell the hub what is new here.

    Returns:
        How far it has come with that, and how far it is known here.
    """
    with server.writing():
        stamp = context.stamp(server)
        before = syncing.mark_of(server)
        unite(server, ours.facts, stamp)
        keep_command(server, context.command, stamp)
        after = syncing.mark_of(server)
    return after, after if before == theirs.mark else theirs.mark


def _about(server: Store) -> Hub:
    """The hub at an address, for somebody who may sync with it.

    Raises:
        Refused: they see what is public alone, and could send nothing.
    """
    if not (server.one("sees_all") or (0,))[0]:
        raise Refused(
            f"{server.path} lets you look at what is public, and not sync. "
            f"To look at it there: tracker positions --db {server.path}"
        )
    ledger, private, _ = server.one("about") or ("", 0, 0)
    return Hub(str(server.path), ledger, bool(private))


def _as_it_is(context: Context, server: Store, hub: Hub) -> Hub:
    """The hub as it is now; where it was put back from a backup, nothing is taken for known there.

    Raises:
        DatabaseUnusable: another ledger is there now.
        Refused: whether it takes private moves is not as it was when it was joined.
    """
    there = _about(server)
    if hub.ledger != there.ledger:
        raise DatabaseUnusable(
            f"Another ledger is at {hub.address} now than the one that was joined; nothing was "
            f"synced. If that is meant: tracker hub join {hub.address}"
        )
    if hub.private != there.private:
        takes = "takes private moves now, which it did not" if there.private else (
            "takes no private moves any more, as it did"
        )  # fmt: skip
        raise Refused(
            f"{hub.address} {takes} when it was joined; nothing was synced. "
            f"To agree to that: tracker hub join {hub.address}"
        )
    if all(syncing.has_come_by(server, mark) for mark in (hub.pulled, hub.sent)):
        return hub
    context.say(f"{hub.address} was put back from a backup: all that is here is sent again.")
    return there


def _at(context: Context, address: str) -> Context:
    """The same run, with the ledger at an address: a hub is a ledger like any other."""
    return context._replace(db=address, negotiation=None, known_at=None)


def _told(facts: Facts, others: Facts) -> str:
    return counted(*syncing.count_apart(facts, others))
