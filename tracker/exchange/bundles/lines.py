"""One line of a bundle for each fact, and back: pure.

A field that is empty is left out. What a line does not say in the right form is a fault of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from tracker.errors import InputFileError, Problem
from tracker.exchange.bundles.fields import Fields, LineFault
from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.union.facts import (
    DEMAND,
    ISSUE,
    NEGOTIATION,
    PARTY,
    TALK,
    Change,
    Facts,
    Labels,
    SourceText,
    Subject,
    Told,
)
from tracker.ledger.union.history import is_field
from tracker.ledger.union.rows import NOT_RECORDED
from tracker.model import Draft, Kind, Manner, Verb

Line = dict[str, Any]
Fact = Change | Labels | Told | SourceText
_F = TypeVar("_F", Change, Labels, Told, SourceText)
_TEXTS = ("text", "condition", "quote", "speaker", "source", "note")


def line_of(fact: Fact) -> Line:
    """The line for one fact."""
    if isinstance(fact, Change):
        return _filled(_change(fact))
    if isinstance(fact, SourceText):
        return {"source_text": fact.hash, "text": fact.text}
    return _filled(_labels(fact) if isinstance(fact, Labels) else _move(fact))


def _filled(line: Line) -> Line:
    return {name: value for name, value in line.items() if value not in (None, "", [], False)}


def fact_of(line: Mapping[str, Any], number: int) -> Fact:
    """The fact that a line tells.

    Args:
        line: the line, as an object.
        number: of the line.

    Raises:
        LineFault: it is none, or has a field that cannot be.
    """
    fields = Fields(line)
    for kind, read in _READ.items():
        if next(iter(line), None) == kind:
            fact = read(fields)
            fields.must_be_read()
            return fact._replace(line=number)
    raise LineFault("", f"begins with none of: {', '.join(_READ)}")


def _change(fact: Change) -> Line:
    subject = fact.subject
    own = {
        PARTY: {"code": subject.name},
        NEGOTIATION: {"negotiation": subject.negotiation},
        TALK: {"talk": subject.name, "first_date": subject.apart},
        ISSUE: {"issue": subject.name},
        DEMAND: {"key": subject.name, "opening": subject.apart},
    }[subject.kind]
    within = {"negotiation": subject.negotiation} if subject.kind != PARTY else {}
    held = fact.held if fact.field in (ADDED, REMOVED) else None
    return {
        "change": subject.kind,
        **within,
        **own,
        "field": fact.field,
        "old": held if fact.field == REMOVED else fact.old,
        "new": held if fact.field == ADDED else fact.new,
        "at": fact.at,
        "by": fact.by,
    }


def _read_change(fields: Fields) -> Change:
    kind = fields.word("change", (PARTY, NEGOTIATION, TALK, ISSUE, DEMAND))
    negotiation = fields.name("negotiation") if kind != PARTY else ""
    subject = Subject(kind, negotiation, "")
    if kind == PARTY:
        subject = subject._replace(name=fields.code("code"))
    elif kind == TALK:
        date = fields.talk_date("first_date")
        subject = subject._replace(name=fields.ref("talk"), apart=date)
    elif kind == ISSUE:
        subject = subject._replace(name=fields.path("issue"))
    elif kind == DEMAND:
        subject = subject._replace(name=fields.ref("key"), apart=fields.id("opening") or "")
    field = fields.name("field")
    if not is_field(kind, field):
        raise LineFault("field", f"is nothing that a {kind} has")
    old, new = (fields.change(each, subject, field) for each in ("old", "new"))
    return Change(
        subject, field, old, new, fields.time("at", or_none=True), fields.text("by") or ""
    )


def _labels(fact: Labels) -> Line:
    return {
        "demand": fact.key,
        "negotiation": fact.negotiation,
        "opening": fact.opening,
        "withheld": fact.withheld,
        "title": fact.title,
        "issue": fact.issue,
        "parties": list(fact.parties),
        "kind": fact.kind,
        "to": list(fact.to),
    }


def _read_labels(fields: Fields) -> Labels:
    opening = fields.id("opening")
    labels = Labels(
        key=fields.ref("demand"),
        negotiation=fields.name("negotiation"),
        opening=opening,
        withheld=fields.flag("withheld"),
        title=fields.text("title"),
        issue=fields.path("issue", or_none=True) or None,
    )
    if opening:
        return labels
    return labels._replace(
        parties=fields.codes("parties"),
        kind=fields.word("kind", tuple(Kind)),
        to=fields.codes("to"),
    )


def _move(fact: Told) -> Line:
    said = fact.said
    return {
        "move": fact.id,
        "parent": fact.parent,
        "generation": fact.generation,
        "rank": fact.rank,
        "negotiation": fact.negotiation,
        "talk": said.talk,
        "first_date": fact.first_date,
        "date": said.date.text if said.date else None,
        "parties": list(said.parties),
        "verb": said.verb.value,
        "manner": said.manner.value if said.manner else None,
        "ad_referendum": said.ad_referendum,
        "demand": said.demand,
        "opening": fact.opening,
        "kind": said.kind.value if said.kind else None,
        "to": list(said.to),
        **{name: getattr(said, name) for name in _TEXTS},
        "until": said.until,
        "counter": said.counter,
        "counter_opening": fact.counter_opening,
        "private": said.private,
        "corrects": said.corrects,
        "source_text": said.source_text,
        "recorded_at": fact.recorded_at,
        "recorded_by": fact.recorded_by,
    }


def _read_move(fields: Fields) -> Told:
    manner = fields.word("manner", tuple(Manner), or_none=True)
    kind = fields.word("kind", tuple(Kind), or_none=True)
    talk = fields.ref("talk", or_none=True) or None
    said = Draft(
        verb=Verb(fields.word("verb", tuple(Verb))),
        parties=fields.codes("parties"),
        demand=fields.ref("demand"),
        talk=talk,
        date=fields.date("date"),
        manner=Manner(manner) if manner else None,
        ad_referendum=fields.flag("ad_referendum"),
        kind=Kind(kind) if kind else None,
        to=fields.codes("to"),
        until=fields.date_text("until"),
        counter=fields.ref("counter", or_none=True) or None,
        private=fields.flag("private"),
        corrects=fields.id("corrects"),
        source_text=fields.hash("source_text"),
        **{name: fields.text(name) for name in _TEXTS},
    )
    return Told(
        negotiation=fields.name("negotiation"),
        said=said,
        id=fields.id("move", or_none=False) or "",
        parent=fields.id("parent"),
        generation=fields.number("generation", most=1 << 32),
        rank=fields.number("rank"),
        recorded_at=fields.time("recorded_at"),
        recorded_by=fields.text("recorded_by") or "",
        first_date=fields.talk_date("first_date") if talk else None,
        opening=fields.id("opening"),
        counter_opening=fields.id("counter_opening"),
    )


def _read_source_text(fields: Fields) -> SourceText:
    found = fields.hash("source_text", or_none=False) or ""
    return SourceText(found, fields.text("text") or "")


_READ: dict[str, Callable[[Fields], Fact]] = {
    "change": _read_change,
    "demand": _read_labels,
    "move": _read_move,
    "source_text": _read_source_text,
}


def written(line: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """A line as it is written, without its end."""
    return json.dumps(line, ensure_ascii=ascii_only, separators=(",", ":"))


def retold(facts: Facts) -> Facts:
    """Facts of a database that is not ours, seen to be such as a bundle could tell.

    Raises:
        InputFileError: some are not; each is listed.
    """
    problems: list[Problem] = []

    def seen(every: Iterable[_F]) -> list[_F]:
        return [each for each in every if _can_be_told(each, problems)]

    found = Facts(seen(facts.changes), seen(facts.labels), seen(facts.moves), seen(facts.texts))
    if problems:
        raise InputFileError(NOT_RECORDED, problems)
    return found


def _name(fact: Fact) -> str:
    """A fact by what is never private: no key and no path."""
    if isinstance(fact, Told):
        return f"the move {fact.short_id}"
    if isinstance(fact, SourceText):
        return f"the source text {fact.hash[:8]}"
    opening = fact.opening if isinstance(fact, Labels) else ""
    if isinstance(fact, Change):
        subject = fact.subject
        if subject.kind not in (DEMAND, ISSUE):
            return f"a change of the {subject.kind} {subject.name or subject.negotiation}"
        opening = subject.apart
    what = "an issue" if isinstance(fact, Change) and subject.kind == ISSUE else "a demand"
    return f"what is told of {what}" + (f" (put by {opening[:8]})" if opening else "")


def _is_public(fact: Fact) -> bool:
    if isinstance(fact, Told):
        return not fact.said.private
    return isinstance(fact, Change) and fact.subject.kind not in (DEMAND, ISSUE)


def _can_be_told(fact: Fact, problems: list[Problem]) -> bool:
    try:
        fact_of(line_of(fact), 0)
    except LineFault as fault:
        value = fault.value if _is_public(fact) else ""
        problems.append(Problem(0, f"{_name(fact)}: {fault.field}", value, str(fault)))
        return False
    return True
