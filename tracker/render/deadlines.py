"""Deadlines as entries of a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from tracker.ledger.refs import label_of
from tracker.render.agenda import owing
from tracker.render.calendar import Entry
from tracker.render.wording import parties, status_words

if TYPE_CHECKING:
    from tracker.ledger.agenda import Item
    from tracker.ledger.deadlines import Deadline
    from tracker.model import FuzzyDate, Negotiation, Talk


def entries(found: Iterable[Deadline], negotiation: Negotiation) -> Iterator[Entry]:
    """The deadlines that have a last day, each as an entry."""
    for each in found:
        if each.date.latest is None:
            continue
        if each.item:
            yield _of_item(each.item, each.date, negotiation)
        elif each.talk:
            yield _of_talk(each.talk, each.date, negotiation)


def _of_item(item: Item, date: FuzzyDate, negotiation: Negotiation) -> Entry:
    demand, answer = item.position.demand, item.position.live_answer
    said = answer.text if answer else None
    to = f" {parties(item.owed)}" if item.owed else ""
    words = status_words(item.position._replace(private=False))
    about = f"{negotiation.title}\n{demand.key} {demand.title}\n{words}"
    return _entry(
        ("until", negotiation.name, demand.key, item.position.party),
        date,
        f"{owing(item)} owes{to} an answer to {demand.key}: {demand.title}",
        f"{about}\n{said}" if said else about,
    )._replace(category=demand.issue, private=item.position.private)


def _of_talk(talk: Talk, date: FuzzyDate, negotiation: Negotiation) -> Entry:
    return _entry(
        ("deadline", negotiation.name, talk.given or talk.ref),
        date,
        f"Answers due: {talk.title} ({talk.ref})",
        f"{negotiation.title}\n{label_of(talk)}",
    )


def _entry(identity: tuple[str, ...], date: FuzzyDate, summary: str, description: str) -> Entry:
    last = date.latest
    assert last is not None
    name = "".join(f"{len(each)}:{each}," for each in ("negotiation-tracker", *identity))
    uid = str(uuid5(NAMESPACE_URL, name))
    return Entry(uid, date.earliest or last, last, summary, description)
