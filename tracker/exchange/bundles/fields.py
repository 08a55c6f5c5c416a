"""The fields of one line of a bundle, each in the form that it must have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tracker import dates
from tracker.errors import UsageError
from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.issues import path_in
from tracker.ledger.parties import is_code
from tracker.ledger.union.facts import NEGOTIATION, PARTY, TALK, Subject
from tracker.ledger.union.history import ALIAS, STAYS
from tracker.model import FuzzyDate, TalkForm, TalkStatus

MOST = 1 << 60
_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_STAY = re.compile(r"(\d{4}-\d\d-\d\d|\.\.)/(\d{4}-\d\d-\d\d|\.\.)", re.ASCII)
UNKNOWN = "unknown"


class LineFault(Exception):
    """What is wrong with one field of a line, or with the line as a whole."""

    def __init__(self, field: str, reason: str, value: object = None) -> None:
        super().__init__(reason)
        self.field = field
        self.value = "" if value is None else str(value)[:60]


class Fields:
    """Takes the fields out of a line, one by one.

    Every method raises LineFault where the field is not of its form.
    """

    def __init__(self, line: Mapping[str, Any]) -> None:
        self._left = dict(line)

    def must_be_read(self) -> None:
        """See that nothing is left."""
        for name, value in self._left.items():
            raise LineFault(name, "is no field of such a line, or not of this one", value)

    def _take(self, name: str, kind: type, *, empty: Any) -> Any:
        value = self._left.pop(name, None)
        if value is None:
            return empty
        if type(value) is not kind:
            raise LineFault(name, f"is not {_WORDS[kind]}", value)
        return value

    def text(self, name: str) -> str | None:
        """Any text; None where there is none."""
        value: str | None = self._take(name, str, empty=None)
        if value and "\0" in value:
            raise LineFault(name, "holds a NUL character", value)
        return value or None

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value: bool = self._take(name, bool, empty=False)
        return value

    def number(self, name: str, most: int = MOST) -> int:
        """A whole number, not negative, and below `most`."""
        value: int = self._take(name, int, empty=-1)
        if not 0 <= value < most:
            raise LineFault(name, "is not a number that can be", value)
        return value

    def name(self, name: str, *, or_none: bool = False) -> str:
        """What something is called: one line, not blank."""
        value = self.text(name) or ""
        if (value.strip() and "\n" not in value) or (or_none and not value):
            return value
        raise LineFault(name, "needs letters or figures, on one line", value)

    def ref(self, name: str, *, or_none: bool = False) -> str:
        """The ref of a talk, or the key of a demand."""
        value = self.name(name, or_none=or_none)
        if value.isprintable():
            return value
        raise LineFault(name, "holds characters that cannot be seen", value)

    def word(self, name: str, words: Sequence[str], *, or_none: bool = False) -> str:
        """One of some words."""
        value = self.text(name) or ""
        if value in words or (or_none and not value):
            return str(value)
        raise LineFault(name, f"is none of: {', '.join(words)}", value)

    def id(self, name: str, *, or_none: bool = True) -> str | None:
        """The id of a move."""
        value = self.text(name)
        if (value is None and or_none) or (value and _ID.fullmatch(value)):
            return value
        raise LineFault(name, "is not the id of a move", value)

    def hash(self, name: str, *, or_none: bool = True) -> str | None:
        """The hash of the text of a source."""
        value = self.text(name)
        if (value is None and or_none) or (value and _HASH.fullmatch(value)):
            return value
        raise LineFault(name, "is not the hash of a text", value)

    def time(self, name: str, *, or_none: bool = False) -> str:
        """A time of the record, or the empty text for one that is unknown."""
        value = self.text(name) or ""
        if (or_none and not value) or _TIME.fullmatch(value):
            return value
        raise LineFault(name, "is not a time such as 2026-01-15T12:00:00.000000Z", value)

    def code(self, name: str) -> str:
        """The code of a party."""
        value = self.text(name) or ""
        if not is_code(value):
            raise LineFault(name, "is not the code of a party", value)
        return value

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of parties."""
        found: list[Any] = self._take(name, list, empty=[])
        for each in found:
            if not isinstance(each, str) or not is_code(each):
                raise LineFault(name, "is not a list of codes of parties", each)
        return tuple(found)

    def path(self, name: str, *, or_none: bool = False) -> str:
        """The path of an issue."""
        value = self.name(name, or_none=or_none)
        if value and not _is_path(value):
            raise LineFault(name, "is not the path of an issue", value)
        return value

    def date_text(self, name: str) -> str | None:
        """A date as the ledger holds it, as text."""
        found = self.date(name)
        return found.text if found else None

    def date(self, name: str) -> FuzzyDate | None:
        """A date as the ledger holds it."""
        value = self.text(name)
        if value and not _is_date(value):
            raise LineFault(name, "is not a date as the ledger holds it", value)
        return dates.stored(value) if value else None

    def talk_date(self, name: str) -> str:
        """The date of a talk, which may be unknown."""
        if self._left.get(name) == UNKNOWN:
            return str(self._left.pop(name))
        found = self.date_text(name)
        if found is None:
            raise LineFault(name, "is missing: the date that the talk was added under")
        return found

    def change(self, name: str, subject: Subject, field: str) -> str | None:
        """The old or the new value of a change in the registry, as the history keeps it."""
        values = {"old": REMOVED, "new": ADDED}
        if field in (ADDED, REMOVED):
            if field != values[name]:
                self._left.pop(name, None)
                return None if field == ADDED else ""
            held = self._take(name, dict, empty={})
            _check_held(name, subject, held)
            return json.dumps(held, ensure_ascii=False) if held else ""
        value = self.text(name) or ""
        if name == "new":
            _check_value(name, subject, field, value)
        return value


