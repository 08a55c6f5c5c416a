"""The only place that knows colours and glyphs: code says `accepted`, this says how it looks.

A mark and a word always go together; colour comes on top. Every glyph is one cell wide in every
terminal (East Asian width neutral or narrow), which rules out `○` and `–`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from tracker.model import Headline, Status

ThemeName = Literal["okabe", "classic", "mono"]
ColorSystem = Literal["standard", "256", "truecolor"]
THEMES: tuple[ThemeName, ...] = ("okabe", "classic", "mono")


class Role(StrEnum):
    """What a piece of text is, besides a status or a headline."""

    NEW = "new"
    GONE = "gone"
    REVISED = "revised"
    SAID_AGAIN = "said again"
    MUTED = "muted"
    HEADING = "heading"
    KEY = "key"
    QUOTE = "quote"
    WARNING = "warning"
    ERROR = "error"
    STALE = "stale"
    CONTESTED = "contested"
    PRIVATE = "private"
    FOUND = "found"
    SETTLED = "settled"
    OVERDUE = "overdue"
    DEVIATES = "deviates"


# For each: the glyph, then the ASCII letter.
_GLYPHS: dict[str, tuple[str, str]] = {
    Status.OPEN: ("◦", "O"),
    Status.NOTED: ("◦", "N"),
    Status.DEFERRED: ("◌", "D"),
    Status.ASKED: ("◌", "Q"),
    Status.COUNTERED: ("↷", "C"),
    Headline.QUALIFIED: ("✓", "P"),
    Status.IN_PRINCIPLE: ("✓", "P"),
    Status.IN_PART: ("✓", "P"),
    Status.IF: ("✓", "P"),
    Status.ACCEPTED: ("✔", "A"),
    Status.REJECTED: ("✘", "R"),
    Status.WITHDRAWN: ("\u2012", "W"),  # figure dash
    Role.NEW: ("+", "+"),
    Role.GONE: ("-", "-"),
    Role.REVISED: ("~", "~"),
    Role.SAID_AGAIN: ("=", "="),
    Role.STALE: ("~", "~"),
    Role.CONTESTED: ("?", "?"),
    Role.PRIVATE: ("*", "*"),
    Role.SETTLED: ("+", "+"),
    Role.OVERDUE: ("!", "!"),
    Role.DEVIATES: ("^", "^"),
}
GLYPHS = "".join({unicode for unicode, _ in _GLYPHS.values()})
RULE = ("╌", "-")
ELLIPSIS = ("…", "...")
BARS = (".⣀⣤⣶⣿", ".123456789")
"""What a small chart is drawn with: nothing, then ever more. Of the block elements that are usual
for it most are ambiguous in width; these, of Braille, are not."""

# The colours of Okabe and Ito (2008), which people with any colour vision can tell apart.
_GREEN = "#009E73"
_VERMILLION = "#D55E00"
_YELLOW = "#F0E442"
_ORANGE = "#E69F00"
_SKY = "#56B4E9"
_PURPLE = "#CC79A7"

# For each: in those colours, in the terminal's own sixteen, without any.
_LOOKS: dict[str, tuple[str, str, str]] = {
    Status.DEFERRED: (_YELLOW, "yellow", ""),
    Status.ASKED: (_YELLOW, "yellow", ""),
    Status.COUNTERED: (_PURPLE, "magenta", ""),
    Headline.QUALIFIED: (_SKY, "cyan", ""),
    Status.IN_PRINCIPLE: (_SKY, "cyan", ""),
    Status.IN_PART: (_SKY, "cyan", ""),
    Status.IF: (_SKY, "cyan", ""),
    Status.ACCEPTED: (f"bold {_GREEN}", "bold green", "bold"),
    Status.REJECTED: (f"bold {_VERMILLION}", "bold red", "bold"),
    Status.WITHDRAWN: ("dim", "dim", "dim strike"),
    Role.NEW: (f"bold {_SKY}", "bold cyan", "bold"),
    Role.GONE: ("dim strike", "dim strike", "dim strike"),
    Role.REVISED: (_ORANGE, "yellow", ""),
    Role.MUTED: ("dim", "dim", "dim"),
    Role.HEADING: ("bold", "bold", "bold"),
    Role.KEY: ("bold", "bold", "bold"),
    Role.QUOTE: ("italic", "italic", ""),
    Role.WARNING: (f"bold {_ORANGE}", "bold yellow", "bold"),
    Role.ERROR: (f"bold {_VERMILLION}", "bold red", "bold"),
    Role.STALE: ("dim", "dim", "dim"),
    Role.CONTESTED: (f"bold {_ORANGE}", "bold yellow", "bold"),
    Role.PRIVATE: (_PURPLE, "magenta", "dim"),
    Role.FOUND: ("bold underline", "bold underline", "bold"),
    Role.OVERDUE: (f"bold {_ORANGE}", "bold yellow", "bold"),
    Role.DEVIATES: (f"bold {_SKY}", "bold cyan", "bold"),
}


def glyph(status: Status | Headline | Role, *, unicode: bool = True) -> str:
    """The mark of a status, a headline, or a role that has one."""
    return _GLYPHS[status][0 if unicode else 1]


def style(role: str, theme: ThemeName, color_system: ColorSystem | None) -> str:
    """How a role looks, as a rich style definition; empty for plain text.

    Args:
        role: a status, a headline or a `Role`; any other has no look of its own.
        theme: `okabe` shows its colours with 256 or more and the terminal's own with sixteen,
            `classic` always the terminal's own, `mono` only bold, dim and struck through.
        color_system: what the terminal can show; None for no colour at all.
    """
    if color_system is None or role not in _LOOKS:
        return ""
    exact, own, plain = _LOOKS[role]
    if theme == "mono":
        return plain
    return own if theme == "classic" or color_system == "standard" else exact


def colour(role: str) -> str:
    """The colour of a role in the palette, as `#RRGGBB`; empty for one that has none."""
    exact, *_ = _LOOKS.get(role, ("",))
    return next((word for word in exact.split() if word.startswith("#")), "")


def tint(role: str) -> str:
    """The light shade of a role's colour, as a ground for dark text; empty where it has none."""
    _, found, digits = _LOOKS.get(role, ("", "", ""))[0].partition("#")
    if not found:
        return ""
    shares = (255 - (255 - int(digits[at : at + 2], 16)) * 3 // 10 for at in (0, 2, 4))
    return "#" + "".join(f"{share:02X}" for share in shares)
