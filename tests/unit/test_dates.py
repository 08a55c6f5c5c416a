"""Text → date: what is read, what is refused and with which sentence."""

import re
import subprocess
import sys
import time
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.dates import day, overlaps, parse, parse_timestamp
from tracker.errors import DateError
from tracker.model import FuzzyDate

TODAY = date(2026, 11, 23)
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
MARKS = st.sampled_from(["", "~", "?", "%"])
PIECES = st.sampled_from(
    [
        *(" ", "-", "/", ".", ",", "~", "?", "%", "..", ":", "+03", "'", "(", "_", "st", "of", "m"),
        *("Jan", "january", "May", "Feb", "Mon", "Wednesday", "today", "unknown", "am", "T", "UTC"),
        *("12", "2022", "31", "1", "0", "99", "0022", "300", "10:30", "10.5", "2022-01"),
    ]
)
MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("1001-01-01"),
    max_value=datetime.fromisoformat("2999-01-01"),
    timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
ANYTHING = st.text(max_size=50) | st.lists(PIECES, max_size=8).map("".join)


def read(text: str) -> FuzzyDate:
    return parse(text, today=TODAY)


def refusal(text: str) -> str:
    with pytest.raises(DateError) as refused:
        read(text)
    return str(refused.value)


# The notation


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2999-12", "2999-12-01", "2999-12-31"),
        ("2022-01-12~", "2022-01-12", "2022-01-12"),
        ("2022%", "2022-01-01", "2022-12-31"),
        ("2021/2022", "2021-01-01", "2022-12-31"),
        ("2022-01~/2022-03-05?", "2022-01-01", "2022-03-05"),
        ("2022-01-12/2022-01", "2022-01-12", "2022-01-31"),
        ("2022-01/..", "2022-01-01", "None"),
        ("../2022-01", "None", "2022-01-31"),
    ],
)
def test_the_notation_is_kept_as_typed(text: str, earliest: str, latest: str) -> None:
    found = read(f"  {text} ")
    assert (found.text, str(found.earliest), str(found.latest)) == (text, earliest, latest)


@pytest.mark.parametrize("text", ["unknown", "Unknown", "?", " ? "])
def test_an_unknown_date_has_no_bounds(text: str) -> None:
    assert read(text) == FuzzyDate("unknown", None, None)


@pytest.mark.parametrize(("text", "meant"), [("today", "2026-11-23"), ("Yesterday", "2026-11-22")])
def test_today_and_yesterday_are_kept_as_the_day_they_stand_for(text: str, meant: str) -> None:
    assert read(text) == read(meant)


@given(DAYS, DAYS, MARKS, MARKS)
def test_a_range_runs_from_the_first_day_of_its_start(a: date, b: date, x: str, y: str) -> None:
    first, last = sorted((a, b))
    found = read(f"{first}{x}/{last}{y}")
    assert (found.earliest, found.latest) == (first, last)


# Dates in words


@given(DAYS, st.sampled_from(["%d %B %Y", "%b %d, %Y", "%d %b %Y", "%A, %d %B %Y", "%d.%b.%Y"]))
def test_a_complete_date_in_words_becomes_its_day(day: date, form: str) -> None:
    assert read(day.strftime(form)) == FuzzyDate(str(day), day, day)


@pytest.mark.parametrize(
    "text",
    [
        *("Jan. 12, 2022", "12. Jan. 2022", "12th of January 2022", "12Jan2022", "2022 Jan 12"),
        *("12 january 2022, Wednesday", "Wed 2022-01-12"),
    ],
)
def test_other_ways_to_write_a_day(text: str) -> None:
    assert read(text).text == "2022-01-12"


@given(DAYS, st.sampled_from(["%B %Y", "%b %Y", "%b. %Y", "%B, %Y", "%Y %B"]))
def test_a_month_and_a_year_never_get_a_day(day: date, form: str) -> None:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    expected = FuzzyDate(f"{day.year}-{day.month:02}", day.replace(day=1), last)
    assert read(day.strftime(form)) == expected


@given(DAYS, st.sampled_from(["%d %B", "%B %d", "%d/%m", "%d.%m.", "%B", "%a %d %b", "%m/%Y"]))
def test_what_leaves_out_a_part_is_refused(day: date, form: str) -> None:
    refusal(day.strftime(form))


