"""The figures on a page, or in Markdown: where the answers of each party stand, and since when."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TextIO

from tracker.ledger.siding import FEWEST
from tracker.ledger.stats import COUNTED, Pair, Stage, Stats, median
from tracker.model import Headline, Status
from tracker.render.page.marks import fill
from tracker.render.records import encodable, markdown_words, write_markdown
from tracker.render.stats import ANYBODY, NOBODY, by_party, days_by_party
from tracker.render.theme import glyph
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


def write_figures(found: Stats, stream: TextIO) -> None:
    """Write the figures in Markdown: the tables of the page, each below its heading."""
    fields = figures(found)
    if not fields["rates"]:
        stream.write("No demand is on the table.\n")
        return
    headlines = [f"{glyph(each)} {each}" for each in COUNTED]
    settled = ["settled"] if fields["settled"] else []
    _heading(stream, "Answers, by who answers whom")
    columns = ["Answers of", "To demands of", *headlines, *settled, "towards", "away", "days"]
    write_markdown(
        stream, columns, (_cells(each, settled=bool(settled)) for each in fields["rates"])
    )
    if fields["told_private"]:
        stream.writelines(encodable(stream, ["\n", f"{markdown_words(fields['told_private'])}\n"]))
    stream.write("\n")
    _heading(stream, "From talk to talk")
    shares = ([each.talk, str(each.total), *(f"{share}%" for share in each.shares)]
              for each in fields["stages"])  # fmt: skip
    write_markdown(stream, ["Talk", "Positions", *headlines], shares)
    stream.write("\n")
    _heading(stream, "Who answers as whom")
    if not fields["sidings"]:
        stream.write("No two parties have answered the same demand.\n")
        return
    alike = ([f"{each.party}, {each.other}", "–" if each.share is None else f"{each.share}%",
              str(each.both)] for each in fields["sidings"])  # fmt: skip
    write_markdown(stream, ["Parties", "Alike", "Both answered"], alike)


def _heading(stream: TextIO, words: str) -> None:
    stream.write(f"## {words}\n\n")


def _cells(rate: Figure, *, settled: bool) -> list[str]:
    counts = [*rate.counts, *([rate.settled] if settled else []), rate.towards, rate.away]
    return [rate.party, rate.proponent or ANYBODY, *map(str, counts), rate.days]
