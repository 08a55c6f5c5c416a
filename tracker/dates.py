"""Text → date, without ever inventing a day.

The notation is that of the Extended Date/Time Format (EDTF, ISO 8601-2:2019): level 0, and from
level 1 the marks `~` (approximate), `?` (uncertain), `%` (both) and the open ends `A/..`, `../B`.
Dates in words are read by python-dateutil, whose every guess is found out and refused.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from tracker.errors import DateError
from tracker.model import FuzzyDate
from tracker.named import NamedTuple

_LONGEST = 40
_YEARS = range(1000, 3000)
_HOW = "write YYYY-MM-DD, YYYY-MM or YYYY (with ~ for about), a range A/B, or unknown."

# Patterns as text: each is compiled when it is first needed, for most commands only the simple one.
_FORM = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?"
_RANGE = rf"(?:{_FORM}|\.\.)/(?:{_FORM}|\.\.)"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?"
_SECONDS_END = len("2022-01-12T10:30:00")
_TIMESTAMP = rf"\d{{4}}-\d\d-\d\d([T ]{_CLOCK}(?:Z|[+-]\d\d(?::?\d\d)?)?)?"

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = (
    r"(?i)(?:, ?)?(?<![a-z])(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?(?![a-z])[.,]*"
)
_RELATIVE = r"(?i)\b(?:now|tomorrow|tonight|next|last|this|coming|ago|(?:day|week|month|year)s?)\b"
_TIME_OF_DAY = r"(?i)\d:\d|\d ?(?:[ap]\.?m\b|h\b|hours?\b)"
_NUMBER = r"\d+(?:[.,]\d+)?"

# The shapes in which dateutil leaves nothing out: it skips signs, stray words and fractions.
_DAY, _MONTH, _GAP = r"\d{1,2}(?:st|nd|rd|th)?", r"[a-z]{3,9}", r"(?: ?[,./-] ?| )"
_YEAR = r"[12]\d{3}"
_ONE_DAY = (
    rf"(?i){_DAY}(?:{_GAP}|{_GAP}of )?{_MONTH}(?:{_GAP})?{_YEAR}"
    rf"|{_MONTH}(?:{_GAP})?{_DAY}{_GAP}{_YEAR}"
    rf"|{_YEAR}(?:{_GAP})?{_MONTH}(?:{_GAP})?{_DAY}"
    rf"|\d\d?([-/. ])\d\d?\1{_YEAR}"
    rf"|{_YEAR}([-/. ])[01]?\d\2\d\d?"
)
_ONE_MONTH = rf"(?i){_MONTH}(?:{_GAP})?{_YEAR}|{_YEAR}(?:{_GAP})?{_MONTH}"

# Two days that differ in every part, in leap years and months of 31 days: what a reading has in
# common under both was in the text.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 3, 2, 1, 1, 1, 1))
_ORDERS = ((False, False), (True, False), (False, True), (True, True))


class Reading(NamedTuple):
    """One way to read a text; a part that the text leaves out is None."""

    year: int | None
    month: int | None
    day: int | None


def parse(text: str, *, today: date) -> FuzzyDate:
    """Read a date as people give it.

    Takes `2022`, `2022-01`, `2022-01-12`, each with `~`, `?` or `%`; ranges `A/B`, `A/..`, `../B`;
    `unknown`; `today` and `yesterday`; and dates in words that are complete and can be read in one
    way only (`12 January 2022`, `Jan 12, 2022`, `January 2022`). The marks do not widen the bounds.

    Args:
        text: what was typed, at most 40 ASCII characters after stripping.
        today: the day that `today` stands for; also completes the suggestions in messages.

    Returns:
        The date; its text is as typed, or in ISO 8601 where words were resolved.

    Raises:
        DateError: it is incomplete, ambiguous or no date; the sentence offers what it may mean.
    """
    typed = _cleaned(text)
    return _in_notation(typed, today) or _in_words(typed, today)


def stored(text: str) -> FuzzyDate:
    """A date as it was kept, which is never relative, so that it matters not which day is today.

    Raises:
        DateError: it was not written by `parse`.
    """
    return parse(text, today=date.min)


def day(text: str, *, today: date) -> date:
    """Read a date where exactly one day is needed.

    Raises:
        DateError: as `parse`; or it is a month, a year, a range, unknown, or only about right.
    """
    found = parse(text, today=today)
    if found.earliest is None or found.text != found.earliest.isoformat():
        raise DateError(f"“{found.text}” is not one certain day; write the day as YYYY-MM-DD.")
    return found.earliest


def overlaps(a: FuzzyDate, b: FuzzyDate) -> bool:
    """Whether some day may be meant by both; an unknown bound is no bound."""
    a_starts, b_starts = a.earliest or date.min, b.earliest or date.min
    return a_starts <= (b.latest or date.max) and b_starts <= (a.latest or date.max)


def parse_timestamp(text: str) -> str:
    """Read a date or a date with time (ISO 8601-1:2019, extended format) as a moment in UTC.

    A time without offset is UTC. What is less exact means the last moment of its day, minute or
    second.

    Returns:
        `YYYY-MM-DDTHH:MM:SS.ffffffZ`, which sorts as text.

    Raises:
        DateError: it is neither.
    """
    typed = _cleaned(text) if text.strip() else ""
    shape = re.fullmatch(_TIMESTAMP, typed)
    try:
        moment = datetime.fromisoformat(typed) if shape else None
    except ValueError:
        moment = None
    if shape is None or moment is None:
        raise DateError(
            f"“{typed}” is not a moment; write YYYY-MM-DD, or YYYY-MM-DDTHH:MMZ, with "
            "seconds or without."
        )
    _check_year(typed, moment.year)
    if shape[1] is None:
        moment = datetime.combine(moment, time.max)
    elif "." not in typed:
        second = moment.second if typed.count(":", 0, _SECONDS_END) > 1 else 59
        moment = moment.replace(second=second, microsecond=999_999)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds") + "Z"


def _cleaned(text: str) -> str:
    text = text.strip()
    if not text:
        raise DateError(f"The date is empty; {_HOW}")
    if len(text) > _LONGEST:
        raise DateError(f"“{text[:_LONGEST]}…” is longer than {_LONGEST} characters; {_HOW}")
    if not (text.isascii() and text.isprintable()):
        raise DateError(f"“{text}” holds characters other than 0-9, a-z and plain signs; {_HOW}")
    return text


def _in_notation(text: str, today: date) -> FuzzyDate | None:
    word = text.lower()
    if word in ("unknown", "?"):
        return FuzzyDate("unknown", None, None)
    if word in ("today", "yesterday"):
        if word == "yesterday" and today > date.min:
            today -= timedelta(days=1)
        return _simple(str(today))
    if re.fullmatch(_FORM, text):
        return _simple(text)
    return _range(text) if re.fullmatch(_RANGE, text) else None


def _simple(text: str) -> FuzzyDate:
    year, month, day = re.findall(_FORM, text)[0]
    _check_year(text, int(year))
    try:
        earliest = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise DateError(f"“{text}” is not in the calendar; check the month and the day.") from None
    latest = earliest if day else _last_day(int(year), int(month or 12))
    return FuzzyDate(text, earliest, latest)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _range(text: str) -> FuzzyDate:
    start, end = text.split("/")
    earliest = None if start == ".." else _simple(start).earliest
    latest = None if end == ".." else _simple(end).latest
    if earliest is None and latest is None:
        raise DateError(f"“{text}” is open at both ends; write unknown.")
    if earliest is not None and latest is not None and earliest > latest:
        raise DateError(f"“{text}” ends before it begins; write the earlier date first.")
    return FuzzyDate(text, earliest, latest)


def _in_words(typed: str, today: date) -> FuzzyDate:
    if re.search(_RELATIVE, typed):
        raise DateError(f"“{typed}” depends on the day it is read; write the date as YYYY-MM-DD.")
    bare = " ".join(re.sub(_WEEKDAY, " ", typed).split())
    if not bare:
        raise DateError(f"“{typed}” names a weekday, not a date; write the date as YYYY-MM-DD.")
    found = _in_notation(bare, today) or _spelled_out(bare, today)
    for name in re.findall(_WEEKDAY, typed):
        _check_weekday(typed, name, found)
    return found


def _spelled_out(text: str, today: date) -> FuzzyDate:
    if re.fullmatch(_NUMBER, text):
        raise DateError(f"“{text}” is only a number; {_dashed(text)}")
    if re.search(_TIME_OF_DAY, text):
        raise DateError(f"“{text}” holds a time of day; write only the date, as YYYY-MM-DD.")
    readings = _readings(text)
    if any(None in reading for reading in readings):
        year, month, _ = readings[0]
        if year and month and re.fullmatch(_ONE_MONTH, text):
            return _simple(f"{year}-{month:02}")
        raise DateError(_what_is_missing(text, readings, today))
    days = ["{:04}-{:02}-{:02}".format(*reading) for reading in readings]
    if len(days) > 1:
        raise DateError(f"“{text}” is ambiguous: {_either(days)}? Write the date as YYYY-MM-DD.")
    if not re.fullmatch(_ONE_DAY, text):
        raise DateError(f"If “{text}” means {days[0]}, write that.")
    return _simple(days[0])


def _readings(text: str) -> list[Reading]:
    """Every way to read the text, under either order of day, month and year."""
    found: dict[Reading, None] = {}
    for dayfirst, yearfirst in _ORDERS:
        try:
            found[_reading(text, dayfirst=dayfirst, yearfirst=yearfirst)] = None
        except (ValueError, ArithmeticError, TypeError):  # all that dateutil is known to raise
            continue
    if not found:
        raise DateError(f"“{text}” cannot be read as a date; {_HOW}")
    return list(found)


def _reading(text: str, *, dayfirst: bool, yearfirst: bool) -> Reading:
    from dateutil.parser import parse as read

    low, high = (
        read(text, default=default, dayfirst=dayfirst, yearfirst=yearfirst, ignoretz=True)
        for default in _DEFAULTS
    )
    if [low.time(), high.time()] != [default.time() for default in _DEFAULTS]:
        raise ValueError("a part of the text was read as a time of day")
    parts = zip(low.timetuple()[:3], high.timetuple()[:3], strict=True)
    return Reading(*(given if given == same else None for given, same in parts))


def _what_is_missing(text: str, readings: list[Reading], today: date) -> str:
    first = readings[0]
    missing = [f"the {part}" for part in ("day", "month", "year") if getattr(first, part) is None]
    offers = [offer for reading in readings for offer in _completed(reading, today)]
    how = f"write {_either(offers)}." if offers else _HOW
    return f"“{text}” leaves out {' and '.join(missing)}; {how}"


def _completed(reading: Reading, today: date) -> list[str]:
    """Ways to write the reading, what it leaves out taken from today; suggestions only."""
    year, month, day = reading
    offers = [f"{year or today.year:04}-{month:02}"] if month and not day else []
    with suppress(ValueError):  # 29 February, for one, is not in every year
        offers.append(str(date(year or today.year, month or today.month, day or today.day)))
    return offers


def _dashed(text: str) -> str:
    if re.fullmatch(r"\d{8}", text):
        with suppress(DateError):
            dashed = _simple(f"{text[:4]}-{text[4:6]}-{text[6:]}").text
            return f"write {dashed} if that is the date."
    return _HOW


def _either(offers: list[str]) -> str:
    *others, last = offers
    return f"{', '.join(others)} or {last}" if others else last


def _check_year(text: str, year: int) -> None:
    if year not in _YEARS:
        raise DateError(f"“{text}” lies outside the years {_YEARS[0]} to {_YEARS[-1]}.")


def _check_weekday(typed: str, name: str, found: FuzzyDate) -> None:
    if found.earliest is None or found.earliest != found.latest:
        raise DateError(f"“{typed}” names a weekday but no one day; write the day as YYYY-MM-DD.")
    actual = _WEEKDAYS[found.earliest.weekday()]
    if not actual.lower().startswith(name.lower()):
        raise DateError(f"“{typed}” contradicts itself: {found.earliest} is a {actual}.")
