"""docs/exit-codes.md: complete, and each example gives what it says."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
import transcript
from transcript import Shell

from tracker import errors
from tracker.store import opening


def classes() -> dict[str, int]:
    """The errors that are raised, with their exit codes."""
    found = vars(errors).values()
    every = [each for each in found if isinstance(each, type) and issubclass(each, Exception)]
    return {each.__name__: each.exit_code for each in every if each is not errors.TrackerError}


@contextmanager
def no(shell: Shell) -> Iterator[None]:
    shell.typed = "n\n"
    yield
    shell.typed = ""


@contextmanager
def interrupted(shell: Shell) -> Iterator[None]:
    def ctrl_c() -> None:
        raise KeyboardInterrupt

    before, shell.clock = shell.clock, ctrl_c  # type: ignore[method-assign, assignment]
    yield
    shell.clock = before  # type: ignore[method-assign]


@contextmanager
def locked(shell: Shell) -> Iterator[None]:
    """Another program holds the database, and ten seconds pass between two looks at the clock."""
    clock = SimpleNamespace(monotonic=count(0, 10).__next__, sleep=lambda seconds: None)
    other = sqlite3.connect(shell.folder / shell.env["TRACKER_DB"], isolation_level=None)
    other.execute("begin immediate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "time", clock)
        yield
    other.close()


@contextmanager
def bare(shell: Shell) -> Iterator[None]:
    """The program is installed without its extras."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "xlsxwriter", None)
        patch.setitem(sys.modules, "pyarrow", None)
        patch.setitem(sys.modules, "datasette.app", None)
        yield


CIRCUMSTANCES = {"bare": bare, "no": no, "interrupted": interrupted, "locked": locked}


def test_each_example_gives_the_sentence_and_the_code_it_shows(
    checkout: Path, shell: Shell, update_golden: bool
) -> None:
    file = checkout / "docs" / "exit-codes.md"
    transcript.check(file, shell, update=update_golden, circumstances=CIRCUMSTANCES)


def test_each_error_is_in_the_table_with_its_code(checkout: Path) -> None:
    text = (checkout / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    listed = {
        name: int(code)
        for code, names in re.findall(r"^\| (\d+) \|.*\| ([^|]*) \|$", text, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    }
    assert listed == classes()


def test_each_code_has_its_examples_and_each_error_its_own(checkout: Path) -> None:
    text = (checkout / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE):
        (heading,) = re.findall(rf"^## {code}: .*$", text, re.MULTILINE)
        section = transcript.section(text, heading)
        assert f"$ echo $?\n{code}\n" in section
        for name, number in classes().items():
            assert (f"`{name}`:\n" in section) == (number == int(code))


def test_the_readme_lists_the_same_codes(checkout: Path) -> None:
    pages = [checkout / "docs" / "exit-codes.md", checkout / "README.md"]
    codes = [
        re.findall(r"^\| (\d+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
        for page in pages
    ]
    assert codes[0] == codes[1]
