"""A counter that words its counter-demand: one thing said, two moves, however it is recorded."""

from tracker.ledger.case import Case
from tracker.ledger.docket import Filing
from tracker.model import Demand, Draft, Kind, Verb


def is_worded(draft: Draft) -> bool:
    """Whether a move is a counter that gives the wording of the demand it is answered with."""
    return draft.verb is Verb.COUNTER and bool(draft.text) and not draft.counter


def revises_its_own(draft: Draft, demand: Demand) -> bool:
    """Whether a counter is by who put the demand: new wording of one's own is a revision."""
    return is_worded(draft) and draft.party in demand.put_by


def revision_of(draft: Draft) -> Draft:
    """A counter to one's own demand, as the revision that it is."""
    return draft._replace(verb=Verb.REVISE)


def opening_of(
    case: Case, draft: Draft, demand: Demand, filing: Filing, *, kind: Kind | None = None
) -> tuple[Draft, Filing]:
    """The counter-demand of a counter, with its labels.

    Args:
        case: the negotiation.
        draft: the counter, by all who give it; its `to` are the addressees of the counter-demand,
            where others are meant than those who put the demand.
        demand: what it counters.
        filing: the labels that were given.
        kind: what kind of demand it is, where that was said.

    Returns:
        The move that puts it, as yet without a key, and its labels: without an issue of its own
        it has that of the demand, but where it would tell in public what is known in private.
    """
    opening = draft._replace(
        verb=Verb.DEMAND,
        demand="",
        kind=kind or Kind.PROPOSAL,
        to=draft.to or demand.put_by,
        condition=None,
        until=None,
    )
    inherited = "" if _would_tell(case, draft, demand) else demand.issue
    return opening, filing._replace(issue=filing.issue or inherited)


def _would_tell(case: Case, draft: Draft, demand: Demand) -> bool:
    """Whether a public counter answers a demand that was put in private alone."""
    if draft.private:
        return False
    row = case.store.one("is_put_privately", {"demand": demand.id})
    return bool(row and row[0])


def answer_with(draft: Draft, key: str) -> Draft:
    """The counter itself, pointing to the counter-demand that holds what was said."""
    return draft._replace(to=(), text=None, quote=None, note=None, counter=key)
