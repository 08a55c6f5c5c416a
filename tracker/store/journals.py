"""Whether the journal beside a database is its own.

SQLite plays back whatever journal it finds there after a crash, and would write the pages of
another file, or of another time, over this one. A journal does not name its file; but the state
that it leads back to stands in it. The layout is that of
https://sqlite.org/fileformat2.html#the_rollback_journal.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from tracker.errors import DatabaseUnusable

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")
_NUMBER = struct.Struct(">I")
_HEAD = 100  # the bytes of a database that describe it
_UNSYNCED = 0  # so many records has a part that nothing in the database follows yet


class _State(NamedTuple):
    """What the head of a database says of it: its first hundred bytes."""

    page_size: int
    counter: int
    pages: int

    @classmethod
    def read(cls, head: bytes) -> "_State":
        size, counter, pages = (
            int.from_bytes(head[at : at + length]) for at, length in ((16, 2), (24, 4), (28, 4))
        )
        return cls(65536 if size == 1 else size, counter, pages)


class _Journal(NamedTuple):
    """A journal that would be played back.

    Attributes:
        pages: how many the database had.
        page_size: of the database, in bytes.
        first: what its first page was; empty where that page is not in the journal.
    """

    pages: int
    page_size: int
    first: bytes


def refuse_anothers(database: Path) -> None:
    """See that the journal beside a database, if one is to be played back, leads back from it.

    Raises:
        DatabaseUnusable: it does not.
    """
    beside = Path(f"{database}-journal")
    try:
        with database.open("rb") as file, beside.open("rb") as journal:
            now = file.read(_HEAD)
            found = _read(journal)
            file.seek(0)
            is_being_written = file.read(_HEAD) != now
    except OSError:
        return  # what is wrong with the files SQLite will say
    if len(now) < _HEAD or found is None or is_being_written or _leads_back_from(now, found):
        return
    raise DatabaseUnusable(
        f"{beside} is the journal of another file, or of an earlier time of this one, and would "
        f"damage {database}; move it away (keep it), then try again and run: tracker check"
    )


def _leads_back_from(now: bytes, journal: _Journal) -> bool:
    """Whether a database is as it was when the journal was begun, or as the change had it.

    Of a change, the first page is written with the last ones, and has then the next number.
    """
    state = _State.read(now)
    if journal.page_size != state.page_size:
        return False
    if not journal.first:
        return journal.pages == state.pages
    before = _State.read(journal.first)
    return journal.first[:_HEAD] == now or state.counter == before.counter + 1


def _read(journal: BinaryIO) -> _Journal | None:
    """The journal, if SQLite would play it back."""
    about = _HEADER.unpack(journal.read(_HEADER.size).ljust(_HEADER.size, b"\0"))
    _, _, _, pages, sector, page_size = about
    if not sector or not page_size or not _is_played_back(about):
        return None
    first = next((page for number, page in _pages(journal, sector, page_size) if number == 1), b"")
    return _Journal(pages, page_size, first)


def _is_played_back(about: tuple[Any, ...]) -> bool:
    magic, records, *_ = about
    return bool(magic == _MAGIC and records != _UNSYNCED)


def _pages(journal: BinaryIO, sector: int, page_size: int) -> Iterator[tuple[int, bytes]]:
    """The number of each page in a journal, and what it was: part after part, each with a head."""
    length = _NUMBER.size + page_size + _NUMBER.size  # the number, the page, its checksum
    at = 0
    while True:
        journal.seek(at)
        head = journal.read(_HEADER.size)
        if len(head) < _HEADER.size or not _is_played_back(about := _HEADER.unpack(head)):
            return
        journal.seek(at := at + sector)
        for _ in range(about[1]):
            record = journal.read(length)
            if len(record) < length:
                return
            (number,) = _NUMBER.unpack_from(record)
            yield number, record[_NUMBER.size : -_NUMBER.size]
            at += length
        at = -(-at // sector) * sector
