"""Files with other columns and words than ours are read through a mapping."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Output, Session

THEIRS = "when,who,what,subject,wording,answers to"
A_BAN = "T1,Moscow,tabled,S-1,a ban,"
NO = "T2,Allies,turned down,S-1,never,Moscow"
WHERE = "--map talk=when --map demand=subject --map text=wording"
MOVES = ("from,to", "tabled,demand", "turned down,reject", "other:*,-")
PARTIES = ("from,to", "Moscow,RU", "Allies,NATO;US")


@pytest.fixture
def their(run: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session in a folder with the tables moves.csv and parties.csv."""
    monkeypatch.chdir(run.folder)
    run.write("moves.csv", *MOVES)
    run.write("parties.csv", *PARTIES)
    return run


def imported(session: Session, *rows: str, maps: str = "", **options: object) -> Output:
    session.write("events.csv", THEIRS, *rows)
    return session(f"import events.csv --yes {WHERE} {maps}", **options)  # type: ignore[arg-type]


BOTH = "--map move=what:moves.csv --map party=who:parties.csv"


def test_columns_and_values_are_translated(their: Session) -> None:
    said = imported(their, A_BAN, NO, maps=BOTH)
    assert said == "Imported events.csv: 3 added.\n"
    assert their.cells() == {("S-1", "NATO"): "rejected", ("S-1", "US"): "rejected"}
    assert their.rows("positions")[0]["text"] == "a ban"


def test_one_of_their_columns_may_feed_several_of_ours(their: Session) -> None:
    their.write("who.csv", "from,to", "tabled,RU", "turned down,NATO")
    imported(their, A_BAN, NO, maps="--map move=what:moves.csv --map party=what:who.csv")
    assert their.cells() == {("S-1", "NATO"): "rejected"}


def test_a_constant_stands_in_every_row(their: Session) -> None:
    imported(their, A_BAN, maps=f"""{BOTH} --map 'to="US"' --map 'source="a ""book"", p. 1"'""")
    (found,) = their.rows("export moves")
    assert (found["to"], found["source"]) == ("US", 'a "book", p. 1')


def test_their_columns_with_our_names_are_ours_unless_they_are_claimed(their: Session) -> None:
    their.write("in.csv", "talk,party,move,demand,text,note", "T1,RU,demand,S-1,a ban,theirs")
    their("import in.csv --yes --map text=note --map 'note=\"\"'")
    (found,) = their.rows("export moves")
    assert (found["text"], found["note"], found["party"]) == ("theirs", "", "RU")


def test_what_they_call_id_or_parent_is_not_ours(their: Session) -> None:
    head = "id,parent,talk,party,what,demand,text"
    their.write("in.csv", head, "17,3,T1,RU,tabled,S-1,a ban")
    said = their("import in.csv --yes --map move=what:moves.csv")
    assert "columns not read: id, parent" in said.err
    assert len(their.rows("export moves")[0]["id"]) == 32


def test_a_value_is_matched_exactly_then_in_any_case_then_by_its_beginning(their: Session) -> None:
    their.write("table.csv", "from,to", "NO,reject", "no,defer", "Yes,accept", "no *,ask", "*,note")
    said = {"A": "NO", "B": "no", "C": "YES ", "D": "No way", "E": "Maybe", "F": "No"}
    rows = [f"T2,{party},{words},S-1,x," for party, words in said.items()]
    imported(their, *rows, maps="--map move=what:table.csv --map party=who")
    assert their.cells() == {
        ("S-1", "A"): "rejected",
        ("S-1", "B"): "deferred",
        ("S-1", "C"): "accepted",
        ("S-1", "D"): "asked",
        ("S-1", "E"): "noted",
        ("S-1", "F"): "noted",
    }


def test_a_star_gives_back_what_it_stood_for(their: Session) -> None:
    their.write("who.csv", "from,to", "Delegation of *,*", "Chair *,Chair", "*,*")
    rows = [f"T2,{party},turned down,S-1,x," for party in ("delegation of Perú", "Chair X", "Q")]
    imported(their, *rows, maps="--map move=what:moves.csv --map party=who:who.csv")
    assert {party for _, party in their.cells()} == {"Perú", "Chair", "Q"}


def test_an_empty_cell_means_nothing_unless_the_table_says_so(their: Session) -> None:
    their.write("to.csv", "from,to", ",NATO", "*,*")
    imported(their, A_BAN, maps=f"{BOTH} --map 'to=answers to:to.csv'")
    assert their.cells() == {("S-1", "NATO"): "open"}


@pytest.mark.parametrize("meaning", ["", "-"])
def test_rows_that_are_no_moves_are_left_out_and_counted(their: Session, meaning: str) -> None:
    their.write("moves.csv", *MOVES[:3], f"other:*,{meaning}")
    more = ["T2,Nobody known,other:aside,S-1,x,", "T2,,other:aside,,,", "T2,,OTHER:joke,,,"]
    said = imported(their, A_BAN, *more, maps=BOTH)
    assert "left out: 3 rows: other:aside 2, OTHER:joke 1" in said.err
    assert said == "Imported events.csv: 1 added, 3 left out.\n"


