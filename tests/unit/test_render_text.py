"""Text made safe for a terminal, measured, wrapped."""

import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tracker.render.text import CUT, USUAL, clean, pad, truncate, width, wrap

ORDINARY = [
    "We will not compromise on “core principles” – the open door… [see annex 4] 5%",
    "[shall][should] reduce, [/] :warning: 1 – 2 × 3 €",
    "Ñ 12*, Łódź, Київ, Αθήνα, İstanbul, Việt Nam",
    "俄羅斯聯邦要求北約不擴大。並撤回部署。カタカナ 한국어",
    "لن تتخلى الدول الأعضاء عن الباب المفتوح",
    "می‌خواهم",
    "हम सहमत नहीं हैं क्‍ष",
    "র‍্যাব ශ්‍රී",
    "เราไม่เห็นด้วย",
    "e\u0301 u\u0308\u0304",
    "👨‍👩‍👧 👍🏽 ❤️ ❤️‍🔥 1️⃣ 🏴‍☠️ 🇺🇦 👁️‍🗨️ ✅",
    "葛\U000e0100城市",
]
HOSTILE = {
    "\x1b[2J\x1b]0;title\x07": "␛[2J␛]0;title␇",
    "\x1b]8;;https://x\x1b\\link\x1b]8;;\x1b\\": "␛]8;;https://x␛\\link␛]8;;␛\\",
    "offer 5%\roffer 9%": "offer 5%␍offer 9%",
    "\x9b31m": "⟨U+009B⟩31m",
    "\x85": "⟨U+0085⟩",
    "\x7f\x00": "␡␀",
    "a\u202egpj.exe": "a⟨U+202E⟩gpj.exe",
    "\u2066x\u2069": "⟨U+2066⟩x⟨U+2069⟩",
    "a\u200bb\ufeffc\xadd\u2060": "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d⟨U+2060⟩",
    "a\u200db": "a⟨U+200D⟩b",
    "中\x1b[m": "中␛[m",
    "中\u200d中": "中⟨U+200D⟩中",
    "a\ufe0f": "a⟨U+FE0F⟩",
    "a\u2028b\u2029": "a⟨U+2028⟩b⟨U+2029⟩",
    "\U000e0041": "⟨U+E0041⟩",
    "\ud800\ue000\uffff\u0378": "⟨U+D800⟩⟨U+E000⟩⟨U+FFFF⟩⟨U+0378⟩",
    "\u3164\uffa0": "⟨U+3164⟩⟨U+FFA0⟩",
    "\u0301a": "⟨U+0301⟩a",
    "z" + "\u0335" * 200: "z" + "\u0335" * 4 + CUT,
    "क" + "्\u200d" * 9: "क्" + "⟨U+200D⟩्" * 8 + "⟨U+200D⟩",
    "tab\there": "tab here",
}
any_text = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x1b\u202e\u200d\u200c\ufe0f\u20e3\u0301\U0001f3fd中क्❤👩🇺1 \n\t\U000e0100"
        ),
    )
)

as_rich_measures = pytest.mark.skipif(
    cell_len("\u2630") == 1, reason="rich before 14.3 has other tables; screens then go without"
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_clean_already(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items())
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_feeds_stay_or_show() -> None:
    assert clean("a\nb") == "a\nb"
    assert clean("a\nb", newlines=False) == "a␊b"


def test_what_counts_as_usual_is_left_alone_beside_what_is_not_as_well() -> None:
    assert [char for char in USUAL if clean(f"{char}\x00") != f"{char}␀"] == []


@given(any_text)
@example("中\x1b\u200d中\ufe0f")
def test_clean_text_holds_no_character_that_acts(text: str) -> None:
    allowed = "\n\u200c\u200d"
    for char in clean(text):
        acting = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        assert not acting or char in allowed, hex(ord(char))


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(any_text)
def test_no_character_bears_more_than_four_marks(text: str) -> None:
    runs = re.findall(r"[\u0300-\u036f\u20d0-\u20ff]+", clean(text))
    assert max(map(len, runs), default=0) <= 4


@as_rich_measures
@pytest.mark.parametrize("text", ORDINARY)
def test_width_is_what_rich_measures(text: str) -> None:
    assert width(text) == cell_len(text)


@as_rich_measures
@given(any_text)
def test_width_of_any_clean_line_is_what_rich_measures(text: str) -> None:
    line = clean(text, newlines=False)
    assert width(line) == cell_len(line)


@as_rich_measures
def test_every_single_character_is_as_wide_as_rich_says() -> None:
    shown = (chr(code) for code in range(0x20, 0x110000))
    wrong = [char for char in shown if clean(char) == char and width(char) != cell_len(char)]
    assert [char for char in wrong if char != "\n"] == []


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("俄", 2), ("👨‍👩‍👧", 2), ("🇺🇦", 2), ("e\u0301", 1), ("❤️", 2)]
)
def test_cells_of_one_character(text: str, cells: int) -> None:
    assert width(text) == cells