_WORDS = {str: "a text", bool: "true or false", int: "a whole number", list: "a list",
          dict: "an object"}  # fmt: skip


def _is_date(text: str) -> bool:
    try:
        return dates.stored(text).text == text
    except UsageError:
        return False


def _is_path(text: str) -> bool:
    try:
        return path_in(text) == text
    except UsageError:
        return False


_HELD = {
    PARTY: {"name"},
    NEGOTIATION: {"title"},
    TALK: {"title", "date", "place", "form", "status", "track", "deadline", "seq"},
}


def _check_held(name: str, subject: Subject, held: dict[str, Any]) -> None:
    """See that something was added with values that it can have."""
    for field, value in held.items():
        if field not in _HELD.get(subject.kind, ()):
            raise LineFault(name, f"has no {field}", value)
        if field == "seq":
            if type(value) is not int or not 0 <= value < 1_000_000:
                raise LineFault(name, "has no turn that can be", value)
        elif value is not None and not isinstance(value, str):
            raise LineFault(name, f"has a {field} that is not a text", value)
        else:
            _check_value(name, subject, field, value or "")
    if subject.kind == TALK and held.get("date", UNKNOWN) != subject.apart:
        raise LineFault(name, "has another date than the line", held.get("date"))


def _check_value(name: str, subject: Subject, field: str, value: str) -> None:
    """See that a field of something in the registry can have such a value."""
    if not _can_be(subject.kind, field, value):
        raise LineFault(name, f"is nothing that the {field} of a {subject.kind} can be", value)


def _can_be(kind: str, field: str, value: str) -> bool:
    if field.startswith(ALIAS):
        return value in ("", field.removeprefix(ALIAS))
    if field.startswith(STAYS):
        return is_code(field.removeprefix(STAYS)) and all(
            map(_is_stay, filter(None, value.split(";")))
        )
    if field in ("title", "name"):
        return bool(value.strip())
    if field == "date":
        return value == UNKNOWN or _is_date(value)
    if field == "archived":
        return value in ("0", "1")
    if field == "form":
        return value == "" or value in tuple(TalkForm)
    if field == "status":
        return value in tuple(TalkStatus)
    if field in ("path", "issue"):
        return _is_path(value) or (field == "issue" and not value)
    return True


def _is_stay(text: str) -> bool:
    found = _STAY.fullmatch(text)
    return found is not None and all(day == ".." or _is_date(day) for day in found.groups())
