"""Snippets: what stands around what was sought, cut between words, never within a character."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.searching.places import places, read
from tracker.searching.snippets import plain, snippet
from tracker.searching.sought import sought

LONG = "The parties met and spoke of many things that need not be told here. " * 6
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
CHARACTERS = [
    "e\u0301", "\u0e19\u0e49\u0e33", FAMILY, "\U0001f1e9\U0001f1ea", "\U0001f44d\U0001f3fd",
    "\u0928\u094d\u0926\u0940", "\u304b\u3099", "\u6f22", "\u062f\u064b", "\r\n",
]  # fmt: skip
TOKENS = [*CHARACTERS, " ", " ", "door", "open", ".", "["]
texts = st.lists(st.sampled_from(TOKENS), max_size=150).map("".join) | st.text(max_size=300)


def shown(text: str, words: str) -> str:
    found = read(text)
    return plain(snippet(found, places(found, sought(words))))


def test_a_short_text_is_shown_whole() -> None:
    assert shown("Keep the door open.", "door") == "Keep the *door* open."


def test_neighbours_are_marked_as_one() -> None:
    assert shown("An open\n door; doors open.", "open door") == "An *open door*; *doors open*."


def test_the_word_that_goes_on_is_marked_whole() -> None:
    assert shown("missiles", "missi") == "*missiles*"


def test_what_differs_by_accents_is_marked_as_it_is_written() -> None:
    assert shown("Zum Öffnen", "offnen") == "Zum *Öffnen*"


def test_a_long_text_is_cut_around_what_was_sought() -> None:
    found = shown(f"{LONG}The door stays open. {LONG}", "door")
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "*door*" in found
    assert 100 < len(found) < 200
    words = f"{LONG}The door stays open.".split()
    assert set(found.strip("… ").replace("*", "").split()) <= set(words)


def test_each_word_that_was_sought_is_shown() -> None:
    text = f"The first thing. {LONG}The second thing. {LONG}The third thing."
    found = shown(text, "first second third")
    assert found.startswith("The *first* thing")
    assert found.endswith("The *third* thing.")
    assert found.count(" … ") == 2
    assert "*second*" in found


def test_a_trifle_is_not_left_out() -> None:
    assert shown(f"So it goes, door. {LONG}", "door").startswith("So it goes, *door*")


def test_a_script_without_spaces_is_cut_between_characters() -> None:
    text = "俄羅斯要求北約不再向東擴大" * 30
    found = shown(f"{text}門戶開放{text}", "門戶")
    assert "*門戶*" in found
    assert len(found) < 250


def test_the_order_of_arabic_is_left_alone() -> None:
    assert shown("لن تتخلى الدول عن سياسة الباب المفتوح", "الباب") == (
        "لن تتخلى الدول عن سياسة *الباب* المفتوح"
    )


@pytest.mark.parametrize("sign", ["%", "\u0301", "\u200d"])
def test_a_sign_is_marked_with_the_character_it_belongs_to(sign: str) -> None:
    assert shown(f"5 {CHARACTERS[0]}{FAMILY} 5%", sign) in (
        f"5 {CHARACTERS[0]}{FAMILY} 5*%*",
        f"5 *{CHARACTERS[0]}*{FAMILY} 5%",
        f"5 {CHARACTERS[0]}*{FAMILY}* 5%",
    )


@given(
    st.lists(st.sampled_from([*CHARACTERS[:-1], "door", "."]), max_size=150).map("".join),
    st.sampled_from(["door", "e", "漢", "\U0001f469", "\u0301", "\u0928\u094d\u0926\u0940"]),
)
def test_no_character_is_cut(text: str, words: str) -> None:
    whole = re.compile(f"(?:{'|'.join(map(re.escape, [*CHARACTERS, 'door', '.']))})*")
    found = read(text)
    for piece in snippet(found, places(found, sought(words))):
        assert whole.fullmatch(piece.text.strip(" …")), piece


@given(texts, st.sampled_from(["door", "open door", "漢 ."]))
def test_nothing_is_made_up(text: str, words: str) -> None:
    found = read(text.replace("…", ""))
    shown_ = "".join(piece.text for piece in snippet(found, places(found, sought(words))))
    squeezed = "".join(found.text.split())
    for stretch in shown_.split("…"):
        assert "".join(stretch.split()) in squeezed


@given(texts)
def test_a_snippet_of_anything_is_short(text: str) -> None:
    longest = max((len(word) for word in text.split()), default=0)
    found = read(text)
    assert sum(len(piece.text) for piece in snippet(found, [])) <= 250 + longest


def test_many_places_in_a_long_text_are_found_fast() -> None:
    text = read("door " * 20_000)
    assert len(plain(snippet(text, places(text, sought("door door -x"))))) < 300
