"""The texts of sources: whether each is what was kept, and whether the quotes stand in them."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.ledger.case import Case
from tracker.ledger.checking.findings import Code, Finding
from tracker.ledger.sources import SHORT_HASH, fault_of, text_of
from tracker.searching.quotes import Quoted, unfound
from tracker.store.store import Store


def altered_texts(store: Store) -> Iterator[Finding]:
    """The texts that do not say what was kept."""
    for found, private in store.all("texts_to_check"):
        if fault_of(found, text_of(store, found) or ""):
            sentence = (
                f"the text {found[:SHORT_HASH]} of a source does not say what was kept: it does "
                "not fit its hash, so it was changed afterwards"
            )
            yield Finding(Code.TEXT_ALTERED, sentence, private=bool(private))


def of_sources(case: Case) -> Iterator[Finding]:
    """The quotes that do not stand in the text of their source, and texts that are not here."""
    yield from _unfound(case)
    where = {"negotiation": case.negotiation.id}
    for found, count, move, key, private, _ in case.store.each("texts_missing", where):
        many = "1 move" if count == 1 else f"{count} moves"
        yield Finding(
            Code.TEXT_MISSING,
            f"the text {found[:SHORT_HASH]} of a source, named by {many}, is not in this copy",
            "tracker bundle apply FILE, with a bundle of all there is",
            case.negotiation.name, key, move, private=bool(private),
        )  # fmt: skip


def _unfound(case: Case) -> Iterator[Finding]:
    where = {"negotiation": case.negotiation.id}
    last, source = "", Quoted("")
    for move, key, talk, private, quote, found in case.store.each("quotes_to_check", where):
        if found != last:
            last, source = found, Quoted(text_of(case.store, found) or "")
        fault = unfound(source, quote)
        if fault:
            yield Finding(
                Code.QUOTE_NOT_FOUND,
                fault,
                f"tracker correct {move[:8]} --quote TEXT",
                case.negotiation.name, key, move, talk, bool(private),
            )  # fmt: skip
