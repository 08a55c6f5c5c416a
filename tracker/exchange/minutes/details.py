"""The lines indented below a move or a talk: quote, speaker, source, condition, note and others."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tracker.exchange.minutes.heads import read_date
from tracker.exchange.minutes.lines import Line
from tracker.exchange.minutes.terms import DEMAND_DETAILS, MOVE_DETAILS, TALK_DETAILS
from tracker.exchange.minutes.tokens import NAME, fault, ref, tokens
from tracker.exchange.minutes.tree import DemandLine, Fault, Misread, MoveLine, TalkLine, near
from tracker.model import ANSWER_VERBS, TalkForm, TalkStatus, Verb

Fields = dict[str, Any]

_QUOTE = re.compile(
    r'["“„](?P<quote>.*)["”“](?:\s+(?:--?|—|–)\s*(?P<speaker>[^"“”„]*))?', re.DOTALL
)
_FIELDS = {"scope": "condition", "place": "venue", "with": "counter", "on": "date"}
_ALL_TEXT = frozenset(
    {"quote", "speaker", "source", "condition", "scope", "note", "title", "issue", "label",
     "place", "track"}
)  # fmt: skip


class Given(NamedTuple):
    """The fields that details give, and the line that gives each."""

    fields: Fields
    lines: dict[str, Line]


def read_details(
    details: Sequence[Line], known: Sequence[str], today: date
) -> tuple[Given, list[Fault]]:
    """The fields that some detail lines give, and those of them that cannot be read."""
    given = Given({}, {})
    faults: list[Fault] = []
    for line in details:
        try:
            _add(given, line, _quoted(line, known) or _field(line, known, today))
        except Misread as wrong:
            faults.extend(wrong.faults)
    return given, faults


def _add(given: Given, line: Line, fields: Fields) -> None:
    for field in fields:
        if field in given.fields:
            above = given.lines[field].number
            raise Misread(line.place.fault(f"line {above} gives the {field} already; keep one"))
        given.lines[field] = line
    given.fields.update(fields)


def _quoted(line: Line, known: Sequence[str]) -> Fields:
    """The fields of `"the words" -- the speaker`; none of any other line."""
    if line.body[0] not in '"“„':
        return {}
    if "quote" not in known:
        raise Misread(line.place.fault("a quote belongs below the move in which it was said"))
    found = _QUOTE.fullmatch("\n".join([line.body, *line.more]))
    if found is None:
        reason = 'write a quote as "the words" -- the speaker, or after the word quote'
        raise Misread(line.place.fault(reason))
    fields = {"quote": found["quote"].strip() or None}
    if found["speaker"] is not None:
        fields["speaker"] = found["speaker"].strip() or None
    return fields


def _field(line: Line, known: Sequence[str], today: date) -> Fields:
    keyword, at = line.split_keyword()
    name = keyword.casefold()
    if name not in known:
        raise Misread(fault(line, 0, len(keyword), _not_a_detail(keyword, known)))
    if name == "private":
        return {"private": True}
    value = line.text(at)
    if value is None and name != "source":
        raise Misread(fault(line, 0, at, f"say the {name} after the word"))
    return {_FIELDS.get(name, name): _value(line, name, at, value, today)}


def _not_a_detail(word: str, known: Sequence[str]) -> str:
    goes_on = " (a line that goes on with the text above begins with |)"
    return f"“{word}” begins no detail{near(word, known) or goes_on}"


def _value(line: Line, name: str, at: int, value: str | None, today: date) -> Any:
    if name in _ALL_TEXT:
        return value
    start = len(line.body) - len(line.body[at:].lstrip())
    if name == "form":
        return _one_of(line, start, value, TalkForm)
    if name == "status":
        return _one_of(line, start, value, TalkStatus)
    if name == "on":
        return read_date(line, start, len(line.body), today)
    found = list(tokens(line, start))
    if name in ("until", "deadline"):
        quoted = found and found[0].kind == NAME
        return found[0].text if quoted else read_date(line, start, len(line.body), today).text
    return ref(line, found)


def _one_of(line: Line, start: int, value: str | None, kinds: Any) -> Any:
    try:
        return kinds((value or "").casefold())
    except ValueError:
        reason = f"“{value}” is none of {', '.join(kinds)}"
        raise Misread(fault(line, start, len(line.body), reason)) from None


def move_with_details(
    move: MoveLine, details: Sequence[Line], source: str | None, today: date
) -> tuple[MoveLine, list[Fault]]:
    """A move with what its details add, and everything that is wrong with it."""
    given, faults = read_details(details, MOVE_DETAILS, today)
    for field in ("condition", "until", "counter", "issue"):
        if field in given.fields and getattr(move, field):
            reason = f"line {move.place.line} gives the {field} already; keep one"
            faults.append(given.lines[field].place.fault(reason))
    given.fields.setdefault("source", source)
    whole = move._replace(**given.fields)
    wrong = _lacking(whole) or _in_excess(whole, given.lines)
    if wrong is None or move.is_faulty:
        return whole, faults
    return whole._replace(is_faulty=True), faults or [wrong]


def _lacking(move: MoveLine) -> Fault | None:
    reason = ""
    if move.verb is Verb.DEMAND and not move.text:
        reason = "a demand needs its wording: put it after a colon"
    elif move.verb is Verb.REVISE and not move.text:
        reason = "a revision needs the new wording: put it after a colon"
    elif move.verb is Verb.COUNTER and move.makes_demand and not move.text:
        reason = (
            "a counter needs the wording of the counter-demand after a colon, or with KEY for "
            "one on the table, or with unknown wording"
        )
    elif move.manner == "in part" and not move.condition:
        reason = "say which part: in part (the part), or on a line below: scope the part"
    elif move.manner == "if" and not move.condition:
        reason = "say the condition: if the condition, or on a line below: condition …"
    return move.place.fault(reason) if reason else None


def _in_excess(move: MoveLine, lines: dict[str, Line]) -> Fault | None:
    for field in ("title", "issue"):
        if getattr(move, field) and not move.makes_demand:
            place = lines[field].place if field in lines else move.place
            return place.fault(f"only a line that makes a demand gives it its {field}")
    several = len(move.objects) > 1 or (len(move.parties) > 1 and move.verb in ANSWER_VERBS)
    for field in ("label", "corrects"):
        if field in lines and several:
            reason = "this detail speaks of one move: write a line for each party and demand"
            return lines[field].place.fault(reason)
    return None


def talk_with_details(
    talk: TalkLine, details: Sequence[Line], today: date
) -> tuple[TalkLine, str | None, list[Fault]]:
    """A talk with what its details add, the source they give, and what is wrong with them."""
    given, faults = read_details(details, TALK_DETAILS, today)
    source = given.fields.pop("source", None)
    return talk._replace(**given.fields), source, faults


def demand_with_details(
    demand: DemandLine, details: Sequence[Line], today: date
) -> tuple[DemandLine, list[Fault]]:
    """A demand of unknown wording with its title and issue, and what is wrong with them."""
    given, faults = read_details(details, DEMAND_DETAILS, today)
    return demand._replace(**given.fields), faults
