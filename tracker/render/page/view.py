"""Any view as a page of its own: its table, or the sections in which the report tells it too."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from tracker import __version__
from tracker.ledger.matrix import Matrix
from tracker.ledger.timeline import Timeline
from tracker.model import Demand, Position, Status, Talk
from tracker.render.page.templating import writer
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role, glyph

if TYPE_CHECKING:
    from markupsafe import Markup

    from tracker.render.views import View

_HEADINGS = {
    "matrix-wide": "Matrix",
    "diff": "What changed",
    "diff-stat": "How much changed",
    "search": "What was found",
    "blockers": "What stands between here and agreement",
    "compare": "Side by side",
    "stats": "Figures",
    "commands": "Recorded commands",
}
"""What a kind of view is called where that is not its name."""


_WHOLE = frozenset({"By → to", "At", "When", "Since", "Id"})
"""The columns whose cells are not broken."""


class Part(NamedTuple):
    """One section: a table below a heading, or a template that has its own.

    Attributes:
        heading: of the section.
        sheet: its table; one without rows is left out.
        about: what is said above the table.
        template: of a section that is no table.
    """

    heading: str = ""
    sheet: Sheet | None = None
    about: Sequence[str] = ()
    template: str = ""


class Page(NamedTuple):
    """The sections of a page, and what the templates among them are filled in with."""

    parts: Sequence[Part]
    fields: Mapping[str, Any] = MappingProxyType({})


class Told(NamedTuple):
    """What the sections of the report ask of it, where one stands alone."""

    positions: Sequence[Position] = ()
    demands: Sequence[Demand] = ()
    talks: Sequence[Talk] = ()
    matrix: Matrix | None = None
    timeline: Timeline | None = None


def write_page(view: "View", stream: TextIO) -> None:
    """Write a view as a page of HTML."""
    page = view.page() if view.page else Page([Part(heading_of(view), view.sheet())])
    writer("view.html", lambda: {**_common(view), "parts": page.parts, **page.fields})(stream)


def heading_of(view: "View") -> str:
    """What a view is called."""
    return _HEADINGS.get(view.kind) or view.kind.replace("-", " ").capitalize()


def _common(view: "View") -> dict[str, Any]:
    return {
        "title": view.about.get("negotiation") or "",
        "called": heading_of(view),
        "lead": " ".join(_lead(view)),
        "private": view.about.get("private") == "included",
        "version": __version__,
        "anchors": {},
        "marked": marked,
        "attributes": attributes,
    }


def _lead(view: "View") -> Iterator[str]:
    from tracker.render.delivery import looking_back

    if view.moment:
        yield f"As of {view.moment}."
    if "known_at" in view.about:
        yield looking_back(view.about["known_at"])


def marked(cell: Cell) -> tuple[Status | None, str]:
    """The status that the mark before a text shows, and the text without it."""
    mark, _, words = cell.text.partition(" ")
    status = _by_glyph().get(mark)
    if status is None or not words:
        return None, cell.text
    return (Status(cell.role) if cell.role in list(Status) else status), words


def attributes(column: Column, cell: Cell) -> "Markup":
    """The attributes of a cell: how it stands, and its heading for a narrow screen."""
    named = {
        "n": column.right,
        "key": cell.role == Role.KEY or column.heading == "Demand",
        "head": cell.role == Role.HEADING,
        "whole": column.heading in _WHOLE,
    }
    return _attributes(" ".join(each for each in named if named[each]), column.heading)


@lru_cache(maxsize=256)
def _attributes(classes: str, heading: str) -> "Markup":
    """The same for all the cells of a column but a few, of which a long page has millions."""
    from markupsafe import Markup

    from tracker.render.text import clean

    found = Markup("")
    if classes:
        found += Markup(' class="{}"').format(classes)
    if heading:
        found += Markup(' data-name="{}"').format(clean(heading))
    return found


@cache
def _by_glyph() -> dict[str, Status]:
    """The first status of each glyph."""
    found: dict[str, Status] = {}
    for status in Status:
        found.setdefault(glyph(status), status)
    return found
