"""The report as a view: one page of HTML, or one document in Markdown."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from tracker import __version__
from tracker.diff import CellChange, Diff
from tracker.ledger.case import Case
from tracker.ledger.history import Entry
from tracker.ledger.matrix import Mark, Matrix
from tracker.ledger.moves import When
from tracker.ledger.refs import label_of
from tracker.ledger.report import Report, histories, steps
from tracker.ledger.stats import COUNTED
from tracker.model import Headline, Status
from tracker.render.changes import by_group
from tracker.render.changes_drawn import GROUPS, mark_of_change
from tracker.render.page.blocks import blocks
from tracker.render.page.chart import drawn
from tracker.render.page.document import write_document
from tracker.render.page.method import beyond, method, selection
from tracker.render.page.templating import writer
from tracker.render.sheet import Sheet
from tracker.render.views import View
from tracker.render.wording import by

MOST_TALKS = 20
"""The most talks that are listed one by one."""


def report_view(case: Case, found: Report, *, known: str, private: bool) -> View:
    """The report as a view, with formats of its own alone.

    Args:
        case: its negotiation.
        found: what it tells.
        known: up to when it tells what was recorded.
        private: whether private moves are in it.
    """
    fields = partial(_fields, case, found, known=known, private=private)
    return View(
        kind="report",
        columns=(),
        rows=(),
        sheet=lambda: Sheet((), ()),
        writers={
            "html": writer("report.html", fields),
            "md": lambda stream: write_document(stream, fields()),
        },
    )


def _fields(case: Case, found: Report, *, known: str, private: bool) -> dict[str, Any]:
    """What the templates are filled in with; what is long is read while it is written."""
    from tracker.ledger.moves import when_of

    anchors = {each.key: f"d{nr}" for nr, each in enumerate(found.demands, 1)}
    labels = {talk.ref: label_of(talk) for talk in case.talks}
    return {
        "title": case.negotiation.title,
        "report": found,
        "selection": selection(found.chosen),
        "named": tuple(_named(case, found)),
        "held": tuple(_held(found)),
        "known": known,
        "private": private,
        "version": __version__,
        "anchors": anchors,
        **drawn(found.timeline),
        "blocks": blocks(found.matrix),
        "beyond": beyond(found),
        "matrix_legend": legend_of(found.matrix),
        "rates": tuple(_rates(case, found)),
        "counted": COUNTED,
        "headlines": (*COUNTED, *(each for each in Headline if each not in COUNTED)),
        "steps": steps(case, found),
        "groups": groups,
        "histories": histories(case, found),
        "occasions": partial(occasions, partial(when_of, case), labels),
        "when": partial(when_of, case),
        "method": tuple(method(found, known=known, private=private)),
    }


class _Legend(NamedTuple):
    statuses: list[Status]
    follows: bool
    marks: list[Mark]


def legend_of(found: Matrix) -> _Legend:
    """The statuses and marks that occur in a matrix."""
    cells = [cell for row in found.rows for cell in row.cells.values()]
    statuses = {cell.position.status for cell in cells}
    marks = {mark for cell in cells for mark in cell.marks}
    return _Legend(
        statuses=[each for each in Status if each in statuses],
        follows=any(cell.position.via for cell in cells),
        marks=[each for each in Mark if each in marks],
    )


def _named(case: Case, found: Report) -> Iterator[tuple[str, str]]:
    """The parties on the page whose code does not say who they are, with their names."""
    shown = set(found.parties) | {code for each in found.demands for code in by(each)}
    for code, party in case.parties.items():
        if code in shown and party.name != code:
            yield code, party.name


def _held(found: Report) -> Iterator[tuple[str, str]]:
    """The talks held, each with what its ref stands for; of many the first and the last."""
    many = len(found.talks) > MOST_TALKS
    for each in (found.talks[0], found.talks[-1]) if many else found.talks:
        yield each.ref, label_of(each).removeprefix(each.ref).strip()


class _Rate(NamedTuple):
    party: str
    counts: list[int]
    towards: int
    away: int


def _rates(case: Case, found: Report) -> Iterator[_Rate]:
    """The figures of each party: its answers by headline, and how many of them moved."""
    counts, towards, away = found.stats.counts, found.stats.towards, found.stats.away
    answering = {pair.party for pair in counts}
    for party in (each for each in (*case.parties, "") if each in answering):
        of_party = [pair for pair in counts if pair.party == party]
        yield _Rate(
            party,
            [sum(counts[pair][headline] for pair in of_party) for headline in COUNTED],
            sum(towards[pair] for pair in of_party),
            sum(away[pair] for pair in of_party),
        )


def groups(diff: Diff) -> Iterator[tuple[str, object, list[CellChange]]]:
    """The groups of changed cells that have any: heading, mark, cells."""
    for change, group in by_group(diff).items():
        if group:
            yield GROUPS[change], mark_of_change(change), group


def occasions(
    when: When, labels: Mapping[str, str], entries: tuple[Entry, ...]
) -> Iterator[tuple[str, list[Entry]]]:
    """The moves of a history by the talk they were made at, or their own date."""

    def label(entry: Entry) -> str:
        talk = labels.get(entry.move.said.talk or "")
        return talk or f"{when(entry.move)}, outside any talk"

    for named, moves in groupby(entries, label):
        yield named, list(moves)
