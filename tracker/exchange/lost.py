"""Rows that cannot be recorded because the row they build on is bad and was passed over."""

from typing import NamedTuple

from tracker.errors import Problem
from tracker.exchange.rows import Record
from tracker.exchange.verbs import deed_meant, deed_of
from tracker.ledger.docket import Docket
from tracker.model import ANSWER_VERBS, Manner, Verb

_WORDED_ANEW = (Verb.REVISE, Verb.RETABLE)
_WHEN = ("talk", "talk_date", "date")


class _Anew(NamedTuple):
    """A wording of a demand put at one time: what follows there speaks of it."""

    demand: str
    when: tuple[str, ...]


class Lost:
    """The demands and wordings of one negotiation whose own row in a file was passed over.

    An answer recorded before the wording it answers would be stale once that is recorded, so it
    has to wait for it.
    """

    def __init__(self) -> None:
        self._demands: dict[str, int] = {}
        self._anew: dict[_Anew, tuple[int, str]] = {}
        self._keyless: int | None = None

    def fault(self, row: Record, docket: Docket | None) -> Problem | None:
        """Why a row has to wait for another; None where it need not.

        Args:
            row: the row.
            docket: of its negotiation; None where that is not there yet.
        """
        for column in ("demand", "counter"):
            key = row[column]
            first = self._demands.get(key)
            line, done = (first, "put") if first else self._anew.get(_anew(row, key), (0, ""))
            if line:
                reason = f"is {done} in line {line}, which is bad and was passed over"
                return row.problem(column, f"{reason}; so is this row")
            if key and self._keyless and _makes(row) != key and not _is_known(docket, key):
                reason = (
                    f"may be the demand of line {self._keyless}, which has no key, is bad and was "
                    "passed over; so is this row"
                )
                return row.problem(column, reason)
        if self._keyless and _makes(row) == "":
            reason = (
                "has no key, and would take that of the demand in line "
                f"{self._keyless}, which is bad and was passed over; so is this row"
            )
            return row.problem("demand", reason)
        return None

    def passed_over(self, row: Record, docket: Docket | None) -> None:
        """Take in that a row was passed over."""
        made = _makes(row)
        if made == "":
            self._keyless = self._keyless or row.line
        elif made and not _is_worded(docket, made):
            self._demands.setdefault(made, row.line)
        said = deed_of(row["move"])
        deed = deed_meant(row["move"]) if isinstance(said, str) else said
        if deed and deed.verb in _WORDED_ANEW and deed.manner is not Manner.EDITORIAL:
            done = "revised" if deed.verb is Verb.REVISE else "retabled"
            self._anew.setdefault(_anew(row, row["demand"]), (row.line, done))


def _anew(row: Record, key: str) -> _Anew:
    return _Anew(key, tuple(row[column] for column in _WHEN))


def _makes(row: Record) -> str | None:
    """The key of the demand that a row makes, "" where it has none; None where it makes none.

    A word that is like none of our words for an answer may be somebody's word for a demand.
    """
    deed = deed_of(row["move"])
    if isinstance(deed, str):
        meant = deed_meant(row["move"])
        return None if meant and meant.verb in ANSWER_VERBS else row["demand"] or None
    if deed.verb is Verb.DEMAND:
        return None if row["corrects"] else row["demand"]
    return row["counter"] if deed.verb is Verb.COUNTER and row["text"].strip() else None


def _is_known(docket: Docket | None, key: str) -> bool:
    return docket is not None and docket.known(key) is not None


def _is_worded(docket: Docket | None, key: str) -> bool:
    known = docket.known(key) if docket else None
    return known is not None and known.opening is not None
