"""The moves that lines of minutes give a label, so that lines below can correct or strike them."""

from typing import NamedTuple

from tracker.exchange.minutes.tree import Misread, Ref
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.docket import Docket
from tracker.ledger.moves import move_of
from tracker.model import Draft, Move


class Labelled(NamedTuple):
    """A move by its id, and the demand it speaks of."""

    id: str
    demand: str


class Labels:
    """The labels of one file, and which moves of the ledger its lines were matched with."""

    def __init__(self, case: Case, docket: Docket) -> None:
        self.case = case
        self.docket = docket
        self._named: dict[str, Labelled] = {}
        self._claimed: set[str] = set()
        self._set_aside: set[str] = set()
        self._saying: dict[str, dict[Draft, list[Move]]] = {}

    def set_aside(self, move: str) -> None:
        """Remember that a line has corrected or struck the move with this id."""
        self._set_aside.add(move)

    def keep(self, label: str, move: Labelled) -> None:
        """Remember a move by its label, and that a line stands for it."""
        self._claimed.add(move.id)
        if label:
            self._named[label] = move

    def demands(self, names: tuple[Ref, ...]) -> list[tuple[str, Ref]]:
        """The demands that labelled moves speak of, each with its place.

        Raises:
            Misread: a label stands for no move above.
        """
        for name in names:
            if name.text not in self._named:
                raise Misread(name.fault(f"“{name.text}” is the label of no move above"))
        return [(self._named[name.text].demand, name) for name in names]

    def id_of(self, label: str) -> str:
        """The id of the move with this label."""
        return self._named[label].id

    def on_record(self, draft: Draft, label: str) -> Labelled | None:
        """The move on record that says just this, if no line above stands for it.

        Of several, one that was set aside where the line has a label, for that is what a line
        below does with it; else one that stands.
        """
        moves = self._on_record(draft.demand).get(draft, [])
        left = [move for move in moves if move.id not in self._claimed]
        stands = {move.id: move.in_force and move.id not in self._set_aside for move in left}
        found = min(left, key=lambda move: stands[move.id] == bool(label), default=None)
        return Labelled(found.id, draft.demand) if found else None

    def _on_record(self, key: str) -> dict[Draft, list[Move]]:
        """The moves on a demand by what they say, as they were before the first line on it."""
        if key not in self._saying:
            known = self.docket.known(key)
            if known is None:
                return {}
            where = {"demand": known.demand.id, "moment": END_OF_TIME}
            rows = self.case.store.all("moves_of_demand", where)
            said: dict[Draft, list[Move]] = {}
            for move in (move_of(self.case, row) for row in rows):
                said.setdefault(move.said, []).append(move)
            self._saying[key] = said
        return self._saying[key]
