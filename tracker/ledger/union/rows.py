"""The rows that a ledger is told by, as facts: each seen to be such as a tracker writes it.

Another copy may hold anything, whatever its tables promise.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tracker import dates
from tracker.errors import InputFileError, Problem, UsageError
from tracker.ledger.case import codes_in
from tracker.ledger.edits import ADDED, REMOVED
from tracker.ledger.union.facts import DEMAND, ISSUE, NEGOTIATION, PARTY, TALK, Told
from tracker.model import Draft, Kind, Manner, Verb
from tracker.store.store import Row

NOT_RECORDED = "Nothing was taken over: the database holds what no tracker records."
_MOVE = (
    "id", "parent", "generation", "rank", "recorded_at", "recorded_by", "negotiation", "talk",
    "first_date", "date", "party", "sponsors", "verb", "manner", "ad_referendum", "demand",
    "opening", "kind", "to", "text", "condition", "until", "counter", "counter_opening", "quote",
    "speaker", "source", "note", "private", "corrects", "by_key", "source_text",
)  # fmt: skip
TOLD = len(_MOVE)
"""How many columns the queries that include move_told_columns give of a move."""
_NUMBERS = {"generation", "rank", "ad_referendum", "private", "by_key"}
_NEEDED = {"id", "recorded_at", "recorded_by", "negotiation", "party", "verb", "demand"}
_KINDS: tuple[tuple[type, ...], ...] = tuple(
    (int,) if name in _NUMBERS else (str,) if name in _NEEDED else (str, type(None))
    for name in _MOVE
)
_WORDS = {
    "verb": frozenset(Verb),
    "manner": frozenset((*Manner, None, "")),
    "kind": frozenset((*Kind, None, "")),
}
_CHANGE = ("subject", "ref", "row", "field", "old", "new", "changed_at", "changed_by")
_ADDED = (NEGOTIATION, PARTY, TALK, ISSUE)
_DEEP = (list, dict)


def told_of(row: Row) -> Told:
    """One move from a row of the queries that include move_told_columns.

    Raises:
        InputFileError: no tracker writes such a row; the move is named.
    """
    for name, value, kinds in zip(_MOVE, row, _KINDS, strict=True):
        if not isinstance(value, kinds) or (name in _WORDS and value not in _WORDS[name]):
            raise _not_recorded(row, name, value)
    (move, parent, generation, rank, recorded_at, recorded_by, negotiation, talk, first_date, day,
     party, sponsors, verb, manner, ad_referendum, demand, opening, kind, addressees, text,
     condition, until, counter, counter_opening, quote, speaker, source, note, private, corrects,
     by_key, source_text) = row  # fmt: skip
    try:
        date = dates.stored(day) if day else None
    except UsageError:
        raise _not_recorded(row, "date", day) from None
    said = Draft(
        verb=Verb(verb),
        parties=(party, *codes_in(sponsors)),
        demand=demand,
        talk=talk,
        date=date,
        manner=Manner(manner) if manner else None,
        ad_referendum=bool(ad_referendum),
        kind=Kind(kind) if kind else None,
        to=codes_in(addressees),
        text=text,
        condition=condition,
        until=until,
        counter=counter,
        quote=quote,
        speaker=speaker,
        source=source,
        note=note,
        private=bool(private),
        corrects=corrects,
        source_text=source_text or None,
    )
    return Told(
        negotiation=negotiation,
        said=said,
        id=move,
        parent=parent,
        generation=generation,
        rank=rank,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        first_date=first_date,
        opening=None if by_key & 1 else opening,
        counter_opening=None if by_key & 2 else counter_opening,
    )


def _not_recorded(row: Row, column: str, value: object) -> InputFileError:
    is_public = row[_MOVE.index("private")] == 0
    return not_recorded(f"the move {str(row[0])[:8]}: {column}", value if is_public else None)


def not_recorded(what: str, value: object = None) -> InputFileError:
    """The refusal of something by name, with the value that is wrong where that may be told."""
    told = value[:60] if isinstance(value, str) else ""
    return InputFileError(NOT_RECORDED, [Problem(0, what, told, "is not as a tracker writes it")])


def see_change(nr: object, values: Sequence[object]) -> None:
    """See that a change of the registry is such as a tracker writes it.

    Args:
        nr: its number.
        values: its columns, in the order of `_CHANGE`.

    Raises:
        InputFileError: it is not; it is named.
    """
    kind, ref, field = values[0], values[1], values[3]
    named = f"the change {nr} of the registry"
    if kind not in (DEMAND, ISSUE) and isinstance(ref, str):
        named += f" ({kind} {ref[:60]})"
    for name, value in zip(_CHANGE, values, strict=True):
        kinds = (int, type(None)) if name == "row" else (str, type(None))
        if not isinstance(value, kinds) or (value is None and name not in ("row", "old", "new")):
            raise not_recorded(f"{named}: {name}")
    if kind in _ADDED and field in (ADDED, REMOVED):
        for name, value in (("old", values[4]), ("new", values[5])):
            if value and not _is_held(str(value)):
                raise not_recorded(f"{named}: {name}")


def _is_held(text: str) -> bool:
    """Whether a text is an object in JSON, of texts and numbers."""
    try:
        held: Any = json.loads(text)
        json.dumps(held, ensure_ascii=False).encode()  # half a character is no text
    except (ValueError, RecursionError):
        return False
    return isinstance(held, dict) and not any(isinstance(each, _DEEP) for each in held.values())
