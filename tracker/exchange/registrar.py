"""What a file names, be it a party, a talk or a negotiation: found in the registry, or added."""

from __future__ import annotations

import re

from tracker import dates
from tracker.exchange.given import GIVEN, given_of
from tracker.exchange.rows import BadCell, Record, reading
from tracker.ledger import negotiations, refs
from tracker.ledger.case import Case
from tracker.ledger.parties import add_party, lookalikes
from tracker.ledger.stamp import Stamp
from tracker.ledger.talks import TalkFields, add_talk
from tracker.model import FuzzyDate, Negotiation, Talk, TalkStatus
from tracker.store import registry
from tracker.store.store import Store

LONGEST_CODE = 12
_WORD = re.compile(r"\w+", re.UNICODE)
_NOT_IN_CODES = re.compile(r"[\s;,|]+")


class Registrar:
    """Finds or adds what the rows of one file name; remembers what it has seen.

    Attributes:
        created: what was added, by kind, in order.
    """

    def __init__(self, case: Case, created: dict[str, list[str]], stamp: Stamp) -> None:
        self.case = case
        self.stamp = stamp
        self.created = created
        self._codes: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._talks: dict[tuple[str, str, str], tuple[str, str]] = {}

    def forget(self) -> None:
        """Look everything up anew, after some of what was added was undone."""
        self._codes.clear()
        self._talks.clear()

    def parties(self, joined: str, *, exact: bool = False) -> tuple[str, ...]:
        """Codes for the codes or names of a cell, joined by semicolons.

        Args:
            joined: the cell.
            exact: whether they are codes, to be kept as they are: so in a row that has an id.
        """
        known = self._codes.get(joined)
        if known and (not exact or joined in self.case.parties):
            return (known,)
        names = (" ".join(each.split()) for each in joined.split(";"))
        return tuple(dict.fromkeys(self._party(name, exact=exact) for name in names if name))

    def in_their_words(self, sentence: str, *keys: str) -> str:
        """A sentence with the parties as the file calls them.

        Args:
            sentence: it, with the codes of parties.
            keys: of demands in it, which stay as they are.
        """
        words = {**self._called, **{key: key for key in keys if key}}
        if not words:
            return sentence
        longest = sorted(map(re.escape, words), key=len, reverse=True)
        found = re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])")
        return found.sub(lambda match: words[match[0]], sentence)

    def _party(self, name: str, *, exact: bool) -> str:
        if exact and name not in self.case.parties:
            return self._add_party(name, name)
        if name not in self._codes:
            found = refs.find_party(self.case, name)
            code = found.code if found else free_code(name, set(self.case.parties))
            self._codes[name] = code if found else self._add_party(code, name)
            self._called.setdefault(self._codes[name], name)
        return self._codes[name]

    def _add_party(self, code: str, name: str) -> str:
        alike = lookalikes({code, name}, self.case.parties.values())
        self.case.learn_party(add_party(self.case.store, {}, code, name, self.stamp))
        shown = "; ".join([code if code == name else f"{code} ({name})", *alike])
        self.created.setdefault("parties", []).append(shown)
        return code

    def talk(self, row: Record) -> str:
        """The ref of the talk that a row names by its ref or its date.

        Raises:
            BadCell: the talk has another date in the database, or in an earlier row.
        """
        key = (row["talk"], row["talk_date"], row[GIVEN])
        known = self._talks.get(key)
        if known is None:
            with reading("talk_date"):
                day = (
                    dates.parse(row["talk_date"], today=self.stamp.today)
                    if row["talk_date"]
                    else None
                )
            known = (self._find_talk(row, day) or self._add_talk(row, day), "")
            self._talks[key] = known
        return known[0]

    def _find_talk(self, row: Record, day: FuzzyDate | None) -> str | None:
        if row["talk"]:
            found = self._same_talk(row) or self.case.talks_by_ref.get(row["talk"])
            if found:
                same_date(found, day, "talk_date")
                self._must_be(found, row)
            return found.ref if found else None
        same = [each for each in self.case.talks if day and each.date.text == day.text]
        if len(same) > 1:
            refs_ = ", ".join(each.ref for each in same)
            reason = f"is the date of several talks: name one of {refs_} in the column talk"
            raise BadCell("talk_date", reason)
        return same[0].ref if same else None

    def _must_be(self, found: Talk, row: Record) -> None:
        """See that a talk was added here as it was where the row was written, if that is told.

        Raises:
            BadCell: it is another one, whose moves would be taken for changed in a union.
        """
        given = given_of(row)
        if given.talk and (found.given, found.first_date) != given[2:]:
            raise BadCell(
                "talk",
                f"is another talk here, added as that of {found.first_date} and not of "
                f"{given.first_date}; take it in with a bundle or merge, which tell the two apart",
            )

    def _same_talk(self, row: Record) -> Talk | None:
        """The talk that was added under the ref and date which a row of an export gives."""
        given = given_of(row)
        same = (t for t in self.case.talks if (t.given, t.first_date) == given[2:])
        return next(same, None) if given.talk else None

    def _add_talk(self, row: Record, day: FuzzyDate | None) -> str:
        given = given_of(row)
        added = add_talk(
            self.case,
            TalkFields(
                ref=row["talk"] or None,
                title=row["talk_title"] or row["talk"] or f"Talk of {row['talk_date']}",
                date=day,
                place=row["talk_place"],
                status=TalkStatus.HELD,
                given=given.talk or None,
                first_date=given.first_date or None,
            ),
            self.stamp,
        )
        when = added.date.text if added.date.known else "undated"
        self.created.setdefault("talks", []).append(f"{added.ref} ({when}) {added.title}")
        return added.ref


def same_date(found: Talk, day: FuzzyDate | None, column: str) -> None:
    """See that a row which names a talk on record gives it no other date.

    Args:
        found: the talk.
        day: what the row says of its date, if anything.
        column: where it says so.

    Raises:
        BadCell: it does; the sentence has both dates and what to do.
    """
    if day is None or not day.known or day.text == found.date.text:
        return
    on_record = f"is on {found.date.text}" if found.date.known else "has no date"
    raise BadCell(
        column,
        f"{found.ref} {on_record}, but this row has {day.text}; mend the row, or the talk with: "
        f"tracker talk edit {found.ref} --date {day.text}",
    )


def free_code(name: str, taken: set[str]) -> str:
    """A code for a party of this name that is not taken: the name if short, else its initials."""
    code = name if len(name) <= LONGEST_CODE and not _NOT_IN_CODES.search(name) else _initials(name)
    folded = {each.casefold() for each in taken}
    if code.casefold() not in folded:
        return code
    number = 2
    while f"{code}{number}".casefold() in folded:
        number += 1
    return f"{code}{number}"


def _initials(name: str) -> str:
    words = _WORD.findall(name)
    if len(words) > 1:
        return "".join(word[0] for word in words)[:LONGEST_CODE].upper()
    return (_NOT_IN_CODES.sub("-", name)[:LONGEST_CODE]) or "P"


def negotiation_named(store: Store, name: str, default: str | None, stamp: Stamp) -> Negotiation:
    """The negotiation that a row names, added where there is none; "" means the default.

    An added one becomes the current one if the one that was has nothing in it.
    """
    if not name:
        return refs.still_open(refs.negotiation(store, default))
    for each in registry.negotiations(store):
        if name in (each.name, each.title):
            return refs.still_open(each)
    current = registry.current_negotiation(store)
    made = negotiations.add_negotiation(store, name, stamp)
    if current is not None and not negotiations.is_empty(store, current):
        negotiations.pick_negotiation(store, current, stamp)
    return made
