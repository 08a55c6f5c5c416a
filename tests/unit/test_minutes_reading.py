"""The language of minutes: every form a line can have, and what it says."""

from __future__ import annotations

from typing import Any

import pytest
from builders import TODAY

from tracker.dates import parse
from tracker.exchange.minutes.reading import read
from tracker.exchange.minutes.terms import VERBS
from tracker.exchange.minutes.tree import Item, MoveLine, OnLine, Ref, TalkLine


def items(*lines: str) -> tuple[Item, ...]:
    minutes = read("\n".join(lines), today=TODAY)
    assert minutes.faults == ()
    return minutes.items


def move(*lines: str) -> MoveLine:
    *_, last = items(*lines)
    assert isinstance(last, MoveLine)
    return last


def plain(value: Any) -> Any:
    """A ref, or several, as the names alone."""
    if isinstance(value, Ref):
        return value.text
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def says(line: MoveLine, **fields: Any) -> bool:
    found = {name: plain(getattr(line, name)) for name in fields}
    assert found == fields
    return True


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("NATO rejects RU-1", {"parties": ("NATO",), "verb": "reject", "objects": ("RU-1",)}),
        ("NATO rejected RU-1: no", {"verb": "reject", "text": "no"}),
        ("US, EU reject RU-1", {"parties": ("US", "EU"), "verb": "reject"}),
        ("US rejects RU-1, RU-2", {"objects": ("RU-1", "RU-2")}),
        ("US, EU, and UK reject RU-1, and RU-2", {"parties": ("US", "EU", "UK")}),
        ('"Bosnia and Herzegovina" notes RU-1', {"parties": ("Bosnia and Herzegovina",)}),
        ("Russian Federation notes PEP 8: a", {"parties": ("Russian Federation",)}),
        ("Russian Federation notes PEP 8: a", {"objects": ("PEP 8",)}),
        ("NATO rejects RU-1 finally", {"manner": "final"}),
        ("NATO rejects RU-1 for good: no", {"manner": "final", "text": "no"}),
        ("NATO finally rejected RU-1", {"manner": "final", "parties": ("NATO",)}),
        ("US accepts RU-1", {"verb": "accept", "manner": None}),
        ("US accepts RU-1 in principle", {"manner": "in principle"}),
        ("US accepts in principle RU-1", {"manner": "in principle", "objects": ("RU-1",)}),
        ("US accepts RU-1 in part (the hotline)", {"condition": "the hotline"}),
        ("US accepts RU-1 in part (the hotline)", {"manner": "in part"}),
        ("US accepts RU-1 in part (a (b) c): d", {"condition": "a (b) c", "text": "d"}),
        ("US accepts RU-1 if they reciprocate: ok", {"condition": "they reciprocate"}),
        ("US accepts RU-1 if mutual, ad referendum", {"condition": "mutual"}),
        ("US accepts RU-1 if mutual, ad referendum", {"ad_referendum": True, "manner": "if"}),
        ("US accepts RU-1 ad referendum", {"ad_referendum": True, "manner": None}),
        ("US defers RU-1 until 1 February 2022: a", {"until": "2022-02-01", "text": "a"}),
        ('US defers RU-1 until "the summit"', {"until": "the summit"}),
        ("US counters RU-3: Transparency", {"counter": None, "text": "Transparency"}),
        ("US counters RU-3 with US-2: says so", {"counter": "US-2", "text": "says so"}),
        ("US counters RU-3 with [Arms/x]: T", {"issue": "Arms/x", "counter": None}),
        ("US counters RU-3 with unknown wording", {"wording_unknown": True, "counter": None}),
        ("US asks about RU-1: why?", {"verb": "ask", "objects": ("RU-1",), "text": "why?"}),
        ("US asked RU-1: why?", {"verb": "ask", "objects": ("RU-1",)}),
        ("RU revises RU-1: new", {"verb": "revise", "manner": None, "text": "new"}),
        ("RU revises RU-1 editorially: new", {"manner": "editorially"}),
        ("RU reaffirmed RU-1, RU-2", {"verb": "reaffirm", "objects": ("RU-1", "RU-2")}),
        ("RU withdrew RU-1", {"verb": "withdraw"}),
        ("RU retabled RU-1: new", {"verb": "retable", "text": "new"}),
        ("RU demands NATO, US [Ukraine/x]: a", {"to": ("NATO", "US"), "issue": "Ukraine/x"}),
        ("RU demands: a", {"to": (), "kind": "demand"}),
        ("RU demands all: a", {"to": ()}),
        ("RU offers to NATO: a", {"to": ("NATO",), "kind": "offer"}),
        ("RU requests from NATO and US: a", {"to": ("NATO and US",), "kind": "request"}),
        ("RU proposed NATO: a", {"kind": "proposal", "text": "a"}),
        ("RU, BY invited NATO as RU-9: a", {"parties": ("RU", "BY"), "kind": "invitation"}),
        ("RU invited NATO as RU-9: a", {"key": "RU-9", "to": ("NATO",)}),
        ('RU demands NATO as "Ñ 12*" [x]: a', {"key": "Ñ 12*", "issue": "x"}),
        ("private: NATO rejects RU-1", {"private": True, "parties": ("NATO",)}),
        ("Private: NATO rejects RU-1: no", {"private": True, "text": "no"}),
        ("ON rejects RU-1", {"parties": ("ON",)}),
        ("NATO rejects C4:03: see https://x.y", {"objects": ("C4:03",), "text": "see https://x.y"}),
        (" NATO rejects RU-1", {"parties": ("NATO",)}),
    ],
)  # fmt: skip
def test_a_line_says(line: str, fields: dict[str, Any]) -> None:
    assert says(move(line), **fields)


