"""Whether a quote stands in a text, and what there is nearest to it. Pure.

Words and figures are compared in their order, with the signs of currencies, per cent and the like.
Line breaks and spaces, capitals, quotation marks and other punctuation, hyphens within words and at
the ends of lines, and invisible signs make no difference. What a quote leaves out (`...`, `…`, also
in brackets) and what it puts in square brackets may stand for anything; what is between must stand
in the text in this order.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, cached_property
from typing import NamedTuple

from tracker.searching import pages
from tracker.words import UNSPACED

_GAP = re.compile(r"\[[^\[\]]*\]|\(\s*\.{3,}\s*\)|\.{3,}|\.(?:\s\.){2,}")
# What stands before a sign is looked at last, since that is what takes time.
_HYPHEN = r"[-\u2010\u00ad](?<=\w.)[^\S\n]*+\n\s*+"
_LINE_END = re.compile(rf"{_HYPHEN}(?=\w)")
_SPAN = re.compile(r"[-\u2010-\u2015](?<=\d.)(?=\d)")
_MINUS = re.compile(r"[-\u2212](?<!\w.)(?=\d)")
_CHARACTER = re.compile(f"[{UNSPACED}]")
_CHUNK = re.compile(rf"[{UNSPACED}]|(?:[^\s{UNSPACED}]*{_HYPHEN})*[^\s{UNSPACED}]+")
_PASSED_OVER = frozenset("'`\u00b4\u2018\u2019\u02bc\u2032-\u2010\u2011")
_SIGNS = frozenset("%\u2030\u00b0\u00a7\u00b1\u2212")
_MOST_WORDS, _MOST_PLACES, _RAREST = 200, 50, 3
_QUOTES = "\"' “”„«»\u2018\u2019\u201a\u2039\u203a"
_ENOUGH = 0.5
_LONGEST = 160


class _Signs(dict[int, str]):
    """What each character is compared as, learned as it is met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _compared(chr(code))
        return found


def _compared(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in _PASSED_OVER or kind == "Cf":
        return ""
    if kind == "Sc" or sign in _SIGNS or _CHARACTER.match(sign):
        return f" {sign} "
    return sign if kind[0] in "LMN" else " "


_TABLE = _Signs()


def _words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    text = unicodedata.normalize("NFKC", text)
    text = _MINUS.sub("\u2212", _SPAN.sub(" ", _LINE_END.sub("", text)))
    return unicodedata.normalize("NFKC", text.casefold()).translate(_TABLE).split()


class _Part(NamedTuple):
    """A stretch of a quote without gaps, and whether it begins or ends within a word."""

    words: list[str]
    cut_before: bool
    cut_after: bool

    @property
    def sought(self) -> str:
        before, after = ("" if cut else " " for cut in (self.cut_before, self.cut_after))
        return before + " ".join(self.words) + after


def _parts(quote: str) -> list[_Part]:
    text = unicodedata.normalize("NFKC", quote)
    found, at, glued = [], 0, False
    for gap in [*_GAP.finditer(text), None]:
        stretch = text[at : gap.start() if gap else None]
        bracket = gap is not None and gap[0].startswith("[")
        words = _words(stretch)
        if words:
            found.append(_Part(words, glued and _is_word(stretch[0]),
                               bracket and _is_word(stretch[-1])))  # fmt: skip
        at, glued = (gap.end() if gap else at), bracket
    return found


def _is_word(sign: str) -> bool:
    return sign.isalnum()


class Quoted:
    """A text that quotes are looked up in."""

    def __init__(self, text: str) -> None:
        self._text = pages.seen_of(text) if pages.is_page(text) else text
        self._joined = f" {' '.join(_words(self._text))} "

    def holds(self, quote: str) -> bool:
        """Whether a quote stands in the text."""
        return self._missing(quote) is None

    def _missing(self, quote: str) -> _Part | None:
        """The first part of a quote that does not stand in the text after those before it."""
        at = 0
        for part in _parts(quote):
            start = self._joined.find(part.sought, at)
            if start < 0:
                return part
            at = start + len(part.sought) - (not part.cut_after)
        return None

    def nearest(self, quote: str) -> str | None:
        """The passage nearest to what of a quote does not stand in the text; None for nothing."""
        part = self._missing(quote)
        if part is None:
            return None
        words = part.words[:_MOST_WORDS]
        sought, size = Counter(words), len(words)
        best, place = 0, 0
        for start in self._places(words):
            window = self._tokens[max(start, 0) : start + size]
            same = sum((Counter(window) & sought).values())
            if same > best:
                best, place = same, max(start, 0)
        return self._passage(place, size) if best >= _ENOUGH * size else None

    def _places(self, words: list[str]) -> list[int]:
        """Where a passage like some words may begin: where the rarest of them stand."""
        known = [(len(self._where[word]), at) for at, word in enumerate(words)
                 if word in self._where]  # fmt: skip
        found = {
            place - at
            for _, at in sorted(known)[:_RAREST]
            for place in self._where[words[at]][:_MOST_PLACES]
        }
        return sorted(found)

    @cached_property
    def _located(self) -> list[tuple[str, int, int]]:
        """The words with where the chunk of each stands in the text."""
        words = cache(_words)
        return [
            (word, chunk.start(), chunk.end())
            for chunk in _CHUNK.finditer(self._text)
            for word in words(chunk[0])
        ]

    @cached_property
    def _tokens(self) -> list[str]:
        return [word for word, _, _ in self._located]

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self._tokens):
            found.setdefault(word, []).append(place)
        return found

    def _passage(self, place: int, size: int) -> str:
        last = min(place + size, len(self._located)) - 1
        told = " ".join(self._text[self._located[place][1] : self._located[last][2]].split())
        told = told.strip(_QUOTES)
        return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def unfound(source: Quoted, quote: str, *, nearest: bool = True) -> str | None:
    """That a quote does not stand in a text, as a sentence without its end; None where it does.

    Args:
        source: the text.
        quote: the quote.
        nearest: whether the passage nearest to it is told.
    """
    if source.holds(quote):
        return None
    sentence = "the quote does not stand in the text of its source"
    if not nearest:
        return sentence
    near = source.nearest(quote)
    return f"{sentence}; nearest to it is “{near}”" if near else f"{sentence}, nor anything like it"
