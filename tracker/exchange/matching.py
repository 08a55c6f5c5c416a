"""Which rows of a file are on record already, so that importing twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.ledger.case import Case, moment_of
from tracker.ledger.docket import Docket
from tracker.model import Draft, Verb

Said = tuple[Any, ...]


class _Left:
    """Moves on record that no row stands for yet, found by any form of what they say."""

    def __init__(self, forms: Iterable[tuple[Said, ...]]) -> None:
        self._forms = list(forms)
        self._taken: set[int] = set()
        self._saying: dict[Said, list[int]] = {}
        for number in reversed(range(len(self._forms))):
            self._wait(number)

    def _wait(self, number: int) -> None:
        for said in self._forms[number]:
            self._saying.setdefault(said, []).append(number)

    def take(self, said: Said) -> int | None:
        """The number of the first move that says this, which is then left no more."""
        waiting = self._saying.get(said, [])
        while waiting:
            number = waiting.pop()
            if number not in self._taken:
                self._taken.add(number)
                return number
        return None

    def give_back(self, number: int) -> None:
        """Leave a move that was taken to the next row."""
        self._taken.discard(number)
        self._wait(number)


class Matching:
    """Compares rows with what the ledger held before the import.

    Two equal rows of a file are two moves (something said again); each is matched with a move of
    its own. What is left to be matched is kept by party and moment, and by demand if it is named.

    Attributes:
        last_demand: the highest id of any demand before the import.
    """

    def __init__(self, case: Case, docket: Docket, unknown: set[str] | None = None) -> None:
        """Compare rows with a ledger as it is now.

        Args:
            case: the negotiation.
            docket: its demands.
            unknown: ids of rows that were found not to be on record; each is taken out once used.
        """
        self.case = case
        self._unknown = set[str]() if unknown is None else unknown
        self.docket = docket
        self._seen: dict[tuple[int, str, int], _Left] = {}
        self._keyless: dict[tuple[str, int], tuple[list[str], _Left]] = {}
        self._taken: list[tuple[_Left, int]] = []
        last = case.store.one("last_move")
        self._last_move = last[0] if last else 0
        (self.last_demand,) = case.store.one("demand_newest") or (0,)

    def begin(self) -> None:
        """Begin with another row."""
        self._taken.clear()

    def give_back(self) -> None:
        """Leave what the row was matched with to others: it was not taken after all."""
        while self._taken:
            left, number = self._taken.pop()
            left.give_back(number)

    def standing(self, move: str) -> bool | None:
        """Whether the move with this id stands, or was set aside here; None if not on record."""
        if move in self._unknown:
            self._unknown.remove(move)  # by the next row with this id it may be
            return None
        row = self.case.store.one("move_ids_known", {"id": move})
        return None if row is None else not row[6]

    def key_of(self, draft: Draft) -> str | None:
        """Key of the demand on which this very move is on record already, else None."""
        if not self._last_move or draft.party not in self.case.parties:
            return None
        moment = self._moment(draft)
        if not draft.demand:
            return self._keyless_key(draft, moment)
        known = self.docket.known(draft.demand)
        if known is None or known.demand.id > self.last_demand:
            return None
        left = self._on_record(known.demand.id, draft.party, moment)
        return draft.demand if self._take(left, self._said(draft)) is not None else None

    def _take(self, left: _Left, said: Said) -> int | None:
        number = left.take(said)
        if number is not None:
            self._taken.append((left, number))
        return number

    def _moment(self, draft: Draft) -> int:
        if draft.talk:
            return self.case.talks_by_ref[draft.talk].moment
        assert draft.date is not None
        return moment_of(draft.date.earliest or draft.date.latest)

    def _keyless_key(self, draft: Draft, moment: int) -> str | None:
        at = (draft.party, moment)
        if at not in self._keyless:
            where = {
                "negotiation": self.case.negotiation.id,
                "party": self.case.parties[draft.party].id,
                "moment": moment,
                "before": self._last_move,
            }
            rows = self.case.store.all("demands_worded", where)
            keys = [key for key, _ in rows]
            self._keyless[at] = (keys, _Left([((text,),) for _, text in rows]))
        keys, left = self._keyless[at]
        number = self._take(left, (draft.text,))
        return keys[number] if number is not None else None

    def _on_record(self, demand: int, party: str, moment: int) -> _Left:
        at = (demand, party, moment)
        if at not in self._seen:
            where = {
                "demand": demand,
                "party": self.case.parties[party].id,
                "moment": moment,
                "before": self._last_move,
            }
            rows = self.case.store.all("moves_alike", where)
            self._seen[at] = _Left(map(self._forms, rows))
        return self._seen[at]

    def _forms(self, row: tuple[Any, ...]) -> tuple[Said, ...]:
        """What a recorded move says, and what a row said that made it with its counter-demand.

        Each without the text of its source as well, since a row need not name it.
        """
        *said, opening = row
        exact = tuple(value or None for value in said)
        worded = list(exact)
        worded[8], worded[12], worded[15] = opening, None, None
        keyless = [*worded[:11], None, *worded[12:]]
        forms = (exact, tuple(worded), tuple(keyless))
        return (*forms, *((*form[:-1], None) for form in forms if form[-1]))

    def _said(self, draft: Draft) -> Said:
        talk = self.case.talks_by_ref[draft.talk].id if draft.talk else None
        worded = draft.verb is Verb.COUNTER and draft.text
        return (
            talk,
            draft.date.text if draft.date else None,
            ";".join(draft.parties[1:]) or None,
            draft.verb.value,
            draft.manner.value if draft.manner else None,
            1 if draft.ad_referendum else None,
            draft.kind.value if draft.kind else None,
            ";".join(draft.to) or None,
            draft.text,
            draft.condition,
            draft.until,
            draft.counter,
            None if worded else draft.quote,
            draft.speaker,
            draft.source,
            None if worded else draft.note,
            1 if draft.private else None,
            draft.corrects,
            draft.source_text,
        )
