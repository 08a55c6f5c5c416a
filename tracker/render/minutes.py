"""Minutes before they are recorded: their faults under a caret, the moves, and what they change."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tracker.diff import Diff
from tracker.errors import MOST_FAULTS
from tracker.ledger import contests
from tracker.ledger.imports import Imported, Loaded
from tracker.ledger.recording import Recorded
from tracker.ledger.refs import AsOf
from tracker.render.changes import Comparison
from tracker.render.changes_drawn import draw
from tracker.render.imported import draw_loaded
from tracker.render.recorded import recorded_line
from tracker.render.screen import Screen
from tracker.render.sheet import Cell
from tracker.render.text import clean, width
from tracker.render.theme import Role
from tracker.render.wording import mark_of

MOST_MOVES = 40
MOST_CHANGES = 60
MOST_TOLD = 12
INDENT = 4
_BEFORE, _AFTER = AsOf(0, "the record as it is", "before"), AsOf(0, "with these minutes", "after")

Spot = tuple[int, int, int, str]
"""Line, column, length and what is wrong: columns and lengths in characters, from 1."""


def listing(spots: Sequence[Spot], lines: Sequence[str], cells: int) -> str:
    """The faults with line and column, the line itself, and a caret under the place.

    Where there are very many, the first of them, and how many more there are.

    Args:
        spots: what is wrong, and where.
        lines: of the text.
        cells: the width to keep to.
    """
    told = [_fault(each, lines, cells) for each in spots[:MOST_FAULTS]]
    if len(spots) > MOST_FAULTS:
        told.append(f"  … and {len(spots) - MOST_FAULTS} more")
    return "\n".join(told)


def _fault(spot: Spot, lines: Sequence[str], cells: int) -> str:
    number, column, length, reason = spot
    head = f"  line {number}, column {column}: {clean(reason, newlines=False)}"
    line = lines[number - 1] if number <= len(lines) else ""
    before, there = line[: column - 1], line[column - 1 : column - 1 + length]
    shown, start, under = _excerpt(clean(before), clean(there), clean(line), cells - INDENT)
    return f"{head}\n{' ' * INDENT}{shown}\n{' ' * (INDENT + start)}{'^' * under}"


def _excerpt(before: str, there: str, line: str, cells: int) -> tuple[str, int, int]:
    """The part of a line that fits, the cell where the place begins, and how many it takes."""
    start, under = width(before), max(1, width(there))
    cut = 0
    if width(line) > cells and start > cells // 2:
        while cut < len(before) and width(before[cut:]) > cells // 3:
            cut += 1
        start = width(before[cut:]) + 1
        line = f"…{line[cut:]}"
    if width(line) > cells:
        while width(line) > cells - 1:
            line = line[:-1]
        line += "…"
    return line.rstrip(), start, max(1, min(under, cells - start))


class Preview(NamedTuple):
    """What minutes bring, or would bring.

    Attributes:
        title: of the negotiation.
        moves: those that are added, in order, each with when it was: `at T3 (2022-01-12)`.
        done: how many were on record, what was created, warnings and notices.
        changes: what becomes of the positions.
    """

    title: str
    moves: Sequence[tuple[Recorded, str]]
    done: Imported
    changes: Diff


def draw_preview(found: Preview, screen: Screen) -> None:
    """Show the moves, the changes they make, and what else is new or doubtful."""
    many = len(found.changes.changes) + len(found.changes.revisions) > MOST_CHANGES
    for made, when in found.moves[:MOST_MOVES]:
        mark = mark_of(made.move.said, screen)
        line = recorded_line(made, mark, when, "", (), private=screen.stream.isatty())
        screen.print_line(line, hanging=2)
    if len(found.moves) > MOST_MOVES:
        screen.print_line([Cell(f"… and {len(found.moves) - MOST_MOVES} more", Role.MUTED)])
    if found.moves and not many:
        screen.print_line()
        draw(Comparison("", found.title, _BEFORE, _AFTER, found.changes), screen)
        screen.print_line()
    told = {found.title: found.changes} if found.moves and many else {}
    counted = replace(found.done, warnings=[], notices=[])
    draw_loaded(Loaded({found.title: counted}, told), screen)
    shown = found.changes.arisen if not told else ()
    warnings = [*map(contests.told, shown), *found.done.warnings]
    for name, sentences in (("warning", warnings), ("notice", found.done.notices)):
        _draw_sentences(name, sentences, screen)


def _draw_sentences(name: str, sentences: Sequence[str], screen: Screen) -> None:
    role = Role.WARNING if name == "warning" else Role.MUTED
    for sentence in sentences[:MOST_TOLD]:
        screen.print_line([Cell(f"{name}: ", role), Cell(sentence)], indent=2, hanging=2)
    if len(sentences) > MOST_TOLD:
        more = f"… and {len(sentences) - MOST_TOLD} more of the kind"
        screen.print_line([Cell(more, Role.MUTED)], indent=2)
