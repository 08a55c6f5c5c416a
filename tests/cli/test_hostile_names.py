"""Names of parties that are one name, and names that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Session, send, with_talks


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return with_talks(tmp_path)


COMPOSED, APART = "S\u00c9", "SE\u0301"


@pytest.mark.parametrize(("first", "second"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_a_name_is_one_however_its_letters_are_composed(
    session: Session, first: str, second: str
) -> None:
    session("party add", first, "Sweden")
    assert "already stands for" in session("party add", second, "Another", fails=4).err
    session("demand 'a pause' --to RU --at T1 --by", second.lower())
    assert [row["by"] for row in session.rows("positions")] == [first]


@pytest.mark.parametrize(
    "code", ["N\u0410TO", "\uff2e\uff21\uff34\uff2f", "NA\u200bTO", "\u039d\u0391\u03a4\u039f"]
)
def test_a_code_that_looks_like_another_is_warned_of(session: Session, code: str) -> None:
    said = session("party add", code, "Somebody else")
    assert "looks like “NATO” (NATO), but is written in other letters" in said.err


def test_a_name_in_another_script_that_looks_like_none_is_not(session: Session) -> None:
    assert session("party add \u0420\u041e\u0421 '\u0420\u043e\u0441\u0441\u0438\u044f'").err == ""
    assert session("party add NATO2 'The other alliance'").err == ""


def test_an_import_says_which_new_party_looks_like_one_on_record(session: Session) -> None:
    session("demand 'a ban' --by RU --to NATO --at T1")
    file = session.write("moves.csv", "party,move,demand,talk", "N\u0410TO,rejected,RU-1,T2")
    assert "looks like “NATO” (NATO)" in session("import --yes", str(file)).err


def test_minutes_say_so_too(session: Session) -> None:
    file = session.write("notes.txt", "party N\u0410TO Somebody else")
    assert "looks like “NATO” (NATO)" in session("minutes --yes", str(file)).err


@pytest.mark.parametrize("option", ["--name", "--alias"])
def test_an_edit_says_which_of_its_names_looks_like_anothers(session: Session, option: str) -> None:
    said = session(f"party edit US {option}", "N\u0410TO")
    assert "looks like “NATO” (NATO), but is written in other letters" in said.err
    assert session("party edit US --alias Uncle").err == ""


@pytest.mark.parametrize(
    "row", ["N\u0410TO,Somebody else,", "SE,N\u0410TO,", "SE,Sweden,Sverige;N\u0410TO"]
)
def test_a_file_of_parties_says_so_in_its_preview(session: Session, row: str) -> None:
    file = session.write("parties.csv", "code,name,aliases", row)
    assert "looks like “NATO” (NATO)" in session("import --dry-run", str(file)).err


def test_a_file_that_names_a_party_known_by_its_code_alone_says_so(session: Session) -> None:
    moves = session.write("moves.csv", "party,move,demand,talk,text", "SE,demand,,T2,a pause")
    session("import --yes", str(moves))
    parties = session.write("parties.csv", "code,name", "SE,N\u0410TO")
    assert "looks like “NATO” (NATO)" in session("import --yes", str(parties)).err


@pytest.mark.parametrize(
    "way",
    [
        "bundle",
        pytest.param("merge", marks=pytest.mark.file("a database in a file is handed over")),
    ],
)
def test_what_others_recorded_comes_with_a_warning(
    session: Session, tmp_path: Path, way: str
) -> None:
    (tmp_path / "other").mkdir()
    other = with_talks(tmp_path / "other")
    other("party add", "N\u0410TO", "Somebody else")
    said = send(other, session) if way == "bundle" else session("merge --yes", str(other.db)).err
    assert "warning: “N\u0410TO” looks like “NATO” (NATO), but is written in other letters" in said
