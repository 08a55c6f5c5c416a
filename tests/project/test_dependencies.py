"""Nothing is installed with the program that was not looked at."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

LICENCES = re.compile(r"MIT|BSD|Apache|ISC|Public Domain")
OF_EXTRAS = re.compile(f"{LICENCES.pattern}|LGPL|MPL|PSF")


def test_every_package_that_is_needed_is_listed(checkout: Path) -> None:
    needed = runpy.run_path(str(checkout / "docs" / "make_dependencies.py"))["packages"]()
    listed = (checkout / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = set(re.findall(r"^\| ([a-z0-9-]+) \|", listed, re.M)) - {"package"}
    assert {each.name for each in needed} <= names, "look at it, then: make dependencies"


def test_every_package_that_an_extra_brings_is_listed(checkout: Path) -> None:
    brought = runpy.run_path(str(checkout / "docs" / "make_dependencies.py"))[
        "packages_of_extras"
    ]()
    text = (checkout / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = text.partition("## What the extras bring")[2]
    names = set(re.findall(r"^\| ([a-z0-9-]+) \|", listed, re.M)) - {"package"}
    assert {each.name for each in brought} <= names, "look at it, then: make dependencies"
    assert {"xlsxwriter", "datasette", "pyarrow", "psycopg", "psycopg-binary", "greenlet"} <= names
    assert [each for each in brought if not OF_EXTRAS.search(each.licence)] == []


def test_every_licence_lets_anybody_use_and_pass_on(checkout: Path) -> None:
    needed = runpy.run_path(str(checkout / "docs" / "make_dependencies.py"))["packages"]()
    assert [each for each in needed if not LICENCES.search(each.licence)] == []
