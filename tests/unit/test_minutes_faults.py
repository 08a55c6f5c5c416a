"""Every fault that minutes can have, exhibited: its place, and the sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ledgers import Ledger
from noted import RECORD, faults, place


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Some demands, one of them withdrawn, made at T1."""
    with Ledger() as made:
        assert faults(made, *RECORD) == []
        yield made


@pytest.mark.parametrize(
    ("line", "part", "reason"),
    [
        # the form of a line
        ("NATO rejets RU-1", "rejets", "“rejets” is not a verb of minutes; did you mean "
         "“rejects”?"),
        (
            "NATO said RU-1",
            "said",
            "“said” is not a verb; write who did what, for example: NATO rejects RU-1: in your "
            "words",
        ),
        (
            "NATO",
            "NATO",
            "there is no verb; write who did what, for example: NATO rejects RU-1: in your words",
        ),
        ("rejects RU-1", "rejects", "say who first: PARTY rejects …"),
        ("tlak T3", "tlak", "“tlak” begins no line; did you mean “talk”?"),
        ("soruce https://x.y", "soruce", "“soruce” begins no line; did you mean “source”?"),
        ('NATO rejects "RU-1', '"', "“\"” is not closed: put a \" where it ends"),
        ("RU demands NATO [Ukraine: a", "[", "“[” is not closed: put a ] where it ends"),
        ("US, , NATO reject RU-1", ",", "a party is missing at this comma"),
        ("NATO rejects RU-1,", ",", "a name is missing at this comma"),
        (
            "NATO rejects RU-1 and accepts RU-2: a",
            "accepts RU-2",
            "“accepts” is a second verb; write each move on a line of its own",
        ),
        (
            "NATO rejects RU-1, US accepts RU-2",
            "US accepts RU-2",
            "“accepts” is a second verb; write each move on a line of its own",
        ),
        ("NATO rejects", "rejects", "say which demand, for example: rejects RU-1"),
        (
            "NATO rejects RU-1 in principle",
            "in principle",
            "“in principle” cannot stand with “reject”; put a colon before what was said",
        ),
        (
            "NATO accepts RU-1 in part in principle",
            "in principle",
            "“in principle” after “in part”: one of the two",
        ),
        ("RU demands NATO as RU-8, RU-9: a", "as RU-8, RU-9", "only one name can stand after “as”"),
        ("RU demands NATO as: a", "as", "something is missing after “as”"),
        ("NATO counters RU-1 with", "with", "something is missing after “with”"),
        ("NATO agrees RU-1", "agrees", "“agrees” is not a verb of minutes; did you mean "
         "“accepts”?"),
        ("NATO defers RU-1 until: a", "until", "say until when: until 2022-02-01"),
        (
            "NATO defers RU-1 until 2022-13",
            "2022-13",
            "“2022-13” is not in the calendar; check the month and the day.",
        ),
        # what a move lacks
        ("RU demands NATO", "RU demands NATO", "a demand needs its wording: put it after a colon"),
        ("RU revises RU-1", "RU revises RU-1", "a revision needs the new wording: put it after a "
         "colon"),
        (
            "NATO counters RU-1",
            "NATO counters RU-1",
            "a counter needs the wording of the counter-demand after a colon, or with KEY for one "
            "on the table, or with unknown wording",
        ),
        (
            "NATO accepts RU-1 in part: a",
            "NATO accepts RU-1 in part",
            "say which part: in part (the part), or on a line below: scope the part",
        ),
        (
            "NATO accepts RU-1 if: a",
            "NATO accepts RU-1 if",
            "say the condition: if the condition, or on a line below: condition …",
        ),
        (
            "NATO rejects RU-1 [Ukraine]: a",
            "NATO rejects RU-1 [Ukraine]",
            "only a line that makes a demand gives it its issue",
        ),
        # what it names
        ("NTAO rejects RU-1", "NTAO", "there is no party “NTAO”; did you mean “NATO”?"),
        ("Mars rejects RU-1", "Mars", "there is no party “Mars”; a line party CODE NAME adds one"),
        ("US and Mars reject RU-1", "Mars", "there is no party “Mars”; a line party CODE NAME adds "
         "one"),
        ("all reject RU-1", "all", "there is no party “all”; a line party CODE NAME adds one"),
        ("RU demands Mars: a", "Mars", "there is no party “Mars”; a line party CODE NAME adds one"),
        ("RU demands US, RU: a", "RU", "RU cannot put a demand to itself"),
        ("NATO rejects RU-11", "RU-11", "there is no demand “RU-11”; did you mean “RU-1”?"),
        ("NATO rejects RU-1 and XX-11", "XX-11", "there is no demand “XX-11”"),
        (
            "NATO rejects RU-1 because",
            "RU-1 because",
            "there is no demand “RU-1 because”; put a colon after RU-1, or commas between keys",
        ),
        ("NATO counters RU-1 with NATO-9", "NATO-9", "there is no demand “NATO-9”; did you mean "
         "“NATO-7”?"),
        (
            "RU demands NATO [Ukraine//x]: a",
            "RU demands NATO [Ukraine//x]",
            "“Ukraine//x” is not an issue: write it as a path such as Ukraine/membership.",
        ),
        # what the rules refuse
        (
            "RU rejects RU-1",
            "RU-1",
            "RU cannot reject RU-1, which is its own demand; a proponent can revise, reaffirm, "
            "withdraw or retable it.",
        ),
        (
            "US rejects RU-2",
            "RU-2",
            "RU-2 has been withdrawn, so it cannot be rejected; its proponent can put it back "
            "with: tracker retable RU-2",
        ),
        (
            "RU demands NATO as RU-1: a",
            "RU-1",
            "RU-1 is already on the table (a demand of RU); revise or reaffirm it, or give the new "
            "demand another key before the colon: as KEY.",
        ),
        # lines that are no moves
        ("talk", "talk", "say which talk: talk T3, or talk 2022-01-12 Title, Place"),
        (
            "talk T9",
            "T9",
            "There is no talk “T9” (did you mean T4 or T3 or T2?); to add it, give its date and "
            "title: talk T9 2022-01-12 Title, Place",
        ),
        (
            "talk 2022-13-01 A",
            "2022-13-01",
            "“2022-13-01” is not in the calendar; check the month and the day.",
        ),
        ("talk 2022-03-01", "talk 2022-03-01", "a talk that is not there yet needs a title"),
        (
            "talk T1 2022-01-11 A",
            "talk T1 2022-01-11 A",
            "T1 is on 2022-01-10, not on 2022-01-11; mend the line, or the talk with: "
            "tracker talk edit T1 --date 2022-01-11",
        ),
        (
            "talk 2022-01-12 Another",
            "talk 2022-01-12 Another",
            "on 2022-01-12 there is talk T2 (Round T2) or talk T3 (Round T3); name it so, or give "
            "another talk of that day a ref of its own before the date",
        ),
        ("on", "on", "say the date: on 2022-01-13"),
        (
            "on 12.01.2022",
            "12.01.2022",
            "“12.01.2022” is ambiguous: 2022-12-01 or 2022-01-12? Write the date as YYYY-MM-DD.",
        ),
        ("party", "party", "say the code and the name: party NATO North Atlantic …"),
        (
            "party XX The party RU",
            "XX",
            "“The party RU” already stands for the party RU (The party RU); see: tracker party "
            "show RU",
        ),
        ("demand", "demand", "say its key, for example: demand RU-7 of RU to NATO"),
        (
            "demand RU-7 of RU: a",
            ":",
            "a line that begins with “demand” says that there is one of unknown wording; for its "
            "wording write: PARTY demands …: the wording",
        ),
        ("demand RU-1 of NATO", "RU-1", "RU-1 is a demand of RU, not of NATO"),
        ("demand RU-7 of Mars", "Mars", "there is no party “Mars”; a line party CODE NAME adds "
         "one"),
        ("RU strikes m1: wrong", "m1", "“m1” is the label of no move above"),
    ],
)  # fmt: skip
def test_a_line_with_a_fault_is_told(ledger: Ledger, line: str, part: str, reason: str) -> None:
    (fault,) = faults(ledger, "talk T4", line)
    assert (fault.line, place(line, fault), fault.reason) == (2, part, reason)
