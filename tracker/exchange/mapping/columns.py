"""How the rows of one file are read: which values are ours as they are, and which are mapped."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from tracker.errors import InputFileError, Problem, UsageError
from tracker.exchange.files.table import Table
from tracker.exchange.given import GIVEN
from tracker.exchange.kinds import OF_THE_RECORD, PROBLEM, TRIMMED, Kind, kind_of, require
from tracker.exchange.mapping.ordering import DATED, in_iso
from tracker.exchange.mapping.rules import LEAVE_OUT, Mapping, Rule
from tracker.exchange.mapping.translation import Translation
from tracker.exchange.rows import Naming, Raw, Record, folded, shortened


class _Step(NamedTuple):
    """How one mapped value of a row is made, from the value at a place of the row."""

    column: str
    place: int | None
    constant: str
    table: Translation | None
    trims: bool


class Columns:
    """Reads the rows of one file.

    Attributes:
        kind: what the file holds.
        rules: the mapping, as it was found to apply to the file.
        unread: columns of the file that are not read.
        left_out: how many rows are no moves, by the value that says so.
    """

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.rules = mapping.rules(table.names, table.name)
        header = table.header
        own = _own_columns(header, self.rules)
        columns = [*own, *(rule.column for rule in self.rules)]
        self.kind = kind_of(columns)
        own = {column: place for column, place in own.items() if column in self.kind.columns}
        _check_targets(self.rules, self.kind)
        require(columns, self.kind, table.names, table.name)
        self._steps = _steps(self.rules, header)
        self._trimmed = {place for column, place in own.items() if column in TRIMMED}
        self._naming = _naming(table.names, own, self._steps)
        self._order = mapping.dates
        self._dated = [name for name in DATED if self._order and name in self._naming.at]
        self.unread = _unread(table, self._naming, self.kind, mapped=bool(self.rules))
        self.left_out: Counter[str] = Counter()

    def read(self, raw: Raw) -> Record | Problem | None:
        """A row by our columns, or what is wrong with it; None if it is to be left out."""
        if raw.fault is not None:
            return raw.fault
        values = self._stripped(raw.cells)
        for step in self._steps:
            value = step.constant if step.place is None else raw.cells[step.place]
            if step.table is not None:
                meant = step.table.of(value)
                if meant is None and value.strip():
                    return self._untranslated(raw, step)
                if step.column == "move" and meant in LEAVE_OUT:
                    self.left_out[shortened(value)] += 1
                    return None
                value = meant or ""
            values.append(value.strip() if step.trims else value)
        record = Record(raw.line, values, self._naming)
        return self._ordered(record) or record

    def _stripped(self, cells: list[str]) -> list[str]:
        """The values of a row, without spaces around those of which they are never meant."""
        values = list(map(str.strip, cells))
        if values == cells:
            return values
        trimmed = self._trimmed
        return [values[at] if at in trimmed else cell for at, cell in enumerate(cells)]

    def _ordered(self, record: Record) -> Problem | None:
        """Write the dates of a row in our way, or say which is not in the order that was given."""
        if self._order is None:
            return None
        for column in self._dated:
            try:
                record.rewrite(column, in_iso(record[column], self._order))
            except ValueError as wrong:
                return record.problem(column, str(wrong))
        return None

    def glimpse(self, raw: Raw) -> Record:
        """What can be read of a bad row: a value that is missing or not translated is empty."""
        width = len(self._naming.names)
        cells = [*raw.cells, *[""] * width][:width]
        values = self._stripped(cells)
        for step in self._steps:
            value = step.constant if step.place is None else cells[step.place]
            meant = (step.table.of(value) or "") if step.table else value
            values.append(meant.strip() if step.trims else meant)
        record = Record(raw.line, values, self._naming)
        self._ordered(record)
        return record

    def _untranslated(self, raw: Raw, step: _Step) -> Problem:
        assert step.place is not None
        assert step.table is not None
        name, value = self._naming.names[step.place], shortened(raw.cells[step.place])
        return Problem(raw.line, name, value, f"is not in {step.table.name}, for {step.column}")


def _own_columns(header: Sequence[str], rules: Sequence[Rule]) -> dict[str, int]:
    """The columns that carry our names and that no rule claims, with their places."""
    claimed = {rule.column for rule in rules}
    if rules:  # what somebody else calls id, or parent, is not what we do
        claimed.update((*OF_THE_RECORD, GIVEN))
    return {name: place for place, name in enumerate(header) if name and name not in claimed}


def _check_targets(rules: Sequence[Rule], kind: Kind) -> None:
    for rule in rules:
        if rule.column not in kind.columns:
            raise UsageError(
                f"“{rule.column}” is no column of {kind.name}, which this file holds; there are: "
                f"{', '.join(kind.columns)}."
            )


def _steps(rules: Sequence[Rule], header: Sequence[str]) -> list[_Step]:
    """The rules in the order they are applied: first what may leave a row out."""
    ordered = sorted(rules, key=lambda rule: rule.column != "move")
    return [
        _Step(
            rule.column,
            None if rule.source is None else header.index(folded(rule.source)),
            rule.constant,
            rule.table,
            rule.column in TRIMMED,
        )
        for rule in ordered
    ]


def _naming(names: Sequence[str], own: dict[str, int], steps: Sequence[_Step]) -> Naming:
    mapped = {step.column: len(names) + number for number, step in enumerate(steps)}
    sources = {step.column: step.place for step in steps if step.place is not None}
    at = {**own, **mapped}
    return Naming(at, {**own, **sources}, names, itemgetter(*at.values()))


def _unread(table: Table, naming: Naming, kind: Kind, *, mapped: bool) -> list[str]:
    """The columns that are not read.

    Raises:
        InputFileError: one looks like a misspelt column of ours, and no mapping was given.
    """
    from difflib import get_close_matches

    read = set(naming.origins.values())
    others = [
        (place, name)
        for place, name in enumerate(table.header)
        if place not in read and name != PROBLEM
    ]
    free = [column for column in kind.columns if column not in naming.at]
    for _, name in others if not mapped else ():
        near = get_close_matches(name, free, n=1, cutoff=0.8)
        if near:
            raise InputFileError(
                f"{table.name} has a column “{name}”; did you mean “{near[0]}”? Rename it."
            )
    return [name or f"(column {place + 1}, without a name)" for place, name in others]
