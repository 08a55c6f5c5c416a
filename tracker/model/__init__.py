"""The words of the tracker as values; no SQL, no terminal, no clock.

Frozen records, compared by value. The terms are those of the glossary in docs/data-model.md.
"""

from tracker.model.moves import Draft, Move
from tracker.model.positions import Answer, Contest, Demand, Position
from tracker.model.registry import FuzzyDate, Membership, Negotiation, Party, Talk
from tracker.model.terms import (
    ANSWER_VERBS,
    PROPONENT_VERBS,
    Headline,
    Kind,
    Manner,
    Rollup,
    Status,
    TalkForm,
    TalkStatus,
    Verb,
)

__all__ = [
    "ANSWER_VERBS",
    "PROPONENT_VERBS",
    "Answer",
    "Contest",
    "Demand",
    "Draft",
    "FuzzyDate",
    "Headline",
    "Kind",
    "Manner",
    "Membership",
    "Move",
    "Negotiation",
    "Party",
    "Position",
    "Rollup",
    "Status",
    "Talk",
    "TalkForm",
    "TalkStatus",
    "Verb",
]
