"""The figures of a negotiation as records, one figure a row."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tracker.ledger.stats import COUNTED, Counts, Pair, Stage, Stats, median
from tracker.model import Headline, Negotiation
from tracker.render.views import VISIBILITY, Row, View, plain_sheet, visibility

if TYPE_CHECKING:
    from typing import TextIO

    from tracker.ledger.refs import AsOf
    from tracker.render.page.view import Page
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
        columns=(*COLUMNS, VISIBILITY),
        rows=rows,
        sheet=lambda: plain_sheet(COLUMNS, (row[:-1] for row in rows)),
        draw=show,
        about={"negotiation": negotiation.name, "as_of": as_of.ref or "now"},
        marked=True,
        page=lambda: _page(found),
        writers={"md": lambda stream: _document(found, stream)},
        moment=as_of.past,
    )


def _page(found: Stats) -> "Page":
    from tracker.render.page.figures import figures
    from tracker.render.page.view import Page, Part

    return Page([Part(template="figures.html")], figures(found))


def _document(found: Stats, stream: "TextIO") -> None:
    from tracker.render.page.figures import write_figures

    write_figures(found, stream)


def _records(found: Stats) -> Iterator[Row]:
    stages = found.stages
    if stages:
        yield from _counted(stages[-1])
    for stage in stages:
        yield from _of_parties(stage, stage.talk)
    settled = [(each.talk, each.settled, each.private) for each in stages]
    yield from _moved("settled", [(None, *settled[-1][1:]), *settled] if settled else [])
    privately = frozenset[Pair]().union(*(each.moved_privately for each in stages))
    for measure, together, counters in (
        ("towards", found.towards, [each.towards for each in stages]),
        ("away", found.away, [each.away for each in stages]),
    ):
        by_talk = [(stage.talk, counts, stage.moved_privately)
                   for stage, counts in zip(stages, counters, strict=True)]  # fmt: skip
        yield from _moved(measure, [(None, together, privately), *by_talk])
    yield from _waited(found)
    for each in found.sidings:
        told = visibility(each.private)
        yield ("alike", each.party, each.other, None, each.share, each.both, told)
    for stage in stages:
        yield from _shares(stage)


def _private(pairs: Collection[Pair], party: str, proponent: str | None = None) -> str:
    """Whether a figure of a party, or of one pair, is among some that are private."""
    return visibility(
        *(pair.party == party and proponent in (None, pair.proponent) for pair in pairs)
    )


def _counted(stage: Stage) -> Iterator[Row]:
    yield from _of_parties(stage, None)
    for pair, each in sorted(stage.counts.items(), key=lambda item: (item[0].party, item[0])):
        told = _private(stage.private, pair.party, pair.proponent)
        yield from _headlines(each, pair.party, pair.proponent or NOBODY, None, told)


def _of_parties(stage: Stage, talk: str | None) -> Iterator[Row]:
    for party, counts in by_party(stage.counts).items():
        yield from _headlines(counts, party, None, talk, _private(stage.private, party))


def _headlines(
    counts: Counter[Headline], party: str, other: str | None, talk: str | None, told: str
) -> Iterator[Row]:
    for headline in COUNTED:
        if counts[headline]:
            value = counts[headline]
            yield (headline.value, party or ANYBODY, other, talk, value, counts.total(), told)


def _moved(
    measure: str, talks: Iterable[tuple[str | None, Counter[Pair], Collection[Pair]]]
) -> Iterator[Row]:
    for talk, counts, private in talks:
        parties = Counter[str]()
        for pair, count in counts.items():
            parties[pair.party] += count
        for party, count in sorted(parties.items()):
            yield (measure, party or ANYBODY, None, talk, count, None, _private(private, party))
        for pair, count in sorted(counts.items(), key=lambda item: (item[0].party, item[0])):
            party, other = pair.party or ANYBODY, pair.proponent or NOBODY
            told = _private(private, pair.party, pair.proponent)
            yield (measure, party, other, talk, count, None, told)


def _waited(found: Stats) -> Iterator[Row]:
    measure, private = "days to an answer", found.waited_privately
    for party, days in sorted(days_by_party(found.waits).items()):
        yield (measure, party, None, None, median(days), len(days), _private(private, party))
    for pair, each in sorted(found.waits.items(), key=lambda item: (item[0].party, item[0])):
        told = _private(private, pair.party, pair.proponent)
        other = pair.proponent or NOBODY
        yield (measure, pair.party, other, None, median(each), len(each), told)


def _shares(stage: Stage) -> Iterator[Row]:
    counts = sum(stage.counts.values(), Counter[Headline]())
    total = counts.total()
    for headline in COUNTED if total else ():
        share = round(100 * counts[headline] / total)
        told = visibility(bool(stage.private))
        yield (f"share {headline}", None, None, stage.talk, share, total, told)


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
