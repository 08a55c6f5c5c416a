"""What was undone and redone, told once: a history as a person reads it."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.ledger.history import Entry
from tracker.ledger.logbook import REDO, UNDONE
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

    One where an undo struck that; two where it was a correction that an undo took back; else none.
    Which command brought it again decides: a ruling too says again what was struck. What another
    copy recorded is known by the strike of the undo alone.
    """
    if not chain:
        return 0
    last = chain[-1].entry
    command = last.command_of(told.entry.move.id)
    if _says(chain[-1]) == _says(told):
        return int(command in ("", REDO) and not told.entry.ruled and _undone(last))
    again = len(chain) > 1 and command == REDO and _says(chain[-2]) == _says(told)
    return 2 if again else 0


def _undone(entry: Entry) -> bool:
    strikes = (each.said for each in entry.set_aside if each.said.verb is Verb.STRIKE)
    return any((each.text or "").startswith(UNDONE) for each in strikes)


def _says(told: Told) -> Draft:
    return told.entry.move.said._replace(corrects=None)
