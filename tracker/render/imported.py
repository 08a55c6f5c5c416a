"""What an import brings, shown before it is kept."""

from __future__ import annotations

from tracker.ledger.imports import Imported, Loaded
from tracker.render.changes import summary
from tracker.render.screen import Screen
from tracker.render.sheet import Cell
from tracker.render.theme import Role

MOST_LISTED = 12


def draw_loaded(loaded: Loaded, screen: Screen) -> None:
    """Show what a file brought, or would bring: what is new, what it changes, what is doubtful."""
    for title, imported in loaded.imported.items():
        head = f"{title}: " if title else ""
        screen.print_line([Cell(head, Role.HEADING), Cell(_counted(imported))], hanging=2)
        for kind, names in imported.created.items():
            _draw_list(f"new {kind}", names, screen)
        if title in loaded.diffs:
            diff = loaded.diffs[title]
            changed = f"positions: {'nothing changes' if diff.empty else summary(diff)}"
            screen.print_line([Cell(changed)], indent=2, hanging=2)
        for warning in imported.warnings[:MOST_LISTED]:
            screen.print_line([Cell(f"warning: {warning}", Role.WARNING)], indent=2, hanging=2)
        if len(imported.warnings) > MOST_LISTED:
            more = len(imported.warnings) - MOST_LISTED
            screen.print_line([Cell(f"… and {more} more warnings", Role.WARNING)], indent=2)
        _draw_list("notice", imported.notices, screen)
    if loaded.unread:
        _draw_list("columns not read", loaded.unread, screen)


def _counted(imported: Imported) -> str:
    again = f", {imported.known} on record already" if imported.known else ""
    return f"{imported.recorded} to add{again}"


def _draw_list(name: str, items: list[str], screen: Screen) -> None:
    if not items:
        return
    shown = ", ".join(items[:MOST_LISTED])
    more = f" … and {len(items) - MOST_LISTED} more" if len(items) > MOST_LISTED else ""
    line = [Cell(f"{name}: ", Role.MUTED), Cell(shown + more)]
    screen.print_line(line, indent=2, hanging=2)
