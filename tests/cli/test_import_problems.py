"""Bad rows: every one is listed with line, column, value and reason, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session

HEADER = (
    "talk,talk_date,date,party,move,demand,text,to,condition,until,counter,issue,kind,visibility"
)


@pytest.fixture
def asked(run: Session) -> Session:
    """RU-1 on NATO at T1, withdrawn at T2; RU-2 on NATO at T1."""
    run("demand 'a ban' --by RU --to NATO --at T1")
    run("demand 'talks' --by RU --to NATO --at T1")
    run("withdraw RU-1 --at T2")
    return run


def row(**cells: str) -> str:
    given = {"talk": "T3", "party": "NATO", "move": "reject", "demand": "RU-2", **cells}
    return ",".join(given.get(column, "") for column in HEADER.split(","))


def problems(session: Session, *rows: str, head: str = HEADER) -> list[str]:
    """The lines on the bad rows of a file, after seeing that nothing was written."""
    before = session.kept()
    said = session(f"import {session.write('in.csv', head, *rows)} --yes", fails=7)
    assert session.kept() == before
    return [line.strip() for line in said.err.splitlines() if line.startswith("  line ")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"party": ""}, "party: is empty"),
        ({"move": ""}, "move: is not a move"),
        ({"move": "acept"}, "move: “acept” is not a move; did you mean “accept”?"),
        ({"move": "accept partly"}, "move: “accept partly” “partly” cannot follow “accept”"),
        ({"move": "reject ad referendum"}, "move: “reject ad referendum”"),
        ({"move": "reopen"}, "move: “reopen” a position never goes back to open"),
        ({"demand": ""}, "demand: is empty"),
        ({"talk": ""}, "talk: is empty, and so are talk_date and date"),
        ({"visibility": "secret"}, "visibility: “secret” is neither public nor private"),
        ({"kind": "wish"}, "kind: “wish” is not a kind; use demand, offer, proposal"),
        ({"date": "2022-02-30"}, "date: “2022-02-30”"),
        (
            {"demand": "RU-1"},
            "RU-1 has been withdrawn, so it cannot be rejected; put a row above it in which its "
            "proponent retables it",
        ),
        ({"party": "RU"}, "RU cannot reject RU-2, which is its own demand"),
        (
            {"move": "revise", "text": "x"},
            "NATO cannot revise RU-2, a demand of RU; write counter for a wording that it puts "
            "against that one, or name the proponent as the party",
        ),
        ({"move": "tabled"}, "“tabled” is not a move: to some it means put on the table, to"),
        (
            {"move": "demand", "text": "x"},
            "demand: “RU-2” is already on the table (a demand of RU); revise or reaffirm it, or "
            "give the new demand another key.",
        ),
        ({"move": "retable", "party": "RU"}, "RU-2 has not been withdrawn"),
        ({"move": "accept in part"}, "condition: is empty: say which part"),
        ({"move": "accept if"}, "condition: is empty: say which part, or on which condition"),
        (
            {"talk": "T0", "talk_date": "2022-01-01"},
            "talk: “T0” RU-2 was first made at T1, after this answer; name the later talk.",
        ),
        (
            {"move": "reject", "condition": "mutual"},
            "condition: “mutual” is given, and “reject” has none; write accept if",
        ),
        ({"move": "accept", "condition": "x"}, "condition: “x” is given, and “accept” has none"),
        ({"move": "demand", "demand": "K"}, "text: A demand needs its wording: say what NATO"),
        ({"move": "revise", "party": "RU"}, "text: Revising RU-2 needs the new wording."),
        (
            {"move": "demand", "demand": "K", "text": "x", "to": "NATO"},
            "to: “NATO” cannot put a demand to itself; name the others it is put to.",
        ),
        ({"move": "counter", "counter": "RU-2"}, "counter: “RU-2” cannot counter itself; name"),
        ({"move": "strike"}, "which move"),
    ],
)
def test_each_bad_row_is_named_with_its_line_and_reason(
    asked: Session, cells: dict[str, str], said: str
) -> None:
    (line,) = problems(asked, row(**cells))
    assert line.startswith("line 2")
    assert said in line


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"counter": "NOPE-1", "move": "counter"}, "line 2, counter: “NOPE-1”"),
        ({"move": "demand", "demand": "", "text": "x", "issue": "a//b"}, "line 2, issue: “a//b”"),
        ({"move": "accept if"}, "line 2, condition"),
        ({"talk_date": "2022-05-05"}, "line 2, talk_date: “2022-05-05”"),
        (
            {"talk": "", "talk_date": "2022-55-05", "date": "2022-01-10"},
            "line 2, talk_date: “2022-55",
        ),
        ({"move": "defer", "until": "someday"}, "line 2, until: “someday”"),
    ],
)
def test_the_column_that_is_wrong_is_named_with_its_value(
    asked: Session, cells: dict[str, str], said: str
) -> None:
    (line,) = problems(asked, row(**cells))
    assert line.startswith(said)


def test_all_bad_rows_are_listed_in_the_order_of_their_lines(asked: Session) -> None:
    rows = [
        row(),
        row(move="vanish"),
        row(party=""),
        row(),
        row(visibility="?") + ",more",
        row(kind="?"),
    ]
    assert [line.partition(":")[0].partition(",")[0] for line in problems(asked, *rows)] == [
        "line 3", "line 4", "line 6", "line 7"
    ]  # fmt: skip


def test_the_line_is_that_of_the_file_where_cells_hold_line_feeds(asked: Session) -> None:
    first = '"T3",,,NATO,reject,RU-2,"one\ntwo\nthree",,,,,,,'
    (line,) = problems(asked, first, row(move="vanish"))
    assert line.startswith("line 5")


def test_a_row_with_too_many_cells_is_told_once_whatever_negotiations_there_are(
    asked: Session,
) -> None:
    head = "negotiation,talk,party,move,demand"
    lines = problems(
        asked, "A,T1,RU,vanish,K", "B,T1,RU,accept,K,extra", "B,T1,RU,vanish,K", head=head
    )
    assert len([line for line in lines if line.startswith("line 3")]) == 1
    assert "6 cells, the header 5 columns" in lines[1]


def test_a_row_of_talks_with_too_many_cells_is_told(run: Session) -> None:
    (line,) = problems(run, "S1,2022-03-01,Extra,oops", head="talk,date,title")
    assert "4 cells, the header 3 columns" in line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("S1,2022-13-01,Extra,,,", "line 2, date: “2022-13-01”"),
        ("S1,2022-01-01,,,,", "line 2, title"),
        ("S1,2022-01-01,Extra,,done,", "line 2, status: “done”"),
    ],
)
def test_bad_rows_of_talks_name_their_column(run: Session, line: str, said: str) -> None:
    (told,) = problems(run, line, head="talk,date,title,form,status,track")
    assert told.startswith(said)


def test_the_words_of_a_bad_value_are_those_of_the_users(run: Session) -> None:
    (told,) = problems(run, "S1,2022-01-01,Extra,by phone", head="talk,date,title,form")
    assert "in person, written, remote, statement" in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("R U,Russia,,", "line 2, code: “R U” cannot be a party's code"),
        ("R2,Russian Federation,,", "already stands for the party RU"),
        ("R2,Two,,Nowhere", "line 2, blocs: “Nowhere” There is no party “Nowhere”"),
        ("R2,Two,,NATO 1999", "line 2, blocs: “NATO 1999” is not a bloc"),
        ("R2,Two,,NATO (2020-99-01/..)", "line 2, blocs: “NATO (2020-99-01/..)”"),
    ],
)
def test_bad_rows_of_parties_name_their_column(run: Session, line: str, said: str) -> None:
    (told,) = problems(run, line, head="code,name,aliases,blocs")
    assert said in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "T2,2022-01-13,Second round",
            "line 2, date: “2022-01-13” T2 is on 2022-01-12, but this row has 2022-01-13; mend "
            "the row, or the talk with: tracker talk edit T2 --date 2022-01-13",
        ),
        ("T9,2022-01-13,Another round", "line 2, date: “2022-01-13” T9 has no date, but"),
        ("T2,12th of never,Second round", "line 2, date: “12th of never” "),
    ],
)
def test_a_talk_on_record_is_given_no_other_date(run: Session, line: str, said: str) -> None:
    run("talk add 'Another round' --ref T9")
    before = run("talk list")
    (told,) = problems(run, line, head="talk,date,title")
    assert told.startswith(said)
    assert run("talk list") == before


@pytest.mark.parametrize("day", ["2022-01-12", "12 January 2022", "unknown", ""])
def test_a_talk_on_record_may_be_given_its_own_date_or_none(run: Session, day: str) -> None:
    file = run.write("talks.csv", "talk,date,title", f"T2,{day},Second round")
    assert "0 added, 1 were on record already" in run(f"import {file} --yes")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("party,mvoe", "lacks the columns move, demand; it has: party, mvoe"),
        ("party,move,demand", "lacks a column that says when: talk, talk_date or date"),
        ("party;mvoe;demand;talk", "is not separated by commas"),
        ("party,move,demand,talk,talk", "two columns “talk”"),
        ("", "lacks the columns party, move, demand; it has: 1, 2, 3"),
    ],
)
def test_a_header_that_cannot_be_used(run: Session, head: str, said: str) -> None:
    assert said in run(f"import {run.write('in.csv', head, '1,2,3')} --yes", fails=7).err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"party,move\n\xff\xff", "is not UTF-8 (line 2, byte 11)"),
        ("party,move".encode("utf-16-le"), "looks like UTF-16 without a byte-order mark"),
        (b'party,move,demand,talk\n"unclosed', "is not CSV from line 2 on"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read(run: Session, content: bytes, said: str) -> None:
    file = run.folder / "in.csv"
    file.write_bytes(content)
    error = run(f"import {file} --yes", fails=7).err
    assert said in error
    assert str(file) in error


def test_a_file_that_is_not_there(run: Session) -> None:
    assert "nowhere.csv cannot be read" in run("import nowhere.csv --yes", fails=7).err


def test_an_import_that_fails_makes_no_database(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    file = nobody.write("in.csv", f"negotiation,{HEADER}", f"N,{row(move='vanish')}")
    nobody(f"import {file} --yes", fails=7)
    assert not nobody.db.exists()


def test_without_a_negotiation_to_import_into_it_says_what_to_do(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    file = nobody.write("in.csv", HEADER, row())
    assert "tracker init TITLE" in nobody(f"import {file} --yes", fails=3).err


def test_an_import_that_fails_leaves_no_file_of_a_database_it_made(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    nobody = Session(tmp_path_factory.mktemp("nobody"))
    file = nobody.write("in.csv", "negotiation,talk,party,move,demand", "Talks,T1,RU,vanish,K")
    nobody(f"import {file} --yes", fails=7)
    assert list(nobody.folder.iterdir()) == [file]


def test_of_very_many_faults_the_first_are_told_and_how_many_more_there_are(asked: Session) -> None:
    rows = [row(move=f"rejcet{number}") for number in range(150)]
    said = asked(f"import {asked.write('in.csv', HEADER, *rows)}", fails=7).err
    assert said.startswith("tracker: Nothing was imported: 150 rows have errors.\n  line 2, move:")
    assert (said.count("\n"), said.splitlines()[-1]) == (102, "  … and 50 more")
    lines = ["talk T1", *["NATO rejcets RU-1"] * 150]
    said = asked(f"minutes {asked.write('notes.txt', *lines)}", fails=7).err
    assert "notes.txt has 150 faults; nothing was recorded.\n  line 2, column 6:" in said
    assert (said.count("\n"), said.splitlines()[-1]) == (302, "  … and 50 more")
