"""Whatever stands in a file, it is read or its faults are told, each at a place that is there."""

from __future__ import annotations

from builders import TODAY
from hypothesis import given
from hypothesis import strategies as st
from noted import empty, taken

from tracker.exchange.minutes.lines import split_lines
from tracker.exchange.minutes.reading import read
from tracker.exchange.minutes.terms import LINES, MOVE_DETAILS, PHRASES, TALK_DETAILS, VERBS
from tracker.render.minutes import listing

WORDS = (
    *VERBS, *LINES, *MOVE_DETAILS, *TALK_DETAILS, *(" ".join(each) for each in PHRASES), "RU",
    "NATO", "RU-1", "NATO-1", ",", "and", ":", "a ban", "[x]", "[", "(y)", "(", '"z"', '"', "“z”",
    "|", "\\", "#", "\n", "\n", "\n  ", "\n\t", "\n| ", "T1", "2022-01-12", "private:", "unknown",
    "demand", "all", "--", "m1", "\r", "\ufeff", "\x85", "\u2028",
)  # fmt: skip
LANGUAGE = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
BEGIN = "party RU\nparty NATO\ntalk T1 2022-01-10 A\nRU demands NATO as RU-1: a\n"


@given(st.text(st.characters(exclude_categories=["Cs"])) | LANGUAGE)
def test_any_text_is_read_or_its_faults_are_told(text: str) -> None:
    found = read(text, today=TODAY)
    lines = split_lines(text)
    for fault in found.faults:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.length >= 1
    assert listing(found.faults, lines, 80).count("^") >= len(found.faults)


@given(LANGUAGE)
def test_any_minutes_are_recorded_or_their_faults_are_told(text: str) -> None:
    done = taken(empty(), BEGIN + text)
    assert done.recorded or done.faults
