"""Locating the moves that decide positions: the reads behind every view of them.

Each read takes ids and gives rows; what they amount to is decided in `tracker.ledger.positions`.
"""

from collections.abc import Iterable, Iterator

from tracker.model import Kind, Status
from tracker.named import NamedTuple
from tracker.rules.standing import Account, Turn, Wording, account_of
from tracker.store.store import Row, Store


class AnswerRow(NamedTuple):
    """One answering move, its talk as an id and its counter-demand as a key."""

    moment: int
    rank: int
    status: Status
    manner: str | None
    ad_referendum: int
    move: str
    talk: int | None
    date: str | None
    text: str | None
    condition: str | None
    until: str | None
    counter: str | None
    quote: str | None
    speaker: str | None
    source: str | None
    private: int

    @property
    def turn(self) -> Turn:
        """Its place in the order of the ledger."""
        return (self.moment, self.rank)

    @property
    def account(self) -> Account:
        """What of it another account of the same answer can contest."""
        return account_of(self.status, self.condition)


class CellRow(NamedTuple):
    """One demand and party with a cell, and what was located for it.

    Attributes:
        stance: the latest answer that takes a stance, if any.
        noted: number of the latest note, if any.
        earlier: number of the stance before `stance`, if any.
        same_talk: rank, condition (in hexadecimal digits) and status of every answer of the party
            at the talk of `stance`.
        deferrals: turns of all the party's deferrals, where `stance` is one.
        stands_for_all: of party 0, whether the demand named nobody and nobody has answered it.
    """

    demand: int
    party: int
    addressed: int
    noted: int | None
    stance: AnswerRow | None
    earlier: int | None
    same_talk: str
    deferrals: str
    stands_for_all: int


class FiledRow(NamedTuple):
    """How a demand is filed: its id, the key it was first given, the id of what put it first."""

    id: int
    given: str
    opening: str | None


class DemandRow(NamedTuple):
    """One demand of the registry, its parties as ids."""

    id: int
    key: str
    title: str
    kind: Kind
    issue: str
    proponent: int | None
    sponsors: tuple[int, ...]
    addressees: tuple[int, ...]


def cells_of_demands(
    store: Store, negotiation: int, demands: Iterable[int], moment: int
) -> list[CellRow]:
    """The cells of some demands as of `moment`."""
    where = {"negotiation": negotiation, "demands": ids(demands), "moment": moment}
    return [_cell(row) for row in store.each("cells_of_demands", where)]


def cells_of_pairs(
    store: Store, negotiation: int, pairs: Iterable[tuple[int, int]], moment: int
) -> list[CellRow]:
    """The cells of some pairs of demand and party as of `moment`."""
    wanted = "[" + ",".join(f"[{demand},{party}]" for demand, party in pairs) + "]"
    where = {"negotiation": negotiation, "pairs": wanted, "moment": moment}
    return [_cell(row) for row in store.each("cells_of_pairs", where)]


def _cell(row: Row) -> CellRow:
    demand, party, addressed, noted, *stance = row[:20]
    return CellRow(
        demand,
        party,
        addressed,
        noted,
        _answer(stance) if stance[0] is not None else None,
        row[20],
        row[21] or "",
        row[22] or "",
        row[23] or 0,
    )


def _answer(row: list[object] | Row) -> AnswerRow:
    moment, rank, status, *rest = row
    return AnswerRow(moment, rank, Status(status), *rest)  # type: ignore[arg-type]  # as selected


def answers(store: Store, numbers: Iterable[int]) -> dict[int, AnswerRow]:
    """Some answering moves by their numbers."""
    wanted = ids(numbers)
    if wanted == "[]":
        return {}
    rows = store.each("answers_by_nr", {"moves": wanted})
    return {row[0]: _answer(row[1:]) for row in rows}


def wordings(store: Store, demands: Iterable[int], moment: int) -> dict[int, list[Wording]]:
    """The moves on the wording of some demands up to `moment`, in ledger order."""
    found: dict[int, list[Wording]] = {}
    for demand, wording, *_ in wordings_dated(store, demands, moment):
        found.setdefault(demand, []).append(wording)
    return found


def wordings_dated(
    store: Store, demands: Iterable[int], moment: int
) -> Iterator[tuple[int, Wording, int | None, str | None]]:
    """The same one after the other, each with its demand, its talk and its own date."""
    rows = store.each("wordings_of_demands", {"demands": ids(demands), "moment": moment})
    for demand, at, rank, life, text, verb, private, talk, day in rows:
        yield demand, Wording((at, rank), life, text, verb == "retable", bool(private)), talk, day


def demands(store: Store, wanted: Iterable[int]) -> list[DemandRow]:
    """Some demands by their ids."""
    return [
        DemandRow(i, key, title, Kind(kind), issue, proponent, _split(sponsors), _split(named))
        for i, key, title, kind, issue, proponent, sponsors, named in store.each(
            "demands_by_id", {"demands": ids(wanted)}
        )
    ]


def demands_named(store: Store, negotiation: int, keys: Iterable[str]) -> list[int]:
    """Ids of some demands by their keys."""
    return [row.id for row in demands_filed(store, negotiation, keys)]


def demands_filed(store: Store, negotiation: int, keys: Iterable[str]) -> list[FiledRow]:
    """How the demands with some keys are filed, in the order of their ids."""
    import json

    where = {"negotiation": negotiation, "keys": json.dumps(list(keys))}
    return [FiledRow(*row) for row in store.each("demands_by_key", where)]


def _split(joined: str | None) -> tuple[int, ...]:
    return tuple(int(each) for each in joined.split(",")) if joined else ()


def counter_links(store: Store, wanted: Iterable[int], moment: int) -> dict[int, int]:
    """The first demand that each of some countered as of `moment`, and those in turn.

    By the ids of the demands that counter.
    """
    links: dict[int, int] = {}
    for counter, demand in store.each("counter_links", {"demands": ids(wanted), "moment": moment}):
        links.setdefault(counter, demand)
    return links


def ids(numbers: Iterable[int]) -> str:
    """Numbers as the JSON array that the queries take."""
    return "[" + ",".join(map(str, numbers)) + "]"
