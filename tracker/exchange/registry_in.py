"""parties.csv and talks.csv into the registry; what is there already is left as it is."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from tracker import dates
from tracker.errors import AS_GIVEN, Problem, UsageError
from tracker.exchange.registrar import same_date
from tracker.exchange.rows import BadCell, Record, Rows, bad_rows, reading
from tracker.ledger import parties, refs
from tracker.ledger.case import Case
from tracker.ledger.imports import Imported
from tracker.ledger.stamp import Stamp
from tracker.ledger.talks import UNKNOWN_DATE, TalkFields, add_talk, bring_back
from tracker.model import FuzzyDate, Negotiation, Party, TalkForm, TalkStatus
from tracker.store.store import Store

Word = TypeVar("Word", bound=StrEnum)

PARTY_COLUMNS = ("code", "name", "aliases", "blocs")
TALK_COLUMNS = ("negotiation", "talk", "date", "title", "place", "form", "status", "track")
_STAY = re.compile(r"(?P<bloc>[^\s;()]+)\s*(?:\((?P<since>[^/()]+)/(?P<until>[^/()]+)\))?")


def import_parties(store: Store, rows: Rows, stamp: Stamp) -> Imported:
    """Add the parties of a parties.csv that are not there, then their blocs.

    Raises:
        InputFileError: rows are bad; the caller must undo.
    """
    case = Case(store, Negotiation(0, "", ""))
    done = Imported()
    problems = list(rows.problems)
    for take in (_party, _blocs):
        for row in rows.rows:
            try:
                take(case, row, stamp, done)
            except AS_GIVEN as error:
                problems.append(row.problem("blocs" if take is _blocs else "code", str(error)))
    if problems:
        raise bad_rows(problems)
    return done


def _party(case: Case, row: Record, stamp: Stamp, done: Imported) -> None:
    aliases = tuple(each.strip() for each in row["aliases"].split(";") if each.strip())
    known = case.parties.get(row["code"])
    if known:
        _complete(case, known, row["name"], aliases, stamp, done)
        return
    others = case.parties.values()
    done.warnings += parties.lookalikes((row["code"], row["name"], *aliases), others)
    parties.add_party(case.store, case.parties, row["code"], row["name"], stamp, aliases)
    case.forget_parties()
    done.recorded += 1
    done.created.setdefault("parties", []).append(f"{row['code']} ({row['name']})")


def _complete(
    case: Case, known: Party, name: str, aliases: tuple[str, ...], stamp: Stamp, done: Imported
) -> None:
    """Give a party that is known by its code alone the name and the other names of the file."""
    new = tuple(each for each in aliases if each not in known.aliases)
    if known.name != known.code or (name == known.name and not new):
        done.known += 1
        return
    others = [each for each in case.parties.values() if each.code != known.code]
    done.warnings += parties.lookalikes((name, *new), others)
    parties.edit_party(case, known, stamp, name=name, add_aliases=new)
    case.forget_parties()
    done.recorded += 1
    done.created.setdefault("names", []).append(f"{known.code} ({name})")


def _blocs(case: Case, row: Record, stamp: Stamp, done: Imported) -> None:
    for stay in (each.strip() for each in row["blocs"].split(";")):
        if not stay:
            continue
        found = _STAY.fullmatch(stay)
        if found is None:
            raise UsageError(f"“{stay}” is not a bloc; write NATO or NATO (1949-04-04/..)")
        _join(case, row["code"], found, stamp)


def _join(case: Case, code: str, found: re.Match[str], stamp: Stamp) -> None:
    bloc = refs.party(case, found["bloc"])
    first, last = _bound(found["since"], stamp), _bound(found["until"], stamp)
    member = refs.party(case, code)
    same = (member.code, bloc.code, first, last)
    if any((e.member, e.bloc, e.since, e.until) == same for e in case.memberships):
        return
    parties.join_bloc(case, member, bloc, FuzzyDate("", first, last), stamp)
    case.forget_parties()


def _bound(text: str | None, stamp: Stamp) -> date | None:
    return None if text in (None, "..") else dates.day(text or "", today=stamp.today)


def import_talks(case: Case, rows: Rows, stamp: Stamp) -> Imported:
    """Add the talks that are not there.

    Raises:
        InputFileError: rows are bad; the caller must undo.
    """
    done = Imported()
    problems: list[Problem] = list(rows.problems)
    for row in rows.rows:
        try:
            _talk(case, row, stamp, done)
        except BadCell as bad:
            problems.append(row.problem(bad.column, str(bad)))
        except AS_GIVEN as error:
            problems.append(row.problem("talk", str(error)))
    if problems:
        raise bad_rows(problems)
    return done


def _talk(case: Case, row: Record, stamp: Stamp, done: Imported) -> None:
    with reading("date"):
        day = dates.parse(row["date"], today=stamp.today) if row["date"] else None
    known = case.talks_by_ref.get(row["talk"])
    if known:
        same_date(known, day, "date")
        again = bring_back(case, known.ref, stamp, _one_of(TalkStatus, row, "status"))
        if again:
            done.recorded += 1
            done.notice(again)
            return
    if known or (not row["talk"] and _is_known(case, row["title"], day)):
        done.known += 1
        return
    if not row["title"].strip():
        raise BadCell("title", "is empty: give the talk a title")
    fields = TalkFields(
        ref=row["talk"] or None,
        title=row["title"],
        date=day,
        place=row["place"],
        form=_one_of(TalkForm, row, "form"),
        status=_one_of(TalkStatus, row, "status"),
        track=row["track"],
    )
    added = add_talk(case, fields, stamp)
    done.recorded += 1
    done.created.setdefault("talks", []).append(f"{added.ref} {added.title}")


def _is_known(case: Case, title: str, day: FuzzyDate | None) -> bool:
    when = (day or UNKNOWN_DATE).text
    return any((each.title, each.date.text) == (title, when) for each in case.talks)


def _one_of(words: type[Word], row: Record, column: str) -> Word | None:
    if not row[column]:
        return None
    try:
        return words(row[column].casefold())
    except ValueError:
        raise BadCell(column, f"is none of {', '.join(words)}") from None
