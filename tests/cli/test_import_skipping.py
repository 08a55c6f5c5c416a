"""Bad rows are passed over, kept in a file to be mended, and leave nothing behind."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import engines
import pytest
import story as example
from builders import Output, Session
from hubs import ledger

from tracker.store import opening

HEADER = "talk,talk_date,party,move,demand,text,to,issue"
A_BAN = "T1,,RU,demand,RU-1,a ban,NATO,"
NO = "T2,,NATO,reject,RU-1,never,,"
BAD = "T2,,NATO,acept,RU-1,yes,,"


def imported(session: Session, *rows: str, options: str = "", **more: object) -> Output:
    file = session.write("in.csv", HEADER, *rows)
    return session(f"import {file} --yes --skip-bad {options}", **more)  # type: ignore[arg-type]


def skipped(session: Session, name: str = "in.skipped.csv") -> list[dict[str, str]]:
    text = (session.folder / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_good_rows_are_recorded_and_bad_ones_kept_with_what_is_wrong(run: Session) -> None:
    said = imported(run, A_BAN, BAD, NO, fails=7)
    assert said == "Imported %s: 2 added, 1 skipped.\n" % (run.folder / "in.csv")
    assert run.cells() == {("RU-1", "NATO"): "rejected"}
    (row,) = skipped(run)
    assert row["move"] == "acept"
    assert row["problem"] == "line 3, move: “acept” is not a move; did you mean “accept”?"
    assert f"The bad rows are in {run.folder / 'in.skipped.csv'}" in said.err


def test_how_many_are_bad_is_said_before_asking(run: Session) -> None:
    file = run.write("in.csv", HEADER, A_BAN, BAD)
    said = run(f"import {file} --skip-bad", typed="n\n", fails=1).err
    told, question, _ = said.partition("Import ")
    assert question
    assert "bad, so skipped: 1 row" in told
    assert "line 3, move: “acept” is not a move" in told
    assert not (run.folder / "in.skipped.csv").exists()


def test_a_dry_run_writes_no_file_and_ends_as_the_import_will(run: Session) -> None:
    before = run.kept()
    imported(run, A_BAN, BAD, options="--dry-run", fails=7)
    assert not (run.folder / "in.skipped.csv").exists()
    assert run.kept() == before


def test_where_all_rows_are_good_there_is_no_file(run: Session) -> None:
    assert ": 2 added.\n" in imported(run, A_BAN, NO)
    assert not (run.folder / "in.skipped.csv").exists()


def test_the_file_can_be_mended_and_imported_the_same_way(run: Session) -> None:
    imported(run, A_BAN, BAD, fails=7)
    file = run.folder / "in.skipped.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("acept,", "accept,"), encoding="utf-8")
    said = run(f"import {file} --yes --skip-bad")
    assert ": 1 added.\n" in said
    assert "columns not read" not in said.err
    assert run.cells() == {("RU-1", "NATO"): "accepted"}


def test_importing_again_adds_nothing_and_keeps_the_rows_anew(run: Session) -> None:
    imported(run, A_BAN, BAD, NO, fails=7)
    said = imported(run, A_BAN, BAD, NO, fails=7)
    assert ": 0 added, 2 were on record already, 1 skipped" in said
    assert skipped(run) == skipped(run, "in.skipped-2.csv")
    file = run.folder / "in.skipped.csv"
    run(f"import {file} --yes --skip-bad", fails=7)
    (row,) = skipped(run, "in.skipped-3.csv")
    assert row["problem"].startswith("line 2, move: “acept”")


def test_the_file_can_be_named_and_is_never_overwritten(run: Session) -> None:
    bad = run.folder / "bad.csv"
    imported(run, A_BAN, BAD, options=f"--skipped {bad}", fails=7)
    assert skipped(run, "bad.csv")
    said = imported(run, A_BAN, BAD, options=f"--skipped {bad}", fails=2)
    assert f"{bad} is there already; name another file with --skipped." in said.err
    said = imported(run, BAD, options="--skipped /nowhere/bad.csv", fails=2)
    assert "The skipped rows cannot be written to /nowhere/bad.csv: No such" in said.err


def test_the_file_can_be_read_by_its_owner_alone(run: Session) -> None:
    imported(run, A_BAN, BAD, fails=7)
    assert (run.folder / "in.skipped.csv").stat().st_mode & 0o777 == 0o600


def test_nothing_stays_of_an_import_that_fails_as_a_whole(run: Session) -> None:
    before = run.kept()
    imported(run, A_BAN, BAD, 'T2,,NATO,reject,"RU"-1,x,,', fails=7)
    assert run.kept() == before
    assert not (run.folder / "in.skipped.csv").exists()


def test_the_bad_rows_of_standard_input_need_a_name(run: Session) -> None:
    text = f"{HEADER}\n{A_BAN}\n{BAD}\n"
    assert "--skipped FILE" in run("import - --yes --skip-bad", stdin=text, fails=2).err
    run(f"import - --yes --skipped {run.folder / 'bad.csv'}", stdin=text, fails=7)
    assert skipped(run, "bad.csv")


@pytest.mark.parametrize(
    "bad",
    [
        "T9,2022-05-05,Nobody,reject,X-9,x,,a//b",
        "T9,2022-05-05,NATO;RU,reject,RU-1,x,,New/issue",
        "T9,2022-05-05,RU,demand,RU-9,x,RU,New/issue",
        "T9,2022-05-05,Nobody,accept,X-9,x,Another,b//",
        "T9,2022-05-05,Nobody;NATO;RU,counter,RU-1,words,,",
    ],
)
def test_a_bad_row_leaves_nothing_behind(run: Session, tmp_path: Path, bad: str) -> None:
    (tmp_path / "other").mkdir()
    other = example.copied(run.db, tmp_path / "other")
    other._now = run._now
    after = "T9,2022-06-06,Nobody,reject,RU-1,x,,"
    imported(run, A_BAN, bad, bad, NO, after, fails=7)
    imported(other, A_BAN, NO, after)
    assert dump(run) == dump(other)


def test_a_demand_first_met_in_a_bad_row_is_met_again(run: Session) -> None:
    head = "talk,party,move,demand,by"
    rows = ["T1,NATO,ask,X-8,", "T1,RU,reject,X-9,RU", "T1,NATO,reject,X-9,US"]
    run(f"import {run.write('in.csv', head, *rows)} --yes --skip-bad", fails=7)
    assert run.cells() == {("X-8", "NATO"): "asked", ("X-9", "NATO"): "rejected"}
    assert run.rows("positions")[1]["by"] == "US"


def test_the_answers_to_a_demand_that_was_passed_over_wait_for_it(run: Session) -> None:
    imported(run, A_BAN.replace("demand", "demnd"), NO, fails=7)
    assert run.cells() == {}
    first, second = skipped(run)
    assert first["problem"].startswith("line 2, move: “demnd” is not a move")
    assert second["problem"] == (
        "line 3, demand: “RU-1” is put in line 2, which is bad and was passed over; so is this row"
    )
    mend(run, "demnd", "demand")
    assert run.cells() == {("RU-1", "NATO"): "rejected"}
    assert run.rows("positions")[0]["stale"] == ""


@pytest.mark.parametrize(
    ("bad", "waits"),
    [
        ("T1,,RU,demand,RU-1,a ban,RU,", "T1,,NATO,reject,RU-1,never,,"),
        ("T1,,RU,demand,RU-1,a ban,NATO,a//b", "T2,,NATO,counter,RU-1,ours,,"),
        ("T1,,RU,demand,RU-1,a ban", "T2,,NATO,reject,RU-1,never,,"),
        ("T1,,RU,tabled,RU-1,a ban,NATO,", "T2,,NATO,reject,RU-1,never,,"),
        ("T1,,RU,demand,,a ban,RU,", "T2,,NATO,reject,RU-1,never,,"),
        ("T1,,RU,demand,,a ban,RU,", "T2,,RU,demand,,another,NATO,"),
    ],
)
def test_a_row_waits_for_a_bad_one_that_it_builds_on(run: Session, bad: str, waits: str) -> None:
    said = " ".join(imported(run, bad, waits, fails=7).err.split())
    assert "passed over; so is this row" in said.partition(" line 3, demand: ")[2]
    assert len(skipped(run)) == 2
    assert run.rows("export moves") == []


def test_answers_wait_for_a_bad_revision_of_the_same_talk_alone(run: Session) -> None:
    rows = ["T2,,RU,revise,RU-1,,,", "T2,,NATO,reject,RU-1,no,,", "T3,,US,reject,RU-1,no,,"]
    imported(run, A_BAN, *rows, fails=7)
    assert [row["party"] for row in skipped(run)] == ["RU", "NATO"]
    assert skipped(run)[1]["problem"].startswith("line 4, demand: “RU-1” is revised in line 3,")
    assert [row["move"] for row in run.rows("export moves")] == ["demand", "reject"]


def test_no_answer_waits_for_another_that_is_misspelt(run: Session) -> None:
    imported(run, "T2,,US,acept,X-1,yes,,", "T2,,NATO,reject,X-1,never,,", fails=7)
    assert run.cells() == {("X-1", "NATO"): "rejected"}


def test_answers_to_a_demand_on_record_wait_for_no_second_demand_row(run: Session) -> None:
    imported(run, A_BAN, "T2,,RU,demand,RU-1,again,NATO,", NO, fails=7)
    assert len(skipped(run)) == 1
    assert run.cells() == {("RU-1", "NATO"): "rejected"}


def mend(session: Session, wrong: str, right: str) -> Output:
    """Mend the rows passed over and import them."""
    file = session.folder / "in.skipped.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(f"{wrong},", f"{right},"), "utf-8")
    return session(f"import {file} --yes")


def test_what_half_a_bad_row_said_is_still_on_record_for_the_next(run: Session) -> None:
    imported(run, A_BAN, NO)
    said = imported(run, A_BAN, "T2,,NATO;RU,reject,RU-1,never,,", NO, fails=7)
    assert ": 0 added, 2 were on record already, 1 skipped" in said


def test_a_negotiation_whose_first_row_is_bad_begins_with_the_next(session: Session) -> None:
    rows = ["A,T1,RU,acept,K", "B,T1,RU,reject,K", "A,T1,RU,accept,K", "B,T1,US,accept,K"]
    file = session.write("in.csv", "negotiation,talk,party,move,demand", *rows, ",T1,RU,ask,K")
    session(f"import {file} --yes --skip-bad", fails=7)
    names = [row["negotiation"] for row in session.rows("negotiation list")]
    assert names == ["Security talks", "B", "A"]
    assert session.cells("-n B") == {("K", "RU"): "rejected", ("K", "US"): "accepted"}
    assert session.cells("-n 'Security talks'") == {("K", "RU"): "asked"}


def test_a_negotiation_by_its_name_and_by_none_is_one(session: Session) -> None:
    head = "negotiation,talk,party,move,demand,text,to"
    rows = [",T1,RU,demand,K,x,US", "Security talks,T1,US,reject,K,,", ",T2,RU,withdraw,K,,",
            "Security talks,T3,US,accept,K,,"]  # fmt: skip
    file = session.write("in.csv", head, *rows)
    said = session(f"import {file} --yes --skip-bad", fails=7)
    assert ": 3 added, 1 skipped" in said
    assert "K has been withdrawn" in said.err


def test_talks_and_parties_are_passed_over_too(run: Session) -> None:
    rows = ["S1,2022-13-01,Extra", "S2,2022-03-01,Good", "S3,2022-03-02,"]
    file = run.write("talks.csv", "talk,date,title", *rows)
    assert ": 1 added, 2 skipped" in run(f"import {file} --yes --skip-bad", fails=7)
    assert [row["talk"] for row in skipped(run, "talks.skipped.csv")] == ["S1", "S3"]
    rows = ["A,Aland,,", "B,Bland,,A;Nowhere", "C,Cland,,B", "D,Dland,,A"]
    file = run.write("parties.csv", "code,name,aliases,blocs", *rows)
    assert ": 2 added, 2 skipped" in run(f"import {file} --yes --skip-bad", fails=7)
    assert [row["code"] for row in skipped(run, "parties.skipped.csv")] == ["B", "C"]
    assert [row["code"] for row in run.rows("party list")][3:] == ["A", "D"]


def test_a_ragged_row_stays_ragged_until_it_is_mended(run: Session) -> None:
    rows = [A_BAN, "T2,,NATO,reject,RU-1,never", "T2,,NATO,reject,RU-1,never,,,,more"]
    imported(run, *rows, fails=7)
    for number in ("", "-2", "-3"):
        file = run.folder / f"in.skipped{number}.csv"
        said = run(f"import {file} --yes --skip-bad", fails=7)
        assert "0 added, 2 skipped" in said, file.read_text(encoding="utf-8")
    head, short, long, *_ = file.read_text(encoding="utf-8-sig").splitlines()
    assert head == f"{HEADER},problem"
    assert short == 'T2,,NATO,reject,RU-1,never,"line 2: the row has 7 cells, the header 9 columns"'
    assert long.startswith("T2,,NATO,reject,RU-1,never,,,,more,")


def test_values_come_back_from_the_file_as_they_were(run: Session) -> None:
    text = '\'=1+1\r\n\t„x“, "y";'
    row = {"talk": "T2", "party": "NATO", "move": "acept", "demand": "RU-1", "text": text}
    file = run.write("in.jsonl", json.dumps(row))
    run(f"import {file} --yes --skip-bad", fails=7)
    assert skipped_cells(run)[1][4] == f"'{text}"
    mended = run.folder / "in.skipped.csv"
    run(f"import {mended} --yes --map move=move:{run.write('m.csv', 'from,to', 'acept,accept')}")
    assert run.rows("export moves")[0]["text"] == text


def skipped_cells(session: Session) -> list[list[str]]:
    with (session.folder / "in.skipped.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_raw_file_is_kept_raw(run: Session) -> None:
    imported(run, "T2,,NATO,acept,RU-1,'=1,,", options="--raw", fails=7)
    assert skipped_cells(run)[1][5] == "'=1"


def test_a_json_value_that_is_no_cell_is_kept_as_it_stood(run: Session) -> None:
    file = run.write("in.jsonl", '{"talk": "T1", "party": ["RU", "BY"], "move": "demand"}')
    run(f"import {file} --yes --skip-bad --map demand=move", fails=7)
    assert skipped_cells(run)[1][:2] == ["T1", '["RU", "BY"]']


@pytest.mark.file("it fills the disk of a file")
def test_a_database_that_fails_is_no_bad_row(run: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = run.sql("pragma page_count")[0][0]
    monkeypatch.setattr(opening, "_DURABLE", f"{opening._DURABLE}pragma max_page_count={pages};")
    long = f"T1,,RU,demand,,{'x' * 9000},NATO,"
    said = imported(run, A_BAN, BAD, *[long] * 20, fails=6).err
    assert "The disk with" in said
    assert "line" not in said
    assert not (run.folder / "in.skipped.csv").exists()


def dump(session: Session) -> list[str]:
    """All that is in a database."""
    if engines.IS_SERVER:
        edits = session.sql("select subject, ref, field from registry_change order by nr")
        return [*(line for lines in ledger(session) for line in lines), *map(str, edits)]
    with closing(sqlite3.connect(session.db)) as connection:
        return list(connection.iterdump())
