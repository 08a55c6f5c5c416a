"""Glyphs one cell wide everywhere, and the looks of the themes."""

import re
import unicodedata

import pytest

from tracker.model import Headline, Status
from tracker.render.theme import (
    _GLYPHS,
    ELLIPSIS,
    RULE,
    THEMES,
    ColorSystem,
    Role,
    ThemeName,
    glyph,
    style,
)

MARKED = [*Status, *Headline, *(role for role in Role if role in _GLYPHS)]
ROLES = [*Status, *Headline, *Role]


@pytest.mark.parametrize("status", MARKED)
def test_a_glyph_is_one_cell_wide_in_every_terminal(status: Status | Headline | Role) -> None:
    mark = glyph(status)
    assert len(mark) == 1
    assert unicodedata.east_asian_width(mark) in {"N", "Na", "H"}


def test_the_rule_is_one_cell_wide_in_every_terminal() -> None:
    assert [unicodedata.east_asian_width(stroke) for stroke in RULE] == ["N", "Na"]


@pytest.mark.parametrize("status", MARKED)
def test_an_ascii_letter_stands_for_each_glyph(status: Status | Headline | Role) -> None:
    letter = glyph(status, unicode=False)
    assert len(letter) == 1
    assert letter.isascii()


def test_statuses_that_differ_have_letters_that_differ() -> None:
    letters = [glyph(status, unicode=False) for status in Status]
    assert "".join(letters) == "ONDQCPPPARW"


def test_the_ellipsis_has_an_ascii_form() -> None:
    assert ELLIPSIS[1].isascii()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ROLES)
def test_without_colours_every_role_is_plain(role: str, theme: ThemeName) -> None:
    assert style(role, theme, None) == ""


@pytest.mark.parametrize("role", ROLES)
def test_mono_only_makes_bold_dim_or_struck_through(role: str) -> None:
    assert set(style(role, "mono", "truecolor").split()) <= {"bold", "dim", "strike"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("theme", "system"), [("okabe", "standard"), ("classic", "standard"), ("classic", "truecolor")]
)
def test_the_terminal_chooses_its_own_sixteen_colours(
    role: str, theme: ThemeName, system: ColorSystem
) -> None:
    assert re.fullmatch("[a-z ]*", style(role, theme, system))


@pytest.mark.parametrize("system", ["256", "truecolor"])
def test_the_default_theme_shows_the_colours_of_okabe_and_ito(system: ColorSystem) -> None:
    looks = [style(status, "okabe", system) for status in ("accepted", "rejected", "deferred")]
    assert looks == ["bold #009E73", "bold #D55E00", "#F0E442"]


def test_sixteen_colours_say_green_red_and_yellow() -> None:
    looks = [style(status, "okabe", "standard") for status in ("accepted", "rejected", "deferred")]
    assert looks == ["bold green", "bold red", "yellow"]


def test_an_unknown_role_has_no_look() -> None:
    assert style("", "okabe", "truecolor") == ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ROLES)
def test_rich_understands_every_style(role: str, theme: ThemeName) -> None:
    from rich.style import Style

    assert Style.parse(style(role, theme, "truecolor")) is not None
