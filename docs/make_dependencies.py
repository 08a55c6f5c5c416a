"""Writes docs/dependencies.md: what is installed with the program, from what is installed here."""

# ruff: noqa: INP001 - a script, not a module of the program

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

PROGRAM = "negotiation-tracker"
OFFERED = ("excel", "web", "parquet", "postgres")
HEAD = """# What is installed with the program

The program needs four packages, and these need the others. Written by `make dependencies` from what
is installed; a test fails where a package is needed that is not listed here, so that none comes in
unseen. The version is the one that was looked at. None that the program loads reaches the network;
pip comes along with sqlite-utils, and is not loaded.

| package | version | licence | needed by |
|---|---|---|---|
"""
EXTRAS = """
## What the extras bring

Nothing of this is installed unless it is asked for, as `pip install 'negotiation-tracker[excel]'`
does, and a command loads it only where it is needed: XlsxWriter for workbooks, Datasette for
`serve`, pyarrow for `export parquet`, psycopg and greenlet for ledgers on a server.

| package | version | licence | needed by |
|---|---|---|---|
"""
FOOT = """
psycopg is under the LGPL: whoever passes the program on together with it also passes on its
licence, and lets it be replaced. `psycopg-binary` holds libpq (PostgreSQL Licence) and OpenSSL
(Apache-2.0).

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


class Wanted(NamedTuple):
    """A package with one of its extras, or none: the empty one."""

    name: str
    extra: str = ""

    def __str__(self) -> str:
        return f"{self.name}[{self.extra}]" if self.extra else self.name


def needs(wanted: Wanted) -> Iterator[Wanted]:
    """What a package needs here; with an extra, what that needs besides."""
    for line in metadata.requires(wanted.name) or ():
        needed = Requirement(line)
        if _is_meant(needed, wanted.extra):
            yield from (Wanted(plain(needed.name), each) for each in ("", *needed.extras))


def _is_meant(needed: Requirement, extra: str) -> bool:
    if needed.marker is None:
        return not extra
    always = needed.marker.evaluate({"extra": ""})
    return not always and needed.marker.evaluate({"extra": extra}) if extra else always


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
    return _all_of([Wanted(PROGRAM)])


def packages_of_extras() -> list[Package]:
    """What the extras for users need besides, by name."""
    there = {each.name for each in packages()}
    found = _all_of([Wanted(PROGRAM, extra) for extra in OFFERED])
    return [each for each in found if each.name not in there]


def _all_of(begun: list[Wanted]) -> list[Package]:
    by: dict[str, set[str]] = {}
    left, seen = [*begun], set(begun)
    while left:
        wanted = left.pop()
        for each in needs(wanted):
            if each not in seen:
                seen.add(each)
                left.append(each)
            if each.name != wanted.name:
                by.setdefault(each.name, set()).add(str(wanted))
    return [
        Package(name, metadata.version(name), licence(name), tuple(sorted(by[name])))
        for name in sorted(by)
    ]


def page() -> str:
    """The document."""
    return HEAD + _rows(packages()) + EXTRAS + _rows(packages_of_extras()) + FOOT


def _rows(listed: list[Package]) -> str:
    return "".join(
        f"| {each.name} | {each.version} | {each.licence} | {', '.join(each.needed_by)} |\n"
        for each in listed
    )


if __name__ == "__main__":
    (Path(__file__).parent / "dependencies.md").write_text(page(), encoding="utf-8")
