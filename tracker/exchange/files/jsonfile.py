"""Tables as JSON: an array of objects, the envelope this program writes, or an object a line."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tracker.errors import InputFileError, Problem
from tracker.exchange.files.source import Text
from tracker.exchange.files.table import LONGEST_CELL, MOST_COLUMNS, Table, check_names
from tracker.exchange.moves_out import SOURCE_TEXTS
from tracker.exchange.rows import Raw, shortened
from tracker.exchange.source_texts import checked

LARGEST_JSON = 250_000_000
"""Bytes of a file that is one JSON text, which is held whole; JSON lines may be of any size."""
LONGEST_NUMBER = 100
SCHEMA = 1
KINDS = ("moves", "talks", "parties")
_SPACE = re.compile(r"[ \t\r\n]*")
_NO_TABLE = "it needs an array of objects, or an object with “rows”"


class _Object(list[tuple[str, Any]]):
    """A JSON object: its members in order, as often as each is there."""


class _Number(str):
    """A JSON number as it is written."""


class _Constant(str):
    """NaN or an infinity, which JSON does not have."""


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Object,
    parse_int=_Number,
    parse_float=_Number,
    parse_constant=_Constant,
)


class _Value(NamedTuple):
    """One value of a JSON text, and where it stands."""

    line: int
    value: Any


def read_json(text: Text) -> Table:
    """Read a file that is one JSON text.

    Raises:
        InputFileError: it cannot be read, is not JSON, or is no table.
    """
    if text.source.size > LARGEST_JSON:
        raise InputFileError(
            f"{text.name} is larger than {LARGEST_JSON // 1_000_000} MB, and JSON has to be held "
            "whole; write it as JSON lines (one object a line), which is read row by row."
        )
    whole = "".join(text.lines())
    first, scan = _Scan(whole, text.name), _Scan(whole, text.name)
    names = _names(first.rows(), text.name)
    return Table(text.name, names, _rows(scan.rows(), names), scan.share, texts=first.texts)


def read_json_lines(text: Text) -> Table:
    """Read a file of one JSON object a line; twice, since any line may name a new column.

    Raises:
        InputFileError: it cannot be read, or a line is not a JSON object.
    """
    names = _names(_by_line(text), text.name)
    rows = _rows(_by_line(text), names)
    return Table(text.name, names, rows, lambda: text.share)


def _by_line(text: Text) -> Iterator[_Value]:
    for number, line in enumerate(text.lines(), start=1):
        if line.strip():
            try:
                yield _Value(number, _DECODER.decode(line))
            except json.JSONDecodeError as error:
                raise _not_json(text.name, number, error.colno, error.msg) from None
            except RecursionError:
                raise _too_deep(text.name, number) from None


def _not_json(file: str, line: int, column: int, reason: str) -> InputFileError:
    return InputFileError(f"{file} is not JSON (line {line}, column {column}): {reason}.")


def _too_deep(file: str, line: int) -> InputFileError:
    return InputFileError(f"{file} is no table: what begins in line {line} is nested too deeply.")


class _Scan:
    """Goes through one JSON text and gives the elements of its array, each with its line."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.texts: dict[str, str] = {}
        self._at = 0
        self._counted = (0, 1)

    def share(self) -> float:
        """How much has been gone through."""
        return self._at / len(self.text) if self.text else 0.0

    def rows(self) -> Iterator[_Value]:
        """The elements of the array, or of the member `rows` of the envelope."""
        first = self._next()
        if first == "[":
            yield from self._elements()
        elif first == "{":
            yield from self._envelope()
        else:
            self._at -= 1
            self._value()
            raise InputFileError(f"{self.file} holds a single value; {_NO_TABLE}.")
        if self._next():
            raise self._wrong("something follows after its end", self._at - 1)

    def _envelope(self) -> Iterator[_Value]:
        found, closed = False, self._peek() == "}" and self._next() == "}"
        while not closed:
            name = self._value().value
            if type(name) is not str:
                raise self._wrong("the name of a member must be in quotes")
            self._expect(":")
            if name == "rows" and self._peek() == "[":
                found = True
                self._next()
                yield from self._elements()
            else:
                self._take_member(name, self._value().value)
            closed = self._separator("}")
        if not found:
            raise InputFileError(f"{self.file} holds a single object; {_NO_TABLE}.")

    def _take_member(self, name: str, value: Any) -> None:
        if name == "kind" and value not in KINDS:
            raise InputFileError(
                f"{self.file} holds {shortened(str(value))}, which cannot be imported; "
                f"{', '.join(KINDS)} can."
            )
        if name == "schema" and value != str(SCHEMA):
            raise InputFileError(
                f"{self.file} is written by schema {shortened(str(value))}; "
                f"this program reads schema {SCHEMA}."
            )
        if name == SOURCE_TEXTS and isinstance(value, _Object):
            self.texts = checked(value, self.file)

    def _elements(self) -> Iterator[_Value]:
        if self._peek() == "]":
            self._next()
            return
        while True:
            yield self._value()
            if self._separator("]"):
                return

    def _separator(self, end: str) -> bool:
        """Whether the end was reached; else a comma was passed."""
        found = self._next()
        if found not in (",", end):
            raise self._wrong(f"expecting “,” or “{end}”", self._at - bool(found))
        return found == end

    def _expect(self, sign: str) -> None:
        found = self._next()
        if found != sign:
            raise self._wrong(f"expecting “{sign}”", self._at - bool(found))

    def _peek(self) -> str:
        self._at = self._after_space()
        return self.text[self._at : self._at + 1]

    def _next(self) -> str:
        found = self._peek()
        self._at += len(found)
        return found

    def _after_space(self) -> int:
        space = _SPACE.match(self.text, self._at)
        assert space is not None
        return space.end()

    def _value(self) -> _Value:
        start = self._after_space()
        line = self._line(start)
        try:
            value, self._at = _DECODER.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            raise _not_json(self.file, error.lineno, error.colno, error.msg) from None
        except RecursionError:
            raise _too_deep(self.file, line) from None
        return _Value(line, value)

    def _line(self, at: int) -> int:
        before, line = self._counted
        line += self.text.count("\n", before, at)
        self._counted = (at, line)
        return line

    def _wrong(self, reason: str, at: int | None = None) -> InputFileError:
        at = self._at if at is None else at
        column = at - self.text.rfind("\n", 0, at)
        return _not_json(self.file, self.text.count("\n", 0, at) + 1, column, reason)


