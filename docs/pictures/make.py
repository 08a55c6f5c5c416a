"""Draw diff.svg: what `tracker diff T2 T3` prints of the worked example, colours and all.

Run by `make pictures`. The picture needs nothing from elsewhere: it names the fonts that systems
have, and places each run of text at its own column, so that columns stand in line in any of them.
"""

# ruff: noqa: INP001 - a script, not a module of the program

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.sax.saxutils import escape

from tracker.cli import run
from tracker.context import World
from tracker.render.text import width

COMMAND = ("diff", "T2", "T3")
COLUMNS = 116  # the two talks, and every title, fit on one line
CELL, LINE, SIZE, PADDING = 8.43, 21.0, 14, 28

BACKGROUND, EDGE = "#11151b", "#262d38"
TEXT, BRIGHT, MUTED, PROMPT = "#cdd3dc", "#f3f5f8", "#8590a0", "#6b7686"
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"

_SGR = re.compile(r"\x1b\[([\d;]*)m")
_WORDS = re.compile(r"\S+(?: \S+)*")


class Run(NamedTuple):
    """Some text with one look, at a column of its line; `look` holds attributes of SVG."""

    column: int
    text: str
    look: str


def output(*arguments: str, database: Path) -> str:
    """What the program prints to a terminal of 24-bit colour."""
    environment = {"COLUMNS": str(COLUMNS), "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    out, err = io.StringIO(), io.StringIO()
    world = World(environment, io.StringIO(), out, err, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    code = run(["--color", "always", "--db", str(database), *arguments], world)
    if code:
        sys.exit(f"tracker {' '.join(arguments)} gave {code}: {err.getvalue()}")
    return out.getvalue()


def runs(line: str) -> Iterator[Run]:
    """The pieces of a printed line; gaps of two spaces or more are left out."""
    column, codes = 0, ""
    for at, piece in enumerate(_SGR.split(line)):
        if at % 2:
            codes = piece
            continue
        for words in _WORDS.finditer(piece):
            before = width(piece[: words.start()])
            yield Run(column + before, words[0], look(codes))
        column += width(piece)


def look(codes: str) -> str:
    """The attributes of SVG for the numbers of one escape sequence."""
    numbers = codes.split(";")
    color = TEXT
    if "38" in numbers:
        red, green, blue = map(int, numbers[numbers.index("38") + 2 :][:3])
        color = f"#{red:02x}{green:02x}{blue:02x}"
        numbers = numbers[: numbers.index("38")]
    elif "1" in numbers:
        color = BRIGHT
    elif "2" in numbers:
        color = MUTED
    found = [f'fill="{color}"']
    if "1" in numbers:
        found.append('font-weight="bold"')
    if "3" in numbers:
        found.append('font-style="italic"')
    if "9" in numbers:
        found.append('text-decoration="line-through"')
    return " ".join(found)


def drawn(printed: str) -> str:
    """The picture of a terminal with the command and what it printed."""
    prompt = f"$ tracker {' '.join(COMMAND)}"
    lines = printed.rstrip("\n").split("\n")
    wide = round(2 * PADDING + COLUMNS * CELL)
    high = round(2 * PADDING + (len(lines) + 2) * LINE)
    words = escape("\n".join(_SGR.sub("", line).rstrip() for line in lines))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}" role="img" aria-labelledby="name words">',
        f'<title id="name">{escape(prompt)}</title>',
        f'<desc id="words">{words}</desc>',
        f'<rect x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="10"'
        f' fill="{BACKGROUND}" stroke="{EDGE}"/>',
        f'<g font-family="{FONTS}" font-size="{SIZE}">',
        placed(Run(0, prompt, f'fill="{PROMPT}"'), 0),
    ]
    parts += [placed(each, row) for row, line in enumerate(lines, 2) for each in runs(line)]
    return "\n".join([*parts, "</g>", "</svg>"]) + "\n"


def placed(each: Run, row: int) -> str:
    """One run as an element, held to the width that its cells take."""
    x = PADDING + each.column * CELL
    y = PADDING + row * LINE + SIZE
    long = width(each.text) * CELL
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" textLength="{long:.1f}" {each.look}>'
        f"{escape(each.text)}</text>"
    )


def picture() -> str:
    """The picture as it should be now."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        output("demo", database=database)
        return drawn(output(*COMMAND, "--format", "table", database=database))


if __name__ == "__main__":
    (Path(__file__).parent / "diff.svg").write_text(picture(), encoding="utf-8")
