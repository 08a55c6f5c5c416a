"""What single characters show and how wide they are.

Which characters are assigned, and how wide, comes from the Unicode tables of the running Python;
listed here is only what those do not say. Constants of ranges are the insides of the brackets of
a regular expression, kept to short ranges, which compile fast.
"""

from __future__ import annotations

import unicodedata
from functools import cache

ZWJ = "\u200d"
ZWNJ = "\u200c"
TEXT_VARIATION, EMOJI_VARIATION = "\ufe0e", "\ufe0f"
IDEOGRAPH_VARIATIONS = "\U000e0100-\U000e01ef"
JOINERS = f"{ZWNJ}{ZWJ}{TEXT_VARIATION}{EMOJI_VARIATION}{IDEOGRAPH_VARIATIONS}"

# Assigned, printable symbols and punctuation; letters and digits are `\w`.
SYMBOLS = (
    "\xa0-\xac\xae-\xbf\xd7\xf7\u2000-\u200a\u2010-\u2027\u202f-\u205e\u20a0-\u20c0\u2190-\u2426"
    "\u2460-\u27ff\u2900-\u2b73\u3000-\u3029\u3030-\u303f\u30fb\uff01-\uff65"
    "\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001f6d7\U0001f900-\U0001fa53"
)
# Letters of Hangul that stand on the one before, and those that are blank.
HANGUL_PARTS = "\u115f-\u11ff\ud7b0-\ud7fb\u3164\uffa0"
# The spaces a line may break at; others hold their neighbours together.
SPACES = " \u3000"
# All a word may be made of in scripts that put spaces between words (ZWJ left out). Between two
# of the other characters, those of East Asian scripts and emoji, a line may break.
SPACED = (
    "\x00-\x1f!-\u10ff\u1160-\u200c\u200e-\u2e7f\ua4d0-\ua95f\ua980-\uabff\ufb00-\ufe2f"
    "\uff61-\uffdf"
)
FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"
# Closing marks of the scripts without spaces, which must not begin a line.
CLOSING = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
# Marks that belong to the East Asian character or the emoji before them.
ATTACHED = (
    f"\u0300-\u036f\u1160-\u11ff\u20d0-\u20f0\u3099\u309a\ufe00-\ufe0f{IDEOGRAPH_VARIATIONS}"
    "\U0001f3fb-\U0001f3ff"
)


