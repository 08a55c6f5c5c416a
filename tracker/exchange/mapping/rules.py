"""The language of mappings: `COLUMN=SOURCE`, `COLUMN=SOURCE:TABLE` and `COLUMN="constant"`."""

import json
import shlex
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from tracker.errors import InputFileError, UsageError
from tracker.exchange.kinds import EVERY_COLUMN
from tracker.exchange.mapping.ordering import DateOrder
from tracker.exchange.mapping.translation import Translation, read_translation
from tracker.exchange.rows import folded

LEAVE_OUT = ("", "-")
"""What a table for the column `move` says of rows that are no moves."""
_FORM = 'COLUMN=THEIRS, COLUMN=THEIRS:table.csv or COLUMN="constant"'


class Rule(NamedTuple):
    """Where one of our columns comes from.

    Attributes:
        column: ours.
        source: the name of theirs; None for a constant.
        constant: the value of every row, where there is no source.
        table: what their values mean; None where they are ours.
    """

    column: str
    source: str | None = None
    constant: str = ""
    table: Translation | None = None


class Written(NamedTuple):
    """A rule as it was typed: what stands after the equals sign is read when the file is known."""

    column: str
    text: str


class Mapping(NamedTuple):
    """The rules for one file.

    Attributes:
        kept: those of a mapping that was kept under a name.
        written: those typed for this file, which come before the kept ones.
        raw: whether their tables are without the guard against formulas.
        dates: in which order the parts of their dates in figures stand, if anybody said so.
    """

    kept: Sequence[Rule] = ()
    written: Sequence[Written] = ()
    raw: bool = False
    dates: DateOrder | None = None

    def makes_sense(self, header: Sequence[str]) -> bool:
        """Whether a file with these columns, as they are compared, can be read by the rules."""
        return all(self._sources(header))

    def makes_some_sense(self, header: Sequence[str]) -> bool:
        """Whether a file with these columns has any that the rules name."""
        return any(self._sources(header))

    def _sources(self, header: Sequence[str]) -> Iterator[bool]:
        typed = {each.column for each in self.written}
        for rule in self.kept:
            if rule.column not in typed and rule.source is not None:
                yield folded(rule.source) in header
        for each in self.written:
            if not _is_constant(each.text):
                yield _split(each.text, header) is not None

    def rules(self, names: Sequence[str], file: str) -> list[Rule]:
        """The rules, their tables read and their sources found among the columns of a file.

        Raises:
            InputFileError: the file lacks a column that is named, or a table cannot be read.
        """
        typed = [self._rule(each, names, file) for each in self.written]
        targets = {rule.column for rule in typed}
        kept = [rule for rule in self.kept if rule.column not in targets]
        for rule in kept:
            if rule.source is not None and folded(rule.source) not in map(folded, names):
                raise _no_such_column(rule.source, names, file)
        return [*kept, *typed]

    def _rule(self, written: Written, names: Sequence[str], file: str) -> Rule:
        column, text = written
        if _is_constant(text):
            return Rule(column, constant=text[1:-1].replace('""', '"'))
        header = [folded(name) for name in names]
        found = _split(text, header)
        if found is None:
            raise _no_such_column(text.rpartition(":")[0] or text, names, file)
        source, table = found
        name = names[header.index(folded(source))]
        return Rule(column, name, table=read_translation(table, raw=self.raw) if table else None)


def parse(arguments: Sequence[str]) -> list[Written]:
    """The rules that were typed.

    Raises:
        UsageError: one is not of the form, names no column of ours, or one that another names.
    """
    found: dict[str, Written] = {}
    for argument in arguments:
        column, equals, text = argument.partition("=")
        column = folded(column)
        if not (equals and column and text):
            raise UsageError(f"--map {argument} is not of the form {_FORM}.")
        if column not in EVERY_COLUMN:
            raise UsageError(f"--map {argument}: {_no_column_of_ours(column)}")
        if column in found:
            raise UsageError(
                f"--map {argument}: “{column}” is mapped twice, from {found[column].text} as well."
            )
        found[column] = Written(column, text)
    return list(found.values())


def _no_column_of_ours(column: str) -> str:
    near = get_close_matches(column, EVERY_COLUMN, n=1)
    meant = f"did you mean “{near[0]}”? " if near else ""
    return f"“{column}” is no column of ours; {meant}There are: {', '.join(EVERY_COLUMN)}."


def _is_constant(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == '"'


def _split(text: str, header: Sequence[str]) -> tuple[str, str] | None:
    """Their column and the table behind the colon; a column's own name may hold colons too."""
    if folded(text) in header:
        return text, ""
    for at in range(len(text) - 1, 0, -1):
        if text[at] == ":" and folded(text[:at]) in header and text[at + 1 :]:
            return text[:at], text[at + 1 :]
    return None


def _no_such_column(source: str, names: Sequence[str], file: str) -> InputFileError:
    near = get_close_matches(folded(source), [folded(name) for name in names], n=1)
    meant = f" (did you mean “{near[0]}”?)" if near else ""
    return InputFileError(
        f"{file} has no column “{source}”{meant}; it has: {', '.join(filter(None, names))}."
    )


def to_text(rules: Sequence[Rule], dates: DateOrder | None = None) -> str:
    """Rules as the JSON text that is kept of them, with the contents of their tables."""
    order = [{"dates": dates.value}] if dates else []
    return json.dumps([*(_as_json(rule) for rule in rules), *order], ensure_ascii=False)


def _as_json(rule: Rule) -> dict[str, Any]:
    if rule.source is None:
        return {"column": rule.column, "constant": rule.constant}
    made: dict[str, Any] = {"column": rule.column, "from": rule.source}
    if rule.table:
        made["table"] = {"name": rule.table.name, "entries": rule.table.pairs}
    return made


def from_text(text: str) -> list[Rule]:
    """The rules that `to_text` wrote."""
    return [_from_json(each) for each in json.loads(text) if "column" in each]


def order_of(text: str) -> DateOrder | None:
    """The order of dates in figures that `to_text` wrote."""
    return next((DateOrder(each["dates"]) for each in json.loads(text) if "dates" in each), None)


def _from_json(made: dict[str, Any]) -> Rule:
    table = made.get("table")
    pairs = [(theirs, ours) for theirs, ours in table["entries"]] if table else []
    return Rule(
        made["column"],
        made.get("from"),
        made.get("constant", ""),
        Translation(table["name"], pairs) if table else None,
    )


def as_argument(rule: Rule) -> str:
    """A rule as it is typed, quoted for a shell."""
    if rule.source is None:
        escaped = rule.constant.replace('"', '""')
        return "--map " + shlex.quote(f'{rule.column}="{escaped}"')
    table = f":{rule.table.name}" if rule.table else ""
    return "--map " + shlex.quote(f"{rule.column}={rule.source}{table}")
