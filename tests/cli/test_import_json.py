"""JSON as tables: what is read of it, and what is refused with its place."""

from __future__ import annotations

import json

import pytest
from builders import Output, Session

OBJECT = {"talk": "T1", "party": "RU", "move": "demand", "demand": "S-1", "text": "中文, [draft]"}


def imported(
    session: Session, content: str, name: str, options: str = "", **more: object
) -> Output:
    file = session.folder / name
    file.write_text(content, encoding="utf-8")
    return session(f"import {file} --yes {options}", **more)  # type: ignore[arg-type]


def texts(session: Session) -> list[str]:
    return [row["text"] for row in session.rows("export moves")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.json", json.dumps([OBJECT])),
        ("in.json", json.dumps({"schema": 1, "kind": "moves", "rows": [OBJECT]})),
        ("in.json", json.dumps({"rows": [OBJECT], "more": [{"x": []}, 1]}, indent=2)),
        ("in.jsonl", json.dumps(OBJECT) + "\n\n"),
        ("in.ndjson", json.dumps(OBJECT, ensure_ascii=False)),
    ],
)
def test_json_comes_as_an_array_an_envelope_or_an_object_a_line(
    run: Session, name: str, content: str
) -> None:
    imported(run, content, name)
    assert texts(run) == [OBJECT["text"]]


def test_json_values_become_text_as_they_are_written(run: Session) -> None:
    row = (
        '{"talk": "T1", "party": "RU", "move": "demand", "demand": 17, "text": 1.50, '
        '"note": true, "source": null, "quote": "\'=1+1", "secret": false}'
    )
    imported(
        run,
        row,
        "in.jsonl",
        "--map visibility=secret:v.csv".replace(
            "v.csv", str(run.write("v.csv", "from,to", "false,public", "true,private"))
        ),
    )
    (found,) = run.rows("export moves")
    assert (found["demand"], found["text"], found["note"]) == ("17", "1.50", "true")
    assert (found["source"], found["quote"], found["visibility"]) == ("", "'=1+1", "public")


def test_json_objects_need_not_have_the_same_members(run: Session) -> None:
    first = {**OBJECT, "text": "a"}
    second = {**OBJECT, "demand": "S-2", "text": "b", "note": "late", "speaker": None}
    imported(run, "\n".join(map(json.dumps, [first, second])), "in.jsonl")
    assert [row["note"] for row in run.rows("export moves")] == ["", "late"]


def row_of(**members: str) -> str:
    """A JSON object of a good move, some members given as they stand in the file."""
    parts = {**{name: json.dumps(value) for name, value in OBJECT.items()}, **members}
    return "{" + ", ".join(f'"{name}": {value}' for name, value in parts.items()) + "}"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row_of(text='{"a": 1}'), "text: “{\"a\": \"1\"}” is an object; a cell holds one text"),
        (row_of(to='["US", "NATO"]'), "to: “[\"US\", \"NATO\"]” is an array; a cell holds one"),
        (row_of(note="NaN"), "note: “NaN” is no value that JSON has; write null"),
        (row_of(note="-Infinity"), "note: “-Infinity” is no value that JSON has"),
        (row_of(note='"a\\ud800"'), "note: holds half of a character (a lone surrogate)"),
        (row_of(note='"a\\u0000"'), "note: holds a NUL character"),
        (row_of(demand="1" * 5000), "is a number of 5,000 characters; write it as text"),
        (row_of().replace('"talk"', '"text"', 1), "text: “"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lines", [True, False])
def test_a_json_value_that_is_no_cell_makes_a_bad_row(
    run: Session, bad: str, said: str, lines: bool
) -> None:
    good = row_of(demand='"S-0"')
    content = f"{good}\n{bad}\n" if lines else f"[{good},\n{bad}]"
    told = imported(run, content, "in.jsonl" if lines else "in.json", fails=7).err
    assert "1 row has an error" in told
    assert "line 2, " in told
    assert said in told


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("in.json", "", "is not JSON (line 1, column 1): Expecting value"),
        ("in.json", "[", "is not JSON (line 1, column 2): Expecting value"),
        ("in.json", '[{"talk": "T1"}\n{}]', "is not JSON (line 2, column 1): expecting “,” or “]”"),
        ("in.json", '[{"talk": "T1"}', "is not JSON (line 1, column 16): expecting “,” or “]”"),
        ("in.json", '[{"talk": "T1"}] x', "(line 1, column 18): something follows after its end"),
        ("in.json", '[\n{"talk": }]', "is not JSON (line 2, column 10): Expecting value"),
        ("in.json", '{"rows": [{"a": 1}]', "(line 1, column 20): expecting “,” or “}”"),
        ("in.json", '{"rows" [{"a": 1}]', "(line 1, column 9): expecting “:”"),
        ("in.json", '{1: [{"a": 1}]', "the name of a member must be in quotes"),
        ("in.json", "12", "holds a single value; it needs an array of objects"),
        ("in.json", '"text"', "holds a single value"),
        ("in.json", '{"talk": "T1"}', "holds a single object; it needs an array of objects"),
        ("in.json", "{}", "holds a single object"),
        ("in.json", "[]", "is empty: it needs a header and rows"),
        ("in.json", "[1]", "is no table: line 1 holds no object"),
        ("in.json", "[[]]", "is no table: line 1 holds no object"),
        ("in.json", '{"schema": 2, "rows": []}', "is written by schema 2; this program reads"),
        ("in.json", '{"kind": "positions", "rows": []}', "holds positions, which cannot be"),
        ("in.json", "[" * 200_000, "what begins in line 1 is nested too deeply"),
        ("in.json", '[{"a":' * 100_000, "what begins in line 1 is nested too deeply"),
        ("in.json", '[{"\\ud800": 1}]', "has a column in line 1 whose name holds half of a"),
        ("in.json", json.dumps([{str(n): 1 for n in range(2000)}]), "has 2,000 columns; up to"),
        ("in.jsonl", '{"talk": "T1"}\n{"talk"}\n', "is not JSON (line 2, column 8): Expecting"),
        ("in.jsonl", "[" * 200_000, "what begins in line 1 is nested too deeply"),
        ("in.jsonl", '{"a": 1} {"a": 1}', "is not JSON (line 1, column 10): Extra data"),
        ("in.jsonl", "7\n", "is no table: line 1 holds no object"),
        ("in.jsonl", "", "is empty"),
    ],
)  # fmt: skip
def test_json_that_is_no_table_is_refused_with_its_place(
    run: Session, name: str, content: str, said: str
) -> None:
    assert said in imported(run, content, name, fails=7).err
