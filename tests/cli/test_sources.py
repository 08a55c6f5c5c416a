"""The texts of sources: kept with the moves that name them, handed on, and looked into."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from builders import Session

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


@pytest.mark.file("of a server other things are told")
def test_the_doctor_says_how_much_room_the_texts_take(run: Session) -> None:
    put(run)
    assert "texts of sources" not in run("doctor")
    run(f"reject RU-1 --by NATO --source-file {spoken(run)}")
    facts = {row["fact"]: row["value"] for row in run.rows("doctor")}
    assert facts["texts of sources"] == f"1, {len(SPEECH) + 1} bytes"
