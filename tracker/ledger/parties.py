"""Managing parties, the names they go by, and the blocs they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.errors import NotFound, Refused, UsageError
from tracker.ledger.case import Case
from tracker.ledger.edits import Subject, edit, filled, keep, keep_added, not_too_long
from tracker.ledger.stamp import Stamp
from tracker.model import FuzzyDate, Membership, Negotiation, Party
from tracker.store import registry
from tracker.store.store import Store

NOWHERE = Negotiation(0, "", "")  # parties belong to no negotiation
_CODE = re.compile(r"[^\s;,|]{1,40}")


def add_party(
    store: Store,
    parties: Mapping[str, Party],
    code: str,
    name: str,
    stamp: Stamp,
    aliases: tuple[str, ...] = (),
) -> Party:
    """Add a party.

    Raises:
        Refused: its code, or a name it goes by, is taken.
        UsageError: the code has spaces or marks that lists are split at.
    """
    if not is_code(code):
        raise UsageError(
            f"“{code}” cannot be a party's code: use up to 40 characters without spaces, "
            "commas or semicolons, for example NATO."
        )
    _must_be_free((code, name, *aliases), parties.values())
    made = registry.insert_party(store, code, filled(name, "a party", "name"))
    keep_added(store, _subject(code, made), {"name": filled(name, "a party", "name")}, stamp)
    for alias in aliases:
        _add_alias(store, _subject(code, made), alias, stamp)
    return Party(made, code, name, aliases)


def is_code(text: str) -> bool:
    """Whether a party can have this code."""
    return _CODE.fullmatch(text) is not None


def _subject(code: str, row: int) -> Subject:
    return Subject("party", code, row)


def _add_alias(store: Store, subject: Subject, alias: str, stamp: Stamp) -> None:
    not_too_long(alias, "another name of a party")
    store.write("party_alias_insert", {"party": subject.row, "alias": alias})
    keep(store, subject, f"alias {alias}", ("", alias), stamp)


def _drop_alias(store: Store, subject: Subject, alias: str, stamp: Stamp) -> None:
    store.write("party_alias_delete", {"party": subject.row, "alias": alias})
    keep(store, subject, f"alias {alias}", (alias, ""), stamp)


def _must_be_free(names: Sequence[str], others: Iterable[Party]) -> None:
    from tracker.ledger.names import form

    for each in others:
        taken = {form(name) for name in (each.code, each.name, *each.aliases)}
        clash = next((name for name in names if form(name) in taken), None)
        if clash:
            raise Refused(
                f"“{clash}” already stands for the party {each.code} ({each.name}); "
                f"see: tracker party show {each.code}"
            )


def lookalikes(names: Iterable[str], others: Iterable[Party]) -> list[str]:
    """A sentence for each name that would be taken for another party's, though it differs."""
    from tracker.ledger.names import looks_like

    taken = {name: each for each in others for name in (each.code, each.name, *each.aliases)}
    alike = ((name, looks_like(name, taken)) for name in names)
    return [
        f"“{name}” looks like “{other}” ({taken[other].code}), but is written in other letters"
        for name, other in alike
        if other
    ]


def lookalikes_added(case: Case, codes: Iterable[str]) -> list[str]:
    """The same of every name of some parties that were added."""
    every = [case.parties[code] for code in codes]
    return [
        sentence
        for made in every
        for sentence in lookalikes(
            (made.code, made.name, *made.aliases),
            (each for each in case.parties.values() if each.code != made.code),
        )
    ]


def edit_party(
    case: Case,
    party: Party,
    stamp: Stamp,
    *,
    name: str | None = None,
    add_aliases: tuple[str, ...] = (),
    drop_aliases: tuple[str, ...] = (),
) -> dict[str, tuple[str, str]]:
    """Change a party's name or other names and give each changed field's old and new value."""
    store = case.store
    name = name if name is None else filled(name, "a party", "name")
    others = [each for each in case.parties.values() if each.code != party.code]
    _must_be_free((*add_aliases, *([name] if name else [])), others)
    kept = [alias for alias in party.aliases if alias not in drop_aliases]
    aliases = tuple(dict.fromkeys((*kept, *add_aliases)))
    subject = _subject(party.code, party.id)
    done = edit(store, subject, {"name": party.name}, {"name": name}, stamp)
    if aliases != party.aliases:
        for alias in set(party.aliases) - set(aliases):
            _drop_alias(store, subject, alias, stamp)
        for alias in (each for each in aliases if each not in party.aliases):
            _add_alias(store, subject, alias, stamp)
        done["aliases"] = ("; ".join(party.aliases), "; ".join(aliases))
    return done


