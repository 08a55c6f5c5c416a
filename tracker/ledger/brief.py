"""What one party should have at hand before a talk.

Everything is derived from the positions, the diff and the moves as they stand before it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from typing import NamedTuple

from tracker.diff import Diff
from tracker.ledger import refs
from tracker.ledger.agenda import Sides, agenda_of, sides
from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.changes import changes
from tracker.ledger.moves import move_of
from tracker.ledger.positions import pages_concerning, positions_of
from tracker.ledger.refs import AsOf
from tracker.model import Demand, Headline, Move, Party, Position, Status, Talk

QUOTES = 10
"""The most quotes that are looked for."""
_PAGE = 200


class Near(NamedTuple):
    """A demand that is one answer or one condition away from agreement.

    Attributes:
        position: the one that is missing.
        agreed: codes of the others, all of which have accepted.
    """

    position: Position
    agreed: tuple[str, ...]


class Quote(NamedTuple):
    """A move with a quote, and the demand it speaks of."""

    move: Move
    demand: Demand


class Brief(NamedTuple):
    """What a party should have at hand.

    Attributes:
        party: for whom it is.
        as_of: the moment it holds for.
        before: the talk that it is made for, where there is one.
        compared: the last two talks held before that, where there are two.
        diff: what changed between them.
        after: what changed after the last one, by statements outside any talk.
        sides: what the party owes, and what it is owed.
        near: what is one step away from agreement, of the demands that concern the party.
        red_lines: the final rejections by the party, and of its own demands.
        quotes: the latest of each other party on each demand that concerns the party.
    """

    party: Party
    as_of: AsOf
    before: Talk | None
    compared: tuple[AsOf, AsOf] | None
    diff: Diff | None
    after: Diff | None
    sides: Sides
    near: Sequence[Near]
    red_lines: Sequence[Position]
    quotes: Sequence[Quote]


def brief(case: Case, party: Party, before: Talk | None = None) -> Brief:
    """The brief of a party as things stand before a talk, or now."""
    as_of = refs.NOW
    if before:
        as_of = AsOf(before.moment - 1, f"before {refs.label_of(before)}", f"before {before.ref}")
    held = [talk for talk in refs.held_talks(case) if talk.moment <= as_of.moment]
    compared = (refs.of_talk(held[-2]), refs.of_talk(held[-1])) if len(held) > 1 else None
    demands = list(_concerning(case, party, as_of.moment))
    cells = [each for group in demands for each in group]
    return Brief(
        party=party,
        as_of=as_of,
        before=before,
        compared=compared,
        diff=changes(case, *compared) if compared else None,
        after=changes(case, refs.of_talk(held[-1]), as_of) if held else None,
        sides=sides(agenda_of(case, cells, as_of.moment), party.code),
        near=[each for each in map(near_agreement, demands) if each],
        red_lines=[each for each in cells if _is_red_line(each, party.code)],
        quotes=_quotes(case, party.code, cells, as_of.moment),
    )


def concerns(demand: Demand, party: str) -> bool:
    """Whether a party put a demand, or it was put to it."""
    return party in (demand.proponent, *demand.sponsors, *demand.addressees)


def _concerning(case: Case, party: Party, moment: int) -> Iterator[list[Position]]:
    """The positions on each demand that a party put or answers, all of them on one together."""
    reading = (partial(positions_of, case, page, moment) for page in pages_concerning(case, party))
    for found in case.store.together(reading):
        for _, on_demand in groupby(found, key=lambda each: each.demand.id):
            group = list(on_demand)
            code = party.code
            if concerns(group[0].demand, code) or any(each.party == code for each in group):
                yield group


def near_agreement(found: Sequence[Position]) -> Near | None:
    """What a demand lacks, where one answer or one condition would make it agreed.

    Args:
        found: every position on the demand.
    """
    named = found[0].demand.addressees
    asked = {each.party for each in found if each.party and (not named or each.party in named)}
    cells = [each for each in found if each.party in asked and each.via not in asked]
    missing = [each for each in cells if not _has_agreed(each)]
    agreed = tuple(each.party for each in cells if _has_agreed(each))
    if len(missing) != 1 or missing[0].status in (Status.REJECTED, Status.WITHDRAWN):
        return None
    if agreed or missing[0].status.headline is Headline.QUALIFIED:
        return Near(missing[0], agreed)
    return None


def _has_agreed(position: Position) -> bool:
    accepted = position.status is Status.ACCEPTED or position.settled_by
    return bool(accepted) and not position.contested


def _is_red_line(position: Position, party: str) -> bool:
    demand, answer = position.demand, position.live_answer
    final = position.status is Status.REJECTED and answer is not None and answer.final
    return (
        final and not position.via and party in (position.party, demand.proponent, *demand.sponsors)
    )


def _quotes(case: Case, party: str, cells: Sequence[Position], moment: int) -> list[Quote]:
    demands = {each.demand.key: each.demand for each in cells}
    return list(islice(_latest_quotes(case, party, demands, moment), QUOTES))


def _latest_quotes(
    case: Case, party: str, demands: dict[str, Demand], moment: int
) -> Iterator[Quote]:
    """The latest quote of each other party on each of some demands, the latest first."""
    told = set()
    for move in _quoting(case, moment):
        said = move.said
        place = (said.parties, said.demand)
        if said.demand in demands and party not in said.parties and place not in told:
            told.add(place)
            yield Quote(move, demands[said.demand])


def _quoting(case: Case, moment: int) -> Iterator[Move]:
    """The moves in force with a quote up to a moment, the latest first."""
    at, rank = min(moment, END_OF_TIME) + 1, 0
    while True:
        where = {
            "negotiation": case.negotiation.id,
            "moment": at,
            "rank": rank,
            "limit": _PAGE,
        }
        moves = [move_of(case, row) for row in case.store.each("quotes_latest", where)]
        yield from (move for move in moves if move.in_force)
        if len(moves) < _PAGE:
            return
        at, rank = moves[-1].moment, moves[-1].rank
