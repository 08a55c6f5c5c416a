"""Taking in the texts of sources that another copy of the ledger tells."""

from collections.abc import Iterable, Sequence

from tracker.errors import InputFileError, Problem
from tracker.ledger.parts import in_parts
from tracker.ledger.sources import SHORT_HASH, fault_of, keep_text, named_among
from tracker.ledger.union.facts import SourceText
from tracker.store.store import Store


def take_texts(store: Store, texts: Iterable[SourceText]) -> None:
    """Keep the texts that the moves name, which are here by now.

    Raises:
        InputFileError: one is not what its hash says, or no move names it; all of them are listed,
            and the caller must undo.
    """
    problems: list[Problem] = []
    for part in in_parts(texts):
        reasons = _reasons(store, part)
        for each, reason in zip(part, reasons, strict=True):
            if reason:
                told = f"the source text {each.hash[:SHORT_HASH]}: {reason}"
                problems.append(Problem(each.line, "", "", told))
            else:
                keep_text(store, each.text)
    if problems:
        raise InputFileError(
            "Nothing was taken over: the text of a source cannot be as it is told. Ask for what "
            "was recorded.",
            problems,
        )


def _reasons(store: Store, texts: Sequence[SourceText]) -> list[str | None]:
    """Why each of some texts is not kept, None where it is."""
    faults = [fault_of(each.hash, each.text) for each in texts]
    sound = [each.hash for each, fault in zip(texts, faults, strict=True) if not fault]
    named = named_among(store, sound)
    return [
        fault or (None if each.hash in named else "no move names it")
        for each, fault in zip(texts, faults, strict=True)
    ]
