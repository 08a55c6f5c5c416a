"""One negotiation opened for work: its registry, read when first needed."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from tracker.model import Membership, Negotiation, Party, Talk
from tracker.store import registry
from tracker.store.store import Store

DAY = 1_000_000
END_OF_DAY = 999_999
END_OF_TIME = 9_999_12_31_999_999


class Case:
    """A store, one negotiation in it, and the parties and talks by every key they go by."""

    def __init__(self, store: Store, negotiation: Negotiation, today: date | None = None) -> None:
        self.store = store
        self.negotiation = negotiation
        self.today = today

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Every party by its code."""
        return {party.code: party for party in registry.parties(self.store)}

    @cached_property
    def codes(self) -> dict[int, str]:
        """The code of each party by its id; the id 0 stands for all."""
        found = {0: "", **{party.id: party.code for party in self.parties.values()}}
        if self.store.known_until is not None:
            found = {**dict(self.store.all("known_codes")), **found}
        return found

    @cached_property
    def memberships(self) -> list[Membership]:
        """Every stay of a party in a bloc."""
        return registry.memberships(self.store, self.codes)

    @cached_property
    def talks(self) -> list[Talk]:
        """The talks of the negotiation in order of time."""
        return registry.talks(self.store, self.negotiation)

    @cached_property
    def talks_by_id(self) -> dict[int, Talk]:
        """The talks by their ids."""
        return {talk.id: talk for talk in self.talks}

    @cached_property
    def talks_by_ref(self) -> dict[str, Talk]:
        """The talks by their refs."""
        return {talk.ref: talk for talk in self.talks}

    def learn_party(self, party: Party) -> None:
        """Take in a party that was just added, without reading all of them again."""
        self.parties[party.code] = party
        self.codes[party.id] = party.code

    def learn_talk(self, talk: Talk) -> None:
        """Take in a talk that was just added, without reading all of them again."""
        from bisect import insort

        insort(self.talks, talk, key=lambda each: each.moment)
        self.talks_by_id[talk.id] = talk
        self.talks_by_ref[talk.ref] = talk

    def forget_parties(self) -> None:
        """Read the parties anew at their next use, after one was added."""
        for name in ("parties", "codes", "memberships"):
            self.__dict__.pop(name, None)

    def forget_talks(self) -> None:
        """Read the talks anew at their next use, after one was added."""
        for name in ("talks", "talks_by_id", "talks_by_ref"):
            self.__dict__.pop(name, None)

    def day_of(self, moment: int) -> date | None:
        """The day of a place in time; today for the end of all time, None where it is unknown."""
        return self.today if moment >= END_OF_TIME else day_of(moment)


def moment_of(day: date | None, turn: int = END_OF_DAY) -> int:
    """A place in time: the day as YYYYMMDD and six digits for the turn on that day.

    An unknown day comes before all others; what happens outside any talk comes after the talks
    of its day.
    """
    number = day.year * 10_000 + day.month * 100 + day.day if day else 0
    return number * 1_000_000 + turn


def day_of(moment: int) -> date | None:
    """The day of a place in time; None where it is unknown or past all days."""
    number = moment // 1_000_000
    if not 0 < number < END_OF_TIME // 1_000_000:
        return None
    return date(number // 10_000, number // 100 % 100, number % 100)


def codes_in(joined: str | None) -> tuple[str, ...]:
    """The codes of parties that stand in one text, as a move holds them."""
    return tuple(joined.split(";")) if joined else ()
