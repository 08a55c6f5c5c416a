"""Ledgers as somebody would have kept them, of any size, made at random from a seed.

They are recorded by the program's own recorder, so that ids, rules, triggers and indexes are those
of a ledger that was typed in; the log of commands has one for each talk, as minutes would leave.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tracker.dates import parse
from tracker.errors import Refused
from tracker.ledger.case import Case
from tracker.ledger.docket import UNFILED, Filing
from tracker.ledger.logbook import keep_command
from tracker.ledger.negotiations import add_negotiation
from tracker.ledger.parties import add_party, join_bloc
from tracker.ledger.recording import Recorded, Recorder
from tracker.ledger.stamp import Stamp
from tracker.ledger.talks import TalkFields, add_talk
from tracker.model import ANSWER_VERBS, Draft, Kind, Manner, Verb
from tracker.store.store import open_for_writing

MOVES_A_DEMAND = 20
DEMANDS_AN_ISSUE = 25
FIRST_DAY = date(1975, 1, 6)
LAST_DAY = date(2025, 12, 15)
TODAY = date(2026, 1, 5)
PLACES = ("Geneva", "Vienna", "New York", "Reykjavík")
BLOCS = ("NORTH", "SOUTH", "ISLES")
ALIVE = 0.9
"""The share of the moves that speak of what was put lately; the others go back to anything."""
PRIVATE, CORRECTED, STRUCK, QUOTED, SOURCED = 0.03, 0.01, 0.003, 0.3, 0.6
DEEDS: tuple[tuple[Verb, Manner | None, int], ...] = (
    (Verb.REJECT, None, 20), (Verb.REJECT, Manner.FINAL, 2), (Verb.DEFER, None, 17),
    (Verb.ACCEPT, None, 12), (Verb.ACCEPT, Manner.IN_PART, 6), (Verb.ACCEPT, Manner.IF, 6),
    (Verb.ACCEPT, Manner.IN_PRINCIPLE, 4), (Verb.ASK, None, 8), (Verb.NOTE, None, 10),
    (Verb.COUNTER, None, 5), (Verb.REVISE, None, 4), (Verb.REVISE, Manner.EDITORIAL, 1),
    (Verb.REAFFIRM, None, 4), (Verb.WITHDRAW, None, 1),
)  # fmt: skip
"""What is done with a demand once it is on the table, and how often beside the rest."""
_WEIGHTS = tuple(each[-1] for each in DEEDS)
_BY_PROPONENT = (Verb.REVISE, Verb.REAFFIRM, Verb.WITHDRAW, Verb.RETABLE)
_WORDS = """
the parties shall within ninety days of entry into force submit to the secretariat a full
declaration of holdings [and facilities] in each zone; any transfer across borders is subject to
prior notice, inspection on request, and review by the joint commission, whose decisions bind
members save where security interests of a state so require. withdrawal of forces, access for
observers, release of funds, lifting of measures and return of persons proceed in stages as
verified under annex two; nothing herein affects obligations under other treaties, including those
on trade, fisheries, water and safe passage, which remain open to comment
""".split()  # noqa: SIM905 - as a list it is a column of words


class Maker:
    """Makes one ledger within one transaction of its store.

    Attributes:
        moves: how many moves it is to have, about.
        talks: how many talks; both they and the moves of each grow with the root of the moves.
    """

    def __init__(self, path: Path, moves: int, seed: int = 1) -> None:
        self.moves = moves
        self.talks = talks_of(moves)
        self._random = random.Random(f"{seed} {moves}")
        self._store = open_for_writing(path, create=True)
        self._demands: list[str] = []
        self._withdrawn: set[str] = set()

    def make(self) -> None:
        """Record everything; the file is closed after it."""
        # Made up, so it need not survive a power cut while it is made.
        self._store.connection.execute("pragma synchronous = off")
        self._store.connection.execute("pragma cache_size = -400000")
        with self._store.writing():
            stamp = self._stamp(FIRST_DAY)
            self._case = Case(self._store, add_negotiation(self._store, "Scale", stamp), TODAY)
            self._parties = self._registry(stamp)
            self._recorder = Recorder(self._case, stamp)
            keep_command(self._store, "init", stamp)
            for number in range(1, self.talks + 1):
                self._talk(number)
        self._store.close()

    def _registry(self, stamp: Stamp) -> list[str]:
        states = [f"P{number}" for number in range(1, parties_of(self.moves) + 1)]
        for code in (*BLOCS, *states):
            self._case.learn_party(add_party(self._store, {}, code, f"Party of {code}", stamp))
        for number, code in enumerate(states):
            if number % 2:
                bloc = self._case.parties[BLOCS[number // 2 % len(BLOCS)]]
                since = parse(f"{FIRST_DAY.year + number % 30}-01-01/..", today=TODAY)
                join_bloc(self._case, self._case.parties[code], bloc, since, stamp)
        return [*states, *BLOCS]

    def _talk(self, number: int) -> None:
        day = day_of_talk(number, self.talks)
        stamp = self._stamp(day)
        when = parse(day.isoformat(), today=TODAY)
        title, place = f"Round {number}, {self._words(2)}", self._pick(PLACES)
        fields = TalkFields(ref=f"T{number}", title=title, date=when, place=place)
        add_talk(self._case, fields, stamp)
        self._recorder.stamp = stamp
        target = self.moves * number // self.talks
        while self._recorder.bench.generation < target:
            self._step(f"T{number}")
        keep_command(self._store, "minutes", stamp)

    def _step(self, talk: str) -> None:
        first = not self._demands or self._random.random() < 0.8 / MOVES_A_DEMAND
        done = self._demand(talk) if first else self._answer(talk)
        if done and self._random.random() < CORRECTED:
            self._mend(done, text=self._words(12))
        elif done and self._random.random() < STRUCK and done.move.said.verb is Verb.REJECT:
            self._mend(done, verb=Verb.STRIKE, manner=None, text="entered twice by mistake")

    def _record(self, draft: Draft, filing: Filing = UNFILED) -> Recorded | None:
        try:
            return self._recorder.record(draft, filing)
        except Refused:  # such as an answer of what was withdrawn: another one, then
            return None

    def _demand(self, talk: str, by: str = "", counters: str = "") -> Recorded | None:
        by = by or self._pick(self._parties)
        others = [each for each in self._parties if each != by]
        to = tuple(self._random.sample(others, self._pick((1, 1, 2, 2, 2, 3, 4))))
        key = f"D-{len(self._demands) + 1}"
        if self._random.random() < 0.02 and not counters:
            to = ()  # put to all
        draft = self._said(talk, Verb.DEMAND, by, key, kind=self._pick(tuple(Kind)), to=to,
                           text=self._words(self._random.randint(20, 120)))  # fmt: skip
        done = self._record(draft, Filing(issue=issue_of(len(self._demands) + 1)))
        if done:
            self._demands.append(key)
        return done

    def _answer(self, talk: str) -> Recorded | None:
        verb, manner, _ = self._random.choices(DEEDS, _WEIGHTS)[0]
        key = self._chosen()
        known = self._recorder.docket.known(key)
        assert known is not None
        proponent = known.demand.proponent or ""
        to = known.demand.addressees or self._parties
        by = self._pick(to) if self._random.random() < 0.97 else self._pick(self._parties)
        if key in self._withdrawn:
            verb, manner = Verb.RETABLE, None
        if verb in _BY_PROPONENT:
            by = proponent
        counter = None
        if verb is Verb.COUNTER:
            made = self._demand(talk, by, key) if by != proponent else None
            if not made:
                return None
            counter = made.move.said.demand
        condition = self._words(8) if manner in (Manner.IN_PART, Manner.IF) else None
        words = (
            self._random.randint(20, 120) if verb is Verb.REVISE else self._random.randint(4, 25)
        )
        done = self._record(self._said(talk, verb, by, key, manner=manner, condition=condition,
                                       counter=counter, text=self._words(words)))  # fmt: skip
        if done and verb is Verb.WITHDRAW:
            self._withdrawn.add(key)
        if done and verb is Verb.RETABLE:
            self._withdrawn.discard(key)
        return done

    def _chosen(self) -> str:
        """A demand that is spoken of: one of the latest mostly, else any."""
        late = max(10, 2 * len(self._demands) // 100)
        lively = self._random.random() < ALIVE
        return self._pick(self._demands[-late:] if lively else self._demands)

    def _mend(self, done: Recorded, **fields: Any) -> None:
        if done.move.said.verb in (*_BY_PROPONENT, Verb.DEMAND):
            return
        said = done.move.said._replace(**fields, corrects=done.move.id)
        self._record(said if said.verb is not Verb.STRIKE else said._replace(
            condition=None, quote=None, speaker=None, source=None, counter=None))  # fmt: skip

    def _said(self, talk: str, verb: Verb, by: str, key: str, **said: Any) -> Draft:
        quoted, sourced = self._random.random() < QUOTED, self._random.random() < SOURCED
        return Draft(
            verb,
            (by,),
            key,
            talk=talk,
            quote=self._words(12) if quoted else None,
            speaker=f"Delegate {self._random.randint(1, 40)} of {by}" if quoted else None,
            source=f"https://records.example/{talk}/{self._random.randint(1, 99)}"
            if sourced
            else None,
            private=verb in ANSWER_VERBS and self._random.random() < PRIVATE,
            **said,
        )

    def _words(self, number: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=number))

    def _pick(self, some: Any) -> Any:
        return some[int(self._random.random() * len(some))]

    def _stamp(self, day: date) -> Stamp:
        self._taken = getattr(self, "_taken", 0) + 1
        return Stamp("benchmark", f"{day}T18:00:00.{self._taken % 1_000_000:06}Z", day)


def talks_of(moves: int) -> int:
    """How many talks a ledger of so many moves has: 32 of a thousand, a thousand of a million."""
    return max(4, round(moves**0.5))


def parties_of(moves: int) -> int:
    """How many parties besides the blocs: ten of a thousand moves, fifty-six of a million."""
    return round(10 * (max(moves, 1000) / 1000) ** 0.25)


def issue_of(demand: int) -> str:
    """The path of the issue of a demand."""
    number = demand // DEMANDS_AN_ISSUE
    return f"Basket {number % 4 + 1}/Item {number}"


@functools.cache
def day_of_talk(number: int, talks: int) -> date:
    """The day of a talk: all within fifty years, one after the other."""
    return FIRST_DAY + timedelta(days=(LAST_DAY - FIRST_DAY).days * number // talks)


def write_realistic(path: Path, moves: int, seed: int = 1) -> None:
    """Make a database of about so many moves."""
    Maker(path, moves, seed).make()


def sizes(largest: int) -> Iterator[int]:
    """A thousand moves, and ten times as many each time."""
    moves = 1000
    while moves <= largest:
        yield moves
        moves *= 10
