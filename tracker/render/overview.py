"""The status of a negotiation on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tracker.ledger.overview import Overview
from tracker.ledger.refs import label_of
from tracker.model import Headline, Negotiation, Position
from tracker.render.changes import summary
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, plain_sheet, visibility
from tracker.render.wording import private_words, status_words

if TYPE_CHECKING:
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

COLUMNS = ("part", "party", "demand", "title", "status", "talk", "count")


def overview_view(found: Overview, negotiation: Negotiation) -> View:
    """The status as a view: counts by headline, then what is owed, a row each."""
    return View(
        kind="status",
        columns=(*COLUMNS, VISIBILITY),
        rows=list(_records(found)),
        sheet=lambda: _sheet(found),
        draw=partial(_draw, found, negotiation.title),
        about={
            "negotiation": negotiation.name,
            "as_of": found.as_of.ref or "now",
            "last_talk": label_of(found.last_talk) if found.last_talk else None,
            "next_talk": label_of(found.next_talk) if found.next_talk else None,
        },
        marked=True,
        moment=found.as_of.past,
        page=partial(_page, found),
    )


def _records(found: Overview) -> Iterator[Row]:
    for headline in Headline:
        if found.counts.get(headline):
            told = visibility(headline in found.private)
            yield ("count", None, None, None, headline.value, None, found.counts[headline], told)
    for party, cells in found.owed.items():
        for each in cells:
            yield ("owed", party, *_of(each), None, visibility(each.private))
    for each in found.contested:
        yield ("contested", each.party, *_of(each), None, visibility(each.private))


def _of(each: Position) -> tuple[str | None, ...]:
    talk = each.answer.talk if each.answer and not each.stale else None
    return (each.demand.key, each.demand.title, each.status.value, talk)


def _sheet(found: Overview) -> Sheet:
    headings = [name.capitalize() for name in COLUMNS]
    return plain_sheet(headings, (row[:-1] for row in _records(found)))


def _page(found: Overview) -> Page:
    from tracker.render.page.view import Page, Part
    from tracker.render.theme import glyph

    talks = (("Last talk", found.last_talk), ("Next talk", found.next_talk))
    said = [f"{name}: {label_of(talk)}." for name, talk in talks if talk]
    if found.diff and found.compared:
        start, end = found.compared
        said.append(f"{start.ref} to {end.ref}: {summary(found.diff)}.")
    said += [private_words(sum(found.private.values()))] if found.private else []
    counts = [
        [Cell(f"{glyph(each)} {each}", each.value), Cell(str(found.counts[each]))]
        for each in Headline
        if found.counts.get(each)
    ]
    columns = [Column("Positions"), Column("How many", right=True)]
    parts = [Part("Where it stands", Sheet(columns, counts), said)]
    for heading, cells in (*_owed(found), ("Contested", found.contested)):
        if cells:
            rows = [
                [Cell(each.demand.key, Role.KEY), Cell(each.demand.title),
                 Cell(f"{glyph(each.status)} {status_words(each)}", each.status.value)]
                for each in cells
            ]  # fmt: skip
            columns = [Column(name) for name in ("Demand", "What", "Position")]
            parts.append(Part(heading, Sheet(columns, rows)))
    return Page(parts)


def _owed(found: Overview) -> Iterator[tuple[str, Sequence[Position]]]:
    """What each party owes, below a heading."""
    for party, cells in found.owed.items():
        yield f"{party} owes {len(cells)} {'answer' if len(cells) == 1 else 'answers'}", cells


def _draw(found: Overview, title: str, screen: Screen) -> None:
    when = f", as of {found.as_of.past}" if found.as_of.past else ""
    screen.print_line([Cell(title, Role.HEADING), Cell(when)], hanging=2)
    for name, talk in (("last talk", found.last_talk), ("next talk", found.next_talk)):
        if talk:
            screen.print_line(
                [Cell(f"{name}  ", Role.MUTED), Cell(label_of(talk))], indent=2, hanging=2
            )
    for talk in found.overdue:
        screen.print_line(
            [Cell(f"{talk.ref} is still marked as scheduled; if it took place: "
                  f"tracker talk edit {talk.ref} --status held", Role.WARNING)],
            indent=2, hanging=2,
        )  # fmt: skip
    screen.print_line()
    screen.print_line(_counts(found, screen), hanging=2)
    if found.private:
        screen.print_line(
            [Cell(private_words(sum(found.private.values())), Role.PRIVATE)], hanging=2
        )
    if found.diff and found.compared:
        start, end = found.compared
        label = f"{start.ref} to {end.ref}: "
        screen.print_line([Cell(label, Role.MUTED), Cell(summary(found.diff))], hanging=2)
    _draw_owed(found, screen)
    if found.contested:
        screen.print_line()
        screen.print_line([Cell("Contested", Role.HEADING)])
    for each in found.contested:
        line = f"{each.demand.key}, {each.party}: {status_words(each)}"
        ruling = found.rulings.get((each.demand.key, each.party))
        screen.print_line([Cell(line, Role.CONTESTED)], indent=2, hanging=2)
        if ruling:
            screen.print_line([Cell(ruling, Role.MUTED)], indent=4, hanging=2)


def _counts(found: Overview, screen: Screen) -> list[Cell]:
    pieces: list[Cell] = []
    for headline in Headline:
        count = found.counts.get(headline, 0)
        if count:
            gap = "   " if pieces else ""
            pieces += [
                Cell(gap),
                Cell(f"{screen.glyph(headline)}\u00a0{count}\u00a0{headline}", headline),
            ]
    return pieces or [Cell("No demand has been recorded yet: tracker demand TEXT --by P --to P")]


def _draw_owed(found: Overview, screen: Screen) -> None:
    for heading, cells in _owed(found):
        screen.print_line()
        screen.print_line([Cell(heading, Role.HEADING)])
        columns = [Column(""), Column("", flex=3, minimum=14), Column("", flex=2, minimum=12)]
        rows = [
            [
                Cell(f"  {screen.glyph(each.status)} {each.demand.key}", each.status.value),
                Cell(each.demand.title),
                Cell(status_words(each), each.status.value),
            ]
            for each in cells
        ]
        screen.print_sheet(Sheet(columns, rows))
