"""What a search found: the demand, who did what when, and the words around."""

from collections.abc import Iterable, Iterator
from functools import partial

from tracker.ledger.moves import When
from tracker.ledger.search import Found, Hit
from tracker.model import Move, Verb
from tracker.render.screen import Screen
from tracker.render.sheet import Cell, Column, Line, Sheet
from tracker.render.theme import Role
from tracker.render.views import Row, View
from tracker.render.wording import did, mark_of, parties, role_of
from tracker.searching.places import read
from tracker.searching.snippets import Piece, plain, snippet

COLUMNS = (
    "demand", "title", "talk", "date", "party", "move", "field", "snippet", "id", "visibility",
    "standing",
)  # fmt: skip
SAID = {"text", "quote", "condition"}
"""The fields that tell by themselves what was said."""


def search_view(hits: Iterable[Hit], negotiation: str, text: str, when: When) -> View:
    """What was found as a view: one row a move.

    Args:
        hits: what was found.
        negotiation: its name.
        text: what was sought.
        when: gives the date of a move.
    """
    return View(
        kind="search",
        columns=COLUMNS,
        rows=(_record(hit, when) for hit in hits),
        sheet=lambda: _sheet(hits, when),
        draw=partial(_draw, hits, when),
        about={"negotiation": negotiation, "text": text},
    )


def _record(hit: Hit, when: When) -> Row:
    move = hit.move
    return (
        move.said.demand,
        hit.demand.title,
        move.said.talk,
        when(move) or None,
        ";".join(move.said.parties),
        did(move.said),
        ";".join(each.field for each in hit.found),
        plain(hit.found[0].pieces),
        move.id,
        "private" if move.said.private else "public",
        standing(move),
    )


def standing(move: Move) -> str:
    """Whether a move counts: `in force`, `set aside`, or a `strike`, which only sets aside."""
    if move.said.verb is Verb.STRIKE:
        return "strike"
    return "in force" if move.in_force else "set aside"


def _sheet(hits: Iterable[Hit], when: When) -> Sheet:
    columns = [
        Column("Demand"),
        Column("When"),
        Column("Who"),
        Column("Did"),
        Column("Where"),
        Column("Words", flex=1),
    ]
    rows = (
        [
            Cell(hit.move.said.demand),
            Cell(_occasion(hit.move, when)),
            Cell(parties(hit.move.said.parties)),
            Cell(did(hit.move.said)),
            Cell(", ".join(each.field for each in hit.found)),
            Cell(plain(hit.found[0].pieces)),
        ]
        for hit in hits
    )
    return Sheet(columns, rows)


def _draw(hits: Iterable[Hit], when: When, screen: Screen) -> None:
    before = ""
    for hit in hits:
        if hit.demand.key != before:
            if before:
                screen.print_line()
            line = (Cell(hit.demand.key, Role.KEY), Cell("  "), *_marked(hit.title, screen))
            screen.print_line(line, hanging=2)
        before = hit.demand.key
        screen.print_line(_deed(hit.move, when, screen), indent=2, hanging=2)
        for line in _words(hit, screen):
            screen.print_line(line, indent=6, hanging=2)


def _deed(move: Move, when: When, screen: Screen) -> Line:
    aside = standing(move)
    return (
        Cell(f"{mark_of(move.said, screen)} ", role_of(move.said)),
        Cell(parties(move.said.parties)),
        Cell(f" {did(move.said)}", role_of(move.said)),
        Cell(f"  {_occasion(move, when)}"),
        Cell(f"  {move.id[:8]}", Role.MUTED),
        *([Cell("  private", Role.PRIVATE)] if move.said.private else []),
        *([Cell(f"  {aside}", Role.WARNING)] if aside == "set aside" else []),
    )


def _occasion(move: Move, when: When) -> str:
    return f"{move.said.talk or ''} {when(move)}".strip()


def _words(hit: Hit, screen: Screen) -> Iterator[Line]:
    """What was said, and a line for each field in which something was found; the title is above."""
    if not SAID & {found.field for found in hit.found}:
        yield from _unmarked(hit.move)
    for found in hit.found:
        if found.field == "quote":
            yield (
                Cell("“", Role.QUOTE),
                *_marked(found.pieces, screen, Role.QUOTE),
                Cell("”", Role.QUOTE),
                *([Cell(f" — {hit.move.said.speaker}")] if _is_silent(hit, "speaker") else []),
            )
        elif found.field != "title":
            label = _label(found, hit.move)
            yield (*([Cell(label, Role.MUTED)] if label else []), *_marked(found.pieces, screen))


def _unmarked(move: Move) -> Iterator[Line]:
    """The first words of what was said, where nothing was found in them."""
    if move.said.text:
        yield (Cell(plain(snippet(read(move.said.text), ()))),)
    elif move.said.quote:
        yield (Cell(f"“{plain(snippet(read(move.said.quote), ()))}”", Role.QUOTE),)


def _is_silent(hit: Hit, field: str) -> bool:
    """Whether a field has something, and no line of its own."""
    return bool(getattr(hit.move.said, field)) and field not in [each.field for each in hit.found]


def _label(found: Found, move: Move) -> str:
    if found.field == "text":
        return ""
    if found.field == "condition":
        return "condition: " if move.said.manner == "if" else "the part: "
    return f"{found.field}: "


def _marked(pieces: Iterable[Piece], screen: Screen, role: str = "") -> list[Cell]:
    """A snippet with what was sought underlined, or between asterisks where nothing can be."""
    if screen.color_system is None:
        return [Cell(plain(pieces), role)]
    return [Cell(piece.text, Role.FOUND if piece.found else role) for piece in pieces]
