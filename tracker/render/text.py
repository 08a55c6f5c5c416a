"""Text on its way out: cleaned of what a terminal would obey, measured, wrapped, padded.

`clean` comes first; the others expect its result. Lengths are in terminal cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from typing import TextIO

from tracker.render.characters import (
    ATTACHED,
    CELLS,
    CLOSING,
    EMOJI_VARIATION,
    FLAG_LETTERS,
    HANGUL_PARTS,
    JOINERS,
    SHOWN,
    SPACED,
    SPACES,
    SYMBOLS,
    WIDENED,
    ZWJ,
    characters,
    code_point,
    joins,
)

MARKS_PER_BASE = 4
CUT = "\u27e8…\u27e9"

# What most text is made of, our own lines among it. It is told from the rest without a pattern:
# to compile one with so many ranges costs a command a millisecond.
USUAL = frozenset(
    "\n abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’«»–—…·→◦◌↷✓✔✘\u2012╌"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
)


def clean(text: str, *, newlines: bool = True) -> str:
    """Make text safe for a terminal: what could act on the screen becomes a visible symbol.

    Control characters show as `␀` to `␟` and `␡`, a tab as one space. C1 controls, direction and
    format controls, zero-width, tag, private, unassigned and surrogate characters show as
    `⟨U+XXXX⟩`. The joiners of emoji and of scripts that need them stay, and so do four combining
    marks a character; more are shown as `⟨…⟩`. Cleaning twice changes nothing more.

    Args:
        text: any text.
        newlines: whether line feeds stay; where not, they show as `␊`.
    """
    if text.isascii() and text.isprintable():
        return text
    if not newlines:
        text = text.replace("\n", "\u240a")
    if USUAL.issuperset(text):
        return text
    if not (_unusual().search(text) or _hangul_part().search(text)):
        return text
    return _doubtful().sub(_stand_in, text)


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(f"[^\\w\n -~{SYMBOLS}]")


@cache
def _hangul_part() -> re.Pattern[str]:
    return re.compile(f"[{HANGUL_PARTS}]")


@cache
def _doubtful() -> re.Pattern[str]:
    """A joiner, or a run of other characters that want a look."""
    return re.compile(f"([{JOINERS}])|(?:[^\\w\n -~{SYMBOLS}{JOINERS}]|[{HANGUL_PARTS}])+")


def _stand_in(found: re.Match[str]) -> str:
    """What a match of `_doubtful` shows as."""
    text, place, run = found.string, found.start(), found[0]
    if found[1] and joins(text, place):
        return run
    has_base = place > 0 and text[place - 1] != "\n"
    if has_base and len(run) <= MARKS_PER_BASE:
        return "".join(map(SHOWN.__getitem__, run))
    shown: list[str] = []
    for is_mark, group in groupby(run, key=_is_mark):
        chars = "".join(group)
        if is_mark:
            shown.append(_marks(chars, has_base=has_base or bool(shown)))
        else:
            shown.extend(map(SHOWN.__getitem__, chars))
    return "".join(shown)


def _is_mark(char: str) -> bool:
    return SHOWN[char] == char and CELLS[char] == 0


def _marks(marks: str, *, has_base: bool) -> str:
    kept = marks[:MARKS_PER_BASE]
    if not has_base:
        kept = "".join(map(code_point, kept))
    return kept + CUT if len(marks) > MARKS_PER_BASE else kept


def width(text: str) -> int:
    """Cells that one line of clean text takes in a terminal.

    Wide East Asian characters and emoji take two, marks none. As in rich, a zero-width joiner
    takes the next character into the cells of the one before.
    """
    if text.isascii():
        return len(text)
    if ZWJ in text:
        text = re.sub(f"{ZWJ}.?", "", text, flags=re.DOTALL)
    cells = sum(map(CELLS.__getitem__, text))
    if EMOJI_VARIATION in text:
        wide = characters(WIDENED)
        cells += sum(base in wide for base, mark in pairwise(text) if mark == EMOJI_VARIATION)
    return cells


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Fill one line up to `cells` with spaces: after the text, or before it where `right`."""
    filling = " " * (cells - width(text))
    return filling + text if right else text + filling