def join_bloc(case: Case, member: Party, bloc: Party, stay: FuzzyDate | None, stamp: Stamp) -> None:
    """Record that a party is a member of a bloc, from and until the bounds of `stay`.

    Raises:
        Refused: of itself, or through others of itself, or it is a member already.
    """
    if member.code == bloc.code or bloc.code in _members_of(case, member.code):
        raise Refused(f"{member.code} cannot be a member of {bloc.code}, which is within itself.")
    since, until = (stay.earliest, stay.latest) if stay else (None, None)
    for each in case.memberships:
        if (each.member, each.bloc) == (member.code, bloc.code) and _overlap(each, since, until):
            raise Refused(f"{member.code} is already a member of {bloc.code} at that time.")
    case.store.write(
        "membership_insert",
        {
            "member": member.id,
            "bloc": bloc.id,
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        },
    )
    _keep_stays(case, member, bloc, stamp)


def _keep_stays(case: Case, member: Party, bloc: Party, stamp: Stamp) -> None:
    """Keep a member's stays in a bloc as they were and as they are now."""
    before = stays_of(case, member.code, bloc.code)
    case.forget_parties()
    change = (before, stays_of(case, member.code, bloc.code))
    keep(case.store, _subject(member.code, member.id), f"stays in {bloc.code}", change, stamp)


def stays_of(case: Case, member: str, bloc: str) -> str:
    """A member's stays in a bloc: `1949-04-04/1966-03-09;2009-04-04/..`."""
    stays = (each for each in case.memberships if (each.member, each.bloc) == (member, bloc))
    return ";".join(f"{each.since or '..'}/{each.until or '..'}" for each in stays)


def _overlap(each: Membership, since: date | None, until: date | None) -> bool:
    begins_in_time = each.until is None or since is None or since <= each.until
    return begins_in_time and (each.since is None or until is None or each.since <= until)


def set_stays(case: Case, member: Party, bloc: Party, stays: str, stamp: Stamp) -> None:
    """Give a party the stays in a bloc that a text says, as `stays_of` writes it."""
    before = stays_of(case, member.code, bloc.code)
    write_stays(case.store, member.id, bloc.id, stays)
    case.forget_parties()
    subject = _subject(member.code, member.id)
    keep(case.store, subject, f"stays in {bloc.code}", (before, stays), stamp)


def write_stays(store: Store, member: int, bloc: int, stays: str) -> None:
    """Put a member's stays in a bloc in the place of those it has."""
    both = {"member": member, "bloc": bloc}
    store.write("stays_delete", both)
    for stay in stays.split(";") if stays else ():
        since, _, until = (None if each == ".." else each for each in stay.partition("/"))
        store.write("membership_insert", {**both, "since": since, "until": until})


def leave_bloc(case: Case, member: Party, bloc: Party, last_day: date, stamp: Stamp) -> None:
    """Record the last day of a party's membership of a bloc.

    Raises:
        NotFound: it is not a member.
    """
    stays = [
        each
        for each in case.memberships
        if (each.member, each.bloc, each.until) == (member.code, bloc.code, None)
    ]
    if not stays:
        raise NotFound(f"{member.code} is not a member of {bloc.code} now.")
    if any(each.since and each.since > last_day for each in stays):
        raise Refused(f"{member.code} joined {bloc.code} after {last_day}.")
    values = {"member": member.id, "bloc": bloc.id, "until": last_day.isoformat()}
    case.store.write("membership_end", values)
    _keep_stays(case, member, bloc, stamp)


def _members_of(case: Case, code: str) -> set[str]:
    found: set[str] = set()
    frontier = {code}
    while frontier:
        frontier = {each.member for each in case.memberships if each.bloc in frontier} - found
        found |= frontier
    return found
