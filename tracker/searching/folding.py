"""The words of a text, folded so that they are found however they are typed. Pure.

Case, accents, vowel points, compatibility forms and invisible signs make no difference. Scripts
that set no spaces give each character as a word, and so do emoji and Hangul syllables, so that any
stretch of them is found as a phrase. Every word is of ASCII letters and digits and of characters
beyond ASCII, which is what the tokenizer `ascii` of FTS5 takes for one.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from tracker.named import NamedTuple
from tracker.words import TIES, UNSPACED, is_mark

_CHUNK = re.compile(r"[^\x00-/:-@\[-`{-\x7f]+")
_LONG = 40  # what is longer is hardly met again, so it is not kept
# By the letters that `_kind` gives: words, flags of two letters, single characters with what is
# tied to them; each with its marks.
_UNIT = re.compile("L[LMT]*|FF?[MT]*|S[MT]*(?:(?<=T)[SLF][MT]*)*")
# Ranges of three characters each, as in a regular expression, which would be slower to compile.
_SINGLES = f"{UNSPACED}\u1100-\u115f\u3130-\u318f\ua960-\ua97c\uac00-\ud7a3"
_HANGUL_REST = "\u1160-\u11ff\ud7b0-\ud7fb"
_FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"
_DROPPED = "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef\u0640-\u0640"
# Letters that readers take for others and that Unicode does not take apart.
_PLAIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "æ": "ae", "œ": "oe",
    "þ": "th", "ə": "e",
}  # fmt: skip


class Word(NamedTuple):
    """One word of a text, folded, and where it stands there; marks belong to their characters."""

    folded: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """The words of a text in order. A character that stands for several gives several."""
    found: list[Word] = []
    for chunk in _CHUNK.finditer(text):
        start = chunk.start()
        if chunk[0].isascii():
            found.append(Word(chunk[0].lower(), start, chunk.end()))
        else:
            found += [Word(word, start + a, start + b) for word, a, b in _inside(chunk[0])]
    return found


def folded(text: str) -> str:
    """The words of a text with spaces between, as they are indexed."""
    return " ".join(map(_folded_chunk, _CHUNK.findall(text)))


def _folded_chunk(chunk: str) -> str:
    if chunk.isascii():
        return chunk.lower()
    return _folded_word(chunk) if len(chunk) < _LONG else _joined(chunk)


def _joined(chunk: str) -> str:
    return " ".join(word for word, _, _ in _inside(chunk))


def _inside(chunk: str) -> list[tuple[str, int, int]]:
    """The words of a stretch without ASCII signs or spaces."""
    return [(word, start, end) for start, end in _units(chunk) for word in _fold(chunk[start:end])]


def _units(text: str) -> list[tuple[int, int]]:
    """Where each word, or each character that counts as one, stands."""
    return [unit.span() for unit in _UNIT.finditer("".join(map(_KINDS.__getitem__, text)))]


@lru_cache(maxsize=4096)
def _fold(unit: str) -> tuple[str, ...]:
    """What a word is sought by; several, or none, where its compatibility form holds as many."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", unit).casefold())
    text = "".join(map(_FOLDED.__getitem__, plain))
    return tuple(text[start:end] for start, end in _units(text))


def _kind(char: str) -> str:
    """The letter for what a character is: Letter, Single, Flag, Mark, Tie, or a gap (space)."""
    if char in TIES:
        return "T"
    if is_mark(char) or _is_in(_HANGUL_REST, char):
        return "M"
    category = unicodedata.category(char)
    if _is_in(_FLAG_LETTERS, char):
        return "F"
    if category == "Cf" and char != "\u200b":
        return "M"
    if category in ("So", "Cn"):  # unassigned: most of what will be are emoji and ideographs
        return "S"
    if category[0] not in "LN":
        return " "
    return "S" if _is_in(_SINGLES, char) else "L"


def _is_in(ranges: str, char: str) -> bool:
    return any(ranges[at] <= char <= ranges[at + 2] for at in range(0, len(ranges), len("a-z")))


def _folded_character(char: str) -> str:
    """What a decomposed character is folded to."""
    category = unicodedata.category(char)
    if category in ("Cf", "Me") or _is_in(_DROPPED, char) or _is_accent(char):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return _PLAIN.get(char, char)


def _is_accent(char: str) -> bool:
    """Whether a mark is an accent, or a vowel point of Hebrew, Arabic or Syriac.

    The marks of other scripts make other letters. Source: https://www.unicode.org/reports/tr44/
    (canonical combining classes).
    """
    position = unicodedata.combining(char)
    return 10 <= position <= 36 or 200 <= position <= 240


class _Each(dict[str, str]):
    """What a function gives for each character, kept from the first time it is asked."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, char: str) -> str:
        made = self[char] = self._function(char)
        return made


_folded_word = lru_cache(maxsize=20_000)(_joined)
_KINDS = _Each(_kind)
_FOLDED = _Each(_folded_character)
