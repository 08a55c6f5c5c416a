"""A party's brief, as records and as a view."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TextIO

from tracker.ledger.agenda import Item
from tracker.ledger.brief import Brief, Quote
from tracker.ledger.refs import label_of
from tracker.model import Negotiation, Position
from tracker.render.views import VISIBILITY, Row, Value, View, plain_sheet, visibility
from tracker.render.wording import by

if TYPE_CHECKING:
    from tracker.diff import CellChange
    from tracker.ledger.moves import When
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "part", "demand", "title", "issue", "by", "to", "owes", "owed", "from_status",
    "status", "movement", "why", "talk", "date", "days", "due", "condition", "text", "quote",
    "speaker", "source",
)  # fmt: skip


def brief_view(
    found: Brief, negotiation: Negotiation, when: "When", *, private: bool = False
) -> View:
    """The brief as a view: a row for each point of each section.

    Args:
        found: the brief.
        negotiation: its negotiation.
        when: gives the date of a move.
        private: whether private moves are in it.
    """
    compared = found.compared
    rows = [_row({"negotiation": negotiation.name, **each}) for each in _records(found, when)]

    def draw(screen: "Screen") -> None:
        from tracker.render.brief_page import draw_page

        draw_page(found, negotiation.title, when, screen)

    def document(stream: TextIO) -> None:
        from tracker.render.brief_page import write_page

        write_page(found, negotiation.title, when, stream)

    def page(stream: TextIO) -> None:
        from tracker.render.brief_page import page_fields
        from tracker.render.page.templating import writer

        fields = page_fields(found, negotiation.title, when, private=private)
        writer("brief.html", lambda: fields)(stream)

    return View(
        kind="brief",
        columns=(*COLUMNS, VISIBILITY),
        rows=rows,
        sheet=lambda: plain_sheet(COLUMNS, [row[:-1] for row in rows]),
        draw=draw,
        about={
            "negotiation": negotiation.name,
            "for": found.party.code,
            "before": label_of(found.before) if found.before else None,
            "from": compared[0].label if compared else None,
            "to": compared[1].label if compared else None,
        },
        writers={"md": document, "html": page},
        marked=True,
    )


def _row(fields: Mapping[str, Value]) -> Row:
    return [fields.get(name) for name in (*COLUMNS, VISIBILITY)]


def _records(found: Brief, when: "When") -> Iterator[dict[str, Value]]:
    for part, diff in (("changed", found.diff), ("changed since", found.after)):
        for change in diff.changes if diff else ():
            yield {"part": part, **_of_change(change)}
    for part, items in (("they owe us", found.sides.theirs), ("we owe", found.sides.ours)):
        for item in items:
            yield {"part": part, **_of_item(item)}
    for near in found.near:
        yield {"part": "near agreement", **_of_position(near.position)}
    for position in found.red_lines:
        yield {"part": "red line", **_of_position(position)}
    for quote in found.quotes:
        yield {"part": "quote", **_of_quote(quote, when)}


def _of_change(change: "CellChange") -> dict[str, Value]:
    fields = _of_position(change.position)
    before = change.before.status.value if change.before else None
    status = fields["status"] if change.after else None
    return {
        **fields,
        "from_status": before,
        "status": status,
        "movement": change.movement or None,
        VISIBILITY: visibility(change.private),
    }


def _of_item(item: Item) -> dict[str, Value]:
    return {
        **_of_position(item.position),
        "owes": item.owes or None,
        "owed": ";".join(item.owed) or None,
        "why": ";".join(item.why),
        "talk": item.since.talk,
        "date": item.since.when or None,
        "days": item.days,
        "due": item.due.text if item.due else None,
    }


def _of_position(position: Position) -> dict[str, Value]:
    demand, live = position.demand, position.live_answer
    fields: dict[str, Value] = {
        "demand": demand.key,
        "title": demand.title,
        "issue": demand.issue or None,
        "by": ";".join(by(demand)) or None,
        "to": position.party or None,
        "status": position.status.value,
        VISIBILITY: visibility(position.private),
    }
    for name in ("talk", "date", "condition", "text", "quote", "speaker", "source"):
        fields[name] = getattr(live, name) if live else None
    return fields


def _of_quote(quote: Quote, when: "When") -> dict[str, Value]:
    said = quote.move.said
    return {
        "demand": quote.demand.key,
        VISIBILITY: visibility(said.private),
        "title": quote.demand.title,
        "issue": quote.demand.issue or None,
        "by": ";".join(by(quote.demand)) or None,
        "to": ";".join(said.parties),
        "talk": said.talk,
        "date": when(quote.move) or None,
        "text": said.text,
        "quote": said.quote,
        "speaker": said.speaker,
        "source": said.source,
    }
