"""The growth of commands as a picture: small panels, one a command, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

ACROSS, WIDTH, HEIGHT, MARGIN = 4, 230, 150, 34
LEAST, MOST = 0.03, 300.0
"""The seconds at the foot and the head of a panel."""
CLOSE = 36
"""A point as close as this to the one before has its label below."""
STYLE = (
    "text{font:11px sans-serif;fill:#222}.small{font-size:9px;fill:#555}"
    ".axis{stroke:#bbb;stroke-width:1}.grows{stroke:#d55e00}.stays{stroke:#0072b2}"
    "polyline{fill:none;stroke-width:2}circle{fill:#222}"
)


class Line(NamedTuple):
    """The seconds of one command by the moves, and what they should follow, if anything."""

    name: str
    follows: str
    seconds: Mapping[int, float]


def chart(lines: Sequence[Line]) -> str:
    """An SVG document."""
    rows = -(-len(lines) // ACROSS)
    wide, high = ACROSS * WIDTH, rows * HEIGHT + 24
    panels = "".join(
        f'<g transform="translate({at % ACROSS * WIDTH},{at // ACROSS * HEIGHT + 24})">'
        f"{_panel(each, lines)}</g>"
        for at, each in enumerate(lines)
    )
    head = (
        "Seconds of the processor by moves in the ledger; orange: shows or reads more as it grows"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" role="img"><title>{head}</title><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/><text x="8" y="16">{head}</text>'
        f"{panels}</svg>\n"
    )


def _panel(line: Line, every: Sequence[Line]) -> str:
    moves = sorted({each for other in every for each in other.seconds})
    points = [
        (_x(each, moves), _y(line.seconds[each]), line.seconds[each]) for each in line.seconds
    ]
    ticks = "".join(
        f'<text class="small" x="{_x(each, moves):.0f}" y="{HEIGHT - 8}" text-anchor="middle">'
        f"{_short(each)}</text>"
        for each in moves
    )
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/><text class="small" x="{x:.1f}" '
        f'y="{y + (14 if x - before < CLOSE else -6):.1f}" text-anchor="middle">'
        f"{_told(seconds)}</text>"
        for (before, *_), (x, y, seconds) in pairwise([(-math.inf, 0.0, 0.0), *points])
    )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    kind = "grows" if line.follows else "stays"
    foot = HEIGHT - MARGIN + 12
    return (
        f'<text x="14" y="14">{escape(line.name)}</text>'
        f'<line class="axis" x1="14" y1="{foot}" x2="{WIDTH - 12}" y2="{foot}"/>{ticks}'
        f'<polyline class="{kind}" points="{path}"/>{dots}'
    )


def _x(moves: int, every: Sequence[int]) -> float:
    if len(every) == 1:
        return WIDTH / 2
    span = math.log(every[-1] / every[0])
    return 30 + (WIDTH - 64) * math.log(moves / every[0]) / span


def _y(seconds: float) -> float:
    share = math.log(min(max(seconds, LEAST), MOST) / LEAST) / math.log(MOST / LEAST)
    return HEIGHT - MARGIN + 6 - (HEIGHT - MARGIN - 30) * share


def _short(moves: int) -> str:
    return f"{moves // 1_000_000} M" if moves >= 1_000_000 else f"{moves // 1000} k"


def _told(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
