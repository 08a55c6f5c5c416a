"""Values that a spreadsheet would run, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.guard import FIRST_CHARACTERS, guard_cell, unguard_cell

RISKY = "' =+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
values = st.text(st.one_of(st.sampled_from(RISKY), st.characters()), max_size=8)


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+49 30",
        "-5% tariff",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "   =cmd|' /C calc'!A0",
        "\uff1d1+1",
        "'Tis",
        "'",
    ],
)
def test_a_risky_value_gets_an_apostrophe(value: str) -> None:
    assert guard_cell(value) == "'" + value


@pytest.mark.parametrize("value", ["", "  ", "5% = all", "RU-1", "[see annex 4] 5%", "–5", "a'b"])
def test_any_other_value_stays(value: str) -> None:
    assert guard_cell(value) == value


def test_exactly_one_apostrophe_is_taken_off() -> None:
    assert unguard_cell("''=x") == "'=x"


def test_an_apostrophe_that_guards_nothing_stays() -> None:
    assert unguard_cell("'Tis the season") == "'Tis the season"


@settings(max_examples=1000)
@given(st.lists(values, min_size=20, max_size=20))
def test_guarding_loses_nothing(several: list[str]) -> None:
    for value in several:
        assert unguard_cell(guard_cell(value)) == value


@settings(max_examples=1000)
@given(st.lists(values, min_size=20, max_size=20))
def test_no_guarded_value_begins_like_a_formula(several: list[str]) -> None:
    for value in several:
        assert guard_cell(value).lstrip(" ")[:1] not in set(RISKY) - {"'", " "}


@given(values)
def test_the_quick_check_never_misses_a_risky_value(value: str) -> None:
    assert guard_cell(value) == value or value[0] in FIRST_CHARACTERS
