"""Reading and writing the registry: negotiations, parties, talks, issues."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.model import FuzzyDate, Membership, Negotiation, Party, Talk, TalkForm, TalkStatus
from tracker.store.store import Row, Store


def negotiations(store: Store) -> list[Negotiation]:
    """Every negotiation, in the order they were made."""
    rows = store.all("negotiations")
    return [Negotiation(i, name, title, bool(archived)) for i, name, title, archived in rows]


def current_negotiation(store: Store) -> str | None:
    """Name of the negotiation picked with `use`, if any."""
    row = store.one("setting", {"name": "negotiation"})
    return row[0] if row else None


def parties(store: Store) -> list[Party]:
    """Every party, in the order they were added."""
    return [
        Party(i, code, name, tuple(aliases.split("\n")) if aliases else ())
        for i, code, name, aliases in store.all("parties")
    ]


def memberships(store: Store, codes: dict[int, str]) -> list[Membership]:
    """Every stay of a party in a bloc; `codes` gives the code of each party's id."""
    return [
        Membership(codes[member], codes[bloc], _day(since), _day(until))
        for member, bloc, since, until in store.all("memberships")
    ]


def talks(store: Store, negotiation: Negotiation) -> list[Talk]:
    """The talks of a negotiation, in order of time."""
    return [_talk(row) for row in store.all("talks", {"negotiation": negotiation.id})]


def _talk(row: Row) -> Talk:
    (key, ref, title, text, earliest, latest, place, form, status, track, deadline, seq, moment,
     given, first_date) = row  # fmt: skip
    return Talk(
        id=key,
        ref=ref,
        title=title,
        date=FuzzyDate(text, _day(earliest), _day(latest)),
        place=place,
        form=TalkForm(form) if form else None,
        status=TalkStatus(status),
        track=track,
        deadline=deadline,
        seq=seq,
        moment=moment,
        given=given or ref,
        first_date=first_date,
    )


def insert_talk(store: Store, negotiation: Negotiation, talk: Talk) -> int:
    """Add a talk and give its id; `talk.id` is not looked at."""
    values = {name: getattr(talk, name) for name in ("ref", "title", "place", "track", "seq")}
    return store.write(
        "talk_insert",
        {
            **values,
            "negotiation": negotiation.id,
            "date": talk.date.text,
            "first_date": talk.first_date,
            "given": talk.given if talk.given != talk.ref else None,
            "earliest": _iso(talk.date.earliest),
            "latest": _iso(talk.date.latest),
            "form": talk.form,
            "status": talk.status.value,
            "deadline": talk.deadline,
            "moment": talk.moment,
        },
    )


def insert_party(store: Store, code: str, name: str) -> int:
    """Add a party and give its id."""
    return store.write("party_insert", {"code": code, "name": name})


def issue_id(store: Store, negotiation: Negotiation, path: str) -> int | None:
    """Id of the issue with this path, made where there is none; None for no path."""
    if not path:
        return None
    where: dict[str, Any] = {"negotiation": negotiation.id, "path": path}
    row = store.one("issue_by_path", where)
    return row[0] if row else store.write("issue_insert", where)


def at_or_below(path: str) -> dict[str, str]:
    """What the queries take to find an issue with all that lie below it."""
    return {
        "path": path,
        "below": f"{path}/",
        "beyond": f"{path}0",
    }  # the character after the slash


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
