"""Which of the parties of a database take part in one negotiation."""

from collections.abc import Iterable

from tracker.ledger.case import END_OF_TIME, Case
from tracker.ledger.positions import positions
from tracker.model import Membership, Negotiation, Party
from tracker.store import registry


def attending(case: Case) -> list[Party]:
    """The parties that take part in a negotiation, and those that take part in none yet.

    Where nobody takes part yet, all of them.

    A party takes part where it made a move, or one was put to it, and where a member or a bloc of
    it did. Private moves count only where they are read.
    """
    others = [each for each in registry.negotiations(case.store) if each.id != case.negotiation.id]
    if not others:
        return list(case.parties.values())
    here = _related(_named(case, case.negotiation) | _standing(case), case.memberships)
    if not here:
        return list(case.parties.values())
    elsewhere = {code for each in others for code in _named(case, each)}
    away = _related(elsewhere, case.memberships) - here
    return [each for each in case.parties.values() if each.code not in away]


def _named(case: Case, negotiation: Negotiation) -> set[str]:
    """The codes of the parties that the moves of a negotiation name."""
    where = {"negotiation": negotiation.id, "private": int(not case.store.hides_private)}
    found: set[str] = set()
    for code, *joined in case.store.each("parties_of_negotiation", where):
        found.update((code, *(each for text in joined if text for each in text.split(";"))))
    return found


def _standing(case: Case) -> set[str]:
    """Those that the positions name: of a demand of unknown wording no move names the proponent."""
    found: set[str] = set()
    for each in positions(case, END_OF_TIME):
        demand = each.demand
        found.update((each.party, demand.proponent or "", *demand.sponsors, *demand.addressees))
    return found


def _related(codes: Iterable[str], memberships: Iterable[Membership]) -> set[str]:
    """Some parties with their blocs, and theirs, and with the members of all of them."""
    found, stays = set(codes), list(memberships)
    blocs = _reached(found, [(each.member, each.bloc) for each in stays])
    return blocs | _reached(found, [(each.bloc, each.member) for each in stays])


def _reached(codes: set[str], steps: list[tuple[str, str]]) -> set[str]:
    found = frontier = set(codes)
    while frontier:
        frontier = {to for start, to in steps if start in frontier} - found
        found = found | frontier
    return found
