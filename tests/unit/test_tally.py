"""The table of faults and attacks tells what was counted, and of what failed."""

import re
from pathlib import Path

from attacks import ATTACKS

pytest_plugins = ["pytester"]
EXAMPLE = """
import pytest, tally
from hypothesis import given, settings, strategies as st

tally.attack = lambda place: (place.rpartition("_")[2].partition("[")[0], "all is well")

@pytest.mark.parametrize("turn", [1, 2])
def test_counts(turn):
    tally.tried("kept", 5)
    tally.tried("undone")

def test_fails():
    tally.tried("kept", 3)
    assert False, "one | two"

def test_skips():
    pytest.skip("no compiler")

@settings(max_examples=7, database=None)
@given(st.integers())
def test_examples(number):
    pass
"""


def test_every_attack_is_a_test_that_is_there() -> None:
    tests = Path(__file__).parents[1]
    for key in ATTACKS:
        file, _, name = key.partition("::")
        assert re.search(
            rf"^def {name or 'test_'}|TestCase$", (tests / file).read_text("utf-8"), re.M
        )


def test_the_table_tells_what_was_counted_and_what_failed(pytester) -> None:  # type: ignore[no-untyped-def]
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(EXAMPLE)
    found = pytester.runpytest_subprocess(
        "--faults", "-p", "no:cacheprovider", "-o", f"pythonpath={Path(__file__).parents[1]}"
    )
    rows = [line for line in found.outlines if line.startswith("| ") and "all is well" in line]
    assert rows == [
        "| counts | 12 | as promised; 10 kept; 2 undone | all is well |",
        "| examples | 7 | as promised | all is well |",
        "| fails | 3 | FAILED: test_the_table_tells_what_was_counted_and_what_failed.py::"
        r"test_fails (AssertionError: one \| two); 3 kept | all is well |",
        "| skips | 0 | left out: no compiler | all is well |",
    ]
