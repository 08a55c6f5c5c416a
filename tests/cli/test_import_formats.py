"""Files are read in the formats, encodings and dialects that are met, or refused in a sentence."""

from __future__ import annotations

import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from builders import Output, Session

from tracker.exchange.files.source import Text, from_stdin

HEADER = "talk,party,move,demand,text"
TEXT = "Schöne „Wörter“: 中文, [draft]"
ROW = f'T1,RU,demand,S-1,"{TEXT}"'
LINES = f"{HEADER}\n{ROW}\n"
OBJECT = {"talk": "T1", "party": "RU", "move": "demand", "demand": "S-1", "text": TEXT}


def imported(
    session: Session, content: str | bytes, name: str = "in.csv", options: str = "", **more: object
) -> Output:
    file = session.folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return session(f"import {file} --yes {options}", **more)  # type: ignore[arg-type]


def texts(session: Session) -> list[str]:
    return [row["text"] for row in session.rows("export moves")]


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (LINES.encode(), ""),
        (LINES.encode("utf-8-sig"), ""),
        (LINES.encode("utf-16"), ""),
        (LINES.encode("utf-32"), ""),
        (b"\xfe\xff" + LINES.encode("utf-16-be"), ""),
        (LINES.encode("utf-16-le"), "--encoding utf-16-le"),
        (LINES.encode("gb18030"), "--encoding gb18030"),
        (LINES.encode("utf-16"), "--encoding UTF-16"),
        (LINES.encode("utf-8-sig"), "--encoding utf8"),
        (LINES.encode("utf-8-sig"), "--encoding cp1252"),
        (LINES.replace("\n", "\r\n").encode(), ""),
        (LINES.replace("\n", "\r").encode(), ""),
        (b"\n\r\n" + LINES.encode(), ""),
    ],
)
def test_text_comes_in_as_it_is(run: Session, content: bytes, options: str) -> None:
    imported(run, content, options=options)
    assert texts(run) == [TEXT]


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        ("talk,ü\n".encode("latin-1"), "", 7,
         "is not UTF-8 (line 1, byte 5); save it in UTF-8, or name its encoding"),
        (f"{HEADER}\n{'x' * 999}\n".encode() * 2000 + b"\xfc", "", 7, "line 4001, byte 2056000"),
        (LINES.encode("utf-16-le"), "", 7, "say so with --encoding utf-16-le"),
        (LINES.encode("utf-16-be"), "", 7, "say so with --encoding utf-16-be"),
        (LINES.encode(), "--encoding ascii", 7, "is not ascii (line 2, byte"),
        (LINES.encode(), "--encoding utf-7", 7, "is not utf-7"),
        (LINES.encode(), "--encoding klingon", 2, "“klingon” is not an encoding of text; use"),
        (LINES.encode(), "--encoding base64", 2, "“base64” is not an encoding of text"),
        (LINES.encode(), "--encoding undefined", 7, "is not undefined"),
        (LINES.encode() * 4 + b"a\0b\n", "", 7, "is not text: line 9 holds a NUL character"),
        (LINES.encode() + rb"\ud800", "--encoding unicode_escape", 7, "is not unicode-escape"),
    ],
)  # fmt: skip
def test_text_that_cannot_be_decoded_is_told_with_its_place(
    run: Session, content: bytes, options: str, code: int, said: str
) -> None:
    assert said in imported(run, content, options=options, fails=code).err


@pytest.mark.parametrize(
    ("mark", "options"),
    [
        (";", ""),
        ("\t", ""),
        ("|", "--delimiter pipe"),
        ("|", "--delimiter '|'"),
        ("\t", "--delimiter tab"),
        (":", "--delimiter :"),
    ],
)
def test_what_stands_between_cells_is_known_by_the_header(
    run: Session, mark: str, options: str
) -> None:
    row = f'T1{mark}RU{mark}demand{mark}S-1{mark}"a, b; c: d\te|f"'
    imported(run, f"{HEADER.replace(',', mark)}\n{row}\n", options=options)
    assert texts(run) == ["a, b; c: d\te|f"]


def test_a_header_is_split_where_the_mapped_columns_are_found(run: Session) -> None:
    lines = "who, where;what;no;words\nRU;demand;S-1;a ban, please\n"
    rules = "--map 'party=who, where' --map move=what --map demand=no --map text=words"
    imported(run, lines, options=f"{rules} --map 'talk=\"T1\"'")
    assert texts(run) == ["a ban, please"]