def truncate(text: str, cells: int, *, ellipsis: str = "…") -> str:
    """One line of at most `cells` cells; what is cut off is marked by the ellipsis."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room <= 0:
        return ellipsis[:cells]
    first_piece = next(_pieces(text, room, room))
    kept = text[:first_piece]
    return (kept if width(kept) <= room else "") + ellipsis


def wrap(text: str, cells: int) -> list[str]:
    """Break text into lines of at most `cells` cells, at least one line.

    Words move down whole where they fit a line, are folded where they do not; scripts without
    spaces break between any two characters. Line feeds are kept as breaks. Only the spaces at a
    break are left out. A line is wider than `cells` only where a single character is.
    """
    if "\n" not in text and width(text) <= cells:
        return [text.rstrip(SPACES)]
    return [text[start:end] for start, end in line_slices(text, cells, cells)]


def line_slices(text: str, first: int, rest: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a wrapped text begin and end in it.

    Args:
        text: clean text.
        first: cells of the first line.
        rest: cells of every further line.
    """
    room, start = first, 0
    while True:
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        filled = start + len(text[start:end].rstrip(SPACES))
        yield from _paragraph_slices(text, start, filled, room, rest)
        if newline < 0:
            return
        room, start = rest, newline + 1


def _paragraph_slices(
    text: str, start: int, end: int, room: int, rest: int
) -> Iterator[tuple[int, int]]:
    """The lines of text[start:end], which holds no line feed and does not end in spaces.

    `room` is that of its first line.
    """
    paragraph = text[start:end]
    if width(paragraph) <= room:
        yield start, end
    elif paragraph.isascii() or set(map(CELLS.__getitem__, paragraph)) == {1}:
        yield from _even_slices(text, start, end, room, rest)
    else:
        yield from _uneven_slices(text, start, end, room, rest)


def _even_slices(
    text: str, start: int, end: int, room: int, rest: int
) -> Iterator[tuple[int, int]]:
    """As `_paragraph_slices`, where every character takes one cell."""
    while end - start > room:
        space = text.rfind(" ", start, start + room + 1)
        words = text[start:space].rstrip(" ") if space > start else ""
        indented = text[start] == " "
        if words:
            yield start, start + len(words)
            start, room = space, rest
        elif not indented:
            yield start, start + room
            start, room = start + room, rest
        while text[start] == " ":
            start += 1
    yield start, end


@cache
def _word_or_character() -> re.Pattern[str]:
    """A run of spaces, a word, or a character of a script without spaces, with its marks."""
    marks = f"(?:{ZWJ}.|[{ATTACHED}])*"
    return re.compile(
        f"[{SPACES}]+"
        f"|(?:[{FLAG_LETTERS}]{{2}}|[^{SPACED}{SPACES}{ZWJ}]){marks}(?:[{CLOSING}]{marks})*"
        f"|(?:[{SPACED}]|{ZWJ}.)+"
        f"|{ZWJ}",
        re.DOTALL,
    )


def _uneven_slices(
    text: str, start: int, end: int, room: int, rest: int
) -> Iterator[tuple[int, int]]:
    """As `_paragraph_slices`, for any characters."""
    used, filled = 0, start
    for token in _word_or_character().finditer(text, start, end):
        word, cells = token[0], width(token[0])
        if word[0] in SPACES:
            used += cells
            continue
        if used + cells > room:
            if filled > start:
                yield start, filled
                room = rest
            start, used = token.start(), 0
            for piece in _pieces(word, room, rest) if cells > room else ():
                yield start, token.start() + piece
                start, room = token.start() + piece, rest
            if start > token.start():
                cells = width(text[start : token.end()])
        used += cells
        filled = token.end()
    yield start, filled


def _pieces(word: str, room: int, rest: int) -> Iterator[int]:
    """Offsets at which an overlong word is cut to fit `room` cells, then `rest` each."""
    if word.isascii():
        yield from range(room, len(word), rest)
        return
    used = 0
    for start, cells in _clusters(word):
        if used and used + cells > room:
            yield start
            used, room = 0, rest
        used += cells


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Offset and cells of every character together with the marks and joiners that follow it."""
    start, length = 0, len(text)
    flag = re.compile(f"[{FLAG_LETTERS}]{{2}}")
    while start < length:
        end = start + (2 if flag.match(text, start) else 1)
        while end < length and CELLS[text[end]] == 0:
            end += 2 if text[end] == ZWJ else 1
        yield start, width(text[start:end])
        start = end


def print_clean(text: str, stream: TextIO) -> None:
    """Print a line, cleaned, and with what the stream cannot write in another form."""
    line, encoding = clean(text), stream.encoding or "utf-8"
    if not encoding.lower().startswith("utf"):
        from tracker.render.encoding import within

        line = within(encoding, line)
    print(line, file=stream)
