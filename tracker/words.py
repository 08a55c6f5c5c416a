"""Word diff of two wordings of a demand, in any language and script. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate, groupby, pairwise, takewhile
from operator import itemgetter
from typing import Literal

from tracker.named import NamedTuple

# A stretch of the one text and what stands for it in the other; equal where nothing changed.
Pair = tuple[str, str]

Compare = Callable[[list[str], list[str]], Iterator[Pair]]
Point = tuple[int, int]
Gap = tuple[list[str], list[str], str]

# Most parts of the one text times parts of the other to line up at once, which bounds both time and
# memory: one bit each, 12.5 MB.
_AT_ONCE = 100_000_000

# An island is what stays the same between two changes. It is shown as changed with them if it has
# at most so many words and the changes beside it have three times as many, one of them replacing.
_ISLAND = 2
_GLANCE = 100  # characters in which words are counted; a longer island stays

# Scripts written with few spaces or none: Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Signs that tie the character after them, too, to the one before: joiner, Burmese and Khmer virama.
TIES = "\u200d\u1039\u17d2"
# What belongs to the character before it without being a mark (Unicode Standard Annex 29), beside
# skin tones and the letters of flags: joiners, the vowel AM of Thai and Lao, half-width voicing.
_LATE = "\u200d\u200c\u0e33\u0eb3\uff9e\uff9f"
_MARK = "\u0301"

_MARKERS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


class Span(NamedTuple):
    """A stretch of text that both wordings share, only the older has, or only the newer has."""

    op: Literal["same", "gone", "new"]
    text: str


def diff(before: str, after: str) -> tuple[Span, ...]:
    """Compare two wordings word by word.

    Joining the texts of `same` and `gone` gives `before`, those of `same` and `new` gives `after`.
    A character and its marks are never parted; where a script sets no spaces, characters are
    compared. Long texts are compared by sentences first, and a stretch that is too long even then
    is shown as replaced whole.

    Returns:
        Spans that are never empty, `gone` before `new` in each change.
    """
    if len(before) * len(after) <= _AT_ONCE:
        pairs = _by_words(before, after, _AT_ONCE)
    else:
        pairs = _by_sentences(before, after)
    return tuple(span for pair in _without_islands(pairs) for span in _spans(pair))


def plain(spans: Iterable[Span]) -> str:
    """The spans as one text, with the markers of git's plain word diff: `[-gone-]{+new+}`."""
    return "".join(span.text.join(_MARKERS[span.op]) for span in spans)


def excerpt(spans: Sequence[Span], *, context: int = 5) -> tuple[Span, ...]:
    """Shorten what stayed the same to so many words on either side of each change.

    Returns:
        The spans with `…` for what is left out; none at all where nothing changed.
    """
    if all(span.op == "same" for span in spans):
        return ()
    last = len(spans) - 1
    return tuple(
        Span("same", _shortened(span.text, context if nr else 0, context if nr < last else 0))
        if span.op == "same"
        else span
        for nr, span in enumerate(spans)
    )


def _shortened(text: str, at_start: int, at_end: int) -> str:
    tokens = _tokens(text)
    words = [nr for nr, token in enumerate(tokens) if _is_word(token)]
    if len(words) <= at_start + at_end + 1:
        return text
    start = "".join(tokens[: words[at_start - 1] + 1]) if at_start else ""
    end = "".join(tokens[words[-at_end] :]) if at_end else ""
    return f"{start} … {end}" if start and end else f"{start}…{end}"


def _spans(pair: Pair) -> Iterator[Span]:
    before, after = pair
    if before == after:
        yield Span("same", before)
        return
    if before:
        yield Span("gone", before)
    if after:
        yield Span("new", after)


def _by_sentences(before: str, after: str) -> Iterator[Pair]:
    return _trimmed(_sentences(before), _sentences(after), _between_sentences)


def _between_sentences(a: list[str], b: list[str]) -> Iterator[Pair]:
    points = _common(a, b, _AT_ONCE)
    room = _AT_ONCE // (len(points) + 1)
    for left, right, same in _gaps(a, b, points):
        yield from _by_words("".join(left), "".join(right), room)
        yield same, same


def _by_words(before: str, after: str, room: int) -> Iterator[Pair]:
    return _trimmed(_tokens(before), _tokens(after), partial(_between_words, room=room))


def _between_words(a: list[str], b: list[str], room: int) -> Iterator[Pair]:
    """Line up the words; spaces and signs between them count only where they meet the same word."""
    in_a, in_b = ([nr for nr, token in enumerate(side) if _is_word(token)] for side in (a, b))
    points = _common([a[nr] for nr in in_a], [b[nr] for nr in in_b], room)
    for left, right, same in _gaps(a, b, [(in_a[i], in_b[j]) for i, j in points]):
        yield from _trimmed(left, right, _replaced)
        yield same, same


def _replaced(a: list[str], b: list[str]) -> Iterator[Pair]:
    yield "".join(a), "".join(b)


