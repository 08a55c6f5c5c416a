"""Reading minutes: text → what it says, with every fault by line and column.

Pure: which parties and demands there are is looked at later, when the minutes are recorded.
"""

from __future__ import annotations

import re
from datetime import date

from tracker import dates
from tracker.errors import DateError
from tracker.exchange.minutes import details
from tracker.exchange.minutes.heads import read_date, read_demand, read_move
from tracker.exchange.minutes.lines import Entry, Line, entries
from tracker.exchange.minutes.terms import DATE_WORDS, KINDS, LINES, MOVE_DETAILS, is_keyword
from tracker.exchange.minutes.tokens import Token, fault, ref, tokens
from tracker.exchange.minutes.tree import (
    Fault,
    Item,
    Minutes,
    Misread,
    OnLine,
    PartyLine,
    Ref,
    TalkLine,
)
from tracker.model import FuzzyDate

_WORDS_IN_A_DATE = 4
_UNDATED = frozenset({"undated"})
_MAY_MAKE_A_DEMAND = re.compile(r"\b(?:as\b|dem|off|prop|inv|req|cou)", re.IGNORECASE)


def read(text: str, *, today: date) -> Minutes:
    """Read minutes.

    Args:
        text: the minutes, in the language of docs/minutes.md.
        today: the present day, for dates such as `today`.

    Returns:
        What they say and everything that is wrong with them; nothing is raised.
    """
    found, faults = entries(text)
    reader = _Reader(today, faults)
    for entry in found:
        reader.take(entry)
    return Minutes(tuple(reader.items), tuple(sorted(reader.faults)), tuple(reader.lost))


class _Reader:
    """Reads entry after entry, and remembers the sources that hold for the moves below."""

    def __init__(self, today: date, faults: list[Fault]) -> None:
        self.today = today
        self.faults = faults
        self.items: list[Item] = []
        self.lost: list[str] = []
        self.file_source: str | None = None
        self.source: str | None = None
        self.below_talk = False

    def take(self, entry: Entry) -> None:
        """Read one line with its details."""
        try:
            self._read(entry)
        except Misread as wrong:
            self.faults.extend(wrong.faults)
            if _MAY_MAKE_A_DEMAND.search(entry.line.body):
                self.lost.append(entry.line.body)

    def _read(self, entry: Entry) -> None:
        line = entry.line
        keyword, at = line.split_keyword()
        word = keyword.casefold() if is_keyword(keyword) else ""
        if word in LINES:
            {"talk": self._talk, "on": self._on, "source": self._source, "party": self._party}[
                word
            ](entry, at)
        elif word in KINDS and keyword == line.body[:at]:
            demand = read_demand(line, keyword)
            self._add(*details.demand_with_details(demand, entry.details, self.today))
        else:
            self._move(entry)

    def _move(self, entry: Entry) -> None:
        try:
            move, wrong = read_move(entry.line, self.today)
        except Misread:
            self.faults += details.read_details(entry.details, MOVE_DETAILS, self.today)[1]
            raise
        move, faults = details.move_with_details(move, entry.details, self.source, self.today)
        self._add(move, [*wrong, *faults])
        if move.is_faulty and move.makes_demand:
            self.lost.append(entry.line.body)

    def _add(self, item: Item, faults: list[Fault]) -> None:
        self.items.append(item)
        self.faults.extend(faults)

    def _begin(self, item: TalkLine | OnLine, source: str | None) -> None:
        self.items.append(item)
        self.below_talk = True
        self.source = source or self.file_source

    def _talk(self, entry: Entry, at: int) -> None:
        self._begin(TalkLine(entry.line.place), None)
        place = len(self.items) - 1
        talk = _read_talk(entry.line, at, self.today)
        talk, source, faults = details.talk_with_details(talk, entry.details, self.today)
        self.faults.extend(faults)
        self.items[place] = talk
        self.source = source or self.source

    def _on(self, entry: Entry, at: int) -> None:
        self._begin(OnLine(None), None)
        line = entry.line
        start = _start(line, at)
        if start == len(line.body):
            raise Misread(line.place.fault("say the date: on 2022-01-13"))
        self._no_details(entry)
        self.items[-1] = OnLine(read_date(line, start, len(line.body), self.today))

    def _source(self, entry: Entry, at: int) -> None:
        self._no_details(entry)
        self.source = entry.line.text(at)
        if not self.below_talk:
            self.file_source = self.source

    def _party(self, entry: Entry, at: int) -> None:
        self._no_details(entry)
        line = entry.line
        first = next(tokens(line, at), None)
        if first is None:
            raise Misread(
                line.place.fault("say the code and the name: party NATO North Atlantic …")
            )
        code = ref(line, [first])
        self.items.append(PartyLine(code, line.text(first.end) or code.text))

    def _no_details(self, entry: Entry) -> None:
        for line in entry.details:
            keyword = entry.line.split_keyword()[0]
            self.faults.append(
                line.place.fault(f"a line that begins with “{keyword}” has no details")
            )


def _start(line: Line, at: int) -> int:
    return len(line.body) - len(line.body[at:].lstrip())


def _no_day() -> FuzzyDate:
    return FuzzyDate("unknown", None, None)


def _read_talk(line: Line, at: int, today: date) -> TalkLine:
    """Read `talk T3 2022-01-12 NATO–Russia Council, Brussels`, of which parts may be missing."""
    named: Ref | None = None
    at = _start(line, at)
    day, rest = _leading_date(line, at, today)
    if day is None:
        token = _first_token(line, at)
        named = ref(line, [token])
        at = _start(line, token.end)
        day, rest = _leading_date(line, at, today)
    words = line.text(rest) or ""
    title, comma, place = words.rpartition(", ")
    if not (comma and title.strip() and place.strip()):
        title, place = words, ""
    return TalkLine(line.place, named, day, title.strip(), place.strip())


def _first_token(line: Line, at: int) -> Token:
    found = next(tokens(line, at), None)
    if found is None:
        raise Misread(line.place.fault("say which talk: talk T3, or talk 2022-01-12 Title, Place"))
    return found


def _leading_date(line: Line, at: int, today: date) -> tuple[FuzzyDate | None, int]:
    """The date that stands at an offset of a line, and the offset after it."""
    words = line.body[at:].split()[:_WORDS_IN_A_DATE]
    if not words or not (words[0][0].isdigit() or words[0][0] == "." or _says_date(words[0])):
        return None, at
    if words[0].casefold() in _UNDATED:
        return _no_day(), at + len(words[0])
    wrong: DateError | None = None
    for count in range(1, len(words) + 1):
        end = _end_of(line.body, at, words[:count])
        try:
            return dates.parse(line.body[at:end].rstrip(","), today=today), end
        except DateError as error:
            wrong = wrong or error
    assert wrong is not None
    raise Misread(fault(line, at, at + len(words[0]), f"{wrong}"))


def _says_date(word: str) -> bool:
    return word.casefold() in DATE_WORDS and is_keyword(word)


def _end_of(body: str, at: int, words: list[str]) -> int:
    for word in words:
        at = body.index(word, at) + len(word)
    return at