def test_words_move_down_whole() -> None:
    assert wrap("allies will not renounce it", 12) == ["allies will", "not renounce", "it"]


def test_a_long_word_is_folded_and_nothing_cut() -> None:
    assert wrap("see xxxxxxxxxxxx ok", 5) == ["see", "xxxxx", "xxxxx", "xx ok"]


def test_a_script_without_spaces_breaks_between_characters() -> None:
    assert wrap("俄羅斯聯邦。要求", 5) == ["俄羅", "斯聯", "邦。", "要求"]


def test_line_feeds_and_indentation_are_kept() -> None:
    assert wrap("a:\n\n  (b) long words", 10) == ["a:", "", "  (b) long", "words"]


def test_an_emoji_or_flag_is_never_taken_apart() -> None:
    family, flag = "👨‍👩‍👧", "🇺🇦"
    assert wrap(family * 4 + flag * 3, 4) == [family * 2, family * 2, flag * 2, flag]


def test_a_character_wider_than_the_line_stands_alone() -> None:
    assert wrap("俄a", 1) == ["俄", "a"]


@given(any_text, st.integers(1, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, cells: int) -> None:
    shown = clean(text)
    lines = wrap(shown, cells)
    assert re.sub("[ \u3000\n]", "", "".join(lines)) == re.sub("[ \u3000\n]", "", shown)


@given(any_text, st.integers(2, 40))
def test_no_wrapped_line_is_too_wide(text: str, cells: int) -> None:
    assert max(map(width, wrap(clean(text), cells))) <= cells


@given(st.text("ab  é\n", max_size=60), st.integers(1, 12))
def test_every_way_of_wrapping_breaks_alike(text: str, cells: int) -> None:
    """A mark somewhere takes another path through the code, and must not move a break."""
    marked = text.replace("é", "e\u0301")
    assert [line.replace("e\u0301", "é") for line in wrap(marked, cells)] == wrap(text, cells)


@pytest.mark.parametrize(
    "text",
    ["word and more " * 75_000, "x" * 10**6, "ж" * 10**6, "俄" * 10**6, "\n" * 10**6, " " * 10**6],
    ids=["words", "one word", "Cyrillic", "Chinese", "line feeds", "spaces"],
)
def test_a_megabyte_wraps_in_linear_time(text: str) -> None:
    started = time.perf_counter()
    wrap(clean(text), 40)
    assert time.perf_counter() - started < 10


def test_padding_fills_up_to_the_width() -> None:
    assert pad("俄", 4) == "俄  "
    assert pad("12", 4, right=True) == "  12"
    assert pad("too long", 4) == "too long"


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("short", 5, "short"),
        ("much longer", 6, "much …"),
        ("俄羅斯", 4, "俄…"),
        ("俄羅斯", 2, "…"),
        ("🇺🇦🇺🇦", 3, "🇺🇦…"),
    ],
)
def test_truncating_marks_what_is_cut(text: str, cells: int, shown: str) -> None:
    assert truncate(text, cells) == shown


def test_truncating_in_ascii() -> None:
    assert truncate("much longer", 6, ellipsis="...") == "muc..."
    assert truncate("much longer", 2, ellipsis="...") == ".."
