"""Titles that were made of a wording which has been revised since."""

from tracker.ledger.case import Case
from tracker.ledger.docket import first_words, titles_made
from tracker.ledger.positions import demand_id
from tracker.model import Move, Verb
from tracker.store import cells


def outgrown(case: Case, move: Move) -> str | None:
    """Id of the move to correct where a revision leaves a title made of older words, else None.

    An editorial revision says the same, and so does the title.
    """
    if move.said.verb is not Verb.REVISE or move.said.manner or not move.said.text:
        return None
    demand = demand_id(case, move.said.demand)
    title = cells.demands(case.store, [demand])[0].title
    if title == first_words(move.said.text) or title not in titles_made(case.store, demand):
        return None
    row = case.store.one("move_that_puts", {"demand": demand})
    return row[0] if row else None