@pytest.mark.parametrize(
    ("detail", "fields"),
    [
        ('"We will not." -- A. Name', {"quote": "We will not.", "speaker": "A. Name"}),
        ("“We will not.” — A. Name", {"quote": "We will not.", "speaker": "A. Name"}),
        ('"We will not."', {"quote": "We will not.", "speaker": None}),
        ('"He said "no" to us"', {"quote": 'He said "no" to us'}),
        ("quote “no” -- he said", {"quote": "“no” -- he said"}),
        ("speaker J. Stoltenberg", {"speaker": "J. Stoltenberg"}),
        ("speaker: J. Stoltenberg", {"speaker": "J. Stoltenberg"}),
        ("Source https://x.y", {"source": "https://x.y"}),
        ("note # no comment", {"note": "# no comment"}),
        ("condition mutual", {"condition": "mutual"}),
        ("scope the hotline", {"condition": "the hotline"}),
        ("until 2022-02", {"until": "2022-02"}),
        ('until "soon"', {"until": "soon"}),
        ("with US-2", {"counter": "US-2"}),
        ("private", {"private": True}),
        ("on 2022-01-12", {"date": parse("2022-01-12", today=TODAY)}),
        ("label m1", {"label": "m1"}),
        ("corrects m1", {"corrects": "m1"}),
    ],
)  # fmt: skip
def test_a_detail_says(detail: str, fields: dict[str, Any]) -> None:
    assert says(move("US accepts RU-1", f"    {detail}"), **fields)
    assert says(move("US accepts RU-1", f"\t{detail}"), **fields)


def test_a_demand_has_a_title_and_an_issue_of_its_own() -> None:
    line = move("RU demands NATO: a", "  title Short", "  issue Ukraine/x")
    assert says(line, title="Short", issue="Ukraine/x")


def test_every_verb_has_its_present_and_past() -> None:
    for form in VERBS:
        line = move(f"US, EU {form} RU-1: a")
        assert says(line, verb=VERBS[form].verb.value, kind=VERBS[form].kind)


