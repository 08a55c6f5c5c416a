"""Lines of minutes: what one move, talk, party or demand is written as, so that it reads back."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from tracker import dates
from tracker.errors import DateError
from tracker.exchange.minutes.characters import block, has_quotes, is_plain, name, names, value
from tracker.exchange.minutes.terms import DATE_WORDS, KIND_VERBS
from tracker.model import Demand, Draft, FuzzyDate, Kind, Manner, Party, Talk, TalkStatus, Verb

_ANY_DAY = date(2000, 1, 1)  # written dates are never relative, so which day is today is no matter
_MANNERS = {
    Manner.IN_PART: "in part",
    Manner.IN_PRINCIPLE: "in principle",
    Manner.FINAL: "finally",
    Manner.EDITORIAL: "editorially",
}


class Beside(NamedTuple):
    """What is written with a move and is no part of it.

    Attributes:
        title, issue: labels of the demand it makes.
        label: what lines below call it.
        strikes: of a correction or a strike, the label of the move it sets aside.
        source: what holds for the moves around it.
    """

    title: str = ""
    issue: str = ""
    label: str = ""
    strikes: str = ""
    source: str | None = None


def move_lines(said: Draft, beside: Beside) -> Iterator[str]:
    """The lines of one move."""
    inline = is_plain(said.text or "")
    text = f": {said.text}" if inline else (":" if said.text else "")
    yield f"{_head(said, beside)}{text}"
    if said.text and not inline:
        yield from block(said.text)
    yield from _quote(said)
    if said.source != beside.source:
        yield from value("source", said.source) if said.source else ["    source"]
    yield from _conditions(said)
    if said.note:
        yield from value("note", said.note)
    if said.talk and said.date:
        yield f"    on {said.date.text}"
    yield from _labels(said, beside)


def _head(said: Draft, beside: Beside) -> str:
    verb = KIND_VERBS[said.kind or Kind.DEMAND] if said.verb is Verb.DEMAND else said.verb.value
    words = ["private:"] if said.private else []
    words += [names(said.parties), verb if len(said.parties) > 1 else f"{verb}s"]
    if said.verb is Verb.DEMAND:
        words += [names(said.to)] if said.to else []
        words += ["as", name(said.demand)]
        words += [f"[{beside.issue}]"] if _is_bracketed(beside.issue) else []
    elif said.verb is Verb.STRIKE:
        words.append(name(beside.strikes))
    else:
        words += [name(said.demand), *_phrases(said)]
    return " ".join(words)


def _phrases(said: Draft) -> Iterator[str]:
    if said.manner in _MANNERS:
        yield _MANNERS[said.manner]
    if said.ad_referendum:
        yield "ad referendum"
    if said.verb is Verb.DEFER and said.until:
        yield f"until {_until(said.until)}"
    if said.verb is Verb.COUNTER:
        yield f"with {name(said.counter)}" if said.counter else "with unknown wording"
    if said.manner is Manner.IN_PART and _fits_head(said):
        yield f"({said.condition})"
    elif said.manner is Manner.IF:
        yield f"if {said.condition}" if _fits_head(said) else "if"


def _fits_head(said: Draft) -> bool:
    words = said.condition or ""
    if not is_plain(words) or ": " in words or words.endswith(":"):
        return False
    if said.manner is Manner.IN_PART:
        return not said.ad_referendum and not set("()") & set(words)
    return not words.casefold().endswith("ad referendum") and not words.startswith(",")


def _conditions(said: Draft) -> Iterator[str]:
    in_head = said.manner in (Manner.IN_PART, Manner.IF) and _fits_head(said)
    if said.condition and not in_head:
        yield from value("scope" if said.manner is Manner.IN_PART else "condition", said.condition)
    if said.until and said.verb is not Verb.DEFER:
        yield f"    until {_until(said.until)}"
    if said.counter and said.verb is not Verb.COUNTER:
        yield f"    with {name(said.counter)}"


def _until(until: str) -> str:
    with suppress(DateError):
        if dates.parse(until, today=_ANY_DAY).text == until:
            return until
    quoted = name(until)
    return quoted if quoted.startswith('"') else f'"{quoted}"'


def _quote(said: Draft) -> Iterator[str]:
    quote, speaker = said.quote, said.speaker
    if quote and is_plain(quote) and not has_quotes(quote):
        if speaker and is_plain(speaker) and not has_quotes(speaker):
            yield f'    "{quote}" -- {speaker}'
            return
        yield f'    "{quote}"'
    elif quote:
        yield from value("quote", quote)
    if speaker:
        yield from value("speaker", speaker)


def _labels(said: Draft, beside: Beside) -> Iterator[str]:
    if beside.title:
        yield from value("title", beside.title)
    if beside.issue and not (said.verb is Verb.DEMAND and _is_bracketed(beside.issue)):
        yield from value("issue", beside.issue)
    if beside.label:
        yield f"    label {name(beside.label)}"
    if beside.strikes and said.verb is not Verb.STRIKE:
        yield f"    corrects {name(beside.strikes)}"


def _is_bracketed(issue: str) -> bool:
    return is_plain(issue) and "]" not in issue


def demand_lines(demand: Demand, *, by: bool, to: tuple[str, ...]) -> Iterator[str]:
    """The lines that say there is a demand whose wording is not given here.

    Args:
        demand: its key, kind, labels and parties.
        by: whether its proponent is named.
        to: the addressees that are named.
    """
    words = [demand.kind.value, name(demand.key)]
    if by and demand.proponent:
        words += ["of", names((demand.proponent, *demand.sponsors))]
    if to:
        words += ["to", names(to)]
    if _is_bracketed(demand.issue):
        words.append(f"[{demand.issue}]")
    yield " ".join(words)
    if demand.title and demand.title != demand.key:
        yield from value("title", demand.title)
    if demand.issue and not _is_bracketed(demand.issue):
        yield from value("issue", demand.issue)


def talk_lines(talk: Talk) -> Iterator[str]:
    """The lines of a talk with all that is known of it."""
    date_ = talk.date.text if talk.date.known else "unknown"
    inline = _titled(talk)
    yield f"talk {_talk_ref(talk.ref)} {date_}{inline and f' {inline}'}"
    if not inline:
        yield from value("title", talk.title)
        if talk.place:
            yield from value("place", talk.place)
    if talk.form:
        yield f"    form {talk.form}"
    if talk.status is not TalkStatus.HELD:
        yield f"    status {talk.status}"
    if talk.track:
        yield from value("track", talk.track)
    if talk.deadline:
        yield f"    deadline {_until(talk.deadline)}"


def talk_again(talk: Talk) -> str:
    """The line of a talk that was given in full above."""
    return f"talk {_talk_ref(talk.ref)}"


def _talk_ref(ref: str) -> str:
    """A talk's ref; in quotes where a date could be read in it."""
    written = name(ref)
    if written.startswith('"'):
        return written
    reads_as_date = not written[0].isalpha() or written.casefold() in DATE_WORDS
    return f'"{written}"' if reads_as_date else written


def _titled(talk: Talk) -> str:
    """The title and place in one line; empty where they could not be told apart again."""
    one_line = is_plain(talk.title) and (not talk.place or is_plain(talk.place))
    if not one_line or ", " in (talk.place or talk.title):
        return ""
    return f"{talk.title}, {talk.place}" if talk.place else talk.title


def on_line(day: FuzzyDate) -> str:
    """The line of a date outside any talk."""
    return f"on {day.text}"


def party_lines(party: Party) -> Iterator[str]:
    """The line of a party."""
    if party.name == party.code:
        yield f"party {name(party.code)}"
    else:
        yield from value(f"party {name(party.code)}", party.name, indent="")