@pytest.mark.parametrize("given", ["", "ab", '"', "\n"])
def test_a_mark_that_cannot_separate_is_refused(run: Session, given: str) -> None:
    file = run.write("in.csv", HEADER, ROW)
    said = run(f"import {file} --yes --delimiter", given, fails=2).err
    assert "cannot separate cells; name one character" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'{HEADER}\nT1,RU,demand,S-1,a\nT1,RU,demand,"S"-2,b\n', "is not CSV from line 3 on"),
        (f'{HEADER}\nT1,RU,demand,S-1,"a\nb\n', "line 2 on: a quote that opens there is never"),
        (f"{HEADER}\nT1,RU,demand,S-1,{'x' * 10_000_001}\n", "a cell of more than 10,000,000"),
        (f"{HEADER}\n{'x' * 20_000_001}\n", "line 2 has 20,000,000 characters or more"),
        (f"{HEADER}," + ",".join(map(str, range(1_000_000))) + "\n", "has 1,000,005 columns; up"),
        (f"{HEADER},Talk\n", "has two columns “talk”; keep one of them"),
        ("party|move|demand|talk\n", "not separated by commas: its header reads “party|move"),
        (",,,\n", "is empty: it needs a header and rows"),
        ("\n\n", "is empty"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_line(
    run: Session, content: str, said: str
) -> None:
    assert said in imported(run, content, fails=7).err


def test_columns_without_a_name_are_not_read(run: Session) -> None:
    said = imported(run, f",{HEADER},\n0,{ROW},\n")
    assert "columns not read: (column 1, without a name), (column 7, without a name)" in said.err


@pytest.mark.parametrize("ending", ["tsv", "json", "jsonl", "csv"])
def test_a_ledger_comes_back_in_every_format(story: Session, tmp_path: Path, ending: str) -> None:
    story("demand", "C:\\temp\\new\n\tline \\n two", "--by", "RU", "--to", "NATO")
    story("demand", '"quoted" and \'apostrophe', "--by", "RU", "--to", "NATO", "--title='=1+1")
    file = story.folder / f"moves.{ending}"
    story(f"export moves -o {file}")
    (tmp_path / "other").mkdir()
    other = Session(tmp_path / "other")
    other(f"import {file} --yes")
    assert other("export moves --format csv") == story("export moves --format csv")
    for kind in ("parties", "talks"):
        file = story.folder / f"{kind}.{ending}"
        story(f"export {kind} -o {file}")
        assert "added" in other(f"import {file} --yes")
        assert ": 0 added" in other(f"import {file} --yes")


def test_in_tab_separated_values_of_others_a_backslash_is_one(run: Session) -> None:
    lines = "talk\tparty\tmove\tdemand\ttext\nT1\tRU\tdemand\tS-1\tC:\\new\\table\n"
    imported(run, lines, "in.tsv")
    assert texts(run) == ["C:\\new\\table"]


def test_in_tab_separated_values_of_others_cells_may_stand_in_quotes(run: Session) -> None:
    lines = 'talk\tparty\tmove\tdemand\ttext\nT1\tRU\tdemand\tS-1\t"a\n""b"""\n'
    imported(run, lines, "in.tab")
    assert texts(run) == ['a\n"b"']


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
    assert texts(run) == [TEXT]


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


def test_a_format_that_is_named_comes_before_the_ending(run: Session) -> None:
    imported(run, json.dumps([OBJECT]), "in.csv", "--format json")
    assert texts(run) == [TEXT]
    said = imported(run, json.dumps([OBJECT]), "in.json", "--delimiter tab", fails=2).err
    assert "is read as JSON, which --delimiter has no part in" in said


@pytest.mark.parametrize(
    ("content", "options"),
    [(LINES, ""), (json.dumps([OBJECT]), "--format json"), (json.dumps(OBJECT), "-f jsonl")],
)
def test_standard_input_is_a_file_too(run: Session, content: str, options: str) -> None:
    said = run(f"import - --yes {options}", stdin=content)
    assert said == "Imported standard input: 1 added.\n"
    assert texts(run) == [TEXT]
    assert "give --yes" in run("import -", stdin=LINES, fails=2).err


def test_a_folder_or_a_device_is_no_file(run: Session) -> None:
    assert "cannot be read: it is a folder" in run(f"import {run.folder} --yes", fails=7).err
    assert "cannot be read: it is no file" in run("import /dev/null --yes", fails=7).err


def test_the_bytes_of_standard_input_are_decoded_as_those_of_a_file(run: Session) -> None:
    class Bytes(io.StringIO):
        buffer = io.BytesIO(LINES.encode("utf-16"))

    with closing(from_stdin(Bytes())) as source:
        assert "".join(Text(source).lines()) == LINES
