"""Reading a file of moves, talks or parties into a store, within its open transaction."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from tracker.errors import InputFileError, Problem, Refused, UsageError
from tracker.exchange import kinds, moves_in, registry_in, source_texts
from tracker.exchange.files.opening import Dialect, open_table
from tracker.exchange.files.source import Source
from tracker.exchange.files.table import Table
from tracker.exchange.lost import Lost
from tracker.exchange.mapping.columns import Columns
from tracker.exchange.mapping.rules import Mapping, to_text
from tracker.exchange.registrar import negotiation_named
from tracker.exchange.rows import Raw, Record, Rows, bad_rows
from tracker.exchange.skipping import Skipping
from tracker.ledger.case import Case
from tracker.ledger.docket import Docket
from tracker.ledger.imports import Imported, Loaded, change_since
from tracker.ledger.stamp import Stamp
from tracker.store import registry
from tracker.store.store import Store

TOLD_EVERY = 200
"""Rows between two reports of how far an import has come."""

Progress = Callable[[float], None]
"""Takes the share of a file that has been read."""


class Plan(NamedTuple):
    """How a file is to be read.

    Attributes:
        negotiation: the one for rows that name none; None for the current one.
        dialect: how the file is written.
        mapping: which of its columns and values are which of ours.
        skipping: takes the bad rows; None refuses the whole file for them.
        progress: is told how far it has come.
        most: how many changed positions are kept to be shown; None for all. Others are counted.
    """

    negotiation: str | None = None
    dialect: Dialect = Dialect()
    mapping: Mapping = Mapping()
    skipping: Skipping | None = None
    progress: Progress | None = None
    most: int | None = None


def load(store: Store, source: Source, stamp: Stamp, plan: Plan | None = None) -> Loaded:
    """Read one file: all of it or nothing, unless bad rows are passed over.

    Args:
        store: the database, its transaction open.
        source: moves, talks or parties, told apart by their columns.
        stamp: who imports, and when.
        plan: how it is to be read; None for a file of our own form.

    Raises:
        InputFileError: the file has errors; the caller must undo the transaction.
    """
    plan = plan or Plan()
    given = plan.mapping.kept or plan.mapping.written
    sense = plan.mapping.makes_sense if given else kinds.is_known
    own = kinds.is_own if not given else _nobodys
    some = plan.mapping.makes_some_sense if given else None
    table = open_table(source, plan.dialect, sense, ours=own, makes_some=some)
    columns = Columns(table, plan.mapping)
    if plan.skipping:
        plan.skipping.begin(table.names, raw=plan.dialect.raw and table.guarded)
    loaded = Loaded(unread=columns.unread, rules=to_text(columns.rules, plan.mapping.dates))
    read = _Reading(table, columns, plan)
    if columns.kind is kinds.MOVES:
        _Moves(store, stamp, plan, loaded).load(read)
        if table.texts and not read.problems:
            source_texts.take(store, table.texts.items())
    else:
        _load_registry(store, stamp, plan, read, loaded)
    loaded.left_out = dict(columns.left_out)
    if read.problems:
        raise bad_rows(read.problems)
    if plan.skipping:
        loaded.skipped = plan.skipping.problems
        loaded.skipped_to = str(plan.skipping.path or "")
        loaded.skipped_raw = plan.skipping.raw
        plan.skipping.finish()
    return loaded


def _nobodys(_: object) -> bool:
    return False


class _Reading:
    """The rows of a file as they are read, and what becomes of the bad ones.

    Attributes:
        problems: what is wrong with rows, where bad ones are not passed over.
    """

    def __init__(self, table: Table, columns: Columns, plan: Plan) -> None:
        self.table = table
        self.columns = columns
        self.problems: list[Problem] = []
        self._skipping = plan.skipping
        self._progress = plan.progress

    @property
    def any_bad(self) -> bool:
        """Whether a bad row was met."""
        return bool(self.problems or (self._skipping and self._skipping.problems))

    @property
    def skips(self) -> bool:
        """Whether bad rows are passed over."""
        return self._skipping is not None

    def records(self) -> Iterator[tuple[Raw, Record]]:
        """The rows that can be read, each as it stands in the file and by our columns."""
        for raw, found in self.rows():
            if isinstance(found, Record):
                yield raw, found
            else:
                self.refuse(raw, found)

    def rows(self) -> Iterator[tuple[Raw, Record | Problem]]:
        """Every row as it stands in the file, and by our columns or with what is wrong with it."""
        for batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[list[tuple[Raw, Record | Problem]]]:
        """The rows, some at a time."""
        while batch := list(islice(self.table.rows, TOLD_EVERY)):
            read = ((raw, self.columns.read(raw)) for raw in batch)
            yield [(raw, found) for raw, found in read if found is not None]
            if self._progress:
                self._progress(self.table.share())

    def refuse(self, raw: Raw, problem: Problem) -> None:
        """Pass over a bad row, or keep what is wrong with it."""
        if self._skipping:
            self._skipping.skip(raw, problem)
        else:
            self.problems.append(problem)


class _Moves:
    """Records the moves of one file, each in its negotiation, in the order of the file."""

    def __init__(self, store: Store, stamp: Stamp, plan: Plan, loaded: Loaded) -> None:
        self.store = store
        self.stamp = stamp
        self.default = plan.negotiation or registry.current_negotiation(store)
        self.loaded = loaded
        self._most = plan.most
        last = store.one("last_move")
        self._before = last[0] if last else 0
        self._titled = {each.title: each.name for each in registry.negotiations(store)}
        self._importers: dict[int, moves_in.Importer] = {}
        self._named: dict[str, moves_in.Importer] = {}
        self._latest: moves_in.Importer | None = None
        self._lost: dict[str, Lost] = {}
        self._unknown: set[str] = set()

    def load(self, read: _Reading) -> None:
        """Record every row, then tell what that came to in each negotiation."""
        take = self._take_unless_lost if read.skips else self._take
        for batch in read.batches():
            self._look_up([found["id"] for _, found in batch if isinstance(found, Record)])
            for raw, found in batch:
                problem = take(found) if isinstance(found, Record) else found
                if problem:
                    read.refuse(raw, problem)
                    if read.skips:
                        self._pass_over(read.columns.glimpse(raw))
        if not read.any_bad and not self._importers:
            self._importers[0] = self._importer("")
        if not read.problems:
            for importer in self._importers.values():
                self._tell(importer)

    def _look_up(self, ids: list[str]) -> None:
        """Find which ids of some rows are not on record, with one query for all of them."""
        self._unknown.clear()
        if wanted := [each for each in ids if each.isalnum()]:
            rows = self.store.all("moves_unknown", {"moves": json.dumps(wanted)})
            self._unknown.update(found for (found,) in rows)

    def _take_unless_lost(self, row: Record) -> Problem | None:
        lost = self._lost.get(self._name(row))
        fault = lost.fault(row, self._docket(row)) if lost else None
        return fault or self._take(row)

    def _pass_over(self, row: Record) -> None:
        lost = self._lost.setdefault(self._name(row), Lost())
        lost.passed_over(row, self._docket(row))

    def _name(self, row: Record) -> str:
        """One name for the negotiation of a row, whichever of its names the row has."""
        named = row["negotiation"]
        return self._titled.get(named, named) if named else self.default or ""

    def _docket(self, row: Record) -> Docket | None:
        importer = self._named.get(row["negotiation"])
        return importer.recorder.docket if importer else None

    def _take(self, row: Record) -> Problem | None:
        importer = self._named.get(row["negotiation"])
        if importer is None:
            return self._begin(row)
        if importer is not self._latest:
            importer.catch_up()
            self._latest = importer
        return importer.take(row)

    def _begin(self, row: Record) -> Problem | None:
        """Take the first row that names a negotiation so, which is not made for a bad one."""
        try:
            with self.store.attempt():
                importer = self._importer(row["negotiation"])
                problem = importer.take(row)
                if problem:
                    raise _NotBegun(problem)
        except _NotBegun as wrong:
            return wrong.problem
        except (UsageError, Refused) as wrong:
            return row.problem("negotiation", str(wrong))
        self._named[row["negotiation"]] = self._latest = importer
        self._importers[importer.case.negotiation.id] = importer
        return None

    def _importer(self, name: str) -> moves_in.Importer:
        found = negotiation_named(self.store, name, self.default, self.stamp)
        importer = self._importers.get(found.id)
        if importer is None:
            case = Case(self.store, found, self.stamp.today)
            return moves_in.Importer(case, self.stamp, self._unknown)
        importer.catch_up()
        return importer

    def _tell(self, importer: moves_in.Importer) -> None:
        found, done = importer.case.negotiation, importer.done
        if found.name not in self._titled.values():
            current = registry.current_negotiation(self.store) == found.name
            done.notices.append(f"“{found.title}” is new{', and now current' if current else ''}")
        importer.catch_up()
        self.loaded.imported[found.title] = done
        newest = importer.matching.last_demand
        self.loaded.diffs[found.title] = change_since(
            importer.case, self._before, done.touched, newest=newest, most=self._most
        )


class _NotBegun(Exception):
    """The first row of a negotiation was bad."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


