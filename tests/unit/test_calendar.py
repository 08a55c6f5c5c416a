"""The calendars that are written are read by another program as they were meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from builders import Pipe
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tracker.render.calendar import Entry, folded, write_calendar

MADE = "2026-04-01T09:00:00.123456Z"
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n")
)


def written(*entries: Entry) -> str:
    stream = Pipe()
    write_calendar(stream, "Talks; a, b\\c", entries, made=MADE)
    return stream.getvalue()


def an_entry(**fields: object) -> Entry:
    entry = Entry("1", date(2022, 2, 1), date(2022, 2, 1), "Answers due", "")
    return entry._replace(**fields)


@given(texts, texts.filter(str.strip))
def test_any_text_comes_back(summary: str, description: str) -> None:
    text = written(an_entry(summary=summary, description=description))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == summary
    assert str(event["DESCRIPTION"]) == description


@given(texts)
def test_no_line_is_longer_than_75_octets_and_each_ends_as_it_should(text: str) -> None:
    shown = written(an_entry(summary=text, description=text))
    lines = shown.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in shown.replace("\r\n", "")


def test_a_character_is_never_broken_in_two() -> None:
    line = folded("禁" * 100)
    assert [len(each.encode()) for each in line.split("\r\n")][:2] == [75, 73]
    assert line.replace("\r\n ", "") == "禁" * 100


def test_the_calendar_has_the_name_of_the_negotiation() -> None:
    assert "\r\nNAME:Talks\\; a\\, b\\\\c\r\n" in written()


def test_control_characters_are_left_out() -> None:
    shown = written(an_entry(summary="a\x07b\x1b[2Jc\u0085d"))
    assert "SUMMARY:ab[2Jcd\r\n" in shown


def test_an_entry_lasts_to_the_end_of_its_last_day() -> None:
    text = written(an_entry(last=date(2022, 2, 28), private=True, category="a/b"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event.start == date(2022, 2, 1)
    assert event.end - timedelta(days=1) == date(2022, 2, 28)
    assert event["DTSTAMP"].dt == datetime(2026, 4, 1, 9, tzinfo=UTC)
    assert (event["CLASS"], event["UID"]) == ("CONFIDENTIAL", "1")
