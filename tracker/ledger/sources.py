"""The texts of sources: what moves name as the text of their source, kept once by its hash."""

from collections.abc import Iterable

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.identity import text_hash
from tracker.store.store import Store
from tracker.texts import unfit_source

SHORT_HASH = 8


def keep_text(store: Store, text: str) -> str:
    """Keep a text, once, and give its hash."""
    found = text_hash(text)
    store.write("source_text_insert", {"hash": found, "text": text})
    return found


def text_of(store: Store, found: str) -> str | None:
    """The text with a hash; None where it is not here."""
    row = store.one("source_text", {"hash": found})
    return row[0] if row else None


def texts_of(case: Case) -> dict[str, str]:
    """The texts that the moves of a negotiation name, by their hashes, in the order of these."""
    until = END_OF_TIME if case.store.known_until is None else case.store.known_until
    where = {
        "negotiation": case.negotiation.id,
        "until": until,
        "private": int(not case.store.hides_private),
    }
    return dict(case.store.each("texts_of_moves", where))


def fault_of(found: str, text: str) -> str | None:
    """Why a text that comes from elsewhere cannot be the one with a hash; None where it is."""
    if "\0" in text or not _is_unicode(text):
        return "it holds what no text has"
    unfit = unfit_source(text)
    if unfit:
        return f"it {unfit}"
    if text_hash(text) != found:
        return "it does not fit its hash: it was changed after it was recorded"
    return None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_named(store: Store, found: str) -> bool:
    """Whether a move names the text with a hash."""
    return found in named_among(store, [found])


def named_among(store: Store, hashes: Iterable[str]) -> set[str]:
    """Those of some hashes that a move names as that of a text."""
    from json import dumps

    rows = store.each("hashes_named", {"hashes": dumps(list(hashes))})
    return {named for (named,) in rows}


def short_hashes(hashes: Iterable[str]) -> dict[str, str]:
    """The shortest beginnings, of eight characters or more, that tell some hashes apart."""
    every = sorted(set(hashes))
    found = {}
    for place, each in enumerate(every):
        beside = every[max(0, place - 1) : place] + every[place + 1 : place + 2]
        length = SHORT_HASH
        while any(other.startswith(each[:length]) for other in beside):
            length += 1
        found[each] = each[:length]
    return found
