"""Write commands.md: the help of every command, as the program gives it.

Run by `make docs`, whenever an option or its help has changed.
"""

# ruff: noqa: INP001 - a script, not a module of the program

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from tracker.cli import run
from tracker.commands.catalogue import CATALOGUE

FILE = Path(__file__).parent / "commands.md"
HEAD = """\
# Commands

Verbs record, nouns manage, views show. This page is what `tracker COMMAND --help` prints, written
by `make docs`.

`--db`, `--negotiation` and `--read-only` may stand before the command or after it. `TEXT` may be
`-`, which reads standard input, or `@FILE`, which reads a file; what follows `--` is never an
option, so a `TEXT` that begins with a dash stands after it. A `TALK` is a ref such as `T3`, a date
that only one talk has, `first`, `last`, `prev` or `last~2`; where a moment is wanted, any date
does. Demands and parties are found by their exact key or code, else whatever the letters' case; a
party also by its name or an alias.
"""


def helped(*command: str) -> str:
    """The help of one command."""
    out = io.StringIO()
    with redirect_stdout(out):
        run([*command, "--help"])
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").split("\n"))


def subcommands(text: str) -> list[str]:
    """The names listed in the help of a group; none in that of a command."""
    _, listed, below = text.partition("\nCommands:\n")
    lines = below.split("\n") if listed else []
    return [line.split()[0] for line in lines if line[:2] == "  " and line[2:3].strip()]


def entry(marks: str, *command: str) -> Iterator[str]:
    """The heading and the help of a command, then those of its sub-commands."""
    text = helped(*command)
    yield f"{marks} tracker {' '.join(command)}\n\n```text\n{text}\n```\n"
    for name in subcommands(text):
        yield from entry(f"{marks}#", *command, name)


def page() -> str:
    """The whole page as it should be now."""
    kept = dict(os.environ)
    os.environ.update(COLUMNS="100", NO_COLOR="1", _TYPER_FORCE_DISABLE_TERMINAL="1")
    try:
        parts = [HEAD]
        for section in dict.fromkeys(each.section for each in CATALOGUE.values()):
            names = [name for name, each in CATALOGUE.items() if each.section == section]
            parts.append(f"## {section}\n\n{contents(names)}")
            parts += [part for name in names for part in entry("###", name)]
        return "\n".join(parts)
    finally:
        os.environ.clear()
        os.environ.update(kept)


def contents(names: list[str]) -> str:
    """The commands of a section with what they do, linked to their help below."""
    rows = (f"| [`{name}`](#tracker-{name}) | {CATALOGUE[name].help} |\n" for name in names)
    return f"| | |\n|---|---|\n{''.join(rows)}"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
