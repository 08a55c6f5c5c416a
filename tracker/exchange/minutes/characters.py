"""How any text is written in minutes: bare, in quotes with escapes, or line by line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from tracker.exchange.minutes.terms import RESERVED

GO_ON, GO_ON_ESCAPED = "|", "\\"
INDENT = "    "

_BARE = re.compile(r"\w[\w.§/+*&%°'’–—-]*")
_ODD = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"  # they have a place in the spelling of words and in emoji
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|([\\\"nrt]))")
_QUOTES = '"“”„«»'


def is_odd(char: str) -> bool:
    """Whether a character acts on a terminal or an editor, or cannot be seen."""
    return unicodedata.category(char) in _ODD and char not in _JOINERS


def is_plain(text: str) -> bool:
    """Whether a text can stand in one line as it is."""
    if not text or text != text.strip() or "\n" in text:
        return False
    return text.isprintable() or not any(map(is_odd, text))


def escape(text: str) -> str:
    """The text with what cannot be seen, and the backslash, as escapes."""
    shown = "".join(
        _ESCAPES.get(char) or (f"\\u{{{ord(char):x}}}" if is_odd(char) else char) for char in text
    )
    return f"{shown[:-1]}\\u{{20}}" if shown.endswith(" ") else shown


def unescape(text: str) -> str:
    """What `escape` was given; a backslash that begins no escape stays."""
    return _ESCAPED.sub(_meant, text) if "\\" in text else text


def _meant(found: re.Match[str]) -> str:
    if found[1] is None:
        return _MEANT.get(found[2], found[2])
    code = int(found[1], 16)
    return found[0] if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def name(text: str) -> str:
    """A party's code, a talk's ref or a demand's key as one word, in quotes where it needs them."""
    if _BARE.fullmatch(text) and text.casefold() not in RESERVED:
        return text
    return '"' + escape(text).replace('"', '\\"') + '"'


def names(texts: Sequence[str]) -> str:
    """Several of them in a row."""
    return ", ".join(map(name, texts))


def value(keyword: str, text: str, indent: str = INDENT) -> Iterator[str]:
    """The lines of a keyword and its text."""
    if is_plain(text) and not text.startswith((":", GO_ON, GO_ON_ESCAPED)):
        yield f"{indent}{keyword} {text}"
        return
    yield f"{indent}{keyword}"
    yield from block(text, indent + INDENT)


def block(text: str, indent: str = INDENT) -> Iterator[str]:
    """A text of any characters, one line after the other."""
    for line in text.split("\n"):
        if line.endswith(" ") or any(is_odd(char) and char != "\t" for char in line):
            yield f"{indent}{GO_ON_ESCAPED} {escape(line)}"
        else:
            yield f"{indent}{GO_ON} {line}" if line else f"{indent}{GO_ON}"


def has_quotes(text: str) -> bool:
    """Whether a text holds a quotation mark."""
    return any(mark in text for mark in _QUOTES)
