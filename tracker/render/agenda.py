"""The agenda: what is still to be settled, as a table, as records, and as a calendar."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TextIO

from tracker.ledger.agenda import Item, Sides, Why, sides
from tracker.ledger.deadlines import Deadline
from tracker.ledger.refs import AsOf
from tracker.model import Negotiation, Party
from tracker.model.movement import ordinal
from tracker.named import NamedTuple
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.theme import Role
from tracker.render.views import VISIBILITY, Row, View, visibility
from tracker.render.wording import by, parties, stand_words, title_words

if TYPE_CHECKING:
    from tracker.render.page.view import Page
    from tracker.render.screen import Screen

COLUMNS = (
    "negotiation", "side", "owes", "owed", "demand", "title", "issue", "by", "to", "status",
    "stale", "why", "talk", "date", "days", "deferrals", "due", "condition", "contested",
)  # fmt: skip
_WIDE = 100


class Agenda(NamedTuple):
    """The agenda with what it is of.

    Attributes:
        party: the one for whom it is split in two, where there is one.
        deadlines: the dates that stand in its calendar.
        made: when it is written, UTC, as the stamp of a move.
    """

    negotiation: Negotiation
    as_of: AsOf
    items: Sequence[Item]
    party: Party | None
    deadlines: Sequence[Deadline]
    made: str

    @property
    def sides(self) -> Sides:
        """The two sides for the party; for none all is on the one."""
        return sides(self.items, self.party.code) if self.party else Sides((), self.items)

    @property
    def shown(self) -> list[Item]:
        """What is on either side."""
        return [*self.sides.ours, *self.sides.theirs]

    @property
    def counts(self) -> dict[Why, int]:
        """How many items there are for each reason that occurs."""
        found = Counter(why for item in self.shown for why in item.why)
        return {why: found[why] for why in Why if found[why]}


def agenda_view(found: Agenda) -> View:
    """The agenda as a view: one row a position that is still to be settled."""
    return View(
        kind="agenda",
        columns=(*COLUMNS, VISIBILITY),
        rows=_records(found),
        sheet=lambda: _sheet(found),
        draw=partial(_draw, found),
        about={
            "negotiation": found.negotiation.name,
            "as_of": found.as_of.ref or "now",
            "for": found.party.code if found.party else None,
            "counts": {why.value: count for why, count in found.counts.items()},
        },
        writers={"ics": partial(_write_calendar, found)},
        marked=True,
        page=partial(_page, found),
        moment=found.as_of.past,
    )


def _page(found: Agenda) -> "Page":
    from tracker.render.page.view import Page, Part

    said = [summary(found)]
    if found.party is None:
        return Page([Part("What is to be settled", _table(found.items, ("Owes", "To")), said)])
    code, (ours, theirs) = found.party.code, found.sides
    return Page([
        Part(f"{code} owes {len(ours)}", _table(ours, ("To",)), said),
        Part(f"{code} is owed {len(theirs)}", _table(theirs, ("Owes",))),
    ])  # fmt: skip


def _records(found: Agenda) -> list[Row]:
    ours, theirs = found.sides
    side = "they owe us" if found.party else None
    name = found.negotiation.name
    return [
        *((name, "we owe", *_record(item)) for item in ours),
        *((name, side, *_record(item)) for item in theirs),
    ]


def _record(item: Item) -> Row:
    position, demand = item.position, item.position.demand
    live = position.live_answer
    return (
        item.owes or None,
        ";".join(item.owed) or None,
        demand.key,
        demand.title,
        demand.issue or None,
        ";".join(by(demand)) or None,
        position.party or None,
        position.status.value,
        position.stale.value if position.stale else None,
        ";".join(item.why),
        item.since.talk,
        item.since.when or None,
        item.days,
        position.deferrals,
        item.due.text if item.due else None,
        live.condition if live else None,
        ";".join(position.contested) or None,
        visibility(position.private),
    )


def _sheet(found: Agenda) -> Sheet:
    """All of it in one table, for Markdown."""
    columns = [
        Column(name)
        for name in ("Owes", "To", "Demand", "What", "Position", "Since", "Days", "Why")
    ]
    rows = [
        [
            Cell(owing(item)),
            Cell(parties(item.owed)),
            Cell(item.position.demand.key),
            Cell(title_words(item.position.demand)),
            Cell(item_words(item)),
            Cell(item.since.talk or item.since.when),
            Cell(_days(item)),
            Cell(", ".join(item.why)),
        ]
        for item in found.shown
    ]
    return Sheet(columns, rows)


def owing(item: Item) -> str:
    """Who owes it: `all` where the demand is put to all, `?` where its proponent is unknown."""
    if item.owes:
        return item.owes
    return "?" if item.position.party else "all"


def item_words(item: Item) -> str:
    """The position in words, with its condition, how often it was put off, and when it is due."""
    position = item.position
    words = [stand_words(position._replace(private=False))]
    if position.deferrals > 1:
        words.append(f"{ordinal(position.deferrals)} time")
    if item.due:
        words += _due_words(item, item.due.text)
    if position.private:
        words.append("private")
    return "; ".join(words)


def _due_words(item: Item, due: str) -> list[str]:
    """Whether it is overdue, with the date where the position in words does not name it."""
    if item.position.live_answer and item.position.live_answer.until:
        return ["overdue"] if item.overdue else []
    return [f"overdue since {due}" if item.overdue else f"due {due}"]


def _days(item: Item) -> str:
    return "" if item.days is None else str(item.days)


def _draw(found: Agenda, screen: "Screen") -> None:
    when = f", as of {found.as_of.past}" if found.as_of.past else ""
    screen.print_line([Cell(found.negotiation.title, Role.HEADING), Cell(when)], hanging=2)
    screen.print_line([Cell(summary(found), Role.MUTED)], hanging=2)
    if found.party is None:
        if found.items:
            screen.print_line()
            screen.print_sheet(items_sheet(found.items, screen, owes=True))
        return
    code = found.party.code
    for heading, items, owes in (
        (f"{code} owes {len(found.sides.ours)}", found.sides.ours, False),
        (f"{code} is owed {len(found.sides.theirs)}", found.sides.theirs, True),
    ):
        screen.print_line()
        screen.print_line([Cell(heading, Role.HEADING)])
        if items:
            screen.print_sheet(items_sheet(items, screen, owes=owes, owed=not owes))


def summary(found: Agenda) -> str:
    """How many items there are, and for which reasons."""
    if not found.shown:
        return "Nothing is left to be settled."
    said = ", ".join(f"{count} {why}" for why, count in found.counts.items())
    several = sum(found.counts.values()) > len(found.shown)
    more = "; some for more than one reason" if several else ""
    return f"{len(found.shown)} to be settled: {said}{more}"


def items_sheet(
    items: Sequence[Item], screen: "Screen", *, owes: bool, owed: bool | None = None
) -> Sheet:
    """Items as a table for a screen.

    Args:
        items: what is shown.
        screen: where it is shown.
        owes: whether there is a column of who owes it.
        owed: whether there is one of whom it is owed to; by default where there is room.
    """
    to = screen.width >= _WIDE if owed is None else owed
    parties_shown = [name for name, shown in (("Owes", owes), ("To", to)) if shown]
    return _table(items, parties_shown, unicode=screen.unicode)


def _table(items: Sequence[Item], named: Sequence[str], *, unicode: bool = True) -> Sheet:
    """Items as a table, with the columns named of who owes it and of whom it is owed to."""
    from tracker.render.theme import glyph

    columns = [
        *map(Column, named),
        Column("Demand"),
        Column("What", flex=3, minimum=14),
        Column("Position", flex=2, minimum=14),
        Column("Since"),
        Column("Days", right=True),
    ]
    rows = []
    for item in items:
        who = {"Owes": owing(item), "To": parties(item.owed)}
        mark = glyph(item.position.status, unicode=unicode)
        rows.append(
            [
                *(Cell(who[name]) for name in named),
                Cell(item.position.demand.key, Role.KEY),
                Cell(title_words(item.position.demand)),
                Cell(f"{mark} {item_words(item)}", _role(item)),
                Cell(item.since.talk or item.since.when, Role.MUTED),
                Cell(_days(item)),
            ]
        )
    return Sheet(columns, rows)


def _role(item: Item) -> str:
    if item.overdue:
        return Role.WARNING
    return Role.CONTESTED if item.position.contested else item.position.status.value


def _write_calendar(found: Agenda, stream: TextIO) -> None:
    from tracker.render.calendar import write_calendar
    from tracker.render.deadlines import entries

    made = entries(found.deadlines, found.negotiation)
    write_calendar(stream, found.negotiation.title, made, made=found.made)
