"""The matrix in blocks of as many parties as stand side by side, on paper too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.ledger.matrix import Matrix, of_parties
from tracker.render.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOM = 70
"""Letters that the columns of a block may take: beside the demands, what A4 and letter have."""
_NARROWEST, _AROUND = 5, 2


def blocks(found: Matrix) -> list[Matrix]:
    """The matrix in blocks of columns, each with the demands that it has a cell of."""
    return [of_parties(found, parties) for parties in _side_by_side(found.parties)]


def _side_by_side(parties: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    left = ROOM
    for party in parties:
        takes = max(width(party), _NARROWEST) + _AROUND
        if block and takes > left:
            yield block
            block, left = [], ROOM
        block.append(party)
        left -= takes
    if block:
        yield block
