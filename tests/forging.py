"""Bundles of somebody who knows how to forge one: the ids and the checksum fit."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from builders import START
from replicas import Replica

from tracker.errors import InputFileError
from tracker.exchange.bundles.lines import written
from tracker.ledger.identity import Pins, Record, move_id
from tracker.ledger.talks import TalkFields
from tracker.ledger.union.telling import Teller
from tracker.model import Draft, FuzzyDate, Manner, Verb

Line = dict[str, Any]


@cache
def ledger() -> Replica:
    """Two demands of one key, a correction, a counter, a source's text, and moves of most sorts."""
    alice, bob = Replica.begun("alice"), Replica.begun("bob", START)
    alice.demand("RU,BY", "RU-1", to=("NATO", "US"), issue="Ukraine", title="A ban")
    bob.demand("RU", "RU-1", "T2", to=("NATO",))
    alice.hear(bob)
    alice.answer("accept", "NATO", "RU-1", "T2", manner=Manner.IN_PART, condition="for a year")
    alice.answer("reject", "US", "RU-1", "T2", text="no", quote="Never.", speaker="A", source="B")
    alice.demand("NATO", "NATO-1", "T2", to=("RU",))
    alice.answer("counter", "NATO", "RU-1", "T4", counter="NATO-1", note="as agreed")
    alice.answer("revise", "RU", "RU-1", "T4", text="other words", private=True)
    day = FuzzyDate("2022-02-01", START.date(), START.date())
    alice.record(Draft(Verb.DEFER, ("RU",), "NATO-1", None, day, until="2022-03"))
    said = Draft(Verb.NOTE, ("RU",), "NATO-1", "T4", quote="We take note.", source="The statement")
    alice.record(said, source="In Moscow they said: “We take note.”\n")
    alice.edit_party("RU", name="Russia", add_aliases=("Moscow",))
    alice.edit_talk("T4", TalkFields(title="The last one"))
    return alice


def sealed(lines: list[Line]) -> list[bytes]:
    """A bundle of these lines, with the counts and the checksum that fit them."""
    head = {**lines[0], "lines": len(lines) + 1, "moves": sum("move" in each for each in lines)}
    text = [f"{written(each)}\n".encode() for each in (head, *lines[1:])]
    digest = sha256(b"".join(text)).hexdigest()
    return [*text, f"{written({'end': len(text) + 1, 'sha256': digest})}\n".encode()]


@cache
def told() -> tuple[Line, ...]:
    return tuple(json.loads(line) for line in ledger().bundle()[:-1])


def forged(**said: Any) -> list[bytes]:
    """A bundle with one more move, whose id fits it: somebody who knows how has made it up."""
    moves = Teller(ledger().store, private=True).moves()
    first = next(each for each in moves if each.said.parties == ("RU", "BY"))
    opening = said.pop("opening", first.id)
    draft = Draft(**{"verb": Verb.REJECT, "parties": ("NATO",), "demand": "RU-1", "talk": "T2",
                     **said})  # fmt: skip
    record = Record(first.negotiation, first.id, "2026-01-16T00:00:00.000000Z", "mallory")
    made = move_id(draft, record, Pins(opening))
    line = {
        "move": made,
        "parent": first.id,
        "generation": 2,
        "rank": 2 << 20 | int(made[:5], 16),
        "negotiation": first.negotiation,
        "talk": draft.talk,
        "first_date": "2022-01-12",
        "parties": list(draft.parties),
        "verb": draft.verb.value,
        "manner": draft.manner and draft.manner.value,
        "demand": draft.demand,
        "opening": opening,
        "to": list(draft.to),
        "text": draft.text,
        "condition": draft.condition,
        "private": draft.private,
        "corrects": draft.corrects,
        "recorded_at": record.recorded_at,
        "recorded_by": record.recorded_by,
    }
    return sealed([*told(), {name: value for name, value in line.items() if value}])


def refused(lines: list[bytes]) -> str:
    reader = Replica("reader")
    with pytest.raises(InputFileError) as failure:
        reader.apply(lines)
    assert reader.count("move") == reader.count("party") == 0
    (problem,) = failure.value.problems
    return problem.reason
