"""Files that would exhaust, mislead or crash what reads them; clocks that are wrong."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import Session, with_talks
from processes import ended

HEAD = b"party,move,demand,talk,text\nNATO,noted,RU-1,T2,"


def row(text: str) -> str:
    made = {"party": "NATO", "move": "note", "demand": "RU-1", "talk": "T2"}
    return json.dumps({**made, "text": "TEXT"}).replace("TEXT", text)


FILES = {
    "a million columns.csv": (b",".join(b"c%d" % i for i in range(1_000_000)), "columns"),
    "a million cells.csv": (HEAD + b"," * 1_000_000, "cells, the header 5 columns"),
    "a long cell.csv": (HEAD + b"x" * 100_000_000, "20,000,000 characters or more"),
    "a long quoted cell.csv": (HEAD + b'"' + b"x\n" * 6_000_000 + b'"', "10,000,000 characters"),
    "an open quote.csv": (b'"' + b"\n" * 100_000, "never closed"),
    "nul.csv": (HEAD + b"a\0b", "NUL"),
    "utf-16.csv": (HEAD.decode().encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    "latin.csv": (HEAD + b"\xe9", "is not UTF-8 (after line 1)"),
    "deep.json": (b"[" * 200_000, "nested too deeply"),
    "deep.jsonl": (b'{"a":' * 100_000, "nested too deeply"),
    "long.json": (f"[{row('x ' * 11_000_000)}]".encode(), "20,000,000 characters or more"),
    "nul.json": (f"[{row('a' + chr(92) + 'u0000')}]".encode(), "holds a NUL character"),
    "half.json": (f"[{row(chr(92) + 'ud800')}]".encode(), "half of a character"),
    "digits.jsonl": (row("x").replace('"x"', "9" * 6000).encode(), "a number of 6,000"),
    "nan.jsonl": (row("x").replace('"x"', "NaN").encode(), "no value that JSON has"),
    "twice.jsonl": (row('x", "text": "y').encode(), "stands there twice"),
    "packed.csv": (gzip.compress(b"x" * 1000), "is not UTF-8"),
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = with_talks(tmp_path)
    made("demand 'a ban' --by RU --to NATO --at T1")
    return made


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_in_a_sentence_and_nothing_is_written(session: Session, name: str) -> None:
    content, said = FILES[name]
    file = session.folder / name
    file.write_bytes(content)
    before = session.kept()
    told = session("import --yes", str(file), fails=7)
    assert said in told.err
    assert len(told.err) < 1000
    assert session.kept() == before


@pytest.mark.parametrize("command", ["bundle apply --yes", "merge --yes", "minutes --yes"])
@pytest.mark.parametrize("content", [gzip.compress(b"x", mtime=0), b"PK\x03\x04" + b"\0" * 99])
def test_what_is_packed_is_not_unpacked(session: Session, command: str, content: bytes) -> None:
    file = session.folder / "packed"
    file.write_bytes(content)
    assert session(command, str(file), fails=None).code in (6, 7)


def test_a_bundle_with_an_endless_line_is_refused(session: Session) -> None:
    file = session.folder / "bundle"
    file.write_bytes(b'{"bundle":1' + b" " * 17_000_000)
    assert "longer than 16,000,000 bytes" in session("bundle apply --yes", str(file), fails=7).err


def test_nul_is_no_text_wherever_it_comes_from(session: Session) -> None:
    file = session.folder / "text"
    file.write_bytes(b"NATO notes RU-1: a\nNATO notes RU-1: b\0c\n")
    assert "NUL" in session("note RU-1 --by NATO", f"@{file}", fails=2).err
    assert "NUL" in session("note RU-1 --by NATO -", stdin="a\0b", fails=2).err
    assert "line 2 holds a NUL" in session("minutes --yes", str(file), fails=7).err
    assert "NUL" in session("minutes --yes -", stdin="a\0b", fails=7).err
    for line in (
        "note RU-1 --by NATO",
        "party add XX",
        "talk add --date 2022-02-01",
        "use",
        "show",
    ):
        refused = session(line, "a\0b", fails=2).err
        assert "“a␀b” holds a NUL character, which no text has; take it out." in refused


@pytest.mark.parametrize("year", [1969, 2106])
def test_a_clock_that_is_far_off_records_and_shows(session: Session, year: int) -> None:
    right = session._now
    session._now = datetime(year, 2, 7, 6, 28, 20, tzinfo=UTC)
    for line in ("note RU-1 --by NATO --at T1", "talk add X --date today", "positions", "agenda",
                 "status", "brief --for RU", "undo --list", "undo --yes"):  # fmt: skip
        session(line)
    session._now = right
    session("reject RU-1 --by NATO --at T2")
    for view in ("positions", "log", "show RU-1 --history"):
        assert session(view)
        session(f"{view} --known-at 2026-06-01")


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("zone", "today"),
    [("Pacific/Kiritimati", "2026-03-30"), ("America/New_York", "2026-03-29")],
    indirect=["zone"],
)
def test_today_is_that_of_the_place_and_the_record_is_in_utc(session: Session, today: str) -> None:
    session._now = datetime(2026, 3, 29, 12, tzinfo=UTC)
    session("note RU-1 --by NATO --on today")
    assert session.rows("log --limit 1")[0]["date"] == today
    assert session.rows("log --limit 1")[0]["recorded_at"].startswith("2026-03-29T12:00:01")
    assert session("log --known-at 2026-03-29T12:00:00Z").count("noted") == 0


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_the_hour_that_comes_twice_in_autumn_keeps_its_order(session: Session) -> None:
    for minute, verb in ((30, "defer"), (90, "reject")):  # 02:30 local, both
        session._now = datetime(2026, 10, 25, minute // 60, minute % 60, tzinfo=UTC)
        session(f"{verb} RU-1 --by NATO --at T2")
    assert session.cells("--known-at 2026-10-25T01:00Z") == {("RU-1", "NATO"): "deferred"}
    assert session.cells() == {("RU-1", "NATO"): "rejected"}


@pytest.mark.parametrize(
    "line", ["demand @/dev/zero --by RU --to NATO", "note RU-1 --by NATO --note @/dev/zero",
             "minutes /dev/zero"],
)  # fmt: skip
def test_a_file_without_an_end_is_read_no_further_than_texts_go(run: Session, line: str) -> None:
    run("demand 'a ban' --by RU --to NATO")
    before = run.kept()
    said = run(line, fails=None)
    assert said.code in (2, 7)
    assert "000,000 characters" in said.err
    assert run.kept() == before


@pytest.mark.parametrize("line", ["bundle apply - --yes", "minutes -"])
def test_nor_is_a_pipe_without_an_end(run: Session, line: str) -> None:
    code, _, said = ended(run, f"tracker {line} < /dev/zero")
    assert code == 7
    assert said.count("\n") == 1
    assert "longer than" in said
