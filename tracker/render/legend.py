"""Cells of one status, and the legend below what is drawn of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.model import Status
from tracker.render.sheet import Cell
from tracker.render.text import width
from tracker.render.theme import glyph

if TYPE_CHECKING:
    from tracker.render.screen import Screen
    from tracker.render.sheet import Line

_GAP = 3


def letter(status: Status, *, follows: bool = False) -> str:
    """The letter of a status, a small one for a party that takes its bloc's answer."""
    found = glyph(status, unicode=False)
    return found.lower() if follows else found


def looks(status: Status, screen: Screen, *, follows: bool = False, gap: str = " ") -> str:
    """Glyph and letter of a status; the letter alone where the screen has no glyphs."""
    mark = f"{screen.glyph(status)}{gap}" if screen.unicode else ""
    return mark + letter(status, follows=follows)


def explained(
    occurring: Collection[tuple[Status, bool]], screen: Screen, *, gap: str = " "
) -> Iterator[Line]:
    """What the glyphs and letters mean that occur; those that look alike share a part.

    Args:
        occurring: statuses, each with whether it is that of a bloc which a member follows.
        screen: where they are shown.
        gap: what stands between glyph and letter.
    """
    alike: dict[str, list[Status]] = {}
    for status in Status:
        if {(status, False), (status, True)} & set(occurring):
            alike.setdefault(looks(status, screen, gap=gap), []).append(status)
    for shown, statuses in alike.items():
        yield (Cell(shown, statuses[0].value), Cell(f" {' or '.join(statuses)}"))
    followed = [status for status in Status if (status, True) in occurring]
    if followed:
        shown = looks(followed[0], screen, follows=True, gap=gap)
        yield (Cell(shown, followed[0].value), Cell(" small: as its bloc"))


def draw_legend(items: Sequence[Line], screen: Screen) -> None:
    """Show the parts of a legend in as many lines as they take, each of them whole."""
    lines: list[list[Cell]] = [[]]
    used = 0
    for item in items:
        cells = sum(width(piece.text) for piece in item)
        if used and used + _GAP + cells > screen.width:
            lines.append([])
            used = 0
        lines[-1] += [Cell(" " * _GAP), *item] if used else item
        used += cells + (_GAP if used else 0)
    for line in lines:
        screen.print_line(line, hanging=2)
