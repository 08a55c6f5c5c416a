"""Text for streams whose encoding cannot write every character."""

from __future__ import annotations

import codecs

from tracker.render.theme import ELLIPSIS, GLYPHS, RULE

_NEEDED = f"{GLYPHS}{RULE[0]}{ELLIPSIS[0]}\u27e8\u27e9\u2400"
_HANDLER = "tracker.plain"

_PLAIN = {
    **dict.fromkeys("\u201c\u201d\u201e\xab\xbb", '"'),
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    "\xb7": "-",  # a star marks what is private
    "\u2022": "*",
    **{chr(0x2400 + code): f"^{chr(code ^ 0x40)}" for code in range(0x20)},
    "\u2421": "^?",
    "\u2026": ELLIPSIS[1],
    "\u2192": "->",
    "\u2190": "<-",
    "\u27e8": "<",
    "\u27e9": ">",
    "\xa0": " ",
}


def shows_glyphs(encoding: str) -> bool:
    """Whether the encoding has the glyphs of the theme, and with them the marks of `clean`."""
    try:
        _NEEDED.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def within(encoding: str, text: str) -> str:
    r"""The text with what the encoding cannot write replaced.

    Typographic marks become their plain form, anything else a backslash sequence (`\u4e2d`).
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, _HANDLER).decode(encoding)
    return text


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    replaced = (
        _PLAIN.get(char) or char.encode("ascii", "backslashreplace").decode("ascii")
        for char in error.object[error.start : error.end]
    )
    return "".join(replaced), error.end


codecs.register_error(_HANDLER, _replace)
