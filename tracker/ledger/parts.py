"""Many things, some after the other: so many that one question may be asked of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
MANY = 500


def in_parts(every: Iterable[T], many: int = MANY) -> Iterator[list[T]]:
    """Some after the other, so many at once."""
    left = iter(every)
    while part := list(islice(left, many)):
        yield part
