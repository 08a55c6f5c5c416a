"""Sources as the moves of a negotiation cite them, and the texts attached to them."""

from typing import NamedTuple

from tracker.errors import NotFound, Refused, UsageError
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.docket import UNFILED
from tracker.ledger.identity import text_hash
from tracker.ledger.mending import correct
from tracker.ledger.moves import SHORTEST_ID, move_of
from tracker.ledger.recording import Recorded, Recorder
from tracker.ledger.sources import keep_text, short_hashes, text_of
from tracker.ledger.suggesting import unknown


class Cited(NamedTuple):
    """One source as the moves in force cite it, with one text of it.

    Attributes:
        source: the link or citation; empty where moves have a text and cite nothing.
        hash: of the text; empty for none.
        size: its bytes; None where there is none, or it is not in this copy of the ledger.
        moves: how many moves there are; quotes: how many of them quote it.
        private: 1 where all of them are private.
    """

    source: str
    hash: str
    size: int | None
    moves: int
    quotes: int
    private: int


def sources(case: Case) -> list[Cited]:
    """The sources that moves in force cite, in the order in which they are first cited."""
    rows = case.store.each("sources", {"negotiation": case.negotiation.id})
    return [Cited(*row) for row in rows]


def text_named(case: Case, named: str) -> str:
    """The hash of the text that a person names: by its source, or by the beginning of the hash.

    Raises:
        NotFound: no move that may be seen names such a text.
        UsageError: there are several.
    """
    wanted = named.casefold()
    found = {each.hash for each in sources(case) if each.source == named and each.hash}
    if len(wanted) >= SHORTEST_ID and not set(wanted) - set("0123456789abcdef"):
        found |= {each for each in _hashes(case) if each.startswith(wanted)}
    if len(found) > 1:
        several = ", ".join(sorted(short_hashes(found).values()))
        raise UsageError(f"{named} has several texts: {several}; name one of them.")
    if not found:
        _known_source(case, named)
        raise NotFound(
            f"No text of {named} is kept; attach one with: tracker source add SOURCE FILE"
        )
    return found.pop()


def _hashes(case: Case) -> list[str]:
    until = END_OF_TIME if case.store.known_until is None else case.store.known_until
    private = int(not case.store.hides_private)
    where = {"negotiation": case.negotiation.id, "until": until, "private": private}
    return [found for (found,) in case.store.each("texts_named", where)]


def _known_source(case: Case, named: str) -> None:
    """See that some move cites a source.

    Raises:
        NotFound: none does.
    """
    known = [each.source for each in sources(case)]
    if named not in known:
        raise unknown("source", named, _to_suggest(case, known), "tracker source list")


def _to_suggest(case: Case, known: list[str]) -> list[str]:
    """The sources that may be named to whoever reads what went wrong."""
    if not case.store.keeps_secrets:
        return known
    with case.store.without_private():
        return [each.source for each in sources(case)]


def attach(case: Case, recorder: Recorder, source: str, text: str) -> list[Recorded]:
    """Attach a text to the moves in force that cite a source, each by a correction.

    Returns:
        The corrections; none where the moves name this text already and it had not come along.

    Raises:
        NotFound: no move cites the source.
        Refused: all of them have this text.
    """
    _known_source(case, source)
    missing = text_of(case.store, text_hash(text)) is None
    found = keep_text(case.store, text)
    where = {"negotiation": case.negotiation.id, "source": source}
    moves = [move_of(case, row) for row in case.store.all("moves_of_source", where)]
    without = [each for each in moves if each.said.source_text != found]
    if not without and not missing:
        raise Refused(f"Every move that cites “{source}” has this text; nothing was changed.")
    fields = {"source_text": found}
    return [correct(case, recorder, each, fields, UNFILED).after for each in without]
