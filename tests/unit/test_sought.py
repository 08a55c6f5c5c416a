"""What a text asks for: no text is wrong, and none of it is taken for the syntax of FTS5."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import UsageError
from tracker.searching.places import fits
from tracker.searching.sought import sought
from tracker.store.fts import expression

SYNTAX = ['"', "'", "*", "^", "(", ")", "-", "+", ":", "{", "}", "AND", "OR", "NOT", "NEAR", "text",
          " ", "a", "missile", "\u4fc4", "\u0301", "\x00"]  # fmt: skip
typed = st.text(max_size=20) | st.lists(st.sampled_from(SYNTAX), max_size=12).map("".join)


def asked(text: str) -> str:
    return expression(sought(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open door", '"open" * AND "door" *'),
        ('"open door"', '"open door"'),
        ("“open door”", '"open door"'),
        ('open "the door', '"open" * AND "the door"'),
        ("open-door", '"open door" *'),
        ("door -open", '("door" *) NOT ("open")'),
        ('door -"wide open" -shut', '("door" *) NOT ("wide open" OR "shut")'),
        ("-door", '"door"'),
        ("US", '"us"'),
        ("1997", '"1997"'),
        ("RU-1", '"ru 1"'),
        ("door DOOR", '"door" *'),
        ("NOT AND OR", '"not" * AND "and" * AND "or"'),
        ("text:door", '"text door" *'),
        ("北約", '"北 約"'),
        ("5 %", '"5"'),
    ],
)
def test_what_a_text_asks_for(text: str, expected: str) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize("text", ["%", '"', "*", "—", "\u0301", "-", '""', "()"])
def test_a_text_of_signs_is_sought_as_it_is(text: str) -> None:
    assert sought(f" {text} ").literal == text
    assert fits([f"x{text}y"], sought(text))
    assert not fits(["xy"], sought(text))


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u3000"])
def test_nothing_is_nothing_to_search_for(text: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        sought(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("missile", True), ("MISSILES", True), ('"missile"', False), ("range missiles", True),
        ('"range missiles"', True), ('"missiles range"', False), ("missiles -range", False),
        ("missiles -tanks", True), ("missiles stoltenberg", True), ("tanks", False), ("eu", False),
    ],
)  # fmt: skip
def test_what_fits(text: str, found: bool) -> None:
    fields = ["No intermediate-range missiles in Europe", None, "Jens Stoltenberg"]
    assert fits(fields, sought(text)) == found


@given(typed)
def test_any_text_is_understood_by_the_index(text: str) -> None:
    if not text.strip():
        return
    wanted = sought(text)
    with closing(sqlite3.connect(":memory:")) as client:
        client.execute("create virtual table words using fts5(x, content='', tokenize='ascii')")
        if not wanted.literal:
            client.execute("select rowid from words where words match ?", (expression(wanted),))


def test_a_very_long_text_is_understood() -> None:
    with closing(sqlite3.connect(":memory:")) as client:
        client.execute("create virtual table words using fts5(x, content='', tokenize='ascii')")
        for text in (" ".join(f"word{n} -not{n}" for n in range(3000)), "x" * 100_000, "俄" * 5000):
            client.execute("select rowid from words where words match ?", (asked(text),))