@cache
def characters(ranges: str) -> frozenset[str]:
    """The characters of some ranges of code points, given as `23 30-39`."""
    bounds = (item.partition("-") for item in ranges.split())
    return frozenset(
        chr(code)
        for first, _, last in bounds
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


# One cell wide by themselves, two with the emoji variation selector after them: Unicode's
# emoji-variation-sequences.txt without those that are wide already.
WIDENED = (
    "23 2a 30-39 a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 2328 23cf 23ed-23ef 23f1-23f2"
    " 23f8-23fa 24c2 25aa-25ab 25b6 25c0 25fb-25fc 2600-2604 260e 2611 2618 261d 2620 2622-2623"
    " 2626 262a 262e-262f 2638-263a 2640 2642 265f-2660 2663 2665-2666 2668 267b 267e 2692"
    " 2694-2697 2699 269b-269c 26a0 26a7 26b0-26b1 26c8 26cf 26d1 26d3 26e9 26f0-26f1 26f4"
    " 26f7-26f9 2702 2708-2709 270c-270d 270f 2712 2714 2716 271d 2721 2733-2734 2744 2747"
    " 2763-2764 27a1 2934-2935 2b05-2b07 1f170-1f171 1f17e-1f17f 1f321 1f324-1f32c 1f336 1f37d"
    " 1f396-1f397 1f399-1f39b 1f39e-1f39f 1f3cb-1f3ce 1f3d4-1f3df 1f3f3 1f3f5 1f3f7 1f43f 1f441"
    " 1f4fd 1f549-1f54a 1f56f-1f570 1f573-1f579 1f587 1f58a-1f58d 1f590 1f5a5 1f5a8 1f5b1-1f5b2"
    " 1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef 1f5f3 1f5fa 1f6cb"
    " 1f6cd-1f6cf 1f6e0-1f6e5 1f6e9 1f6f0 1f6f3"
)
_KEYCAPS = frozenset("0123456789#*")
_SKIN_TONES = "1f3fb-1f3ff"
# Conjoining vowels and finals of Hangul, fillers and skin tones take no cell after their base.
_WITHOUT_CELL = f"1160-11ff d7b0-d7fb 3164 ffa0 {_SKIN_TONES}"
# Wide since Unicode 16: trigrams, monograms, hexagrams, counting rods and tallies.
_WIDE = "2630-2637 268a-268f 4dc0-4dff 1d300-1d356 1d360-1d376"

_NOT_SHOWN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Letters and marks that show nothing, and all variation selectors.
_BLANK = "34f 115f-1160 17b4-17b5 180b-180f 3164 fe00-fe0f ffa0 1d159 e0100-e01ef"


class _Shown(dict[str, str]):
    """What a single character shows as: itself, or a visible stand-in. Filled as it is asked."""

    def __missing__(self, char: str) -> str:
        hidden = char in characters(_BLANK) or unicodedata.category(char) in _NOT_SHOWN
        shown = self[char] = code_point(char) if hidden else char
        return shown


class _Cells(dict[str, int]):
    """How many terminal cells a single character takes: 0, 1 or 2. Filled as it is asked."""

    def __missing__(self, char: str) -> int:
        if char in characters(_WITHOUT_CELL) or unicodedata.category(char) in {
            "Mn",
            "Me",
            "Mc",
            "Cf",
            "Cc",
        }:
            cells = 0
        else:
            wide = char in characters(_WIDE) or unicodedata.east_asian_width(char) in "WF"
            cells = 2 if wide else 1
        self[char] = cells
        return cells


def code_point(char: str) -> str:
    """A character by its number, as `⟨U+202E⟩`."""
    return f"\u27e8U+{ord(char):04X}\u27e9"


CELLS = _Cells()
SHOWN = _Shown({chr(code): chr(0x2400 + code) for code in range(0x20)})
SHOWN.update({"\t": " ", "\n": "\n", "\x7f": "\u2421"})


# Scripts in whose spelling ZWJ and ZWNJ have a place, as their characters' names begin.
_JOINING_SCRIPTS = frozenset(
    [
        "ARABIC",
        "SYRIAC",
        "NKO",
        "MONGOLIAN",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "ORIYA",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "MYANMAR",
        "KHMER",
    ]
)
_VIRAMA = 9


def joins(text: str, place: int) -> bool:
    """Whether the joiner or variation selector at text[place] is one that the text needs."""
    joiner = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if joiner in (TEXT_VARIATION, EMOJI_VARIATION):
        return _is_emoji(before) or (before in _KEYCAPS and after == "\u20e3")
    if joiner not in (ZWJ, ZWNJ):
        return bool(before) and unicodedata.name(before, "").startswith("CJK ")
    if joiner == ZWJ and _is_emoji(after):
        if before == EMOJI_VARIATION or before in characters(_SKIN_TONES):
            before = text[place - 2 : place - 1]
        return _is_emoji(before)
    return _joins_letters(before, after)


def _joins_letters(before: str, after: str) -> bool:
    """Whether both are of a joining script and a letter is among them that ends a run of marks."""
    if not (_of_joining_script(before) and _of_joining_script(after)):
        return False
    return after.isalpha() or (before.isalpha() and unicodedata.combining(after) == _VIRAMA)


def _of_joining_script(char: str) -> bool:
    return bool(char) and unicodedata.name(char, "").partition(" ")[0] in _JOINING_SCRIPTS


def _is_emoji(char: str) -> bool:
    if char in _KEYCAPS:
        return False
    return char in characters(WIDENED) or (
        bool(char) and CELLS[char] == 2 and unicodedata.category(char) == "So"
    )


def begins_rightwards(text: str) -> bool:
    """Whether the first letter of a text is of a script written from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"
