"""The head of a line that says who did what: `US, EU reject RU-1 finally: …`."""

import re
from datetime import date
from typing import Any, NamedTuple

from tracker import dates
from tracker.errors import DateError
from tracker.exchange.minutes.lines import Line
from tracker.exchange.minutes.terms import (
    ALL,
    KINDS,
    LINES,
    MANNERS,
    MAY_FOLLOW,
    MEANT,
    ORDINARY,
    VERBS,
    is_keyword,
)
from tracker.exchange.minutes.tokens import (
    COLON,
    COMMA,
    ISSUE,
    NAME,
    SCOPE,
    WORD,
    Token,
    fault,
    phrase_at,
    ref,
    refs,
    tokens,
)
from tracker.exchange.minutes.tree import (
    DemandLine,
    Fault,
    Misread,
    MoveLine,
    Ref,
    near,
    nearest,
)
from tracker.exchange.verbs import Deed
from tracker.model import FuzzyDate, Verb

_PRIVATE = re.compile(r"private\s*:\s*", re.IGNORECASE)
_AD_REFERENDUM = re.compile(r"[,\s]+ad referendum$", re.IGNORECASE)
_UNKNOWN = ("unknown wording", "wording unknown")
_ADVERBS = ("finally", "editorially")


class Clauses(NamedTuple):
    """What follows a verb, each phrase with the tokens that belong to it."""

    groups: dict[str, list[Token]]
    said: dict[str, Token]
    issue: Token | None
    scope: Token | None


class Said(NamedTuple):
    """The verb of a line: what it means, its token's place among the others, and its fault."""

    deed: Deed
    at: int
    wrong: Fault | None = None


def read_move(line: Line, today: date) -> tuple[MoveLine, list[Fault]]:
    """Read a line of who did what, its details aside.

    Where the verb is a slip, the rest is read as if it were the verb that is near.

    Raises:
        Misread: it is not of that form.
    """
    private = _PRIVATE.match(line.body)
    found = list(tokens(line, private.end() if private else 0))
    colon = found.pop() if found and found[-1].kind == COLON else None
    if line.more and not colon:
        raise Misread(line.place.fault("the lines below go on with a text; begin it with a colon"))
    deed, at, wrong = _verb(line, found)
    adverb = at - 1 if found[at - 1].says(*_ADVERBS) and at > 1 else at
    end = colon.start if colon else len(line.body)
    clauses = _clauses(line, deed.verb, [*found[at + 1 :], *found[adverb:at]], end)
    move = MoveLine(
        place=_head(line, found[0].start, end),
        verb=deed.verb,
        parties=refs(line, found[:adverb], "a party"),
        text=line.text(colon.end) if colon else None,
        private=private is not None,
        issue=clauses.issue.text if clauses.issue else "",
        until=_until(line, clauses, today),
        is_faulty=wrong is not None,
        **_manner(line, clauses, end),
        **_refs(line, deed, clauses, worded=colon is not None),
    )
    _check_objects(line, move, found[at])
    return move, [wrong] if wrong else []


def _head(line: Line, start: int, end: int) -> Ref:
    text = line.body[start:end].rstrip()
    return Ref(text, line.number, line.column + start, len(text))


def _verb(line: Line, found: list[Token]) -> Said:
    for at, token in enumerate(found):
        if at and _is_verb(token):
            return Said(VERBS[token.text.casefold()], at)
    if found and _is_verb(found[0]):
        reason = f"say who first: PARTY {found[0].text} …"
        raise Misread(fault(line, found[0].start, found[0].end, reason))
    if found and (meant := near(found[0].text, LINES, 0.7)):
        reason = f"“{found[0].text}” begins no line{meant}"
        raise Misread(fault(line, found[0].start, found[0].end, reason))
    return _near_verb(line, found) or _no_verb(line, found)


def _is_verb(token: Token) -> bool:
    return token.kind == WORD and is_keyword(token.text) and token.text.casefold() in VERBS


def _near_verb(line: Line, found: list[Token]) -> Said | None:
    for at, token in enumerate(found):
        word = token.text.casefold() if at and token.kind == WORD else ""
        meant = MEANT.get(word) or (nearest(token.text, VERBS, 0.7) if word else None)
        if meant:
            reason = f"“{token.text}” is not a verb of minutes; did you mean “{meant}”?"
            return Said(VERBS[meant], at, fault(line, token.start, token.end, reason))
    return None


def _no_verb(line: Line, found: list[Token]) -> Said:
    how = "write who did what, for example: NATO rejects RU-1: in your words"
    if len(found) < 2:
        raise Misread(line.place.fault(f"there is no verb; {how}"))
    reason = f"“{found[1].text}” is not a verb; {how}"
    raise Misread(fault(line, found[1].start, found[1].end, reason))


def _clauses(line: Line, verb: Verb, found: list[Token], end: int) -> Clauses:
    clauses: dict[str, list[Token]] = {"": []}
    said: dict[str, Token] = {}
    issue = scope = None
    target, at = "", 0
    while at < len(found):
        token = found[at]
        phrase, length = phrase_at(found, at)
        if phrase and not (phrase in ORDINARY and phrase not in MAY_FOLLOW.get(verb, ())):
            _check_phrase(line, verb, phrase, found[at : at + length])
            said[phrase] = token._replace(end=found[at + length - 1].end)
            if phrase == "if":
                break
            target = phrase if phrase in ("until", "with", "as") else ""
            at += length
            continue
        if token.kind == ISSUE:
            issue = token
        elif token.kind == SCOPE and at and found[at - 1].says("part"):
            scope = token
        else:
            clauses.setdefault(target, []).append(token)
        at += 1
    return Clauses(clauses, said, issue, scope)


