"""The machine formats."""

import csv
import html
import io
import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.errors import OutputError
from tracker.guard import unguard_cell
from tracker.render import records
from tracker.render.text import clean

COLUMNS = ["demand", "text"]
NASTY = '[see annex 4] 5%\x1b[2J\u202e,"quoted"\r\nnext\ttab\\ | `code` <b> &amp; :warning:'
cells = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("'=,\"\r\n\t\\ "))
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def delimited(rows: Any, *, stream: io.StringIO | None = None, **options: Any) -> str:
    stream = stream or io.StringIO(newline="")
    records.write_delimited(stream, COLUMNS, rows, **options)
    return stream.getvalue()


def tsv(rows: Any, **options: Any) -> str:
    stream = io.StringIO(newline="")
    records.write_tsv(stream, COLUMNS, rows, **options)
    return stream.getvalue()


def table(rows: Any) -> str:
    stream = io.StringIO(newline="")
    records.write_markdown(stream, ["Demand", "Text"], rows)
    return stream.getvalue()


def test_csv_has_plain_line_ends_and_empty_cells_for_no_value() -> None:
    assert delimited([["RU-1", None], ["US-2", "a,b"]]) == 'demand,text\nRU-1,\nUS-2,"a,b"\n'


def test_csv_for_excel_begins_with_a_mark_and_ends_lines_its_way() -> None:
    assert delimited([["RU-1", "Ñ"]], excel=True) == "\ufeffdemand,text\r\nRU-1,Ñ\r\n"


def test_csv_without_its_heading_and_with_another_delimiter() -> None:
    assert delimited([["a", "b;c"]], header=False, delimiter=";") == 'a;"b;c"\n'


def test_csv_guards_against_formulas_unless_told_not_to() -> None:
    assert delimited([["=1+1", " -5"]], header=False) == "'=1+1,' -5\n"
    assert delimited([["=1+1", " -5"]], header=False, guard=False) == "=1+1, -5\n"


@given(st.lists(st.tuples(cells, st.none() | cells)), st.booleans())
@example([("a\rb", "\r\n")], False)
def test_csv_reads_back_as_it_was(rows: list[tuple[str, str | None]], excel: bool) -> None:
    written = delimited(rows, excel=excel).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read[0] == COLUMNS
    assert [tuple(map(unguard_cell, row)) for row in read[1:]] == [
        (first, second or "") for first, second in rows
    ]


def test_csv_is_data_in_a_pipe_and_made_safe_on_a_terminal() -> None:
    assert "\x1b[2J" in delimited([["RU-1", NASTY]])
    shown = delimited([["RU-1", NASTY]], stream=Terminal(newline=""))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)


def test_csv_is_refused_where_the_encoding_would_damage_it() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with pytest.raises(OutputError, match="“Ł” cannot be written as ascii"):
        records.write_delimited(stream, COLUMNS, [["RU-1", "Łódź"]])


def test_tsv_keeps_every_record_on_one_line() -> None:
    assert tsv([["RU-1", None], ["a\tb", "c\nd\r\\e"]]) == (
        "demand\ttext\nRU-1\t\na\\tb\tc\\nd\\r\\\\e\n"
    )


@given(st.lists(st.tuples(cells, cells)))
def test_tsv_reads_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    back = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    lines = tsv(rows, header=False).split("\n")[:-1]
    read = [
        tuple(re.sub(r"\\(.)", lambda found: back[found[1]], cell) for cell in line.split("\t"))
        for line in lines
    ]
    assert read == rows


def test_tsv_guards_on_demand() -> None:
    assert tsv([["=1", "x"]], header=False) == "=1\tx\n"
    assert tsv([["=1", "x"]], header=False, guard=True) == "'=1\tx\n"


def test_tsv_shows_what_the_encoding_lacks() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    records.write_tsv(stream, COLUMNS, [["RU-1", "Łódź"]], header=False)
    stream.flush()
    assert raw.getvalue() == b"RU-1\t\\u0141\\xf3d\\u017a\n"


