"""The words of the column `move`: a verb in present or past tense, with how it was meant."""

from functools import lru_cache
from typing import NamedTuple

from tracker.exchange.rows import BadCell, Record
from tracker.model import Draft, Kind, Manner, Verb


class Deed(NamedTuple):
    """What the words of one cell say."""

    verb: Verb
    manner: Manner | None = None
    ad_referendum: bool = False
    kind: Kind | None = None


_VERBS = {
    "demand": Deed(Verb.DEMAND),
    "demanded": Deed(Verb.DEMAND),
    "offer": Deed(Verb.DEMAND, kind=Kind.OFFER),
    "offered": Deed(Verb.DEMAND, kind=Kind.OFFER),
    "propose": Deed(Verb.DEMAND, kind=Kind.PROPOSAL),
    "proposed": Deed(Verb.DEMAND, kind=Kind.PROPOSAL),
    "invite": Deed(Verb.DEMAND, kind=Kind.INVITATION),
    "invited": Deed(Verb.DEMAND, kind=Kind.INVITATION),
    "request": Deed(Verb.DEMAND, kind=Kind.REQUEST),
    "requested": Deed(Verb.DEMAND, kind=Kind.REQUEST),
    "revise": Deed(Verb.REVISE),
    "revised": Deed(Verb.REVISE),
    "reaffirm": Deed(Verb.REAFFIRM),
    "reaffirmed": Deed(Verb.REAFFIRM),
    "withdraw": Deed(Verb.WITHDRAW),
    "withdrew": Deed(Verb.WITHDRAW),
    "withdrawn": Deed(Verb.WITHDRAW),
    "retable": Deed(Verb.RETABLE),
    "retabled": Deed(Verb.RETABLE),
    "accept": Deed(Verb.ACCEPT),
    "accepted": Deed(Verb.ACCEPT),
    "reject": Deed(Verb.REJECT),
    "rejected": Deed(Verb.REJECT),
    "defer": Deed(Verb.DEFER),
    "deferred": Deed(Verb.DEFER),
    "counter": Deed(Verb.COUNTER),
    "countered": Deed(Verb.COUNTER),
    "ask": Deed(Verb.ASK),
    "asked": Deed(Verb.ASK),
    "note": Deed(Verb.NOTE),
    "noted": Deed(Verb.NOTE),
    "strike": Deed(Verb.STRIKE),
    "struck": Deed(Verb.STRIKE),
}
_MANNERS = {
    (Verb.ACCEPT, "in part"): Manner.IN_PART,
    (Verb.ACCEPT, "if"): Manner.IF,
    (Verb.ACCEPT, "in principle"): Manner.IN_PRINCIPLE,
    (Verb.REJECT, "final"): Manner.FINAL,
    (Verb.REVISE, "editorially"): Manner.EDITORIAL,
}
_AD_REFERENDUM = " ad referendum"
_TABLED = frozenset({"table", "tabled", "tables", "tabling"})
"""Words that say put on the table in British English, and put off in American English."""
_BACK_TO_OPEN = frozenset({"open", "opened", "reopen", "reopened"})


@lru_cache(maxsize=256)
def deed_of(words: str) -> Deed | str:
    """What the words say, or why they say nothing: `accepted in part`, `reject final`."""
    text = " ".join(words.casefold().split())
    ad_referendum = text.endswith(_AD_REFERENDUM)
    first, _, manner = text.removesuffix(_AD_REFERENDUM).partition(" ")
    deed = _VERBS.get(first)
    if first in _BACK_TO_OPEN:
        return (
            "a position never goes back to open by a move; leave the row out, or correct the "
            "answer that was recorded wrongly"
        )
    if deed is None or (ad_referendum and deed.verb is not Verb.ACCEPT):
        return _not_a_move(first)
    if not manner:
        return deed._replace(ad_referendum=ad_referendum)
    found = _MANNERS.get((deed.verb, manner))
    if found is None:
        return f"“{manner}” cannot follow “{first}”"
    return deed._replace(manner=found, ad_referendum=ad_referendum)


def deed_meant(words: str) -> Deed | None:
    """What words that cannot be read were most likely meant to say; None where nobody can tell."""
    near = _nearest(" ".join(words.casefold().split()).partition(" ")[0])
    return _VERBS[near] if near else None


def _nearest(word: str) -> str | None:
    from difflib import get_close_matches

    if word in _TABLED:
        return None
    return next(iter(get_close_matches(word, list(_VERBS), n=1)), None)


def _not_a_move(word: str) -> str:
    if word in _TABLED:
        return (
            "is not a move: to some it means put on the table, to others put off; write demand or "
            f"defer, or say which by a table of words: --map move=COLUMN:words.csv, {word},demand"
        )
    near = _nearest(word)
    if near:
        return f"is not a move; did you mean “{near}”?"
    return "is not a move; use demand, offer, revise, accept, reject, defer, counter, ask, note …"


def words_of(draft: Draft) -> str:
    """The words for a move, as `deed_of` reads them."""
    if draft.verb is Verb.DEMAND and draft.kind is Kind.OFFER:
        return "offer"
    words = draft.verb.value
    if draft.manner:
        words += f" {draft.manner}"
    return words + (_AD_REFERENDUM if draft.ad_referendum else "")


def kind_of(row: Record) -> Kind | None:
    """The kind of demand that a row names, None where it names none.

    Raises:
        BadCell: there is no such kind.
    """
    if not row["kind"]:
        return None
    try:
        return Kind(row["kind"].casefold())
    except ValueError:
        raise BadCell("kind", f"is not a kind; use {', '.join(Kind)}") from None
