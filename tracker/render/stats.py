"""The figures of a negotiation as records, one figure a row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tracker.ledger.stats import COUNTED, Counts, Pair, Stage, Stats, median
from tracker.model import Headline, Negotiation
from tracker.render.views import Row, View, plain_sheet

if TYPE_CHECKING:
    from tracker.ledger.refs import AsOf
    from tracker.render.screen import Screen

COLUMNS = ("measure", "party", "other", "talk", "value", "count")
NOBODY, ANYBODY = "?", "all"
"""What stands for an unknown proponent, and for the party of a demand nobody has answered yet."""


def stats_view(found: Stats, negotiation: Negotiation, as_of: "AsOf", *, every: bool) -> View:
    """The figures as a view: a row a figure.

    Args:
        found: the figures.
        negotiation: theirs.
        as_of: the moment they hold for.
        every: whether a screen shows every talk and every pair of parties.
    """
    rows = list(_records(found))

    def show(screen: "Screen") -> None:
        from tracker.render.stats_drawn import draw

        draw(found, negotiation.title, as_of, screen, every=every)

    return View(
        kind="stats",
        columns=COLUMNS,
        rows=rows,
        sheet=lambda: plain_sheet(COLUMNS, rows),
        draw=show,
        about={"negotiation": negotiation.name, "as_of": as_of.ref or "now"},
        moment=as_of.past,
    )


def _records(found: Stats) -> Iterator[Row]:
    yield from _counted(found.counts)
    for stage in found.stages:
        for party, counts in by_party(stage.counts).items():
            yield from _headlines(counts, party, None, stage.talk)
    yield from _moved("towards", found.towards, ((s.talk, s.towards) for s in found.stages))
    yield from _moved("away", found.away, ((s.talk, s.away) for s in found.stages))
    yield from _waited(found.waits)
    for each in found.sidings:
        yield ("alike", each.party, each.other, None, each.share, each.both)
    for stage in found.stages:
        yield from _shares(stage)


def _counted(counts: Counts) -> Iterator[Row]:
    for party, together in by_party(counts).items():
        yield from _headlines(together, party, None, None)
    for pair, each in sorted(counts.items(), key=lambda item: (item[0].party, item[0])):
        yield from _headlines(each, pair.party, pair.proponent or NOBODY, None)


def _headlines(
    counts: Counter[Headline], party: str, other: str | None, talk: str | None
) -> Iterator[Row]:
    for headline in COUNTED:
        if counts[headline]:
            value = counts[headline]
            yield (headline.value, party or ANYBODY, other, talk, value, counts.total())


def _moved(
    measure: str, together: Counter[Pair], talks: Iterable[tuple[str, Counter[Pair]]]
) -> Iterator[Row]:
    for talk, counts in ((None, together), *talks):
        parties = Counter[str]()
        for pair, count in counts.items():
            parties[pair.party] += count
        for party, count in sorted(parties.items()):
            yield (measure, party, None, talk, count, None)
        for pair, count in sorted(counts.items(), key=lambda item: (item[0].party, item[0])):
            yield (measure, pair.party, pair.proponent or NOBODY, talk, count, None)


def _waited(waits: Mapping[Pair, Iterable[int]]) -> Iterator[Row]:
    measure = "days to an answer"
    for party, days in sorted(days_by_party(waits).items()):
        yield (measure, party, None, None, median(days), len(days))
    for pair, each in sorted(waits.items(), key=lambda item: (item[0].party, item[0])):
        days = list(each)
        yield (measure, pair.party, pair.proponent or NOBODY, None, median(days), len(days))


def _shares(stage: Stage) -> Iterator[Row]:
    counts = sum(stage.counts.values(), Counter[Headline]())
    total = counts.total()
    for headline in COUNTED if total else ():
        share = round(100 * counts[headline] / total)
        yield (f"share {headline}", None, None, stage.talk, share, total)


def by_party(counts: Counts) -> dict[str, Counter[Headline]]:
    """The counts of each answering party, whoever put the demands."""
    found: dict[str, Counter[Headline]] = {}
    for pair, each in sorted(counts.items(), key=lambda item: item[0].party):
        found.setdefault(pair.party, Counter()).update(each)
    return found


def days_by_party(waits: Mapping[Pair, Iterable[int]]) -> dict[str, list[int]]:
    """The days each party took, whoever put the demands."""
    found: dict[str, list[int]] = {}
    for pair, days in waits.items():
        found.setdefault(pair.party, []).extend(days)
    return found
