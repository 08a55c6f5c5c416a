"""Rows of moves.csv into the ledger, one by one, and nothing twice."""

from collections.abc import Iterable
from operator import itemgetter

from tracker import dates
from tracker.errors import InputFileError, NotFound, Problem, Refused, UsageError
from tracker.exchange import source_texts
from tracker.exchange.filled import must_be_filled
from tracker.exchange.given import Calling, Given, given_of
from tracker.exchange.matching import Matching
from tracker.exchange.moves_out import BY
from tracker.exchange.registrar import Registrar
from tracker.exchange.rows import BadCell, Record, bad_rows, in_file, reading
from tracker.exchange.verbs import Deed, deed_of, kind_of
from tracker.ledger import countering
from tracker.ledger.case import Case
from tracker.ledger.docket import UNFILED, Filing, next_key
from tracker.ledger.imports import Imported, Mark
from tracker.ledger.issues import issue_path
from tracker.ledger.known import Known
from tracker.ledger.recording import Origin, Recorder
from tracker.ledger.stamp import Stamp
from tracker.ledger.talks import bring_back
from tracker.model import ANSWER_VERBS, Draft, FuzzyDate, Kind, Verb
from tracker.named import NamedTuple

_texts_of = itemgetter(
    "text", "condition", "counter", "quote", "speaker", "source", "note", "corrects"
)
_OF_A_ROW = (BadCell, UsageError, NotFound, Refused, InputFileError)
"""What a single row can be to blame for; a database that cannot be used is another matter."""


class _When(NamedTuple):
    """When a move was made: at a talk, on a day, or both."""

    talk: str | None
    date: FuzzyDate | None