@given(DAYS, st.sampled_from("/.- "))
def test_numbers_are_read_only_where_the_order_makes_no_difference(day: date, sign: str) -> None:
    text = f"{day.day}{sign}{day.month}{sign}{day.year}"
    if day.day > 12 or day.day == day.month:
        assert read(text).text == str(day)
    else:
        assert str(day) in refusal(text)
        assert f"{day.year}-{day.day:02}-{day.month:02}" in refusal(text)


def test_an_ambiguous_date_offers_its_readings() -> None:
    how = "Write the date as YYYY-MM-DD."
    assert refusal("01/02/2022") == f"“01/02/2022” is ambiguous: 2022-01-02 or 2022-02-01? {how}"
    assert "2022-01-02, 2022-02-01 or 2001-02-22?" in refusal("01/02/22")


def test_an_incomplete_date_says_what_is_missing() -> None:
    assert refusal("May").endswith("leaves out the day and the year; write 2026-05 or 2026-05-23.")
    assert refusal("may 5") == "“may 5” leaves out the year; write 2026-05-05."
    assert refusal("01/02") == "“01/02” leaves out the year; write 2026-01-02 or 2026-02-01."
    assert "2026-02-29" not in refusal("29 Feb"), "a day that is not in the calendar"


# What is refused, most of which dateutil makes something of


REFUSED = {
    "is not in the calendar": ["2022-02-30", "2022-13", "2022-00", "2023-02-29"],
    "lies outside the years 1000 to 2999.": ["0999", "3000-01-01"],
    "ends before it begins": ["2022-03/2022-01", "2022/2021-12-31~"],
    "is open at both ends; write unknown.": ["../.."],
    "is empty; write YYYY-MM-DD": ["", "  "],
    "is ambiguous: 2022-02-13 or 2013-02-22?": ["13/02/22"],
    "is ambiguous: 2003-01-02, 2003-02-01, 2001-02-03 or 2001-03-02?": ["1-2-3"],
    "is ambiguous": ["10-11-12", "22-1-2", "11/12/2026", "2022-1-2"],
    "write that.": ["70-1-1", "12 Jan 99", "12-14 January", "-2022-01-01"],
    "means 2022-01-12, write that.": ["12 January 2022/..", "../12 January 2022"],
    "is only a number": ["5", "10", "12", "31", "32", "99", "100", "9.5", "1.5", "1,200", "1" * 40],
    "is only a number; write 2022-01-12 if that is the date.": ["20220112"],
    "leaves out the year": ["may 5", "4th July", "13/12"],
    "leaves out the day and the year": ["May", "Nov"],
    "names a weekday, not a date": ["Mon"],
    "names a weekday but no one day": ["Mon January 2022"],
    "contradicts itself: 2022-01-03 is a Monday.": ["Sat Jan 03 2022"],
    "depends on the day it": ["now", "tomorrow", "next Monday", "last friday", "in 3 weeks"],
    "holds a time of day": [
        *("10:30", "10am", "2022-01-02 24:00", "2022-01-02T10:30:00Z"),
        *(f"2022-01-02 10:30 {zone}" for zone in ("EST", "IST", "CST", "UTC+3", "GMT+3")),
    ],
    "cannot be read as a date": [
        *("Q1 2022", "circa 2022", "2022-W01", "31 April 2022", "12-14 January 2022"),
        *("6666666666666m0!66666!", "we may accept 5%", "offer of 1,200 on the table"),
    ],
    "holds characters other than": [
        *("2022-01-02\0", "2022-01\n-02", "\uff12\uff10\uff12\uff12-\uff10\uff11-\uff10\uff12"),
        "\u0660\u0661/\u0660\u0662/\u0662\u0660\u0662\u0662",
    ],
    "is longer than 40 characters": ["1" * 100_000],
}


@pytest.mark.parametrize(
    ("text", "says"), [(text, says) for says, texts in REFUSED.items() for text in texts]
)
def test_what_is_refused_is_named_and_help_offered(text: str, says: str) -> None:
    sentence = refusal(text)
    assert says in sentence
    assert text.strip()[:40] in sentence
    assert len(sentence) < 200


