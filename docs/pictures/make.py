"""Draw what the views print of the worked example, colours and all, and the gallery of them.

Run by `make pictures`. A picture needs nothing from elsewhere: it names the fonts that systems
have, and places each run of text at its own column, so that columns stand in line in any of them.
"""

# ruff: noqa: INP001 - a script, not a module of the program

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.sax.saxutils import escape

from tracker.cli import run
from tracker.commands.catalogue import CATALOGUE
from tracker.context import World
from tracker.render.text import width


class Picture(NamedTuple):
    """A view to draw: the question that it answers, its command, and how wide the terminal is."""

    question: str
    command: str
    columns: int = 100


# The first one stands at the top of README.md: the two talks, and every title, fit on one line.
PICTURES = {
    "diff": Picture("What changed between two talks, and who moved?", "diff T2 T3", 116),
    "status": Picture("Where do we stand, and who owes an answer?", "status"),
    "positions": Picture("Who says what to which demand?", "positions"),
    "matrix": Picture("Who stands where, at a glance?", "matrix"),
    "timeline": Picture("Who moved, and when?", "timeline --from RU", 110),
    "show": Picture("How did one demand come to where it is?", "show RU-5"),
    "log": Picture("What was said last?", "log --limit 12"),
    "search": Picture("Has this been said before?", "search missiles"),
    "agenda": Picture("What is owed, by whom, and since when?", "agenda --for RU"),
    "stats": Picture("Who answers what, who moves, who sides with whom?", "stats"),
    "blockers": Picture("What stands between here and agreement?", "blockers"),
    "compare": Picture("What lies between these two?", "compare RU NATO", 116),
    "brief": Picture(
        "What should one party have at hand before the next talk?", "brief --for RU", 116
    ),
}
REPORT = "report"
REPORT_QUESTION = "What can be handed to somebody who never opens a terminal?"
PHOTOGRAPHS = {
    "report": ("", 1200, 1500, "light", "html"),
    "report-timeline": (", its timeline", 1200, 900, "light", "#timeline"),
    "report-telephone": (" on a telephone, where it is dark", 390, 1500, "dark", "#timeline"),
}
"""Where each photograph is of, how wide and high it is, in which scheme, and what is at its top."""
HERE = Path(__file__).parent
GALLERY = HERE.parent / "gallery.md"
HEAD = """# Gallery

Each view with the question it answers, as it looks in a terminal. All of it is the worked example,
the Russia–NATO talks of December 2021 to February 2022, on the first of March; `tracker demo`
with `--keep` leaves it in a database to play with. [Views](views.md) explains what is seen.
"""
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


def output(*arguments: str, database: Path, columns: int = 100) -> str:
    """What the program prints to a terminal of 24-bit colour."""
    environment = {"COLUMNS": str(columns), "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    out, err = io.StringIO(), io.StringIO()
    world = World(environment, io.StringIO(), out, err, lambda: datetime(2022, 3, 1, tzinfo=UTC))
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


def drawn(printed: str, shown: Picture) -> str:
    """The picture of a terminal with the command and what it printed."""
    prompt = f"$ tracker {shown.command}"
    lines = printed.rstrip("\n").split("\n")
    wide = round(2 * PADDING + shown.columns * CELL)
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


def pictures() -> Mapping[str, str]:
    """Every picture as it should be now, by its name."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        output("demo", database=database)
        return {name: drawn(_printed(each, database), each) for name, each in PICTURES.items()}


def _printed(shown: Picture, database: Path) -> str:
    line = [*shown.command.split(), "--format", "table"]
    return output(*line, database=database, columns=shown.columns)


def gallery() -> str:
    """The page with all of them."""
    shown = {name: (each.question, f"{name}.svg") for name, each in PICTURES.items()}
    parts = [
        f"\n## {name}\n\n*{question}*\n\n![What `tracker {name}` shows](pictures/{file})\n"
        for name, (question, file) in shown.items()
    ]
    if REPORT in CATALOGUE:
        parts.append(f"\n## {REPORT}\n\n*{REPORT_QUESTION}*\n")
        parts += [f"\n![What `tracker {REPORT}` shows{where}](pictures/{name}.png)\n"
                  for name, (where, *_) in PHOTOGRAPHS.items()]  # fmt: skip
    return HEAD + "".join(parts)


def photograph_report() -> None:
    """The page that `tracker report` writes, as Chromium shows it; as it is where there is none."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if REPORT not in CATALOGUE or not chromium:
        print(f"{REPORT}.png is left as it is: it takes `tracker report` and Chromium")
        return
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as driving:
        database, page = Path(folder) / "demo.db", Path(folder) / "report.html"
        output("demo", database=database)
        output(REPORT, "-o", str(page), database=database)
        browser = driving.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (_, wide, high, scheme, top) in PHOTOGRAPHS.items():
            size = {"width": wide, "height": high}
            shown = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
            shown.goto(page.as_uri())
            shown.locator(top).evaluate("each => each.scrollIntoView()")
            shown.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    for picture, text in pictures().items():
        (HERE / f"{picture}.svg").write_text(text, encoding="utf-8")
    photograph_report()
    GALLERY.write_text(gallery(), encoding="utf-8")
