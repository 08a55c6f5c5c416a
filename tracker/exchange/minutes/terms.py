"""The words that minutes are made of: verbs in each tense, phrases, names of lines and details."""

from __future__ import annotations

from types import MappingProxyType

from tracker.exchange.verbs import Deed
from tracker.model import Kind, Manner, Verb

_PASTS = {
    "demand": "demanded",
    "offer": "offered",
    "propose": "proposed",
    "invite": "invited",
    "request": "requested",
    "revise": "revised",
    "reaffirm": "reaffirmed",
    "withdraw": "withdrew",
    "retable": "retabled",
    "accept": "accepted",
    "reject": "rejected",
    "defer": "deferred",
    "counter": "countered",
    "ask": "asked",
    "note": "noted",
    "strike": "struck",
}
KIND_VERBS = MappingProxyType(
    {
        Kind.DEMAND: "demand",
        Kind.OFFER: "offer",
        Kind.PROPOSAL: "propose",
        Kind.INVITATION: "invite",
        Kind.REQUEST: "request",
    }
)
_KINDS = {word: kind for kind, word in KIND_VERBS.items()}


def _deed(word: str) -> Deed:
    return Deed(Verb.DEMAND, kind=_KINDS[word]) if word in _KINDS else Deed(Verb(word))


VERBS = {
    form: _deed(word) for word, past in _PASTS.items() for form in (word, f"{word}s", past)
} | {"withdrawn": Deed(Verb.WITHDRAW)}
"""Every form of every verb: present, with and without -s, and past."""

MEANT = {
    "agree": "accept",
    "agrees": "accepts",
    "agreed": "accepted",
    "refuse": "reject",
    "refuses": "rejects",
    "refused": "rejected",
    "decline": "reject",
    "declines": "rejects",
    "declined": "rejected",
    "postpone": "defer",
    "postpones": "defers",
    "postponed": "deferred",
    "repeat": "reaffirm",
    "repeats": "reaffirms",
    "repeated": "reaffirmed",
    "amend": "revise",
    "amends": "revises",
    "amended": "revised",
    "wants": "demands",
    "wanted": "demanded",
}
"""What verbs that are none of ours most likely mean; they are offered, never taken for it."""

PHRASES = {
    ("in", "part"): "in part",
    ("in", "principle"): "in principle",
    ("ad", "referendum"): "ad referendum",
    ("for", "good"): "finally",
    ("finally",): "finally",
    ("final",): "finally",
    ("editorially",): "editorially",
    ("if",): "if",
    ("until",): "until",
    ("with",): "with",
    ("about",): "about",
    ("as",): "as",
    ("to",): "to",
    ("of",): "to",
    ("from",): "to",
}
"""What may stand beside a verb and its object, by its words."""

MAY_FOLLOW = {
    Verb.ACCEPT: {"in part", "in principle", "if", "ad referendum"},
    Verb.REJECT: {"finally"},
    Verb.REVISE: {"editorially"},
    Verb.DEFER: {"until"},
    Verb.COUNTER: {"with"},
    Verb.ASK: {"about"},
    Verb.DEMAND: {"as", "to"},
}
ORDINARY = frozenset({"about", "as", "to"})
"""Phrases that are ordinary words of a key where they cannot follow the verb."""

MANNERS = {
    "in part": Manner.IN_PART,
    "in principle": Manner.IN_PRINCIPLE,
    "if": Manner.IF,
    "finally": Manner.FINAL,
    "editorially": Manner.EDITORIAL,
}

LINES = ("talk", "on", "source", "party")
KINDS = {kind.value: kind for kind in Kind}
ALL = frozenset({"all", "everyone"})
DATE_WORDS = frozenset({"unknown", "undated", "?", "today", "yesterday"})
"""Words that stand for the date of a talk."""
RESERVED = frozenset(
    {*VERBS, *LINES, *KINDS, *ALL, "and", "private", "unknown"}
    | {word for words in PHRASES for word in words}
)
"""Words that cannot stand for a party, a talk or a demand without quotation marks."""

MOVE_DETAILS = (
    "quote", "speaker", "source", "condition", "scope", "until", "note", "title", "issue", "on",
    "with", "private", "label", "corrects",
)  # fmt: skip
TALK_DETAILS = ("title", "place", "form", "status", "track", "deadline", "source")
DEMAND_DETAILS = ("title", "issue")


def is_keyword(word: str) -> bool:
    """Whether a word stands as a word of the language: in small letters, or with a capital first.

    `ON` may be a party; `on` and `On` are not.
    """
    return len(word) == 1 or not word.isupper()
