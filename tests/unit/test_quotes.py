"""Quotes in texts: found whatever became of spaces and marks, and not with another word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.searching.quotes import Quoted

WORDS = [
    "we", "will", "not", "compromise", "core", "principles", "Straße", "naïve", "открыто", "ДВЕРЬ",
    "10", "2022", "don’t", "well-known", "fi", "妥协", "İzmir", "state",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), min_size=6, max_size=40)
spaces = st.sampled_from(
    [" ", "\n", "  \n\t", "\u00a0", ", ", " — ", ".\n\n", " “", "” ", " *", "_ "]
)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[list[str], int, int]:
    """Some words, and where a quote of them begins and ends."""
    words = draw(texts)
    start = draw(st.integers(0, len(words) - 3))
    return words, start, draw(st.integers(start + 2, len(words)))


def typed(draw: st.DrawFn, words: list[str]) -> str:
    """Words as somebody might type them or a layout set them."""
    signs = st.sampled_from(
        [str, str.upper, str.capitalize, lambda word: f"{word[:1]}\u00ad{word[1:]}",
         lambda word: unicodedata.normalize("NFD", word), lambda word: word.replace("’", "'")]
    )  # fmt: skip
    return "".join(draw(signs)(word) + draw(spaces) for word in words)


@given(cuts(), st.data())
def test_a_quote_cut_from_a_text_is_found_however_it_is_typed(
    cut: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, start, end = cut
    text = typed(data.draw, words)
    quote = typed(data.draw, words[start:end])
    assert Quoted(text).holds(quote)
    assert Quoted(text).nearest(quote) is None


@given(cuts(), st.data())
def test_a_quote_with_another_word_is_not_found(
    cut: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, start, end = cut
    altered = words[start:end]
    altered[data.draw(st.integers(0, len(altered) - 1))] = "shall"
    assert not Quoted(typed(data.draw, words)).holds(typed(data.draw, altered))


@given(cuts(), st.data())
def test_what_a_quote_leaves_out_may_be_anything_but_the_order_stays(
    cut: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, start, end = cut
    numbered = [f"{word}{place}" for place, word in enumerate(words)]
    at = data.draw(st.integers(start + 1, end - 1))
    gap = data.draw(
        st.sampled_from([" … ", " ... ", " [...] ", "[…]", " (...) ", " [the others] "])
    )
    first, second = numbered[start:at], numbered[at + 1 : end] or numbered[at:end]
    text = Quoted(" ".join(numbered))
    assert text.holds(" ".join(first) + gap + " ".join(second))
    assert not text.holds(" ".join(second) + gap + " ".join(first))


TEXT = """NATO said: “We will **not** com-
promise on core principles.” It costs €5, or 5–10 % of 1.500. The right to choose; -3 degrees."""


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("we will not compromise", True),
        ("[W]e will not", True),
        ("[The Alliance] will not compromise on … principles", True),
        ("principle[s]", True),
        ("principle[s and rules]", True),
        ("will compromise", False),
        ("he right to choose", False),
        ("costs €5", True),
        ("costs $5", False),
        ("5-10%", True),
        ("5-10", True),
        ("510", False),
        ("3 degrees", True),
        ("-3 degrees", True),
        ("-5", False),
        ("[...]", True),
    ],
)
def test_signs_brackets_and_parts_of_words(quote: str, *, found: bool) -> None:
    assert Quoted(TEXT).holds(quote) is found


def test_the_nearest_passage_is_told_as_it_stands_and_not_at_any_length() -> None:
    assert Quoted(TEXT).nearest("We shall not compromise on principles") == (
        "We will **not** com- promise on core"
    )
    assert Quoted(TEXT).nearest("quite another thing altogether") is None
    long = Quoted("so it was " * 400)
    assert len(long.nearest("so it was " * 100 + "said") or "") <= 160


PAGE = """<!DOCTYPE html>
<html><head><title>A speech</title><style>p { color: red }</style></head><body>
<!-- we will leave -->
<p>We <b>w</b>ill not&nbsp;leave.</p><p>The door is &ldquo;open&rdquo;.</p>
<script>if (a < b) say("we will go")</script>
</body></html>"""


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("we will not leave", True),
        ("The door is open", True),
        ("we will leave", False),
        ("we will go", False),
        ("color: red", False),
        ("leave. The door", True),
    ],
)
def test_of_a_page_what_a_reader_sees_is_compared(quote: str, *, found: bool) -> None:
    assert Quoted(PAGE).holds(quote) is found


@pytest.mark.parametrize(
    "piece", ["a-\n", "-", "<!--", "<a ", "<script>", "[", "(...", "\u0301", "a" * 50 + "\n"]
)
def test_a_hostile_text_is_looked_through_to_its_end(piece: str) -> None:
    text = Quoted("<html>" + piece * 50_000)
    assert not text.holds("a b c … d")
    assert text.nearest("a b c … d") is None
    assert not Quoted("none of it").holds(f"{piece * 50_000}d")
