"""Small charts: runs of counts and bars of shares."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.render import chart
from tracker.render.theme import BARS

counts = st.lists(st.integers(0, 50), min_size=1, max_size=60)


def test_a_run_is_as_high_as_the_counts() -> None:
    assert chart.run([0, 1, 2, 3, 4], 4, unicode=True) == ".⣀⣤⣶⣿"
    assert chart.run([0, 1, 100], 100, unicode=True) == ".⣀⣿"


def test_without_unicode_a_run_is_the_counts() -> None:
    assert chart.run([0, 1, 9, 10], 10, unicode=False) == ".199"


@given(counts, st.integers(1, 60))
def test_gathering_loses_nothing_and_fits(found: list[int], cells: int) -> None:
    shown = chart.gathered(found, cells)
    assert sum(shown) == sum(found)
    assert len(shown) <= cells


@given(counts.filter(any), st.integers(1, 60))
def test_a_bar_is_as_long_as_asked_and_divided_as_its_parts(found: list[int], cells: int) -> None:
    parts = {str(at): each for at, each in enumerate(found)}
    bar = chart.bar(parts, dict.fromkeys(parts, "x"), cells)
    assert sum(len(each.text) for each in bar) == cells
    for each in bar:
        assert abs(len(each.text) - cells * parts[each.role] / sum(found)) < 1


@pytest.mark.parametrize("mark", sorted(set("".join(BARS))))
def test_a_mark_is_one_cell_wide_in_every_terminal(mark: str) -> None:
    assert unicodedata.east_asian_width(mark) in ("N", "Na")
