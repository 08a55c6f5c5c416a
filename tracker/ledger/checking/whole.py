"""A database checked from its file up to the record that it holds."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from tracker.errors import DatabaseUnusable, TrackerError
from tracker.ledger.case import Case
from tracker.ledger.checking import file, record, sources
from tracker.ledger.checking.findings import ON_A_SERVER, RESTORE, Code, Finding
from tracker.ledger.checking.moves import Moves
from tracker.ledger.checking.registry import Entries
from tracker.ledger.checking.replaying import broken_rules
from tracker.ledger.positions import PAGE
from tracker.ledger.stamp import Stamp
from tracker.model import Negotiation
from tracker.store import registry as rows
from tracker.store.store import Store

# What reading rows can come to that were changed by somebody else, besides our own errors.
_SYMPTOMS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
Findings = Iterator[Finding]


class Check:
    """One check of a database, the gravest findings first; nothing of it is held in memory.

    Attributes:
        moves: how many moves have been looked at.
        whole: whether all could be read that was to be.
        sees_all: whether who checks may see everything; else only the schema is looked at, since
            what is not shown would seem to be missing.
    """

    def __init__(
        self, store: Store, stamp: Stamp, *, only: Negotiation | None, private: bool
    ) -> None:
        """Prepare to check.

        Args:
            store: the database, unchanging while it is checked.
            stamp: who checks it, and when.
            only: of the ledger, check only this negotiation; None for all.
            private: whether findings may name what is private.
        """
        self.moves = 0
        self.whole = True
        self.sees_all = bool((store.one("sees_all") or (0,))[0])
        self._store, self._stamp = store, stamp
        self._only, self._private = only, private
        taken = "merge" if store.in_file else "hub join"
        self._rebuild = f"tracker --db NEW.db {taken} {shlex.quote(str(store.path))}"

    def findings(self) -> Findings:
        """All that is found, as it is found."""
        for each in self._findings():
            is_to_restore = each.mend == RESTORE and not self._store.in_file
            yield each._replace(mend=ON_A_SERVER) if is_to_restore else each

    def _findings(self) -> Findings:
        if self._store.in_file:
            yield from self._of_file()
        else:
            yield from self._read(lambda: file.schema_differences(self._store), "the schema")
        if not (self.whole and self.sees_all):
            return
        yield from self._read(lambda: file.missing_numbers(self._store), "the ledger")
        yield from self._shown(self._read(self._of_moves, "the moves"))
        texts = self._read(lambda: sources.altered_texts(self._store), "the texts of sources")
        yield from self._shown(texts)
        yield from self._shown(self._read(self._of_registry, "the registry"))
        if self._store.in_file:
            yield from self._read(
                lambda: file.index_differences(self._store, self._rebuild), "the index of words"
            )
        if not self._private:
            self._store.hide_private()
        yield from self._read(self._of_record, "the record")

    def _of_file(self) -> Findings:
        yield from self._read(lambda: file.damages(self._store), "the file")
        if self.whole:
            yield from self._read(lambda: file.schema_differences(self._store), "the schema")
            yield from self._read(lambda: file.broken_references(self._store), "the tables")

    def _read(self, part: Callable[[], Iterable[Finding]], what: str) -> Findings:
        """The findings of one part; where that cannot be read to its end, this is one itself."""
        try:
            for finding in part():
                self.whole &= finding.code is not Code.FILE_DAMAGED
                yield finding
        except (TrackerError, *_SYMPTOMS) as error:
            self.whole = False
            said = "it is not as a tracker writes it"
            if isinstance(error, DatabaseUnusable):
                said = str(error)
            yield Finding(Code.UNREADABLE, f"{what} could not be read to its end: {said}")

    def _shown(self, found: Findings) -> Findings:
        return (each.unnamed() if each.private and not self._private else each for each in found)

    def _of_moves(self) -> Findings:
        checked = Moves(self._store, self._only.id if self._only else None, self._rebuild)
        yield from checked.findings()
        self.moves = checked.count

    def _negotiations(self) -> list[Negotiation]:
        return [self._only] if self._only else rows.negotiations(self._store)

    def _of_registry(self) -> Findings:
        entries = Entries(self._store, self._stamp, self._rebuild)
        yield from entries.parties()
        for each in self._negotiations():
            yield from entries.of(each)

    def _of_record(self) -> Findings:
        for each in self._negotiations():
            case = Case(self._store, each, self._stamp.today)
            for page in _pages(case):
                reading = (partial(broken_rules, case, *each, self._stamp.today) for each in page)
                for broken in self._store.together(reading):
                    yield from broken
                yield from record.of_demands(case, [demand for demand, _ in page])
            yield from record.of_moves(case)
            yield from sources.of_sources(case)


def _pages(case: Case) -> Iterator[list[tuple[int, str]]]:
    """The demands of a negotiation, ids and keys, a page at a time."""
    found = case.store.each("demand_keys_in_order", {"negotiation": case.negotiation.id})
    while page := list(islice(found, PAGE)):
        yield page
