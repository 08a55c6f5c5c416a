"""Calendars as in RFC 5545: days with something due, for any calendar program to take in.

Entries are whole days, shown beside what else the day holds (`TRANSP:TRANSPARENT`); a date that
is not exact lasts from the first to the last day it may mean.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TextIO

from tracker.render.records import encodable

_LONGEST = 75
"""Octets of a line, its end not counted: RFC 5545, 3.1."""
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class Entry(NamedTuple):
    """One entry.

    Attributes:
        uid: the same whenever it is written, so that a calendar takes it for the same.
        first: its first day; last: its last one.
        category: what it is filed under; may be empty.
        private: whether it is marked as confidential.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    category: str = ""
    private: bool = False


def write_calendar(stream: TextIO, title: str, entries: Iterable[Entry], *, made: str) -> None:
    """Write a calendar.

    Args:
        stream: where to; it leaves line ends alone and is not closed.
        title: of the calendar.
        entries: its entries.
        made: when it is written, UTC, ISO 8601 with microseconds and `Z`.
    """
    from tracker.render.text import clean

    lines = _lines(title, entries, made)
    if stream.isatty():
        lines = map(clean, lines)
    stream.writelines(encodable(stream, (f"{folded(line)}\r\n" for line in lines)))


def _lines(title: str, entries: Iterable[Entry], made: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//negotiation-tracker//agenda//EN"
    yield f"NAME:{escaped(title)}"
    yield f"X-WR-CALNAME:{escaped(title)}"
    stamp = f"{made[:19].replace('-', '').replace(':', '')}Z"
    for each in entries:
        yield from _entry(each, stamp)
    yield "END:VCALENDAR"


def _entry(each: Entry, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(each.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(each.first)}"
    yield f"DTEND;VALUE=DATE:{_day(each.last + timedelta(days=1))}"  # the day after the last
    yield f"SUMMARY:{escaped(each.summary)}"
    if each.description:
        yield f"DESCRIPTION:{escaped(each.description)}"
    if each.category:
        yield f"CATEGORIES:{escaped(each.category)}"
    if each.private:
        yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """Text as a value: its separators escaped, control characters left out (RFC 5545, 3.3.11)."""
    one = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(char for char in one if char in "\n\t" or not _is_control(char))
    return shown.translate(_ESCAPES)


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char < "\xa0"


def folded(line: str) -> str:
    """A line broken into such as are no longer than allowed, between characters."""
    if len(line.encode()) <= _LONGEST:
        return line
    parts, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += octets
    return "\r\n".join(parts)
