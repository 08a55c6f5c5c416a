"""What a check can find: the codes, how grave each is, and the command that mends it."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    def reaches(self, other: "Severity") -> bool:
        """Whether it is as grave as another, or graver."""
        every = list(Severity)
        return every.index(self) <= every.index(other)


class Code(StrEnum):
    """What is found, by a name that stays the same."""

    FILE_DAMAGED = "file-damaged"
    REFERENCE_BROKEN = "reference-broken"
    SCHEMA_DIFFERS = "schema-differs"
    UNREADABLE = "unreadable"
    NUMBERS_MISSING = "numbers-missing"
    MOVE_ALTERED = "move-altered"
    PARENT_MISSING = "parent-missing"
    MOVE_IMPOSSIBLE = "move-impossible"
    DERIVED_DIFFERS = "derived-differs"
    REGISTRY_DIFFERS = "registry-differs"
    INDEX_DIFFERS = "index-differs"
    TEXT_ALTERED = "text-altered"
    RULE_BROKEN = "rule-broken"
    CONTESTED = "contested"
    WORDED_TWICE = "worded-twice"
    QUOTE_NOT_FOUND = "quote-not-found"
    PARENT_ELSEWHERE = "parent-elsewhere"
    TEXT_MISSING = "text-missing"
    WORDING_UNKNOWN = "wording-unknown"
    COUNTER_UNWORDED = "counter-unworded"
    SOURCE_MISSING = "source-missing"
    DATE_OUTSIDE_TALK = "date-outside-talk"
    BLOC_MOVED_ON = "bloc-moved-on"

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        if self in _WARNINGS:
            return Severity.WARNING
        return Severity.HINT if self in _HINTS else Severity.ERROR


_WARNINGS = frozenset({Code.RULE_BROKEN, Code.CONTESTED, Code.WORDED_TWICE, Code.QUOTE_NOT_FOUND})
_HINTS = frozenset(
    {
        Code.PARENT_ELSEWHERE,
        Code.TEXT_MISSING,
        Code.WORDING_UNKNOWN,
        Code.COUNTER_UNWORDED,
        Code.SOURCE_MISSING,
        Code.DATE_OUTSIDE_TALK,
        Code.BLOC_MOVED_ON,
    }
)
_UNNAMED = {
    Code.MOVE_ALTERED: "a private move does not say what was recorded: its id does not fit",
    Code.PARENT_MISSING: "the move that was recorded before a private one is not here",
    Code.MOVE_IMPOSSIBLE: "a private move cannot have been recorded as it stands",
    Code.DERIVED_DIFFERS: "what is derived of a private move is not what follows from it",
    Code.REGISTRY_DIFFERS: "a demand that was put privately is not what its moves make of it",
    Code.TEXT_ALTERED: "a text that only private moves name is not the one that was kept",
    Code.PARENT_ELSEWHERE: "the move that was recorded before a private one is not in this copy",
}
"""What is said of a finding on what is private where that must not be told."""

RESTORE = "tracker restore FILE, with a backup from before it"
ON_A_SERVER = (
    "let who keeps the server take it out, as docs/scale.md says (What no tracker records), or put "
    "back a backup of the server from before it"
)
"""What is done instead of it where the ledger is on a server."""


class Finding(NamedTuple):
    """One thing that was found.

    Attributes:
        code: what it is.
        sentence: what is wrong, and where; it quotes nothing of what was said,
            but the passage nearest to a quote.
        mend: the command that mends it.
        negotiation: name of its negotiation, where it has one.
        demand: key of its demand, where it has one.
        move: id of its move, where it has one.
        talk: ref of its talk, where it has one.
        private: whether it names what is private.
    """

    code: Code
    sentence: str
    mend: str = RESTORE
    negotiation: str | None = None
    demand: str | None = None
    move: str | None = None
    talk: str | None = None
    private: bool = False

    def unnamed(self) -> "Finding":
        """The same without what it is about, as those are told who see no private move."""
        sentence = _UNNAMED.get(self.code, "something private is not as it was recorded")
        return Finding(self.code, sentence, RESTORE, self.negotiation)
