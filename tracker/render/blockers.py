"""What stands between the demands and agreement: as records, and as a person sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tracker.ledger.blockers import Blocker, Blockers, Obstacle
from tracker.model import Negotiation, Position, Rollup
from tracker.render.positions import condition_of
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import by, direction, private_words, stand_words

if TYPE_CHECKING:
    from tracker.ledger.circles import Circle
    from tracker.ledger.refs import AsOf
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "demand", "title", "issue", "by", "to", "obstacle", "status", "condition",
    "counter", "names", "talk", "path", "releases", "circle",
)  # fmt: skip
_PLURALS = {
    Obstacle.REJECTED: "rejected",
    Obstacle.CONDITION: "on a condition",
    Obstacle.PARTIAL: "accepted not in full",
    Obstacle.COUNTERED: "countered",
    Obstacle.DEFERRED: "deferred",
    Obstacle.UNANSWERED: "unanswered",
}
_MOST = "What one more acceptance would release"
_CIRCLES = "You first: answers that wait for each other"
_STEP = 4
_EQUALS = 30
"""The most acceptances that are listed where none would release more than another."""


def blockers_view(found: Blockers, negotiation: Negotiation, as_of: AsOf) -> View:
    """What stands in the way as a view: a row an answer in the way, with the path to it."""
    return View(
        kind="blockers",
        columns=(*COLUMNS, VISIBILITY),
        rows=[_record(each) for each in found.found],
        sheet=lambda: _sheet(found.found),
        draw=partial(_draw, found, negotiation.title, as_of),
        about={"negotiation": negotiation.name, "as_of": as_of.ref or "now"},
        marked=True,
        page=partial(_page, found),
        moment=as_of.past,
    )


def _record(blocker: Blocker) -> Row:
    position = blocker.position
    demand, live = position.demand, position.live_answer
    return (
        position.negotiation,
        demand.key,
        demand.title,
        demand.issue or None,
        ";".join(by(demand)) or None,
        position.party or None,
        blocker.obstacle.value,
        position.status.value,
        condition_of(position),
        blocker.counter.key if blocker.counter else None,
        ";".join(blocker.names) or None,
        live.talk if live else None,
        ";".join(each or "all" for each in blocker.path),
        ";".join(blocker.releases) or None,
        ";".join(blocker.circle) or None,
        visibility(blocker.private),
    )


def _page(found: Blockers) -> Page:
    from tracker.render.page.view import Page, Part

    said = [_summary(found), *map(_reached, found.reached)]
    said += [private_words(found.private)] if found.private else []
    parts = [Part("Answers in the way", _sheet(found.found), said)]
    if found.most:
        rows = [
            [
                Cell(each.position.party or "all"),
                Cell(each.position.demand.key, Role.KEY),
                Cell(each.position.demand.title),
                Cell(", ".join(each.releases)),
            ]
            for each in found.most
        ]
        columns = [Column(name) for name in ("Whose", "Demand", "What", "Releases")]
        parts.append(Part(_MOST, Sheet(columns, rows), _equal(found.most)))
    for circle in found.circles:
        keys = " → ".join((*circle.keys, circle.keys[0]))
        waits = [
            [Cell(each.position.party or "all"), Cell(each.position.demand.key, Role.KEY),
             _in_the_way(each.position)]
            for each in circle.waits
        ]  # fmt: skip
        columns = [Column(name) for name in ("Whose", "Demand", "Waits by")]
        parts.append(Part(_CIRCLES, Sheet(columns, waits), [keys]))
    return Page(parts)


def _in_the_way(position: Position) -> Cell:
    from tracker.render.theme import glyph

    return Cell(f"{glyph(position.status)} {_answer(position)}", position.status.value)


def _sheet(found: Sequence[Blocker]) -> Sheet:
    columns = [Column(name) for name in ("Demand", "What", "By → to", "In the way", "Path")]
    rows = [
        [
            Cell(each.position.demand.key),
            Cell(each.position.demand.title),
            Cell(direction(each.position.demand, each.position.party)),
            _in_the_way(each.position),
            Cell(" → ".join(step or "all" for step in each.path)),
        ]
        for each in found
    ]
    return Sheet(columns, rows)


def _answer(position: Position) -> str:
    """An answer in words, with its condition and the talk it was given at."""
    said = stand_words(position)
    answer = position.live_answer
    when = (answer.talk or answer.date) if answer else ""
    return f"{said} ·\u00a0{when}" if when else said


def _draw(found: Blockers, title: str, as_of: AsOf, screen: Screen) -> None:
    when = f", as of {as_of.past}" if as_of.past else ""
    screen.print_line([Cell(title, Role.HEADING), Cell(when)], hanging=2)
    screen.print_line([Cell(_summary(found))], hanging=2)
    for each in found.reached:
        screen.print_line([Cell(_reached(each))], hanging=2)
    _draw_tree(found.found, screen)
    if found.most:
        _draw_most(found.most, screen)
    if found.circles:
        _draw_circles(found.circles, screen)
    if found.private:
        screen.print_line()
        screen.print_line([Cell(private_words(found.private), Role.PRIVATE)], hanging=2)


def _reached(position: Position) -> str:
    return f"Nothing stands in the way of {position.demand.key}: {_state(position)}."


def _state(position: Position) -> str:
    if position.settled_by:
        return f"it is settled by {position.settled_by}"
    if position.rollup is Rollup.PENDING:
        return "all who have answered accept it"
    return f"it is {position.rollup}"


def _summary(found: Blockers) -> str:
    counts = Counter(each.obstacle for each in found.found)
    if not counts:
        return "No answer stands in the way."
    demands = len({each.position.demand.key for each in found.found})
    said = ", ".join(f"{counts[each]} {_PLURALS[each]}" for each in Obstacle if counts[each])
    many = "1 demand" if demands == 1 else f"{demands} demands"
    return f"{many} not agreed: {said}."


def _draw_tree(found: Sequence[Blocker], screen: Screen) -> None:
    """The answers below their demands, those to a counter-demand below the one that it is."""
    told = {each.path for each in found}
    headed = set[tuple[str, ...]]()
    for each in found:
        *above, _ = each.path
        depth = len(above) // 2
        if depth == 0 and tuple(above) not in headed:
            screen.print_line()
        if each.path[:-2] not in told and tuple(above) not in headed:
            screen.print_line(_demand(each.position), indent=depth * _STEP, hanging=_STEP)
        headed.add(tuple(above))
        screen.print_line(_line(each, screen), indent=2 + depth * _STEP, hanging=2)


def _demand(position: Position) -> Line:
    demand = position.demand
    put = f"  of {', '.join(by(demand))}" if by(demand) else ""
    return (Cell(f"{demand.key}  ", Role.KEY), Cell(demand.title), Cell(put, Role.MUTED))


def _line(blocker: Blocker, screen: Screen) -> Line:
    position = blocker.position
    mark = f"{screen.glyph(position.status)} {position.party or 'all'}  "
    role = Role.CONTESTED.value if position.contested else position.status.value
    line = [Cell(mark, role), Cell(_answer(position), role)]
    if blocker.counter:
        line.append(Cell(f"  {blocker.counter.title}"))
    if blocker.circle:
        line.append(Cell("  you first", Role.WARNING))
    return tuple(line)


def _draw_most(most: Sequence[Blocker], screen: Screen) -> None:
    screen.print_line()
    screen.print_line([Cell(_MOST, Role.HEADING)])
    count = len(most[0].releases)
    if _equal(most):
        screen.print_line([Cell(*_equal(most))], indent=2, hanging=2)
        _draw_equals(most, screen)
        return
    for each in most:
        party, key = each.position.party or "all", each.position.demand.key
        many = "1 demand" if count == 1 else f"{count} demands"
        words = f"{party} accepting {key} would turn {many} to agreed or settled: "
        line = [Cell(words), Cell(", ".join(each.releases), Role.KEY)]
        screen.print_line(line, indent=2, hanging=2)


def _equal(most: Sequence[Blocker]) -> list[str]:
    """That none of several acceptances would release more than one demand, where it is so."""
    if len(most[0].releases) > 1 or len(most) == 1:
        return []
    return [f"No answer would release more than one demand; {len(most)} would release one each."]


def _draw_equals(most: Sequence[Blocker], screen: Screen) -> None:
    """The acceptances that would release one demand each, by who could give them."""
    if len(most) > _EQUALS:
        return
    by_party: dict[str, list[str]] = {}
    for each in most:
        by_party.setdefault(each.position.party or "all", []).append(each.position.demand.key)
    for party, keys in by_party.items():
        line = [Cell(f"{party}: "), Cell(", ".join(keys), Role.KEY)]
        screen.print_line(line, indent=2, hanging=2)


def _draw_circles(circles: Sequence[Circle], screen: Screen) -> None:
    screen.print_line()
    screen.print_line([Cell(_CIRCLES, Role.HEADING)])
    for circle in circles:
        keys = (*circle.keys, circle.keys[0])
        arrow = " → " if screen.unicode else " -> "
        screen.print_line([Cell(arrow.join(keys), Role.KEY)], indent=2, hanging=2)
        for wait in circle.waits:
            position = wait.position
            words = f"{position.party or 'all'} on {position.demand.key}: {_answer(position)}"
            mark = f"{screen.glyph(position.status)} "
            line = [Cell(mark, position.status.value), Cell(words)]
            screen.print_line(line, indent=_STEP, hanging=2)
