"""The ledger as moves.csv: one row a move, in the order of recording."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from tracker.exchange.given import GIVEN, cell_of
from tracker.exchange.verbs import words_of
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.docket import Docket
from tracker.ledger.known import Known
from tracker.ledger.moves import moves_in_order
from tracker.ledger.parts import MANY, in_parts
from tracker.model import Move, Talk, Verb
from tracker.store.store import Row

COLUMNS = (
    "negotiation", "talk", "talk_date", "talk_title", "talk_place", "date", "party", "move",
    "demand", "title", "kind", "to", "issue", "text", "condition", "until", "counter", "quote",
    "speaker", "source", "note", "visibility", "corrects", "id", "parent", "recorded_at",
    "recorded_by",
)  # fmt: skip
TOLD_EVERY = 200
"""Rows between two reports of how far an export has come."""
BY, SOURCE_TEXT = "by", "source_text"
SOURCE_TEXTS = "source_texts"
"""What the envelope of moves in JSON calls the texts that they name."""
_NEEDED = {
    BY: "any_unworded_with_proponent",
    GIVEN: "any_given",
    SOURCE_TEXT: "any_sourced",
}


def columns(case: Case) -> tuple[str, ...]:
    """The columns of a ledger: three at the end only where they are needed.

    `by` names the proponent of a demand that is known from answers alone, where the record says
    who put it; `given` the names that demands and talks were first given, where they go by others;
    `source_text` the text of a move's source, by its hash.
    """
    return (*COLUMNS, *(column for column, query in _NEEDED.items() if _is_needed(case, query)))


def _is_needed(case: Case, query: str) -> bool:
    until = case.store.known_until
    where = {
        "negotiation": case.negotiation.id,
        "until": END_OF_TIME if until is None else until,
        "private": int(not case.store.hides_private),
    }
    row = case.store.one(query, where)
    return bool(row and row[0])


def rows(
    case: Case, *, private: bool, told_how_far: Callable[[float], None] | None = None
) -> Iterator[tuple[str | None, ...]]:
    """The rows of moves.csv.

    Args:
        case: the negotiation.
        private: whether private moves are among them; where not, the labels of demands that were
            put privately stay out as well.
        told_how_far: is told the share of them that has been given.
    """
    found = told(case, columns(case), set(), private=private)
    if told_how_far is None:
        return (row for _, row in found)
    return _telling(found, case.store.one("last_move") or (0,), told_how_far)


def _telling(
    found: Iterator[tuple[Move, tuple[str | None, ...]]],
    last: Row,
    told_how_far: Callable[[float], None],
) -> Iterator[tuple[str | None, ...]]:
    for number, (move, row) in enumerate(found):
        if number % TOLD_EVERY == 0:
            told_how_far(move.nr / last[0])
        yield row


def told(
    case: Case, columns: Sequence[str], put_privately: set[str], *, private: bool
) -> Iterator[tuple[Move, tuple[str | None, ...]]]:
    """The moves with their rows.

    Args:
        case: the negotiation.
        columns: those of moves.csv, with any of the three that not every ledger needs.
        put_privately: takes the keys of the demands that were put in private.
        private: as of `rows`.
    """
    more = columns[len(COLUMNS) :]
    docket = Docket(case)
    met: set[str] = set()
    for move in _read_ahead(case, docket, met, whole=bool(more)):
        if move.said.private and move.said.verb is Verb.DEMAND:
            put_privately.add(move.said.demand)
        if move.said.private and not private:
            continue
        labelled = private or move.said.demand not in put_privately
        known = docket.known(move.said.demand) if labelled and _may_label(move, met) else None
        row = _row(case, move, known)
        met.add(move.said.demand)
        if more:
            row = (*row, *_more(case, move, docket, more))
        yield move, row


def _read_ahead(case: Case, docket: Docket, met: Set[str], *, whole: bool) -> Iterator[Move]:
    """The moves in order, those of a part once the docket knows the demands that it asks for.

    Args:
        case: the negotiation.
        docket: learns them.
        met: keys of the demands that are asked for again only where they are put.
        whole: whether every row asks for its demand, and for the one it counters with.
    """
    for part in in_parts(moves_in_order(case), MANY):
        if whole:
            docket.make_room()
            docket.learn(key for each in part for key in _demands_of(each))
        else:  # no later part asks for those of this one
            docket.forget_all()
            docket.learn(each.said.demand for each in part if _may_label(each, met))
        yield from part


def _demands_of(move: Move) -> Iterator[str]:
    yield move.said.demand
    if move.said.counter:
        yield move.said.counter


def _may_label(move: Move, met: Set[str]) -> bool:
    """Whether the row of a move may be one that tells the labels of its demand."""
    return move.said.demand not in met or move.said.verb is Verb.DEMAND


def _more(case: Case, move: Move, docket: Docket, columns: Sequence[str]) -> Iterator[str | None]:
    """The cells of the columns that not every ledger needs."""
    known = docket.known(move.said.demand)
    talk = case.talks_by_ref[move.said.talk] if move.said.talk else None
    if BY in columns:
        yield _by(known) if known else None
    if GIVEN in columns:
        yield cell_of(move.said, docket, talk)
    if SOURCE_TEXT in columns:
        yield move.said.source_text


def _row(case: Case, move: Move, labelled: Known | None) -> tuple[str | None, ...]:
    """The cells of a move; with the labels of its demand, where it is the row that tells them."""
    talk = case.talks_by_ref[move.said.talk] if move.said.talk else None
    demand = labelled.demand if labelled else None
    unworded = labelled.demand if labelled and not labelled.wordings else None
    return (
        move.negotiation,
        *_talk(talk),
        move.said.date.text if move.said.date else None,
        ";".join(move.said.parties),
        words_of(move.said),
        move.said.demand,
        demand.title if demand and labelled and _has_title(labelled) else None,
        move.said.kind.value if move.said.kind else (unworded.kind.value if unworded else None),
        ";".join(move.said.to or (unworded.addressees if unworded else ())) or None,
        (demand.issue or None) if demand else None,
        move.said.text,
        move.said.condition,
        move.said.until,
        move.said.counter,
        move.said.quote,
        move.said.speaker,
        move.said.source,
        move.said.note,
        "private" if move.said.private else "public",
        move.said.corrects,
        move.id,
        move.parent,
        move.recorded_at,
        move.recorded_by,
    )


def _talk(talk: Talk | None) -> tuple[str | None, ...]:
    if talk is None:
        return (None, None, None, None)
    date = talk.date.text if talk.date.known else None
    return (talk.ref, date, talk.title, talk.place or None)


def _has_title(known: Known) -> bool:
    return bool(known.wordings) or known.demand.title != known.demand.key


def _by(known: Known) -> str | None:
    demand = known.demand
    if known.wordings or not demand.proponent:
        return None
    return ";".join((demand.proponent, *demand.sponsors))