def _names(values: Iterator[_Value], file: str) -> list[str]:
    """The columns of a table, in the order they are first met."""
    names: dict[str, str] = {}
    for line, value in values:
        if not isinstance(value, _Object):
            raise InputFileError(f"{file} is no table: line {line} holds no object.")
        for name, _ in value:
            if name not in names:
                _check_name(name, file, line)
                names[name] = name
        if len(names) > MOST_COLUMNS:
            break
    check_names(list(names), file)
    return list(names)


def _check_name(name: str, file: str, line: int) -> None:
    reason = _unfit(name)
    if reason:
        raise InputFileError(f"{file} has a column in line {line} whose name {reason}.")


def _rows(values: Iterator[_Value], names: list[str]) -> Iterator[Raw]:
    places = {name: place for place, name in enumerate(names)}
    for line, value in values:
        yield _row(line, value, places)


def _row(line: int, members: _Object, places: dict[str, int]) -> Raw:
    cells = [""] * len(places)
    fault: Problem | None = None
    seen: set[str] = set()
    for name, value in members:
        text, reason = _cell(value)
        if name in seen:
            reason = "stands there twice"
        seen.add(name)
        if reason and fault is None:
            fault = Problem(line, name, shortened(text), reason)
        cells[places[name]] = text
    return Raw(line, cells, fault)


def _cell(value: Any) -> tuple[str, str]:
    """A JSON value as the text of a cell, and what is wrong with it."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("true" if value else "false"), ""
    if isinstance(value, _Number) and len(value) > LONGEST_NUMBER:
        return value[:LONGEST_NUMBER], f"is a number of {len(value):,} characters; write it as text"
    if isinstance(value, _Constant):
        return value, "is no value that JSON has; write null or leave it out"
    if not isinstance(value, str):
        kind = "an object" if isinstance(value, _Object) else "an array"
        return _as_json(value), f"is {kind}; a cell holds one text or number"
    reason = _unfit(value)
    return ("", reason) if reason else (value, "")


def _as_json(value: Any) -> str:
    """A nested value as it stood in the file, or nearly so."""
    try:
        return json.dumps(_plain(value))[:LONGEST_CELL]
    except RecursionError:
        return ""


def _plain(value: Any) -> Any:
    if isinstance(value, _Object):
        return {name: _plain(each) for name, each in value}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _unfit(text: str) -> str | None:
    """Why a JSON string cannot be the text of a cell; None where it can."""
    if len(text) > LONGEST_CELL:
        return f"has more than {LONGEST_CELL:,} characters"
    if "\0" in text:
        return "holds a NUL character"
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return "holds half of a character (a lone surrogate)"
    return None
