"""What a check found: as records, and as a person sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from tracker.ledger.checking.findings import Code, Finding, Severity
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility

if TYPE_CHECKING:
    from tracker.render.screen import Screen

COLUMNS = ("severity", "code", "negotiation", "demand", "talk", "move", "finding", "mend")
MOST = 5
"""How many findings of one code a person is shown, unless all are asked for."""
_ROLES = {Severity.ERROR: Role.ERROR, Severity.WARNING: Role.WARNING, Severity.HINT: Role.HEADING}


class Tally:
    """Counts findings as they go by.

    Attributes:
        counts: how many of each code there were.
    """

    def __init__(self, found: Iterable[Finding]) -> None:
        self.counts = Counter[Code]()
        self._found = found

    def __iter__(self) -> Iterator[Finding]:
        for finding in self._found:
            self.counts[finding.code] += 1
            yield finding

    @property
    def severities(self) -> dict[Severity, int]:
        """How many there were of each severity that occurred, the gravest first."""
        found = Counter[Severity]()
        for code, count in self.counts.items():
            found[code.severity] += count
        return {each: found[each] for each in Severity if found[each]}


def checking_view(
    found: Tally, negotiation: str | None, moves: Callable[[], int], *, named: bool, every: bool
) -> View:
    """The findings as a view: a row each, as they are found.

    Args:
        found: the findings, counted as they are written.
        negotiation: name of the only one that was checked; None for all there are.
        moves: gives how many moves were looked at, once all has been found.
        named: whether a person is told the negotiation of each finding.
        every: whether a person is shown all of them.
    """
    return View(
        kind="check",
        columns=(*COLUMNS, VISIBILITY),
        rows=map(_record, found),
        sheet=lambda: _sheet(found),
        draw=partial(_draw, found, moves, named=named, every=every),
        about={"negotiation": negotiation},
        marked=True,
    )


def _record(finding: Finding) -> Row:
    return (
        finding.code.severity.value,
        finding.code.value,
        finding.negotiation,
        finding.demand,
        finding.talk,
        finding.move,
        finding.sentence,
        finding.mend,
        visibility(finding.private),
    )


def _sheet(found: Iterable[Finding]) -> Sheet:
    columns = [Column(name) for name in ("Severity", "Code", "Where", "What", "To mend it")]
    rows = (
        [
            Cell(each.code.severity),
            Cell(each.code),
            Cell(_where(each, named=True)),
            Cell(each.sentence),
            Cell(each.mend),
        ]
        for each in found
    )
    return Sheet(columns, rows)


def _where(finding: Finding, *, named: bool) -> str:
    """The demand and the talk of a finding, after its negotiation where that is `named`."""
    place = " at ".join(each for each in (finding.demand, finding.talk) if each)
    return ": ".join(each for each in (finding.negotiation if named else None, place) if each)


def _draw(
    found: Tally, moves: Callable[[], int], screen: Screen, *, named: bool, every: bool
) -> None:
    kept: dict[Code, list[Finding]] = {}
    for each in found:
        if every:
            screen.print_line(_heading(each.code))
            _print(each, screen, named=named)
        elif found.counts[each.code] <= MOST:
            kept.setdefault(each.code, []).append(each)
    for code in sorted(kept, key=list(Code).index):
        screen.print_line(_heading(code))
        for each in kept[code]:
            _print(each, screen, named=named)
        _print_rest(found.counts[code] - len(kept[code]), screen)
    screen.print_line([Cell(_summary(found, moves()))], hanging=2)


def _heading(code: Code) -> Line:
    return (Cell(code.severity.value, _ROLES[code.severity]), Cell(f"  {code}", Role.KEY))


def _print(finding: Finding, screen: Screen, *, named: bool) -> None:
    where = _where(finding, named=named)
    told = [Cell(f"{where}  ", Role.KEY)] if where else []
    if finding.private:
        told.append(Cell("private  ", Role.PRIVATE))
    screen.print_line([*told, Cell(finding.sentence)], indent=2, hanging=4)
    screen.print_line([Cell(f"mend: {finding.mend}", Role.MUTED)], indent=4, hanging=4)


def _print_rest(count: int, screen: Screen) -> None:
    if count:
        words = f"and {count} more; all of them: tracker check --all"
        screen.print_line([Cell(words, Role.MUTED)], indent=2, hanging=2)


def _summary(found: Tally, moves: int) -> str:
    looked = "1 move checked" if moves == 1 else f"{moves} moves checked"
    counted = (f"{count} {each}{'s' * (count > 1)}" for each, count in found.severities.items())
    return f"{looked}: {', '.join(counted) or 'nothing found'}"
