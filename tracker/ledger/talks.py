"""Managing talks: adding them, and mending what is known of them."""

import re
from datetime import date
from typing import NamedTuple

from tracker.errors import Refused
from tracker.ledger.case import Case, moment_of
from tracker.ledger.edits import edit, filled, keep, keep_added, within
from tracker.ledger.stamp import Stamp
from tracker.model import FuzzyDate, Talk, TalkForm, TalkStatus
from tracker.store import registry

UNKNOWN_DATE = FuzzyDate("unknown", None, None)
_TALK_REF = re.compile(r"T(\d{1,9})")
_SAME_DAY = 999_998
_LABELS = ("title", "place", "form", "status", "track", "deadline")


class TalkFields(NamedTuple):
    """What may be said of a talk; None leaves a field as it is, or empty in a new talk."""

    ref: str | None = None
    title: str | None = None
    date: FuzzyDate | None = None
    place: str | None = None
    form: TalkForm | None = None
    status: TalkStatus | None = None
    track: str | None = None
    deadline: str | None = None


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
    if ref in case.talks_by_ref:
        raise Refused(f"There is already a talk {ref}; see: tracker talk show {ref}")
    when = fields.date or UNKNOWN_DATE
    numbered = _TALK_REF.fullmatch(ref)
    seq = int(numbered.group(1)) if numbered else highest_seq + 1
    if any(each.seq == seq for each in case.talks) or seq > _SAME_DAY:
        seq = highest_seq + 1
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
        moment=_free_moment(case, when, seq),
        given=ref,
    )
    added = talk._replace(id=registry.insert_talk(case.store, case.negotiation, talk))
    held = {name: getattr(added, name) for name in _LABELS} | {"date": when.text}
    keep_added(case.store, within(case, "talk", ref, added.id), held, stamp)
    case.learn_talk(added)
    return added


def _status_on(when: FuzzyDate, today: date) -> TalkStatus:
    ahead = when.earliest is not None and when.earliest > today
    return TalkStatus.SCHEDULED if ahead else TalkStatus.HELD


def _free_moment(case: Case, when: FuzzyDate, seq: int) -> int:
    """The place in time of a talk on these days; an undated one follows the talk before it."""
    day = when.earliest or when.latest
    if day is None:
        before = [each for each in case.talks if each.seq < seq]
        latest = max(before, key=lambda each: each.seq, default=None)
        base = latest.moment // 1_000_000 * 1_000_000 if latest else 0
        return base + seq
    return moment_of(day, seq)


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
        _move_in_time(case, talk, fields.date, stamp)
    case.forget_talks()
    return done


def _move_in_time(case: Case, talk: Talk, when: FuzzyDate, stamp: Stamp) -> None:
    moment = _free_moment(case, when, talk.seq)
    bounds = {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "moment": moment,
    }
    for field, value in bounds.items():
        case.store.write(f"talk_set_{field}", {"id": talk.id, "value": value})
    case.store.write("talk_moment_update", {"talk": talk.id, "moment": moment})
    keep(
        case.store,
        within(case, "talk", talk.ref, talk.id),
        "moment",
        (str(talk.moment), str(moment)),
        stamp,
    )
