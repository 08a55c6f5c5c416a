"""Whether a move that comes from another copy of the ledger can have been recorded at all.

These are the rules whose breach shows whenever the move arrives and whatever arrived before it.
What depends on the state of a demand is history: it was judged where it was recorded.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.model import ANSWER_VERBS, PROPONENT_VERBS, Draft, Manner, Verb
from tracker.rules.standing import answer_of

_MANNERS = {Verb.REVISE: (None, Manner.EDITORIAL)}


class Target(NamedTuple):
    """The move that another sets aside: its verb, its negotiation, and its demand.

    Attributes:
        opening: id of the move that put its demand first, None where it names it by key alone.
    """

    verb: Verb
    negotiation: str
    demand: str
    opening: str | None


def unsound(draft: Draft) -> str | None:
    """Why no such move can be, judged by itself alone."""
    return _malformed(draft) or _incomplete(draft)


def _malformed(draft: Draft) -> str | None:
    if not draft.parties or len(set(draft.parties)) != len(draft.parties):
        return "it names no party, or one twice"
    if draft.verb not in PROPONENT_VERBS and len(draft.parties) > 1:
        return "an answer is the move of one party"
    if draft.verb in ANSWER_VERBS and answer_of(draft.verb, draft.manner) is None:
        return f"one cannot {draft.verb} “{draft.manner}”"
    others = draft.verb not in ANSWER_VERBS
    if others and draft.manner not in _MANNERS.get(draft.verb, (None,)):
        return f"one cannot {draft.verb} “{draft.manner}”"
    if draft.verb is not Verb.DEMAND and (draft.kind or draft.to):
        return "only a demand has a kind and addressees"
    if not (draft.talk or draft.date):
        return "it has neither a talk nor a date"
    return None


def _incomplete(draft: Draft) -> str | None:
    if draft.verb in (Verb.DEMAND, Verb.REVISE) and not draft.text:
        return f"a {draft.verb} needs its wording"
    if set(draft.parties) & set(draft.to):
        return "a party cannot put a demand to itself"
    if draft.manner is Manner.IN_PART and not draft.condition:
        return "an acceptance in part needs the part"
    if draft.manner is Manner.IF and not draft.condition:
        return "an acceptance on condition needs the condition"
    if draft.verb is Verb.STRIKE and not draft.corrects:
        return "a strike needs to say which move it strikes"
    return None


class Putting(NamedTuple):
    """A move that put a demand or worded it anew: its id, by whom, and whether it was struck."""

    id: str
    parties: tuple[str, ...]
    struck: bool


def against_its_demand(draft: Draft, puttings: Sequence[Putting]) -> str | None:
    """Why a party cannot have made this move on a demand, whoever put it.

    Args:
        draft: the move.
        puttings: the moves that put the demand. Its proponents, whoever they are by now, have been
            those of one of these when the move was made; but where one was struck, nobody may have
            been known to put the demand.
    """
    if not puttings or any(each.struck for each in puttings):
        return None
    every = [set(each.parties) for each in puttings]
    party = draft.party
    if draft.verb in ANSWER_VERBS and all(party in each for each in every):
        return f"{party} cannot {draft.verb} {draft.demand}, which is its own demand"
    if draft.verb in PROPONENT_VERBS - {Verb.DEMAND}:
        strangers = [each for each in draft.parties if not any(each in known for known in every)]
        if strangers:
            owners = " and ".join(sorted(every[0]))
            return f"{strangers[0]} cannot {draft.verb} {draft.demand}, a demand of {owners}"
    return None


def against_its_target(draft: Draft, said_of: Target, own: Target) -> str | None:
    """Why this move cannot set another aside.

    Args:
        draft: the move.
        said_of: the move that it names.
        own: itself, as what another may name.
    """
    if said_of.verb is Verb.STRIKE:
        return "it mends a strike, which cannot be mended"
    others = said_of.opening and own.opening and said_of.opening != own.opening
    if (said_of.negotiation, said_of.demand) != (own.negotiation, own.demand) or others:
        return f"it mends a move on another demand ({said_of.demand})"
    if draft.verb in (Verb.STRIKE, said_of.verb) or {draft.verb, said_of.verb} <= ANSWER_VERBS:
        return None
    return f"it puts “{draft.verb}” in the place of “{said_of.verb}”"
