"""What a page makes of texts: links, word diffs, marks with contrast."""

from __future__ import annotations

import pytest

from tracker.model import Status
from tracker.render.page.marks import PALE, fill
from tracker.render.page.wording import bdi, source_link, worded


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Minutes, page 3", "Minutes, page 3"),
        ("<b>", "&lt;b&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("see https://a.org/x.", 'see <a href="https://a.org/x" rel="noreferrer noopener">'
         "https://a.org/x</a>."),
        ('https://a.org/"><script>', '<a href="https://a.org/" rel="noreferrer noopener">'
         "https://a.org/</a>&#34;&gt;&lt;script&gt;"),
    ],
)  # fmt: skip
def test_a_source_is_a_text_with_links_where_it_has_addresses(source: str, shown: str) -> None:
    assert source_link(source) == shown


def test_an_address_is_told_by_its_host_where_there_is_little_room() -> None:
    assert source_link("https://a.org/long/way", short=True).endswith(">a.org</a>")


def test_a_word_diff_is_struck_through_and_underlined_and_stays_text() -> None:
    assert worded("a <b> ban", "a full ban") == (
        "a <del>&lt;b&gt;</del><ins>full</ins> ban"
    )  # fmt: skip


def test_direction_marks_of_a_text_are_shown() -> None:
    assert bdi("a\u202eb") == "<bdi>a⟨U+202E⟩b</bdi>"


def brightness(colour: str) -> float:
    """Relative luminance, as of the Web Content Accessibility Guidelines 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("status", Status)
def test_the_sign_of_each_mark_is_legible_on_its_colour(status: Status) -> None:
    colour = PALE if fill(status) == "none" else fill(status)
    assert (brightness(colour) + 0.05) / (brightness("#111111") + 0.05) >= 4.5