class Importer:
    """Records the rows of one negotiation within the open transaction.

    Attributes:
        done: what that came to.
    """

    def __init__(self, case: Case, stamp: Stamp, unknown: set[str] | None = None) -> None:
        self.case = case
        self.recorder = Recorder(case, stamp)
        self.done = Imported()
        self.registrar = Registrar(case, self.done.created, stamp)
        self.matching = Matching(case, self.recorder.docket, unknown)
        self.calling = Calling(case, self.recorder.docket)
        self._days: dict[str, FuzzyDate] = {}
        self._joint: tuple[str, ...] = ()
        self._made: str | None = None

    def take(self, row: Record) -> Problem | None:
        """Record one row, or say what is wrong with it; then nothing of it is left behind."""
        mark, written = self.done.mark(), self.case.store.changes
        self.matching.begin()
        self.recorder.docket.make_room()
        try:
            with self.case.store.attempt():
                self._take(row)
        except _OF_A_ROW as wrong:
            self._undo(mark, written=self.case.store.changes != written)
            if isinstance(wrong, BadCell):
                return row.problem(wrong.column, str(wrong))
            column, reason = in_file(str(wrong))
            reason = reason.removeprefix(f"{row[column]} ")
            words = self.registrar.in_their_words(reason, row["demand"], row["counter"])
            return row.problem(column, words)
        return None

    def catch_up(self) -> None:
        """Go on after the rows of another negotiation, which may have added parties."""
        self.case.forget_parties()
        self.registrar.forget()
        self.recorder.catch_up()

    def _undo(self, mark: Mark, *, written: bool) -> None:
        """Forget what was known of a row that failed."""
        self.done.back_to(mark)
        self.matching.give_back()
        if written:
            self.case.forget_talks()
            self.recorder.docket.forget_all()
            self.catch_up()

    def _take(self, row: Record) -> None:
        deed = deed_of(row["move"])
        if isinstance(deed, str):
            raise BadCell("move", deed)
        must_be_filled(row, deed)
        when = self._when(row)
        parties = self.registrar.parties(row["party"], exact=bool(row["id"]))
        self._joint, self._made = parties, None
        if self._revises_its_own(row, deed):
            self.done.notice(
                f"line {row.line}: a counter to one's own demand is recorded as a revision"
            )
            deed = deed._replace(verb=Verb.REVISE)
        answers = deed.verb in ANSWER_VERBS
        for each in [(party,) for party in parties] if answers else [parties]:
            self._record(row, deed, each, when)

    def _revises_its_own(self, row: Record, deed: Deed) -> bool:
        if deed.verb is not Verb.COUNTER or row["id"]:
            return False
        known = self.recorder.docket.known(row["demand"])
        said = Draft(
            verb=deed.verb,
            parties=self._joint,
            demand=row["demand"],
            text=row["text"].strip() or None,
            counter=row["counter"] or None,
        )
        return known is not None and countering.revises_its_own(said, known.demand)

    def _when(self, row: Record) -> _When:
        day = self._day(row, "date")
        if row["talk"] or row["talk_date"]:
            return _When(self.registrar.talk(row), day)
        return _When(None, day)

    def _day(self, row: Record, column: str) -> FuzzyDate | None:
        text = row[column]
        if not text:
            return None
        if text not in self._days:
            with reading(column):
                self._days[text] = dates.parse(text, today=self.recorder.stamp.today)
        return self._days[text]

    def _record(self, row: Record, deed: Deed, parties: tuple[str, ...], when: _When) -> None:
        draft = self._draft(row, deed, parties, when)
        draft, given = self.calling.here(row, draft, given_of(row))
        stands = self.matching.standing(row["id"]) if row["id"] else None
        if stands is not None:
            self._check_id(row, draft)
            self.done.known += 1
            self.done.set_aside += not stands
            return
        if self.matching.key_of(draft) is not None:
            self.done.known += 1
            return
        if not draft.demand:
            draft = draft._replace(demand=next_key(self.case, draft.party))
        self._meet(row, draft, given)
        if draft.verb is Verb.COUNTER and draft.text and not row["id"]:
            draft = self._counter_demand(row, draft)
        self._add(row, draft, Filing(row["title"], _issue(row), given.demand))

    def _check_id(self, row: Record, draft: Draft) -> None:
        """See that a row which is on record already still says what was recorded."""
        try:
            self.recorder.identify(draft, _origin(row, self.recorder.stamp))
        except Refused:
            raise BadCell(
                "id", "does not fit what the move says: the row was changed after it was exported"
            ) from None

    def _draft(self, row: Record, deed: Deed, parties: tuple[str, ...], when: _When) -> Draft:
        made = deed.verb is Verb.DEMAND
        kind = kind_of(row) or deed.kind
        until = self._day(row, "until")
        text, condition, counter, quote, speaker, source, note, corrects = [
            text if text and not text.isspace() else None for text in _texts_of(row)
        ]
        return Draft(
            deed.verb,
            parties,
            row["demand"],
            when.talk,
            when.date,
            deed.manner,
            deed.ad_referendum,
            (kind or Kind.DEMAND) if made else None,
            self.registrar.parties(row["to"], exact=bool(row["id"])) if made else (),
            text,
            condition,
            until.text if until else None,
            counter,
            quote,
            speaker,
            source,
            note,
            row["visibility"].casefold() == "private",
            corrects,
            source_texts.named_in(row),
        )

    def _meet(self, row: Record, draft: Draft, given: Given) -> None:
        """Add the demand a move speaks of, where this is the first that is heard of it."""
        docket = self.recorder.docket
        if draft.counter and not draft.text and docket.known(draft.counter) is None:
            self._meet_counter(row, draft, given)
        known = docket.known(draft.demand)
        if draft.verb is Verb.DEMAND:
            if known is None:
                self._created("demands", draft.demand)
            return
        if known is not None:
            self._compare_labels(row, known)
            return
        exact = bool(row["id"])
        opening = Draft(
            verb=Verb.DEMAND,
            parties=self.registrar.parties(row[BY], exact=exact),
            demand=draft.demand,
            to=self.registrar.parties(row["to"], exact=exact),
        )
        made = kind_of(row) or Kind.DEMAND
        docket.make(
            opening, made, Filing(row["title"], _issue(row), given.demand), self.recorder.stamp
        )
        self._created("demands", f"{draft.demand} (of unknown wording)")

    def _meet_counter(self, row: Record, draft: Draft, given: Given) -> None:
        """Add a counter-demand whose own row is not there, as one that was put privately is."""
        if not row["id"]:
            raise BadCell("counter", "is a demand nobody has made; give its wording as text")
        opening = Draft(verb=Verb.DEMAND, parties=draft.parties, demand=draft.counter or "")
        filing = Filing(given=given.counter)
        self.recorder.docket.make(opening, Kind.PROPOSAL, filing, self.recorder.stamp)
        self._created("demands", f"{draft.counter} (of unknown wording)")

    def _compare_labels(self, row: Record, known: Known) -> None:
        title = known.demand.title
        if row["title"] and row["title"] != title and row["demand"] != title:
            private = any(wording.private for wording, _ in known.wordings)
            kept = "" if private else f" “{title}”"
            self.done.notice(f"{row['demand']} keeps its title{kept}")

    def _counter_demand(self, row: Record, draft: Draft) -> Draft:
        """Make the counter-demand whose wording a counter gives, and point the counter at it."""
        countered = self.recorder.docket.known(draft.demand)
        assert countered is not None
        if self._made:
            return countering.answer_with(draft, self._made)
        if draft.counter and self.recorder.docket.known(draft.counter):
            return draft
        asked = draft._replace(parties=self._joint, counter=None)
        opening, filing = countering.opening_of(self.case, asked, countered.demand, UNFILED)
        key = draft.counter or next_key(self.case, draft.party)
        self._created("demands", f"{key} (counters {draft.demand})")
        self._add(row, opening._replace(demand=key), filing)
        self._made = key
        return countering.answer_with(draft, key)

    def _add(self, row: Record, draft: Draft, filing: Filing) -> None:
        recorded = self.recorder.record(draft, filing, origin=_origin(row, self.recorder.stamp))
        self.done.recorded += 1
        if draft.talk and (again := bring_back(self.case, draft.talk, self.recorder.stamp)):
            self.done.notice(again)
        known = self.recorder.docket.known(draft.demand)
        assert known is not None
        self.done.touched[known.demand.id] = None
        for warning in recorded.warnings:
            self.done.warnings.append(f"line {row.line}: {warning}")

    def _created(self, kind: str, name: str) -> None:
        self.done.created.setdefault(kind, []).append(name)


def import_moves(case: Case, rows: Iterable[Record], stamp: Stamp) -> Imported:
    """Record rows that belong to one negotiation, within the open transaction.

    Raises:
        InputFileError: rows are bad; all of them are listed, and the caller must undo.
    """
    importer = Importer(case, stamp)
    problems = [problem for problem in map(importer.take, rows) if problem]
    if problems:
        raise bad_rows(problems)
    return importer.done


def _issue(row: Record) -> str:
    if not row["issue"]:
        return ""
    with reading("issue"):
        return issue_path(row["issue"])


def _origin(row: Record, stamp: Stamp) -> Origin | None:
    if not row["id"]:
        return None
    at, by = row["recorded_at"], row["recorded_by"]
    return Origin(row["id"], row["parent"] or None, Stamp(by, at, stamp.today))
