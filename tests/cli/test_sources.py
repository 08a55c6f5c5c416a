"""The texts of sources: kept with the moves that name them, handed on, and looked into."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from builders import Session, send
from unguarded import unguarded

SPEECH = "We will not com-\npromise on core principles,\nsuch as the open door."
FOUND = "We will not compromise … the open door"
HASH = sha256(f"{SPEECH}\n".encode()).hexdigest()


def spoken(session: Session, text: str = SPEECH) -> Path:
    return session.write("speech.txt", text)


def put(session: Session, more: str = "") -> None:
    session(f"demand 'a ban' --by RU --to NATO --at T1 --source protocol {more}")


def reject(session: Session, quote: str = FOUND, more: str = "", **options: object) -> str:
    said = session(
        f"reject RU-1 --by NATO --source speech --source-file {spoken(session)} {more}",
        "--quote", quote, **options,
    )  # fmt: skip
    return said.err


def codes(session: Session, options: str = "") -> list[str]:
    return [row["code"] for row in session.rows(f"check {options}")]


def listed(session: Session, options: str = "") -> list[tuple[str, ...]]:
    rows = session.rows(f"source list {options}")
    return [(row["source"], row["source_text"][:8], row["moves"], row["quotes"]) for row in rows]


def test_a_text_is_kept_once_and_printed_byte_for_byte(run: Session) -> None:
    put(run)
    reject(run)
    reject(run, more="--on 2022-02-01")
    assert listed(run) == [("protocol", "", "1", "0"), ("speech", HASH[:8], "2", "2")]
    assert run.sql("select hash from source_text") == [(HASH,)]
    assert run("source show speech") == f"{SPEECH}\n"
    assert run(f"source show {HASH[:6]}") == f"{SPEECH}\n"


def test_a_quote_is_looked_for_as_it_is_recorded_and_by_the_check(run: Session) -> None:
    put(run)
    assert reject(run) == ""
    said = reject(run, "We shall never compromise on core principles", "--on 2022-02-01")
    near = "nearest to it is “We will not com- promise on core principles,”"
    assert said.startswith(f"warning: the quote does not stand in the text of its source; {near}.")
    (found,) = [row for row in run.rows("check") if row["code"] == "quote-not-found"]
    assert (found["severity"], found["demand"]) == ("warning", "RU-1")
    assert near in found["finding"]
    mend = found["mend"].removeprefix("tracker ").replace("TEXT", "'Never.'")
    assert "nor anything like it" in run(mend).err
    run(f"correct {run.rows('log')[0]['id'][:8]} --quote 'core principles'")
    assert "quote-not-found" not in codes(run)


def test_a_text_is_attached_to_every_move_that_cites_the_source(run: Session) -> None:
    put(run)
    run("reject RU-1 --by NATO --at T2 --source protocol --quote 'Never ever.'")
    run("note RU-1 --by US --at T2 --source another")
    cells = run.cells()
    said = run(f"source add protocol {spoken(run)}")
    assert said == f"Attached the text {HASH[:8]} to 2 moves.\n"
    assert "warning: 1 of the quotes from it (1) do not stand in it; see: tracker check" in said.err
    assert listed(run)[0] == ("protocol", HASH[:8], "2", "1")
    assert run.cells() == cells
    changed = run.rows("log --corrections")
    assert {(row["field"], row["after"]) for row in changed} == {("source_text", HASH)}
    assert "has this text" in run(f"source add protocol {spoken(run)}", fails=4).err
    assert "did you mean protocol" in run(f"source add protocoll {spoken(run)}", fails=3).err


def test_undo_takes_the_link_back_and_earlier_knowledge_has_none(run: Session) -> None:
    put(run)
    before = run.clock
    run(f"source add protocol {spoken(run)}")
    assert listed(run) == [("protocol", HASH[:8], "1", "0")]
    assert listed(run, f"--known-at {before}Z") == [("protocol", "", "1", "0")]
    earlier = run.json(f"export moves --known-at {before}Z")
    assert "source_texts" not in earlier
    assert "source_text" not in earlier["rows"][0]
    run("undo --yes")
    assert listed(run) == [("protocol", "", "1", "0")]
    assert run("source show protocol", fails=3).err.startswith("tracker: No text of protocol")
    run("undo --redo --yes")
    assert listed(run) == [("protocol", HASH[:8], "1", "0")]
    assert [code for code in codes(run) if code != "source-missing"] == []


def test_a_correction_changes_the_text_and_an_empty_one_takes_it_away(run: Session) -> None:
    put(run)
    reject(run)
    move = run.rows("log")[0]["id"]
    run(f"correct {move} --source-file {spoken(run, 'the open door, and core principles')}")
    assert len(run.sql("select hash from source_text")) == 2
    assert "quote-not-found" in codes(run)
    run(f"correct {run.rows('log')[0]['id']} --source-file ''")
    assert listed(run)[1] == ("speech", "", "1", "1")
    run(f"strike {run.rows('log')[0]['id']} --reason mistaken")
    assert listed(run) == [("protocol", "", "1", "0")]


@pytest.mark.parametrize("way", ["bundle", "merge", "json"])
def test_texts_go_with_their_moves_and_come_to_the_same(
    run: Session, bob: Session, way: str
) -> None:
    put(run)
    reject(run)
    run(f"source add protocol {spoken(run, 'The protocol.')}")
    exported = str(run.folder / "moves.json")
    run("export moves --include-private -o", exported)
    if way == "bundle":
        send(run, bob)
    elif way == "merge":
        bob("merge --yes", str(run.db))
    else:
        bob("init 'Security talks'")
        bob("import --yes", exported)
    assert bob.sql("select * from source_text order by hash") == run.sql(
        "select * from source_text order by hash"
    )
    again = str(bob.folder / "again.json")
    bob("export moves --include-private -o", again)
    assert Path(again).read_bytes() == Path(exported).read_bytes()
    assert [row for row in bob.rows("check") if row["severity"] == "error"] == []


def test_csv_names_the_text_and_the_check_says_that_it_is_not_here(
    run: Session, bob: Session
) -> None:
    put(run)
    reject(run)
    file = str(run.folder / "moves.csv")
    run("export moves -o", file)
    assert f",{HASH}" in Path(file).read_text(encoding="utf-8")
    bob("init 'Security talks'")
    bob("import --yes", file)
    assert "text-missing" in codes(bob)
    assert bob.rows("source list")[1]["bytes"] == ""
    assert "has not come to this copy" in bob("source show speech", fails=3).err
    said = bob(f"source add speech {spoken(run)}")
    assert said == f"Kept the text {HASH[:8]}, which had not come along with its moves.\n"
    assert "text-missing" not in codes(bob)


def test_the_text_of_a_private_move_stays_with_it(run: Session, bob: Session) -> None:
    put(run)
    reject(run, more="--private")
    bundle = str(run.folder / "all.jsonl")
    run("bundle create -o", bundle)
    assert "open door" not in Path(bundle).read_text(encoding="utf-8")
    assert "open door" not in run("export moves --format json")
    assert listed(run) == [("protocol", "", "1", "0")]
    for named in ("speech", HASH[:8]):
        assert SPEECH not in run(f"source show {named}", fails=3)
        assert run(f"source show {named} --include-private") == f"{SPEECH}\n"
        assert "open door" in run(f"source show {named}", tty=True)
    run("bundle create --include-private -o", bundle)
    bob("bundle apply --yes", bundle)
    assert SPEECH not in bob("source show speech", fails=3)
    assert bob("source show speech --include-private") == f"{SPEECH}\n"
    run(f"note RU-1 --by US --at T2 --source 'the same' --source-file {spoken(run)}")
    assert listed(run)[1:] == [("the same", HASH[:8], "1", "0")]
    assert "open door" in run("export moves --format json")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line | {"text": line["text"] + "!"}, "does not fit its hash"),
        (lambda line: line | {"source_text": "0" * 64}, "does not fit its hash"),
        (lambda line: {k: v for k, v in line.items() if k != "text"}, "does not fit its hash"),
        (lambda line: line | {"text": "x" * 5_000_001}, "has more than 5,000,000 bytes"),
        (
            lambda _: {"source_text": sha256(b"more").hexdigest(), "text": "more"},
            "no move names it",
        ),
        (lambda line: line | {"source_text": "zz"}, "is not the hash of a text"),
    ],
)
def test_a_text_that_was_changed_on_its_way_is_refused_by_its_hash(
    run: Session, bob: Session, change: object, reason: str
) -> None:
    put(run)
    reject(run)
    file = run.folder / "all.jsonl"
    run("bundle create -o", str(file))
    lines = [json.loads(each) for each in file.read_text(encoding="utf-8").splitlines()]
    place = next(at for at, line in enumerate(lines) if next(iter(line)) == "source_text")
    lines[place] = change(lines[place])  # type: ignore[operator]
    told = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines[:-1])
    end = {"end": len(lines), "sha256": sha256(told.encode()).hexdigest()}
    file.write_text(told + json.dumps(end) + "\n", encoding="utf-8")
    said = bob("bundle apply --yes", str(file), fails=7).err
    assert reason in said
    assert f"line {place + 1}" in said
    assert not bob.db.exists()


def test_a_text_that_was_changed_in_json_is_refused(run: Session, bob: Session) -> None:
    put(run)
    reject(run)
    file = run.folder / "moves.json"
    run("export moves -o", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("We will not", "We will"), "utf-8")
    bob("init 'Security talks'")
    said = bob("import --yes", str(file), fails=7).err
    assert f"the source text {HASH[:8]}" in said
    assert bob.sql("select count(*) from move") == [(0,)]


def test_another_text_under_the_hash_or_another_hash_in_the_move_is_found(run: Session) -> None:
    put(run)
    reject(run)
    with closing(sqlite3.connect(run.db, isolation_level=None)) as client:
        unguarded(client, "update source_text set text = text || '!'")
    assert "text-altered" in [row["code"] for row in run.rows("check", fails=6)]
    with closing(sqlite3.connect(run.db, isolation_level=None)) as client:
        unguarded(client, "update move set source_text = null where verb = 'reject'")
    assert "move-altered" in [row["code"] for row in run.rows("check", fails=6)]


def test_the_column_is_there_only_where_a_move_names_a_text(run: Session) -> None:
    put(run)
    assert run.rows("export moves")[0].keys().isdisjoint({"source_text"})
    run(f"note RU-1 --by US --at T2 --source-file {spoken(run)}")
    assert [row["source_text"] for row in run.rows("export moves")] == ["", HASH]


def test_the_id_covers_the_text_as_the_data_model_says(run: Session) -> None:
    put(run, f"--source-file {spoken(run)}")
    (row,) = run.rows("export moves")
    fields = [
        "move 3", row["negotiation"], "T1", None, "RU", "demand", None, None, "RU-1", "demand",
        "NATO", "a ban", None, None, None, None, None, "protocol", None, None, None, None,
        row["recorded_at"], "tester", None, None, HASH,
    ]  # fmt: skip
    told = (f"{len(each.encode())}:{each}," if each else "-," for each in fields)
    assert row["id"] == sha256("".join(told).encode()).hexdigest()[:32]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", "is a PDF; take its text out first"),
        (b"PK\x03\x04...", "is a packed document"),
        (b"{\\rtf1 text}", "is rich text"),
        (b"caf\xe9", "is not text in UTF-8 or UTF-16"),
        (b"a\0b", "holds a NUL character"),
        (b" \n", "is empty"),
        (b"x" * 5_000_001, "more than 5,000,000 bytes"),
        (b"\x01" * 3_000_000, "more control characters than any text"),
        (b"x" * 16_000_000, "more than 5,000,000 bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(
    run: Session, content: bytes, said: str
) -> None:
    put(run)
    file = run.folder / "file"
    file.write_bytes(content)
    assert said in run(f"reject RU-1 --by NATO --source-file {file}", fails=2).err
    assert run.sql("select count(*) from source_text") == [(0,)]


@pytest.mark.parametrize(
    "content", [SPEECH.encode("utf-8-sig"), SPEECH.encode("utf-16"), SPEECH.encode("utf-8")]
)
def test_other_forms_of_unicode_are_one_text(run: Session, content: bytes) -> None:
    put(run)
    file = run.folder / "file"
    file.write_bytes(content)
    run(f"reject RU-1 --by NATO --source speech --source-file {file}")
    assert run("source show speech") == SPEECH
    run("note RU-1 --by US --source-file -", stdin=SPEECH)
    assert run.sql("select count(*) from source_text") == [(1,)]


@pytest.mark.parametrize("sign", ["x", "\u00e9", "\u59a5", "\U0001f91d", '"', "\t"])
def test_the_largest_text_fits_a_line_of_a_bundle(run: Session, bob: Session, sign: str) -> None:
    put(run)
    largest = sign * (5_000_000 // len(sign.encode()) - 1)
    run(f"reject RU-1 --by NATO --source-file {spoken(run, f'A{largest}'[: len(largest)])}")
    file = run.folder / "all.jsonl"
    file.write_text(run("bundle create", encoding="ascii"), encoding="ascii")
    bob("bundle apply --yes", str(file))
    assert bob.sql("select * from source_text") == run.sql("select * from source_text")


def test_an_answer_with_a_text_needs_no_citation_but_may_have_one(run: Session) -> None:
    put(run)
    run(f"reject RU-1 --by NATO --source-file {spoken(run)}")
    assert "source-missing" not in codes(run)
    assert listed(run)[1] == ("", HASH[:8], "1", "0")
    assert "no source named" in run("source list", tty=True)


def test_a_counter_names_the_text_with_its_demand(run: Session) -> None:
    put(run)
    run(f"counter RU-1 'a pause' --by NATO --source speech --source-file {spoken(run)}")
    assert listed(run)[1] == ("speech", HASH[:8], "2", "0")


def test_the_doctor_says_how_much_room_the_texts_take(run: Session) -> None:
    put(run)
    assert "texts of sources" not in run("doctor")
    run(f"reject RU-1 --by NATO --source-file {spoken(run)}")
    facts = {row["fact"]: row["value"] for row in run.rows("doctor")}
    assert facts["texts of sources"] == f"1, {len(SPEECH) + 1} bytes"
