"""A few words of a text around what was sought in it. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from tracker.named import NamedTuple
from tracker.searching.places import Span, Text

# In characters. A hundred and fifty are some twenty-five words of English.
WHOLE = 200
BEFORE, AFTER = 50, 100
TRIFLE = 20
"""So few characters are not left out at an end."""
MOST = 3
"""How many stretches of a text are shown at most."""

_SPACE = re.compile(r"\s+")


class Piece(NamedTuple):
    """A stretch of a snippet, and whether it is what was sought."""

    text: str
    found: bool = False


def snippet(text: Text, places: Sequence[Sequence[Span]]) -> tuple[Piece, ...]:
    """Shorten a text to what stands around the first place of each thing that was found.

    Cuts fall between words, or between characters where a script sets no spaces, and show as `…`;
    white space, line feeds included, becomes one space. Neighbouring places are one piece.

    Args:
        text: a text.
        places: for each thing that is sought, where it stands, as `places` gives them.
    """
    spans = _merged(text.text, sorted(chain.from_iterable(places)))
    pieces: list[Piece] = []
    end = 0
    for start, stop in _stretches(text, places):
        pieces += [Piece(" … " if end else "… ")] if start > end else []
        pieces += _marked(text.text, spans, start, stop)
        end = stop
    if end < len(text.text):
        pieces.append(Piece(" …"))
    return tuple(pieces)


def plain(pieces: Iterable[Piece]) -> str:
    """A snippet as one text, what was sought between asterisks."""
    return "".join(f"*{piece.text}*" if piece.found else piece.text for piece in pieces)


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order as few: those that overlap, or have only spaces between them, are one."""
    found: list[Span] = []
    for start, end in spans:
        if found and (start <= found[-1][1] or text[found[-1][1] : start].isspace()):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _stretches(text: Text, places: Sequence[Sequence[Span]]) -> list[Span]:
    """The stretches of a text to show, in order and apart from each other."""
    whole = (0, len(text.text))
    if len(text.text) <= WHOLE:
        return [whole]
    starts = [word.start for word in text.words]
    ends = [word.end for word in text.words]
    firsts = sorted(spans[0] for spans in places if spans) or [(0, 0)]
    found: list[Span] = []
    for start, end in (_around(each, starts, ends, whole) for each in firsts):
        if found and start <= found[-1][1] + TRIFLE:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif len(found) < MOST:
            found.append((start, end))
    return found


def _around(span: Span, starts: Sequence[int], ends: Sequence[int], whole: Span) -> Span:
    """A span with some words before and after it; the whole text but for a trifle is whole."""
    first, last = bisect_left(starts, span[0] - BEFORE), bisect_right(ends, span[1] + AFTER) - 1
    start = min(starts[first], span[0]) if first < len(starts) else span[0]
    end = max(ends[last], span[1]) if last >= 0 else span[1]
    return (
        whole[0] if start <= whole[0] + TRIFLE else start,
        whole[1] if end >= whole[1] - TRIFLE else end,
    )


def _marked(text: str, spans: Iterable[Span], start: int, end: int) -> list[Piece]:
    """The pieces of text[start:end]."""
    pieces, at = [], start
    for found, stop in ((max(each[0], start), min(each[1], end)) for each in spans):
        if found < stop:
            pieces += [Piece(text[at:found]), Piece(text[found:stop], found=True)]
            at = stop
    pieces.append(Piece(text[at:end]))
    return [Piece(_SPACE.sub(" ", piece.text), piece.found) for piece in pieces if piece.text]