def test_importing_twice_through_a_mapping_adds_nothing(their: Session) -> None:
    imported(their, A_BAN, NO, maps=BOTH)
    again = imported(their, A_BAN, NO, maps=BOTH)
    assert again == "Imported events.csv: 0 added, 3 were on record already.\n"


def test_a_bad_row_is_told_by_their_column_and_value(their: Session) -> None:
    rows = [
        A_BAN,
        "T2,Nobody,turned down,S-1,x,",
        "T2,Allies,nodded,S-1,x,",
        "T2,Moscow,turned down,S-1,x,",
        "T2,Allies,turned down,,x,",
        "T2,Allies,tabled,S-1,x,",
    ]
    said = imported(their, *rows, maps=BOTH, fails=7)
    assert [line.strip() for line in said.err.splitlines()[1:]] == [
        "line 3, who: “Nobody” is not in parties.csv, for party",
        "line 4, what: “nodded” is not in moves.csv, for move",
        "line 5, what: “turned down” (read as “reject”) RU cannot reject S-1, which is its own "
        "demand; a proponent can revise, reaffirm, withdraw or retable it.",
        "line 6, subject: is empty: say which demand the move speaks of",
        "line 7, subject: “S-1” is already on the table (a demand of RU); "
        "revise or reaffirm it, or give the new demand another key.",
    ]


