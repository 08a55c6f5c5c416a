"""What an import brings, shown before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracker.diff import CellChange, Change, Diff
from tracker.errors import Problem, told_once
from tracker.ledger import contests
from tracker.ledger.imports import Imported, Loaded
from tracker.render.changes import beneath, direction_of, summary, transition
from tracker.render.changes_drawn import mark_of_change
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Row, Sheet
from tracker.render.theme import Role
from tracker.render.wording import did, title_words

MOST_LISTED = 12
MOST_CHANGES = 10
ALL = 1 << 60


def draw_loaded(loaded: Loaded, screen: Screen, *, every: bool = False, see_all: str = "") -> None:
    """Show what a file brought, or would bring: what is new, what it changes, what is doubtful.

    Args:
        loaded: what it brings.
        screen: where to.
        every: whether all of it is listed, however long; else the first of each sort.
        see_all: what makes it so, to be told where something is left out.
    """
    most = (ALL, ALL) if every else (MOST_LISTED, MOST_CHANGES)
    shown = _Shown(screen, *most, f" ({see_all} lists them)" if see_all else "")
    for title, imported in loaded.imported.items():
        shown.draw_imported(title, imported, loaded.diffs.get(title))
    shown.draw_list("columns not read", loaded.unread)
    if loaded.left_out:
        values = [f"{value or '(empty)'} {many}" for value, many in loaded.left_out.items()]
        shown.draw_list(f"left out: {_rows(sum(loaded.left_out.values()))}", values)
    if loaded.replaced:
        sentence = f"replaces the mapping {loaded.replaced}, which was kept with other rules"
        shown.draw_lines([Cell(sentence, Role.WARNING)], "mappings", indent=2)
    if loaded.skipped:
        shown.draw_skipped(loaded.skipped)


def contested(diffs: Iterable[Diff]) -> list[str]:
    """What some diffs made contested, a warning each, with the ids to rule by."""
    return [f"warning: {contests.told(each)}" for diff in diffs for each in diff.arisen]


def total(loaded: Loaded) -> str:
    """How many rows came to what, in one line."""
    told = [f"{loaded.recorded} added"]
    if loaded.known:
        told.append(f"{loaded.known} were on record already{_of_them(loaded.set_aside)}")
    if loaded.left_out:
        told.append(f"{sum(loaded.left_out.values())} left out")
    if loaded.skipped:
        told.append(f"{len(loaded.skipped)} skipped")
    return ", ".join(told)


class _Shown:
    """Draws the parts of a preview, each up to a number of lines or names."""

    def __init__(self, screen: Screen, most: int, changes: int, hint: str) -> None:
        self.screen = screen
        self.hint = hint
        self.most = most
        self.changes = changes

    def draw_imported(self, title: str, imported: Imported, diff: Diff | None) -> None:
        self.screen.print_line(_heading(title, imported), hanging=2)
        for kind, names in imported.created.items():
            self.draw_list(f"new {kind}", names)
        if diff is not None:
            changed = f"positions: {'nothing changes' if diff.empty else summary(diff)}"
            self.screen.print_line([Cell(changed)], indent=2, hanging=2)
            self.draw_changes(diff)
        warnings = [f"warning: {each}" for each in imported.warnings]
        if diff is not None:
            warnings = contested([diff]) + warnings
        self.draw_lines([Cell(each, Role.WARNING) for each in warnings], "warnings", indent=2)
        notices = [Cell(f"notice: {each}", Role.MUTED) for each in imported.notices]
        self.draw_lines(notices, "notices", indent=2)

    def draw_changes(self, diff: Diff) -> None:
        """The first changed cells, a line each, and what is contested beneath those shown."""
        changes = [each for each in diff.changes if each.change is not Change.REVISED]
        under = [*beneath(diff, diff.arisen), *beneath(diff, diff.ceased)]
        rows = list(islice((*self._changed(changes), *self._beneath(diff)), self.changes))
        if rows:
            columns = [Column(""), Column("", flex=1, minimum=12), Column(""), Column("", flex=1)]
            self.screen.print_sheet(Sheet(columns, rows))
        many = len(changes) + len(under) + sum(diff.further.values())
        self._draw_more(many - len(rows), "changed positions", indent=4)

    def _changed(self, changes: Sequence[CellChange]) -> Iterator[Row]:
        arrow = (lambda text: text) if self.screen.unicode else _without_arrows
        for each in changes:
            mark = mark_of_change(each.change)
            demand = each.position.demand
            yield [
                Cell(f"    {self.screen.glyph(mark)} {demand.key}", mark),
                Cell(title_words(demand)),
                Cell(arrow(direction_of(each))),
                Cell(arrow(_step(each)), mark),
            ]

    def _beneath(self, diff: Diff) -> Iterator[Row]:
        for found, words in ((diff.arisen, "contested: "), (diff.ceased, "no longer contested")):
            for each in beneath(diff, found):
                accounts = " or ".join(dict.fromkeys(did(one.said) for one in each.accounts))
                yield [
                    Cell(f"    {self.screen.glyph(Role.CONTESTED)} {each.demand}", Role.CONTESTED),
                    Cell(f"{each.when}, beneath the answer shown"),
                    Cell(each.party),
                    Cell(words + (accounts if found is diff.arisen else ""), Role.CONTESTED),
                ]

    def draw_skipped(self, problems: Sequence[Problem]) -> None:
        head = f"bad, so skipped: {_rows(len(problems))}"
        self.screen.print_line([Cell(head, Role.WARNING)], indent=2, hanging=2)
        self.draw_lines([Cell(each) for each in told_once(problems)], "bad rows", indent=4)

    def draw_lines(self, lines: Sequence[Cell], noun: str, *, indent: int) -> None:
        for line in lines[: self.most]:
            self.screen.print_line([line], indent=indent, hanging=2)
        self._draw_more(len(lines) - self.most, noun, indent=indent)

    def draw_list(self, name: str, items: Sequence[str]) -> None:
        if not items:
            return
        shown = ", ".join(items[: self.most])
        more = len(items) - self.most
        line = [Cell(f"{name}: ", Role.MUTED), Cell(shown + (f" … and {more} more" * (more > 0)))]
        self.screen.print_line(line, indent=2, hanging=2)

    def _draw_more(self, more: int, noun: str, *, indent: int) -> None:
        if more > 0:
            line = [Cell(f"… and {more} more {noun}{self.hint}", Role.MUTED)]
            self.screen.print_line(line, indent=indent)


def _step(change: CellChange) -> str:
    """The step of a changed cell; where both sides read the same, what makes them differ."""
    step = transition(change)
    before, _, after = step.partition(" → ")
    if before != after:
        return step
    return f"{after}: {_other_counter(change) or change.movement}"


def _other_counter(change: CellChange) -> str:
    """That a counter is with another counter-demand than before; empty where it is not."""
    sides = (change.before, change.after)
    old, new = (side.answer.counter if side and side.answer else None for side in sides)
    return f"with {new}, not {old}" if old and new and old != new else ""


def _without_arrows(text: str) -> str:
    return text.replace("→", "->")


def _rows(many: int) -> str:
    return "1 row" if many == 1 else f"{many} rows"


def _heading(title: str, imported: Imported) -> list[Cell]:
    if not title and not imported.recorded and not imported.known:
        return [Cell("Parties", Role.HEADING)]
    return [Cell(f"{title}: " if title else "", Role.HEADING), Cell(_counted(imported))]


def _of_them(set_aside: int) -> str:
    return f" ({set_aside} of them corrected or struck here)" if set_aside else ""


def _counted(imported: Imported) -> str:
    known = f", {imported.known} on record already{_of_them(imported.set_aside)}"
    again = known if imported.known else ""
    return f"{imported.recorded} to add{again}"
