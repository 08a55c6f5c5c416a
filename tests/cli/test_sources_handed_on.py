"""The texts of sources on their way: handed on with their moves, and refused where altered."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from builders import Session, send
from unguarded import alter

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


@pytest.mark.parametrize(
    "way",
    [
        "bundle",
        pytest.param("merge", marks=pytest.mark.file("a database in a file is handed over")),
        "json",
    ],
)
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
    alter(run, "update source_text set text = text || '!'")
    assert "text-altered" in [row["code"] for row in run.rows("check", fails=6)]
    alter(run, "update move set source_text = null where verb = 'reject'")
    assert "move-altered" in [row["code"] for row in run.rows("check", fails=6)]


@pytest.mark.parametrize("sign", ["x", "\u00e9", "\u59a5", "\U0001f91d", '"', "\t"])
def test_the_largest_text_fits_a_line_of_a_bundle(run: Session, bob: Session, sign: str) -> None:
    put(run)
    largest = sign * (5_000_000 // len(sign.encode()) - 1)
    run(f"reject RU-1 --by NATO --source-file {spoken(run, f'A{largest}'[: len(largest)])}")
    file = run.folder / "all.jsonl"
    file.write_text(run("bundle create", encoding="ascii"), encoding="ascii")
    bob("bundle apply --yes", str(file))
    assert bob.sql("select * from source_text") == run.sql("select * from source_text")
