"""The id of a move: the first 128 bits of SHA-256 over its canonical content.

The content is every field of what was said, with the move recorded before it, the time and the
recorder, each as its length and its UTF-8 bytes (`5:defer,`), an absent one as `-,`. A change of
any of them shows. Titles and issues are labels of the registry and stay out, so that they can be
mended.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.model import Draft, Verb
from tracker.named import NamedTuple

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:  # the interpreter's own: loading OpenSSL for one digest costs a command 3 ms
        from _sha256 import sha256
    except ImportError:  # from Python 3.12 on
        from _sha2 import sha256

_FORM = "move 1"
_PINNED_FORM = "move 2"
_SOURCED_FORM = "move 3"
_ID_BITS = 20


class Record(NamedTuple):
    """What the record adds to what was said: where, after which move, when and by whom."""

    negotiation: str
    parent: str | None
    recorded_at: str
    recorded_by: str


class Pins(NamedTuple):
    """The moves that put the demand and the counter-demand of a move first, where it names them.

    They tell apart two demands that were given the same key in two copies of the ledger.
    """

    demand: str | None = None
    counter: str | None = None

    @property
    def mark(self) -> int:
        """Which of them there are, as the column `pinned` has it."""
        return (self.demand is not None) + 2 * (self.counter is not None)

    def by_key(self, draft: Draft) -> int:
        """Which of its demands a move tells by the key alone, as the column `by_key` has it."""
        demand = self.demand is None and draft.verb is not Verb.DEMAND
        return demand + 2 * (draft.counter is not None and self.counter is None)

    def choices(self) -> "Iterator[Pins]":
        """These, and what is left of them where one or both were not known yet."""
        yield self
        for each in dict.fromkeys((Pins(self.demand), Pins(None, self.counter), Pins())):
            if each != self:
                yield each


def move_id(draft: Draft, record: Record, pins: Pins) -> str:
    """The id of a move, as 32 hexadecimal digits; its demands and talk by the refs first given."""
    form, more = _FORM, tuple[str | None, ...]()
    if draft.source_text:
        form, more = _SOURCED_FORM, (*pins, draft.source_text)
    elif pins.mark:
        form, more = _PINNED_FORM, pins
    fields = (
        form,
        record.negotiation,
        draft.talk,
        draft.date.text if draft.date else None,
        ";".join(draft.parties),
        draft.verb,
        draft.manner,
        "ad referendum" if draft.ad_referendum else None,
        draft.demand,
        draft.kind,
        ";".join(draft.to) or None,
        draft.text,
        draft.condition,
        draft.until,
        draft.counter,
        draft.quote,
        draft.speaker,
        draft.source,
        draft.note,
        "private" if draft.private else None,
        draft.corrects,
        record.parent,
        record.recorded_at,
        record.recorded_by,
        *more,
    )
    return sha256(_netstrings(fields)).hexdigest()[:32]


def _netstrings(fields: "Sequence[str | None]") -> bytes:
    written = "".join(["-," if each is None else f"{len(each)}:{each}," for each in fields])
    if written.isascii():
        return written.encode()
    encoded = [None if each is None else each.encode() for each in fields]
    return b"".join([b"-," if each is None else b"%d:%b," % (len(each), each) for each in encoded])


def text_hash(text: str) -> str:
    """What the text of a source goes by: SHA-256 over its UTF-8 bytes, as `sha256sum` gives it."""
    return sha256(text.encode()).hexdigest()


def rank_of(generation: int, move: str) -> int:
    """The turn of a move among those of the same moment, the same in every copy of the ledger.

    The longer its chain of parents, the later; twenty bits of its id tell apart moves recorded at
    the same length in two places.
    """
    return generation << _ID_BITS | int(move[:5], 16)


def place_of(rank: int) -> int:
    """The place that a move shares with what corrects it."""
    return rank >> _ID_BITS


def rank_in_place_of(rank: int, move: str) -> int:
    """The rank of a correction: the place of what it corrects, apart from other corrections."""
    return rank_of(place_of(rank), move)