def _trimmed(a: list[str], b: list[str], compare: Compare) -> Iterator[Pair]:
    """What both begin and end with, and between the two what `compare` makes of the rest."""
    if a == b:
        yield "".join(a), "".join(b)
        return
    start = _shared(a, b)
    end = _shared(reversed(a[start:]), reversed(b[start:]))
    head, tail = "".join(a[:start]), "".join(a[len(a) - end :])
    yield head, head
    yield from compare(a[start : len(a) - end], b[start : len(b) - end])
    yield tail, tail


def _shared(a: Iterable[str], b: Iterable[str]) -> int:
    """With how many equal parts both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _gaps(a: list[str], b: list[str], points: list[Point]) -> Iterator[Gap]:
    """What lies before each point on either side, with the part at the point; then the rest."""
    a_from = b_from = 0
    for a_to, b_to in points:
        yield a[a_from:a_to], b[b_from:b_to], a[a_to]
        a_from, b_from = a_to + 1, b_to + 1
    yield a[a_from:], b[b_from:], ""


def _common(a: list[str], b: list[str], room: int) -> list[Point]:
    """A longest common subsequence as places in `a` and `b`; empty if there is no room for it.

    Bit-parallel (Hyyrö, Bit-Parallel LCS-length Computation Revisited, 2004): bit j of row i is 0
    where the first i of `a` have one more in common with the first j + 1 of `b` than with j.
    """
    if len(a) * len(b) > room:
        return []
    if len(a) < len(b):
        return [(i, j) for j, i in _common(b, a, room)]
    places: dict[str, int] = {}
    for nr, part in enumerate(b):
        places[part] = places.get(part, 0) | 1 << nr
    every = (1 << len(b)) - 1
    rows = [every]
    for part in a:
        met = rows[-1] & places.get(part, 0)
        rows.append((rows[-1] + met | rows[-1] - met) & every)
    return _traced(rows, len(b))


def _traced(rows: list[int], j: int) -> list[Point]:
    """The places that the rows of `_common` stand for, found from the end."""
    points = []
    i = len(rows) - 1
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if rows[i] >> (j - 1) & 1:
            j -= 1
            points.append((i, j))
    return points[::-1]


def _without_islands(pairs: Iterable[Pair]) -> list[Pair]:
    stretches = _joined((pair[0] != pair[1], pair) for pair in pairs if any(pair))
    changed = [before != after for before, after in stretches]
    for nr in range(1, len(stretches) - 1):
        if not changed[nr]:
            changed[nr] = _is_island(*stretches[nr - 1 : nr + 2])
    return _joined(zip(changed, stretches, strict=True))


def _joined(marked: Iterable[tuple[bool, Pair]]) -> list[Pair]:
    """Neighbours with the same mark as one."""
    runs = (
        zip(*(pair for _, pair in run), strict=True) for _, run in groupby(marked, itemgetter(0))
    )
    return [("".join(before), "".join(after)) for before, after in runs]


def _is_island(left: Pair, same: Pair, right: Pair) -> bool:
    replacing = all(left) or all(right)
    if not replacing or len(same[0]) > _GLANCE:
        return False
    words, beside = _size(same), (_size(left), _size(right))
    return words <= min(_ISLAND, *beside) and 3 * words <= sum(beside)


def _size(pair: Pair) -> int:
    """How many words the longer side has, as far as that matters here."""
    return max(sum(map(_is_word, _tokens(text[:_GLANCE]))) for text in pair)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _sentences(text: str) -> list[str]:
    ends = (match.end() for match in _sentence_end().finditer(text))
    inside = (end for end in ends if end < len(text) and not is_mark(text[end]))
    return [text[start:end] for start, end in pairwise([0, *inside, len(text)])]


def _tokens(text: str) -> list[str]:
    """Words, white space, and signs one by one, each with the marks that belong to it."""
    shadow = _with_plain_marks(text)
    found: list[str] = _token().findall(shadow)
    if shadow == text:
        return found
    return [text[start:end] for start, end in pairwise(accumulate(map(len, found), initial=0))]


def _with_plain_marks(text: str) -> str:
    """The text, no longer or shorter, with one and the same mark for every mark but ties."""
    if text.isascii():
        return text
    marks = {ord(sign): _MARK for sign in set(text).difference(TIES) if is_mark(sign)}
    return text.translate(marks) if marks else text


def is_mark(sign: str) -> bool:
    """Whether a sign belongs to the character before it: marks, joiners, skin tones, tags."""
    tone_or_flag = "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"
    return tone_or_flag or sign in _LATE or unicodedata.category(sign).startswith("M")


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?:[.!?;\u061f\u06d4\u0964]\s|[\u3002\uff01\uff1b\uff1f\n])\s*")


@cache
def _token() -> re.Pattern[str]:
    marks, tie = f"[{_MARK}{TIES}]", f"(?<=[{TIES}])"
    inside = r"['\u2019](?=\w)|(?<=\d)[.,](?=\d)"
    return re.compile(
        rf"(?:\s+{marks}*)+"
        rf"|(?:[^\W{UNSPACED}]+(?:{marks}+|{inside})*)+"
        rf"|[\U0001f1e6-\U0001f1ff]{{2}}{marks}*"
        rf"|.(?:{marks}+(?:{tie}\S{marks}*)*)?",
        re.DOTALL,
    )
