"""The timeline as a drawn chart: a bar while a position stands, a mark where it came about.

Here are the places; the template `timeline.html` draws them.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tracker.ledger.timeline import Happening, Occasion, Timeline, TimelineRow
from tracker.model import Position, Status
from tracker.render.page.marks import fill, name
from tracker.render.theme import Role, glyph
from tracker.render.timeline import label_of, mark_of, marked, shade

WIDTH = 720
"""What a chart is wide at most, so that it can be printed."""
WIDE, NARROW = 64, 2.0
"""The widest and the narrowest place of an occasion."""
LABEL = 40
"""What the label of an occasion takes."""
MARK = 16


class Tick(NamedTuple):
    """The label of an occasion: day without year, talk, and the year where it is a new one."""

    x: float
    day: str
    talk: str
    year: str


class Axis(NamedTuple):
    """The occasions from left to right.

    Attributes:
        width: of the whole chart.
        places: where each occasion stands, by its moment.
        ticks: the labels that have room.
        mark: how large a mark is drawn.
    """

    width: int
    places: dict[int, float]
    ticks: tuple[Tick, ...]
    mark: int


class Bar(NamedTuple):
    """A position for as long as it stands."""

    x: float
    width: float
    fill: str


class Drawn(NamedTuple):
    """A mark, and what it says.

    Attributes:
        beside: what stands behind it where it is contested or private: `?`, `*`.
    """

    x: float
    name: str
    words: str
    beside: str


class Course(NamedTuple):
    """One row of the chart.

    Attributes:
        told: the same in words, for those who do not see it.
        first: whether the row above is of another demand.
    """

    position: Position
    bars: tuple[Bar, ...]
    marks: tuple[Drawn, ...]
    told: str
    first: bool


def drawn(found: Timeline) -> dict[str, Any]:
    """What the template of a timeline is filled in with."""
    happened = [each for row in found.rows for each in row.happenings]
    statuses = {shade(each.position) for each in happened}
    beside = {role for each in happened for role in marked(each)}
    over = axis(found)
    return {
        "axis": over,
        "courses": courses(found, over),
        "timeline_legend": [each for each in Status if each in statuses],
        "timeline_beside": sorted(beside),
    }


def axis(found: Timeline) -> Axis:
    """The occasions of a timeline, as wide as they fit."""
    count = max(len(found.occasions), 1)
    step = max(NARROW, min(WIDE, WIDTH / count))
    places = {
        each.moment: round(place * step + MARK / 2, 1) for place, each in enumerate(found.occasions)
    }
    return Axis(
        width=round(count * step + MARK),
        places=places,
        ticks=tuple(_ticks(found.occasions, places, round(count * step + MARK))),
        mark=MARK if step >= MARK else 10,
    )


def _ticks(occasions: Iterable[Occasion], places: dict[int, float], width: int) -> Iterator[Tick]:
    """The labels that have room, with the year where it is another than before."""
    year, free = "", -1.0
    for each in occasions:
        x = places[each.moment]
        if x < free or (free > 0 and x + LABEL > width):
            continue
        begins = each.day[:4] if each.day[:4] != year else ""
        year = each.day[:4]
        talk = each.talk.ref if each.talk else ""
        yield Tick(x, each.day.partition("/")[0][5:], talk if len(talk) <= 6 else "", begins)
        free = x + LABEL


def courses(found: Timeline, over: Axis) -> Iterator[Course]:
    """The rows of a timeline, drawn over an axis."""
    above = ""
    for row in found.rows:
        key = row.position.demand.key
        yield Course(
            position=row.position,
            bars=tuple(_bars(row, over)),
            marks=tuple(_marks(row, over)),
            told="; ".join(_in_words(each) for each in row.happenings) or "nothing on record",
            first=key != above,
        )
        above = key


def _bars(row: TimelineRow, over: Axis) -> Iterator[Bar]:
    """A bar for each stretch of one status; none while a demand is withdrawn."""
    end = over.width - MARK / 2
    if row.given_way is not None:
        end = over.places.get(row.given_way, end)
    began, status = 0.0, None
    for each in row.happenings:
        if shade(each.position) is not status:
            x = over.places[each.occasion.moment]
            yield from _bar(began, x, status)
            began, status = x, shade(each.position)
    yield from _bar(began, end, status)


def _bar(start: float, end: float, status: Status | None) -> Iterator[Bar]:
    if status not in (None, Status.WITHDRAWN) and end > start:
        yield Bar(start, round(end - start, 1), fill(status))


def _marks(row: TimelineRow, over: Axis) -> Iterator[Drawn]:
    for each in row.happenings:
        shown = mark_of(each)
        if isinstance(shown, Status):
            shown = shade(each.position)
        beside = "".join(map(glyph, marked(each)))
        if over.mark < MARK and shown is Role.SAID_AGAIN and not beside:
            continue
        yield Drawn(over.places[each.occasion.moment], name(shown), _in_words(each), beside)


def _in_words(happening: Happening) -> str:
    """What a happening was: `T3: answered, rejected (reversal)`."""
    position = happening.position
    told = [*happening.events, position.status]
    words = ", ".join(dict.fromkeys(each.value for each in told))
    if happening.movement not in ("", "restated", "new"):
        words += f" ({happening.movement})"
    via = [f"via {position.via}"] if position.via else []
    return f"{label_of(happening.occasion)}: {'; '.join([words, *via, *marked(happening)])}"
