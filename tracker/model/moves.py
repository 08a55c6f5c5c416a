"""A move: what it says before it is recorded, and as a row of the ledger."""

from tracker.model.registry import FuzzyDate
from tracker.model.terms import Kind, Manner, Verb
from tracker.named import NamedTuple


class Draft(NamedTuple):
    """What a move says, before it is recorded: the fields of one row of moves.csv.

    Parties, talks and demands stand by their refs. `parties` holds who made the move and, on a
    demand, the co-sponsors after it. `counter` is the key of the counter-demand,
    `source_text` the SHA-256 of the text of its source, where that was kept.
    """

    verb: Verb
    parties: tuple[str, ...]
    demand: str
    talk: str | None = None
    date: FuzzyDate | None = None
    manner: Manner | None = None
    ad_referendum: bool = False
    kind: Kind | None = None
    to: tuple[str, ...] = ()
    text: str | None = None
    condition: str | None = None
    until: str | None = None
    counter: str | None = None
    quote: str | None = None
    speaker: str | None = None
    source: str | None = None
    note: str | None = None
    private: bool = False
    corrects: str | None = None
    source_text: str | None = None

    @property
    def party(self) -> str:
        """The code of the party that made the move."""
        return self.parties[0]


class Move(NamedTuple):
    """One row of the ledger.

    Attributes:
        said: what it says.
        nr: order of arrival in this database.
        id: 32 hexadecimal digits, the first 128 bits of SHA-256 over the canonical content.
        parent: id of the move recorded before it in the database it was recorded in.
        generation: how long its chain of parents is, itself counted.
        moment: its place in time, as `Talk.moment`.
        rank: its turn within one moment: the length of its chain of parents, then bits of its id.
        recorded_at: UTC, ISO 8601 with microseconds and `Z`.
        negotiation: the name of its negotiation.
    """

    said: Draft
    nr: int
    id: str
    parent: str | None
    generation: int
    moment: int
    rank: int
    recorded_at: str
    recorded_by: str
    negotiation: str
    in_force: bool = True
