"""Searching: what is found, where, in which order, and how it is told."""

from __future__ import annotations

import pytest
from builders import Session


@pytest.fixture
def said(run: Session) -> Session:
    """Two demands and answers to them, each with words of its own in each field."""
    run("demand 'No further enlargement of the alliance' --by RU --to NATO,US --at T1"
        " --title 'A ban on membership' --issue Ukraine/accession")  # fmt: skip
    run("reject RU-1 'Firmly upholds the open door' --by NATO --at T2 --speaker 'J. Stoltenberg'"
        " --quote 'We will not compromise' --note 'said at the door'"
        " --source paper.example/a")  # fmt: skip
    run("accept RU-1 --by US --in-part 'the missiles alone' --at T3")
    run("offer 'Limits on missiles' --by NATO --to RU --at T3 --issue Arms")
    return run


def found(session: Session, words: str) -> list[tuple[str, str, str]]:
    """Of each move that is found: its demand, what it was, and the fields it was found in."""
    rows = session.rows(f"search {words}")
    return [(row["demand"], row["move"], row["field"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("upholds", "text"), ("compromise", "quote"), ("stoltenberg", "speaker"),
        ("paper", "source"), ("'said at'", "note"), ("door", "text;note"),
        ("upholds compromise", "text;quote"),
    ],
)  # fmt: skip
def test_a_move_is_found_by_what_stands_in_any_field(said: Session, words: str, field: str) -> None:
    assert found(said, words) == [("RU-1", "rejected", field)]


def test_a_condition_is_found_too(said: Session) -> None:
    assert found(said, "alone") == [("RU-1", "accepted in part", "condition")]


def test_a_title_and_an_issue_find_the_move_that_put_the_demand(said: Session) -> None:
    assert found(said, "ban membership") == [("RU-1", "demanded", "title")]
    assert found(said, "accession") == [("RU-1", "demanded", "issue")]
    said("issue rename Ukraine/accession 'Ukraine/joining'")
    assert found(said, "accession") == []
    assert found(said, "joining") == [("RU-1", "demanded", "issue")]


def test_the_snippet_marks_what_was_sought(said: Session) -> None:
    (row,) = said.rows("search open door")
    assert row["snippet"] == "Firmly upholds the *open door*"
    assert (row["talk"], row["party"], row["title"]) == ("T2", "NATO", "A ban on membership")


def test_titles_come_first_then_what_tells_most_then_issues(run: Session) -> None:
    run("demand 'the fleet and the ports' --by RU --to NATO --key A --issue Fleet --title x")
    run("demand 'the sea and ships and harbours and a fleet' --by RU --to NATO --key B --title x")
    run("demand 'the fleet' --by RU --to NATO --key C --title x")
    run("demand 'the sea' --by RU --to NATO --key D --title 'A fleet'")
    run("demand 'the coast' --by RU --to NATO --key E --issue Fleet/new --title x")
    assert [row["demand"] for row in run.rows("search fleet")] == ["D", "C", "A", "B", "E"]


def test_the_latest_in_time_comes_first_where_that_is_asked_for(said: Session) -> None:
    said("note RU-1 'no missiles here' --by NATO --at T1")
    rows = said.rows("search missiles --sort time")
    assert [row["talk"] for row in rows] == ["T3", "T3", "T1"]
    assert [row["demand"] for row in rows] == ["NATO-1", "RU-1", "RU-1"]


@pytest.mark.parametrize(
    ("options", "demands"),
    [
        ("", ["NATO-1", "RU-1"]), ("--party NATO", ["NATO-1"]), ("--party US,RU", ["RU-1"]),
        ("--talk T3", ["NATO-1", "RU-1"]), ("--at T2", []), ("--talk T1..T2", []),
        ("--talk T2..", ["NATO-1", "RU-1"]), ("--talk ..T3", ["NATO-1", "RU-1"]),
        ("--issue arms", ["NATO-1"]), ("--issue Ukraine", ["RU-1"]), ("--demand RU-1", ["RU-1"]),
    ],
)  # fmt: skip
def test_a_search_is_narrowed(said: Session, options: str, demands: list[str]) -> None:
    assert [row["demand"] for row in said.rows(f"search missiles {options}")] == demands


def test_a_co_sponsor_made_the_move_too(run: Session) -> None:
    run("demand 'ships away' --by US,NATO --to RU")
    assert found(run, "ships --party NATO") == [("US-1", "demanded", "text")]


@pytest.mark.parametrize("option", ["--party", "--talk", "--issue", "--demand"])
def test_a_ref_that_is_not_there_is_told(said: Session, option: str) -> None:
    assert "Nowhere" in said(f"search x {option} Nowhere", fails=3).err


@pytest.mark.parametrize(
    "words",
    ["'\"open door\"'", "OPEN DOOR", "open-door", "'door -missiles'", "öpen dóor", "upho", "“open"],
)
def test_words_are_found_however_they_are_typed(said: Session, words: str) -> None:
    assert found(said, words)[0][:2] == ("RU-1", "rejected")


@pytest.mark.parametrize("words", ["'\"door open\"'", "'door -open'", "'\"upho\"'", "opendoor"])
def test_what_is_not_there_is_not_found(said: Session, words: str) -> None:
    output = said(f"search {words}")
    assert output == ""
    assert "Nothing found for “" in output.err


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("俄羅斯聯邦要求北約不再向東擴大", "北約"), ("러시아의 요구", "러시아"),
        ("ข้อเรียกร้องของรัสเซีย", "รัสเซีย"),
        ("سياسة الباب المفتوح", "الباب"), ("Die Öffnung", "offnung"), ("Łódź", "lodz"),
        ("a \U0001f44d\U0001f3fd from all", "\U0001f44d"), ("5 % more", "%"), ("paid in €", "€"),
        ("Ñ 12* as was said", "'12*'"), ("[from May]", "'[from may]'"), ("a ' b", "\"'\""),
    ],
)  # fmt: skip
def test_any_script_and_sign_is_found(run: Session, wording: str, words: str) -> None:
    run(f'demand --by RU --to NATO -- "{wording}"')
    assert [row["demand"] for row in run.rows(f"search {words}")] == ["RU-1"]


