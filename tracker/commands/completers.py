"""What the shell offers at TAB, and a question offers as choices, for the values of options.

Typer knows these functions as `autocompletion=`. Nothing is read before one is called, with an
`Asked` of `tracker.commands.completing` as the object of its context; each gives (value, what is
known of it).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tracker.ledger.case import Case
    from tracker.model import Move
    from tracker.store.store import Store

Offers = Iterable[tuple[str, str]]


def negotiations(ctx: typer.Context) -> Offers:
    """The titles of the negotiations."""
    from tracker.ledger import offers

    with _glance(ctx) as store:
        return offers.negotiations(store, ctx.obj.begun)


def parties(ctx: typer.Context) -> Offers:
    """The codes of the parties."""
    from tracker.ledger import offers

    return _of_case(ctx, offers.parties)


def demands(ctx: typer.Context) -> Offers:
    """The keys of the demands."""
    from tracker.ledger import offers

    return _of_case(ctx, offers.demands)


def talks(ctx: typer.Context) -> Offers:
    """The refs of the talks."""
    from tracker.ledger import offers

    return _of_case(ctx, offers.talks)


def issues(ctx: typer.Context) -> Offers:
    """The paths of the issues."""
    from tracker.ledger import offers

    return _of_case(ctx, offers.issues)


def moves(ctx: typer.Context) -> Offers:
    """The ids of the moves; of a private one nothing is told."""
    from tracker.ledger import offers

    return _moves(ctx, offers.moves)


def contested(ctx: typer.Context) -> Offers:
    """The ids of the answers that are contested; of a private one nothing is told."""
    from tracker.ledger import offers

    return _moves(ctx, offers.contested)


def _moves(
    ctx: typer.Context, offered: "Callable[[Case, str], Iterable[tuple[str, Move]]]"
) -> Offers:
    from tracker.render import wording

    def told(case: "Case", begun: str) -> Offers:
        for short, move in offered(case, begun):
            said = move.said
            did = f"{wording.parties(said.parties)} {wording.did(said)} {said.demand}"
            when = said.talk or (said.date.text if said.date else "")
            yield short, "private" if said.private else f"{did}, {when}"

    return _of_case(ctx, told)


def mappings(ctx: typer.Context) -> Offers:
    """The names of the mappings of imports."""
    from tracker.ledger import offers

    with _glance(ctx) as store:
        return offers.mappings(store, ctx.obj.begun)


def statuses(ctx: typer.Context) -> Offers:
    """The statuses of positions."""
    from tracker.ledger.offers import Offer, of_those
    from tracker.ledger.positions import STATUS_WORDS

    return of_those(map(Offer, STATUS_WORDS), ctx.obj.begun)


def orders(ctx: typer.Context) -> Offers:
    """What positions can be sorted by."""
    from tracker.ledger.offers import Offer, of_those
    from tracker.ledger.positions import SORTS

    return of_those(map(Offer, SORTS), ctx.obj.begun)


def reasons(ctx: typer.Context) -> Offers:
    """Why something is on the agenda."""
    from tracker.ledger.agenda import Why
    from tracker.ledger.offers import Offer, of_those

    return of_those([Offer(each.value) for each in Why], ctx.obj.begun)


def several_reasons(ctx: typer.Context) -> Offers:
    """A list such as overdue,stale: its last part is completed."""
    return _after(",", reasons, ctx)


def several_parties(ctx: typer.Context) -> Offers:
    """A list such as EU,US: its last part is completed."""
    return _after(",", parties, ctx)


def several_statuses(ctx: typer.Context) -> Offers:
    """A list such as deferred,open: its last part is completed."""
    return _after(",", statuses, ctx)


def talk_range(ctx: typer.Context) -> Offers:
    """A talk, or a range such as T2..T3: its last part is completed."""
    return _after("..", talks, ctx)


def _after(mark: str, offered: Callable[[typer.Context], Offers], ctx: typer.Context) -> Offers:
    """What is offered for the part after the last mark; not what stands before it already."""
    before, found, begun = ctx.obj.begun.rpartition(mark)
    given = before.split(mark)
    context = typer.Context(ctx.command, obj=ctx.obj._replace(begun=begun))
    for value, about in offered(context):
        if value not in given:
            yield before + found + value, about


def _of_case(ctx: typer.Context, offered: "Callable[[Case, str], Offers]") -> Offers:
    from tracker.ledger import refs
    from tracker.ledger.case import Case

    with _glance(ctx) as store:
        case = Case(store, refs.negotiation(store, ctx.obj.context.negotiation))
        return list(offered(case, ctx.obj.begun))


@contextmanager
def _glance(ctx: typer.Context) -> "Iterator[Store]":
    """The database of a context, opened to be read at once and closed again.

    Raises:
        NotFound: there is no database that can be read as it is.
    """
    from tracker.errors import NotFound
    from tracker.store.glancing import glance

    store = glance(ctx.obj.context.path)
    if store is None:
        raise NotFound(f"There is no database to look into at {ctx.obj.context.path}.")
    try:
        yield store
    finally:
        store.close()
