"""Small charts made of characters: a run of counts, and a bar of shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.render.sheet import Cell
from tracker.render.theme import BARS


def run(counts: Sequence[int], most: int, *, unicode: bool) -> str:
    """A mark for each count, as high as its part of `most`; only nought has the lowest.

    Without Unicode a mark is the count itself, 9 for all above.
    """
    marks = BARS[0 if unicode else 1]
    top = len(marks) - 1
    if not unicode:
        return "".join(marks[min(each, top)] for each in counts)
    return "".join(marks[-(-each * top // max(1, most))] for each in counts)


def gathered(counts: Sequence[int], cells: int) -> list[int]:
    """Successive counts added up by so many that no more than `cells` are left."""
    size = each_stands_for(len(counts), cells)
    return [sum(counts[at : at + size]) for at in range(0, len(counts), size)]


def each_stands_for(count: int, cells: int) -> int:
    """How many of `count` one mark stands for, where there is room for `cells` of them."""
    return max(1, -(-count // max(1, cells)))


def bar(parts: Mapping[str, int], marks: Mapping[str, str], cells: int) -> list[Cell]:
    """A bar of `cells` marks divided as the parts are, the largest remainders rounded up."""
    total = sum(parts.values())
    if not total:
        return [Cell(" " * cells)]
    exact = {name: part * cells / total for name, part in parts.items()}
    shares = {name: int(each) for name, each in exact.items()}
    left = cells - sum(shares.values())
    for name in sorted(exact, key=lambda each: shares[each] - exact[each])[:left]:
        shares[name] += 1
    return [Cell(marks[name] * share, name) for name, share in shares.items() if share]
