"""A party's brief on one page: the same sections on a screen and in a document."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from tracker.ledger.agenda import Item
from tracker.ledger.brief import Brief, Near, Quote, concerns
from tracker.model import Position, Status
from tracker.render.agenda import item_words, owing
from tracker.render.changes import direction_of, summary, transition
from tracker.render.history import position_words
from tracker.render.said import quoted
from tracker.render.sheet import Cell
from tracker.render.theme import Role
from tracker.render.wording import direction, parties, stand_words

if TYPE_CHECKING:
    from tracker.diff import CellChange, Diff
    from tracker.ledger.moves import When
    from tracker.render.screen import Screen

MOST = 8
"""The most points of a section; the machine formats hold all of them."""


class Point(NamedTuple):
    """One line of a section.

    Attributes:
        role: its status, which gives the mark; empty for none.
        words: what is said of the demand.
        lines: what was said, a line each.
    """

    role: str
    key: str
    title: str
    words: str
    lines: tuple[str, ...] = ()


class Section(NamedTuple):
    """A heading with its points, or with what is said where there are none."""

    heading: str
    points: Sequence[Point]
    none: str
    about: str = ""


def sections(found: Brief, when: "When") -> Iterator[Section]:
    """The sections of the page, in the order in which they are read."""
    code = found.party.code
    if found.compared and found.diff:
        start, end = found.compared
        heading = f"What changed from {start.ref} to {end.ref}"
        yield Section(heading, _changed(found.diff, code), "Nothing.", summary(found.diff))
    else:
        yield Section("What changed", (), "Fewer than two talks have been held.")
    if found.after and found.after.changes:
        yield Section("What changed since", _changed(found.after, code), "", summary(found.after))
    theirs = [_owed(each, f"{owing(each)} owes") for each in found.sides.theirs]
    yield Section(f"They owe {code}", theirs, "Nothing.")
    ours = [_owed(each, f"to {parties(each.owed) or 'nobody in particular'}") for each in
            found.sides.ours]  # fmt: skip
    yield Section(f"{code} owes", ours, "Nothing.")
    yield Section("Near agreement", [_near(each) for each in found.near], "Nothing.")
    red = [_red_line(each) for each in found.red_lines]
    yield Section("Red lines", red, "None was declared.")
    quotes = [_quote(each, when) for each in found.quotes]
    yield Section("Quotes to have at hand", quotes, "None is on record.")


def _changed(diff: "Diff", party: str) -> list[Point]:
    """The changes, those on demands that concern the party first."""
    found = sorted(diff.changes, key=lambda each: not _touches(each, party))
    return [_change(each) for each in found]


def _touches(change: "CellChange", party: str) -> bool:
    position = change.position
    return party == position.party or concerns(position.demand, party)


def _change(change: "CellChange") -> Point:
    position = change.position
    movement = f", {change.movement}" if change.movement not in ("", "new") else ""
    private = "; private" if change.private else ""
    words = f"{direction_of(change)}: {transition(change)}{movement}{private}"
    answer = change.after.live_answer if change.after else None
    lines = (answer.text,) if answer and answer.text else ()
    return _point(position, words, lines)


def _owed(item: Item, whose: str) -> Point:
    since = item.since.talk or item.since.when
    waited = f"; since {since}" if since else ""
    if item.days is not None:
        waited += f", {item.days} day{'' if item.days == 1 else 's'}"
    return _point(item.position, f"{whose}: {item_words(item)}{waited}")


def _near(near: Near) -> Point:
    position = near.position
    words = f"{position.party or 'all'}: {stand_words(position._replace(private=False))}"
    if near.agreed:
        words += f"; accepted by {parties(near.agreed)}"
    return _point(position, f"{words}; private" if position.private else words)


def _red_line(position: Position) -> Point:
    answer = position.live_answer
    words = f"{direction(position.demand, position.party)}: {position_words(position)}"
    return _point(position, words, (answer.text,) if answer and answer.text else ())


def _quote(quote: Quote, when: "When") -> Point:
    said = quote.move.said
    at = f"{said.talk or ''} {when(quote.move)}".strip()
    private = "; private" if said.private else ""
    line = "".join(piece.text for piece in quoted(said.quote or "", said.speaker, said.source))
    words = f"{parties(said.parties)}, {at}{private}"
    return Point("", quote.demand.key, quote.demand.title, words, (line,))


def _point(position: Position, words: str, lines: tuple[str, ...] = ()) -> Point:
    return Point(position.status.value, position.demand.key, position.demand.title, words, lines)


def heading(found: Brief) -> str:
    """Whom the page is for."""
    name = f" ({found.party.name})" if found.party.name != found.party.code else ""
    return f"Brief for {found.party.code}{name}"


def occasion(found: Brief, title: str) -> str:
    """The negotiation, and the moment before which things stand so."""
    return f"{title}, {found.as_of.label}" if found.before else title


def more(section: Section) -> str:
    """How many points of a section are left out; empty for none."""
    left = len(section.points) - MOST
    return f"and {left} more" if left > 0 else ""


def draw_page(found: Brief, title: str, when: "When", screen: "Screen") -> None:
    """Show the page on a screen."""
    screen.print_line([Cell(heading(found), Role.HEADING)], hanging=2)
    screen.print_line([Cell(occasion(found, title), Role.MUTED)], hanging=2)
    for section in sections(found, when):
        screen.print_line()
        screen.print_line([Cell(section.heading, Role.HEADING)], hanging=2)
        if section.about:
            screen.print_line([Cell(section.about, Role.MUTED)], indent=2, hanging=2)
        if not section.points:
            screen.print_line([Cell(section.none, Role.MUTED)], indent=2)
        for point in section.points[:MOST]:
            _draw_point(point, screen)
        if more(section):
            screen.print_line([Cell(more(section), Role.MUTED)], indent=2)


def _draw_point(point: Point, screen: "Screen") -> None:
    mark = f"{screen.glyph(Status(point.role))} " if point.role else ""
    line = [
        Cell(mark, point.role),
        Cell(point.key, Role.KEY),
        Cell(f"  {point.title}  "),
        Cell(point.words, point.role or Role.MUTED),
    ]
    screen.print_line(line, indent=2, hanging=4)
    for words in point.lines:
        role = "" if point.role else Role.QUOTE
        screen.print_line([Cell(words, role)], indent=6, hanging=2)


def page_fields(found: Brief, title: str, when: "When", *, private: bool) -> dict[str, object]:
    """What the template of the page in HTML is filled in with."""
    from tracker import __version__

    return {
        "title": heading(found),
        "occasion": occasion(found, title),
        "sections": sections(found, when),
        "most": MOST,
        "more": more,
        "private": private,
        "version": __version__,
    }


def write_page(found: Brief, title: str, when: "When", stream: TextIO) -> None:
    """Write the page as a document in Markdown."""
    from tracker.render.records import encodable

    stream.writelines(encodable(stream, (f"{line}\n" for line in _document(found, title, when))))


def _document(found: Brief, title: str, when: "When") -> Iterator[str]:
    """The page in Markdown, line by line."""
    from tracker.render.records import markdown_words as words

    yield f"# {words(heading(found))}"
    yield ""
    yield words(occasion(found, title))
    for section in sections(found, when):
        yield from ("", f"## {words(section.heading)}", "")
        if section.about:
            yield from (f"*{words(section.about)}*", "")
        if not section.points:
            yield words(section.none)
        for point in section.points[:MOST]:
            yield f"- **{words(point.key)}** {words(point.title)} — {words(point.words)}"
            yield from (f"  - {words(line)}" for line in point.lines)
        if more(section):
            yield f"- {more(section)}"
