"""The terms of the glossary: verbs, manners, kinds, statuses, and how they group."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """What a party, or the recorder, did. `strike` is about the record itself."""

    DEMAND = "demand"
    REVISE = "revise"
    REAFFIRM = "reaffirm"
    WITHDRAW = "withdraw"
    RETABLE = "retable"
    ACCEPT = "accept"
    REJECT = "reject"
    DEFER = "defer"
    COUNTER = "counter"
    ASK = "ask"
    NOTE = "note"
    STRIKE = "strike"


PROPONENT_VERBS = frozenset({Verb.DEMAND, Verb.REVISE, Verb.REAFFIRM, Verb.WITHDRAW, Verb.RETABLE})
ANSWER_VERBS = frozenset({Verb.ACCEPT, Verb.REJECT, Verb.DEFER, Verb.COUNTER, Verb.ASK, Verb.NOTE})


class Manner(StrEnum):
    """How a verb was meant: which kind of acceptance, a final rejection, an editorial revision."""

    IN_PART = "in part"
    IF = "if"
    IN_PRINCIPLE = "in principle"
    FINAL = "final"
    EDITORIAL = "editorially"


class Kind(StrEnum):
    """What sort of demand it is."""

    DEMAND = "demand"
    OFFER = "offer"
    PROPOSAL = "proposal"
    INVITATION = "invitation"
    REQUEST = "request"


class Headline(StrEnum):
    """The coarse status that tables group by."""

    OPEN = "open"
    DEFERRED = "deferred"
    COUNTERED = "countered"
    QUALIFIED = "qualified"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Status(StrEnum):
    """The status of one party's position on one demand."""

    OPEN = "open"
    NOTED = "noted"
    DEFERRED = "deferred"
    ASKED = "asked"
    COUNTERED = "countered"
    IN_PRINCIPLE = "accepted in principle"
    IN_PART = "accepted in part"
    IF = "accepted if"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def headline(self) -> Headline:
        """The group this status is counted in."""
        return _HEADLINES[self]


_HEADLINES = {
    Status.OPEN: Headline.OPEN,
    Status.NOTED: Headline.OPEN,
    Status.DEFERRED: Headline.DEFERRED,
    Status.ASKED: Headline.DEFERRED,
    Status.COUNTERED: Headline.COUNTERED,
    Status.IN_PRINCIPLE: Headline.QUALIFIED,
    Status.IN_PART: Headline.QUALIFIED,
    Status.IF: Headline.QUALIFIED,
    Status.ACCEPTED: Headline.ACCEPTED,
    Status.REJECTED: Headline.REJECTED,
    Status.WITHDRAWN: Headline.WITHDRAWN,
}


class Rollup(StrEnum):
    """Where a demand stands over all its addressees."""

    AGREED = "agreed"
    BLOCKED = "blocked"
    SPLIT = "split"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"


class TalkStatus(StrEnum):
    """Whether a talk has taken place."""

    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELLED = "cancelled"


class TalkForm(StrEnum):
    """How the parties met."""

    IN_PERSON = "in person"
    WRITTEN = "written"
    REMOTE = "remote"
    STATEMENT = "statement"