def test_a_text_goes_on_in_the_lines_that_begin_with_a_stroke() -> None:
    line = move("RU demands NATO: Stop", "    | military aid,", "", "# unread", "    |   now \t")
    assert says(line, text="Stop\nmilitary aid,\n  now \t")


def test_a_text_may_begin_below_its_colon() -> None:
    assert says(move("RU demands NATO:", "| Stop", "|", "| now"), text="Stop\n\nnow")


def test_escapes_hold_in_the_lines_that_begin_with_a_backslash_alone() -> None:
    line = move("RU demands NATO: a\\n", "    | b\\n", "    \\ c\\r\\u{1b}\\\\")
    assert says(line, text="a\\n\nb\\n\nc\r\x1b\\")


def test_a_detail_goes_on_as_a_text_does() -> None:
    line = move("US rejects RU-1: a", "    note b", "        | c", '    "d', '    | e" -- F')
    assert says(line, text="a", note="b\nc", quote="d\ne", speaker="F")


def test_comments_and_empty_lines_are_left_out() -> None:
    assert items("# a", "", "   # b", "   ", "\ufeff", "\u00a0 # c") == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    minutes = read(f"\ufeffUS rejects RU-1: a{end}    note b{end}", today=TODAY)
    (line,) = minutes.items
    assert isinstance(line, MoveLine)
    assert says(line, text="a", note="b")


@pytest.mark.parametrize(
    ("line", "ref", "date", "title", "place"),
    [
        ("talk T3", "T3", None, "", ""),
        ("talk last", "last", None, "", ""),
        ("talk 2022-01-12", None, "2022-01-12", "", ""),
        ("talk 2022-01-12 Council, Brussels", None, "2022-01-12", "Council", "Brussels"),
        ("Talk 12 January 2022 Council", None, "2022-01-12", "Council", ""),
        ("talk T3 2022-01 A, B, Brussels", "T3", "2022-01", "A, B", "Brussels"),
        ("talk T3 unknown 2022 summit", "T3", "unknown", "2022 summit", ""),
        ("talk T3 undated Summit", "T3", "unknown", "Summit", ""),
        ('talk "Round 1" ../2022 Council', "Round 1", "../2022", "Council", ""),
        ("talk T9 Council", "T9", None, "Council", ""),
    ],
)
def test_a_talk_is_named_by_its_ref_its_date_or_both(
    line: str, ref: str | None, date: str | None, title: str, place: str
) -> None:
    (talk,) = items(line)
    assert isinstance(talk, TalkLine)
    found = (plain(talk.ref), talk.date.text if talk.date else None, talk.title, talk.venue)
    assert found == (ref, date, title, place)


def test_a_talk_has_details() -> None:
    (talk,) = items("talk T3 2022 A", "  title B", "  place C", "  form remote", "  status held",
                    "  track D", "  deadline May 2022")  # fmt: skip
    assert isinstance(talk, TalkLine)
    assert (talk.title, talk.venue, talk.form, talk.status) == ("B", "C", "remote", "held")
    assert (talk.track, talk.deadline) == ("D", "2022-05")


def test_a_date_begins_a_block_outside_any_talk() -> None:
    assert items("on 13 January 2022") == (OnLine(parse("2022-01-13", today=TODAY)),)


def test_a_source_holds_for_the_moves_below_it_until_the_talk_ends() -> None:
    found = items(
        "source of the file",
        "US notes RU-1",
        "talk T1",
        "US notes RU-1",
        "source of the talk",
        "US notes RU-1",
        "US notes RU-1",
        "    source its own",
        "US notes RU-1",
        "    source",
        "talk T2",
        "    source of T2",
        "US notes RU-1",
        "source",
        "US notes RU-1",
        "on 2022",
        "US notes RU-1",
    )
    assert [line.source for line in found if isinstance(line, MoveLine)] == [
        "of the file",
        "of the file",
        "of the talk",
        "its own",
        None,
        "of T2",
        None,
        "of the file",
    ]