def _load_registry(store: Store, stamp: Stamp, plan: Plan, read: _Reading, loaded: Loaded) -> None:
    """Take in a file of talks or parties, over and over without its bad rows until none is left."""
    rows = list(read.records())
    take = _parties if read.columns.kind is kinds.PARTIES else _talks
    while True:
        try:
            with store.attempt():
                loaded.imported = take(store, [row for _, row in rows], stamp, plan)
            return
        except InputFileError as error:
            bad = {problem.line: problem for problem in reversed(error.problems)}
            if not bad:
                raise
            for raw, row in rows:
                if row.line in bad:
                    read.refuse(raw, bad[row.line])
            rows = [(raw, row) for raw, row in rows if row.line not in bad]
            if read.problems:
                return


def _parties(store: Store, rows: list[Record], stamp: Stamp, _: Plan) -> dict[str, Imported]:
    return {"": registry_in.import_parties(store, Rows(rows), stamp)}


def _talks(store: Store, rows: list[Record], stamp: Stamp, plan: Plan) -> dict[str, Imported]:
    done = {}
    for name in dict.fromkeys(row["negotiation"] for row in rows) or [""]:
        found = negotiation_named(store, name, plan.negotiation, stamp)
        case = Case(store, found, stamp.today)
        part = Rows([row for row in rows if row["negotiation"] == name])
        done[found.title] = registry_in.import_talks(case, part, stamp)
    return done
