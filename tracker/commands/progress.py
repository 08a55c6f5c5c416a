"""How far something long has come, shown to whoever looks on."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from tracker.context import Context

Progress = Callable[[float], None]
"""Takes the share that is done, from 0 to 1."""


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
