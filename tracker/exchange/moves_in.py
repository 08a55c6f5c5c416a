"""moves.csv into the ledger: all of it or nothing, and nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tracker import dates
from tracker.errors import InputFileError, Problem, Refused, TrackerError
from tracker.exchange import csvfile
from tracker.exchange.csvfile import BadCell, Record, Rows, reading
from tracker.exchange.matching import Matching
from tracker.exchange.moves_out import BY, COLUMNS
from tracker.exchange.registrar import Registrar
from tracker.exchange.verbs import Deed, deed_of
from tracker.ledger.case import Case
from tracker.ledger.docket import Filing, next_key
from tracker.ledger.imports import Imported
from tracker.ledger.issues import issue_path
from tracker.ledger.recording import Origin, Recorder
from tracker.ledger.stamp import Stamp
from tracker.model import ANSWER_VERBS, Draft, FuzzyDate, Kind, Manner, Verb

_WHEN = ("talk", "talk_date", "date")


def check_columns(rows: Rows, path: Path) -> list[str]:
    """See that a file has the columns of moves, and give those that will not be read.

    Raises:
        InputFileError: it lacks one.
    """
    csvfile.require(rows, ("party", "move", "demand"), path)
    if not any(column in rows.header for column in _WHEN):
        raise InputFileError(
            f"{path} lacks a column that says when: talk, talk_date or date; "
            f"it has: {', '.join(rows.header)}."
        )
    return csvfile.unread(rows, (*COLUMNS, BY), path)


def import_moves(case: Case, rows: Rows, stamp: Stamp) -> Imported:
    """Record the rows that belong to one negotiation, within the open transaction.

    Raises:
        InputFileError: rows are bad; all of them are listed, and the caller must undo.
    """
    importer = _Importer(case, stamp)
    problems = list(rows.problems)
    for row in rows.rows:
        problem = importer.take(row)
        if problem:
            problems.append(problem)
    if problems:
        raise bad_rows(problems)
    return importer.done


def bad_rows(problems: Sequence[Problem]) -> InputFileError:
    """The error for a file with bad rows, in the order of their lines."""
    many = "row has an error" if len(problems) == 1 else "rows have errors"
    return InputFileError(
        f"Nothing was imported: {len(problems)} {many}.",
        sorted(problems, key=lambda each: each.line),
    )


class _Importer:
    """Records the rows of one file in one negotiation."""

    def __init__(self, case: Case, stamp: Stamp) -> None:
        self.case = case
        self.recorder = Recorder(case, stamp)
        self.done = Imported()
        self.registrar = Registrar(case, self.done.created, stamp)
        self.matching = Matching(case, self.recorder.docket)
        self._joint: tuple[str, ...] = ()
        self._made: str | None = None

    def take(self, row: Record) -> Problem | None:
        """Record one row, or say what is wrong with it."""
        try:
            return self._take(row)
        except BadCell as bad:
            return row.problem(bad.column, str(bad))
        except TrackerError as error:
            return row.problem("move", str(error))

    def _take(self, row: Record) -> Problem | None:
        deed = deed_of(row["move"])
        if isinstance(deed, str):
            return row.problem("move", deed)
        problem = _lacking(row, deed)
        if problem:
            return problem
        talk, day = self._when(row)
        parties = self.registrar.parties(row["party"], exact=bool(row["id"]))
        self._joint, self._made = parties, None
        if deed.verb in ANSWER_VERBS:
            found = [self._record(row, deed, (party,), talk, day) for party in parties]
            return next((problem for problem in found if problem), None)
        return self._record(row, deed, parties, talk, day)

    def _when(self, row: Record) -> tuple[str | None, FuzzyDate | None]:
        today = self.recorder.stamp.today
        with reading("date"):
            day = dates.parse(row["date"], today=today) if row["date"] else None
        if row["talk"] or row["talk_date"]:
            return self.registrar.talk(row), day
        return None, day

    def _record(
        self,
        row: Record,
        deed: Deed,
        parties: tuple[str, ...],
        talk: str | None,
        day: FuzzyDate | None,
    ) -> Problem | None:
        kind = self._kind(row, deed)
        if isinstance(kind, Problem):
            return kind
        draft = self._draft(row, deed, parties, talk, day, kind)
        if row["id"] and self.matching.has_id(row["id"]):
            self._check_id(row, draft)
            self.done.known += 1
            return None
        if self.matching.key_of(draft) is not None:
            self.done.known += 1
            return None
        draft = draft._replace(demand=draft.demand or next_key(self.case, draft.party))
        self._meet(row, draft)
        if draft.verb is Verb.COUNTER and draft.text and not row["id"]:
            draft = self._counter_demand(row, draft)
        self._add(row, draft, Filing(row["title"], _issue(row)))
        return None

    def _check_id(self, row: Record, draft: Draft) -> None:
        """See that a row which is on record already still says what was recorded."""
        try:
            self.recorder.identify(draft, _origin(row, self.recorder.stamp))
        except Refused:
            raise BadCell(
                "id", "does not fit what the move says: the row was changed after it was exported"
            ) from None

    def _kind(self, row: Record, deed: Deed) -> Kind | Problem | None:
        if not row["kind"]:
            return deed.kind
        try:
            return Kind(row["kind"].casefold())
        except ValueError:
            return row.problem("kind", f"is not a kind; use {', '.join(Kind)}")

    def _draft(
        self,
        row: Record,
        deed: Deed,
        parties: tuple[str, ...],
        talk: str | None,
        day: FuzzyDate | None,
        kind: Kind | None,
    ) -> Draft:
        made = deed.verb is Verb.DEMAND
        texts = ("text", "condition", "until", "counter", "quote", "speaker", "source", "note",
                 "corrects")  # fmt: skip
        said = {name: row[name] if row[name].strip() else None for name in texts}
        if row["until"]:
            with reading("until"):
                said["until"] = dates.parse(row["until"], today=self.recorder.stamp.today).text
        return Draft(
            **said,
            verb=deed.verb,
            manner=deed.manner,
            ad_referendum=deed.ad_referendum,
            parties=parties,
            demand=row["demand"],
            talk=talk,
            date=day,
            kind=(kind or Kind.DEMAND) if made else None,
            to=self.registrar.parties(row["to"], exact=bool(row["id"])) if made else (),
            private=_is_private(row),
        )

    def _meet(self, row: Record, draft: Draft) -> None:
        """Add the demand a move speaks of, where this is the first that is heard of it."""
        if draft.counter and not draft.text and self.recorder.docket.known(draft.counter) is None:
            self._meet_counter(row, draft)
        if draft.verb is Verb.DEMAND:
            if self.recorder.docket.known(draft.demand) is None:
                self._created("demands", f"{draft.demand}")
            return
        known = self.recorder.docket.known(draft.demand)
        if known is not None:
            self._compare_labels(row, known.demand.title)
            return
        by = self.registrar.parties(row[BY], exact=bool(row["id"]))
        opening = Draft(
            verb=Verb.DEMAND,
            parties=by,
            demand=draft.demand,
            to=self.registrar.parties(row["to"], exact=bool(row["id"])),
        )
        kind = self._kind(row, Deed(Verb.DEMAND))
        filing = Filing(row["title"], _issue(row))
        made = kind if isinstance(kind, Kind) else Kind.DEMAND
        self.recorder.docket.make(opening, made, filing, self.recorder.stamp)
        self._created("demands", f"{draft.demand} (of unknown wording)")

    def _meet_counter(self, row: Record, draft: Draft) -> None:
        """Add a counter-demand whose own row is not there, as one that was put privately is."""
        if not row["id"]:
            raise BadCell("counter", "is a demand nobody has made; give its wording as text")
        opening = Draft(verb=Verb.DEMAND, parties=draft.parties, demand=draft.counter or "")
        self.recorder.docket.make(opening, Kind.PROPOSAL, Filing(), self.recorder.stamp)
        self._created("demands", f"{draft.counter} (of unknown wording)")

    def _compare_labels(self, row: Record, title: str) -> None:
        if row["title"] and row["title"] != title and row["demand"] != title:
            notice = f"{row['demand']} keeps its title “{title}”"
            if notice not in self.done.notices:
                self.done.notices.append(notice)

    def _counter_demand(self, row: Record, draft: Draft) -> Draft:
        """Make the counter-demand whose wording a counter gives, and point the counter at it."""
        countered = self.recorder.docket.known(draft.demand)
        assert countered is not None
        if self._made:
            return draft._replace(counter=self._made, text=None, quote=None, note=None)
        if draft.counter and self.recorder.docket.known(draft.counter):
            return draft
        proponent = countered.demand.proponent
        opening = draft._replace(
            verb=Verb.DEMAND,
            parties=self._joint,
            demand=draft.counter or next_key(self.case, draft.party),
            kind=Kind.PROPOSAL,
            to=(proponent,) if proponent and proponent != draft.party else (),
            condition=None,
            until=None,
            counter=None,
        )
        self._created("demands", f"{opening.demand} (counters {draft.demand})")
        self._add(row, opening, Filing("", countered.demand.issue))
        self._made = opening.demand
        return draft._replace(counter=opening.demand, text=None, quote=None, note=None)

    def _add(self, row: Record, draft: Draft, filing: Filing) -> None:
        recorded = self.recorder.record(draft, filing, origin=_origin(row, self.recorder.stamp))
        self.done.recorded += 1
        known = self.recorder.docket.known(draft.demand)
        assert known is not None
        self.done.touched[known.demand.id] = None
        for warning in recorded.warnings:
            self.done.warnings.append(f"line {row.line}: {warning}")

    def _created(self, kind: str, name: str) -> None:
        self.done.created.setdefault(kind, []).append(name)


def _lacking(row: Record, deed: Deed) -> Problem | None:
    if not row["party"]:
        return row.problem("party", "is empty: say who made the move")
    if not row["demand"] and deed.verb is not Verb.DEMAND:
        return row.problem("demand", "is empty: say which demand the move speaks of")
    if not any(row[column] for column in _WHEN):
        return row.problem("talk", "is empty, and so are talk_date and date: say when it was")
    if deed.manner in (Manner.IN_PART, Manner.IF) and not row["condition"]:
        return row.problem("condition", "is empty: say which part, or on which condition")
    if row["visibility"].casefold() not in ("", "public", "private"):
        return row.problem("visibility", "is neither public nor private")
    return None


def _is_private(row: Record) -> bool:
    return row["visibility"].casefold() == "private"


def _issue(row: Record) -> str:
    with reading("issue"):
        return issue_path(row["issue"]) if row["issue"] else ""


def _origin(row: Record, stamp: Stamp) -> Origin | None:
    if not row["id"]:
        return None
    at, by = row["recorded_at"], row["recorded_by"]
    return Origin(row["id"], row["parent"] or None, Stamp(by, at, stamp.today))
