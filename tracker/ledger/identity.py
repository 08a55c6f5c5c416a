"""The id of a move: the first 128 bits of SHA-256 over its canonical content.

The content is every field of what was said, with the move recorded before it, the time and the
recorder, each as its length and its UTF-8 bytes (`5:defer,`), an absent one as `-,`. A change of
any of them shows. Titles and issues are labels of the registry and stay out, so that they can be
mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.model import Draft

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:  # the interpreter's own: loading OpenSSL for one digest costs a command 3 ms
        from _sha256 import sha256
    except ImportError:  # from Python 3.12 on
        from _sha2 import sha256

_FORM = "move 1"
_ID_BITS = 20


def move_id(
    draft: Draft, *, negotiation: str, parent: str | None, recorded_at: str, recorded_by: str
) -> str:
    """The id of a move, as 32 hexadecimal digits."""
    fields = (
        _FORM,
        negotiation,
        draft.talk,
        draft.date.text if draft.date else None,
        ";".join(draft.parties),
        draft.verb.value,
        draft.manner.value if draft.manner else None,
        "ad referendum" if draft.ad_referendum else None,
        draft.demand,
        draft.kind.value if draft.kind else None,
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
        parent,
        recorded_at,
        recorded_by,
    )
    return sha256(b"".join(_netstring(field) for field in fields)).hexdigest()[:32]


def _netstring(field: str | None) -> bytes:
    if field is None:
        return b"-,"
    encoded = field.encode()
    return b"%d:%b," % (len(encoded), encoded)


def rank_of(generation: int, move: str) -> int:
    """The turn of a move among those of the same moment, the same in every copy of the ledger.

    The longer its chain of parents, the later; twenty bits of its id tell apart moves recorded at
    the same length in two places.
    """
    return generation << _ID_BITS | int(move[:5], 16)
