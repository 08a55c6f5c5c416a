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
