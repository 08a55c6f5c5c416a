"""The texts of sources in files of moves: named by their hashes; JSON brings them along."""

import re
from collections.abc import Iterable
from typing import Any

from tracker.errors import InputFileError
from tracker.exchange.moves_out import SOURCE_TEXT
from tracker.exchange.rows import BadCell, Record
from tracker.ledger.sources import SHORT_HASH, fault_of, is_named, keep_text
from tracker.store.store import Store

_HASH = re.compile("[0-9a-f]{64}")


def named_in(row: Record) -> str | None:
    """The hash that a row names, if any.

    Raises:
        BadCell: it is none.
    """
    found = row[SOURCE_TEXT].casefold()
    if found and not _HASH.fullmatch(found):
        raise BadCell(SOURCE_TEXT, "is not the hash of a text: 64 hexadecimal digits")
    return found or None


def checked(members: Iterable[tuple[str, Any]], file: str) -> dict[str, str]:
    """The texts of an envelope, each seen to be what its hash says.

    Raises:
        InputFileError: one is not.
    """
    found = {}
    for name, text in members:
        reason = fault_of(name, text) if type(text) is str else "it is not a text"
        if reason:
            raise InputFileError(f"{file} holds the source text {name[:SHORT_HASH]}, but {reason}.")
        found[name] = text
    return found


def take(store: Store, texts: Iterable[tuple[str, str]]) -> None:
    """Keep the texts that moves name."""
    for found, text in texts:
        if is_named(store, found):
            keep_text(store, text)
