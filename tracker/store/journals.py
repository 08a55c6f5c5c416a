"""Whether the journal beside a database is its own.

SQLite plays back whatever journal it finds there after a crash, and would write the pages of
another file, or of another time, over this one. A journal does not name its file; but how large
the file was, and how often it had been changed, stand in it. So that of a ledger made in exactly
the same steps is not told apart. The layout is that of
https://sqlite.org/fileformat2.html#the_rollback_journal.
"""

import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from tracker.errors import DatabaseUnusable

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = Struct(">8sIIIII")
_NUMBER = Struct(">I")
_HEAD = 100  # the bytes of a database that describe it
_SMALLEST_PAGE = 512
_STEP = 200  # every how manieth byte of a page goes into its checksum
_open: dict[tuple[int, int], int] = {}
"""Files that were looked into. Closing one would give up every lock this process has on it."""


class _State(NamedTuple):
    """What the head of a database says of it."""

    page_size: int
    counter: int
    pages: int

    @classmethod
    def read(cls, head: bytes) -> "_State":
        size, counter, pages = (
            int.from_bytes(head[at : at + length]) for at, length in ((16, 2), (24, 4), (28, 4))
        )
        return cls(65536 if size == 1 else size, counter, pages)


class _Part(NamedTuple):
    """The head of a part of a journal.

    Attributes:
        records: how many pages are in the part; that it cannot know where nothing is synced.
        nonce: what the checksums of its pages begin with.
        pages: how many the database had.
        sector: the bytes that the head takes.
        page_size: of the database, in bytes.
    """

    records: int
    nonce: int
    pages: int
    sector: int
    page_size: int


def refuse_anothers(database: Path, *, of: Path | None = None) -> None:
    """See that the journal beside a database, if one is to be played back, leads back from it.

    Args:
        database: the file, by its own name.
        of: what it is a copy of, to be named in its place.

    Raises:
        DatabaseUnusable: it does not.
    """
    try:
        with Path(f"{database}-journal").open("rb", buffering=0) as journal:
            part = _part(journal, 0)
            if part is None:
                return
            now = _head(database)
            if _leads_back_from(now, part, journal):
                return
            if (_head(database), _part(journal, 0)) != (now, part):
                return  # it is that of somebody who writes now
    except OSError:
        return  # what is wrong with the files SQLite will say
    name = of or database
    raise DatabaseUnusable(
        f"{name}-journal is the journal of another file, or of an earlier time of this one, and "
        f"would damage {name}; move it away (keep it), then try again and run: tracker check"
    )


def _head(database: Path) -> bytes:
    found = database.stat()
    key = found.st_dev, found.st_ino
    if key not in _open:
        _open[key] = os.open(database, os.O_RDONLY | os.O_CLOEXEC)
    return os.pread(_open[key], _HEAD, 0)


def _leads_back_from(now: bytes, part: _Part, journal: FileIO) -> bool:
    """Whether a database is as it was when the journal was begun, or as the change had it.

    Of a change, the first page is written with the last ones, and has then the next number. A
    journal without that page is of a change that did not come so far.
    """
    if len(now) < _HEAD:
        return True
    state = _State.read(now)
    page_size = part.page_size or state.page_size
    pages = _pages(journal, page_size)
    first = next((page for number, page in pages if number == 1), b"")
    if first:
        return first[:_HEAD] == now or state.counter == _State.read(first).counter + 1
    if part.pages == 0:
        return state.counter <= 1  # the first change there ever was
    return (page_size, part.pages) == (state.page_size, state.pages)


def _part(journal: FileIO, at: int) -> _Part | None:
    """The head of the part that begins there; None where no part would be played back."""
    journal.seek(at)
    head = journal.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None
    magic, *rest = _HEADER.unpack(head)
    part = _Part(*rest)
    sound = part.sector >= _HEADER.size and (not part.page_size or part.page_size >= _SMALLEST_PAGE)
    return part if magic == _MAGIC and sound else None


def _pages(journal: FileIO, page_size: int) -> Iterator[tuple[int, bytes]]:
    """The number of each page that would be played back, and what it was."""
    length = _NUMBER.size + page_size + _NUMBER.size  # the number, the page, its checksum
    at, sector = 0, 0
    while part := _part(journal, at):
        sector = sector or part.sector
        journal.seek(at := at + sector)
        for _ in range(part.records):
            record = journal.read(length)
            if len(record) < length:
                return
            page = record[_NUMBER.size : -_NUMBER.size]
            if _checksum(part.nonce, page) != _NUMBER.unpack_from(record, length - 4)[0]:
                return
            yield _NUMBER.unpack_from(record)[0], page
            at += length
        at = -(-at // sector) * sector


def _checksum(nonce: int, page: bytes) -> int:
    return (nonce + sum(page[len(page) - _STEP : 0 : -_STEP])) & 0xFFFFFFFF
