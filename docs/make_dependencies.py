"""Writes docs/dependencies.md: what is installed with the program, from what is installed here."""

# ruff: noqa: INP001 - a script, not a module of the program

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

PROGRAM = "negotiation-tracker"
HEAD = """# What is installed with the program

The program needs four packages, and these need the others. Written by `make dependencies` from what
is installed; a test fails where a package is needed that is not listed here, so that none comes in
unseen. The version is the one that was looked at. None that the program loads reaches the network;
pip comes along with sqlite-utils, and is not loaded.

| package | version | licence | needed by |
|---|---|---|---|
"""
FOOT = """
`make sbom` writes the same as a CycloneDX document, `dist/sbom.cdx.json`, from the wheel installed
alone. `make audit` asks the Python advisory database about each; CI does so too, and fails where
something is known, but not where the database cannot be reached.
"""


class Package(NamedTuple):
    """An installed package."""

    name: str
    version: str
    licence: str
    needed_by: tuple[str, ...]


def needs(name: str) -> Iterator[str]:
    """What a package needs here, without its extras."""
    for line in metadata.requires(name) or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield plain(wanted.name)


def plain(name: str) -> str:
    """A package's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(name: str) -> str:
    """The licence that a package states."""
    about = metadata.metadata(name)
    if stated := about.get("License-Expression"):
        return str(stated)
    classified = [
        each.rpartition(" :: ")[2]
        for each in about.get_all("Classifier") or ()
        if each.startswith("License :: ")
    ]
    return ", ".join(classified) or str(about.get("License", "not stated")).splitlines()[0]


def packages() -> list[Package]:
    """All that the program needs, by name."""
    by: dict[str, set[str]] = {}
    left = [PROGRAM]
    while left:
        name = left.pop()
        for each in needs(name):
            if each not in by:
                left.append(each)
            by.setdefault(each, set()).add(name)
    return [
        Package(name, metadata.version(name), licence(name), tuple(sorted(by[name])))
        for name in sorted(by)
    ]


def page() -> str:
    """The document."""
    rows = [
        f"| {each.name} | {each.version} | {each.licence} | {', '.join(each.needed_by)} |"
        for each in packages()
    ]
    return HEAD + "\n".join(rows) + "\n" + FOOT


if __name__ == "__main__":
    (Path(__file__).parent / "dependencies.md").write_text(page(), encoding="utf-8")
