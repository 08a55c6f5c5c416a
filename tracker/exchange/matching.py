"""Which rows of a file are on record already, so that importing twice adds nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tracker.ledger.case import Case, moment_of
from tracker.ledger.docket import Docket
from tracker.model import Draft, Verb

Said = tuple[Any, ...]


@dataclass(slots=True)
class _OnRecord:
    """The moves of one party on one demand at one moment that no row has been matched with."""

    left: list[tuple[Said, ...]] = field(default_factory=list)

    def take(self, said: Said) -> bool:
        """Match a row with one of them, if one says the same."""
        for each in self.left:
            if said in each:
                self.left.remove(each)
                return True
        return False


class Matching:
    """Compares rows with what the ledger held before the import.

    Two equal rows of a file are two moves (something said again); each is matched with a move of
    its own.
    """

    def __init__(self, case: Case, docket: Docket) -> None:
        self.case = case
        self.docket = docket
        self._seen: dict[tuple[int, str, int], _OnRecord] = {}
        self._keyless: dict[tuple[str, int], list[tuple[str, str | None]]] = {}
        self._empty = case.store.one("last_move") is None

    def has_id(self, move: str) -> bool:
        """Whether the move with this id is on record."""
        return self.case.store.one("move_ids_known", {"id": move}) is not None

    def key_of(self, draft: Draft) -> str | None:
        """Key of the demand on which this very move is on record already, else None."""
        if self._empty or draft.party not in self.case.parties:
            return None
        moment = self._moment(draft)
        if not draft.demand:
            return self._keyless_key(draft, moment)
        known = self.docket.known(draft.demand)
        if known is None or known.fresh:
            return None
        on_record = self._on_record(known.demand.id, draft.party, moment)
        return draft.demand if on_record.take(self._said(draft)) else None

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
            }
            self._keyless[at] = list(self.case.store.all("demands_worded", where))
        for each in self._keyless[at]:
            if each[1] == draft.text:
                self._keyless[at].remove(each)
                return each[0]
        return None

    def _on_record(self, demand: int, party: str, moment: int) -> _OnRecord:
        at = (demand, party, moment)
        if at not in self._seen:
            where = {
                "demand": demand,
                "party": self.case.parties[party].id,
                "moment": moment,
            }
            rows = self.case.store.all("moves_alike", where)
            self._seen[at] = _OnRecord([self._forms(row) for row in rows])
        return self._seen[at]

    def _forms(self, row: tuple[Any, ...]) -> tuple[Said, ...]:
        """What a recorded move says, and what a row said that made it with its counter-demand."""
        *said, opening = row
        exact = tuple(value or None for value in said)
        worded = list(exact)
        worded[8], worded[12], worded[15] = opening, None, None
        keyless = [*worded[:11], None, *worded[12:]]
        return exact, tuple(worded), tuple(keyless)

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
        )
