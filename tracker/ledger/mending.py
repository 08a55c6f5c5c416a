"""Mending the record: a correction replaces a move, a strike takes one out; both stay readable."""

from typing import Any

from tracker.errors import Refused, UsageError, as_argument
from tracker.ledger.case import Case
from tracker.ledger.docket import Filing
from tracker.ledger.positions import demand_id
from tracker.ledger.recording import Recorded, Recorder
from tracker.model import Draft, Manner, Move, Verb
from tracker.named import NamedTuple
from tracker.rules.judging import may_mend


class Corrected(NamedTuple):
    """A correction: the move it replaces, and the one that stands in its place."""

    before: Move
    after: Recorded


def correct(
    case: Case, recorder: Recorder, move: Move, fields: dict[str, Any], filing: Filing
) -> Corrected:
    """Replace a move by one that differs in some fields; the old one stays in the history.

    The correction stands where the corrected move stood, within the same talk.

    Args:
        case: the negotiation.
        recorder: of the open transaction.
        move: the move to correct.
        fields: the fields of a draft that differ; None empties one.
        filing: for the move that made a demand, its new title or issue.

    Raises:
        Refused: it is set aside already, nothing differs, or a rule forbids what it would say.
    """
    _must_stand(case, move)
    labels = filing != Filing() or {"kind", "to"} & fields.keys()
    if labels and move.said.verb is not Verb.DEMAND:
        raise UsageError(
            "Only the move that made a demand has a title, issue, kind and addressees to correct."
        )
    draft = move.said._replace(**fields, corrects=move.id)
    may_mend(draft, move.said.verb, set_aside=False)
    if move.said.verb is Verb.DEMAND and draft.private and not move.said.private:
        raise Refused(
            f"{move.said.demand} was put in public, so its wording cannot be corrected privately; "
            "strike it and record it anew with --private."
        )
    _fits(draft)
    if draft._replace(corrects=move.said.corrects) == move.said and filing == Filing():
        raise Refused(f"The move {move.id[:8]} says just that already; nothing was changed.")
    return Corrected(move, recorder.record(draft, filing))


def _must_stand(case: Case, move: Move) -> None:
    if move.negotiation != case.negotiation.name:
        raise Refused(f"The move {move.id[:8]} belongs to another negotiation; name it with -n.")
    if move.said.verb is Verb.STRIKE:
        raise Refused(f"The move {move.id[:8]} is a strike, which cannot be mended.")
    if not move.in_force:
        raise Refused(_what_became_of(case, move))


def _what_became_of(case: Case, move: Move) -> str:
    """What a move that is set aside became, and what can be done now."""
    found, by = move.id, None
    while rows := case.store.all("set_aside_by", {"id": found}):
        _, found, by = rows[-1]
        if by == Verb.STRIKE:
            return (
                f"The move {move.id[:8]} was struck and counts for nothing; if it was said after "
                f"all, record it again. See: tracker show {as_argument(move.said.demand)} --history"
            )
    return f"The move {move.id[:8]} was corrected; what stands now is {found[:8]}: mend that."


def _fits(said: Draft) -> None:
    """See that a move has only the details that its verb can have."""
    takes = {
        "condition": said.manner in (Manner.IN_PART, Manner.IF),
        "until": said.verb is Verb.DEFER,
        "counter": said.verb is Verb.COUNTER,
        "to": said.verb is Verb.DEMAND,
        "kind": said.verb is Verb.DEMAND,
    }
    for field, fitting in takes.items():
        if getattr(said, field) and not fitting:
            words = f"{said.verb} {said.manner}" if said.manner else said.verb
            raise Refused(f"A move “{words}” has no {field}; empty it, or correct --move as well.")


def _must_be_alone(case: Case, move: Move, after: int) -> None:
    """See that a struck demand leaves no answers to a wording that nobody knows any more."""
    if move.said.verb is not Verb.DEMAND:
        return
    where = {"demand": demand_id(case, move.said.demand), "nr": move.nr, "after": after}
    row = case.store.one("others_on_demand", where)
    if row and row[0]:
        raise Refused(
            f"{row[0]} other moves speak of {move.said.demand}, so the move that made it cannot "
            f"be struck; correct it ({move.id[:8]}), or strike the others first."
        )


def strike(case: Case, recorder: Recorder, move: Move, reason: str, *, after: int = 0) -> Recorded:
    """Take a move out of the record, with a reason; it stays in the history.

    Args:
        case: the negotiation.
        recorder: of the open transaction.
        move: the move to strike.
        reason: why.
        after: number of the last move that may speak of the demand it made: those up to it were
            recorded when the wording was unknown, as it is again.

    Raises:
        Refused: it is set aside already, or it made a demand that others have spoken of.
        UsageError: no reason is given.
    """
    if not reason.strip():
        raise UsageError("Say why it is struck: --reason TEXT.")
    _must_stand(case, move)
    _must_be_alone(case, move, after)
    said = Draft(
        verb=Verb.STRIKE,
        parties=move.said.parties[:1],
        demand=move.said.demand,
        talk=move.said.talk,
        date=move.said.date,
        text=reason.strip(),
        private=move.said.private,
        corrects=move.id,
    )
    return recorder.record(said)
