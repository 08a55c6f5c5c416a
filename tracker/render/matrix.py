"""The matrix: drawn with glyph and letter in each cell, and its records, long and wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.ledger.matrix import Mark, Matrix, MatrixCell, MatrixRow
from tracker.model import Negotiation
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import by, status_words, title_words

if TYPE_CHECKING:
    from tracker.ledger.refs import AsOf
    from tracker.render.grid import GridRow, Slot
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen
    from tracker.render.sheet import Line

COLUMNS = (
    "negotiation", "demand", "title", "issue", "by", "to", "status", "headline", "marks", "stale",
    "contested", "via", "condition", "until", "talk", "date", "rollup",
)  # fmt: skip
WIDE_COLUMNS = ("negotiation", "demand", "title", "issue", "by", "rollup")
MEANING = {
    Mark.STALE: "answered an older wording",
    Mark.CONTESTED: "contested",
    Mark.SETTLED: "settled by the counter-demand",
    Mark.OVERDUE: "overdue",
    Mark.DEVIATES: "not as its bloc",
    Mark.PRIVATE: "private",
}
"""What each mark beside a cell says."""
_BY = "by"


def matrix_view(found: Matrix, negotiation: Negotiation, as_of: AsOf, *, wide: bool) -> View:
    """The matrix as a view: one row a cell, or with `wide` one a demand and a column a party.

    Args:
        found: the matrix.
        negotiation: whose it is.
        as_of: the moment it holds for.
        wide: which of the two records are written.
    """

    def show(screen: Screen) -> None:
        when = f", as of {as_of.past}" if as_of.past else ""
        screen.print_line([Cell(negotiation.title, "heading"), Cell(when)], hanging=2)
        _draw(found, screen)

    return View(
        kind="matrix-wide" if wide else "matrix",
        columns=(*_wide_columns(found), VISIBILITY) if wide else (*COLUMNS, VISIBILITY),
        rows=_wide_records(found) if wide else _records(found),
        sheet=lambda: matrix_sheet(found),
        draw=show,
        about={"negotiation": negotiation.name, "as_of": as_of.ref or "now"},
        marked=True,
        page=lambda: _page(found),
        moment=as_of.past,
    )


def _page(found: Matrix) -> Page:
    from tracker.render.page.blocks import blocks
    from tracker.render.page.report import legend_of
    from tracker.render.page.view import Page, Part, Told

    if not found.rows:
        return Page([Part("Matrix", about=["There is no demand to show."])])
    positions = [cell.position for row in found.rows for cell in row.cells.values()]
    fields = {
        "report": Told(positions, matrix=found),
        "matrix_legend": legend_of(found),
        "blocks": blocks(found),
        "beyond": "",
    }
    return Page([Part(template="matrix.html")], fields)


def _records(found: Matrix) -> Iterator[Row]:
    from tracker.render.positions import condition_of

    for row in found.rows:
        for party, (position, marks) in row.cells.items():
            live = position.live_answer
            yield (
                *_labels(row),
                party or None,
                position.status.value,
                position.status.headline.value,
                ";".join(marks) or None,
                position.stale.value if position.stale else None,
                ";".join(position.contested) or None,
                position.via,
                condition_of(position),
                live.until if live else None,
                live.talk if live else None,
                live.date if live else None,
                position.rollup.value,
                visibility(position.private),
            )


def _labels(row: MatrixRow) -> Row:
    demand, some = row.demand, next(iter(row.cells.values())).position
    proponents = ";".join(by(demand)) or None
    return some.negotiation, demand.key, demand.title, demand.issue or None, proponents


def _wide_records(found: Matrix) -> Iterator[Row]:
    for row in found.rows:
        cells = (row.cells.get(party) for party in found.parties)
        rollup = next(iter(row.cells.values())).position.rollup.value
        yield (
            *_labels(row),
            rollup,
            *(_in_words(cell) if cell else None for cell in cells),
            visibility(*(cell.position.private for cell in row.cells.values())),
        )


def _in_words(cell: MatrixCell) -> str:
    """A status with its marks: `deferred; overdue`, `rejected; via NATO`."""
    via = (f"via {cell.position.via}",) if cell.position.via else ()
    return "; ".join((cell.position.status.value, *via, *cell.marks))


def _wide_columns(found: Matrix) -> Iterator[str]:
    """One for each party; a code that is the name of another column has `party` before it."""
    yield from WIDE_COLUMNS
    for party in found.parties:
        taken = party in (*WIDE_COLUMNS, VISIBILITY, "all")
        yield f"party {party}" if taken else party or "all"


def matrix_sheet(found: Matrix) -> Sheet:
    """The matrix as a table in words, for Markdown."""
    from tracker.render.theme import glyph

    columns = [Column("Issue"), Column("Demand"), Column("What"), Column("By")]
    columns += [Column(party or "all") for party in found.parties]
    rows = (
        [
            *map(Cell, (row.demand.issue, row.demand.key, title_words(row.demand))),
            Cell(", ".join(by(row.demand)) or "?"),
            *(
                Cell(f"{glyph(cell.position.status)} {_told(cell)}" if cell else "")
                for cell in map(row.cells.get, found.parties)
            ),
        ]
        for row in found.rows
    )
    return Sheet(columns, rows)


def _told(cell: MatrixCell) -> str:
    """A cell in the words of the table of positions, with the marks that these do not tell."""
    more = [MEANING[mark] for mark in (Mark.OVERDUE, Mark.DEVIATES) if mark in cell.marks]
    return "; ".join((status_words(cell.position), *more))


def _draw(found: Matrix, screen: Screen) -> None:
    from tracker.render.grid import Grid, draw_grid
    from tracker.render.legend import draw_legend

    if not found.rows:
        screen.print_line([Cell("There is no demand to show.")])
        return
    drawn = _Drawn(found, screen)
    columns = [Column("Demand"), Column("What", flex=1, minimum=16)]
    draw_grid(Grid(columns, drawn.labels, lambda _: drawn.slots, drawn.rows), screen)
    screen.print_line()
    draw_legend(list(drawn.legend()), screen)


class _Drawn:
    """The cells of a matrix as they look on a screen."""

    def __init__(self, found: Matrix, screen: Screen) -> None:
        self._found = found
        self._screen = screen
        self._marked = [[self._cell(row, party) for party in found.parties] for row in found.rows]
        self._grouped = any(row.demand.issue for row in found.rows)
        indent = "  " if self._grouped else ""
        self.labels = [
            [Cell(f"{indent}{row.demand.key}", "key"), Cell(title_words(row.demand))]
            for row in found.rows
        ]
        self.slots = [self._slot(place) for place in range(len(found.parties))]

    def _slot(self, place: int) -> Slot:
        from tracker.render.grid import Slot
        from tracker.render.text import width

        heading = self._found.parties[place] or "all"
        widths = (sum(width(piece.text) for piece in row[place]) for row in self._marked)
        return Slot((heading,), max(width(heading), *widths))

    def _cell(self, row: MatrixRow, party: str) -> Line:
        from tracker.render.legend import looks

        cell = row.cells.get(party)
        if cell is None:
            return (Cell(_BY, "muted"),) if party in by(row.demand) else ()
        status = cell.position.status
        role = "accepted" if Mark.SETTLED in cell.marks else status.value
        shown = looks(status, self._screen, follows=bool(cell.position.via))
        return (Cell(shown, role), *(Cell(self._mark(mark), mark.value) for mark in cell.marks))

    def _mark(self, mark: Mark) -> str:
        from tracker.render.theme import Role

        return self._screen.glyph(Role(mark.value))

    def rows(self, start: int, end: int) -> Iterator[GridRow | Cell]:
        """The rows of a page, each issue named above its demands where there is any.

        The first page has every demand, the others those that have something on them.
        """
        from tracker.render.grid import GridRow

        above = None
        for row, labels, marked in zip(self._found.rows, self.labels, self._marked, strict=True):
            if start and not any(marked[start:end]):
                continue
            if self._grouped and row.demand.issue != above:
                above = row.demand.issue
                yield Cell(above or "No issue", "heading")
            yield GridRow(labels, marked[start:end])

    def legend(self) -> Iterator[Line]:
        """What each glyph, letter and mark means, for those that occur."""
        from tracker.render.legend import explained

        cells = [cell for row in self._found.rows for cell in row.cells.values()]
        occurring = {(cell.position.status, bool(cell.position.via)) for cell in cells}
        yield from explained(occurring, self._screen)
        for mark in Mark:
            if any(mark in cell.marks for cell in cells):
                yield (Cell(self._mark(mark), mark.value), Cell(f" {MEANING[mark]}"))
        if any(piece.text == _BY for row in self._marked for line in row for piece in line):
            yield (Cell(_BY, "muted"), Cell(" made the demand"))
