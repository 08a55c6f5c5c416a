"""Word diff of two wordings of a demand, in any language and script. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby, pairwise
from typing import Literal

# A stretch of the one text and what stands for it in the other; equal where nothing changed.
Pair = tuple[str, str]

Point = tuple[int, int]
Run = tuple[Point, "Run | None"]

# Most characters of the one text times characters of the other to compare by words at once; it
# bounds the time, which grows with that product. Longer texts go by sentences first.
_AT_ONCE = 4_000_000

# An island is what stays the same between two changes. It is shown as changed with them if it has
# at most so many words and the changes beside it have three times as many, one of them replacing.
_ISLAND = 2
_GLANCE = 200  # characters, more than enough to count so few words

# Scripts written with few spaces or none: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Signs that tie the character after them, too, to the one before: joiner, Burmese and Khmer virama.
_TIES = "\u200d\u1039\u17d2"
# What belongs to the character before it without being a mark (Unicode Standard Annex 29):
# non-joiner, the vowel AM of Thai and Lao, half-width voicing, skin tones, letters of flags.
_LATE = "\u200c\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_ANY_MARK = "\u0301"

_MARKERS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class Span:
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


def _by_words(before: str, after: str, at_once: int) -> Iterator[Pair]:
    a, b = _tokens(before), _tokens(after)
    start = _shared(a, b)
    end = _shared(reversed(a[start:]), reversed(b[start:]))
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    yield _same(a[:start])
    if len(left) * len(right) <= at_once:
        yield from _matched(left, right)
    else:
        yield "".join(left), "".join(right)
    yield _same(a[len(a) - end :])


def _matched(a: list[str], b: list[str]) -> Iterator[Pair]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(lambda token: not _is_word(token), a, b, autojunk=False)
    for _, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        yield "".join(a[a_from:a_to]), "".join(b[b_from:b_to])


def _by_sentences(before: str, after: str) -> Iterator[Pair]:
    """Split where a sentence stands once in either text, then compare what lies between."""
    a, b = _sentences(before), _sentences(after)
    anchors = [*_anchors(a, b), (len(a), len(b))]
    a_from = b_from = 0
    for a_to, b_to in anchors:
        left, right = "".join(a[a_from:a_to]), "".join(b[b_from:b_to])
        yield from _by_words(left, right, _AT_ONCE // len(anchors))
        yield _same(a[a_to : a_to + 1])
        a_from, b_from = a_to + 1, b_to + 1


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[Point]:
    """Where what stands once in either sequence stands, in the same order in both."""
    in_a, in_b = Counter(a), Counter(b)
    place = {item: nr for nr, item in enumerate(b) if in_b[item] == 1}
    once = [(nr, place[item]) for nr, item in enumerate(a) if in_a[item] == 1 and item in place]
    return _rising(once)


def _rising(points: Iterable[Point]) -> list[Point]:
    """The longest run of points, not all of them neighbours, in which the second number rises."""
    ends: list[int] = []  # the least number that a run of length 1, 2… ends with
    runs: list[Run] = []  # that run, from its end
    for point in points:
        length = bisect_left(ends, point[1])
        runs[length : length + 1] = [(point, runs[length - 1] if length else None)]
        ends[length : length + 1] = [point[1]]
    run, longest = runs[-1] if runs else None, []
    while run:
        point, run = run
        longest.append(point)
    return longest[::-1]


def _same(parts: Iterable[str]) -> Pair:
    text = "".join(parts)
    return text, text


def _shared(a: Iterable[str], b: Iterable[str]) -> int:
    """How many of the first tokens are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _without_islands(pairs: Iterable[Pair]) -> list[Pair]:
    alternating = _joined((pair[0] != pair[1], pair) for pair in pairs if any(pair))
    changed = [before != after for before, after in alternating]
    for nr in range(1, len(alternating) - 1):
        left, island, right = alternating[nr - 1 : nr + 2]
        changed[nr] |= _is_island(left, island, right)
    return _joined(zip(changed, alternating, strict=True))


def _joined(marked: Iterable[tuple[bool, Pair]]) -> list[Pair]:
    """Neighbouring pairs with the same mark as one."""
    runs = (zip(*(pair for _, pair in run)) for _, run in groupby(marked, key=itemgetter(0)))
    return [("".join(before), "".join(after)) for before, after in runs]


def _is_island(left: Pair, same: Pair, right: Pair) -> bool:
    words = _size(same)
    beside = _size(left), _size(right)
    return (
        same[0] == same[1]
        and words <= min(_ISLAND, *beside)
        and 3 * words <= sum(beside)
        and (all(left) or all(right))
    )


def _size(pair: Pair) -> int:
    """How many words the longer side has, as far as that matters here."""
    return max(sum(map(_is_word, _tokens(text[:_GLANCE]))) for text in pair)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _sentences(text: str) -> list[str]:
    ends = [match.end() for match in _sentence_end().finditer(text)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)]) if start < end]


def _tokens(text: str) -> list[str]:
    """Words, white space, and signs one by one, each with the marks that belong to it."""
    found = _token().findall(_with_plain_marks(text))
    return [text[start:end] for start, end in pairwise(accumulate(map(len, found), initial=0))]


def _with_plain_marks(text: str) -> str:
    """The text, as long as before, with one and the same mark for every mark."""
    if text.isascii():
        return text
    marks = [sign for sign in set(text) if unicodedata.category(sign)[0] == "M" or sign in late]
    return text


@cache
def _sentence_end() -> re.Pattern[str]:
    stop = r"(?:[.!?;\u061f\u06d4\u0964]\s|[\u3002\uff01\uff1b\uff1f\n])\s*"
    return re.compile(rf"{stop}(?=[!-~]|[^\W{_LATE}])")


@cache
def _token() -> re.Pattern[str]:
    marks, tie = f"[{_ANY_MARK}{_TIES}]", f"(?<=[{_TIES}])"
    inside = r"['\u2019](?=\w)|(?<=\d)[.,](?=\d)"
    return re.compile(
        rf"(?:\s+{marks}*)+"
        rf"|(?:[^\W{_UNSPACED}]+(?:{marks}+|{inside})*)+"
        rf"|[\U0001f1e6-\U0001f1ff]{{2}}{marks}*"
        rf"|.(?:{marks}+(?:{tie}.{marks}*)*)?",
        re.DOTALL,
    )