def _check_phrase(line: Line, verb: Verb, phrase: str, words: list[Token]) -> None:
    may = MAY_FOLLOW.get(verb, set())
    if phrase in may:
        return
    shown = line.body[words[0].start : words[-1].end]
    reason = f"“{shown}” cannot stand with “{verb}”; put a colon before what was said"
    raise Misread(fault(line, words[0].start, words[-1].end, reason))


def _manner(line: Line, clauses: Clauses, end: int) -> dict[str, Any]:
    manners = [(phrase, token) for phrase, token in clauses.said.items() if phrase in MANNERS]
    if len(manners) > 1:
        phrase, token = manners[1]
        reason = f"“{phrase}” after “{manners[0][0]}”: one of the two"
        raise Misread(fault(line, token.start, token.end, reason))
    condition = clauses.scope.text if clauses.scope else None
    ad_referendum = "ad referendum" in clauses.said
    if "if" in clauses.said:
        words = line.body[clauses.said["if"].end : end].strip()
        condition = _AD_REFERENDUM.sub("", words)
        ad_referendum = ad_referendum or condition != words
    return {
        "manner": MANNERS[manners[0][0]] if manners else None,
        "condition": condition or None,
        "ad_referendum": ad_referendum,
    }


def _refs(line: Line, deed: Deed, clauses: Clauses, *, worded: bool) -> dict[str, Any]:
    objects = refs(line, clauses.groups[""], "a name")
    fields: dict[str, Any] = {"kind": deed.kind}
    if deed.verb is Verb.DEMAND:
        fields["to"] = tuple(each for each in objects if each.text.casefold() not in ALL)
    else:
        fields["objects"] = objects
    for phrase, field in (("as", "key"), ("with", "counter")):
        if phrase in clauses.said:
            fields[field] = _after(line, clauses, phrase, worded=worded)
    counter = fields.get("counter")
    if counter and counter.text.casefold() in _UNKNOWN:
        fields |= {"counter": None, "wording_unknown": True}
    return fields


def _after(line: Line, clauses: Clauses, phrase: str, *, worded: bool) -> Ref | None:
    group, token = clauses.groups.get(phrase, []), clauses.said[phrase]
    if any(each.kind == COMMA for each in group):
        reason = f"only one name can stand after “{phrase}”"
        raise Misread(fault(line, token.start, group[-1].end, reason))
    if group:
        return ref(line, group)
    if phrase == "with" and (clauses.issue or worded):
        return None
    raise Misread(fault(line, token.start, token.end, f"something is missing after “{phrase}”"))


def _until(line: Line, clauses: Clauses, today: date) -> str | None:
    token = clauses.said.get("until")
    if token is None:
        return None
    group = clauses.groups.get("until", [])
    if not group:
        raise Misread(fault(line, token.start, token.end, "say until when: until 2022-02-01"))
    if group[0].kind == NAME:
        return group[0].text
    start, end = group[0].start, group[-1].end
    return read_date(line, start, end, today).text


def read_date(line: Line, start: int, end: int, today: date) -> FuzzyDate:
    """The date between two offsets of a line's body.

    Raises:
        Misread: it is incomplete, ambiguous or no date.
    """
    try:
        return dates.parse(line.body[start:end], today=today)
    except DateError as error:
        raise Misread(fault(line, start, end, str(error))) from None


def _check_objects(line: Line, move: MoveLine, verb: Token) -> None:
    if move.verb is not Verb.DEMAND and not move.objects:
        reason = f"say which demand, for example: {verb.text} RU-1"
        raise Misread(fault(line, verb.start, verb.end, reason))


def read_demand(line: Line, kind: str) -> DemandLine:
    """Read a line that says there is a demand: `offer RU-7 of RU to NATO [issue]`.

    Raises:
        Misread: it is not of that form.
    """
    found = list(tokens(line, len(kind)))
    if found and found[-1].kind == COLON:
        reason = f"a line that begins with “{kind}” says that there is one of unknown wording; "
        reason += f"for its wording write: PARTY {kind}s …: the wording"
        raise Misread(fault(line, found[-1].start, found[-1].end, reason))
    groups: dict[str, list[Token]] = {"": [], "of": [], "to": []}
    issue, target = "", ""
    for token in found:
        if token.kind == ISSUE:
            issue = token.text
        elif groups[""] and token.says("of", "to"):
            target = token.text.casefold()
        else:
            groups[target].append(token)
    keys, by, to = (refs(line, group, "a name") for group in groups.values())
    to = tuple(each for each in to if each.text.casefold() not in ALL)
    if len(keys) != 1:
        raise Misread(line.place.fault(f"say its key, for example: {kind} RU-7 of RU to NATO"))
    return DemandLine(keys[0], KINDS[kind.casefold()], by, to, issue)
