"""The figures of a negotiation as a person sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.ledger.refs import AsOf
from tracker.ledger.siding import FEWEST, Siding
from tracker.ledger.stats import COUNTED, Pair, Stage, Stats, median
from tracker.model import Headline
from tracker.render import chart
from tracker.render.layout import GAP
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.stats import ANYBODY, NOBODY, by_party, days_by_party
from tracker.render.text import pad, width
from tracker.render.theme import Role
from tracker.render.wording import private_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.render.screen import Screen

TALKS, PAIRS = 24, 40
"""How many talks and pairs of parties are shown where not all are asked for."""
_WIDE, _NARROW = 110, 72
_SHORTEST_RUN, _LONGEST_RUN, _LONGEST_BAR = 4, 40, 40


def draw(found: Stats, title: str, as_of: AsOf, screen: Screen, *, every: bool) -> None:
    """Show the figures on a screen."""
    when = f", as of {as_of.past}" if as_of.past else ""
    screen.print_line([Cell(title, Role.HEADING), Cell(when)], hanging=2)
    if not found.counts:
        screen.print_line([Cell("No demand is on the table.")])
        return
    _draw_answers(found, screen, every=every)
    _draw_stages(found.stages, screen, every=every)
    _draw_sidings(found.sidings, screen, every=every)
    if found.private:
        screen.print_line()
        screen.print_line([Cell(private_words(found.private), Role.PRIVATE)], hanging=2)


def _draw_answers(found: Stats, screen: Screen, *, every: bool) -> None:
    _heading(screen, "Answers, by who answers whom")
    room = _room_for_runs(found, screen, every=every)
    screen.print_sheet(_answers(found, screen, room, every=every))
    marks = [f"{screen.glyph(each)}\u00a0{each}" for each in COUNTED]
    notes = [] if screen.width >= _WIDE else [f"{'  '.join(marks)}."]
    if room:
        first, last = found.stages[0].talk, found.stages[-1].talk
        size = chart.each_stands_for(len(found.stages), room)
        each = "one mark a talk" if size == 1 else f"one mark for {size} talks"
        notes.append(
            f"Towards, away: answers that became warmer, colder; {each}, {first} to {last}."
        )
    else:
        notes.append("Towards, away: how many answers became warmer, colder.")
    if not (every or len(found.counts) <= PAIRS):
        notes.append(f"{len(found.counts)} pairs of parties: --all shows each.")
    if found.settled:
        notes.append(f"Of what is countered, counter-demands have settled: {_settled(found)}.")
    notes.append("Days: the median from a wording to the first answer (of how many answers).")
    for note in notes:
        screen.print_line([Cell(note, Role.MUTED)], hanging=2)


def _settled(found: Stats) -> str:
    """How many answers of each party are settled: `3 of NATO, 1 of US`."""
    by_code = Counter[str]()
    for pair, count in found.settled.items():
        by_code[pair.party] += count
    return ", ".join(f"{count} of {party or ANYBODY}" for party, count in sorted(by_code.items()))


def _room_for_runs(found: Stats, screen: Screen, *, every: bool) -> int:
    """Cells that one run of movement may take beside the figures; none where there are too few."""
    if screen.width < _NARROW or len(found.stages) < 2:
        return 0
    columns, rows = _answers(found, screen, 0, every=every)
    table = [[column.heading for column in columns], *([cell.text for cell in row] for row in rows)]
    used = sum(max(map(width, cells)) + GAP for cells in zip(*table, strict=True))
    room = (screen.width - used) // 2 - GAP
    return min(_LONGEST_RUN, room) if room >= _SHORTEST_RUN else 0


def _answers(found: Stats, screen: Screen, room: int, *, every: bool) -> Sheet:
    """The table of answers, with runs of at most so many cells beside the figures."""
    wide = screen.width >= _WIDE
    heads = [str(each) if wide else screen.glyph(each) for each in COUNTED]
    runs = [Column("")] if room else []
    columns = [
        Column("Answers of"),
        *(Column(each, right=True) for each in heads),
        *(each for head in ("Towards", "Away") for each in (Column(head, right=True), *runs)),
        Column("Days"),
    ]
    pairs = len(found.counts) <= PAIRS or every
    return Sheet(columns, list(_answer_rows(found, screen, room, pairs=pairs)))


def _answer_rows(found: Stats, screen: Screen, room: int, *, pairs: bool) -> Iterator[list[Cell]]:
    most = _most(found, room) if room else 0
    days = days_by_party(found.waits)
    arrow = "→" if screen.unicode else "->"
    for party, counts in by_party(found.counts).items():
        among = [pair for pair in sorted(found.counts) if pair.party == party]
        moved = _moved(found.stages, among, room, most, screen)
        yield [
            Cell(party or ANYBODY, Role.KEY),
            *_numbers(counts),
            *moved,
            Cell(_days(days.get(party, ()))),
        ]
        for pair in among if pairs and len(among) > 1 else ():
            yield [
                Cell(f"  {pair.proponent or NOBODY} {arrow} {party or ANYBODY}"),
                *_numbers(found.counts[pair]),
                *_moved(found.stages, [pair], room, most, screen),
                Cell(_days(found.waits.get(pair, ()))),
            ]


def _numbers(counts: Counter[Headline]) -> list[Cell]:
    return [Cell(str(counts[h]), h.value if counts[h] else Role.MUTED) for h in COUNTED]


def _moved(
    stages: Sequence[Stage], among: Sequence[Pair], room: int, most: int, screen: Screen
) -> list[Cell]:
    cells = []
    for counters in ([each.towards for each in stages], [each.away for each in stages]):
        counts = [sum(each[pair] for pair in among) for each in counters]
        cells.append(Cell(str(sum(counts))))
        if room:
            shown = chart.run(chart.gathered(counts, room), most, unicode=screen.unicode)
            cells.append(Cell(shown))
    return cells


def _most(found: Stats, room: int) -> int:
    """The most answers of one party that one mark stands for."""
    by_talk: dict[tuple[str, bool], list[int]] = {}
    for at, stage in enumerate(found.stages):
        for warmer, moved in ((True, stage.towards), (False, stage.away)):
            for pair, count in moved.items():
                counts = by_talk.setdefault((pair.party, warmer), [0] * len(found.stages))
                counts[at] += count
    return max((max(chart.gathered(each, room)) for each in by_talk.values()), default=1)


def _days(days: Sequence[int]) -> str:
    return f"{median(days)} ({len(days)})" if days else ""


def _draw_stages(stages: Sequence[Stage], screen: Screen, *, every: bool) -> None:
    _heading(screen, "From talk to talk")
    shown = stages if every else stages[-TALKS:]
    marks = {each.value: screen.glyph(each) for each in COUNTED}
    widest = max(width(each.talk) for each in shown)
    numbers = [str(sum(each.total() for each in stage.counts.values())) for stage in shown]
    length = min(_LONGEST_BAR, screen.width - widest - max(map(len, numbers)) - 52)
    for stage, number in zip(shown, numbers, strict=True):
        line = [Cell(f"{pad(stage.talk, widest)}  {number:>{max(map(len, numbers))}}  ")]
        counts = sum(stage.counts.values(), Counter[Headline]())
        if length > 0:
            parts = {each.value: counts[each] for each in COUNTED}
            line += [*chart.bar(parts, marks, length), Cell("  ")]
        screen.print_line([*line, *_per_cent(counts, screen)], hanging=2)
    said = "Talk, positions on the table, and their shares."
    if len(shown) < len(stages):
        said += f" {len(stages) - len(shown)} earlier talks: --all shows them."
    screen.print_line([Cell(said, Role.MUTED)], hanging=2)


def _per_cent(counts: Counter[Headline], screen: Screen) -> Iterator[Cell]:
    total = counts.total()
    for headline in COUNTED if total else ():
        share = round(100 * counts[headline] / total)
        gap = "" if headline is COUNTED[-1] else " "
        role = headline.value if share else Role.MUTED
        yield Cell(f"{screen.glyph(headline)}{share:>4}%{gap}", role)


def _draw_sidings(sidings: Sequence[Siding], screen: Screen, *, every: bool) -> None:
    _heading(screen, "Who answers as whom")
    told = [each for each in sidings if each.share is not None]
    few = [each for each in sidings if each.share is None]
    shown = sidings if every or len(few) <= PAIRS else told
    columns = [
        Column("Parties"),
        Column("Alike", right=True),
        Column("Both answered", right=True),
    ]
    if shown:
        screen.print_sheet(Sheet(columns, [_siding(each) for each in shown]))
    if sidings:
        said = f"No share where they answered fewer than {FEWEST} demands in common."
    else:
        said = "No two parties have answered the same demand."
    if len(shown) < len(sidings):
        said += f" {len(few)} such pairs: --all shows them."
    screen.print_line([Cell(said, Role.MUTED)], hanging=2)


def _siding(each: Siding) -> list[Cell]:
    share = "–" if each.share is None else f"{each.share}%"
    return [Cell(f"{each.party}, {each.other}"), Cell(share), Cell(str(each.both))]


def _heading(screen: Screen, words: str) -> None:
    screen.print_line()
    screen.print_line([Cell(words, Role.HEADING)])
