"""A reader with pencil and paper: positions found by going through the moves one by one.

It knows no SQL and nothing of the program's own rules; what it finds is compared with what the
program finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generated import DEMANDS

from tracker.model import ANSWER_VERBS, Membership, Move, Position, Verb

Cells = dict[tuple[str, str], "Standing"]


class Standing(NamedTuple):
    """What is compared of a position."""

    status: str
    stale: str | None
    version: int
    text: str | None
    via: str | None
    contested: frozenset[str]
    deferrals: int


@dataclass
class Given:
    """One answer as the reader notes it down."""

    status: str
    version: int
    at: int
    order: int
    condition: str | None = None
    private: bool = False


@dataclass
class Page:
    """The reader's page on one demand."""

    version: int = 0
    text: str | None = None
    withdrawn: bool = False
    answers: dict[str, list[Given]] = field(default_factory=dict)


_SAYS = {
    "accept": "accepted",
    "accept in part": "accepted in part",
    "accept if": "accepted if",
    "accept in principle": "accepted in principle",
    "reject": "rejected",
    "reject final": "rejected",
    "defer": "deferred",
    "counter": "countered",
    "ask": "asked",
    "note": "noted",
}


def read(
    moves: Sequence[Move],
    stays: Sequence[Membership],
    moment: int,
    *,
    among: Sequence[Move] = (),
    members: bool = False,
) -> Cells:
    """Every position as of a moment, by reading the moves from the first to the last.

    Args:
        moves: the moves to read, in the order of recording.
        stays: who is a member of which bloc, and when.
        moment: up to when.
        among: every move there is, where some are not to be read.
        members: whether the members of blocs have cells where their blocs have.
    """
    gone = {move.said.corrects for move in moves}
    standing = [move for move in moves if move.id not in gone and move.moment <= moment]
    pages = {demand.key: Page() for demand in DEMANDS}
    places = place(among or moves)
    for order, move in enumerate(sorted(standing, key=lambda each: places[each.id])):
        note_down(pages[move.said.demand], move, order)
    day = date.fromisoformat(
        f"{moment // 10**10}-{moment // 10**8 % 100:02}-{moment // 10**6 % 100:02}"
    )
    blocs = {stay.member: stay.bloc for stay in stays if covers(stay, day)}
    cells: Cells = {}
    for demand in DEMANDS:
        page = pages[demand.key]
        parties = asked(page, demand.to)
        if members:
            parties = [*parties, *within(parties, blocs, demand.by)]
        cells |= {(demand.key, party): stand(page, party) for party in parties}
    inherited = {(key, party): inherit(pages[key], party, blocs) for key, party in cells}
    return {
        cell: inherited[cell] if takes(each) and inherited[cell] else each
        for cell, each in cells.items()
    }


def place(moves: Sequence[Move]) -> dict[str, tuple[int, int]]:
    """Where each move stands: a correction in the place of what it corrects, within its talk."""
    places: dict[str, tuple[int, int]] = {}
    for move in moves:
        corrected = places.get(move.said.corrects or "")
        same = corrected is not None and corrected[0] == move.moment
        places[move.id] = corrected if corrected and same else (move.moment, move.nr)
    return places


def note_down(page: Page, move: Move, order: int) -> None:
    verb, said = move.said.verb, move.said
    if verb in ANSWER_VERBS:
        words = f"{verb} {said.manner}" if said.manner else verb.value
        given = Given(_SAYS[words], page.version, move.moment, order, said.condition, said.private)
        page.answers.setdefault(said.party, []).append(given)
    elif verb is Verb.WITHDRAW:
        page.withdrawn = True
    elif verb in (Verb.DEMAND, Verb.REVISE, Verb.RETABLE):
        page.withdrawn = False
        page.version += said.manner != "editorially"
        if verb is not Verb.RETABLE:
            page.text = said.text or page.text


def asked(page: Page, to: tuple[str, ...]) -> list[str]:
    """The parties with a cell: those asked, and those who answered unasked; else "all"."""
    if page.version:
        return list(dict.fromkeys((*to, *page.answers))) or [""]
    return list(page.answers)


def stand(page: Page, party: str) -> Standing:
    given = page.answers.get(party, [])
    stances = [each for each in given if each.status != "noted"]
    live = bool(stances) and stances[-1].version == page.version
    heard = any(each.status == "noted" and each.version == page.version for each in given)
    open_ = Standing("open", None, page.version, page.text, None, frozenset(), 0)
    if page.withdrawn:
        return open_._replace(status="withdrawn")
    if live:
        return answered(open_, stances[-1], given)
    stale = stances[-1].status if stances else None
    return open_._replace(status="noted" if heard else "open", stale=stale)


def answered(cell: Standing, last: Given, given: Sequence[Given]) -> Standing:
    steps = ("noted", "asked")
    here = (last.at, last.version, last.private)
    same = [g for g in given if (g.at, g.version, g.private) == here]
    differing = [g for g in same if (g.status, g.condition) != (last.status, last.condition)]
    others = {g.status for g in differing if g.status not in steps}
    deferrals = {g.at for g in given if (g.status, g.version) == ("deferred", last.version)}
    return cell._replace(
        status=last.status,
        contested=frozenset(() if last.status in steps else others),
        deferrals=len(deferrals) if last.status == "deferred" else 0,
    )


def takes(cell: Standing) -> bool:
    return cell.status in ("open", "noted")


def covers(stay: Membership, day: date) -> bool:
    return (not stay.since or stay.since <= day) and (not stay.until or day <= stay.until)


def within(parties: Sequence[str], blocs: Mapping[str, str], proponents: Sequence[str]) -> set[str]:
    """The members of some parties and the members of these, but for those who made the demand."""
    found: set[str] = set()
    for member in blocs:
        bloc = blocs.get(member)
        while bloc and bloc not in proponents:
            if bloc in parties:
                found.add(member)
            bloc = blocs.get(bloc)
    return found - {*parties, *proponents}


def inherit(page: Page, party: str, blocs: Mapping[str, str]) -> Standing | None:
    """The answer to the live wording of the bloc of a party, or else of the bloc of that."""
    bloc = blocs.get(party)
    if bloc is None:
        return None
    given = [g for g in page.answers.get(bloc, []) if g.status != "noted"]
    if given and given[-1].version == page.version:
        cell = Standing("open", None, page.version, page.text, bloc, frozenset(), 0)
        return answered(cell, given[-1], page.answers[bloc])._replace(deferrals=0)
    return inherit(page, bloc, blocs)


def standing_of(position: Position) -> Standing:
    return Standing(
        position.status.value,
        position.stale.value if position.stale else None,
        position.version,
        position.text,
        position.via,
        frozenset(each.value for each in position.contested),
        position.deferrals,
    )
