"""The registry as views: negotiations, parties with their blocs, talks, issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.model import Membership, Negotiation, Party, Talk
from tracker.render.sheet import Cell, Column, Sheet
from tracker.render.views import Row, View

PARTY_COLUMNS = ("code", "name", "aliases", "blocs")
TALK_COLUMNS = ("negotiation", "talk", "date", "title", "place", "form", "status", "track")


def parties_view(parties: Sequence[Party], memberships: Sequence[Membership]) -> View:
    """The parties, as in parties.csv."""
    blocs: dict[str, list[Membership]] = {}
    for stay in memberships:
        blocs.setdefault(stay.member, []).append(stay)
    rows: list[Row] = [
        (
            each.code,
            each.name,
            ";".join(each.aliases) or None,
            ";".join(map(stay_words, blocs.get(each.code, ()))) or None,
        )
        for each in parties
    ]
    return _listed("parties", PARTY_COLUMNS, rows, flex=(0, 2, 1, 2))


def stay_words(stay: Membership) -> str:
    """A membership as parties.csv has it: NATO, or NATO (1949-04-04/..) where it is dated."""
    if stay.since is None and stay.until is None:
        return stay.bloc
    return f"{stay.bloc} ({stay.since or '..'}/{stay.until or '..'})"


def talks_view(talks: Sequence[Talk], negotiation: Negotiation) -> View:
    """The talks in order of time, as in talks.csv."""
    rows: list[Row] = [
        (
            negotiation.name,
            each.ref,
            each.date.text,
            each.title,
            each.place or None,
            each.form.value if each.form else None,
            each.status.value,
            each.track or None,
        )
        for each in talks
    ]
    shown = [row[1:] for row in rows]
    return View(
        "talks",
        TALK_COLUMNS,
        rows,
        lambda: _sheet(TALK_COLUMNS[1:], shown, (0, 0, 3, 1, 0, 0, 0)),
    )


def issues_view(rows: Sequence[tuple[str, int]]) -> View:
    """The issues, with how many demands are filed under each."""
    return _listed("issues", ("issue", "demands"), rows, flex=(1, 0))


def negotiations_view(every: Sequence[Negotiation], current: str | None) -> View:
    """The negotiations, the current one marked."""
    rows: list[Row] = [
        (
            each.name,
            each.title,
            _state(each, current),
        )
        for each in every
    ]
    return _listed("negotiations", ("negotiation", "title", "state"), rows, flex=(1, 1, 0))


def _state(negotiation: Negotiation, current: str | None) -> str | None:
    words = ["current"] if negotiation.name == current else []
    return ", ".join([*words, *(["archived"] if negotiation.archived else [])]) or None


def fields_view(kind: str, fields: Mapping[str, str | int | None]) -> View:
    """One thing's fields, a line each where a person looks, a record where a machine reads."""
    shown: list[Row] = [(name, value) for name, value in fields.items() if value]
    return View(
        kind,
        tuple(fields),
        [tuple(value or None for value in fields.values())],
        lambda: _sheet(("", ""), shown, (0, 1)),
    )


def _listed(kind: str, columns: Sequence[str], rows: Sequence[Row], flex: Sequence[int]) -> View:
    return View(kind, columns, rows, lambda: _sheet(columns, rows, flex))


def _sheet(columns: Sequence[str], rows: Sequence[Row], flex: Sequence[int]) -> Sheet:
    made = [
        Column(name[:1].upper() + name[1:], flex=share, minimum=8)
        for name, share in zip(columns, flex, strict=True)
    ]
    return Sheet(made, [[Cell("" if each is None else str(each)) for each in row] for row in rows])
