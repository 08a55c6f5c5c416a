"""How positions and moves are put into words: the same in every view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.model import Answer, Demand, Draft, Manner, Move, Position, Status, Verb
from tracker.rules.standing import answer_of

if TYPE_CHECKING:
    from tracker.render.screen import Screen

PAST = {
    Verb.DEMAND: "demanded",
    Verb.REVISE: "revised",
    Verb.REAFFIRM: "reaffirmed",
    Verb.WITHDRAW: "withdrew",
    Verb.RETABLE: "retabled",
    Verb.ACCEPT: "accepted",
    Verb.REJECT: "rejected",
    Verb.DEFER: "deferred",
    Verb.COUNTER: "countered",
    Verb.ASK: "asked about",
    Verb.NOTE: "noted",
    Verb.STRIKE: "struck",
}
_KINDS = {"offer": "offered", "proposal": "proposed", "request": "requested"}
_STATUS_OF = {
    Verb.ACCEPT: Status.ACCEPTED,
    Verb.REJECT: Status.REJECTED,
    Verb.DEFER: Status.DEFERRED,
    Verb.COUNTER: Status.COUNTERED,
    Verb.ASK: Status.ASKED,
    Verb.NOTE: Status.NOTED,
    Verb.WITHDRAW: Status.WITHDRAWN,
}


def did(said: Draft) -> str:
    """What the party did, in the past tense: accepted in part, revised editorially, offered."""
    if said.verb is Verb.DEMAND and said.kind:
        return _KINDS.get(said.kind, "demanded")
    words = [PAST[said.verb]]
    if said.manner is Manner.FINAL:
        words.insert(0, "finally")
    elif said.manner is Manner.IF:
        words.append("on condition")
    elif said.manner:
        words.append(said.manner.value)
    if said.ad_referendum:
        words.append("(ad referendum)")
    return " ".join(words)


def role_of(said: Draft) -> str:
    """The role that colours a move: the status it leads to, or that of a wording."""
    if said.verb is Verb.ACCEPT and said.manner:
        return "qualified"
    if said.verb in (Verb.REVISE, Verb.RETABLE):
        return "revised"
    return _STATUS_OF.get(said.verb, Status.OPEN).value


def mark_of(said: Draft, screen: Screen) -> str:
    """The mark of a move on a screen."""
    from tracker.render.theme import Role

    status = answer_of(said.verb, said.manner)
    if status:
        return screen.glyph(status)
    if said.verb is Verb.WITHDRAW:
        return screen.glyph(Role.GONE)
    marks = {Verb.DEMAND: Role.NEW, Verb.REAFFIRM: Role.SAID_AGAIN}
    return screen.glyph(marks.get(said.verb, Role.REVISED))


def parties(codes: tuple[str, ...]) -> str:
    """Several parties in a row: RU, BY."""
    return ", ".join(codes)


def recorded(move: Move) -> str:
    """When and by whom a move was recorded: `2022-01-12 14:05 UTC by ana`."""
    day, _, time = move.recorded_at.partition("T")
    return f"{day} {time[:5]} UTC by {move.recorded_by}"


def by(demand: Demand) -> tuple[str, ...]:
    """Codes of those who put the demand; empty where the record does not say."""
    return ((demand.proponent,) if demand.proponent else ()) + demand.sponsors


def direction(demand: Demand, to: str) -> str:
    """From whom to whom: RU → NATO; `?` for an unknown proponent, `all` where none is named."""
    return f"{parties(by(demand)) or '?'} → {to or 'all'}"


def status_words(position: Position) -> str:
    """A position in words: `open (was rejected on v1)`, `accepted, via NATO`."""
    return _in_words(position, "")


def stand_words(position: Position) -> str:
    """A position in words with the part or condition it has: `accepted if: both sides do`."""
    answer = position.live_answer
    return _in_words(position, (answer.condition if answer else None) or "")


def _in_words(position: Position, condition: str) -> str:
    if position.settled_by:
        return f"settled by {position.settled_by}" + ("; private" if position.private else "")
    words = str(position.status)
    if position.stale:
        when = f"on v{position.stale_version}" if position.stale_version else "before"
        words += f" (was {position.stale} {when})"
    elif position.live_answer:
        words += _details(position)
    if position.via:
        words += f", via {position.via}"
    if condition:
        words += f": {condition}"
    if position.contested:
        words += f"; contested: also {', '.join(other_accounts(position))}"
    return words + ("; private" if position.private else "")


def other_accounts(position: Position) -> Iterator[str]:
    """What else the party is said to have answered at the same talk."""
    for each in position.contested:
        part = "part" if each is Status.IN_PART else "condition"
        yield f"{each} (another {part})" if each is position.status else str(each)


def _details(position: Position) -> str:
    answer = position.answer
    assert answer is not None
    found = []
    if answer.final:
        found.append("final")
    if answer.ad_referendum:
        found.append("ad referendum")
    if answer.until:
        found.append(f"until {answer.until}")
    if answer.counter:
        found.append(f"with {answer.counter}")
    elif position.status is Status.COUNTERED:
        found.append("wording unknown")
    return f" ({', '.join(found)})" if found else ""


def when_words(answer: Answer) -> str:
    """When an answer was given: `at T4`, or `on 2022-01-12` outside any talk."""
    return f"at {answer.talk}" if answer.talk else f"on {answer.date}"


def chain_words(demand: Demand) -> str:
    """Where a demand stands in its chain: `counters RU-3, 2nd in its chain`; else empty."""
    if not demand.counters:
        return ""
    ordinals = {2: "2nd", 3: "3rd"}
    return (
        f"counters {demand.counters}, {ordinals.get(demand.link, f'{demand.link}th')} in its chain"
    )


def title_words(demand: Demand) -> str:
    """The title of a demand, with its place in its chain where it counters another."""
    chain = chain_words(demand)
    return f"{demand.title} ({chain})" if chain else demand.title


def gone_on_words(count: int) -> str:
    """That some countered positions are not shown, since the counter-demand goes on from there."""
    if count == 1:
        return "1 countered position is left out: its counter-demand goes on; --all shows it."
    return (
        f"{count} countered positions are left out: their counter-demands go on; --all shows them."
    )


def private_words(count: int) -> str:
    """That some of the positions that were counted rest on private moves."""
    counted = "1 position that rests" if count == 1 else f"{count} positions that rest"
    return f"Counted in: {counted} on private moves."
