"""The lossless guard against values that a spreadsheet would run as a formula.

A value gets an apostrophe before it if it begins with an apostrophe, or with optional spaces and
one of `= + - @`, a tab, a line break or the full-width forms. Since values that begin with an
apostrophe get one more, taking one off gives back exactly what was there.
Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

_FULL_WIDTH = "\uff1d\uff0b\uff0d\uff20"
_RISKY = re.compile(f"'|[ ]*[=+\\-@\t\r\n{_FULL_WIDTH}]")
FIRST_CHARACTERS = frozenset(f"' =+-@\t\r\n{_FULL_WIDTH}")
"""A value that begins with none of these needs no guard."""


def guard_cell(value: str) -> str:
    """The value with an apostrophe before it, where it needs one."""
    return f"'{value}" if _RISKY.match(value) else value


def unguard_cell(value: str) -> str:
    """The value without the apostrophe that `guard_cell` put before it: exactly one comes off.

    An apostrophe that guards nothing, as somebody typed it in `'Tis`, stays.
    """
    return value[1:] if value[:1] == "'" and _RISKY.match(value, 1) else value
