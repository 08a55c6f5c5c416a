"""A ledger as the pages describe it, in its simplest form: sets of facts, and loops over them.

Written from docs/data-model.md and the decisions, not from the program, to be compared with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

BLOCS = {"US": ("NATO",)}
"""The blocs of each party, from ever and for ever."""
TALKS = {"T1": ("2022-01-10", 1), "T2": ("2022-01-12", 2), "T3": ("2022-01-12", 3),
         "T4": ("2022-01-26", 4)}  # fmt: skip
"""The day and the turn of each talk; what was said outside any comes after the talks of its day."""
OUTSIDE = 99

STATUSES = {
    "note": "noted", "ask": "asked", "defer": "deferred", "counter": "countered",
    "reject": "rejected", "accept": "accepted", "in part": "accepted in part",
    "if": "accepted if", "in principle": "accepted in principle",
}  # fmt: skip
"""The verb or manner of an answer → the status it gives."""
HEADLINES = {
    "noted": "open", "asked": "deferred", "accepted in part": "qualified",
    "accepted if": "qualified", "accepted in principle": "qualified",
}  # fmt: skip
WARMTH = {
    "rejected": 0, "open": 1, "noted": 1, "asked": 1, "deferred": 1, "countered": 2,
    "accepted in part": 3, "accepted if": 3, "accepted in principle": 4, "accepted": 5,
}  # fmt: skip
WORDINGS = ("demand", "revise", "retable")
"""What makes a version; where two people corrected one wording apart, both of theirs stand."""
NO_STANCE = ("note", "ask")
Place = tuple[str, int]
END = ("9999", 0)


class Fact(NamedTuple):
    """A move.

    Attributes:
        said: its verb, or the manner of an acceptance or a revision.
        depth: the length of its chain of parents.
        corrects: the id of the move that it replaces, or strikes.
        to: of a demand, whom it is put to.
    """

    id: str
    depth: int
    said: str
    by: str
    demand: str
    at: str
    text: str = ""
    condition: str = ""
    private: bool = False
    corrects: str = ""
    to: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands in time."""
        return place_of(self.at)


class Cell(NamedTuple):
    """A position, as the table of positions has it."""

    status: str
    stale: str
    version: int
    contested: tuple[str, ...]
    via: str
    text: str
    condition: str
    answer: str
    said_before: bool = False
    heard: bool = False

    def unlike(self, other: Cell) -> str:
        """In what it plainly differs from another."""
        if self.status != other.status:
            return "status"
        return "version" if self.version != other.version else ""


def place_of(at: str) -> Place:
    """The place in time of a talk, or of what is said on a day outside any."""
    return TALKS.get(at, (at, OUTSIDE))


