"""The words of a move, and of what is sought, as PostgreSQL's text search takes them.

They are folded by the program, as in SQLite, so that both find the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.searching.folding import words_in
from tracker.searching.sought import Sought, Term

LAST_PLACE = 16_383
"""Source: https://www.postgresql.org/docs/current/textsearch-limitations.html"""
LONGEST_WORD = 500
BETWEEN = 50
LONG = 16_000
"""Above so many characters a move may be left out: those that the index `move_long` finds."""
MOST_BYTES = 1_000_000
_PLACE_BYTES = 6
# text, quote, condition, note, speaker, source: by how much each tells
_WEIGHTS = "AAACBD"


def indexed(texts: tuple[str | None, ...]) -> str:
    """The words of the six texts of a move with their places, as a tsvector is written.

    Empty where they are more than that holds: such a move is read whenever something is sought.
    """
    placed = list(_placed(texts))
    size = sum(len(each.encode()) + _PLACE_BYTES for each in placed)
    fits = len(placed) + BETWEEN * len(texts) <= LAST_PLACE and size <= MOST_BYTES
    is_long = sum(len(text or "") for text in texts) > LONG
    return "" if is_long and not fits else " ".join(placed)


def _placed(texts: tuple[str | None, ...]) -> Iterator[str]:
    place = 0
    for text, weight in zip(texts, _WEIGHTS, strict=True):
        for word in words_in(text or ""):
            place += 1
            yield f"{_quoted(word.folded)}:{min(place, LAST_PLACE)}{weight}"
        place += BETWEEN  # so that no phrase is found across two texts


def expression(sought: Sought) -> str:
    """What is sought, as a tsquery is written."""
    wanted = " & ".join(map(_phrase, sought.terms))
    if not sought.without:
        return wanted
    return f"({wanted}) & !({' | '.join(map(_phrase, sought.without))})"


def _phrase(term: Term) -> str:
    words = [_quoted(word) for word in term.words]
    if term.begins:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})"


def _quoted(word: str) -> str:
    cut = word[:LONGEST_WORD].replace("\\", "\\\\").replace("'", "''")
    return f"'{cut}'"
