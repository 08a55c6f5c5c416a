"""What demands and talks were called where they were first recorded: the column `given`.

Ids of moves are computed over these names. The column is there only where one of them differs from
what the same row says; it holds a line for each: `demand RU-7`, `counter US-2`,
`talk T4 2022-02-01` (the ref and the date that the talk was added under).
"""

from typing import NamedTuple

from tracker.exchange.rows import BadCell, Record
from tracker.ledger.case import Case
from tracker.ledger.docket import Docket
from tracker.model import Draft, Talk, Verb

GIVEN = "given"
_MOST_DIGITS = 33


class Given(NamedTuple):
    """The names first given to what a row speaks of; empty where they are the same."""

    demand: str = ""
    counter: str = ""
    talk: str = ""
    first_date: str = ""


NOT_GIVEN = Given()


def given_of(row: Record) -> Given:
    """The names of a row, which only one with an id can have.

    Raises:
        BadCell: they are not written as an export writes them.
    """
    told = row[GIVEN] if row["id"] else ""
    if not told:
        return NOT_GIVEN
    found = NOT_GIVEN
    for line in told.splitlines():
        kind, _, name = line.partition(" ")
        if kind == "talk":
            ref, _, day = name.rpartition(" ")
            found = found._replace(talk=ref, first_date=day)
        elif kind in ("demand", "counter"):
            found = found._replace(**{kind: name})
        if kind not in Given._fields or not name.strip():
            raise BadCell(GIVEN, "is not written as an export writes it: demand KEY, talk REF DATE")
    return found


def cell_of(draft: Draft, docket: Docket, talk: Talk | None) -> str | None:
    """The cell for a move: the names that differ from what it says."""
    lines = []
    for kind, key in (("demand", draft.demand), ("counter", draft.counter)):
        known = docket.known(key) if key else None
        if known and known.given != key:
            lines.append(f"{kind} {known.given}")
    if talk and (talk.given, talk.first_date) != (talk.ref, talk.date.text):
        lines.append(f"talk {talk.given} {talk.first_date}")
    return "\n".join(lines) or None


class Calling:
    """What a file calls the demands of its rows, and what they are called here.

    A key may stand for one demand in the file and for another in this ledger: a demand is known by
    the move that put it.
    """

    def __init__(self, case: Case, docket: Docket) -> None:
        self.case = case
        self.docket = docket
        self._here: dict[str, str] = {}

    def here(self, row: Record, draft: Draft, given: Given) -> tuple[Draft, Given]:
        """A move by the keys of this ledger, with the names first given where they differ."""
        if not row["id"]:
            return draft, given
        if draft.verb is Verb.DEMAND and not draft.corrects and draft.demand not in self._here:
            self._here[draft.demand] = self._key(draft.demand, row["id"])
        demand, counter = draft.demand, draft.counter
        own = self._here.get(demand, demand)
        put = self._here.get(counter or "", counter)
        if (own, put) == (demand, counter):
            return draft, given
        called = draft._replace(demand=own, counter=put)
        if own != demand and not given.demand:
            given = given._replace(demand=demand)
        return called, given

    def _key(self, key: str, opening: str) -> str:
        """The key here of a demand that the file has under `key`."""
        row = self.case.store.one("demand_by_opening", {"opening": opening})
        if row is not None:
            named = self.case.store.one("demand_key", {"id": row[0]})
            return str(named[0]) if named else key
        known = self.docket.known(key)
        if known is None or known.opening is None:
            return key
        names = (f"{key}.{opening[:most]}" for most in range(4, _MOST_DIGITS))
        return next(name for name in names if self.docket.known(name) is None)