class Ledger:
    """What can be told of a set of facts.

    Args:
        facts: all that were recorded, in any order.
        private: whether private ones are looked at.
    """

    def __init__(self, facts: Iterable[Fact], *, private: bool) -> None:
        every = {fact.id: fact for fact in facts}
        self.every = every
        aside: set[str] = set()
        for fact in every.values():
            if fact.private and not private:
                continue
            target = fact.corrects
            while target:
                aside.add(target)
                # What lies behind a private correction in between was corrected in public too.
                target = every[target].corrects
        self.facts = [
            fact
            for fact in every.values()
            if fact.id not in aside and fact.said != "strike" and (private or not fact.private)
        ]
        self.facts.sort(key=self._turn)

    def _turn(self, fact: Fact) -> tuple[object, ...]:
        return (fact.place, *self._rank(fact), fact.id)

    def _rank(self, fact: Fact) -> tuple[int, str]:
        """A correction within the same talk stands where what it corrects stands."""
        while fact.corrects and self.every[fact.corrects].at == fact.at:
            fact = self.every[fact.corrects]
        return (fact.depth, fact.id[:5])

    def of(self, key: str, until: Place) -> list[Fact]:
        """What was said of a demand up to a place, in order."""
        return [fact for fact in self.facts if fact.demand == key and fact.place <= until]

    def before(self, turn: Fact) -> list[Fact]:
        """What was said of the same demand before a fact."""
        facts = [fact for fact in self.facts if fact.demand == turn.demand]
        return [fact for fact in facts if self._turn(fact) < self._turn(turn)]

    def demands(self, until: Place) -> dict[str, Fact]:
        """The demands on the table, with the moves that put them."""
        put = (fact for fact in self.facts if fact.said == "demand" and fact.place <= until)
        return {fact.demand: fact for fact in put}

    def proponent(self, key: str) -> str:
        """Who put a demand."""
        return self.demands(END)[key].by

    def addressees(self, key: str) -> tuple[str, ...]:
        """Whom a demand is put to, as far as it is known."""
        put = self.demands(END).get(key)
        return put.to if put else ()

    def is_withdrawn(self, facts: list[Fact]) -> bool:
        """Whether a demand is off the table after what was said of it."""
        turns = [fact.said for fact in facts if fact.said in ("withdraw", *WORDINGS)]
        return turns[-1:] == ["withdraw"]

    def may(self, fact: Fact) -> bool:
        """Whether the rules let a move be made, which is not recorded yet."""
        put = self.demands(fact.place).get(fact.demand)
        before = self.before(fact)
        if put is None or put not in before:
            return False
        own = fact.by == self.proponent(fact.demand)
        withdrawn = self.is_withdrawn(before)
        if fact.said == "retable":
            return own and withdrawn
        if fact.said in ("revise", "editorially", "reaffirm", "withdraw"):
            return own and not withdrawn
        return not own and not withdrawn

    def history(self, key: str) -> list[tuple[str, str, str, int]]:
        """What was said of a demand: the place, by whom, what, and the version it spoke of."""
        version, told = 0, []
        for fact in self.of(key, END):
            version += fact.said in WORDINGS
            told.append((fact.at, fact.by, fact.said, version))
        return told

    def cells(self, until: Place) -> dict[tuple[str, str], Cell]:
        """The positions at the end of a talk or a day."""
        found = {}
        for key in {fact.demand for fact in self.facts}:
            facts = self.of(key, until)
            parties = {fact.by for fact in facts if fact.said in STATUSES}
            if key in self.demands(until):
                parties = {*self.addressees(key), *parties} or {""}
            for party in parties:
                found[key, party] = self._cell(key, party, facts)
        return found

    def _cell(self, key: str, party: str, facts: list[Fact]) -> Cell:
        version, text = 0, ""
        answers: list[tuple[int, Fact]] = []
        for fact in facts:
            version += fact.said in WORDINGS
            if fact.said in ("demand", "revise", "editorially"):
                text = fact.text
            if fact.said in STATUSES:
                answers.append((version, fact))
        if self.is_withdrawn(facts):
            return Cell("withdrawn", "", version, (), "", text, "", "")
        own = [fact for of, fact in answers if fact.by == party and of == version]
        who = party
        for bloc in BLOCS.get(party, ()):
            theirs = [fact for of, fact in answers if fact.by == bloc and of == version]
            # What a bloc has only heard is no answer of its members.
            if not own and any(fact.said != "note" for fact in theirs):
                who, own = bloc, theirs
        before = [fact for of, fact in answers if fact.by == party and of < version]
        heard = any(fact.said == "note" for fact in (*own, *before))
        before = [fact for fact in before if fact.said != "note"]
        deciding = _deciding(own)
        via = who if who != party else ""
        stale = STATUSES[_last(before).said] if before else ""
        if deciding and (deciding.said != "note" or via):
            stale = ""
        return Cell(
            STATUSES[deciding.said] if deciding else "open",
            stale,
            version,
            _contesting(deciding, own),
            via,
            text,
            deciding.condition if deciding else "",
            deciding.id if deciding else "",
            bool(own or before),
            heard,
        )


def _deciding(answers: list[Fact]) -> Fact | None:
    """The latest answer; a note never displaces another."""
    stances = [fact for fact in answers if fact.said != "note"]
    return (stances or answers or [None])[-1]


def _last(answers: list[Fact]) -> Fact:
    found = _deciding(answers)
    assert found
    return found


def _contesting(deciding: Fact | None, answers: list[Fact]) -> tuple[str, ...]:
    """The other statuses of the same talk; questions and notes contest nothing."""
    if deciding is None or deciding.said in NO_STANCE:
        return ()
    mine = (STATUSES[deciding.said], deciding.condition)
    return tuple(
        sorted(
            {
                STATUSES[fact.said]
                for fact in answers
                if fact.at == deciding.at
                and fact.said not in NO_STANCE
                and fact.private == deciding.private
                and (STATUSES[fact.said], fact.condition) != mine
            }
        )
    )


def rollup(cells: list[Cell], *, to_all: bool) -> str:
    """Where a demand stands over its addressees."""
    statuses = [cell.status for cell in cells]
    headlines = [HEADLINES.get(status, status) for status in statuses]
    if "withdrawn" in statuses:
        return "withdrawn"
    if "rejected" in statuses:
        return "blocked"
    if not to_all and all(status == "accepted" for status in statuses):
        return "agreed"
    answered = all(each not in ("open", "deferred") for each in headlines)
    return "split" if answered and len(set(headlines)) > 1 else "pending"


def movement(before: Cell, after: Cell) -> str | None:
    """The label of a change between two positions, where the page says plainly which it is."""
    if "withdrawn" in (before.status, after.status) or before.via or after.via or before.heard:
        return None
    if after.version > before.version and after.status == "open":
        return "reopened" if before.said_before else "revised"
    if before.version != after.version or before.status == after.status:
        return None
    if not before.said_before:
        return "first answer"
    if before.stale or after.stale:
        return None
    colder = WARMTH[after.status] < WARMTH[before.status]
    if before.status.startswith("accepted") and colder:
        return "reversal"
    if WARMTH[after.status] == WARMTH[before.status]:
        return None
    return "hardening" if colder else "towards"
