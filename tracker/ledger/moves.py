"""Whole moves read back from the ledger, and the ids they go by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from tracker.errors import DateError, NotFound, Refused, UsageError
from tracker.ledger.case import END_OF_TIME, Case, codes_in
from tracker.model import Draft, FuzzyDate, Kind, Manner, Move, Verb
from tracker.store.opening import damaged
from tracker.store.store import Row

PAGE = 1000
SHORTEST_ID = 6
When = Callable[[Move], str]


def moves_in_order(case: Case) -> Iterator[Move]:
    """Every move of the negotiation as it was recorded, those set aside among them."""
    after = 0
    until = END_OF_TIME if case.store.known_until is None else case.store.known_until
    while True:
        where = {
            "negotiation": case.negotiation.id,
            "after": after,
            "until": until,
            "limit": PAGE,
        }
        moves = [move_of(case, row) for row in case.store.each("moves_in_order", where)]
        yield from moves
        if len(moves) < PAGE:
            return
        after = moves[-1].nr


def move_by_id(case: Case, prefix: str) -> Move:
    """The move whose id begins with `prefix`, of six or more characters.

    Raises:
        UsageError: too short, not hexadecimal, or it fits several.
        NotFound: none.
    """
    wanted = prefix.casefold()
    if len(wanted) < SHORTEST_ID or set(wanted) - set("0123456789abcdef"):
        raise UsageError(f"“{prefix}” is not a move's id: give six or more of its characters.")
    where = {"negotiation": case.negotiation.id, "prefix": wanted, "beyond": wanted + "g"}
    found = [move_of(case, row) for row in case.store.each("moves_by_id", where)]
    if not found:
        elsewhere = case.store.one("move_elsewhere", where)
        if elsewhere and elsewhere[0]:
            raise Refused(f"The move {prefix} belongs to another negotiation; name it with -n.")
        raise NotFound(f"There is no move {prefix}{_near_id(case, wanted)}; see: tracker log")
    if len(found) > 1:
        ids = ", ".join(move.id[: len(wanted) + 4] for move in found[:5])
        raise UsageError(f"{prefix} fits several moves: {ids}; give more characters.")
    return found[0]


_LATEST = 500


def _near_id(case: Case, wanted: str) -> str:
    """A question that offers the ids of late moves that begin much like `wanted`."""
    from tracker.ledger.suggesting import near

    where = {"negotiation": case.negotiation.id, "limit": _LATEST}
    rows = case.store.all("move_ids_latest", where)
    return near(wanted, [found[: len(wanted)] for (found,) in rows], 0.8)


def visible(case: Case, rows: Iterable[Row]) -> list[Move]:
    """The moves of some rows that may be seen, those that were set aside among them."""
    return [move for move in (move_of(case, row) for row in rows) if may_be_seen(case, move)]


def may_be_seen(case: Case, move: Move) -> bool:
    """Whether a move is neither hidden as private nor later than what is known."""
    until = case.store.known_until
    hidden = move.said.private and case.store.hides_private
    return not hidden and (until is None or move.nr <= until)


def rows_for(case: Case, query: str, ids: Collection[str]) -> list[Row]:
    """The rows of a query that takes the ids of moves, :moves; none for no ids."""
    if not ids:
        return []
    import json

    return case.store.all(query, {"moves": json.dumps(list(ids))})


def short_id(case: Case, move: str) -> str:
    """The shortest prefix of a move's id, of six or more characters, that fits no other."""
    row = case.store.one("move_neighbours", {"id": move})
    shared = max((_shared(move, each) for each in row or () if each), default=0)
    return move[: max(SHORTEST_ID, shared + 1)]


def _shared(one: str, other: str) -> int:
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same


def move_of(case: Case, row: Row) -> Move:
    """One move of the ledger from a row of the queries that include move_columns."""
    (nr, move, parent, talk, day, party, sponsors, verb, manner, ad_referendum, demand, kind,
     addressees, text, condition, until, counter, quote, speaker, source, note, private,
     corrects, source_text, recorded_at, recorded_by, generation, moment, rank,
     in_force) = row  # fmt: skip
    # A later move than what is known may belong to a talk that was not known either.
    at = case.talks_by_id.get(talk)
    said = Draft(
        verb=Verb(verb),
        parties=(party, *codes_in(sponsors)),
        demand=demand,
        talk=at.ref if at else None,
        date=_stored_date(case, day),
        manner=Manner(manner) if manner else None,
        ad_referendum=bool(ad_referendum),
        kind=Kind(kind) if kind else None,
        to=codes_in(addressees),
        text=text,
        condition=condition,
        until=until,
        counter=counter,
        quote=quote,
        speaker=speaker,
        source=source,
        note=note,
        private=bool(private),
        corrects=corrects,
        source_text=source_text,
    )
    return Move(
        said=said,
        nr=nr,
        id=move,
        parent=parent,
        generation=generation,
        moment=moment,
        rank=rank,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        negotiation=case.negotiation.name,
        in_force=bool(in_force),
    )


def _stored_date(case: Case, text: str | None) -> FuzzyDate | None:
    if not text:
        return None
    from tracker import dates

    try:
        return dates.stored(text)
    except DateError:
        raise damaged(case.store.path, f"a move is dated “{text}”") from None


def when_of(case: Case, move: Move) -> str:
    """The date of a move: its own, else that of its talk."""
    said = move.said
    if said.date:
        return said.date.text
    return case.talks_by_ref[said.talk].date.text if said.talk else ""
