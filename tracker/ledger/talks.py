"""Managing talks: adding them, and mending what is known of them."""

import re
from datetime import date

from tracker.errors import Refused
from tracker.ledger import spans, turns
from tracker.ledger.case import Case
from tracker.ledger.edits import edit, filled, keep, keep_added, not_too_long, within
from tracker.ledger.stamp import Stamp
from tracker.model import FuzzyDate, Talk, TalkForm, TalkStatus
from tracker.named import NamedTuple
from tracker.store import registry

UNKNOWN_DATE = FuzzyDate("unknown", None, None)
_TALK_REF = re.compile(r"T(\d{1,9})")
_SAME_DAY = 999_998
_LABELS = ("title", "place", "form", "status", "track", "deadline")


class TalkFields(NamedTuple):
    """What may be said of a talk; None leaves a field as it is, or empty in a new talk.

    `given` and `first_date` are said of a new talk alone: the ref and the date it was added under,
    where it comes from another copy of the ledger and is called or dated otherwise by now.
    """

    ref: str | None = None
    title: str | None = None
    date: FuzzyDate | None = None
    place: str | None = None
    form: TalkForm | None = None
    status: TalkStatus | None = None
    track: str | None = None
    deadline: str | None = None
    given: str | None = None
    first_date: str | None = None


def add_talk(case: Case, fields: TalkFields, stamp: Stamp) -> Talk:
    """Add a talk; its ref is the next of T1, T2, … unless one is given.

    A talk without a status is scheduled where its first day lies ahead, else held. An
    undated talk takes its place in time after the talk added before it.

    Raises:
        Refused: the ref is taken.
    """
    highest_seq, highest_ref = case.store.one(
        "talk_next", {"negotiation": case.negotiation.id}
    ) or (0, 0)
    ref = fields.ref if fields.ref is not None else f"T{highest_ref + 1}"
    if not ref.strip() or not ref.isprintable():
        raise Refused(f"“{ref}” cannot be a talk's ref: it needs letters or figures.")
    not_too_long(ref, "a talk's ref")
    if ref in case.talks_by_ref:
        raise Refused(f"There is already a talk {ref}; see: tracker talk show {ref}")
    when = fields.date or UNKNOWN_DATE
    seq = seq_of(ref)
    if seq is None or any(each.seq == seq for each in case.talks) or seq > _SAME_DAY:
        seq = highest_seq + 1
    given = fields.given or ref
    talk = Talk(
        id=0,
        ref=ref,
        title=filled(fields.title or "", "a talk", "title"),
        date=when,
        place=fields.place or "",
        form=fields.form,
        status=fields.status or _status_on(when, stamp.today),
        track=fields.track or "",
        deadline=fields.deadline,
        seq=seq,
        moment=turns.place(when, seq, turns.before(case.talks, seq)),
        given=given,
        first_date=fields.first_date or when.text,
    )
    added = talk._replace(id=registry.insert_talk(case.store, case.negotiation, talk))
    case.learn_talk(added)
    _keep_added(case, added, stamp)
    if any(each.seq > seq and not each.date.known for each in case.talks):
        turns.settle(case, stamp)
    return case.talks_by_id[added.id]


def seq_of(ref: str) -> int | None:
    """The turn that goes with a ref such as T3; None where it is of another form."""
    numbered = _TALK_REF.fullmatch(ref)
    return int(numbered.group(1)) if numbered else None


def _keep_added(case: Case, talk: Talk, stamp: Stamp) -> None:
    held: dict[str, object] = {name: getattr(talk, name) for name in _LABELS}
    subject = within(case, "talk", talk.given, talk.id)
    keep_added(case.store, subject, {**held, "date": talk.first_date, "seq": talk.seq}, stamp)
    if talk.first_date != talk.date.text:
        keep(case.store, subject, "date", (talk.first_date, talk.date.text), stamp)


def _status_on(when: FuzzyDate, today: date) -> TalkStatus:
    ahead = when.earliest is not None and when.earliest > today
    return TalkStatus.SCHEDULED if ahead else TalkStatus.HELD


def edit_talk(
    case: Case, talk: Talk, fields: TalkFields, stamp: Stamp
) -> dict[str, tuple[str, str]]:
    """Change a talk and give each changed field's old and new value; its moves follow its date."""
    old: dict[str, object] = {name: getattr(talk, name) for name in _LABELS}
    old["date"] = talk.date.text
    if fields.title is not None:
        fields = fields._replace(title=filled(fields.title, "a talk", "title"))
    new: dict[str, object | None] = {
        name: getattr(fields, name) for name in old if name != "date"
    } | {"date": fields.date.text if fields.date else None}
    done = edit(case.store, within(case, "talk", talk.ref, talk.id), old, new, stamp)
    if "date" in done and fields.date:
        _set_bounds(case, talk, fields.date)
        turns.settle(case, stamp)
        spans.settle(case)
    case.forget_talks()
    return done


def bring_back(case: Case, ref: str, stamp: Stamp, status: TalkStatus | None = None) -> str | None:
    """Let a talk stand again which the undo of what added it had left as cancelled.

    Args:
        case: the negotiation.
        ref: of the talk.
        stamp: of what brings it back.
        status: what it is to be; None for what it was.

    Returns:
        A sentence that says so; None where there was nothing to do.
    """
    talk = case.talks_by_ref[ref]
    if talk.status is not TalkStatus.CANCELLED or status is TalkStatus.CANCELLED:
        return None
    row = case.store.one("talk_cancelled_by_undo", {"id": talk.id})
    if row is None:
        return None
    fields = TalkFields(status=status or TalkStatus(row[0]))
    edit_talk(case, talk, fields, stamp)
    return f"{ref} is {fields.status} again; an undo had left it as cancelled"


def _set_bounds(case: Case, talk: Talk, when: FuzzyDate) -> None:
    for field in ("earliest", "latest"):
        day: date | None = getattr(when, field)
        values = {"id": talk.id, "value": day.isoformat() if day else None}
        case.store.write(f"talk_set_{field}", values)
    case.forget_talks()
