"""What was undone and redone, told once: a history as a person reads it."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.ledger.history import Entry
from tracker.model import Draft, Verb


class Told(NamedTuple):
    """An entry of a history, and how it stands for others that say the same.

    Attributes:
        first: the id of the move that said it first; empty where it was never undone and redone.
        times: how often it was.
    """

    entry: Entry
    first: str = ""
    times: int = 0


def folded(entries: Iterable[Entry]) -> list[Told]:
    """The entries without those that an undo took back and a redo brought again.

    What is only undone stays as it is.
    """
    found: list[Told] = []
    chain: list[Told] = []
    for entry in entries:
        told = Told(entry)
        if chain and entry.move.said.corrects != chain[-1].entry.move.id:
            found += chain
            chain = []
        back = _redoes(chain, told)
        if back:
            before = chain[-back]
            told = Told(entry, before.first or before.entry.move.id, before.times + 1)
            del chain[-back:]
        chain.append(told)
    return found + chain


def _redoes(chain: list[Told], told: Told) -> int:
    """How many of the last entries a next one makes needless, as it brings the first of them again.

    One where that was struck; two where it was a correction that another one took back; else none.
    """
    if chain and _says(chain[-1]) == _says(told):
        struck = any(each.said.verb is Verb.STRIKE for each in chain[-1].entry.set_aside)
        return 1 if struck else 0
    if len(chain) < 3 or _says(chain[-2]) != _says(told):
        return 0
    return 2 if _says(chain[-3]) == _says(chain[-1]) else 0


def _says(told: Told) -> Draft:
    return told.entry.move.said._replace(corrects=None)
