"""What a recorder knows of one demand."""

from collections.abc import Sequence

from tracker.model import Demand
from tracker.rules.standing import Turn, Wording, WordingState, wording_of


class Known:
    """What has been read of a demand, kept up with what is recorded on it.

    Attributes:
        wordings: each move in force on its wording, in ledger order, with the label of when.
        answered: the moment and label of each party's latest answer, as far as it was asked for.
        asked: the parties of which it was.
        fresh: whether it was made in this transaction, so that all there is of it is known.
        given: the key that ids of moves are computed over: the one it was given where it was made.
        opening: id of the move that put it first; None where only answers are known.
    """

    def __init__(
        self,
        demand: Demand,
        wordings: Sequence[tuple[Wording, str]] = (),
        *,
        fresh: bool = False,
        given: str = "",
        opening: str | None = None,
    ) -> None:
        self.demand = demand
        self.given = given or demand.key
        self.opening = opening
        self.wordings = list(wordings)
        self.answered: dict[str, tuple[int, str]] = {}
        self.asked: set[str] = set()
        self.fresh = fresh
        self._latest: WordingState | None = None

    def reword(self, wording: Wording, label: str) -> None:
        """Take in a move on its wording, made at a label."""
        self.wordings.append((wording, label))
        self.wordings.sort(key=lambda each: each[0].turn)
        self._latest = None

    def wording_at(self, turn: Turn) -> WordingState:
        """Its wording as of a turn; that of the latest, which most moves answer, is kept."""
        if self.wordings and self.wordings[-1][0].turn >= turn:
            return wording_of([wording for wording, _ in self.wordings if wording.turn < turn])
        self._latest = self._latest or wording_of([wording for wording, _ in self.wordings])
        return self._latest
