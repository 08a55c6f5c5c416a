"""Adding moves that were recorded elsewhere: in the place that they have in every copy."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tracker.ledger.case import moment_of
from tracker.ledger.identity import rank_in_place_of, rank_of
from tracker.ledger.parts import in_parts
from tracker.ledger.union.demands import COUNTER_BY_KEY, KEY_ONLY
from tracker.ledger.union.facts import Told
from tracker.model import Verb
from tracker.rules.standing import answer_of, life_of
from tracker.store.store import Store

_TEXTS = ("text", "condition", "until", "quote", "speaker", "source", "note", "corrects",
          "source_text")  # fmt: skip


class Place(NamedTuple):
    """Where a move stands: the length of its chain of parents, its rank, and its occasion."""

    generation: int
    rank: int
    occasion: tuple[str, str | None, str | None, str | None]


def places_here(store: Store, told: Iterable[Told]) -> dict[str, Place]:
    """The places of those moves that are here, among some and the moves that they name."""
    found = {}
    for part in in_parts(told):
        named = {name for e in part for name in (e.id, e.parent, e.said.corrects) if name}
        for row in store.all("moves_placed", {"moves": json.dumps(sorted(named))}):
            found[row[0]] = Place(row[1], row[2], row[3:])
    return found


class Places:
    """The places of moves, those that arrive among them.

    They follow from the parents and from what is corrected. Where such a move is not here, because
    it is private or has not arrived, the place that was told of is taken.
    """

    def __init__(self, arriving: Mapping[str, Told], here: Mapping[str, Place]) -> None:
        self._arriving = arriving
        self._here = here
        self._found: dict[str, Place | None] = {}

    def of(self, move: str) -> Place | None:
        """The place of a move, None where it is not here and does not arrive."""
        waiting = [move]
        while waiting:
            each = waiting[-1]
            needed = [] if each in self._found else list(self._missing(each))
            waiting.extend(needed)
            if not needed:
                waiting.pop()
                if each not in self._found:
                    self._found[each] = self._place(each)
        return self._found[move]

    def _missing(self, move: str) -> Iterable[str]:
        """The moves whose places must be known before that of this one."""
        told = self._arriving.get(move)
        named = (told.parent, told.said.corrects) if told else ()
        return (each for each in named if each and each not in self._found)

    def _place(self, move: str) -> Place | None:
        told = self._arriving.get(move)
        if told is None:
            return self._here.get(move)
        parent = self._found.get(told.parent or "")
        generation = told.generation
        if parent or not told.parent:
            generation = parent.generation + 1 if parent else 1
        return Place(generation, self._rank(told, generation), _occasion(told))

    def _rank(self, told: Told, generation: int) -> int:
        if not told.said.corrects:
            return rank_of(generation, told.id)
        target = self._found.get(told.said.corrects)
        if target is None:
            return rank_in_place_of(told.rank, told.id)
        if target.occasion == _occasion(told):
            return rank_in_place_of(target.rank, told.id)
        return rank_of(generation, told.id)


def _occasion(told: Told) -> tuple[str, str | None, str | None, str | None]:
    said = told.said
    return (told.negotiation, said.talk, told.first_date, said.date.text if said.date else None)


class Rows(NamedTuple):
    """The rows that what a move names has in this database."""

    negotiation: int
    talk: int | None
    moment: int
    parties: Mapping[str, int]
    demand: int
    counter: int | None


def insert(store: Store, told: Told, rows: Rows, place: Place, nr: int) -> None:
    """Add one move to the ledger."""
    said = told.said
    answer = answer_of(said.verb, said.manner)
    pins = told.pins
    assert pins is not None
    values: dict[str, Any] = {name: getattr(said, name) for name in _TEXTS}
    by_key = told.opening is None and said.verb is not Verb.DEMAND
    counter_by_key = said.counter is not None and told.counter_opening is None
    store.write(
        "move_insert",
        {
            **values,
            "nr": nr,
            "id": told.id,
            "parent": told.parent,
            "negotiation": rows.negotiation,
            "talk": rows.talk,
            "date": said.date.text if said.date else None,
            "party": rows.parties[said.party],
            "sponsors": ";".join(said.parties[1:]) or None,
            "verb": said.verb.value,
            "manner": said.manner.value if said.manner else None,
            "ad_referendum": int(said.ad_referendum),
            "demand": rows.demand,
            "kind": said.kind.value if said.kind else None,
            "addressees": ";".join(said.to) or None,
            "counter": rows.counter,
            "private": int(said.private),
            "recorded_at": told.recorded_at,
            "recorded_by": told.recorded_by,
            "generation": place.generation,
            "moment": rows.moment,
            "rank": place.rank,
            "answer": answer.value if answer else None,
            "life": life_of(said.verb, said.manner),
            "pinned": pins.mark,
            "by_key": by_key * KEY_ONLY + counter_by_key * COUNTER_BY_KEY,
        },
    )


def moment_outside(told: Told) -> int:
    """The place in time of a statement outside any talk, before its demand is looked at."""
    day = told.said.date
    assert day is not None
    return moment_of(day.earliest or day.latest)
