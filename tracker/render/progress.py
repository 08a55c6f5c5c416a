"""How far something long has come, on a terminal, gone again when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tracker.render.screen import Screen
from tracker.render.text import clean

_STEPS = 1_000


@contextmanager
def progress_on(screen: Screen, doing: str) -> Iterator[Callable[[float], None]]:
    """Show a bar within; gives what takes the share that is done, from 0 to 1.

    Args:
        screen: of a terminal; only its last line is used.
        doing: what is being done, before the bar.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(
        file=screen.stream,
        width=screen.width,
        color_system=screen.color_system,
        force_terminal=True,
        force_jupyter=False,
        no_color=screen.color_system is None,
        _environ={},
    )
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(clean(doing, newlines=False), total=_STEPS)
        yield lambda share: bar.update(task, completed=share * _STEPS)