def test_json_is_one_envelope_with_a_row_a_line() -> None:
    stream = io.StringIO()
    records.write_json(
        stream, "diff", {"from": "T1", "to": None}, COLUMNS, iter([["RU-1", "Ñ"], ["US-2", 3]])
    )
    assert stream.getvalue() == (
        '{\n  "schema": 1,\n  "kind": "diff",\n  "from": "T1",\n  "to": null,\n  "rows": [\n'
        '    {"demand": "RU-1", "text": "Ñ"},\n    {"demand": "US-2", "text": 3}\n  ]\n}\n'
    )


def test_json_without_rows() -> None:
    stream = io.StringIO()
    records.write_json(stream, "log", {}, COLUMNS, [])
    assert json.loads(stream.getvalue()) == {"schema": 1, "kind": "log", "rows": []}


def test_json_fields_cannot_replace_those_of_the_envelope() -> None:
    with pytest.raises(TypeError):
        records.write_json(io.StringIO(), "log", {"schema": 2}, COLUMNS, [])


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_json_gives_the_text_back_exactly(stream: io.StringIO) -> None:
    records.write_json(stream, "log", {"note": NASTY}, COLUMNS, [["RU-1", NASTY + "\x7f\x9b"]])
    envelope = json.loads(stream.getvalue())
    assert envelope["note"] == NASTY
    assert envelope["rows"] == [{"demand": "RU-1", "text": NASTY + "\x7f\x9b"}]


def test_json_on_a_terminal_holds_nothing_it_would_obey() -> None:
    stream = Terminal()
    records.write_jsonl(stream, COLUMNS, [["Ñ", "ok"], ["x", "\x1b[2J\x7f\x9b\u202e"]])
    assert stream.getvalue() == (
        '{"demand": "Ñ", "text": "ok"}\n'
        '{"demand": "x", "text": "\\u001b[2J\\u007f\\u009b\\u202e"}\n'
    )


def test_json_is_escaped_where_the_encoding_is_poor() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    records.write_jsonl(stream, COLUMNS, [["RU-1", "Ł"]])
    stream.flush()
    assert raw.getvalue() == b'{"demand": "RU-1", "text": "\\u0141"}\n'


def test_json_lines_hold_one_object_each() -> None:
    stream = io.StringIO()
    records.write_jsonl(stream, COLUMNS, [["RU-1", "a\nb"], ["US-2", None]])
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {"demand": "RU-1", "text": "a\nb"},
        {"demand": "US-2", "text": None},
    ]


def test_a_markdown_table() -> None:
    assert table([["RU-1", "a\nb"], ["US-2", None]]) == (
        "| Demand | Text |\n| --- | --- |\n| RU-1 | a<br>b |\n| US-2 |  |\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        ("`code` and \\", r"\`code\` and \\"),
        ("<script>", r"\<script\>"),
        ("[see annex 4] 5%", r"\[see annex 4\] 5%"),
        ("**bold** _it_ snake_case", r"\*\*bold\*\* \_it\_ snake_case"),
        ("~~gone~~ &lt; R&D $x$", r"\~\~gone\~\~ \&lt; R&D \$x\$"),
        ("https://x.org/~a_b?c=1&d=2", "https://x.org/~a_b?c=1&d=2"),
        ("a\r\nb", "a<br>b"),
        ("\x1b[m\u202e", r"␛\[m⟨U+202E⟩"),
    ],
)
def test_in_markdown_text_stays_text(text: str, written: str) -> None:
    assert table([["RU-1", text]]).splitlines()[2] == f"| RU-1 | {written} |"


@given(cells | st.text("_*`~[]()<>&;#x1 |\\/!", max_size=12))
@example("__0__")
@example("_a_ *b* `c` ~~d~~ [e](f) <g> &amp; \\| #h !i http://j.org/_k_")
def test_a_markdown_reader_sees_the_text_as_it_was(text: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    cell = reader.render(table([["RU-1", text]])).split("<td>")[2].split("</td>")[0]
    seen = html.unescape(cell.replace("<br>", "\n"))
    shown = clean(text.replace("\r\n", "\n"))
    assert seen.split() == shown.split()
