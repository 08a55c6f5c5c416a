"""Each promise names the tests that hold it, and they are there."""

import re
from pathlib import Path


def test_every_promise_names_tests_that_are_there(checkout: Path) -> None:
    text = (checkout / "docs" / "reliability.md").read_text(encoding="utf-8")
    promises = re.findall(r"^\| ([^|]+) \| (`tests/[^|]*) \|$", text, re.M)
    assert len(promises) > 20
    assert [name for _, held in promises for name in re.findall(r"`(tests/[^`]+)`", held)
            if not (checkout / name).is_file()] == []  # fmt: skip