@given(ANYTHING)
def test_any_text_is_a_date_with_ordered_bounds_or_refused(text: str) -> None:
    try:
        found = read(text)
    except DateError:
        return
    assert (found.text == "unknown") == (not found.known)
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert read(found.text) == found


@given(ANYTHING)
def test_no_part_of_a_day_is_invented(text: str) -> None:
    assume(not re.search("today|yesterday", text, re.I))
    try:
        found = read(text).text
    except DateError:
        return
    typed = [int(number) for number in re.findall(r"\d+", text)]
    for year, _, day_of_month in re.findall(r"(\d{4})(-\d\d)?(-\d\d)?", found):
        assert int(year) in typed
        assert not day_of_month or int(day_of_month[1:]) in typed


@pytest.mark.parametrize("text", ["1" * 40, "1" * 1_000_000, "6" * 19 + "m0!66666!", "1-" * 20])
def test_no_input_takes_longer_than_5_ms(text: str) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        refusal(text)
        return time.perf_counter() - start

    seconds()  # loads dateutil
    assert min(seconds() for _ in range(5)) <= 0.005


def test_the_notation_is_read_without_loading_dateutil() -> None:
    code = "import sys; from tracker import dates; dates.parse('2022-01', today=dates.date.min)"
    code += "; sys.exit('dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# One day, overlaps, moments


def test_a_day_is_read_where_one_is_needed() -> None:
    assert day("12 Jan 2022", today=TODAY) == date(2022, 1, 12)


@pytest.mark.parametrize("text", ["2022", "2022-01", "2022-01-12~", "2022-01-12/..", "?", "May"])
def test_anything_but_one_certain_day_is_refused_where_one_is_needed(text: str) -> None:
    with pytest.raises(DateError):
        day(text, today=TODAY)


@pytest.mark.parametrize(
    "pair", ["2022-01 2022-01-31", "2022/.. ../2022-01-01", "2021/2022 2022/2023", "unknown 2022"]
)
def test_dates_overlap_where_some_day_may_be_meant_by_both(pair: str) -> None:
    a, b = map(read, pair.split())
    assert overlaps(a, b)
    assert overlaps(b, a)


@pytest.mark.parametrize("pair", ["2022-01 2022-02", "2022/.. ../2021", "2022-01-12 2022-01-13~"])
def test_dates_that_share_no_day_do_not_overlap(pair: str) -> None:
    a, b = map(read, pair.split())
    assert not overlaps(a, b)
    assert not overlaps(b, a)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-01-12", "2022-01-12T23:59:59.999999Z"),
        ("2022-01-12T10:30", "2022-01-12T10:30:59.999999Z"),
        (" 2022-01-12 10:30:01.5Z", "2022-01-12T10:30:01.500000Z"),
        ("2022-01-12T01:30:00+03:00", "2022-01-11T22:30:00.999999Z"),
        ("2022-01-12T10:30-0800", "2022-01-12T18:30:59.999999Z"),
    ],
)
def test_a_moment_is_given_in_utc_with_microseconds(text: str, moment: str) -> None:
    assert parse_timestamp(text) == moment
    assert parse_timestamp(moment) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "2022", "2022-01", "today", "10:30", "20220112", "2022-W01-1", "2022-02-30"),
        *("2022-01-12T24:00", "2022-01-12T10:30+25:00", "2022-01-12T10", "0001-01-01", "1" * 41),
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_timestamp(text)


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_text(a: datetime, b: datetime) -> None:
    one, two = (parse_timestamp(each.isoformat(timespec="microseconds")) for each in (a, b))
    assert (a < b) == (one < two)


@pytest.mark.parametrize("today", [date.min, date(1, 1, 2), date(999, 12, 31), date.max])
@pytest.mark.parametrize(
    "text", ["yesterday", "today", "12 January", "31 December", "29 February", "January", "10/12"]
)
def test_what_is_relative_to_a_day_at_the_ends_of_the_calendar_has_a_sentence(
    text: str, today: date
) -> None:
    with pytest.raises(DateError, match=r"outside the years|leaves out"):
        parse(text, today=today)
