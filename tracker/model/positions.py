"""What is derived from the moves: demands with their answers, and positions."""

from tracker.model.moves import Move
from tracker.model.terms import Kind, Rollup, Status
from tracker.named import NamedTuple


class Demand(NamedTuple):
    """What one party asks of others. `key` is its identity within the negotiation.

    Attributes:
        proponent: code of who put it, None where the record does not say.
        sponsors: codes of the co-sponsors.
        addressees: codes; empty where it is put to all.
        counters: key of the demand it counters, or None.
        chain: key of the first demand of its chain of counters (its own key outside a chain).
        link: its turn in that chain, from 1.
    """

    id: int
    key: str
    title: str
    kind: Kind
    issue: str
    proponent: str | None
    sponsors: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    counters: str | None = None
    chain: str = ""
    link: int = 1

    @property
    def put_by(self) -> tuple[str, ...]:
        """Codes of all who put it: the proponent, where it is known, and the co-sponsors."""
        return (self.proponent, *self.sponsors) if self.proponent else self.sponsors


class Answer(NamedTuple):
    """What one answering move amounts to: its status and the details shown beside it."""

    status: Status
    version: int
    move: str
    talk: str | None
    date: str
    text: str | None = None
    condition: str | None = None
    until: str | None = None
    counter: str | None = None
    quote: str | None = None
    speaker: str | None = None
    source: str | None = None
    ad_referendum: bool = False
    final: bool = False
    private: bool = False


class Position(NamedTuple):
    """One party's stand on one demand as of a moment; derived, never stored.

    Attributes:
        party: code of the responding party; empty where the demand is put to all and nobody has
            answered.
        status: what holds for the live wording.
        version: number of the live wording (0 where its wording is unknown).
        text: the live wording, None where unknown.
        answer: the answer that gives the status; the stale one where `stale` is set.
        stale: the status given to an older wording, where that is all there is.
        contested: the other statuses recorded of the same party at the same talk.
        via: code of the bloc whose answer this is, for a member without its own.
        through: code of the bloc through which alone the demand reaches the party, where it has
            a cell only because the members of blocs are shown.
        movement: label of the last change of this cell, empty before any.
        deferrals: how often in a row the party has deferred this wording.
        private: whether the answer or the live wording is private.
        private_wording: whether the live wording is.
        put: place in time of the move that gave the live wording; 0 where it is unknown.
        goes_on: whether the chain goes on with a counter-demand that is on the table.
        stale_version: number of the wording that `stale` was given to.
        settled_by: key of the counter-demand whose acceptance settles this cell.
        settlement: that acceptance.
    """

    negotiation: str
    demand: Demand
    party: str
    status: Status
    version: int
    text: str | None
    answer: Answer | None = None
    stale: Status | None = None
    contested: tuple[Status, ...] = ()
    via: str | None = None
    movement: str = ""
    deferrals: int = 0
    settled_by: str | None = None
    rollup: Rollup = Rollup.PENDING
    private: bool = False
    stale_version: int = 0
    goes_on: bool = False
    through: str | None = None
    private_wording: bool = False
    put: int = 0
    settlement: Answer | None = None

    @property
    def live_answer(self) -> Answer | None:
        """The answer that gives the status; None where it speaks of an older wording."""
        if self.answer is None or self.status is Status.WITHDRAWN:
            return None
        return self.answer if self.answer.version == self.version else None


class Contest(NamedTuple):
    """Answers in force of one party to one wording on one occasion that differ.

    Attributes:
        demand: its key.
        party: code of who answered.
        accounts: the moves that give the answers, in the order of the ledger.
        pending: ids of those that are yet to be recorded, which will then have another id.
    """

    demand: str
    party: str
    accounts: tuple[Move, ...]
    pending: frozenset[str] = frozenset()

    @property
    def when(self) -> str:
        """The occasion: `at T4`, or `on 2022-01-12` outside any talk."""
        said = self.accounts[0].said
        return f"at {said.talk}" if said.talk else f"on {said.date.text if said.date else ''}"

    @property
    def private(self) -> bool:
        """Whether the answers were given in private; public and private ones never contest."""
        return self.accounts[0].said.private
