"""How far something long has come, shown to whoever looks on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from tracker.context import Context

T = TypeVar("T")

Progress = Callable[[float], None]
"""Takes the share that is done, from 0 to 1."""
MANY = 5_000
"""From how many moves on what reads all of them takes so long that anybody would wonder."""
_TOLD_EVERY = 200


def progress(
    context: Context, doing: str, *, is_long: bool
) -> AbstractContextManager[Progress | None]:
    """Show on a terminal how far something has come, where that takes long; gives what is told.

    Args:
        context: where it is done.
        doing: what is being done.
        is_long: whether it takes so long that anybody would wonder.
    """
    stderr, term = context.world.stderr, context.world.environment.get("TERM")
    if not is_long or not stderr.isatty() or term == "dumb":
        return nullcontext()
    from tracker.render.progress import progress_on

    return progress_on(context.screen(stderr), doing)


def followed(
    found: Iterable[T], told: Progress | None, share: Callable[[int, T], float]
) -> Iterator[T]:
    """The same one after the other, while it is told how far they have come.

    Args:
        found: what is being written.
        told: is told; nobody where it is None.
        share: of all, from 0 to 1, that is done with one of them, by its turn and itself.
    """
    for turn, each in enumerate(found):
        if told and turn % _TOLD_EVERY == 0:
            told(min(1.0, share(turn, each)))
        yield each
