"""The moves that lines of minutes give a label, so that lines below can correct or strike them."""

from typing import NamedTuple

from tracker.exchange.minutes.tree import Misread, Ref
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.docket import Docket
from tracker.ledger.moves import move_of
from tracker.model import Draft


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
        known = self.docket.known(draft.demand)
        if known is None:
            return None
        where = {"demand": known.demand.id, "moment": END_OF_TIME}
        rows = self.case.store.all("moves_of_demand", where)
        moves = [move_of(self.case, row) for row in rows]
        same = [move for move in moves if move.said == draft and move.id not in self._claimed]
        found = min(same, key=lambda move: move.in_force == bool(label), default=None)
        return Labelled(found.id, draft.demand) if found else None
