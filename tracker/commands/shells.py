"""The shells' side of completion: the line as each hands it over, the offers as each takes them.

The first line told is `offers` or `files`. After `files` comes what stands before the file's name
in the word; after `offers` they come one a line: for fish VALUE, a tab and what is known of it, for
zsh VALUE:KNOWN as `_describe` takes it, for bash the text to insert, as it is quoted so far.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tracker.commands.completing import Answer

Offers = Sequence[tuple[str, str]]

_SPAN = re.compile(
    r"""(?P<quote>')(?P<single>[^']*)(?P<end>'?)"""
    r"""|(?P<marks>")(?P<double>(?:\\.|[^"\\])*)\\?(?P<close>"?)"""
    r"""|\\(?P<escaped>.?)|(?P<plain>[^ \t\r\n'"\\]+)""",
    re.DOTALL,
)
_WORD = re.compile(f"(?:{_SPAN.pattern})+", re.DOTALL)
_MENU = ("37", "42")
_LONGEST_LINE = 200


class Request(NamedTuple):
    """A shell's request.

    Attributes:
        words: the words after the program's name that are complete.
        begun: the word at the end, without its quotes.
        told: the lines to print.
    """

    words: Sequence[str]
    begun: str
    told: Callable[[Answer], Iterator[str]]


def asked_by(shell: str, line: Sequence[str]) -> Request:
    """A shell's request, from the arguments that its script gives.

    fish gives the program's name, the words and the last one with its quotes; zsh the same with
    all quotes taken off; bash the kind of completion, the line, and what it will replace.

    Raises:
        ValueError: another shell, or other arguments.
    """
    if shell == "bash":
        kind, typed, replaced = line
        return _asked_by_bash(kind, typed, replaced)
    _, *words, last = line
    if shell == "fish":
        return Request(words, unquoted(last), _told_to_fish)
    if shell == "zsh":
        return Request(words, last, _told_to_zsh)
    raise ValueError(shell)


def _told_to_fish(answer: Answer) -> Iterator[str]:
    yield from _head(answer)
    for value, about in _shown(answer.offers):
        yield f"{value}\t{about}"


def _told_to_zsh(answer: Answer) -> Iterator[str]:
    yield from _head(answer)
    for offer in _shown(answer.offers):
        value, about = (each.replace("\\", "\\\\") for each in offer)
        before_colon = value.replace(":", "\\:")
        yield f"{before_colon}:{about}" if about else before_colon


def _asked_by_bash(kind: str, line: str, replaced: str) -> Request:
    words = split(line)
    last = words.pop() if words and line.endswith(words[-1]) else ""
    kept = last[: len(last) - len(replaced)] if last.endswith(replaced) else ""

    def told(answer: Answer) -> Iterator[str]:
        yield from _head(answer)
        skipped, style = len(unquoted(kept)), open_quote(last)
        inserts = [
            (quoted(value[skipped:], style), about) for value, about in _shown(answer.offers)
        ]
        if len(inserts) == 1:
            insert = inserts[0][0]
            # bash closes the quote itself, unless it takes a last character for the closing one.
            yield insert + style if style and insert.endswith(style) else insert
        elif kind in _MENU:
            yield from (insert for insert, _ in inserts)
        else:
            yield from _columns(inserts)

    return Request([unquoted(word) for word in words[1:]], unquoted(last), told)


def _head(answer: Answer) -> Iterator[str]:
    if answer.lead is None:
        yield "offers"
    else:
        yield from ("files", answer.lead)


def _shown(offers: Offers) -> Iterator[tuple[str, str]]:
    """Offers that can be typed, what is known of them safe for a terminal and on one line."""
    from tracker.render.text import clean, truncate

    for value, about in offers:
        if clean(value, newlines=False) == value and "\t" not in value:
            yield value, truncate(clean(about, newlines=False), _LONGEST_LINE)


def _columns(offers: Offers) -> Iterator[str]:
    """Offers with what is known of them beside, as wide as the terminal lets bash show them."""
    from tracker.render.text import pad, truncate, width

    room = int(os.environ.get("COLUMNS") or 80) - 1
    first = max((width(value) for value, _ in offers), default=0)
    for value, about in offers:
        shown = f"{pad(value, first)}  ({about})" if about else value
        yield truncate(shown, max(room, first))


def split(line: str) -> list[str]:
    """The words of a command line as they stand there; quotes may be open at its end."""
    return [found[0] for found in _WORD.finditer(line)]


def unquoted(word: str) -> str:
    """A word without its quotes and backslashes; a quote may be open at its end."""
    return "".join(map(_meant, _SPAN.finditer(word)))


def _meant(span: re.Match[str]) -> str:
    if span["double"] is not None:
        return re.sub(r"""\\(["\\$`])""", r"\1", span["double"])
    return span["single"] or span["escaped"] or span["plain"] or ""


def open_quote(word: str) -> str:
    """The quote that is open at the end of a word, or nothing."""
    spans = list(_SPAN.finditer(word))
    if not spans or spans[-1]["end"] or spans[-1]["close"]:
        return ""
    return spans[-1]["quote"] or spans[-1]["marks"] or ""


def quoted(text: str, quote: str) -> str:
    """A text as it is typed in bash, within this quote or outside any."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:
        return re.sub(r'(["\\$`])', r"\\\1", text)
    return re.sub(r"([^\w@%+=:,./\u0080-\U0010ffff-])", r"\\\1", text)
