"""Two parties side by side: as records, and as a person sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from tracker.ledger.comparing import OnIssue, Shared, SideBySide
from tracker.ledger.siding import Siding
from tracker.model import Headline, Negotiation, Position
from tracker.render.layout import GAP
from tracker.render.positions import condition_of
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.text import width
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import (
    by,
    direction,
    private_words,
    stand_words,
    status_words,
    title_words,
)

if TYPE_CHECKING:
    from tracker.ledger.refs import AsOf
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "issue", "demand", "title", "by", "to", "status", "condition", "talk", "other",
    "other_status", "other_condition", "other_talk", "siding",
)  # fmt: skip
_WIDE = 100
_NO_ISSUE = "(no issue)"


def comparing_view(found: SideBySide, negotiation: Negotiation, as_of: AsOf) -> View:
    """Two parties side by side as a view: a row a demand of one on the other, or of a third."""
    return View(
        kind="compare",
        columns=(*COLUMNS, VISIBILITY),
        rows=list(_records(found)),
        sheet=lambda: _sheet(found),
        draw=partial(_draw, found, negotiation.title, as_of),
        about={
            "negotiation": negotiation.name,
            "as_of": as_of.ref or "now",
            "first": found.first,
            "second": found.second,
            "alike": found.siding.alike,
            "both_answered": found.siding.both,
        },
        marked=True,
        page=partial(_page, found),
        moment=as_of.past,
    )


def _page(found: SideBySide) -> Page:
    from tracker.render.page.view import Page, Part

    first, second, both = found.first, found.second, found.siding
    said = [
        f"{first} demands of {second}: {len(found.of_first)}; "
        f"{second} demands of {first}: {len(found.of_second)}.",
        _alike(both) if both.both else _nothing_shared(found),
        *([private_words(found.private)] if found.private else []),
    ]
    return Page([Part(f"{first} and {second}, issue by issue", _sheet(found), said)])


def _records(found: SideBySide) -> Iterator[Row]:
    for issue in found.issues:
        for each in (*issue.of_first, *issue.of_second):
            told = visibility(each.private)
            yield (*_head(each), *_answer(each), None, None, None, None, None, told)
        for pair in issue.shared:
            first, second = pair
            siding = "alike" if pair.alike else "apart"
            told = visibility(first.private, second.private)
            yield (*_head(first), *_answer(first), second.party, *_answer(second), siding, told)


def _head(position: Position) -> Row:
    demand = position.demand
    put_by = ";".join(by(demand)) or None
    issue = demand.issue or None
    return (position.negotiation, issue, demand.key, demand.title, put_by, position.party)


def _answer(position: Position) -> Row:
    live = position.live_answer
    return (position.status.value, condition_of(position), live.talk if live else None)


def _sheet(found: SideBySide) -> Sheet:
    columns = [
        Column(name)
        for name in ("Issue", "Demand", "What", "By → to", found.first, found.second, "Siding")
    ]
    rows = [
        [Cell(issue.issue or _NO_ISSUE), *row] for issue in found.issues for row in _rows(issue)
    ]
    return Sheet(columns, rows)


def _rows(issue: OnIssue) -> Iterator[list[Cell]]:
    nothing = Cell("")
    for each in issue.of_first:
        put = Cell(direction(each.demand, each.party))
        yield [*_what(each), put, nothing, _marked(each), nothing]
    for each in issue.of_second:
        put = Cell(direction(each.demand, each.party))
        yield [*_what(each), put, _marked(each), nothing, nothing]
    for pair in issue.shared:
        put_by = Cell(", ".join(by(pair.first.demand)) or "?")
        siding = Cell("alike" if pair.alike else "apart")
        yield [*_what(pair.first), put_by, *map(_marked, pair), siding]


def _marked(position: Position) -> Cell:
    """An answer with the mark of its status, for Markdown and a page."""
    from tracker.render.theme import glyph

    return _said(position, glyph(position.status))


def _what(position: Position) -> tuple[Cell, Cell]:
    return Cell(position.demand.key), Cell(position.demand.title)


def _said(position: Position, mark: str = "") -> Cell:
    live = position.live_answer
    words = f"{mark} {stand_words(position)}" if mark else stand_words(position)
    if live and (live.talk or live.date):
        words += f" ·\u00a0{live.talk or live.date}"
    return Cell(words, _role(position))


def _role(position: Position) -> str:
    if position.contested:
        return Role.CONTESTED
    return Headline.ACCEPTED.value if position.settled_by else position.status.value


def _draw(found: SideBySide, title: str, as_of: AsOf, screen: Screen) -> None:
    when = f", as of {as_of.past}" if as_of.past else ""
    screen.print_line([Cell(title, Role.HEADING), Cell(when)], hanging=2)
    first, second = found.first, found.second
    for one, other, answers in ((first, second, found.of_first), (second, first, found.of_second)):
        screen.print_line(_counts(f"{one} demands of {other}: ", answers, screen), hanging=2)
    if found.of_first or found.of_second:
        screen.print_line()
        draw = _draw_columns if screen.width >= _WIDE else _draw_stacked
        draw(found, screen)
    screen.print_line()
    _draw_shared(found, screen)
    if found.private:
        screen.print_line([Cell(private_words(found.private), Role.PRIVATE)], hanging=2)


def _counts(label: str, answers: Sequence[Position], screen: Screen) -> list[Cell]:
    counts = Counter(each.status.headline for each in answers)
    shown = [
        Cell(f"   {screen.glyph(each)}\u00a0{counts[each]}\u00a0{each}", each.value)
        for each in Headline
        if counts[each]
    ]
    return [Cell(label), Cell(str(len(answers))), *shown]


def _between(found: SideBySide) -> list[OnIssue]:
    return [each for each in found.issues if each.of_first or each.of_second]


def _named(issues: Sequence[OnIssue]) -> bool:
    """Whether the issues are named: not where no demand is about one."""
    return any(each.issue for each in issues)


def _draw_columns(found: SideBySide, screen: Screen) -> None:
    """Both parties' demands beside each other, the issues between."""
    rows = list(_beside(found, screen))
    keys = max((width(row[at].text) for row in rows for at in (0, 2)), default=0)
    half = max(20, screen.width // 2 - keys - 2 * GAP)
    heads = (f"{found.first} demands of {found.second}", f"{found.second} demands of {found.first}")
    columns = [each for head in heads for each in (Column(""), Column(head, flex=1, minimum=half))]
    screen.print_sheet(Sheet(columns, rows))


def _beside(found: SideBySide, screen: Screen) -> Iterator[list[Cell]]:
    issues = _between(found)
    for turn, issue in enumerate(issues):
        if turn:
            yield [Cell("")] * 4
        if _named(issues):
            yield [Cell(""), Cell(issue.issue or _NO_ISSUE, Role.HEADING), Cell(""), Cell("")]
        for pair in zip_longest(issue.of_first, issue.of_second):
            yield [cell for each in pair for cell in _told(each, screen)]


def _told(position: Position | None, screen: Screen) -> tuple[Cell, Cell]:
    """The key of a demand, and its title with the answer below."""
    if position is None:
        return Cell(""), Cell("")
    key = f"{screen.glyph(position.status)} {position.demand.key}"
    said = f"{title_words(position.demand)}\n{_said(position).text}"
    return Cell(key, _role(position)), Cell(said)


def _draw_stacked(found: SideBySide, screen: Screen) -> None:
    """Both parties' demands below each other, issue by issue."""
    issues = _between(found)
    for issue in issues:
        if _named(issues):
            screen.print_line([Cell(issue.issue or _NO_ISSUE, Role.HEADING)], hanging=2)
        for one, other, answers in (
            (found.first, found.second, issue.of_first),
            (found.second, found.first, issue.of_second),
        ):
            if answers:
                screen.print_line([Cell(f"{one} demands of {other}", Role.MUTED)], indent=2)
            for each in answers:
                key = Cell(f"{screen.glyph(each.status)} {each.demand.key}  ", _role(each))
                screen.print_line([key, Cell(title_words(each.demand))], indent=4, hanging=4)
                screen.print_line([_said(each)], indent=8, hanging=2)


def _draw_shared(found: SideBySide, screen: Screen) -> None:
    both = found.siding
    if not both.both:
        screen.print_line([Cell(_nothing_shared(found), Role.MUTED)], hanging=2)
        return
    screen.print_line([Cell("Demands of others that both answered", Role.HEADING)])
    columns = [
        Column("Demand"),
        Column("What", flex=3, minimum=14),
        Column("By"),
        Column(found.first, flex=1, minimum=11),
        Column(found.second, flex=1, minimum=11),
        Column(""),
    ]
    screen.print_sheet(Sheet(columns, [_pair(each, screen) for each in found.shared]))
    screen.print_line([Cell(_alike(both))], hanging=2)


def _nothing_shared(found: SideBySide) -> str:
    return f"{found.first} and {found.second} have answered no demand of others in common."


def _alike(both: Siding) -> str:
    share = f", {both.share}%" if both.share is not None else ""
    return f"Alike on {both.alike} of {both.both}{share}."


def _pair(pair: Shared, screen: Screen) -> list[Cell]:
    demand = pair.first.demand
    answers = [
        Cell(f"{screen.glyph(each.status)} {status_words(each)}", _role(each)) for each in pair
    ]
    siding = Cell("alike") if pair.alike else Cell("apart", Role.WARNING)
    return [*_what(pair.first), Cell(", ".join(by(demand)) or "?"), *answers, siding]
