"""The words of a text: folded alike however they are typed, whole, and where they stand."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.searching.folding import folded, words_in

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
GERMANY, THUMB = "\U0001f1e9\U0001f1ea", "\U0001f44d\U0001f3fd"
PIECES = [
    FAMILY, GERMANY, THUMB,
    "e\u0301", "\u0e19\u0e49\u0e33", "\uff76\uff9e", "\ud55c", "\u1100\u1161",
    "1\ufe0f\u20e3", "\u1781\u17d2\u1798", "NATO", "\u00df", " ", "-", "\u2019", "\u3002", "\ufdfa",
]  # fmt: skip
anything = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def words(text: str) -> list[str]:
    return [word.folded for word in words_in(text)]


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("NATO", "nato"), ("Öffnung", "offnung"), ("Straße", "STRASSE"), ("Łódź", "lodz"),
        ("İstanbul", "ISTANBUL"), ("\u0131rk", "irk"), ("Ærø", "aero"), ("Ελλάδα", "ελλαδα"),
        ("Киёв", "киев"), ("ﬁnal", "final"), ("\uff2e\uff21\uff34\uff2f", "nato"), ("\u0665", "5"),
        ("km²", "km2"),
        ("الْعَرَبِيَّة", "العربية"), ("عـــلم", "علم"), ("שָׁלוֹם", "שלום"), ("می\u200cروم", "میروم"),
        ("co\u00adoperate", "cooperate"), ("\uff8a\uff9e\uff7d", "バス"), ("№ 1", "no 1"),
        ("㍿", "株式会社"),
        (THUMB, "\U0001f44d"), ("1\ufe0f\u20e3", "1"),
    ],
)  # fmt: skip
def test_what_readers_take_for_the_same_is_the_same(typed: str, same: str) -> None:
    assert words(typed) == words(same) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("バス", "ハス"), ("हिन्दी", "हिन्द"), ("ดำ", "ดา"), ("5", "6"), ("한국", "항국")],
)
def test_marks_that_make_another_letter_count(one: str, other: str) -> None:
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't open-door RU-1 a_b 5 %", ["don", "t", "open", "door", "ru", "1", "a", "b", "5"]),
        ("俄羅斯要求\uff0c北約1997", ["俄", "羅", "斯", "要", "求", "北", "約", "1997"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        (f"{FAMILY}{GERMANY}", ["\U0001f468", "\U0001f469", "\U0001f467", GERMANY]),
        ("½", ["1", "2"]),
        ('"*%—\u0301\u200d \u200b', []),
    ],
)
def test_the_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(anything)
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert words(composed) == words(decomposed)


@given(anything)
def test_what_is_indexed_are_the_words_each_one_for_the_tokenizer(text: str) -> None:
    assert folded(text).split() == words(text)
    for word in words(text):
        assert all(sign.isalnum() for sign in word if sign.isascii())


@given(anything, anything)
def test_the_words_of_a_part_between_spaces_are_those_of_the_whole(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)


@given(anything)
def test_words_stand_in_order_where_they_are_said_to(text: str) -> None:
    found = words_in(text)
    for word in found:
        assert word.folded in words(text[word.start : word.end])
    assert all(a.end <= b.start or a[1:] == b[1:] for a, b in pairwise(found))
