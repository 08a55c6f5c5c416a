"""How warm each status is, and how a party's step from one to another is called."""

from __future__ import annotations

from tracker.model.terms import Status

_ACCEPTANCES = frozenset({Status.ACCEPTED, Status.IN_PART, Status.IF, Status.IN_PRINCIPLE})
_WARMTH = {
    Status.REJECTED: 0,
    Status.OPEN: 1,
    Status.NOTED: 1,
    Status.ASKED: 1,
    Status.DEFERRED: 1,
    Status.COUNTERED: 2,
    Status.IN_PART: 3,
    Status.IF: 3,
    Status.IN_PRINCIPLE: 4,
    Status.ACCEPTED: 5,
}


def step(before: Status, after: Status) -> str:
    """The label of a party's step from one answer to another: towards, hardening and so on."""
    if before == after:
        return "restated"
    change = _WARMTH[after] - _WARMTH[before]
    if change < 0:
        return "reversal" if before in _ACCEPTANCES else "hardening"
    return "towards" if change > 0 else "changed"


_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{_SUFFIXES.get(number % 10, 'th')}"