@pytest.mark.parametrize(
    "text",
    ['"', '""', "*", "^", "(", "()", "AND", "OR NOT", "NEAR(a b)", "text:door", "a*", "-", "-x",
     "--", "'", "%", "_", "\\", "\u202e", "\ud7ff", "\U0010ffff", "😀", "x" * 5000,
     "; drop table move", "{a b}: c", "+ +", "俄" * 300],
)  # fmt: skip
@pytest.mark.parametrize("form", ["table", "json"])
def test_odd_texts_are_only_texts(said: Session, text: str, form: str) -> None:
    said(f"search --format {form} --", text)


@pytest.mark.parametrize("text", ["", " ", "\u3000"])
def test_nothing_to_search_for_is_wrong_usage(said: Session, text: str) -> None:
    assert "nothing to search for" in said("search", text, fails=2).err


def test_nothing_found_is_no_failure(said: Session) -> None:
    output = said("search tanks --format json")
    assert '"rows": []' in output
    assert output.err == "Nothing found for “tanks”.\n"


def test_a_terminal_gets_twenty_and_is_told_of_more(run: Session) -> None:
    for number in range(21):
        run(f"demand 'ship {number}' --by RU --to NATO")
    shown = run("search ship", tty=True)
    assert shown.count("demanded") == 20
    assert shown.err == "20 shown, and there are more: see --limit.\n"
    assert run("search ship --limit 21", tty=True).err == ""
    assert len(run.rows("search ship")) == 21
    assert len(run.rows("search ship --limit 3")) == 3


def test_only_the_negotiation_in_use_is_searched(said: Session) -> None:
    said("init 'Other talks'")
    said("use 'Other talks'")
    assert found(said, "door") == []
    assert found(said, "door -n 'Security talks'") != []


def test_a_person_sees_what_was_said_with_the_speaker_that_was_sought(said: Session) -> None:
    shown = said("search stoltenberg", tty=True)
    assert "Firmly upholds the open door" in shown
    assert "speaker: J. *Stoltenberg*" in shown


def test_without_colour_asterisks_mark_it_and_with_colour_a_line_below(said: Session) -> None:
    assert "the *open door*" in said("search open door", tty=True)
    seen = {"NO_COLOR": "", "COLORTERM": "truecolor"}
    coloured = said("search open door", tty=True, env=seen)
    assert "*" not in coloured
    assert "\x1b[1;4mopen door\x1b[0m" in coloured


def test_a_key_that_stands_in_no_text_is_told_with_the_command_that_shows_it(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO --key 'PEP 8' --at T1")
    said = run("search 'pep 8'", tty=True).err
    assert said == "Nothing found for “pep 8”. PEP 8 is a demand: tracker show 'PEP 8'\n"
    assert run("search 'pep 8'").err == "Nothing found for “pep 8”.\n"


def test_a_long_text_that_is_found_nowhere_is_not_said_again_as_a_whole(run: Session) -> None:
    assert len(run(f"search {'x' * 3000}").err) < 110
