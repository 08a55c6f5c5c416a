"""What the copies of a ledger say differently of one entry of the registry, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.union.facts import Change
from tracker.ledger.union.history import ALIAS, STAYS

_UNTOLD = ("seq",)
_NONE = "none"


class Differing(NamedTuple):
    """The values of one entry in this copy and in the union, and what was not known here."""

    before: Mapping[str, Any]
    now: Mapping[str, Any]
    fresh: Sequence[Change]


def differing(
    what: str, before: Mapping[str, Any], now: Mapping[str, Any], fresh: Iterable[Change]
) -> Iterator[str]:
    """A sentence for each field that goes by another value from now on, or than it is told.

    Args:
        what: what the entry goes by.
        before: its values in this copy.
        now: its values in the union.
        fresh: what was not known here.
    """
    told = _told(fresh)
    for field, value in now.items():
        if field in _UNTOLD:
            continue
        old, other = _shown(before.get(field)), told.get(field)
        if field == "archived" and field in told and _shown(value) != old:
            yield f"{what} is archived{'' if value == '1' else ' no longer'}"
        elif field in told and _shown(value) != old:
            yield f"{what}: {_words(field)} {_step(old, _shown(value))}"
        elif other is not None and _shown(other) != _shown(value):
            yield f"{what} keeps {_words(field)} {_shown(value)}, not {_shown(other)}"


def _told(fresh: Iterable[Change]) -> dict[str, Any]:
    """The value that each field is told to have."""
    found: dict[str, Any] = {}
    for change in sorted(fresh, key=lambda each: (each.field != ADDED, each.turn)):
        if change.field == ADDED:
            found |= change.held
        elif change.field != REMOVED:
            found[change.field] = change.new
    return found


def _words(field: str) -> str:
    for prefix, words in ((ALIAS, "the alias "), (STAYS, "its stay in ")):
        if field.startswith(prefix):
            return words + field.removeprefix(prefix)
    return f"the {field}"


def _shown(value: Any) -> str:
    return f"“{value}”" if value else _NONE


def _step(old: str, new: str) -> str:
    """From one value to another, in words where there was none or is none."""
    if old == _NONE:
        return f"is {new} from now on"
    return f"{old} is taken away" if new == _NONE else f"{old} → {new}"