@pytest.mark.parametrize(
    ("rule", "code", "said"),
    [
        ("party", 2, "--map party is not of the form COLUMN=THEIRS"),
        ("party=", 2, "is not of the form"),
        ("=who", 2, "is not of the form"),
        ("prty=who", 2, "“prty” is no column of ours; did you mean “party”? There are:"),
        ("talk=who", 2, "“talk” is mapped twice, from when as well"),
        ("aliases=who", 2, "“aliases” is no column of moves, which this file holds"),
        ("party=whom", 7, "has no column “whom” (did you mean “who”?); it has: when, who, what"),
        ("party=whom:parties.csv", 7, "has no column “whom” (did you mean “who”?)"),
        ("party=who:nowhere.csv", 7, "nowhere.csv cannot be read: No such file"),
        ("party=who:bad.csv", 7, "bad.csv translates no values: it needs the columns from and to"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_used(their: Session, rule: str, code: int, said: str) -> None:
    their.write("bad.csv", "theirs,ours", "a,b")
    given = imported(their, A_BAN, maps=f"--map move=what:moves.csv --map '{rule}'", fails=code)
    assert said in given.err


def test_a_table_that_says_two_things_of_a_value_is_refused(their: Session) -> None:
    their.write("moves.csv", *MOVES, "tabled,offer")
    said = imported(their, A_BAN, maps=BOTH, fails=7)
    assert "line 5, from: “tabled” has an entry in line 2 already" in said.err


def test_their_names_of_columns_may_hold_colons_and_stand_in_any_case(their: Session) -> None:
    their.write("in.csv", "Talk: ref,Who,What,Key,Text", "T1,RU,tabled,S-1,a ban")
    rules = "--map 'talk=talk: ref' --map party=who --map move=WHAT:moves.csv --map demand=Key"
    assert their(f"import in.csv --yes {rules}") == "Imported in.csv: 1 added.\n"


def test_talks_and_parties_are_mapped_too(their: Session) -> None:
    their.write("in.csv", "iso,country", "FR,France")
    their("import in.csv --yes --map code=iso --map name=country")
    assert ("FR", "France") in [(e["code"], e["name"]) for e in their.rows("party list")]
    their.write("in.csv", "no,day,meeting", "R9,2022-03-01,Ninth")
    their("import in.csv --yes --map talk=no --map date=day --map title=meeting")
    assert their.rows("talk list")[-1]["title"] == "Ninth"


def test_a_mapping_is_kept_for_the_next_file(their: Session) -> None:
    imported(their, A_BAN, maps=f"{BOTH} --map 'source=\"minutes\"' --save-map Theirs")
    for name in ("moves.csv", "parties.csv"):
        (their.folder / name).unlink()
    their.write("events.csv", THEIRS, NO)
    assert their("import events.csv --yes --use-map theirs") == "Imported events.csv: 2 added.\n"
    assert {row["source"] for row in their.rows("export moves")} == {"minutes"}


def test_a_typed_rule_comes_before_a_kept_one(their: Session) -> None:
    imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs")
    their.write("events.csv", THEIRS, NO)
    their("import events.csv --yes --use-map Theirs --map 'party=\"BY\"'")
    assert their.cells() == {("S-1", "BY"): "rejected"}


def test_nothing_is_kept_of_a_mapping_where_nothing_is_imported(their: Session) -> None:
    imported(their, A_BAN, "T2,x,x,x,x,x", maps=f"{BOTH} --save-map Theirs", fails=7)
    their.write("events.csv", THEIRS, A_BAN)
    their(f"import events.csv --dry-run {WHERE} {BOTH} --save-map Theirs")
    assert their.rows("mapping list") == []


@pytest.mark.file("a server is taken to be there")
def test_where_there_is_no_database_there_is_no_kept_mapping(tmp_path: Path) -> None:
    nobody = Session(tmp_path)
    file = nobody.write("events.csv", THEIRS, A_BAN)
    said = nobody(f"import {file} --dry-run --use-map Theirs", fails=6).err
    assert "There is no database at" in said


def test_mappings_are_listed_shown_and_removed(their: Session) -> None:
    imported(their, A_BAN, maps=f'{BOTH} --map \'note="a ""b"""\' --save-map Theirs')
    (listed,) = their.rows("mapping list")
    assert (listed["mapping"], listed["kept_by"]) == ("Theirs", "tester")
    assert listed["columns"] == "talk;demand;text;move;party;note"
    shown = their("mapping show Theirs").splitlines()
    assert shown[:4] == [
        "--map talk=when",
        "--map demand=subject",
        "--map text=wording",
        "--map move=what:moves.csv",
    ]
    assert shown[5:] == [
        "--map 'note=\"a \"\"b\"\"\"'", "", "moves.csv:", *MOVES,
        "", "parties.csv:", *PARTIES,
    ]  # fmt: skip
    assert their("mapping remove theirs") == "Removed the mapping Theirs.\n"
    assert "There is no mapping “Theirs”" in their("mapping show Theirs", fails=3).err
    assert "There is no mapping “Theirs”" in their("mapping remove Theirs", fails=3).err
    assert "no mapping “x”" in imported(their, A_BAN, maps="--use-map x", fails=3).err


def test_the_rules_that_are_shown_can_be_typed(their: Session) -> None:
    imported(their, A_BAN, NO, maps=f"{BOTH} --save-map Theirs")
    shown = " ".join(their("mapping show Theirs").partition("\n\n")[0].splitlines())
    again = their(f"import events.csv --yes {shown} --save-map Again")
    assert again == "Imported events.csv: 0 added, 3 were on record already.\n"
    assert len({row[0] for row in their.sql("select rules from mapping")}) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--save-map Theirs", "--save-map keeps a mapping: give its rules with --map."),
        (f"{BOTH} --save-map ' '", "cannot be the name of a mapping"),
        (f"{BOTH} --save-map {'x' * 61}", "cannot be the name of a mapping"),
    ],
)
def test_a_mapping_needs_rules_and_a_name(their: Session, options: str, said: str) -> None:
    their.write("events.csv", THEIRS, A_BAN)
    assert said in their(f"import events.csv --yes {options}", fails=2).err


def test_a_kept_mapping_needs_its_columns_in_the_file(their: Session) -> None:
    imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs")
    their.write("events.csv", THEIRS.replace("what", "deed"), A_BAN)
    said = their("import events.csv --yes --use-map Theirs", fails=7).err
    assert "events.csv has no column “what”; it has: when, who, deed, subject" in said


def test_keeping_and_removing_a_mapping_is_undone_and_redone(their: Session) -> None:
    imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs")
    imported(their, A_BAN, maps=f"{BOTH} --save-map Again")
    before = their.sql("select name, rules from mapping order by name")
    said = their("undo --yes").err
    assert "takes back: mapping Again kept" in said
    assert [row["mapping"] for row in their.rows("mapping list")] == ["Theirs"]
    assert len(their.rows("export moves")) == 1
    their("undo --redo --yes")
    assert their.sql("select name, rules from mapping order by name") == before
    their("mapping remove Theirs")
    assert "takes back: mapping Theirs removed" in their("undo --yes").err
    assert their.sql("select name, rules from mapping order by name") == before


def test_a_mapping_in_the_place_of_another_is_told_and_undone(their: Session) -> None:
    imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs")
    before = their.sql("select name, rules from mapping order by name")
    line = f"import events.csv {WHERE} {BOTH} --map 'issue=\"Arms\"' --save-map Theirs"
    declined = their(line, typed="n\n", fails=1).err
    assert "replaces the mapping Theirs, which was kept with other rules" in declined
    assert their.sql("select name, rules from mapping order by name") == before
    assert "replaces the mapping Theirs" in their(f"{line} --yes").err
    assert "mapping Theirs replaced" in their("undo --yes").err
    assert their.sql("select name, rules from mapping order by name") == before


def test_the_same_mapping_is_kept_once(their: Session) -> None:
    imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs")
    assert "replaces" not in imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs").err
    assert len(their.sql("select nr from registry_change where subject = 'mapping'")) == 1


def test_a_look_back_passes_over_mappings(their: Session) -> None:
    imported(their, A_BAN, maps=BOTH)
    then = their.clock
    imported(their, A_BAN, maps=f"{BOTH} --save-map Theirs")
    assert len(their.rows(f"positions --known-at {then}.999999Z")) == 1


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_mistyped_column_is_named_whatever_separates_the_cells(their: Session, mark: str) -> None:
    their.write("events.csv", THEIRS.replace(",", mark), A_BAN.replace(",", mark))
    said = their(f"import events.csv --yes {WHERE} {BOTH} --map note=wordng", fails=7).err
    assert "events.csv has no column “wordng” (did you mean “wording”?); it has: when" in said
