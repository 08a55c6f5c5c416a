"""The part of what another copy tells that is about one negotiation."""

from __future__ import annotations

from tracker.errors import NotFound
from tracker.ledger.edits import ADDED
from tracker.ledger.union.facts import NEGOTIATION, PARTY, Facts
from tracker.ledger.union.history import STAYS


def narrowed(facts: Facts, wanted: str, teller: str) -> Facts:
    """The facts of one negotiation, with the parties that it names and their blocs.

    Args:
        facts: what the other copy tells.
        wanted: the name or the title of the negotiation, or how either begins.
        teller: what tells it, for the message.

    Raises:
        NotFound: nothing, or more than one, is told that goes by that.
    """
    name = _named(facts, wanted, teller)
    moves = [each for each in facts.moves if each.negotiation == name]
    labels = [each for each in facts.labels if each.negotiation == name]
    codes = {code for each in moves for code in (*each.said.parties, *each.said.to)}
    codes |= {code for each in labels for code in (*each.parties, *each.to)}
    blocs = [
        (each.subject.name, each.field.removeprefix(STAYS))
        for each in facts.changes
        if each.subject.kind == PARTY and each.field.startswith(STAYS)
    ]
    while above := {bloc for member, bloc in blocs if member in codes} - codes:
        codes |= above
    changes = [
        each
        for each in facts.changes
        if (
            each.subject.name in codes
            if each.subject.kind == PARTY
            else each.subject.negotiation == name
        )
    ]
    named = {each.said.source_text for each in moves}
    texts = [each for each in facts.texts if each.hash in named]
    return Facts(changes, labels, moves, texts, private=facts.private)


def _titles(facts: Facts) -> dict[str, str]:
    """The title of each negotiation that something is told of, by its name."""
    names = [each.negotiation for each in facts.moves]
    names += [each.negotiation for each in facts.labels]
    names += [each.subject.negotiation for each in facts.changes]
    titles = {name: name for name in names if name}
    for each in facts.changes:
        if each.subject.kind == NEGOTIATION and each.field in (ADDED, "title"):
            title = each.held.get("title") if each.field == ADDED else each.new
            titles[each.subject.negotiation] = str(title or each.subject.negotiation)
    return titles


def _named(facts: Facts, wanted: str, teller: str) -> str:
    titles = _titles(facts)
    typed = wanted.casefold()
    exact = [each for each, title in titles.items() if wanted in (each, title)]
    near = [each for each, title in titles.items() if typed in (each.casefold(), title.casefold())]
    begun = [each for each, title in titles.items() if title.casefold().startswith(typed)]
    for found in (exact, near, begun):
        if len(found) == 1:
            return found[0]
    there = ", ".join(f"“{title}”" for title in titles.values()) or "none"
    raise NotFound(
        f"{teller} tells nothing of a negotiation “{wanted}”; it has {there}. "
        "Leave out -n to take in all of it."
    )
