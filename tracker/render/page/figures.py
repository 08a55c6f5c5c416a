"""The figures on a page: where the answers of each party stand, and how that came to be."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tracker.ledger.siding import FEWEST
from tracker.ledger.stats import COUNTED, Pair, Stage, Stats, median
from tracker.model import Headline, Status
from tracker.render.page.marks import fill
from tracker.render.stats import ANYBODY, NOBODY, by_party, days_by_party
from tracker.render.wording import private_words

BAR = 240
"""How wide the bar of a talk is drawn."""


class Figure(NamedTuple):
    """One row of figures: of a party, or of what it answers to one proponent.

    Attributes:
        proponent: empty for all of them together.
    """

    party: str
    proponent: str
    counts: list[int]
    settled: int
    towards: int
    away: int
    days: str


class Piece(NamedTuple):
    """One piece of a bar."""

    x: float
    width: float
    fill: str


class Row(NamedTuple):
    """The positions at the end of a talk, as a bar and as shares in per cent."""

    talk: str
    total: int
    pieces: list[Piece]
    shares: list[int]


def figures(found: Stats) -> dict[str, Any]:
    """What the template of the figures is filled in with."""
    return {
        "rates": tuple(_rates(found)),
        "settled": bool(found.settled),
        "stages": tuple(_stage(each) for each in found.stages if each.counts),
        "sidings": found.sidings,
        "fewest": FEWEST,
        "bar": BAR,
        "counted": COUNTED,
        "told_private": private_words(found.private) if found.private else "",
    }


def _rates(found: Stats) -> Iterator[Figure]:
    days = days_by_party(found.waits)
    for party, counts in by_party(found.counts).items():
        pairs = [pair for pair in sorted(found.counts) if pair.party == party]
        yield _rate(found, pairs, counts, "", days.get(party, ()))
        for pair in pairs if len(pairs) > 1 else ():
            proponent = pair.proponent or NOBODY
            yield _rate(found, [pair], found.counts[pair], proponent, found.waits.get(pair, ()))


def _rate(
    found: Stats,
    pairs: list[Pair],
    counts: Counter[Headline],
    proponent: str,
    days: Iterable[int],
) -> Figure:
    waited = list(days)
    return Figure(
        party=pairs[0].party or ANYBODY,
        proponent=proponent,
        counts=[counts[each] for each in COUNTED],
        settled=sum(found.settled[pair] for pair in pairs),
        towards=sum(found.towards[pair] for pair in pairs),
        away=sum(found.away[pair] for pair in pairs),
        days=f"{median(waited)} ({len(waited)})" if waited else "",
    )


def _stage(stage: Stage) -> Row:
    counts = sum(stage.counts.values(), Counter[Headline]())
    total, x, pieces = counts.total(), 0.0, []
    for headline in COUNTED:
        width = round(BAR * counts[headline] / total, 1)
        if width:
            pieces.append(Piece(round(x, 1), width, _fill(headline)))
            x += width
    return Row(stage.talk, total, pieces, [round(100 * counts[each] / total) for each in COUNTED])


def _fill(headline: Headline) -> str:
    return fill(Status.IN_PART if headline is Headline.QUALIFIED else Status(headline.value))
