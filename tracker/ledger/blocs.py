"""Who belongs to which bloc on a day, directly or through other blocs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from tracker.ledger.case import Case
from tracker.named import NamedTuple

Links: TypeAlias = Mapping[str, Sequence[str]]


class Blocs(NamedTuple):
    """The memberships of one day, by the codes of parties.

    Attributes:
        above: the blocs that a party itself is a member of.
        below: the members of a bloc, in the order they were added to the registry.
    """

    above: Links
    below: Links

    def all_above(self, code: str) -> list[str]:
        """Every bloc that a party belongs to, itself or through others, the nearest first."""
        found = list(self.above.get(code, ()))
        for each in found:
            found += [bloc for bloc in self.above.get(each, ()) if bloc not in found]
        return found


def blocs_on(case: Case, day: date | None) -> Blocs:
    """The memberships that cover a day; all there ever were where it is unknown (None)."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    turns = {code: turn for turn, code in enumerate(case.parties)}
    stays = [each for each in case.memberships if each.covers(day)]
    for member, bloc in dict.fromkeys((each.member, each.bloc) for each in stays):
        above.setdefault(member, []).append(bloc)
        below.setdefault(bloc, []).append(member)
    for members in below.values():
        members.sort(key=turns.__getitem__)
    return Blocs(above, below)


def ever_below(case: Case) -> dict[int, list[int]]:
    """The parties that were ever below each bloc, directly or through others; all by their ids."""
    blocs = blocs_on(case, None)
    ids = {code: party.id for code, party in case.parties.items()}
    return {ids[bloc]: [ids[each] for each in _all_below(bloc, blocs)] for bloc in blocs.below}


class Reached(NamedTuple):
    """One party that a demand reaches: through the bloc above that has a cell, or itself (None)."""

    party: str
    through: str | None


def reached(parties: Sequence[str], proponents: Iterable[str], blocs: Blocs) -> Iterator[Reached]:
    """The parties with a cell of their own in their order, each followed by its members.

    Every party comes once; one that has a cell of its own does so below its bloc as well. Nothing
    reaches the proponents of the demand, nor others through them.
    """
    own = set(parties)
    seen = set(proponents) - own
    within = {member for each in parties for member in _all_below(each, blocs)}
    for each in (*(code for code in parties if code not in within), *parties):
        yield from _with_members(each, None, own, seen, blocs)


def _all_below(code: str, blocs: Blocs) -> list[str]:
    found = list(blocs.below.get(code, ()))
    for each in found:
        found += [member for member in blocs.below.get(each, ()) if member not in found]
    return found


def _with_members(
    code: str, bloc: str | None, own: set[str], seen: set[str], blocs: Blocs
) -> Iterator[Reached]:
    if code in seen:
        return
    seen.add(code)
    yield Reached(code, None if code in own else bloc)
    for member in blocs.below.get(code, ()):
        yield from _with_members(member, code if code in own else bloc, own, seen, blocs)
