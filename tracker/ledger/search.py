"""Searching the ledger: the moves in which something was said, and what stands around it."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import Any

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.deriving import demands_of
from tracker.ledger.moves import move_of
from tracker.ledger.positions import demand_id, is_under
from tracker.model import Demand, Move
from tracker.named import NamedTuple
from tracker.searching.places import fits, places, read
from tracker.searching.snippets import Piece, snippet
from tracker.searching.sought import Sought
from tracker.store import finding
from tracker.store.cells import demands_named, ids

PAGE = 200
FIELDS = ("text", "quote", "condition", "note", "speaker", "source")
"""The fields of a move that are searched, in the order in which they are told."""


class Order(StrEnum):
    """What comes first."""

    RANK = "rank"
    TIME = "time"


class Wanted(NamedTuple):
    """Which moves a search looks at, how many it gives and in what order.

    Attributes:
        parties: codes of those who made the move; empty for all.
        since: the first moment, as `Talk.moment`.
        until: the last moment.
        issue: an issue, with all below it.
        demand: key of one demand.
        every: whether what was corrected or struck is looked at too.
        private: whether private moves are.
        limit: at most so many; None for all.
        order: by rank, or the latest in time first.
    """

    parties: tuple[str, ...] = ()
    since: int = -1
    until: int = END_OF_TIME
    issue: str = ""
    demand: str = ""
    every: bool = False
    private: bool = True
    limit: int | None = None
    order: Order = Order.RANK


class Found(NamedTuple):
    """A field that has something of what is sought, and the words around it."""

    field: str
    pieces: tuple[Piece, ...]


class Hit(NamedTuple):
    """One move that was found.

    Attributes:
        move: the move.
        demand: the demand it speaks of.
        title: the demand's title, with what was sought marked in it.
        found: where it was found: fields of the move, or else `title` and `issue`.
    """

    move: Move
    demand: Demand
    title: tuple[Piece, ...]
    found: tuple[Found, ...]


def search(case: Case, sought: Sought, wanted: Wanted) -> Iterator[Hit]:
    """The moves that have what is sought, and those that put a demand whose title or issue has it.

    By rank, demands with such a title come first and those with such an issue last.
    """
    filters = _filters(case, wanted)
    numbers = _ordered(case, sought, filters, wanted)
    size = PAGE if wanted.limit is None else min(wanted.limit, PAGE)
    hits = _hits(case, sought, numbers, size)
    return islice((hit for hit in hits if is_under(hit.demand.issue, wanted.issue)), wanted.limit)


def _filters(case: Case, wanted: Wanted) -> dict[str, Any]:
    return {
        "negotiation": case.negotiation.id,
        "since": wanted.since,
        "until": wanted.until,
        "private": wanted.private,
        "every": wanted.every,
        "demand": demand_id(case, wanted.demand) if wanted.demand else None,
        "parties": ids(case.parties[code].id for code in wanted.parties),
        "issue": wanted.issue,
        "below": _below(wanted.issue),
    }


def _below(path: str) -> str:
    """The pattern, for `like`, of the issues below one."""
    for special in "!%_":
        path = path.replace(special, f"!{special}")
    return path + "/%"


def _ordered(case: Case, sought: Sought, filters: dict[str, Any], wanted: Wanted) -> Iterator[int]:
    """The numbers of the moves in question in their order; some may come twice."""
    if wanted.order is Order.RANK:
        return _by_rank(case, sought, filters, wanted.limit)
    labelled = finding.labels(case.store, sought, case.negotiation.id)
    rows = [
        *finding.in_time(case.store, sought, filters, wanted.limit),
        *finding.unindexed(case.store, sought, filters),
        *finding.openings(case.store, (row[0] for row in labelled), filters),
    ]
    rows.sort(key=lambda row: row[1:], reverse=True)
    return (row[0] for row in rows)


def _by_rank(
    case: Case, sought: Sought, filters: dict[str, Any], limit: int | None
) -> Iterator[int]:
    store, before, filed = case.store, 0, []
    labelled = finding.labels(store, sought, case.negotiation.id)
    while rows := list(islice(labelled, min(limit or PAGE, PAGE))):
        titled = [row[0] for row in rows if fits([row[1]], sought)]
        filed += [row[0] for row in rows if row[0] not in titled]
        for nr, *_ in finding.openings(store, titled, filters):
            before += 1
            yield nr
    for nr, *_ in finding.unindexed(store, sought, filters):
        before += 1
        yield nr
    yield from finding.ranked(store, sought, filters, None if limit is None else limit + before)
    yield from (row[0] for row in finding.openings(store, filed, filters))


def _hits(case: Case, sought: Sought, numbers: Iterator[int], size: int) -> Iterator[Hit]:
    seen: set[int] = set()
    while page := list(islice(numbers, size)):
        fresh = [nr for nr in dict.fromkeys(page) if nr not in seen]
        seen.update(fresh)
        moves = _moves(case, fresh)
        demands = _demands(case, moves.values())
        for move in (moves[nr] for nr in fresh):
            hit = _hit(sought, move, demands[move.said.demand])
            if hit:
                yield hit


def _moves(case: Case, numbers: Iterable[int]) -> dict[int, Move]:
    rows = case.store.each("moves_by_nr", {"moves": ids(numbers)})
    return {move.nr: move for move in (move_of(case, row) for row in rows)}


def _demands(case: Case, moves: Iterable[Move]) -> dict[str, Demand]:
    """The demands that some moves speak of, by their keys, with such labels as may be seen."""
    keys = {move.said.demand for move in moves}
    wanted = demands_named(case.store, case.negotiation.id, keys)
    return {each.key: each for each in demands_of(case, wanted, END_OF_TIME).values()}


def _hit(sought: Sought, move: Move, demand: Demand) -> Hit | None:
    """What was found in a move; None where all that has it is a label that may not be seen."""
    said = {name: text for name in FIELDS if (text := getattr(move.said, name))}
    labels = {"title": demand.title, "issue": demand.issue}
    title = read(demand.title)
    in_title = snippet(title, places(title, sought))
    if fits(said.values(), sought):
        return Hit(move, demand, in_title, _found(sought, said))
    if fits(labels.values(), sought) and fits([*labels.values(), *said.values()], sought):
        return Hit(move, demand, in_title, _found(sought, labels | said))
    return None


def _found(sought: Sought, fields: dict[str, str]) -> tuple[Found, ...]:
    read_fields = ((name, read(text)) for name, text in fields.items())
    located = ((name, text, places(text, sought)) for name, text in read_fields)
    return tuple(Found(name, snippet(text, at)) for name, text, at in located if any(at))
