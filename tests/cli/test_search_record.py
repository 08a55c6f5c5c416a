"""Searching keeps to the record: what is private, what was set aside, what was just recorded."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from builders import Session

SECRET = "Süßkartoffel"


def demands(session: Session, words: str, **options: bool) -> list[str]:
    return [row["demand"] for row in session.rows(f"search {words}", **options)]


@pytest.fixture
def whispered(run: Session) -> Session:
    """RU-1 in public, rejected in private in secret words; RU-2 in private, rejected in public."""
    run("demand 'a ban' --by RU --to NATO --at T1 --issue Ukraine")
    run(f"reject RU-1 '{SECRET} no' --at T2 --private --note {SECRET}")
    run(f"demand '{SECRET} too' --by RU --to NATO --at T1 --private --issue {SECRET}/issue")
    run("reject RU-2 'no' --at T2")
    return run


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "md"])
def test_what_is_private_is_found_in_no_pipe_and_no_file(whispered: Session, form: str) -> None:
    for line in (f"search kartoffel suss* --format {form}", f"search suss --format {form}"):
        assert SECRET not in whispered(line)
    file = whispered.folder / f"out.{'txt' if form == 'table' else form}"
    whispered(f"search suss --format {form} -o {file}", tty=True)
    assert SECRET not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("options", ["", "--history", "--sort time", "--issue Ukraine"])
def test_a_search_for_private_words_finds_nothing_in_a_pipe(
    whispered: Session, options: str
) -> None:
    assert demands(whispered, f"{SECRET} {options}") == []


def test_a_private_label_is_no_way_to_a_public_answer(whispered: Session) -> None:
    assert demands(whispered, "issue") == []
    assert demands(whispered, "no") == ["RU-2"]
    assert whispered.rows("search no")[0]["title"] == "RU-2"


def test_a_private_issue_narrows_nothing_in_a_pipe(whispered: Session) -> None:
    assert demands(whispered, f"no --issue {SECRET}") == []
    assert demands(whispered, f"no --issue {SECRET} --include-private") == ["RU-2"]


def test_the_person_at_the_terminal_finds_it_marked_private(whispered: Session) -> None:
    shown = whispered(f"search {SECRET}", tty=True)
    assert shown.count("  private\n") == 2
    assert "RU-1" in shown
    assert "RU-2" in shown


def test_it_is_found_when_asked_for(whispered: Session) -> None:
    rows = whispered.rows(f"search {SECRET} --include-private")
    assert {(row["demand"], row["visibility"]) for row in rows} == {
        ("RU-1", "private"), ("RU-2", "private"),
    }  # fmt: skip


@pytest.mark.file("it looks into the index of a file")
def test_the_database_keeps_no_text_in_its_index_of_words(whispered: Session) -> None:
    rows = whispered.sql("select * from move_words")
    assert len(rows) == 4
    assert {value for row in rows for value in row} == {None}


@pytest.fixture
def mended(run: Session) -> Session:
    """RU-1 with an answer that was corrected and one that was struck."""
    run("demand 'a ban' --by RU --to NATO,US --at T1")
    run("reject RU-1 'never in its life' --by NATO --at T2")
    run("defer RU-1 'until the autumn' --by US --at T2")
    first, second = (row["id"] for row in run.rows("export moves")[1:])
    run(f"correct {first} 'not for now'")
    run(f"strike {second} --reason 'a mistaken ear'")
    return run


@pytest.mark.parametrize("words", ["never", "autumn", "mistaken"])
def test_what_was_corrected_or_struck_is_found_in_the_history_alone(
    mended: Session, words: str
) -> None:
    assert demands(mended, words) == []
    assert demands(mended, f"{words} --history") == ["RU-1"]


def test_the_history_says_what_does_not_stand(mended: Session) -> None:
    standing = {
        words: mended.rows(f"search {words} --history")[0]["standing"]
        for words in ("never", "mistaken", "now")
    }
    assert standing == {"never": "set aside", "mistaken": "strike", "now": "in force"}
    assert "set aside" in mended("search never --history", tty=True)


def test_the_correction_is_found(mended: Session) -> None:
    assert demands(mended, "'not for now'") == ["RU-1"]


def test_a_corrected_title_is_found_at_once(mended: Session) -> None:
    made = mended.rows("export moves")[0]["id"]
    mended(f"correct {made} --title 'Gates and doors'")
    assert demands(mended, "gates") == ["RU-1"]
    assert demands(mended, "ban") == ["RU-1"]


def test_what_was_undone_is_not_found(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    run("undo --yes")
    assert demands(run, "ban") == []


def test_a_past_state_of_knowledge_is_searched(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    (made,) = run.rows("export moves")
    run("reject RU-1 'a ban on bans'")
    run(f"correct {made['id']} 'an end'")
    then = f"--known-at {made['recorded_at']}"
    assert run.rows(f"search ban {then}")[0]["id"] == made["id"]
    assert demands(run, f"bans {then}") == []
    assert demands(run, f"'\"end\"' {then} --history") == []
    assert demands(run, f"ban {then} --history") == ["RU-1"]
    assert run.rows(f"search ban {then} --history")[0]["standing"] == "in force"


def indexed(session: Session) -> int:
    (row,) = session.sql("select count(*) from move_words_docsize")
    return int(row[0])


@pytest.mark.file("it looks into the index of a file")
def test_an_import_is_indexed_and_a_dry_run_is_not_kept(run: Session) -> None:
    file = run.write("in.csv", "talk,party,move,demand,to,text", "T1,RU,demand,RU-1,NATO,a ban")
    run(f"import {file} --dry-run")
    assert indexed(run) == 0
    run(f"import {file} --yes")
    assert indexed(run) == 1
    assert demands(run, "ban") == ["RU-1"]


def record_elsewhere(session: Session, text: str) -> None:
    """Record an answer as another client would, which knows nothing of the index."""
    with closing(sqlite3.connect(session.db)) as client, client:
        names = [row[1] for row in client.execute("pragma table_info(move)")]
        (last,) = client.execute("select * from move order by nr desc limit 1").fetchall()
        values = dict(zip(names, last, strict=True))
        nr = values["nr"] + 1
        values |= {"nr": nr, "id": f"{nr:032x}", "text": text, "rank": values["rank"] + 1}
        marks = ", ".join("?" * len(values))
        client.execute(
            f"insert into move ({', '.join(values)}) values ({marks})", [*values.values()]
        )


@pytest.mark.file("it looks into the index of a file")
@pytest.mark.parametrize("sort", ["rank", "time"])
def test_what_another_client_recorded_is_found_and_indexed_by_the_next_command(
    run: Session, sort: str
) -> None:
    run("demand 'a ban' --by RU --to NATO")
    run("reject RU-1 no")
    record_elsewhere(run, "Das Öl")
    assert demands(run, f"ol --sort {sort}") == ["RU-1"]
    assert demands(run, "'ol -das'") == []
    assert indexed(run) == 2
    run("note RU-1 heard")
    assert indexed(run) == 4
    assert demands(run, f"ol --sort {sort}") == ["RU-1"]


@pytest.mark.file("it looks into the index of a file")
def test_a_search_writes_nothing(run: Session) -> None:
    run("demand 'a ban' --by RU --to NATO")
    record_elsewhere(run, "more")
    before = run.kept()
    run("search more")
    run("search ban --history")
    assert run.kept() == before
