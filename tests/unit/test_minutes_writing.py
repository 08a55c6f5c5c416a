"""Whatever a move says, what is written of it reads back to just that."""

from __future__ import annotations

from typing import Any

import pytest
from builders import TODAY
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import parse
from tracker.exchange.minutes.reading import read
from tracker.exchange.minutes.tree import DemandLine, MoveLine, PartyLine, TalkLine
from tracker.exchange.minutes.writing import (
    Beside,
    demand_lines,
    move_lines,
    party_lines,
    talk_lines,
)
from tracker.model import (
    ANSWER_VERBS,
    Demand,
    Draft,
    Kind,
    Manner,
    Party,
    Talk,
    TalkForm,
    TalkStatus,
    Verb,
)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
TRICKY = st.sampled_from(
    ("if", "RU-1", "PEP 8", "Ñ 12*", 'the "Ñ"', "a: b", "a:", ": a", "| a", "\\ a", "\\n", "# a",
     "[a]", "(a)", "a\nb", "\n", " a ", "a\r\nb", "\u2028", "\u202e", "-- a", '"a" -- b', "and",
     "US, EU", "in part", "ad referendum", "x ad referendum", "2022-01-12", "private:", "a\tb ")
)  # fmt: skip
TEXTS = ANYTHING | TRICKY
MAYBE = st.none() | TEXTS
NAMES = TEXTS.filter(lambda text: text.strip() != "")
CODES = st.from_regex(r"[^\s;,|]{1,40}", fullmatch=True).filter(_encodes)
ISSUES = st.just("") | NAMES
MANNERS = {
    Verb.ACCEPT: (None, Manner.IN_PART, Manner.IF, Manner.IN_PRINCIPLE),
    Verb.REJECT: (None, Manner.FINAL),
    Verb.REVISE: (None, Manner.EDITORIAL),
}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Any move but a strike, with any texts and names."""
    verb = draw(st.sampled_from([each for each in Verb if each is not Verb.STRIKE]))
    manner = draw(st.sampled_from(MANNERS.get(verb, (None,))))
    most = 1 if verb in ANSWER_VERBS else 3
    said: dict[str, Any] = {
        name: draw(MAYBE) for name in ("text", "until", "quote", "speaker", "source", "note")
    }
    if verb in (Verb.DEMAND, Verb.REVISE):
        said["text"] = draw(TEXTS)
    return Draft(
        **said,
        verb=verb,
        manner=manner,
        parties=tuple(draw(st.lists(CODES, min_size=1, max_size=most, unique=True))),
        demand=draw(NAMES),
        talk="T1",
        date=draw(st.none() | st.just(parse("2022-01~", today=TODAY))),
        ad_referendum=verb is Verb.ACCEPT and draw(st.booleans()),
        kind=draw(st.sampled_from(Kind)) if verb is Verb.DEMAND else None,
        to=tuple(draw(st.lists(CODES, max_size=3, unique=True))) if verb is Verb.DEMAND else (),
        condition=draw(TEXTS if manner in (Manner.IN_PART, Manner.IF) else MAYBE),
        counter=draw(NAMES) if verb is Verb.COUNTER else None,
        private=draw(st.booleans()),
    )


def written(lines: Any) -> str:
    return "\n".join(lines) + "\n"


def read_back(text: str) -> Any:
    """The one item that a text says."""
    minutes = read(text, today=TODAY)
    assert minutes.faults == (), text
    (item,) = minutes.items
    return item


def meant(line: MoveLine, title: str, issue: str) -> Draft:
    """The draft of a line that one party, or all proponents, said of one demand."""
    assert (line.title, line.issue) == (title, issue)
    key = line.key if line.verb is Verb.DEMAND else line.objects[0]
    assert key is not None
    same = ("verb", "manner", "ad_referendum", "text", "condition", "until", "quote", "speaker",
            "source", "note", "private", "date", "kind")  # fmt: skip
    return Draft(
        **{name: getattr(line, name) for name in same},
        parties=tuple(each.text for each in line.parties),
        demand=key.text,
        talk="T1",
        to=tuple(each.text for each in line.to),
        counter=line.counter.text if line.counter else None,
    )


@given(drafts(), st.just("") | NAMES, ISSUES)
def test_any_move_reads_back_as_it_was(said: Draft, title: str, issue: str) -> None:
    made = said.verb is Verb.DEMAND
    beside = Beside(title=title if made else "", issue=issue if made else "")
    line = read_back(written(move_lines(said, beside)))
    assert meant(line, beside.title, beside.issue) == said


@given(NAMES, NAMES, st.just("") | NAMES, st.sampled_from(TalkForm), st.sampled_from(TalkStatus))
def test_any_talk_reads_back_as_it_was(
    ref: str, title: str, place: str, form: TalkForm, status: TalkStatus
) -> None:
    day = parse("2022-01/..", today=TODAY)
    talk = Talk(1, ref, title, day, place, form, status, track=title, deadline=place or None)
    line = read_back(written(talk_lines(talk)))
    assert isinstance(line, TalkLine)
    assert line.ref is not None
    found = (line.ref.text, line.date, line.title, line.venue, line.form, line.track, line.deadline)
    assert found == (ref, day, title, place, form, title, place or None)
    assert line.status == (None if status is TalkStatus.HELD else status)


@given(CODES, NAMES)
def test_any_party_reads_back_as_it_was(code: str, name: str) -> None:
    line = read_back(written(party_lines(Party(1, code, name))))
    assert isinstance(line, PartyLine)
    assert (line.code.text, line.name) == (code, name)


@given(NAMES, st.sampled_from(Kind), st.lists(CODES, max_size=2), st.lists(CODES, max_size=2),
       NAMES, ISSUES)  # fmt: skip
def test_any_demand_of_unknown_wording_reads_back_as_it_was(
    key: str, kind: Kind, by: list[str], to: list[str], title: str, issue: str
) -> None:
    demand = Demand(1, key, title, kind, issue, by[0] if by else None, tuple(by[1:]), tuple(to))
    line = read_back(written(demand_lines(demand, by=True, to=tuple(to))))
    assert isinstance(line, DemandLine)
    assert ([each.text for each in line.by], [each.text for each in line.to]) == (by, to)
    assert (line.key.text, line.kind, line.issue) == (key, kind, issue)
    assert line.title == ("" if title == key else title)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["    | a", "    | b"]),
        ("a\n\nb ", ["    | a", "    |", "    \\ b\\u{20}"]),
        ("\x1b[2J", ["    \\ \\u{1b}[2J"]),
        ("a\r\nb", ["    \\ a\\r", "    | b"]),
    ],
)
def test_what_does_not_fit_one_line_is_written_line_by_line(text: str, lines: list[str]) -> None:
    said = Draft(Verb.REJECT, ("US",), "RU-1", text=text)
    assert list(move_lines(said, Beside())) == ["US rejects RU-1:", *lines]


def test_a_file_of_minutes_holds_no_character_that_acts_on_a_terminal() -> None:
    said = Draft(
        Verb.REJECT, ("U\u202eS",), "RU\x1b-1", text="a\x07", quote="b\u2066", note="\u200b\x00"
    )
    assert written(move_lines(said, Beside())).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (Draft(Verb.REJECT, ("US",), "RU-1", manner=Manner.FINAL), "US rejects RU-1 finally"),
        (Draft(Verb.DEFER, ("US",), "RU-1", until="2022-02"), "US defers RU-1 until 2022-02"),
        (Draft(Verb.DEFER, ("US",), "RU-1", until="soon"), 'US defers RU-1 until "soon"'),
        (Draft(Verb.COUNTER, ("US",), "RU-1"), "US counters RU-1 with unknown wording"),
        (Draft(Verb.COUNTER, ("US",), "RU-1", counter="US-2"), "US counters RU-1 with US-2"),
        (Draft(Verb.REAFFIRM, ("RU", "BY"), "RU-1"), "RU, BY reaffirm RU-1"),
        (Draft(Verb.NOTE, ("ON",), "PEP 8"), '"ON" notes "PEP 8"'),
        (
            Draft(Verb.ACCEPT, ("US",), "RU-1", manner=Manner.IF, condition="mutual", text="yes"),
            "US accepts RU-1 if mutual: yes",
        ),
        (
            Draft(Verb.ACCEPT, ("US",), "RU-1", manner=Manner.IN_PART, condition="the hotline"),
            "US accepts RU-1 in part (the hotline)",
        ),
        (
            Draft(Verb.ACCEPT, ("US",), "RU-1", manner=Manner.IN_PRINCIPLE, ad_referendum=True),
            "US accepts RU-1 in principle ad referendum",
        ),
        (
            Draft(Verb.DEMAND, ("RU",), "RU-1", kind=Kind.OFFER, to=("US",), text="x"),
            "RU offers US as RU-1: x",
        ),
    ],
)
def test_a_move_is_written_as_one_would_say_it(said: Draft, line: str) -> None:
    assert next(iter(move_lines(said, Beside()))) == line


@pytest.mark.parametrize("ref", ["yesterday", "Today", "undated", "2022-01-12", "?"])
def test_a_ref_that_reads_as_a_date_stands_in_quotes(ref: str) -> None:
    (line,) = talk_lines(Talk(1, ref, "Council", parse("2022-01", today=TODAY)))
    assert line == f'talk "{ref}" 2022-01 Council'
