"""Taking in the texts of sources that another copy of the ledger tells."""

from collections.abc import Iterable

from tracker.errors import InputFileError, Problem
from tracker.ledger.sources import SHORT_HASH, fault_of, is_named, keep_text
from tracker.ledger.union.facts import SourceText
from tracker.store.store import Store


def take_texts(store: Store, texts: Iterable[SourceText]) -> None:
    """Keep the texts that the moves name, which are here by now.

    Raises:
        InputFileError: one is not what its hash says, or no move names it; all of them are listed,
            and the caller must undo.
    """
    problems = []
    for each in texts:
        reason = fault_of(each.hash, each.text)
        if reason is None and not is_named(store, each.hash):
            reason = "no move names it"
        if reason:
            named = f"the source text {each.hash[:SHORT_HASH]}: {reason}"
            problems.append(Problem(each.line, "", "", named))
        else:
            keep_text(store, each.text)
    if problems:
        raise InputFileError(
            "Nothing was taken over: the text of a source cannot be as it is told. Ask for what "
            "was recorded.",
            problems,
        )
